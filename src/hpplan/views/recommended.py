"""The waves of a site, for people, in the order of their effect on the plan."""

import shlex
from collections.abc import Callable, Iterator, Sequence

from hpplan.analysis.choices import Here, Shut, WaveChoice
from hpplan.analysis.recommendation import Recommendation
from hpplan.analysis.scenario import SolvedScenario
from hpplan.domain.mandates import Mandate
from hpplan.domain.standing import SiteState
from hpplan.language import _, plural
from hpplan.planning import Infeasible
from hpplan.solving.result import Undecided
from hpplan.views import effect as view
from hpplan.views import mandates
from hpplan.views.choices import NAME, handful, proved_of, rest_of_waves, supposing
from hpplan.views.document import Block, Document, Grid, Sentence, Terms, listed
from hpplan.views.formats.drawing import Column


def recommended(
    shown: Recommendation,
    *,
    full: bool = False,
    ask: Callable[[Sequence[str]], str] = shlex.join,
) -> Document:
    """The waves of a site, the best first; of many the best ones, unless in `full`. `ask` writes a
    command of these words about the same data.
    """
    return tuple(_recommended(shown, ask, full=full))


def _recommended(
    shown: Recommendation, ask: Callable[[Sequence[str]], str], *, full: bool
) -> Iterator[Block]:
    site = shown.site
    asked = [choice for choice in shown.choices if not isinstance(choice.answer, Shut)]
    possible = [c for c in asked if isinstance(c.answer, Here | SolvedScenario)]
    title = _("Which wave for {site}?", site=site.name)
    if possible:
        title = f"{title} {view.dated(possible[0].wave)}"
    yield view.headline(shown.situation, title)
    yield from view.as_things_stand(shown.base)
    if shown.supposed:
        yield listed(_("Supposed"), shown.supposed)
    few = asked if full else handful(asked)
    if few:
        columns = (
            Column("", "right"),
            Column(_("Wave"), most=NAME),
            Column(_("Go-live")),
            Column(_("For {site}", site=site.name), wraps=True),
            Column(_("For everybody"), wraps=True),
        )
        rows = [(str(n), *_ranked(choice, site)) for n, choice in enumerate(few, start=1)]
        yield Grid(columns, tuple(rows))
    yield from rest_of_waves(shown.choices, len(asked) - len(few))
    yield from mandates.blocks(_own(possible, site), shown.situation.programme)
    yield Sentence(_known(shown, asked, room=bool(possible)))
    others = [
        choice.wave.id
        for choice in possible
        if choice.wave.id != site.wave and not isinstance(choice.answer, Here)
    ]
    if others:
        shows = {
            ask(supposing(site.id, others[0])): _("what that move would change"),
            ask(("hpplan", "explain", site.id)): _("why it is where it is"),
        }
        yield Terms(tuple(shows.items()))


def _own(choices: Sequence[WaveChoice], site: SiteState) -> Iterator[Mandate | None]:
    """Who decides that the site itself moves."""
    for choice in choices:
        if isinstance(choice.answer, SolvedScenario):
            yield from (m.mandate for m in choice.answer.effect.moves if m.site == site.id)


def _known(shown: Recommendation, asked: Sequence[WaveChoice], *, room: bool) -> str:
    """What is proved of the waves."""
    site = shown.site
    undecided = sum(isinstance(choice.answer, Undecided) for choice in asked)
    if undecided:
        waves = plural(
            "{n} wave is undecided: the time ended; give more with --time-limit.",
            "{n} waves are undecided: the time ended; give more with --time-limit.",
            undecided,
        )
        if room:
            return waves
        none = _("No wave is known to have room for {site}.", site=site.name)
        return f"{none} {waves}"
    if not room and isinstance(shown.base, Infeasible):
        return _("No plan exists, whichever wave {site} is in. This is proved.", site=site.name)
    if not room:
        return " ".join([_("No wave has room for {site}.", site=site.name), _("This is proved.")])
    return proved_of(asked)


def _ranked(choice: WaveChoice, site: SiteState) -> tuple[str, ...]:
    go_live = choice.wave.go_live.short if choice.wave.go_live else _("no date")
    return (choice.wave.introduced, go_live, *_for_whom(choice, site))


def _for_whom(choice: WaveChoice, site: SiteState) -> tuple[str, str]:
    """The effect of the wave on the site, and on everybody."""
    match choice.answer:
        case Here():
            return _("as planned") if choice.wave.id == site.wave else _("the best plan"), ""
        case SolvedScenario(effect=effect) as answer if effect.compared:
            others = view.others(answer, site.id)
            said = [
                goal.brief
                for goal in effect.changed_goals
                if goal.said and (others or not goal.by_date)
            ]
            said += [view.movers(others)] if others else []
            doubt = [] if effect.proved else [_("not proved")]
            return view.for_it(answer, site.id), "; ".join([*said, *doubt])
        case SolvedScenario() as answer:
            return _("possible"), f"{view.price(answer.effect)}; {view.who_moves(answer, site.id)}"
        case Infeasible(conflicts=conflicts):
            return _("no plan"), "; ".join(conflict.headline for conflict in conflicts)
        case Undecided():
            return _("undecided"), _("the time ended")
        case Shut(fact=fact):
            return _("closed"), fact.text

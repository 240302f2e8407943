"""A site in the plan, for people: why it is there, why not earlier, and the effect of
other waves.
"""

import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from hpplan.analysis.choices import Here, Shut, WaveChoice, best_first
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.site import EarlierWave, SiteExplained, Waiting
from hpplan.diagnostics.place import Place
from hpplan.domain.standing import Firm, SiteState
from hpplan.domain.status import Status
from hpplan.domain.wave_state import WaveState
from hpplan.language import _, marked
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Solved
from hpplan.programme.matters import named
from hpplan.solving.result import Undecided
from hpplan.text import capital, conjoined, enumerated, few_names
from hpplan.views import effect as view
from hpplan.views import facts
from hpplan.views.barriers import barriers_before
from hpplan.views.choices import NAME, handful, is_settled, rest_of_waves, supposing
from hpplan.views.document import HANG, Block, Document, Grid, Line, Listed, Sentence, Terms
from hpplan.views.formats.drawing import Column
from hpplan.views.timeline import days_of, gate_state

MANY_WAITING: Final = 8
"""More than this many that wait by one rule are one line."""
OTHER_WAVES = (Column("", most=NAME), Column(""), Column("", wraps=True))

GPS: Final = {
    "employed": marked("employed by the municipality"),
    "self-employed": marked("self-employed"),
    "mixed": marked("some employed by the municipality, some self-employed"),
}


def explained(
    shown: SiteExplained,
    *,
    full: bool = False,
    ask: Callable[[Sequence[str]], str] = shlex.join,
) -> Document:
    """Why the site is where it is; of many waves the best ones, unless in `full`. `ask` writes a
    command of these words about the same data.
    """
    return tuple(_explained(shown, ask, full=full))


def _explained(
    shown: SiteExplained, ask: Callable[[Sequence[str]], str], *, full: bool
) -> Iterator[Block]:
    site = shown.site
    yield view.headline(shown.situation, _goes_live(site, shown.wave))
    yield from view.as_things_stand(shown.base)
    why = _("Why") if shown.wave is None else _("Why {wave}", wave=shown.wave)
    yield Listed(why, tuple(_because(shown)))
    if stated := tuple(_stated(shown)):
        yield Terms(stated)
    if shown.gates:
        yield Listed(_("What must be ready"), tuple(_gates(shown)))
    yield from _earlier(shown.earlier, site)
    if shown.choices:
        yield from other_waves(shown, full=full)
    if shown.waits_for:
        yield Listed(_("Waits for"), tuple(_waiting(shown.waits_for, full=full)))
    if shown.waited_for_by:
        yield Listed(_("Waited for by"), tuple(_waiting(shown.waited_for_by, full=full)))
    yield from _at_last(shown)
    if shown.choices:
        yield _next(ask, site.id, [w.id for w in _possible(shown) if w.id != site.wave])


def _goes_live(site: SiteState, slot: WaveState | None) -> str:
    """The wave of the site, and its go-live."""
    if slot is None:
        return _("{site} is in no wave", site=site.name)
    went_live = site.went_live if site.live and site.went_live else slot.go_live
    named = {"site": site.name, "wave": slot.introduced}
    if went_live is None:
        if site.live:
            return _("{site} went live with {wave}, which has no date", **named)
        if site.firm is Firm.OVERDUE:
            return _(
                "{site} is in {wave}, whose go-live is over; it is not reported live",
                **named,
            )
        return _("{site} goes live with {wave}, which has no date", **named)
    when = went_live.when
    if site.live:
        return _("{site} went live with {wave} {when}", **named, when=when)
    if site.firm is Firm.OVERDUE:
        return _(
            "{site} is in {wave}, whose go-live was {when}; it is not reported live",
            **named,
            when=when,
        )
    return _("{site} goes live with {wave} {when}", **named, when=when)


def _because(shown: SiteExplained) -> Iterator[Line]:
    yield Line(capital(shown.reason), place=facts.at(shown.place))
    if adopted := adopted_by(shown):
        yield Line(adopted)
    if shown.site.live:
        yield Line(_("It is live, which cannot be undone"))
    elif shown.site.status is Status.UNDECIDED:
        until = shown.site.decides_by
        yield Line(
            _("{site} has not decided", site=shown.site.name)
            if until is None
            else _(
                "{site} has not decided; it said it would by {period}",
                site=shown.site.name,
                period=until.words,
            )
        )


def adopted_by(shown: SiteExplained) -> str:
    """Who decided that the site is there, and when; nothing where the reason says so already: that
    it decided itself.
    """
    claim, made = shown.site.claim, shown.decision
    itself = made is not None and made.site == shown.site.id
    if made is None or not made.adopted or claim is None or (itself and claim.on is not None):
        return ""
    who = named((made.maker,), shown.situation.programme)
    return _("Adopted by {body} {when}", body=who, when=made.on.when)


def _gates(shown: SiteExplained) -> Iterator[Line]:
    """The gates, each with its day, and its state, unless that is just ahead."""
    wide = max(len(days_of(gate.on)) for gate in shown.gates)
    for gate in shown.gates:
        yield Line(f"{days_of(gate.on):{wide}}  {gate.name}{gate_state(gate)}", hang=wide + HANG)


def _stated(shown: SiteExplained) -> Iterator[tuple[str, str]]:
    """What the data state about its record system and its general practitioners, if anything."""
    fields, snapshot = shown.site.fields, shown.situation.snapshot
    if fields.legacy is not None:
        end = fields.legacy.until
        yield (
            _("Record system"),
            f"{fields.legacy}"
            if end is None
            else _(
                "{system}, to the end of {day}", system=fields.legacy, day=day_in_words(end.last)
            ),
        )
    if fields.gps is not None:
        yield _("GPs"), _(GPS[fields.gps])
    if fields.serves is not None:
        yield _("Serves"), snapshot.name(fields.serves)
    if shown.served_by:
        yield _("Served by"), enumerated(map(snapshot.name, shown.served_by))


def _at_last(shown: SiteExplained) -> Iterator[Block]:
    """Until when it may decide, and whether any site waits."""
    site, said = shown.site, []
    if shown.decide_by is not None and shown.wave is not None:
        values = {"wave": shown.wave, "day": day_in_words(shown.decide_by)}
        if shown.decide_by < shown.situation.as_of:
            said.append(_("Last day to decide for {wave} was {day}.", **values))
        else:
            said.append(_("Last day to decide for {wave}: {day}.", **values))
    if not shown.waits_for and not shown.waited_for_by and site.takes_part and not site.live:
        said.append(
            _(
                "By the hard rules nobody waits for {site}, and it waits for nobody.",
                site=site.name,
            )
        )
    if said:
        yield Sentence(" ".join(said))


def _possible(shown: SiteExplained) -> Iterator[WaveState]:
    """The waves that are not known to be impossible, the best first."""
    for choice in _elsewhere(shown):
        if not isinstance(choice.answer, Infeasible):
            yield choice.wave


def _next(ask: Callable[[Sequence[str]], str], site: str, waves: Sequence[str]) -> Terms:
    shows = {
        ask(["hpplan", "recommend", site]): _("every wave side by side, the best first"),
        **{ask(supposing(site, wave)): _("what that move would change") for wave in waves[:1]},
    }
    return Terms(tuple(shows.items()))


def _waiting(others: Sequence[Waiting], *, full: bool) -> Iterator[Line]:
    """Each of them by itself; many by one rule together, unless in `full`."""
    alike: dict[tuple[str, str, Place | None], list[Waiting]] = {}
    for other in others:
        alike.setdefault((other.gap, other.rule, other.place), []).append(other)
    for together in alike.values():
        if full or len(together) <= MANY_WAITING:
            yield from map(waiting_line, together)
        else:
            names = few_names(other.name for other in together)
            yield waiting_line(replace(together[0], name=names))


def waiting_line(waiting: Waiting) -> Line:
    return Line(f"{waiting.name}: {waiting.gap} ({waiting.rule})", place=facts.at(waiting.place))


def _pulled(shown: EarlierWave, answer: SolvedScenario, site: str) -> str:
    wave = answer.plan.waves.get(site)
    label = next((slot.label for slot in shown.waves if slot.id == wave), "")
    price, who = view.price(answer.effect), view.who_moves(answer, site)
    if not answer.effect.compared:
        return _(
            "A plan has it earlier: in {wave} {price}; {who}.", wave=label, price=price, who=who
        )
    if answer.effect.as_good:
        return _("It could be earlier: in {wave} {price}; {who}.", wave=label, price=price, who=who)
    return _(
        "Not earlier, because the plan would be worse: best in {wave}, {price}; {who}.",
        wave=label,
        price=price,
        who=who,
    )


def _earlier(shown: EarlierWave, site: SiteState) -> Iterator[Block]:
    if shown.blockage is None:
        return
    match shown.blockage.answer:
        case SolvedScenario() as answer:
            yield Sentence(_pulled(shown, answer, site.id))
            if shown.binding:
                lines = [
                    Line(
                        _("without {fact}", fact=bound.fact.text), place=facts.at(bound.fact.place)
                    )
                    for bound in shown.binding
                ]
                yield Listed(_("It would be earlier"), tuple(lines))
        case Infeasible():
            yield from barriers_before(shown.blockage, _("Why not earlier (proved)"), site)
            if shown.binding and len(shown.blockage.barriers[0].facts) > 1:
                lines = [
                    Line(
                        _("without {fact}", fact=bound.fact.text),
                        (view.price(bound.without.effect),),
                        place=facts.at(bound.fact.place),
                    )
                    for bound in shown.binding
                ]
                yield Listed(_("Without any one of these it would be possible"), tuple(lines))
        case Undecided():
            yield Sentence(
                _("Not earlier: undecided, the time ended; give more with --time-limit.")
            )
    if not shown.complete:
        yield Sentence(_("Not all of the facts were left out one by one: there are too many."))


def _elsewhere(shown: SiteExplained) -> Sequence[WaveChoice]:
    """The other waves that it may enter, the best first."""
    asked = [c for c in shown.choices if not isinstance(c.answer, Shut | Here)]
    return best_first(asked, shown.base)


def other_waves(shown: SiteExplained, *, full: bool) -> Iterator[Block]:
    """The waves as a table, the best of many; those that no site can enter in a sentence."""
    asked = _elsewhere(shown)
    few = asked if full else handful(asked)
    rows = [
        (
            choice.wave.introduced,
            choice.wave.go_live.short if choice.wave.go_live else _("no date"),
            _choice(choice, shown.site),
        )
        for choice in few
    ]
    if rows:
        yield Grid(OTHER_WAVES, tuple(rows), _("Another wave would mean"))
    yield from rest_of_waves(shown.choices, len(asked) - len(few))
    if isinstance(shown.base, Solved):
        yield Sentence(_slack(shown.choices))


def _choice(choice: WaveChoice, site: SiteState) -> str:
    match choice.answer:
        case Here():
            return _("it is here")
        case SolvedScenario() as answer:
            return view.consequence(answer, site.id, here=True)
        case Infeasible(conflicts=conflicts):
            return _("no plan: {conflicts}", conflicts="; ".join(c.headline for c in conflicts))
        case Undecided():
            return _("undecided: the time ended")
        case Shut(fact=fact):
            return fact.text


def _slack(shown: Sequence[WaveChoice]) -> str:
    if all(isinstance(choice.answer, Here) for choice in shown):
        return _("There is no other wave.")
    free = [c.wave.label for c in shown if c.free and not isinstance(c.answer, Here)]
    if free:
        return _("Slack: in {waves} every goal is as good.", waves=conjoined(free, "or"))
    if not all(is_settled(choice) for choice in shown):
        return _("Slack: none is proved.")
    return _("No slack: in every other wave some goal is worse, or there is no plan.")


def no_earlier(shown: SiteExplained) -> Document:
    """Only why the site is not earlier."""
    asked = (
        _("Why is {site}, in no wave, not earlier?", site=shown.site.name)
        if shown.wave is None
        else _(
            "Why is {site}, in {wave}, not earlier?",
            site=shown.site.name,
            wave=view.dated(shown.wave),
        )
    )
    head = view.headline(shown.situation, asked)
    why = tuple(_earlier(shown.earlier, shown.site))
    if shown.site.live:
        why = (Sentence(_("It is live, which cannot be undone.")),)
    elif not shown.site.takes_part:
        why = (Sentence(_("It takes no part: {reason}.", reason=shown.reason)),)
    elif not why:
        why = (Sentence(_("Every wave before it is over, or there is none.")),)
    return (head, *view.as_things_stand(shown.base), *why)

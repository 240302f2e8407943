"""The waves of all sites that have not decided, for people."""

from collections.abc import Iterator, Sequence

from hpplan.analysis.choices import Here, Shut, WaveChoice
from hpplan.analysis.recommendation import Recommendations, SiteChoices
from hpplan.analysis.scenario import SolvedScenario
from hpplan.language import _, plural
from hpplan.planning import Infeasible
from hpplan.solving.result import Undecided
from hpplan.text import conjoined
from hpplan.views import effect as view
from hpplan.views.choices import NAME, proved_of
from hpplan.views.document import Block, Document, Grid, Sentence
from hpplan.views.formats.drawing import Column


def document(shown: Recommendations, *, full: bool = False) -> Document:
    """One row for each site, with the best wave that costs something; in `full` all that do."""
    return tuple(_blocks(shown, full=full))


def _blocks(shown: Recommendations, *, full: bool) -> Iterator[Block]:
    yield view.headline(shown.situation, _("Which wave for whom?"))
    yield from view.as_things_stand(shown.base)
    if not shown.sites:
        yield Sentence(_("Everybody who takes part has decided."))
        return
    rows = [row for site in shown.sites for row in _rows(site, full=full)]
    columns = (
        Column(_("Site"), most=NAME),
        Column(_("Wave")),
        Column(_("As good"), wraps=True),
        Column(_("Otherwise"), wraps=True),
    )
    yield Grid(columns, tuple(rows))
    asked = [choice for site in shown.sites for choice in site.choices]
    undecided = sum(isinstance(choice.answer, Undecided) for choice in asked)
    if undecided:
        yield Sentence(
            plural(
                "{n} wave of sites is undecided: the time ended; give more with --time-limit.",
                "{n} waves of sites are undecided: the time ended; give more with --time-limit.",
                undecided,
            )
        )
    else:
        yield Sentence(proved_of(asked))


def _rows(shown: SiteChoices, *, full: bool) -> Iterator[tuple[str, ...]]:
    here = next((c.wave for c in shown.choices if isinstance(c.answer, Here)), None)
    free = [c.wave.label for c in shown.choices if c.free and not isinstance(c.answer, Here)]
    otherwise = list(_otherwise(shown, full=full)) or [""]
    wave = _("none") if here is None else here.label
    yield shown.site.name, wave, conjoined(free, "or") if free else "", otherwise[0]
    for more in otherwise[1:]:
        yield "", "", "", more


def _otherwise(shown: SiteChoices, *, full: bool) -> Iterator[str]:
    """The cost of waves in which the plan is not as good; the best first, and only that, unless
    `full`.
    """
    costly = [c for c in shown.choices if isinstance(c.answer, SolvedScenario) and not c.free]
    for choice in costly if full else costly[:1]:
        assert isinstance(choice.answer, SolvedScenario)
        yield f"{choice.wave.label}: {view.consequence(choice.answer, shown.site.id)}"
    undecided = [c for c in shown.choices if isinstance(c.answer, Undecided)]
    if undecided:
        yield _("{waves}: undecided", waves=_labels(undecided))
    barred = [c for c in shown.choices if isinstance(c.answer, Infeasible)]
    if barred and (full or not costly):
        yield _("{waves}: no plan", waves=_labels(barred))
    if all(isinstance(choice.answer, Here | Shut) for choice in shown.choices):
        yield _("no other wave takes sites")


def _labels(choices: Sequence[WaveChoice]) -> str:
    return view.ranges([choice.wave for choice in choices])

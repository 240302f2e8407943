"""The waves of all sites that have not decided, for people."""

from collections.abc import Iterator, Sequence

from hpplan.analysis.choices import Here, Shut, WaveChoice
from hpplan.analysis.recommendation import Recommendations, SiteChoices
from hpplan.analysis.scenario import SolvedScenario
from hpplan.planning import Infeasible
from hpplan.solving.result import Undecided
from hpplan.text import conjoined
from hpplan.views import effect as view
from hpplan.views.choices import NAME, is_settled
from hpplan.views.document import Block, Document, Grid, Sentence
from hpplan.views.formats.drawing import Column, counted

_COLUMNS = (
    Column("Site", most=NAME),
    Column("Wave"),
    Column("As good", wraps=True),
    Column("Otherwise", wraps=True),
)


def document(shown: Recommendations, *, full: bool = False) -> Document:
    """A row a site, with the best wave that costs something; in `full` all that do."""
    return tuple(_blocks(shown, full=full))


def _blocks(shown: Recommendations, *, full: bool) -> Iterator[Block]:
    yield view.headline(shown.situation, "Which wave for whom?")
    yield from view.as_things_stand(shown.base)
    if not shown.sites:
        yield Sentence("Everybody who takes part has decided.")
        return
    rows = [row for site in shown.sites for row in _rows(site, full=full)]
    yield Grid(_COLUMNS, tuple(rows))
    asked = [choice for site in shown.sites for choice in site.choices]
    undecided = sum(isinstance(choice.answer, Undecided) for choice in asked)
    if undecided:
        are = "is" if undecided == 1 else "are"
        waves = f"{counted(undecided, 'wave')} of sites {are} undecided"
        yield Sentence(f"{waves}: the time ended; give more with --time-limit.")
    elif all(map(is_settled, asked)):
        yield Sentence("All of this is proved.")
    else:
        yield Sentence("Not all of this is proved: the time ended; give more with --time-limit.")


def _rows(shown: SiteChoices, *, full: bool) -> Iterator[tuple[str, ...]]:
    here = next((c.wave for c in shown.choices if isinstance(c.answer, Here)), None)
    free = [c.wave.label for c in shown.choices if c.free and not isinstance(c.answer, Here)]
    otherwise = list(_otherwise(shown, full=full)) or [""]
    wave = "none" if here is None else here.label
    yield shown.site.name, wave, conjoined(free, "or") if free else "", otherwise[0]
    for more in otherwise[1:]:
        yield "", "", "", more


def _otherwise(shown: SiteChoices, *, full: bool) -> Iterator[str]:
    """What waves take in which it is not as good; the best first, and only that, unless `full`."""
    costly = [c for c in shown.choices if isinstance(c.answer, SolvedScenario) and not c.free]
    for choice in costly if full else costly[:1]:
        assert isinstance(choice.answer, SolvedScenario)
        yield f"{choice.wave.label}: {view.consequence(choice.answer, shown.site.id)}"
    undecided = [c for c in shown.choices if isinstance(c.answer, Undecided)]
    if undecided:
        yield f"{_labels(undecided)}: undecided"
    barred = [c for c in shown.choices if isinstance(c.answer, Infeasible)]
    if barred and (full or not costly):
        yield f"{_labels(barred)}: no plan"
    if all(isinstance(choice.answer, Here | Shut) for choice in shown.choices):
        yield "no other wave takes sites"


def _labels(choices: Sequence[WaveChoice]) -> str:
    return view.ranges([choice.wave for choice in choices])

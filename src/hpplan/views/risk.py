"""The effect of the risks on a plan, for people: by when everybody is live, and the obstacles."""

import shlex
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from hpplan.analysis.risk.assessment import RiskData
from hpplan.analysis.risk.figures import By, Figures, SiteFigures
from hpplan.language import _, plural
from hpplan.text import enumerated, whole
from hpplan.values import dataclass
from hpplan.views import risk_words as words
from hpplan.views.document import Block, Document, Grid, Headline, Sentence, Terms, listed
from hpplan.views.formats.drawing import Column

_SURE: Final = 0.995
_FEW: Final = 12
"""How many of the sites that are often not as planned are listed; --full lists all."""
_NAMED: Final = 3
_MANY: Final = 200


@dataclass(frozen=True, slots=True)
class Drawn:
    """The arguments that give the same futures: their number, and the seed."""

    runs: Sequence[str] = ()
    seed: Sequence[str] = ()


def document(
    found: RiskData,
    *,
    full: bool = False,
    again: Sequence[str] = (),
    of: Sequence[str] = (),
    drawn: Drawn = Drawn(),  # noqa: B008  # a frozen value
    sites: Collection[str] = (),
) -> Document:
    """The figures: those of everybody first, then the risks responsible, then waves and sites; or
    those of some `sites` only. `again` are the arguments for other commands about the same data and
    day, `of` those for the same plan, and `drawn` those for the same futures.
    """
    if sites:
        return tuple(_of_sites(found, sites))
    return tuple(_blocks(found, full=full, again=again, of=of, drawn=drawn))


def _blocks(
    found: RiskData, *, full: bool, again: Sequence[str], of: Sequence[str], drawn: Drawn
) -> Iterator[Block]:
    yield Headline(words.title_of(found))
    figures = found.figures
    if figures is None:
        yield Sentence(_("Not one of them was lived through."))
        return
    if nowhere := words.nowhere(figures):
        yield Sentence(words.without_wave(nowhere))
    if undated := words.undated(found.situation.snapshot, figures):
        yield Sentence(words.without_date(undated))
    if found.situation.programme.risks:
        yield Sentence(words.promise(found, figures))
    yield _ends(figures, _("Who has a wave is live") if nowhere else _("All are live"))
    yield Terms(tuple(_answer(found, figures)))
    if found.conflicts:
        yield Grid(
            (Column(_("Why there is no plan, mostly"), wraps=True), Column(_("Futures"), "right")),
            tuple((" ".join(each.sentences), whole(each.futures)) for each in found.conflicts),
        )
    if not found.situation.programme.risks:
        yield Sentence(words.without_risks())
        return
    if found.contributions:
        yield _drivers(found)
    yield from _waves(found, figures)
    yield from _sites(found, figures, full=full)
    yield Sentence(words.how_sure(figures))
    yield listed(_("What to ask next"), _next(found, again, of, drawn))


def _ends(figures: Figures, title: str) -> Grid:
    columns = (
        Column(title),
        Column(_("By")),
        Column(_("Against the plan")),
        Column(_("95 % interval")),
    )
    return Grid(columns, tuple(words.ends(figures)))


def _answer(found: RiskData, figures: Figures) -> Iterator[tuple[str, str]]:
    mean = words.percent(words.mean_as_planned(figures))
    yield _("As planned"), _("{mean} of the sites on average", mean=mean)
    yield _("Nothing changes"), words.of_futures(figures.same_dates, found.runs)
    yield _("Nobody moves"), words.of_futures(figures.same_plan, found.runs)
    yield _("No plan"), words.no_plan(found, figures)


def _drivers(found: RiskData) -> Grid:
    columns = (
        Column(_("What drives it")),
        Column(_("80 % date without it"), wraps=True),
        Column(_("Reason"), wraps=True),
    )
    rows = tuple(
        (each.risk, words.without(each), words.reason(found, each.risk))
        for each in words.largest_first(found.contributions or ())
    )
    return Grid(columns, rows)


def _waves(found: RiskData, figures: Figures) -> Iterator[Block]:
    snapshot = found.situation.snapshot
    columns = (
        Column(_("Wave")),
        Column(_("Go-live")),
        Column(_("On its date"), "right"),
        *_by_80(),
    )
    rows = tuple(
        (
            str(slot),
            "" if slot.go_live is None else slot.go_live.words,
            words.percent(each.as_planned.value),
            *_apart(each.by_80),
        )
        for each in figures.waves
        for slot in [snapshot.wave[each.wave]]
        if not slot.past
    )
    if rows:
        yield Grid(columns, rows)


def _sites(found: RiskData, figures: Figures, *, full: bool) -> Iterator[Block]:
    snapshot = found.situation.snapshot
    placed = [each for each in figures.sites if each.wave is not None]
    unsure = [each for each in placed if each.as_planned.value < _SURE]
    unsure.sort(key=lambda each: each.as_planned.value)
    shown = unsure if full else unsure[:_FEW]
    if not shown:
        return
    columns = (Column(_("Site")), Column(_("Wave")), Column(_("As planned"), "right"), *_by_80())
    yield Grid(columns, tuple(_site(each, snapshot.name(each.site)) for each in shown))
    if left := unsure[len(shown) :]:
        names = enumerated(snapshot.name(each.site) for each in left[:_NAMED])
        if (more := len(left) - _NAMED) > 0:
            names = plural("{names} and {n} more", "{names} and {n} more", more, names=names)
        yield Sentence(_("More often as planned: {names}. --full lists them.", names=names))


def _of_sites(found: RiskData, sites: Collection[str]) -> Iterator[Block]:
    """Everything known about each of these sites."""
    yield Headline(words.title_of(found))
    if found.figures is None:
        yield Sentence(_("Not one of them was lived through."))
        return
    snapshot = found.situation.snapshot
    columns = (
        Column(_("Site")),
        Column(_("Wave")),
        Column(_("Go-live")),
        Column(_("As planned"), "right"),
        Column(_("In 50 % by")),
        *_by_80(),
    )
    rows = []
    for each in found.figures.sites:
        if each.site in sites:
            name, wave, share, *by = _site(each, snapshot.name(each.site))
            go_live = None if each.wave is None else snapshot.go_live(each.site, each.wave)
            when = "" if go_live is None else go_live.short
            rows.append((name, wave, when, share, words.by_day(each.by_50), *by))
    yield Grid(columns, tuple(rows))
    if found.contributions:
        yield Sentence(
            _(
                "By how much earlier all are live in 80 % of the futures, without each risk by "
                "itself."
            )
        )
        yield _drivers(found)
    yield Sentence(words.how_sure(found.figures))


def _site(each: SiteFigures, name: str) -> tuple[str, ...]:
    wave = _("none") if each.wave is None else each.wave
    return name, wave, words.percent(each.as_planned.value), *_apart(each.by_80)


def _by_80() -> tuple[Column, Column]:
    return Column(_("In 80 % by")), Column(_("95 % interval"))


def _apart(by: By) -> tuple[str, str]:
    return words.by_day(by), words.interval(by)


def _next(found: RiskData, again: Sequence[str], of: Sequence[str], drawn: Drawn) -> Iterator[str]:
    """Further questions about the same data and day."""

    def asking(command: str, *options: str) -> str:
        return shlex.join(["hpplan", command, *again, *options])

    if found.runs < _MANY:
        command = asking("risk", *of, "--runs", "1000", *drawn.seed)
        yield _("{command}: figures that are surer", command=command)
    if found.contributions is None:
        command = asking("risk", *of, *drawn.runs, *drawn.seed, "--contributions")
        yield _("{command}: which risk costs how much time", command=command)
    command = asking("assign", "--robust", "10", *drawn.seed)
    yield _("{command}: whether a plan as good bears them better", command=command)
    command = asking("report", "--risk", "100", *drawn.seed)
    yield _("{command}: a page with these figures as pictures", command=command)

"""What the risks mean for a plan, for people: by when everybody is live, and what is in the way."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from hpplan.analysis.risk.assessment import Contribution, RiskData
from hpplan.analysis.risk.figures import By, Figures, SiteFigures
from hpplan.periods import day_in_words
from hpplan.text import enumerated, rounded, whole
from hpplan.views.document import Block, Document, Grid, Headline, Sentence, Terms
from hpplan.views.formats.drawing import Column

_BY_80: Final = (Column("80 % by"), Column("95 % interval"))
_SURE: Final = 0.995
_FEW: Final = 12
"""So many sites that are often not as planned are listed; --full lists all."""


def document(found: RiskData, *, full: bool = False) -> Document:
    """The figures: everybody first, then what drives them, then waves and sites."""
    return tuple(_blocks(found, full=full))


def _blocks(found: RiskData, *, full: bool) -> Iterator[Block]:
    day = day_in_words(found.situation.as_of)
    futures = "1 future" if found.runs == 1 else f"{whole(found.runs)} futures"
    yield Headline(f"{futures} of the plan of {day}")
    if found.figures is None:
        yield Sentence("Not one of them was lived through.")
        return
    figures = found.figures
    yield Terms(tuple(_answer(figures)))
    if found.conflicts:
        yield Grid(
            (Column("Why there is no plan, mostly", wraps=True), Column("Futures", "right")),
            tuple((" ".join(each.sentences), whole(each.futures)) for each in found.conflicts),
        )
    if found.contributions:
        columns = (Column("What drives it"), Column("80 % date without it", wraps=True))
        rows = tuple((each.risk, _without(each)) for each in found.contributions)
        yield Grid(columns, rows)
    snapshot = found.situation.snapshot
    yield Grid(
        (Column("Wave"), Column("Go-live"), Column("On its date", "right"), *_BY_80),
        tuple(
            (
                str(snapshot.wave[wave.wave]),
                "" if (go_live := snapshot.wave[wave.wave].go_live) is None else go_live.words,
                _percent(wave.as_planned.value),
                *_apart(wave.by_80),
            )
            for wave in figures.waves
            if not snapshot.wave[wave.wave].past
        ),
    )
    yield from _sites(found, figures, full=full)
    if not found.situation.programme.risks:
        yield Sentence("The data name no risks: every future is the plan.")
    else:
        worst = max(
            (each.as_planned.error for each in figures.sites), default=figures.no_plan.error
        )
        error = rounded(100 * max(worst, figures.no_plan.error), 1)
        yield Sentence(f"Figures are good to ±{error:g} percentage points (one standard error).")


def _answer(figures: Figures) -> Iterator[tuple[str, str]]:
    nowhere = sum(each.wave is None for each in figures.sites)
    if nowhere:
        them = "1 site" if nowhere == 1 else f"{whole(nowhere)} sites"
        yield "Everybody live", f"never: the plan has no wave for {them}"
    yield "Placed ones live" if nowhere else "Everybody live", _by_shares(figures.placed)
    sites = [each.as_planned.value for each in figures.sites if each.wave is not None]
    mean = sum(sites) / len(sites) if sites else 1.0
    same = _percent(figures.same_dates.value)
    moves = f"{_percent(figures.same_plan.value)} no other wave for anybody"
    on_average = f"{_percent(mean)} of the {'placed ' if nowhere else ''}sites on average"
    yield "As planned", f"{on_average}; {same} of the futures need no change, {moves}"
    lost = f"{_percent(figures.no_plan.value)} of the futures"
    if figures.undecided.value:
        lost += f" (in {_percent(figures.undecided.value)} that is not proved)"
    yield "No plan", lost


def _by_shares(shares: Sequence[tuple[float, By]]) -> str:
    return " · ".join(
        f"{_percent(share)} {'never' if by.day is None else f'by {_by(by)}'}"
        for share, by in shares
    )


def _sites(found: RiskData, figures: Figures, *, full: bool) -> Iterator[Block]:
    snapshot = found.situation.snapshot
    placed = [each for each in figures.sites if each.wave is not None]
    unsure = [each for each in placed if each.as_planned.value < _SURE]
    unsure.sort(key=lambda each: each.as_planned.value)
    shown = unsure if full else unsure[:_FEW]
    if not shown:
        return
    columns = (Column("Site"), Column("Wave"), Column("As planned", "right"), *_BY_80)
    yield Grid(columns, tuple(_site(each, snapshot.name(each.site)) for each in shown))
    if (left := len(unsure) - len(shown)) > 0:
        names = enumerated(snapshot.name(each.site) for each in unsure[len(shown) :][:3])
        more = f" and {left - 3} more" if left > 3 else ""  # as many as are named
        yield Sentence(f"{names}{more} are more often as planned; --full lists them.")


def _site(each: SiteFigures, name: str) -> tuple[str, ...]:
    return name, each.wave or "none", _percent(each.as_planned.value), *_apart(each.by_80)


def _apart(by: By) -> tuple[str, str]:
    """The day, and between which months it lies."""
    if by.day is None:
        return "never", ""
    sure = by.earliest == by.latest
    return _day(by.day), "" if sure else f"{_month(by.earliest)} to {_month(by.latest)}"


def _month(day: date | None) -> str:
    return "never" if day is None else day_in_words(day, short=True).partition(" ")[2]


def _without(each: Contribution) -> str:
    match each.days_80:
        case None:
            return "never, with or without it"
        case 0:
            return "no difference to the date"
        case days:
            size = f"{whole(abs(days))} day{'' if abs(days) == 1 else 's'}"
            return f"{size} {'earlier' if days > 0 else 'later'}"


def _by(by: By) -> str:
    if by.day is None:
        return "never"
    if by.earliest == by.latest == by.day:
        return _day(by.day)
    return f"{_day(by.day)} ({_short(by.earliest)} to {_short(by.latest)})"


def _day(day: date) -> str:
    return day_in_words(day, short=True)


def _short(day: date | None) -> str:
    return "never" if day is None else day_in_words(day, short=True)


def _percent(share: float) -> str:
    """Never all or nothing, unless it is."""
    percent = rounded(100 * share, 0)
    if share > 0 and percent < 1:
        return "less than 1 %"
    if share < 1 and percent >= 100:  # percent
        return "more than 99 %"
    return f"{percent:g} %"

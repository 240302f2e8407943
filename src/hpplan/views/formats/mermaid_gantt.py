"""A timeline as a Gantt chart of Mermaid: a section for each wave or site that is ahead."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from hpplan.analysis.timeline import MilestoneDates, TimelineData, TimelineEntry
from hpplan.domain.gates import GateState
from hpplan.language import _
from hpplan.periods import Period, day_in_words
from hpplan.text import literal_mermaid
from hpplan.views.formats.gantt import still_ahead, titled_rows

_KEYWORD: Final = re.compile(
    "gantt|title|section|(?:date|axis)Format|tickInterval|(?:in|ex)cludes|inclusiveEndDates"
    "|topAxis|todayMarker|week(?:day|end)|click|call|href|acc(?:Title|Descr)",
    re.IGNORECASE,
)

_STATES: Final[Mapping[GateState | None, str]] = {
    GateState.PASSED: "done, ",
    GateState.FAILED: "crit, ",
    GateState.OVERDUE: "crit, ",
    GateState.DUE: "active, ",
}
"""How the marks of gates are drawn: those that need action stand out."""


def render(timeline: TimelineData) -> str:
    """The chart, as GitHub and GitLab draw it in a fence of that name. What is over on the day is
    `done`, what runs on it `active`; a go-live known to a period is as long as that. A gate is a
    mark with its state; in the section of a wave it has the number of sites in that state.
    """
    return "\n".join(_lines(timeline)) + "\n"


def _lines(timeline: TimelineData) -> Iterator[str]:
    day = day_in_words(timeline.as_of)
    title = _("{programme} on {day}", programme=timeline.programme, day=day)
    yield "gantt"
    yield f"  title {literal_mermaid(title)}"
    yield "  dateFormat YYYY-MM-DD"
    yield "  axisFormat %b %Y"
    yield "  todayMarker off"
    for name, entry in titled_rows(timeline, still_ahead(timeline)):
        yield f"  section {literal_mermaid(name)}"
        same = [e for e in timeline.entries if e.wave == entry.wave and name != entry.name]
        yield from _tasks(entry, same or [entry], timeline.as_of)


def _tasks(entry: TimelineEntry, same: Sequence[TimelineEntry], as_of: date) -> Iterator[str]:
    """The phases of an entry, the gates of all that it represents, and the go-live."""
    for phase in entry.phases:
        state = _state(phase.start, phase.end, as_of)
        yield f"  {_task(phase.name)} :{state}{phase.start}, {phase.end}"
    for stone, sites in _gates(same).items():
        some = f", {sites}/{len(same)}" if sites < len(same) else ""
        name = _task(f"{stone.name} ({stone.state.word}{some})" if stone.state else stone.name)
        yield f"  {name} :milestone, {_STATES.get(stone.state, '')}{stone.on.first}, 0d"
    if entry.go_live is not None:
        name = _task(_("go-live"))
        yield f"  {name} :{_go_live(entry.go_live, as_of)}"


def _gates(entries: Sequence[TimelineEntry]) -> dict[MilestoneDates, int]:
    """The gates in order of time, each with the number of its sites."""
    stones = (stone for e in entries for stone in e.milestones if stone.state is not None)
    counted = Counter(stones)
    return dict(sorted(counted.items(), key=lambda each: (each[0].on, -each[1])))


def _task(name: str) -> str:
    """The name at the beginning of a line, where some words are reserved."""
    text = literal_mermaid(name)
    return f"#{ord(text[0])};{text[1:]}" if _KEYWORD.match(text) else text


def _state(start: date, end: date, as_of: date) -> str:
    if end <= as_of:
        return "done, "
    return "active, " if start <= as_of else ""


def _go_live(period: Period, as_of: date) -> str:
    done = "done, " if period.last < as_of else ""
    if period.first == period.last:
        return f"milestone, {done}{period.first}, 0d"
    end = period.last if period.last == date.max else period.last + timedelta(days=1)
    return f"crit, {done}{period.first}, {end}"

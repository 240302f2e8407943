"""A timeline for a terminal: who goes live when, a chart, and what is next."""

from collections.abc import Iterator
from typing import Final

from hpplan.analysis.timeline import (
    Days,
    Event,
    Happening,
    Timeline,
    TimelineEntry,
    next_events,
    too_late,
)
from hpplan.text import enumerated
from hpplan.views.formats import gantt
from hpplan.views.formats.drawing import Column, lines, table

SITES = (
    Column("Site", wraps=True),
    Column("Wave"),
    Column("Go-live"),
    Column("Status"),
    Column("Starts"),
    Column("Decide by"),
)
FEW: Final = 3
"""Up to so many sites are told with every phase and milestone."""
EVENTS: Final = 12
"""How many events ahead are told."""
NAMES: Final = 4
"""How many sites of an event are named."""


def render(timeline: Timeline, *, colour: bool, width: int, ascii_only: bool = False) -> str:
    """The sites in order of go-live, the chart, and what is next as of the date."""
    count = len(timeline.entries)
    title = f"{timeline.programme} as of {timeline.as_of}: {count} site{'' if count == 1 else 's'}"
    blocks = [lines(title, width)]
    if not count:
        return "\n\n".join([*blocks, "Nobody matches.\n"])
    rows = [_row(entry) for entry in timeline.entries]
    blocks.append(table(SITES, rows, width=width, colour=colour))
    if named := _named(timeline):
        told = (lines(f"  {wave}: {name}", width, "    ") for wave, name in named.items())
        blocks.append("\n".join(["Waves:", *told]))
    if count <= FEW:
        blocks += [_details(entry, width) for entry in timeline.entries]
    if chart := gantt.render(timeline, width=width, ascii_only=ascii_only):
        blocks.append(chart)
    if late := too_late(timeline):
        names = enumerated(entry.name for entry in late)
        text = (
            f"The last day to decide is over for {names}: they may stay in their wave, or "
            "enter one that goes live late enough for the notice."
        )
        blocks.append(lines(text, width))
    if ahead := list(_next(timeline, width)):
        blocks.append("\n".join(["Next:", *ahead]))
    return "\n\n".join(blocks) + "\n"


def _named(timeline: Timeline) -> dict[str, str]:
    """The waves of the table that have names, as the table calls them."""
    return {
        entry.label or entry.wave: timeline.waves[entry.wave]
        for entry in timeline.entries
        if entry.wave is not None and entry.wave in timeline.waves
    }


def _row(entry: TimelineEntry) -> list[str]:
    starts = ""
    if entry.phases and not entry.live:
        first = entry.phases[0]
        starts = f"{'~' if first.approximate else ''}{first.start}"
    return [
        entry.name,
        _wave(entry),
        entry.go_live.label if entry.go_live is not None else "-",
        entry.status.value,
        starts,
        "" if entry.decide_by is None else entry.decide_by.isoformat(),
    ]


def _wave(entry: TimelineEntry) -> str:
    if entry.wave is None and entry.dropped is not None:
        return f"{entry.dropped} (dropped)"
    return entry.label or entry.wave or "-"


def _details(entry: TimelineEntry, width: int) -> str:
    told = [f"{entry.name}: {entry.reason}"]
    if entry.until is not None:
        told.append(f"said it would decide by {entry.until}")
    told += [
        f"{phase.start} to {phase.end}{' (approximate)' if phase.approximate else ''}: {phase.name}"
        for phase in entry.phases
    ]
    told += [f"{_days(stone.on)}: {stone.name}" for stone in entry.milestones]
    first, *rest = told
    return "\n".join([lines(first, width), *(lines(f"  {line}", width, "    ") for line in rest)])


def _next(timeline: Timeline, width: int) -> Iterator[str]:
    ahead = next_events(timeline)
    for event in ahead[:EVENTS]:
        yield lines(f"  {_days(event.on)}  {_told(event)}", width, " " * 14)
    if len(ahead) > EVENTS:
        yield f"  … and {len(ahead) - EVENTS} more; --format json has all of them"


def _told(event: Event) -> str:
    who = enumerated(event.names[:NAMES])
    if len(event.names) > NAMES:
        who += f" and {len(event.names) - NAMES} more"
    match event.what:
        case Happening.DECIDE:
            return f"last day to decide for {event.label}: {who}"
        case Happening.GO_LIVE:
            return f"{event.label} goes live: {who}"
        case Happening.STARTS:
            return f"{event.name} of {event.label} starts: {who}"
        case Happening.ENDS:
            return f"{event.name} of {event.label} ends: {who}"
        case Happening.MILESTONE:
            return f"{event.name} of {event.label}: {who}"


def _days(on: Days) -> str:
    return f"{on.first}" if not on.approximate else f"{on.first} to {on.last}"

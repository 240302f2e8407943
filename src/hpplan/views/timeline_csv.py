"""A timeline as CSV: a row for each site, a column for each phase's start and end."""

from datetime import date
from typing import Final

from hpplan.analysis.timeline import TimelineData, TimelineEntry
from hpplan.views.formats import csv_text

NOTHING: Final = ["", "", ""]
TITLES = ("site", "name", "kind", "wave", "label", "go_live", "from", "to", "status", "decide_by")


def render(timeline: TimelineData, dialect: csv_text.Dialect = csv_text.STANDARD) -> str:
    """The table, with a row of titles. A phase's `to` is the day after its last; where a
    go-live is not known to the day, `from` and `to` of a milestone differ, and it is `approximate`.
    A gate has its state beside that.
    """
    return csv_text.render(titles(timeline), rows(timeline), dialect)


def titles(timeline: TimelineData) -> list[str]:
    """The titles of the columns; the last one exists if a plan has chosen days."""
    every = [*TITLES]
    for phase in timeline.phases:
        every += [f"{phase}_from", f"{phase}_to", f"{phase}_approximate"]
    for stone in timeline.milestones:
        every += [f"{stone}_from", f"{stone}_to", f"{stone}_approximate"]
        every += [f"{stone}_state"] if stone in timeline.gates else []
    return [*every, "chosen"] if _has_chosen(timeline) else every


def _has_chosen(timeline: TimelineData) -> bool:
    return any(entry.chosen for entry in timeline.entries)


def rows(timeline: TimelineData) -> list[list[str]]:
    """A row for each site, in words."""
    return [_row(entry, timeline) for entry in timeline.entries]


def _row(entry: TimelineEntry, timeline: TimelineData) -> list[str]:
    go_live = entry.go_live
    row = [
        entry.site,
        entry.name,
        entry.kind,
        entry.wave or "",
        entry.label or "",
        go_live.label if go_live else "",
        go_live.first.isoformat() if go_live else "",
        go_live.last.isoformat() if go_live else "",
        entry.status.value,
        entry.decide_by.isoformat() if entry.decide_by else "",
    ]
    phases = {phase.id: phase for phase in entry.phases}
    for name in timeline.phases:
        phase = phases.get(name)
        row += _days(phase.start, phase.end, phase.approximate) if phase else NOTHING
    stones = {stone.id: stone for stone in entry.milestones}
    for name in timeline.milestones:
        on = stones[name].on if name in stones else None
        row += _days(on.first, on.last, on.approximate) if on else NOTHING
        if name in timeline.gates:
            row.append((name in stones and stones[name].state) or "")
    return [*row, "yes" if entry.chosen else "no"] if _has_chosen(timeline) else row


def _days(first: date, last: date, approximate: bool) -> list[str]:  # a column
    return [first.isoformat(), last.isoformat(), "true" if approximate else "false"]

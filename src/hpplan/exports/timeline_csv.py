"""A timeline as CSV: a row for each site, a column for each phase's start and end."""

from hpplan.exports import csv_text
from hpplan.timelines import Entry, Timeline

TITLES = ("site", "name", "kind", "wave", "label", "go_live", "from", "to", "status", "decide_by")


def render(timeline: Timeline) -> str:
    """The table, with a row of titles. A phase's `to` is the day after its last."""
    titles = [*TITLES]
    for phase in timeline.phases:
        titles += [f"{phase}_from", f"{phase}_to"]
    titles += list(timeline.milestones)
    return csv_text.render(titles, (_row(entry, timeline) for entry in timeline.entries))


def _row(entry: Entry, timeline: Timeline) -> list[str]:
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
        row += [phase.start.isoformat(), phase.end.isoformat()] if phase else ["", ""]
    stones = {stone.id: stone for stone in entry.milestones}
    return row + [
        stones[name].on.first.isoformat() if name in stones else "" for name in timeline.milestones
    ]

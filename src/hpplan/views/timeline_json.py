"""A timeline as JSON, as FORMAT.md has it."""

import json
from typing import Any

from hpplan.analysis.timeline import Event, Milestone, Phase, Timeline, TimelineEntry, next_events
from hpplan.text import literal_json
from hpplan.views.plan_json import period


def render(timeline: Timeline) -> str:
    """One object, ending in a line break."""
    answer = {
        "as_of": timeline.as_of.isoformat(),
        "entries": [_entry(entry) for entry in timeline.entries],
        "next": [_event(event) for event in next_events(timeline)],
    }
    return literal_json(json.dumps(answer, ensure_ascii=False, indent=2)) + "\n"


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    called = {} if entry.label in (None, entry.wave) else {"label": entry.label}
    return {
        "site": entry.site,
        "name": entry.name,
        "kind": entry.kind,
        "wave": entry.wave,
        **called,
        "status": entry.status.value,
        "firm": entry.firm is not None,
        "go_live": period(entry.go_live),
        "phases": [_phase(phase) for phase in entry.phases],
        "milestones": [_milestone(stone) for stone in entry.milestones],
        "decide_by": None if entry.decide_by is None else entry.decide_by.isoformat(),
        "decides": period(entry.until),
        "moved_from": entry.moved_from,
        "reason": entry.reason,
    }


def _phase(phase: Phase) -> dict[str, Any]:
    return {
        "id": phase.id,
        "name": phase.name,
        "from": phase.start.isoformat(),
        "to": phase.end.isoformat(),
        "approximate": phase.approximate,
    }


def _milestone(stone: Milestone) -> dict[str, Any]:
    return {
        "id": stone.id,
        "name": stone.name,
        "from": stone.on.first.isoformat(),
        "to": stone.on.last.isoformat(),
        "approximate": stone.on.approximate,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "from": event.on.first.isoformat(),
        "to": event.on.last.isoformat(),
        "approximate": event.on.approximate,
        "what": event.what.value,
        "id": event.id,
        "name": event.name,
        "wave": event.wave,
        "sites": list(event.sites),
    }

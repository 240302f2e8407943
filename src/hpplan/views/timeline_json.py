"""A timeline as JSON."""

from typing import Final

from hpplan.analysis.next_events import Event, next_events
from hpplan.analysis.timeline import Days, MilestoneDates, PhaseDates, TimelineData, TimelineEntry
from hpplan.programme.coverage_steps import ComesTo
from hpplan.views.formats.json import Shapes, wave
from hpplan.views.formats.json import render as as_json


def render(timeline: TimelineData) -> str:
    """One object, ending in a line break."""
    events = next_events(timeline)
    return as_json({"as_of": timeline.as_of, "entries": timeline.entries, "next": events}, KEYS)


def _timeline_entry(entry: TimelineEntry) -> dict[str, object]:
    go_live: object = entry.go_live
    if entry.go_live is not None and entry.chosen:
        ends = {"from": entry.go_live.first, "to": entry.go_live.last}
        go_live = {"label": entry.go_live.label, **ends, "chosen": True}
    return {
        "site": entry.site,
        "name": entry.name,
        "kind": entry.kind,
        **wave(entry.wave, entry.label),
        "status": entry.status,
        "firm": entry.firm is not None,
        "go_live": go_live,
        "phases": entry.phases,
        "milestones": entry.milestones,
        "decide_by": entry.decide_by,
        "decides": entry.until,
        "moved_from": entry.moved_from,
        "reason": entry.reason,
        **({"steps": entry.steps} if entry.steps else {}),
    }


def _comes_to(reached: ComesTo) -> dict[str, object]:
    return {"step": reached.step, **wave(reached.wave, reached.label), "go_live": reached.go_live}


def _phase(phase: PhaseDates) -> dict[str, object]:
    days = {"from": phase.start, "to": phase.end, "approximate": phase.approximate}
    return {"id": phase.id, "name": phase.name, **days}


def milestone(stone: MilestoneDates) -> dict[str, object]:
    """A milestone with its days; a gate with its state as well."""
    state = {"state": stone.state} if stone.is_gate else {}
    return {"id": stone.id, "name": stone.name, **_days(stone.on), **state}


def event(found: Event) -> dict[str, object]:
    """An upcoming event, with its days; a gate with its state as well."""
    return {
        **_days(found.on),
        "what": found.what,
        "id": found.id,
        "name": found.name,
        "wave": found.wave,
        "sites": found.sites,
        **({} if found.state is None else {"state": found.state}),
    }


def _days(on: Days) -> dict[str, object]:
    return {"from": on.first, "to": on.last, "approximate": on.approximate}


KEYS: Final[Shapes] = {
    TimelineEntry: _timeline_entry,
    PhaseDates: _phase,
    MilestoneDates: milestone,
    Event: event,
    ComesTo: _comes_to,
}

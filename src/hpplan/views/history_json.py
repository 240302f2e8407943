"""The plan's history as JSON: its versions, and the data of a milestone trend chart."""

from typing import Final

from hpplan.analysis.history import HistoryChange, HistoryData, PlanVersion, Slot, TrendPoint
from hpplan.views import diff_json
from hpplan.views.formats.json import Shapes, wave
from hpplan.views.formats.json import render as as_json


def render(history: HistoryData) -> str:
    """One object, ending in a line break."""
    return as_json(
        {
            "programme": history.programme,
            "as_of": history.as_of,
            "site": history.site,
            "wave": history.wave,
            "versions": history.versions,
            "trend": list(history.trend()),
        },
        KEYS,
    )


def _version(version: PlanVersion) -> dict[str, object]:
    return {"known": version.known, "changes": version.changes}


def _change(change: HistoryChange) -> dict[str, object]:
    return {
        "kind": change.kind,
        "id": change.id,
        "name": change.name,
        "moved": change.moved,
        "old": change.old,
        "new": change.new,
        "delay_days": change.delay,
        "shift": change.shift,
        "claim": change.cited,
        "reason": change.reason or None,
    }


def _point(point: TrendPoint) -> dict[str, object]:
    standing, slot = point.standing, point.standing.new
    return {
        "known": point.known,
        "kind": standing.kind,
        "id": standing.id,
        **wave(None if slot is None else slot.wave, point.label),
        "go_live": None if slot is None else slot.go_live,
        "delay_days": standing.delay,
        "changed": point.changed,
    }


def _slot(slot: Slot) -> dict[str, object]:
    return {**wave(slot.wave, slot.label), "go_live": slot.go_live}


KEYS: Final[Shapes] = {
    **diff_json.KEYS,
    PlanVersion: _version,
    HistoryChange: _change,
    TrendPoint: _point,
    Slot: _slot,
}

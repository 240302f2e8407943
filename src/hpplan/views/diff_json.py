"""A difference as JSON."""

import json
from typing import Any

from hpplan.analysis.diff import (
    Cited,
    Difference,
    Member,
    Shift,
    Side,
    SiteChange,
    WaveChange,
    WaveState,
    Whereabouts,
)
from hpplan.text import literal_json
from hpplan.views.plan_json import period


def render(difference: Difference) -> str:
    """One object, ending in a line break."""
    answer = {
        "old": _side(difference.old),
        "new": _side(difference.new),
        "sites": [_site(change) for change in difference.sites],
        "waves": [_wave(change) for change in difference.waves],
    }
    return literal_json(json.dumps(answer, ensure_ascii=False, indent=2)) + "\n"


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "as_of": side.plan.as_of.isoformat()}


def _site(change: SiteChange) -> dict[str, Any]:
    return {
        "site": change.site,
        "name": change.name,
        "kind": change.kind,
        "moved": change.moved,
        "old": _whereabouts(change.old),
        "new": _whereabouts(change.new),
        "shift": _shift(change.shift),
        "claim": _cited(change.cited),
        "reason": change.reason,
        **({} if change.split_from is None else {"split_from": change.split_from}),
        **({"split_into": list(change.split_into)} if change.split_into else {}),
    }


def _whereabouts(stood: Whereabouts | None) -> dict[str, Any] | None:
    if stood is None:
        return None
    called = {} if stood.label in (None, stood.wave) else {"label": stood.label}
    return {
        "wave": stood.wave,
        **called,
        "go_live": period(stood.go_live),
        "status": stood.status.value,
        **({} if stood.dropped is None else {"dropped": stood.dropped}),
    }


def _shift(shift: Shift | None) -> dict[str, Any] | None:
    if shift is None:
        return None
    return {
        "months": shift.months,
        "to_months": shift.to_months,
        "about": shift.about,
        "days": shift.days,
    }


def _cited(cited: Cited | None) -> dict[str, Any] | None:
    if cited is None:
        return None
    place = cited.place
    return {
        "says": cited.says,
        "source": cited.source,
        "title": cited.title,
        "known": None if cited.known is None else cited.known.isoformat(),
        "note": cited.note,
        "file": place and place.file,
        "line": place and place.line,
        "column": place and place.column,
    }


def _wave(change: WaveChange) -> dict[str, Any]:
    sides = {
        name: None if state is None else _state(state)
        for name, state in (("old", change.old), ("new", change.new))
    }
    return {
        "wave": change.wave,
        **sides,
        "shift": _shift(change.shift),
        "joined": [_member(member) for member in change.joined],
        "left": [_member(member) for member in change.left],
        "claim": _cited(change.cited),
    }


def _state(state: WaveState) -> dict[str, Any]:
    closed = {} if state.open else {"open": False}
    return {"label": state.label, "go_live": period(state.go_live), **closed}


def _member(member: Member) -> dict[str, str]:
    return {"site": member.site, "name": member.name, "kind": member.kind}

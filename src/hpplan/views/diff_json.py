"""A difference as JSON."""

from typing import Final

from hpplan.analysis.cited import Cited
from hpplan.analysis.diff import Difference, Side, SiteChange, WaveChange, WaveSide, Whereabouts
from hpplan.views.formats.json import Shapes, place, wave
from hpplan.views.formats.json import render as as_json


def render(difference: Difference) -> str:
    """One object, ending in a line break."""
    return as_json(keys(difference), KEYS)


def keys(difference: Difference) -> dict[str, object]:
    """The keys of the object."""
    return {
        "old": difference.old,
        "new": difference.new,
        "sites": difference.sites,
        "waves": difference.waves,
    }


def _side(side: Side) -> dict[str, object]:
    return {"name": side.name, "as_of": side.plan.as_of}


def _wave_change(change: WaveChange) -> dict[str, object]:
    return {
        "wave": change.wave,
        "old": change.old,
        "new": change.new,
        "shift": change.shift,
        "joined": change.joined,
        "left": change.left,
        "claim": change.cited,
    }


def _site_change(change: SiteChange) -> dict[str, object]:
    return {
        "site": change.site,
        "name": change.name,
        "kind": change.kind,
        "moved": change.moved,
        "old": change.old,
        "new": change.new,
        "shift": change.shift,
        "claim": change.cited,
        "reason": change.reason,
        **({} if change.split_from is None else {"split_from": change.split_from}),
        **({"split_into": change.split_into} if change.split_into else {}),
    }


def _whereabouts(stood: Whereabouts) -> dict[str, object]:
    dropped = {} if stood.dropped is None else {"dropped": stood.dropped}
    placed = {"go_live": stood.go_live, "status": stood.status}
    return {**wave(stood.wave, stood.label), **placed, **dropped}


def _cited(cited: Cited) -> dict[str, object]:
    return {
        "says": cited.says,
        "source": cited.source,
        "title": cited.title,
        "known": cited.known,
        "note": cited.note,
        **place(cited.place),
    }


def _wave_state(state: WaveSide) -> dict[str, object]:
    closed = {} if state.open else {"open": False}
    return {"label": state.label, "go_live": state.go_live, **closed}


KEYS: Final[Shapes] = {
    Side: _side,
    SiteChange: _site_change,
    WaveChange: _wave_change,
    Whereabouts: _whereabouts,
    Cited: _cited,
    WaveSide: _wave_state,
}

"""Upcoming events of a timeline as of a date: decisions, phases, milestones, gates, go-lives."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from hpplan.analysis.timeline import Days, TimelineData, TimelineEntry
from hpplan.domain.gates import GateState
from hpplan.values import dataclass

PASSED: Final = GateState.PASSED


class Happening(StrEnum):
    """The kinds of upcoming events."""

    DECIDE = "decide"
    STARTS = "starts"
    ENDS = "ends"
    MILESTONE = "milestone"
    GATE = "gate"
    GO_LIVE = "go-live"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the sites of one wave have ahead of them on the same day. `id` and `name` are
    those of the phase, milestone or gate; a decision and a go-live have none. `state` is that of a
    gate.
    """

    on: Days
    what: Happening
    wave: str
    label: str
    id: str | None
    name: str | None
    sites: tuple[str, ...]
    names: tuple[str, ...]
    state: GateState | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    """The key by which events of several sites of a wave are combined."""

    on: Days
    what: Happening
    id: str | None = None
    name: str | None = None
    state: GateState | None = None


def next_events(timeline: TimelineData, as_of: date | None = None) -> tuple[Event, ...]:
    """The events still to come on the date, the nearest first; one event for all sites of a wave. A
    phase that starts or ends with the go-live, or ends as another starts, is not listed twice;
    gates already passed are left out.
    """
    day = as_of or timeline.as_of
    return _events(timeline, lambda kind: kind.on.last >= day and kind.state is not PASSED)


def gate_events(timeline: TimelineData, states: Collection[GateState]) -> tuple[Event, ...]:
    """The gates in these states of all sites that are not live, in order of time."""
    return _events(timeline, lambda kind: kind.state in states)


def _events(timeline: TimelineData, wanted: Callable[[_Kind], bool]) -> tuple[Event, ...]:
    grouped: dict[tuple[str, _Kind], list[TimelineEntry]] = {}
    for entry in timeline.entries:
        for kind in _happenings(entry):
            if entry.wave is not None and wanted(kind):
                grouped.setdefault((entry.wave, kind), []).append(entry)
    events = [
        Event(
            on=kind.on,
            what=kind.what,
            wave=wave,
            label=entries[0].label or wave,
            id=kind.id,
            name=kind.name,
            sites=tuple(entry.site for entry in entries),
            names=tuple(entry.name for entry in entries),
            state=kind.state,
        )
        for (wave, kind), entries in grouped.items()
    ]
    return tuple(sorted(events, key=lambda event: event.on))


def _happenings(entry: TimelineEntry) -> Iterator[_Kind]:
    if entry.go_live is None:
        return
    go_live = Days(entry.go_live.first, entry.go_live.last)
    if entry.decide_by is not None:
        yield _Kind(Days(entry.decide_by, entry.decide_by), Happening.DECIDE)
    if not entry.live:
        yield _Kind(go_live, Happening.GO_LIVE)
    starts = {phase.starts for phase in entry.phases}
    for phase in entry.phases:
        if phase.starts != go_live:
            yield _Kind(phase.starts, Happening.STARTS, phase.id, phase.name)
        if phase.ends != go_live and phase.ends not in starts:
            yield _Kind(phase.ends, Happening.ENDS, phase.id, phase.name)
    for stone in entry.milestones:
        if not stone.is_gate:
            yield _Kind(stone.on, Happening.MILESTONE, stone.id, stone.name)
        elif not entry.live:
            yield _Kind(stone.on, Happening.GATE, stone.id, stone.name, stone.state)


def too_late(timeline: TimelineData, as_of: date | None = None) -> tuple[TimelineEntry, ...]:
    """The sites that are not firm although the last day to decide is over."""
    day = as_of or timeline.as_of
    return tuple(e for e in timeline.entries if e.decide_by is not None and e.decide_by < day)

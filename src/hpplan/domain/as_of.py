"""The snapshot of one date, from claims: which sites and waves exist then, and in what state."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from hpplan.domain.claims import WaveClaim, newest
from hpplan.domain.sites import Site
from hpplan.domain.snapshot import Snapshot, Stretch
from hpplan.domain.sources import Source
from hpplan.domain.standing import Contradiction, SiteState, inherited, passed, standing
from hpplan.domain.wave_state import WaveState
from hpplan.domain.waves import Wave
from hpplan.language import marked

if TYPE_CHECKING:
    from hpplan.domain.governance import Governance

WHEN_LIVE: Final = marked("when it goes live")
"""The question on which go-live claims may disagree."""
TAKES_MORE: Final = marked("whether it takes more sites")
CALLED: Final = marked("what it is called")
DROPPED: Final = marked("whether it is dropped")


def _parents_first(sites: Sequence[Site]) -> list[Site]:
    """The sites that were split from others, each after the one it was split from."""
    by_id = {site.id: site for site in sites}

    def depth(site: Site, seen: frozenset[str] = frozenset()) -> int:
        parent = by_id.get(site.split_from or "")
        if parent is None or site.id in seen:
            return 0
        return 1 + depth(parent, seen | {site.id})

    return sorted((site for site in sites if site.split_from is not None), key=depth)


def _known(wave: Wave, as_of: date, sources: Mapping[str, Source]) -> list[WaveClaim]:
    return [c for c in wave.all_claims() if (c.known_from(sources) or date.min) <= as_of]


def _exists(wave: Wave, known: list[WaveClaim], sources: Mapping[str, Source]) -> bool:
    if wave.claims and wave.go_live is None and not any(c in wave.claims for c in known):
        return False
    return not _given_up(wave, known, sources)


def _given_up(wave: Wave, known: list[WaveClaim], sources: Mapping[str, Source]) -> bool:
    believed, _ = newest_said(wave.id, DROPPED, known, sources, lambda c: c.dropped)
    return believed is not None and believed.dropped is True


def _slot(wave: Wave, as_of: date, sources: Mapping[str, Source]) -> WaveState:
    known = _known(wave, as_of, sources)
    dated = newest([c for c in known if c.go_live is not None], sources)
    go_live, contradiction = _go_live(wave.id, dated)
    opened, shut = newest_said(wave.id, TAKES_MORE, known, sources, lambda c: c.open)
    called, named = newest_said(wave.id, CALLED, known, sources, lambda c: c.called)
    _, ended = newest_said(wave.id, DROPPED, known, sources, lambda c: c.dropped)
    gates = dict.fromkeys(c.gate for c in known if c.gate is not None)
    of_gates = [
        newest_said(
            wave.id, passed(gate), [c for c in known if c.gate == gate], sources, lambda c: c.says
        )[1]
        for gate in gates
    ]
    closing = opened if opened is not None and not opened.open else None
    period = go_live.period if go_live is not None else None
    return WaveState(
        wave=wave,
        position=0,
        label=(called.called if called is not None else None) or wave.id,
        go_live=period,
        open=closing is None,
        past=period is not None and period.last < as_of,
        go_live_claim=go_live,
        open_claim=closing,
        contradictions=tuple(c for c in (contradiction, shut, named, ended, *of_gates) if c),
    )


def wave_on(wave: Wave, day: date, sources: Mapping[str, Source]) -> WaveState | None:
    """The wave as it was known on the day, without a position among others; None where it did not
    exist.
    """
    known = _known(wave, day, sources)
    return _slot(wave, day, sources) if _exists(wave, known, sources) else None


def newest_said(
    wave: str,
    question: str,
    claims: list[WaveClaim],
    sources: Mapping[str, Source],
    says: Callable[[WaveClaim], object],
) -> tuple[WaveClaim | None, Contradiction | None]:
    """The newest of the claims that state something on the question; none where equally new ones
    disagree and none of them settles it.
    """
    latest = newest([claim for claim in claims if says(claim) is not None], sources)
    if len({says(claim) for claim in latest}) <= 1:
        return (latest[0] if latest else None), None
    settling = [claim for claim in latest if claim.settles is not None]
    believed = settling[0] if len({says(claim) for claim in settling}) == 1 else None
    return believed, Contradiction(wave, question, tuple(latest), believed)


def _go_live(wave: str, latest: list[WaveClaim]) -> tuple[WaveClaim | None, Contradiction | None]:
    """Of equally new go-live claims the one that settles, else the narrowest; and whether they
    disagree, which they do where that one does not lie within all of the others.
    """
    if not latest:
        return None, None
    narrowest, agree = _narrowest(latest)
    settling = [c for c in latest if c.settles is not None]
    settled, settled_alike = _narrowest(settling) if settling else (narrowest, False)
    believed = settled if settled_alike else None
    if agree:
        return believed or narrowest, None
    return believed or narrowest, Contradiction(wave, WHEN_LIVE, tuple(latest), believed)


def _narrowest(claims: list[WaveClaim]) -> tuple[WaveClaim, bool]:
    """The claim with the shortest go-live, and whether it lies within those of all the others. One
    that takes the date back contradicts every claim that states one, and binds least.
    """
    dated = [(c.period, c) for c in claims if c.period is not None]
    if len(dated) < len(claims):
        return next(c for c in claims if c.period is None), not dated
    shortest, narrowest = min(dated, key=lambda found: found[0].last - found[0].first)
    return narrowest, all(period.contains(shortest) for period, _ in dated)


def snapshot(
    sites: Iterable[Site],
    waves: Iterable[Wave],
    sources: Mapping[str, Source],
    as_of: date,
    reopened: frozenset[str] = frozenset(),
    phases: Mapping[str, Stretch] | None = None,
    regions: Mapping[str, str] | None = None,
    governance: "Governance | None" = None,
) -> Snapshot:
    """What is known of these sites and waves on the day; `reopened` sites are not firm."""
    waves, everyone = list(waves), list(sites)
    slots: dict[str, WaveState] = {}
    dropped: dict[str, Wave] = {}
    for wave in waves:
        if _exists(wave, _known(wave, as_of, sources), sources):
            slots[wave.id] = _slot(wave, as_of, sources)
        else:
            dropped[wave.id] = wave
    states = _states(everyone, slots, dropped, as_of, sources, reopened)
    existing = {s.id: states[s.id] for s in everyone if s.exists_on(as_of)}
    for found in existing.values():  # history is not undone: a wave with a live site stays
        if found.live and found.wave in dropped:
            slots[found.wave] = _slot(dropped.pop(found.wave), as_of, sources)
    return Snapshot(
        as_of,
        _named_apart(existing),
        _in_order(slots, waves),
        dropped,
        phases or {},
        regions or {},
        governance,
    )


def _states(
    sites: Sequence[Site],
    slots: Mapping[str, WaveState],
    dropped: Mapping[str, Wave],
    as_of: date,
    sources: Mapping[str, Source],
    reopened: frozenset[str],
) -> dict[str, SiteState]:
    """The state of every site, whenever it exists; a site that was split off is live if its parent
    was.
    """

    def past(wave: str) -> bool:
        return wave in slots and slots[wave].past

    given_up = {
        wave.id
        for wave in dropped.values()
        if _given_up(wave, _known(wave, as_of, sources), sources)
    }
    states = {
        s.id: standing(
            s,
            as_of,
            sources,
            slots.__contains__,
            past,
            s.id in reopened,
            given_up.__contains__,
        )
        for s in sites
    }
    for s in _parents_first(sites):
        if s.split_from is not None and s.since is not None and s.split_from in states:
            parent = states[s.split_from]
            slot = slots.get(parent.wave or "")
            wave_date = None if slot is None else slot.go_live
            states[s.id] = inherited(states[s.id], parent, s.since, parent.went_live or wave_date)
    return states


def _named_apart(states: dict[str, SiteState]) -> dict[str, SiteState]:
    """The states, with sites that share a name marked, so that they are shown with their ids."""
    names = Counter(found.plain_name for found in states.values())
    if len(names) == len(states):
        return states
    return {
        id_: replace(found, named_alike=True) if names[found.plain_name] > 1 else found
        for id_, found in states.items()
    }


def _in_order(slots: Mapping[str, WaveState], waves: Sequence[Wave]) -> tuple[WaveState, ...]:
    """The waves by go-live, those without one last; of equal ones, as the data lists them."""
    listed = {wave.id: place for place, wave in enumerate(waves)}
    ordered = sorted(
        slots.values(),
        key=lambda slot: (
            slot.go_live.first if slot.go_live is not None else date.max,
            listed[slot.id],
        ),
    )
    return tuple(replace(slot, position=place) for place, slot in enumerate(ordered))

"""Gates: what must be passed before a go-live, and its state on a date."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hpplan.domain.agenda import Gate
from hpplan.domain.claims import Claim, Dated, Says, WaveClaim, newest
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.sources import Source
from hpplan.language import _, marked, worded
from hpplan.periods import Duration, Period
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.domain.governance import Decision

SOON: Final = Duration(days=30)
"""How long before its first day a gate is due."""

GateClaim = Claim | WaveClaim
"""That a gate was passed or failed: by one site, or by all in a wave."""


class GateState(StrEnum):
    """The state of a gate on a date."""

    PASSED = marked("passed")
    FAILED = marked("failed")
    OVERDUE = marked("overdue")  # its last day is over, and nothing is known
    DUE = marked("due")
    AHEAD = marked("ahead")

    @property
    def word(self) -> str:
        """The state as shown to people."""
        return _(self.value)


@dataclass(frozen=True, slots=True)
class GateStanding:
    """A gate of one site, by its go-live: the days on which it may be passed, its state, and the
    claim that this rests on. Where the site is live and nothing is known, it has no state.
    """

    gate: Gate
    site: str
    first: date
    last: date
    state: GateState | None
    claim: GateClaim | None = None

    @property
    def id(self) -> str:
        return self.gate.id

    @property
    def name(self) -> str:
        """As people call it."""
        return worded(self.gate.name or self.gate.id)


@dataclass(frozen=True, slots=True)
class Failure:
    """The newest claim that a gate was failed, and the sites it binds: the site itself; for a claim
    of a wave its `members`, whose current wave it is, wherever they go, and the `entrants`, all
    others, if they go to that wave.
    """

    gate: Gate
    claim: GateClaim
    site: str | None
    wave: str | None
    members: tuple[str, ...]
    entrants: tuple[str, ...] = ()
    adopted: "Decision | None" = None
    """The decision that upholds the go-live all the same, so that the failure binds nobody."""


@dataclass(frozen=True)
class Gates:
    """The gates in force on the date of a snapshot, and the claims about them."""

    snapshot: Snapshot
    stated: Sequence[Gate]
    sources: Mapping[str, Source]

    @cached_property
    def standing(self) -> tuple[Gate, ...]:
        """The gates in force."""
        as_of, sources = self.snapshot.as_of, self.sources
        return tuple(gate for gate in self.stated if gate.holds(as_of, sources))

    def binds_after(self, gate: Gate) -> date | None:
        """The last day on which a site could go live without having passed it; None if there was
        none. That is the day on which its source was known, or the one before it came into force as
        it states itself.
        """
        begins = gate.begins(self.sources)
        if begins is None or gate.in_force is None or gate.in_force.since is None:
            return begins
        return None if begins == date.min else date.fromordinal(begins.toordinal() - 1)

    def binds(self, gate: Gate, go_live: Period) -> bool:
        """Whether a site that goes live then has to pass it."""
        start = self.binds_after(gate)
        return start is None or start < go_live.last

    def of(self, site: str, go_live: Period | None, wave: str | None) -> Iterator[GateStanding]:
        """The gates of a site that goes live then, in this wave, in the order of the data."""
        if go_live is None:
            return
        for gate in self.standing:
            if site in self.selected(gate) and self.binds(gate, go_live):
                yield self._standing(gate, site, go_live, self.claim(gate, site, wave))

    def _standing(
        self, gate: Gate, site: str, go_live: Period, claim: GateClaim | None
    ) -> GateStanding:
        first, last = gate.at.after(go_live.first), gate.at.after(go_live.last)
        as_of = self.snapshot.as_of
        state: GateState | None
        if claim is not None:
            state = GateState.PASSED if claim.says is Says.PASSED else GateState.FAILED
        elif self.snapshot.live(site):
            state = None
        elif last < as_of:
            state = GateState.OVERDUE
        else:
            state = GateState.DUE if SOON.before(first) <= as_of else GateState.AHEAD
        return GateStanding(gate, site, first, last, state, claim)

    def selected(self, gate: Gate) -> Collection[str]:
        """The sites that have to pass the gate."""
        if gate.id not in self._selected:
            self._selected[gate.id] = frozenset(self.snapshot.select(gate.sites))
        return self._selected[gate.id]

    @cached_property
    def _selected(self) -> dict[str, frozenset[str]]:
        return {}

    def chosen(self, gate: str) -> Collection[str]:
        """The sites that have to pass the gate of this id."""
        return next((self.selected(one) for one in self.standing if one.id == gate), ())

    def claim(self, gate: Gate, site: str, wave: str | None) -> GateClaim | None:
        """The claim that is believed of the gate for a site in the wave: the newest claim of
        either; of equally new ones that of the site, which is the narrower. None where those
        disagree.
        """
        own = self._of_site(site).get(gate.id, ())
        return believed([*own, *self._of_wave(wave).get(gate.id, ())], self.sources)

    def says(self, gate: str, *, site: str | None = None, wave: str | None = None) -> Says | None:
        """The newest claim of the site, or the wave, itself about the gate."""
        of = self._of_wave(wave) if site is None else self._of_site(site)
        newest_claim = believed(of.get(gate, ()), self.sources)
        return None if newest_claim is None else newest_claim.says

    def _of_site(self, site: str) -> Mapping[str, Sequence[GateClaim]]:
        claims = self.snapshot.sites[site].site.claims
        return self._known_by_gate(f"site {site}", claims)

    def _of_wave(self, wave: str | None) -> Mapping[str, Sequence[GateClaim]]:
        if wave is None or wave not in self.snapshot.wave:
            return {}
        return self._known_by_gate(f"wave {wave}", self.snapshot.wave[wave].wave.claims)

    def _known_by_gate(
        self, whose: str, claims: Sequence[GateClaim]
    ) -> Mapping[str, Sequence[GateClaim]]:
        if whose not in self._known:
            found: dict[str, list[GateClaim]] = {}
            for claim in claims:
                if claim.gate is not None and self._is_known(claim):
                    found.setdefault(claim.gate, []).append(claim)
            self._known[whose] = found
        return self._known[whose]

    @cached_property
    def _known(self) -> dict[str, Mapping[str, Sequence[GateClaim]]]:
        return {}

    def _is_known(self, claim: Dated) -> bool:
        return (claim.known_from(self.sources) or date.min) <= self.snapshot.as_of

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """Every newest claim that a gate was failed, of sites that are not live."""
        found: list[Failure] = []
        for gate in self.standing:
            found += self._failures_of(gate)
        return tuple(found)

    def _failures_of(self, gate: Gate) -> Iterator[Failure]:
        snapshot = self.snapshot
        open_sites = [
            site
            for site in snapshot.taking_part
            if site in self.selected(gate) and not snapshot.live(site)
        ]
        failed_waves = [
            slot.id
            for slot in snapshot.waves
            if any(c.says is Says.FAILED for c in self._of_wave(slot.id).get(gate.id, ()))
        ]
        if not failed_waves and not any(self._of_site(site).get(gate.id) for site in open_sites):
            return
        inside: dict[tuple[str, str | None], list[str]] = {}
        outside: dict[str, list[str]] = {}
        adopting: dict[str, Decision] = {}
        claims: dict[str, WaveClaim] = {}
        for site in open_sites:
            here = snapshot.sites[site].wave
            own = self.claim(gate, site, here)
            if isinstance(own, Claim) and own.says is Says.FAILED:
                decision = self._adopts(own, site, here)
                yield Failure(gate, own, site, None, (site,), (), decision)
                if decision is None:  # which keeps it from more waves than any wave's failure
                    continue
            for wave in failed_waves:
                there = self.claim(gate, site, wave)
                if not isinstance(there, WaveClaim) or there.says is not Says.FAILED:
                    continue
                claims[wave] = there
                decision = self._adopts(there, site, wave)
                if decision is not None:
                    adopting[decision.id] = decision
                if wave == here:
                    key = wave, None if decision is None else decision.id
                    inside.setdefault(key, []).append(site)
                elif decision is None:
                    outside.setdefault(wave, []).append(site)
        for wave, there in claims.items():
            members, entrants = inside.pop((wave, None), ()), outside.get(wave, ())
            if members or entrants:
                yield Failure(gate, there, None, wave, tuple(members), tuple(entrants))
        for (wave, decision_id), members in inside.items():
            decision = adopting.get(decision_id or "")
            yield Failure(gate, claims[wave], None, wave, tuple(members), (), decision)

    def _adopts(self, failed: GateClaim, site: str, wave: str | None) -> "Decision | None":
        """The decision, made on or after the failure, that adopts it for the site or the wave."""
        governance = self.snapshot.governance
        if governance is None or failed.gate is None:
            return None
        since = failed.on.first if failed.on is not None else failed.known_from(self.sources)
        for of in (site, wave):
            if of is not None:
                adopting = governance.adopting((of, failed.gate), since or date.min)
                if adopting is not None:
                    return adopting
        return None


def believed(claims: Sequence[GateClaim], sources: Mapping[str, Source]) -> GateClaim | None:
    """The newest of the claims; of equally new ones those of a site, then one that settles. None
    where they disagree.
    """
    latest = newest(claims, sources)
    narrow = [claim for claim in latest if isinstance(claim, Claim)] or latest
    if len({claim.says for claim in narrow}) <= 1:
        return narrow[0] if narrow else None
    settling = [claim for claim in narrow if claim.settles is not None]
    return settling[0] if len({claim.says for claim in settling}) == 1 else None

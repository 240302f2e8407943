"""The possible events of a future, with their chances: drawn by number, or enumerated.

Each risk of each future has a random stream of its own, made from the seed, the risk, the number of
the future and its possible target: no draw depends on another one, or on who draws it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from hpplan.domain.gates import GateState
from hpplan.domain.risks import CapacityRisk, GateRisk, Risk, SlipRisk, WithdrawRisk
from hpplan.domain.snapshot import Placements
from hpplan.periods import Duration
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Unary
from hpplan.values import dataclass

USUAL_NOTICE: Final = Duration(months=12)
"""How long before a go-live its slip is known, where no rule asks for notice."""
_STEPS: Final = 2**64


class EventKind(StrEnum):
    """The effect of an event."""

    WAVE_LATER = "wave later"
    SITE_LATER = "site later"
    WITHDRAWS = "withdraws"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True)
class RiskEvent:
    """An event: its target, a wave, a site or a rule, by id, and from when it is known."""

    known: date
    kind: EventKind
    subject: str
    delay: Duration | None = None
    maximum: int | None = None

    @property
    def place(self) -> tuple[date, EventKind, str, int, int]:
        """The sort key of events, however they were drawn."""
        delay = self.delay or Duration()
        return self.known, self.kind, self.subject, delay.months, delay.days


@dataclass(frozen=True, slots=True)
class Die:
    """A single draw: nothing, or one of several outcomes, each with its weight."""

    risk: str
    subject: str
    """The target of the draw; None if it is one for all."""
    chance: float
    outcomes: tuple[tuple[float, tuple[RiskEvent, ...]], ...]

    def draw(self, seed: int, future: int) -> tuple[RiskEvent, ...]:
        """The outcome in the future of this number."""
        said = json.dumps([seed, self.risk, future, self.subject]).encode()
        stream = hashlib.sha256(said).digest()
        whether, which = (int.from_bytes(stream[n : n + 8]) / _STEPS for n in (0, 8))
        if whether >= self.chance:
            return ()
        rest = which * sum(weight for weight, _ in self.outcomes)
        for weight, events in self.outcomes:
            rest -= weight
            if rest < 0:
                return events
        return self.outcomes[-1][1]


def drawn(dice: Sequence[Die], seed: int, future: int) -> tuple[RiskEvent, ...]:
    """The events in the future of this number."""
    return tuple(event for die in dice for event in die.draw(seed, future))


def dice_of(situation: SituationData, placements: Placements) -> tuple[Die, ...]:
    """The possible events for this plan, by the risks in force: for sites and waves that are not
    live.
    """
    programme, found = situation.programme, list[Die]()
    for name, risk in programme.named_risks:
        over = risk.on is not None and risk.on.last < situation.as_of
        if over or not risk.chance or not risk.holds(situation.as_of, programme.sources):
            continue
        hits = list(_Hits(situation, placements, risk).all())
        if risk.is_common and hits:
            events = [event for _, each in hits for event in each]
            first = min(event.known for event in events)  # one cause is known of all at once
            hits = [("", tuple(replace(event, known=first) for event in events))]
        found += [Die(name, subject, risk.chance, _outcomes(risk, hit)) for subject, hit in hits]
    return tuple(found)


def _outcomes(
    risk: Risk, hit: tuple[RiskEvent, ...]
) -> tuple[tuple[float, tuple[RiskEvent, ...]], ...]:
    if not risk.delays:
        return ((1.0, hit),)
    return tuple(
        (weight, tuple(RiskEvent(e.known, e.kind, e.subject, delay) for e in hit))
        for delay, weight in risk.delays.items()
    )


@dataclass(frozen=True, slots=True)
class _Hits:
    """The possible targets of a risk, with its effect on each, except the delay."""

    situation: SituationData
    placements: Placements
    risk: Risk

    def all(self) -> Iterator[tuple[str, tuple[RiskEvent, ...]]]:
        snapshot, risk = self.situation.snapshot, self.risk
        match risk:
            case SlipRisk(waves=waves) if waves is not None:
                for slot in snapshot.select_waves(waves):
                    if slot.go_live is not None and snapshot.is_ahead(slot):
                        members = [s for s, wave in self.placements.items() if wave == slot.id]
                        known = self._in_time(slot.go_live.first, members)
                        yield slot.id, (RiskEvent(known, EventKind.WAVE_LATER, slot.id),)
            case SlipRisk(sites=sites) if sites is not None:
                for site in self._dated(snapshot.select(sites)):
                    go_live = snapshot.wave[self.placements[site]].go_live
                    assert go_live is not None
                    known = self._in_time(go_live.first, [site])
                    yield site, (RiskEvent(known, EventKind.SITE_LATER, site),)
            case WithdrawRisk():
                for site in snapshot.select(risk.sites):
                    if not snapshot.live(site):
                        yield site, (RiskEvent(self._known, EventKind.WITHDRAWS, site),)
            case CapacityRisk():
                if any(rule.id == risk.rule for rule in self.situation.rules):
                    event = RiskEvent(self._known, EventKind.MAXIMUM, risk.rule, maximum=risk.max)
                    yield risk.rule, (event,)
            case GateRisk():
                for site in self._dated(snapshot.select(risk.sites)):
                    if self._may_fail(site, risk.gate):
                        yield site, (RiskEvent(self._known, EventKind.SITE_LATER, site),)
            case _:
                raise AssertionError(risk)

    @property
    def _known(self) -> date:
        return self.situation.as_of if self.risk.on is None else self.risk.on.last

    def _dated(self, sites: Sequence[str]) -> list[str]:
        """Those whose go-live is ahead at a known time."""
        snapshot = self.situation.snapshot
        return [
            site
            for site in sites
            if not snapshot.live(site)
            and site in self.placements
            and snapshot.wave[self.placements[site]].go_live is not None
        ]

    def _may_fail(self, site: str, gate: str) -> bool:
        """Whether the gate is still ahead of it."""
        wave = self.placements[site]
        go_live = self.situation.snapshot.wave[wave].go_live
        return any(
            standing.id == gate and standing.state not in (None, GateState.PASSED)
            for standing in self.situation.gates.of(site, go_live, wave)
        )

    def _in_time(self, go_live: date, sites: Sequence[str]) -> date:
        """When a slip of this go-live becomes known: the longest notice of the sites before it."""
        if self.risk.on is not None:
            return self.risk.on.last
        notices = [n for site in sites if (n := self._notices.get(site)) is not None]
        longest = min((n.before(go_live) for n in notices), default=None)
        known = USUAL_NOTICE.before(go_live) if longest is None else longest
        return max(self.situation.as_of, known)

    @property
    def _notices(self) -> Mapping[str, Duration]:
        return self.situation.once(_notices)


def _notices(situation: SituationData) -> dict[str, Duration]:
    """The longest notice that a rule in force gives each site."""
    found: dict[str, Duration] = {}
    for rule in situation.rules:
        if isinstance(rule, Unary) and (notice := rule.notice) is not None:
            for site in situation.snapshot.select(rule.sites):
                if site not in found or not notice.never_after(found[site]):
                    found[site] = notice
    return found

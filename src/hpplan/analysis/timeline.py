"""The go-live of each site in a plan, with phases and milestones."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from hpplan.domain.agenda import Agenda, Gate, Milestone
from hpplan.domain.gates import GateState
from hpplan.domain.standing import Firm, SiteState
from hpplan.domain.status import Status
from hpplan.language import _, worded
from hpplan.periods import Duration, Period
from hpplan.programme.coverage_steps import LATER_STEPS, ComesTo, comes_to
from hpplan.programme.plan import Placement, PlanData, Unplaced, chosen_for
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Unary
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """When something happens: on this day, or, if the two differ, on some day between them."""

    first: date
    last: date

    @classmethod
    def after(cls, offset: Duration, go_live: Period) -> "Days":
        """The days at this time after a go-live."""
        return cls(offset.after(go_live.first), offset.after(go_live.last))

    @property
    def approximate(self) -> bool:
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """A phase of a site's project. On the days of `ends` it no longer runs."""

    id: str
    name: str
    starts: Days
    ends: Days

    @property
    def start(self) -> date:
        """The first day on which it may run."""
        return self.starts.first

    @property
    def end(self) -> date:
        """The first day on which it certainly no longer runs."""
        return self.ends.last

    @property
    def approximate(self) -> bool:
        """Whether one of its ends is not known to the day."""
        return self.starts.approximate or self.ends.approximate


@dataclass(frozen=True, slots=True)
class MilestoneDates:
    """Something that must be ready on a day; for a gate, with its state on the date. It has no
    state where the site is live and nothing is known.
    """

    id: str
    name: str
    on: Days
    is_gate: bool = False
    state: GateState | None = None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A site on the timeline.

    `decide_by` is the last day on which a site that is not firm can still decide, in time for the
    notice that the rules ask for; `until` is the date by which the site itself said it would
    decide. `dropped` is the wave that claims put it into, if that was dropped. `chosen` says that
    the plan chose the day of its go-live, for which the data give a period. `steps` says when its
    trust and its GPs are live too.
    """

    site: str
    name: str
    kind: str
    wave: str | None
    label: str | None
    status: Status
    firm: Firm | None
    go_live: Period | None
    phases: tuple[PhaseDates, ...]
    milestones: tuple[MilestoneDates, ...]
    decide_by: date | None
    until: Period | None
    moved_from: str | None
    reason: str
    trust: str | None = None
    regions: tuple[str, ...] = ()
    dropped: str | None = None
    chosen: bool = False
    steps: tuple[ComesTo, ...] = ()

    @property
    def live(self) -> bool:
        """Whether it is live on the date."""
        return self.firm is Firm.LIVE


@dataclass(frozen=True, slots=True)
class InFull:
    """Municipalities that reach the last step of coverage with the same wave."""

    names: tuple[str, ...]
    with_: ComesTo


@dataclass(frozen=True, slots=True)
class TimelineData:
    """The entries in order of go-live, then those without a date, then those without a wave.
    `first_in_full` are the first of all to have their trust and their GPs with them. `phases` and
    `milestones` are the names, by id, of the parts of a site's project, `waves` those of the waves
    that have one of their own. `gates` are those of the milestones that must be passed.
    """

    programme: str
    as_of: date
    entries: tuple[TimelineEntry, ...]
    phases: Mapping[str, str] = field(default_factory=dict)
    milestones: Mapping[str, str] = field(default_factory=dict)
    waves: Mapping[str, str] = field(default_factory=dict)
    first_in_full: InFull | None = None
    gates: frozenset[str] = frozenset()
    slots: tuple[str, ...] = ()
    """The ids of all waves, in their order, whether used or not."""

    def only(
        self,
        sites: Collection[str] = (),
        waves: Collection[str] = (),
        regions: Collection[str] = (),
        trusts: Collection[str] = (),
    ) -> "TimelineData":
        """The entries of any of these sites, waves, regions or trusts; all, if none is named. A
        trust stands for itself and its catchment.
        """
        if not (sites or waves or regions or trusts):
            return self
        return replace(
            self,
            entries=tuple(
                entry
                for entry in self.entries
                if entry.site in sites
                or entry.wave in waves
                or entry.trust in trusts
                or not set(regions).isdisjoint(entry.regions)
            ),
            first_in_full=None,
        )


def timeline(situation: SituationData, plan: PlanData) -> TimelineData:
    """The plan in order of go-live, with every site that exists on the date of the situation."""
    agenda, snapshot = situation.programme.agenda, situation.snapshot
    placed = {placement.site: placement for placement in plan.placements}
    left_out = {unplaced.site: unplaced for unplaced in plan.unplaced}
    notices, waves = _notices(situation), plan.waves
    chosen = {one.site for one in plan.placements if chosen_for(situation, plan, one)}
    entries = [
        _entry(
            situation,
            standing,
            placed.get(site)
            or left_out.get(site)
            or Unplaced(site, _("the plan does not name it")),
            notices.get(site),
            chosen=site in chosen,
            steps=comes_to(situation, site, waves),
        )
        for site, standing in snapshot.sites.items()
    ]
    after_all = len(snapshot.waves)

    def order(entry: TimelineEntry) -> tuple[bool, date, date, int]:
        slot = snapshot.wave.get(entry.wave) if entry.wave is not None else None
        period = entry.go_live
        return (
            entry.wave is None,
            date.max if period is None else period.first,
            date.max if period is None else period.last,
            after_all if slot is None else slot.position,
        )

    entries.sort(key=order)
    return TimelineData(
        programme=agenda.name,
        as_of=situation.as_of,
        entries=tuple(entries),
        phases={phase.id: worded(phase.name or phase.id) for phase in agenda.phases},
        milestones={stone.id: worded(stone.name or stone.id) for stone in _stones(situation)},
        waves={slot.id: slot.own_name for slot in snapshot.waves if slot.own_name is not None},
        first_in_full=_first_in_full(entries, snapshot.wave_ids),
        gates=frozenset(gate.id for gate in situation.gates.standing),
        slots=snapshot.wave_ids,
    )


def _first_in_full(entries: Iterable[TimelineEntry], waves: Sequence[str]) -> InFull | None:
    """The sites that reach the last step with the first of the waves that brings any there."""
    there: dict[str, list[TimelineEntry]] = {}
    for entry in entries:
        if [step.step for step in entry.steps] == list(LATER_STEPS):
            wave = entry.steps[-1].wave
            if wave is not None:
                there.setdefault(wave, []).append(entry)
    first = next((there[wave] for wave in waves if wave in there), None)
    if first is None:
        return None
    return InFull(tuple(entry.name for entry in first), first[0].steps[-1])


def _entry(
    situation: SituationData,
    standing: SiteState,
    place: Placement | Unplaced,
    notice: Duration | None,
    *,
    chosen: bool,
    steps: tuple[ComesTo, ...],
) -> TimelineEntry:
    agenda, snapshot = situation.programme.agenda, situation.snapshot
    wave, label, go_live = None, None, None
    if isinstance(place, Placement):
        wave, label, go_live = place.wave, place.label, place.go_live
    free = wave is not None and standing.firm is None
    return TimelineEntry(
        site=standing.id,
        name=standing.name,
        kind=standing.site.kind,
        wave=wave,
        label=label,
        status=standing.status,
        firm=standing.firm,
        go_live=go_live,
        phases=() if go_live is None else tuple(_phases(agenda, go_live)),
        milestones=_milestones(situation, standing.id, go_live, wave),
        decide_by=notice.last_before(go_live.first) if free and go_live and notice else None,
        until=standing.decides_by,
        moved_from=place.moved_from,
        reason=place.reason,
        trust=snapshot.trust_of(standing.id),
        regions=tuple(standing.fields.regions),
        dropped=None if standing.dropped is None else standing.dropped.wave,
        chosen=chosen,
        steps=steps,
    )


def _phases(agenda: Agenda, go_live: Period) -> Iterator[PhaseDates]:
    for phase in agenda.phases:
        starts, ends = Days.after(phase.starts, go_live), Days.after(phase.ends, go_live)
        yield PhaseDates(phase.id, worded(phase.name or phase.id), starts, ends)


def _milestones(
    situation: SituationData, site: str, go_live: Period | None, wave: str | None
) -> tuple[MilestoneDates, ...]:
    """The milestones and gates of the site in the wave, in order of time."""
    if go_live is None:
        return ()
    gates = {each.id: each.state for each in situation.gates.of(site, go_live, wave)}
    found = []
    for stone in _stones(situation):
        name, on = worded(stone.name or stone.id), Days.after(stone.at, go_live)
        if isinstance(stone, Milestone):
            found.append(MilestoneDates(stone.id, name, on))
        elif stone.id in gates:
            found.append(MilestoneDates(stone.id, name, on, is_gate=True, state=gates[stone.id]))
    return tuple(found)


def _stones(situation: SituationData) -> list[Milestone | Gate]:
    """The milestones, and the gates in force, the longest before a go-live first."""
    stones: list[Milestone | Gate] = [
        *situation.programme.agenda.milestones,
        *situation.gates.standing,
    ]
    return sorted(stones, key=lambda stone: stone.at.ordinal(date(2023, 1, 1)))


def _notices(situation: SituationData) -> dict[str, Duration]:
    """The longest time that each site must be given before its go-live."""
    longest: dict[str, Duration] = {}
    for rule in situation.rules:
        if isinstance(rule, Unary) and (lead := rule.lead_time) is not None:
            for site in situation.snapshot.select(rule.sites):
                known = longest.get(site, Duration())
                longest[site] = Duration(months=max(known.months, lead.months))
    return longest

"""The differences between two plans in figures that planners use: goals, sites, dates, coverage."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Final

from hpplan.analysis.shift import Shift, shift_between
from hpplan.domain.entry import INHABITANTS, NOWHERE
from hpplan.domain.mandates import Mandate
from hpplan.domain.snapshot import Snapshot
from hpplan.goals.base import Goal, Measured, Sense
from hpplan.language import _
from hpplan.periods import Period
from hpplan.programme.coverage import covered_on, half_years
from hpplan.programme.coverage_steps import CoverageStep, coverage_steps
from hpplan.programme.matters import mandate, of_date, of_move
from hpplan.programme.plan import GoalValue, PlanData
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.programme.reasons import Cause, Causes
from hpplan.text import Unit
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class GoalEffect:
    """A goal before and after; None where there is no such goal, or no plan.

    Both values count from the same day, the earlier of the two first waves. Where one counts days
    and the other positions, they are two goals. `proved` says that both values are proved best.
    `unit` is their unit; `said` states the difference, where both are known and differ, else the
    value that is known; `brief` is that without names. `by_date` says that it counts days, and
    `shown_by_moves` that the list of moves shows the difference already.
    """

    kind: str
    sentence: str
    sense: Sense
    before: int | None
    after: int | None
    proved: bool
    unit: Unit
    said: str
    brief: str = ""
    by_date: bool = False
    shown_by_moves: bool = False

    @property
    def worse_by(self) -> int:
        """How much worse it is; negative where it is better, 0 where a value is missing."""
        if self.before is None or self.after is None:
            return 0
        return self.cost - self.sense.cost(self.before)

    @property
    def cost(self) -> int:
        """Its value after, with the sign that makes less better; 0 where it has none."""
        return self.sense.cost(self.after or 0)


@dataclass(frozen=True, slots=True)
class SitePlacement:
    """The wave that a site is in, and its go-live there."""

    wave: str
    label: str
    go_live: Period | None


@dataclass(frozen=True, slots=True)
class Move:
    """A site that changes its wave, leaves it, or gets its first one; and why it does not stay,
    where that was looked for.
    """

    site: str
    name: str
    old: SitePlacement | None
    new: SitePlacement | None
    shift: Shift | None
    cause: Cause | None
    mandate: Mandate | None = None
    """Who decides it, if it differs from the current wave and the data name anybody."""


@dataclass(frozen=True, slots=True)
class WaveShift:
    """A wave with another go-live than before."""

    wave: str
    label: str
    old: Period | None
    new: Period | None
    shift: Shift | None
    mandate: Mandate | None = None
    """Who decides it, as far as the data name anybody."""


@dataclass(frozen=True, slots=True)
class CoveredStep:
    """The share in percent whose trust, or whose GPs, are certainly live too."""

    step: CoverageStep
    before: float | None
    after: float

    @property
    def change(self) -> float:
        """By how many percentage points it grows; 0 where there was no plan before."""
        return 0.0 if self.before is None else round(self.after - self.before, 1)


@dataclass(frozen=True, slots=True)
class Covered:
    """The share of the measure in percent that is certainly live at the end of the day; and the
    part of it that has reached further steps.
    """

    on: date
    before: float | None
    after: float
    measure: str = INHABITANTS
    further: tuple[CoveredStep, ...] = ()

    @property
    def live(self) -> CoveredStep:
        return CoveredStep(CoverageStep.MUNICIPALITY, self.before, self.after)

    @property
    def different(self) -> list[CoveredStep]:
        """The first step, and further ones, whose shares differ."""
        return [one for one in (self.live, *self.further) if one.change]


@dataclass(frozen=True, slots=True)
class Effect:
    """Goals in rank order, whether they differ or not; sites, waves and days where they do.
    `compared` says that there was a plan before: else the moves are those against the claims, and
    no goal is better or worse.
    """

    goals: tuple[GoalEffect, ...]
    moves: tuple[Move, ...]
    waves: tuple[WaveShift, ...]
    coverage: tuple[Covered, ...]
    compared: bool
    programme: ProgrammeData = field(compare=False, repr=False)

    @property
    def worse_by(self) -> tuple[int, ...]:
        """By how much each goal is worse, in rank order."""
        return tuple(goal.worse_by for goal in self.goals)

    @property
    def costs(self) -> tuple[int, ...]:
        """The goals after, in rank order: of two plans with the same goals, the smaller costs are
        better.
        """
        return tuple(goal.cost for goal in self.goals)

    @property
    def as_good(self) -> bool:
        """Whether there was a plan before, and no goal is worse."""
        return self.compared and all(worse <= 0 for worse in self.worse_by)

    @property
    def changed_goals(self) -> tuple[GoalEffect, ...]:
        """The goals whose value differs."""
        return tuple(goal for goal in self.goals if goal.before != goal.after)

    @property
    def changed_coverage(self) -> tuple[Covered, ...]:
        """The days at whose end the served share differs."""
        return tuple(covered for covered in self.coverage if covered.different)

    @property
    def mandates(self) -> tuple[Mandate, ...]:
        """Who decides its moves and its dates, as far as the data name anybody."""
        found = [move.mandate for move in self.moves]
        found += [shifted.mandate for shifted in self.waves]
        return tuple(mandate for mandate in found if mandate is not None)

    @property
    def proved(self) -> bool:
        """Whether everything stated about goals is proved."""
        return all(goal.proved for goal in self.goals)

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.moves or self.waves or self.changed_goals)


def effect_of(
    situation: SituationData,
    before: PlanData | None,
    waves: Mapping[str, str],
    instead: SituationData,
    after: PlanData,
    beside: Sequence[SituationData] = (),
    over: Callable[[], bool] = lambda: False,
) -> Effect:
    """The differences of the plan `after`, made for the situation `instead`. Where there was no
    plan before, the moves are those against `waves`, and goals have no value. Goals count from the
    same day as in the plans for the situations `beside`. Why sites move is not searched for once
    the time is `over`.
    """
    placed = after.waves
    was = [] if before is None else [*zip(situation.goals, before.goals, strict=True)]
    now = [*zip(instead.goals, after.goals, strict=True)]
    others = [each.snapshot for each in beside]
    placed_before = None if before is None else before.waves
    old = _Side(situation.snapshot, waves if placed_before is None else placed_before, was)
    new = _Side(instead.snapshot, placed, now)
    return Effect(
        tuple(_goals(old, new, others)),
        tuple(_moves(situation, waves, instead, placed, over)),
        tuple(_shifts(situation, instead)),
        tuple(_coverage(situation, placed_before, instead, placed)),
        compared=before is not None,
        programme=instead.programme,
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two compared plans, by its goals."""

    snapshot: Snapshot
    placements: Mapping[str, str]
    goals: Sequence[tuple[Goal, GoalValue]]

    def measured(self, value: int) -> Measured:
        return Measured(self.snapshot, self.placements, value)


def _goals(old: _Side, new: _Side, beside: Sequence[Snapshot]) -> Iterator[GoalEffect]:
    """Goals with the same sentence are the same goal, the first with the first, unless they have
    different units.
    """
    left = list(old.goals)
    for goal, now in new.goals:
        same = (
            pair
            for pair in left
            if (pair[1].kind, pair[1].sentence) == (now.kind, now.sentence)
            and goal.comparable(now.value, new.snapshot, [old.snapshot]) is not None
        )
        was = None
        if (pair := next(same, None)) is not None:
            left.remove(pair)
            was = pair[1]
        then = goal.compared(now.value, new.snapshot, [old.snapshot, *beside])
        before, said, brief = None, now.said or "", now.said or ""
        if was is not None:
            before = goal.compared(was.value, old.snapshot, [new.snapshot, *beside])
            if before != then:
                both = old.measured(before), new.measured(then)
                said, brief = goal.says_difference(*both), goal.says_briefly(*both)
        yield GoalEffect(
            now.kind,
            now.sentence,
            now.sense,
            before,
            then,
            now.proved and (was is None or was.proved),
            now.unit,
            said,
            brief,
            goal.by_date,
            goal.shown_by_moves,
        )
    for goal, gone in left:
        value = goal.compared(gone.value, old.snapshot, [new.snapshot, *beside])
        yield GoalEffect(
            gone.kind,
            gone.sentence,
            gone.sense,
            value,
            None,
            gone.proved,
            gone.unit,
            gone.said or "",
            gone.said or "",
        )


FEW_CAUSES: Final = 60
"""The reasons of at most this many moves are searched for."""


def _moves(
    situation: SituationData,
    before: Mapping[str, str],
    instead: SituationData,
    after: Mapping[str, str],
    over: Callable[[], bool],
) -> Iterator[Move]:
    supposed = [r for r in instead.rules if r.address == NOWHERE and r not in situation.rules]
    causes = Causes(instead, before, after, _("the plan as things stand"), supposed)
    asked = 0
    known = {**situation.snapshot.sites, **instead.snapshot.sites}
    for site, found in known.items():
        if before.get(site) == after.get(site):
            continue
        old = _placement(situation, site, before.get(site))
        new = _placement(instead, site, after.get(site))
        shift = None
        if old is not None and new is not None and old.go_live and new.go_live:
            shift = shift_between(old.go_live, new.go_live)
        asked += 1
        cause = None if asked > FEW_CAUSES or over() else causes.of(site)
        whose = None
        if situation.snapshot.governance is not None and site in situation.snapshot.sites:
            whose = mandate(of_move(site, after.get(site), situation.snapshot), situation)
        yield Move(site, found.name, old, new, shift, cause, whose)


def _placement(situation: SituationData, site: str, wave: str | None) -> SitePlacement | None:
    if wave is None:
        return None
    slot = situation.snapshot.wave.get(wave)
    if slot is None:
        return SitePlacement(wave, wave, None)
    return SitePlacement(wave, slot.label, situation.snapshot.go_live(site, wave))


def _shifts(situation: SituationData, instead: SituationData) -> Iterator[WaveShift]:
    for slot in instead.snapshot.waves:
        was = situation.snapshot.wave.get(slot.id)
        if was is None or was.go_live == slot.go_live:
            continue
        shift = None
        if was.go_live is not None and slot.go_live is not None:
            shift = shift_between(was.go_live, slot.go_live)
        whose = None
        if situation.snapshot.governance is not None:
            whose = mandate(of_date(slot.id, slot.go_live, situation.snapshot), situation)
        yield WaveShift(slot.id, slot.label, was.go_live, slot.go_live, shift, whose)


def _coverage(
    situation: SituationData,
    before: Mapping[str, str] | None,
    instead: SituationData,
    after: Mapping[str, str],
) -> Iterator[Covered]:
    def shares(day: date, step: CoverageStep) -> tuple[float | None, float | None]:
        was = None if before is None else covered_on(situation, before, day, step)
        return was, covered_on(instead, after, day, step)

    later = instead.once(coverage_steps).later
    for day in half_years(situation, instead):
        was, now = shares(day, CoverageStep.MUNICIPALITY)
        if now is not None:
            further = (
                CoveredStep(step, old, new)
                for step in later
                for old, new in [shares(day, step)]
                if new is not None
            )
            yield Covered(day, was, now, instead.counted.measure, tuple(further))

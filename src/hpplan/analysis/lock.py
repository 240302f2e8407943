"""The locked plan beside the best one: whether it still holds, and which plan to lock instead."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from hpplan.analysis.effect import Effect, effect_of
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.wave_state import WaveState
from hpplan.goals.nearest import Nearest
from hpplan.planning import Infeasible, Outcome, Solved, best_plan
from hpplan.programme.plan import GoalValue, PlanData, Proof, plan_of, with_days
from hpplan.programme.programme import SituationData
from hpplan.programme.reasons import reasons
from hpplan.solving.result import Limits, Undecided
from hpplan.solving.solve import Step
from hpplan.values import dataclass
from hpplan.verification.codes import REQUIRED_NOT_PLACED


class LockVerdict(StrEnum):
    """The verdict on a lock."""

    HOLDS = "holds"  # it keeps the rules, and no plan is better, or none was found
    BROKEN = "broken"  # it breaks a rule, or names what there is not
    INCOMPLETE = "incomplete"  # a site has no line, or a wave no day
    BETTER = "better-exists"
    NO_PLAN = "no-plan"  # proved: no plan keeps the rules
    UNDECIDED = "undecided"  # neither a plan to compare it with was found, nor that there is none


@dataclass(frozen=True, slots=True)
class Locked:
    """A lock as it was read: its plan, the findings of the rules' verifiers, by place, and the
    sites and waves without a line.
    """

    plan: PlanData
    findings: tuple[Finding, ...] = ()
    without_line: tuple[str, ...] = ()
    without_day: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return not (self.without_line or self.without_day)

    @property
    def sound(self) -> bool:
        """Whether it could be the best plan: it keeps the rules and leaves nobody out."""
        return self.complete and not self.findings


def locked(
    situation: SituationData, plan: PlanData, lines: Iterable[str], findings: Iterable[Finding]
) -> Locked:
    """The lock with `lines` for these sites. Only errors among the findings count; a site that is
    not placed is no error where it has no line.
    """
    stated = set(lines)
    missing = tuple(site for site in situation.snapshot.sites if site not in stated)
    programme = situation.programme
    places = {programme.places.inside(programme.site[site].address, "id") for site in missing}
    errors = tuple(
        finding
        for finding in findings
        if finding.severity is Severity.ERROR
        and not (finding.code == REQUIRED_NOT_PLACED.id and finding.place in places)
    )
    undated = tuple(slot.id for slot in _undated(situation, plan))
    return Locked(plan, errors, missing, undated)


def _undated(situation: SituationData, plan: PlanData) -> Iterator[WaveState]:
    """The waves that hold a site and lack the day that others have, where days were chosen."""
    if not plan.days:
        return
    held = {site: wave for site, wave in plan.waves.items() if not situation.snapshot.live(site)}
    for slot in situation.snapshot.waves:
        period = slot.go_live
        dated = slot.id in plan.days or period is None or period.is_day or slot.past
        if slot.id in held.values() and not dated:
            yield slot


@dataclass(frozen=True, slots=True)
class LockChecked:
    """Whether a lock holds: the verdict, whether all of it is proved, the best plan or why there is
    none, and the differences from it, where the lock is not as good or not sound.
    """

    situation: SituationData
    lock: Locked
    verdict: LockVerdict
    outcome: Outcome
    proved: bool
    effect: Effect | None

    @property
    def interrupted(self) -> bool:
        return self.outcome.interrupted


def check_lock(
    situation: SituationData,
    lock: Locked,
    limits: Limits,
    on_progress: Callable[[Step], None] | None = None,
) -> LockChecked:
    """The verdict on the lock: whether it keeps the rules and is as good by every goal as the best
    plan.
    """
    outcome = plan_to_lock(situation, lock, limits, on_progress)
    plan = outcome.plan if isinstance(outcome, Solved) else None
    as_good = plan is not None and not _better(plan, lock.plan)
    verdict = _verdict(lock, outcome, as_good=as_good)
    effect = None
    if plan is not None and verdict is not LockVerdict.HOLDS:
        effect = difference(situation, lock.plan, plan, by_days=lock.sound)
    proved = isinstance(outcome, Infeasible) or (plan is not None and _proved(plan))
    return LockChecked(situation, lock, verdict, outcome, proved, effect)


def _verdict(lock: Locked, outcome: Outcome, *, as_good: bool) -> LockVerdict:
    match outcome:
        case Infeasible():
            return LockVerdict.NO_PLAN
        case Undecided():
            return LockVerdict.UNDECIDED
        case Solved() if lock.findings:
            return LockVerdict.BROKEN
        case Solved() if not lock.complete:
            return LockVerdict.INCOMPLETE
        case Solved():
            return LockVerdict.HOLDS if as_good else LockVerdict.BETTER


def plan_to_lock(
    situation: SituationData,
    lock: Locked | None,
    limits: Limits,
    on_progress: Callable[[Step], None] | None = None,
) -> Outcome:
    """The best plan. If the lock is as good, it is the lock's own plan; else, among plans that are
    equally good, one that changes the fewest of its lines.
    """
    started = time.monotonic()
    start = None if lock is None else lock.plan.waves
    outcome = best_plan(situation, limits, on_progress, start=start)
    if lock is None or not isinstance(outcome, Solved) or outcome.interrupted:
        return outcome
    plan = outcome.plan
    if lock.sound and _comparable(plan, lock.plan) and not _better(plan, lock.plan):
        return replace(outcome, plan=_as_proved(lock.plan, plan))
    left = limits.seconds - (time.monotonic() - started)
    if left <= 0 or plan.waves == lock.plan.waves:
        return outcome
    goals = (*situation.goals, Nearest(other=lock.plan.waves))
    near = best_plan(replace(situation, goals=goals), replace(limits, seconds=left), start=start)
    if isinstance(near, Solved):
        nearer = _without_last_goal(situation, near.plan, plan)
        if not near.interrupted and not _better(plan, nearer):
            return replace(outcome, plan=nearer)
    return outcome


def _without_last_goal(situation: SituationData, found: PlanData, best: PlanData) -> PlanData:
    """The plan by the goals of its situation, with the known bounds of the best one."""
    known = [
        goal.bound if goal.bound is not None else bounded.bound
        for goal, bounded in zip(best.goals, found.goals[:-1], strict=True)
    ]
    because = reasons(situation, found.waves)
    plan = plan_of(situation, found.waves, Proof.FEASIBLE, known, because)
    return plan if found.dates is None else with_days(plan, situation, found.dates)


def _as_proved(plan: PlanData, best: PlanData) -> PlanData:
    """The lock's own plan, with the proofs of one that is as good."""
    if plan.costs != best.costs:  # better than what was found, and so not proved
        return replace(plan, proof=Proof.FEASIBLE)
    goals = tuple(
        replace(goal, bound=known.bound, proved=known.proved)
        for goal, known in zip(plan.goals, best.goals, strict=True)
    )
    dates = plan.dates
    if dates is not None and best.dates is not None:
        day_goals = tuple(
            replace(goal, bound=known.bound, proved=known.proved and goal.value == known.value)
            for goal, known in zip(dates.goals, best.dates.goals, strict=True)
        )
        dates = replace(dates, goals=day_goals, proof=best.dates.proof)
    return replace(plan, goals=goals, proof=best.proof, dates=dates)


def _costs(plan: PlanData) -> tuple[int, ...]:
    """The goals in rank order, then those of days, each with the sign that makes less better."""
    days = () if plan.dates is None else plan.dates.goals
    return (*plan.costs, *(goal.sense.cost(goal.value) for goal in days))


def _comparable(plan: PlanData, other: PlanData) -> bool:
    """Whether days were chosen for both, or for neither."""
    return (plan.dates is None) == (other.dates is None)


def _better(plan: PlanData, other: PlanData) -> bool:
    return _costs(plan) < _costs(other)


def _proved(plan: PlanData) -> bool:
    """Whether no plan is better by any goal, including those of days."""
    days = plan.dates is None or plan.dates.proof is Proof.OPTIMAL
    return plan.proof is Proof.OPTIMAL and days


def difference(
    situation: SituationData, before: PlanData, after: PlanData, *, by_days: bool = True
) -> Effect:
    """The differences of another plan for the same situation, days included; sites that only the
    first plan places are ignored. A goal counts as proved if the other plan's is. `by_days` says
    whether the goals of days can judge the first one.
    """
    seen = situation.snapshot
    legible = [p for p in before.placements if p.site in seen.sites and p.wave in seen.wave]
    before = replace(before, placements=tuple(legible), goals=_as_known(before.goals))
    placed = effect_of(situation, before, before.waves, situation, after)
    if before.dates is None or after.dates is None:
        return placed
    dated = effect_of(
        _by_days(situation, before),
        replace(before, goals=_as_known(before.dates.goals)),
        before.waves,
        _by_days(situation, after),
        replace(after, goals=after.dates.goals),
    )
    judged = dated.goals if by_days else ()
    return replace(placed, goals=(*placed.goals, *judged), waves=dated.waves)


def _as_known(goals: Sequence[GoalValue]) -> tuple[GoalValue, ...]:
    """The values of a plan that is given: nothing has to be proved of them."""
    return tuple(replace(goal, proved=True) for goal in goals)


def _by_days(situation: SituationData, plan: PlanData) -> SituationData:
    """The situation in which the plan's days are known, and whose goals are those of days."""
    return replace(situation.on_days(plan.days), goals=situation.day_goals)


def unproved(plan: PlanData) -> Sequence[str]:
    """The goals, in rank order, that are not proved best."""
    days = () if plan.dates is None else plan.dates.goals
    return [goal.sentence for goal in (*plan.goals, *days) if not goal.proved]

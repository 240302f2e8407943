"""The only door to a plan: it is solved, then checked by the rules' own verifiers.

Whatever needs a plan asks here, not the solver.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, assert_never

from hpplan.domain.snapshot import Placements
from hpplan.programme.plan import GoalValue, PlanData, Proof, plan_of, with_days
from hpplan.programme.plan_days import plan_days
from hpplan.programme.programme import SituationData
from hpplan.programme.reasons import reasons
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.lexicographic import USUAL, Sizes
from hpplan.solving.result import DatedSolution, Limits, NoSolution, Solution, Undecided
from hpplan.solving.solve import Step, crowding, more_kept, solve
from hpplan.solving.strategies import (
    AFTERWARDS,
    LEAST_EXPLAINING,
    SECOND_OPINION_SHARE,
)
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.verification import errors_of

if TYPE_CHECKING:
    from hpplan.conflicts.conflict import Conflict, Repair
    from hpplan.programme.kept import Kept
    from hpplan.solving.result import Opinion


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan that keeps every hard rule, found within `seconds` of search; `interrupted` says that
    the user ended the search. `opinions` are second opinions on what was proved, where they were
    asked for.
    """

    plan: PlanData
    seconds: float
    interrupted: bool = False
    opinions: "tuple[Opinion, ...] | None" = None


@dataclass(frozen=True, slots=True)
class Infeasible:
    """Proved: no plan keeps every hard rule.

    If `all_found`, there is a plan once each of the conflicts is resolved; else the time ended
    before that was proved. The repairs `together`, by id, make a plan possible, which was found;
    there are none if none was found, either because the search for them was `out_of_time`, or
    because it tried everything that it ever tries. `seconds` is how long searching and explaining
    took.
    """

    conflicts: "tuple[Conflict, ...]"
    seconds: float
    interrupted: bool = False
    all_found: bool = True
    together: tuple[str, ...] = ()
    out_of_time: bool = False

    def __repr__(self) -> str:
        why = "; ".join(literal(conflict.headline) for conflict in self.conflicts)
        return f"<Infeasible: {why or 'why is not known'}>"


Outcome = Solved | Infeasible | Undecided
"""The answer to a request for a plan."""


class UnverifiedPlan(Exception):
    """A plan that hpplan made breaks a hard rule by that rule's own verifier: a bug in hpplan."""


def best_plan(
    situation: SituationData,
    limits: Limits,
    on_progress: Callable[[Step], None] | None = None,
    start: Placements | None = None,
    sizes: Sizes = USUAL,
    kept: "Kept | None" = None,
    known: Sequence[GoalValue] = (),
    *,
    reasoned: bool = True,
) -> Outcome:
    """The best plan by the goals in rank order, or why there is none.

    `start` is tried first, and repairs leave what is `kept` unchanged. `known` are the first goals
    of a plan for this situation, or for one with fewer hard rules. If `reasoned`, it says why sites
    are where they are.

    The plan has passed verification, and so has each plan that a repair was priced with. Raises
    UnverifiedPlan where one does not pass, ValueError where numbers are too large to add up.
    """
    refuse_too_large(situation)
    deadline = Deadline.after(limits.seconds, limits.clock)
    after = _afterwards(situation)
    limits = replace(limits, seconds=limits.seconds - after, afterwards=after)

    worked = limits.processor()

    def because_of(placements: Placements, seconds: float) -> dict[str, str] | None:
        if not reasoned:
            return None
        shared = crowding(seconds, limits.processor() - worked)
        until = deadline.earlier(more_kept(shared, after))
        return reasons(situation, placements, lambda: until.over)

    match (
        _solve_with_days(situation, limits, on_progress, sizes, start)
        if situation.overrides.dates
        else solve(situation, limits, on_progress, sizes, start, known)
    ):
        case Solution(placements, bounds, seconds, interrupted):
            because = because_of(placements, seconds)
            plan = plan_of(situation, placements, Proof.FEASIBLE, bounds, because)
            pass_verification(situation, plan.waves)
            return Solved(plan, seconds, interrupted)
        case DatedSolution(Solution(placements, bounds, seconds, interrupted), days, day_bounds):
            because = because_of(placements, seconds)
            plan = plan_of(situation, placements, Proof.FEASIBLE, bounds, because)
            dates = plan_days(situation, plan, days, day_bounds)
            plan = with_days(plan, situation, dates)
            pass_verification(situation, plan.waves, plan.days)
            return Solved(plan, seconds, interrupted)
        case NoSolution() as found:
            return _infeasible(situation, limits, found, kept)
        case Undecided() as undecided:
            return undecided
        case found:
            assert_never(found)


def _infeasible(
    situation: SituationData, limits: Limits, found: NoSolution, kept: "Kept | None"
) -> Infeasible:
    """Why there is no plan, explained in the time that is left."""
    from hpplan.conflicts.explanation import explained
    from hpplan.programme.kept import NOTHING_KEPT

    started = limits.clock()
    limits = replace(limits, seconds=max(found.left, LEAST_EXPLAINING))
    why = explained(situation, limits, kept or NOTHING_KEPT, by_days=found.dates)
    _verify_repairs(situation, why.conflicts)
    return Infeasible(
        why.conflicts,
        found.seconds + limits.clock() - started,
        found.interrupted or why.interrupted,
        why.all_found,
        why.together,
        why.out_of_time,
    )


def _afterwards(situation: SituationData) -> float:
    """Seconds of the limit reserved for everything after the search, on an otherwise idle
    processor.
    """
    return len(situation.snapshot.taking_part) * AFTERWARDS


def best_days(situation: SituationData, placements: Placements, limits: Limits) -> Outcome:
    """These placements with the best days for their waves, or why there are none."""
    return best_plan(_held(situation, placements), limits, start=placements)


def have_days(
    situation: SituationData,
    placements: Placements,
    limits: Limits,
    known: Mapping[str, date] | None = None,
) -> bool | None:
    """Whether these placements have days that keep every rule; None if the time was too short. A
    wave of a period may also go live on the day that is `known` of it, as if the data gave it.
    """
    match _solve_with_days(_held(situation, placements), limits, start=placements, known=known):
        case DatedSolution():
            return True
        case NoSolution():
            return False
        case Undecided():
            return None


def _solve_with_days(
    situation: SituationData,
    limits: Limits,
    on_progress: Callable[[Step], None] | None = None,
    sizes: Sizes = USUAL,
    start: Placements | None = None,
    known: Mapping[str, date] | None = None,
) -> DatedSolution | NoSolution | Undecided:
    from hpplan.solving.dates.search import solve_with_days

    return solve_with_days(situation, limits, on_progress, sizes, start, known)


def _held(situation: SituationData, placements: Placements) -> SituationData:
    """The situation in which every site is held where it is, and days are chosen."""
    snapshot = situation.snapshot
    pins = [(s, w) for s, w in placements.items() if not snapshot.live(s)]
    left_out = [site for site in snapshot.taking_part if site not in placements]
    forbids = [(site, slot.id) for site in left_out for slot in snapshot.waves]
    asked = replace(situation.overrides, pins=tuple(pins), forbids=tuple(forbids), dates=True)
    return situation.programme.on(situation.as_of, asked)


def _verify_repairs(situation: SituationData, conflicts: "Iterable[Conflict]") -> None:
    repairs = {repair.id: repair for conflict in conflicts for repair in conflict.repairs}
    for repair in repairs.values():
        if repair.placements is not None:
            others = (repairs[name] for name in repair.tried_with)
            pass_verification(
                repaired(situation, [repair, *others]), repair.placements, repair.days
            )


def best_plan_proved_twice(
    situation: SituationData,
    limits: Limits,
    on_progress: Callable[[Step], None] | None = None,
) -> Outcome:
    """The best plan, with a second opinion on each goal that was proved, in the same time.

    A goal that is not proved again counts as unproved. Raises EngineContradiction if a goal that
    was proved best turns out not to be.
    """
    from hpplan.solving.second_opinion import second_opinions

    deadline = Deadline.after(limits.seconds, limits.clock)
    outcome = best_plan(
        situation, replace(limits, seconds=limits.seconds * (1 - SECOND_OPINION_SHARE)), on_progress
    )
    if not isinstance(outcome, Solved) or outcome.interrupted:
        return outcome
    started = limits.clock()
    asked = Budget(deadline, limits.workers)
    opinions, interrupted = second_opinions(situation, outcome.plan, asked)
    return Solved(
        only_confirmed(outcome.plan, opinions),
        outcome.seconds + limits.clock() - started,
        interrupted,
        opinions,
    )


def only_confirmed(plan: PlanData, opinions: "Iterable[Opinion]") -> PlanData:
    """The plan in which only those goals, and goals of its days, count as proved that the opinions
    confirm.
    """
    dates = plan.dates
    goals, of_days = list(plan.goals), [] if dates is None else list(dates.goals)
    proved = True
    for rank, opinion in enumerate(opinions):
        proved = proved and opinion.confirmed
        among, number = (of_days, rank - len(goals)) if opinion.of_days else (goals, rank)
        bound = among[number].bound if opinion.confirmed else opinion.bound
        among[number] = replace(among[number], bound=bound, proved=proved)
    proof = plan.proof if all(goal.proved for goal in goals) else Proof.FEASIBLE
    if dates is not None:
        best = all(goal.proved for goal in (*goals, *of_days))
        proof_of_days = Proof.OPTIMAL if best else Proof.FEASIBLE
        dates = replace(dates, goals=tuple(of_days), proof=proof_of_days)
    return replace(plan, goals=tuple(goals), proof=proof, dates=dates)


def refuse_too_large(situation: SituationData) -> None:
    """Raise ValueError if sums are too large to count; data read from files never has such sums."""
    if beyond := situation.programme.too_large:
        raise ValueError(beyond[0].message)


def pass_verification(
    situation: SituationData,
    waves: Mapping[str, str],
    days: Mapping[str, date] | None = None,
) -> None:
    """Raise UnverifiedPlan if the placements, and the days of waves where some were chosen, break a
    hard rule that still binds.
    """
    if errors := errors_of(situation, waves, days=days):
        raise UnverifiedPlan(f"a plan of ours does not pass verification: {errors[0].message}")


def repaired(situation: SituationData, repairs: "Iterable[Repair]") -> SituationData:
    """The situation with these repairs of its conflicts."""
    from hpplan.programme.changes import changed, together

    in_order = sorted(repairs, key=lambda repair: repair.conflict)
    return changed(situation, together(c for repair in in_order for c in repair.changes))

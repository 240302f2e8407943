"""The price of a repair: a plan that it makes possible, compared with the claims as they stand.

Every repair is planned together with one of every other conflict, in a model of its own, and priced
by a plan in which few sites move.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hpplan.conflicts.candidates import RepairCandidate, changes_of
from hpplan.conflicts.conflict import Cost
from hpplan.conflicts.fact_parts import FactParts
from hpplan.conflicts.known_plan import KnownPlan
from hpplan.conflicts.nearest_plan import NearestPlan, nearest_plan
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals import Stability
from hpplan.programme.changes import Change, changed
from hpplan.programme.programme import SituationData
from hpplan.solving.dates.search import solve_with_days
from hpplan.solving.effort import Effort
from hpplan.solving.result import DatedSolution, Limits, Solution
from hpplan.solving.solve import solve
from hpplan.solving.strategies import MOST_PRICED_BY_GOALS, PRICING_EFFORT, PRICING_SECONDS
from hpplan.text import Unit
from hpplan.values import dataclass
from hpplan.verification import keeps_hard_rules


class Pricing:
    """Plans with repairs, within the time left for questions about conflicts."""

    def __init__(self, facts: FactParts, workers: int) -> None:
        self._facts = facts
        self._situation = facts.situation
        self._oracle = facts.oracle
        self._workers = workers
        self._tried: list[tuple[list[Change], _Tried]] = []
        self._known: KnownPlan | None = None

    def over(self) -> bool:
        """Whether the time has ended, or the user has ended the search."""
        return self._oracle.over()

    def possible_with(self, repairs: Sequence[RepairCandidate]) -> bool:
        """Whether a plan was found that these repairs make possible."""
        return self._with(repairs).near.placements is not None

    def _with(self, repairs: Sequence[RepairCandidate]) -> "_Tried":
        """The situation with these repairs, and a plan for it in which few sites move."""
        changes = changes_of(repairs)
        for known, tried in self._tried:
            if known == changes:
                return tried
        repaired = changed(self._situation, changes)
        found = (before.near for _, before in self._tried if before.near.placements is not None)
        first = next(found, None)
        near = None if first is None else self._as_near_as_any(first, repaired, repairs)
        if near is None:
            start = None if first is None else first.placements
            near = nearest_plan(repaired, start, self._oracle.left)
        self._oracle.interrupted = self._oracle.interrupted or near.interrupted
        tried = _Tried(repaired, near)
        if near.placements is not None or not self.over():
            self._tried.append((changes, tried))
        return tried

    def _as_near_as_any(
        self, first: NearestPlan, repaired: SituationData, repairs: Sequence[RepairCandidate]
    ) -> NearestPlan | None:
        """The first plan, or one near it, if no plan can be nearer given these repairs, so that no
        search is needed; None where that is not obvious. Where a better plan by the goals is looked
        for, it would only be the start.
        """
        plan = first.placements
        if plan is None or first.variables <= MOST_PRICED_BY_GOALS or repaired.overrides.dates:
            return None
        if _nobody_moves(plan, repaired):
            return first
        if not all(repair.without for repair in repairs):
            return None
        if self._known is None:
            self._known = self._facts.known(plan)
        staying = repaired.snapshot.current()
        for placements in self._facts.near(self._known, repairs, staying):
            if _nobody_moves(placements, repaired):
                return replace(first, placements=placements)
        return None

    def priced(
        self, repair: RepairCandidate, others: tuple[RepairCandidate, ...], among: int
    ) -> RepairCandidate | None:
        """The repair with the best plan that was found for it, in its share of the time, one of
        `among`; None if there is no plan. Where the time is over, the repair unchanged.
        """
        if self.over():
            return repair
        tried = self._with((repair, *others))
        if (near := tried.near.placements) is None:
            return repair if self.over() else None
        plan, days, proved = self._better(tried, near, among)
        cost = _cost(self._situation, tried.situation, plan, proved=proved)
        return replace(repair, cost=cost, others=others, placements=plan, days=days)

    def _better(
        self, tried: "_Tried", near: Mapping[str, str], among: int
    ) -> tuple[Mapping[str, str], Mapping[str, date], bool]:
        """The best plan that was found, with its days, and whether none is better by the goals; the
        near one if finding another takes more than a price is worth.
        """
        dated = tried.situation.overrides.dates
        if tried.near.variables > MOST_PRICED_BY_GOALS and not dated:
            return near, {}, False
        # Among equally good plans one is sought in which few leave their waves.
        few = Stability().against_plan(self._situation.snapshot.current())
        seconds = min(PRICING_SECONDS, self._oracle.left / max(1, among))
        sought = replace(tried.situation, goals=(*tried.situation.goals, few))
        search = solve_with_days if dated else solve
        match search(
            sought, Limits(seconds, self._workers, effort=Effort(PRICING_EFFORT)), start=near
        ):
            case (
                Solution(placements, bounds, _, interrupted)
                | DatedSolution(Solution(placements, bounds, _, interrupted))
            ) as found:
                days = found.days if isinstance(found, DatedSolution) else {}
                values = [goal.measure(sought.snapshot, placements) for goal in sought.goals]
                self._oracle.interrupted = self._oracle.interrupted or interrupted
                return placements, days, values[:-1] == [*bounds][:-1]
            case _:
                return near, {}, False

    def in_order(self, repairs: Sequence[RepairCandidate]) -> list[RepairCandidate]:
        """The repairs, the best first: by their rank, and of equal ones by the goals of the plan,
        all counted from one day.
        """
        beside = self._beside([repairs])

        def by_goals(repair: RepairCandidate) -> tuple[int, ...]:
            if repair.placements is None:
                return ()
            situation = self._repaired(repair)
            values = _measured(situation, repair.placements, beside)
            measured = zip(situation.goals, values, strict=True)
            return tuple(goal.sense.cost(value) for goal, (_, value, _) in measured)

        return sorted(repairs, key=lambda repair: (repair.rank, by_goals(repair)))

    def counted_alike(
        self, listed: Sequence[Sequence[RepairCandidate]]
    ) -> list[list[RepairCandidate]]:
        """The same repairs, the goals of each counted from the earliest first wave of any."""
        beside = self._beside(listed)

        def counted(repair: RepairCandidate) -> RepairCandidate:
            if repair.cost is None or repair.placements is None:
                return repair
            goals = _measured(self._repaired(repair), repair.placements, beside)
            return replace(repair, cost=replace(repair.cost, goals=goals))

        return [[counted(repair) for repair in some] for some in listed]

    def _repaired(self, repair: RepairCandidate) -> SituationData:
        """The situation with a repair and those it was tried with."""
        return self._with((repair, *repair.others)).situation

    def _beside(self, listed: Sequence[Sequence[RepairCandidate]]) -> list[Snapshot]:
        """The situations that the plans of these repairs are compared with: the data as they stand,
        and as each repair changes them.
        """
        priced = (repair for some in listed for repair in some if repair.placements is not None)
        return [self._situation.snapshot, *(self._repaired(repair).snapshot for repair in priced)]


@dataclass(frozen=True, slots=True)
class _Tried:
    """A situation with some repairs, and a plan for it in which few sites move."""

    situation: SituationData
    near: NearestPlan


def _nobody_moves(plan: Placements, situation: SituationData) -> bool:
    """Whether it is a plan for the situation in which everybody is placed, and no site moves."""
    snapshot = situation.snapshot
    return (
        plan.items() >= snapshot.current().items()
        and plan.keys() >= set(snapshot.taking_part)
        and keeps_hard_rules(situation, plan)
    )


def _cost(
    before: SituationData, after: SituationData, waves: Mapping[str, str], *, proved: bool
) -> Cost:
    """The cost of a plan against the claims as they stand."""
    snapshot, current = after.snapshot, before.snapshot.current()
    moved = tuple(site for site, wave in current.items() if waves.get(site) != wave)
    shifts = [
        (new.first - old.first).days
        for site, wave in current.items()
        if (old := before.snapshot.go_live(site, wave)) is not None
        and (new := snapshot.go_live(site, waves[site]) if site in waves else None) is not None
    ]
    days = sum(shifts) if len(shifts) == len(current) else None
    covered = after.counted.percent(waves)
    goals = _measured(after, waves, [before.snapshot])
    unplaced = sum(site not in waves for site in snapshot.taking_part)
    return Cost(moved, unplaced, days, covered, goals, proved)


def _measured(
    situation: SituationData, waves: Placements, beside: Sequence[Snapshot]
) -> tuple[tuple[str, int, Unit], ...]:
    """The values of the goals, with units, counted from the same day as in the snapshots beside."""
    snapshot = situation.snapshot
    return tuple(
        (
            goal.kind,
            goal.compared(goal.measure(snapshot, waves), snapshot, beside),
            goal.unit(snapshot),
        )
        for goal in situation.goals
    )

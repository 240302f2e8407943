"""The differences between two versions of the data: facts, and the best plans that they make."""

from collections.abc import Mapping
from dataclasses import replace

from hpplan.analysis.diff import Difference, Side, diff
from hpplan.analysis.effect import Effect, effect_of
from hpplan.analysis.fact_changes import FactChange, fact_changes
from hpplan.analysis.scenario_solver import nearest_plan
from hpplan.planning import Outcome, Solved, best_plan
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Limits
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """The data under the name that the user gave it, what is known of it on its day, and the best
    plan then; None where nothing was solved, since both versions say the same.
    """

    name: str
    situation: SituationData
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class DataDiff:
    """The differences. `difference` is that of the best plans, and `effect` compares them by the
    goals; if one of them is missing, there is no effect, and the difference is that of the plans by
    the claims.
    """

    old: Version
    new: Version
    facts: tuple[FactChange, ...]
    difference: Difference
    effect: Effect | None

    @property
    def interrupted(self) -> bool:
        """Whether the user ended the search for one of the best plans."""
        outcomes = (self.old.outcome, self.new.outcome)
        return any(outcome is not None and outcome.interrupted for outcome in outcomes)

    def __bool__(self) -> bool:
        return bool(self.facts or self.difference)


def data_diff(
    old: tuple[str, SituationData], new: tuple[str, SituationData], limits: Limits | None = None
) -> DataDiff:
    """Compare two versions, each with its name. Of equally good new plans it takes one that is
    nearest to the old one, so that no site moves without a cause. Both plans share the time.
    """
    (name, before), (other, after) = old, new
    facts = fact_changes(before.programme, after.programme)
    if not facts and before.as_of == after.as_of:
        versions = Version(name, before, None), Version(other, after, None)
        return DataDiff(*versions, facts, _claimed(old, new), None)
    given = limits or Limits()
    half = replace(given, seconds=given.seconds / 2, repairs=0)
    was = best_plan(before, half)
    waves = was.plan.waves if isinstance(was, Solved) else before.snapshot.current()
    now = nearest_plan(after, half, _still_there(waves, after))
    versions = Version(name, before, was), Version(other, after, now)
    if not (isinstance(was, Solved) and isinstance(now, Solved)):
        return DataDiff(*versions, facts, _claimed(old, new), None)
    difference = diff(Side.of_plan(before, was.plan, name), Side.of_plan(after, now.plan, other))
    effect = effect_of(before, was.plan, was.plan.waves, after, now.plan)
    return DataDiff(*versions, facts, difference, effect)


def _claimed(old: tuple[str, SituationData], new: tuple[str, SituationData]) -> Difference:
    """The differences between the plans by the claims."""
    (name, before), (other, after) = old, new
    return diff(Side.of_claims(before, name), Side.of_claims(after, other))


def _still_there(waves: Mapping[str, str], situation: SituationData) -> dict[str, str]:
    """The placements of sites and waves that exist in the situation."""
    seen = situation.snapshot
    return {s: w for s, w in waves.items() if s in seen.sites and w in seen.wave}

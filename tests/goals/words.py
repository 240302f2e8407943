"""What a goal says of plans, from lines such as `a:W1 b:W2`."""

from hpplan.goals.base import Goal, Measured
from hpplan.programme.programme import SituationData
from tests.builders import plan


def between(situation: SituationData, was: str, then: SituationData, now: str) -> str:
    """What the first goal says of a plan of the second situation beside one of the first."""
    goal, before = _measured(situation, was)
    _, after = _measured(then, now)
    return goal.says_difference(before, after)


def _measured(situation: SituationData, line: str) -> tuple[Goal, Measured]:
    goal, snapshot, placements = situation.goals[0], situation.snapshot, plan(line)
    return goal, Measured(snapshot, placements, goal.measure(snapshot, placements))


def value(situation: SituationData, line: str) -> str | None:
    """What the first goal says of the plan."""
    goal, found = _measured(situation, line)
    return goal.says_value(situation.snapshot, found.value)


def difference(situation: SituationData, was: str, now: str) -> str:
    """What the first goal says of the second plan beside the first."""
    goal, before = _measured(situation, was)
    _, after = _measured(situation, now)
    return goal.says_difference(before, after)


def unit(situation: SituationData) -> str:
    """What the values of the first goal count, as JSON says it."""
    return situation.goals[0].unit(situation.snapshot).many

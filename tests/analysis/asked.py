"""What brute force says of a situation, to hold answers against."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from hpplan.domain.claims import Says
from hpplan.goals.base import Sense
from hpplan.programme.changes import Change, barred, live_between, pinned, rule_dropped, says, takes
from hpplan.programme.programme import SituationData
from tests.patience import ENOUGH
from tests.programmes import AS_OF, every_plan, keeps_hard_rules

SOON = replace(ENOUGH, repairs=0)


def ranked(situation: SituationData, plan: Mapping[str, str]) -> tuple[int, ...]:
    """The goal values of a plan, so that smaller is better."""
    return tuple(
        goal.measure(situation.snapshot, plan) * (1 if goal.sense is Sense.MINIMISE else -1)
        for goal in situation.goals
    )


def possible(situation: SituationData) -> list[dict[str, str]]:
    """Every plan that keeps the hard rules."""
    return [plan for plan in every_plan(situation) if keeps_hard_rules(situation, plan)]


def best(situation: SituationData) -> tuple[int, ...] | None:
    """The best that any plan reaches; None if there is no plan."""
    return min((ranked(situation, plan) for plan in possible(situation)), default=None)


def elsewhere(before: Mapping[str, str], after: Mapping[str, str], situation: SituationData) -> int:
    """How many sites that take part are elsewhere than before; to be in no wave is a place too."""
    return sum(after.get(site) != before.get(site) for site in situation.snapshot.taking_part)


@st.composite
def changes(draw: st.DrawFn, situation: SituationData) -> Change:
    """One change of the situation that a planner may suppose."""
    snapshot = situation.snapshot
    movable = [s for s in snapshot.taking_part if not snapshot.live(s)]
    waves = [slot.id for slot in snapshot.waves]
    shut = [slot.id for slot in snapshot.waves if not slot.open and not slot.past]
    kinds: list[Any] = [
        *([(pinned, movable, waves), (barred, movable, waves)] if movable else []),
        *([(says, movable, [Says.WITHDRAWN])] if movable else []),
        *([(rule_dropped, situation.programme.rules)] if situation.programme.rules else []),
        *([(takes, shut)] if shut else []),
        *([(live_between, movable, [AS_OF], [None], ["so"])] if movable else []),
    ]
    kind, *of = draw(st.sampled_from(kinds or [(takes, waves)]))
    change: Change = kind(*(draw(st.sampled_from(choices)) for choices in of))
    return change

"""The sentences of a plan in another language.

A plan holds its reasons as sentences, in the language that was in force when it was made. They are
made again from its placements; sentences in somebody's own words, such as a reason that a plan file
states, stay unchanged.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hpplan.domain.snapshot import Snapshot
from hpplan.goals.base import Goal
from hpplan.language import Language, in_force, speaking
from hpplan.programme.plan import GoalValue, PlanData, standing_reason
from hpplan.programme.plan_days import plan_days
from hpplan.programme.programme import SituationData
from hpplan.programme.reasons import reasons, unexplained
from hpplan.values import dataclass


def said_again(situation: SituationData, plan: PlanData, was: Language) -> PlanData:
    """The plan with its sentences, which are in the language `was`, in the language in force."""
    if was is in_force():
        return plan
    with speaking(was):
        before = _Sentences.of(situation, plan)
    now = _Sentences.of(situation, plan)
    other = dict(before.beside(now))

    def again(site: str, reason: str) -> str:
        return other.get((site, reason), reason)

    dates = plan.dates
    if dates is not None:
        found = plan_days(situation, plan, dates.days)
        dated = situation.on_days(dates.days).snapshot
        values = _values(situation.day_goals, dated, dates.goals)
        chosen, none_for = found.chosen, found.none_for
        dates = replace(dates, chosen=chosen, none_for=none_for, goals=values)
    return replace(
        plan,
        placements=tuple(
            replace(one, reason=again(one.site, one.reason)) for one in plan.placements
        ),
        unplaced=tuple(replace(one, reason=again(one.site, one.reason)) for one in plan.unplaced),
        goals=_values(situation.goals, situation.snapshot, plan.goals),
        dates=dates,
    )


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The possible sentences about each site in one language: by its claims, by rules and goals,
    and where no time was left to look for a reason.
    """

    standing: Mapping[str, str]
    searched: Mapping[str, str]
    unexplained: str

    @classmethod
    def of(cls, situation: SituationData, plan: PlanData) -> "_Sentences":
        waves = {
            site: wave
            for site, wave in plan.waves.items()
            if site in situation.snapshot.sites and wave in situation.snapshot.wave
        }
        standing = {site: standing_reason(situation, site) for site in situation.snapshot.sites}
        stated = [(one.site, one.reason) for one in plan.placements]
        stated += [(one.site, one.reason) for one in plan.unplaced]
        explained = any(standing.get(site) != reason for site, reason in stated)
        return cls(standing, reasons(situation, waves) if explained else {}, unexplained())

    def beside(self, other: "_Sentences") -> Iterator[tuple[tuple[str, str], str]]:
        """Each sentence about a site with that in the other language."""
        for site, reason in self.standing.items():
            yield (site, self.unexplained), other.unexplained
            if site in self.searched and site in other.searched:
                yield (site, self.searched[site]), other.searched[site]
            yield (site, reason), other.standing[site]


def _values(
    goals: Sequence[Goal], snapshot: Snapshot, values: Sequence[GoalValue]
) -> tuple[GoalValue, ...]:
    """The values with the sentences of their goals, as far as these are the situation's."""
    if [goal.kind for goal in goals] != [value.kind for value in values]:
        return tuple(values)
    return tuple(
        replace(
            value,
            sentence=goal.sentence(),
            said=None if value.said is None else goal.says_value(snapshot, value.value),
        )
        for goal, value in zip(goals, values, strict=True)
    )

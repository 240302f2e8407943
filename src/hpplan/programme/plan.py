"""A plan: which site goes live in which wave, why, how good that is, and what is proved of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.base import Goal, Sense
from hpplan.language import _
from hpplan.periods import Period
from hpplan.programme.programme import DataFile, Overrides, SituationData
from hpplan.text import Unit
from hpplan.values import dataclass

FORMAT: Final = 2
"""The format of plan files and of all answers as JSON. A plan file that states none is of the
first.
"""


class Proof(StrEnum):
    """How much is proved of a plan's quality: the `status` of its JSON."""

    OPTIMAL = "optimal"  # every goal is proved best
    FEASIBLE = "feasible"  # the best plan found, with bounds
    CURRENT = "current"  # what the claims say, without a search


@dataclass(frozen=True, slots=True)
class Placement:
    """A site in its wave. `moved_from` is the wave it leaves, where it leaves one."""

    site: str
    wave: str
    label: str
    go_live: Period | None
    firm: bool
    moved_from: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A site that is in no wave, and why."""

    site: str
    reason: str
    moved_from: str | None = None


@dataclass(frozen=True, slots=True)
class GoalValue:
    """The value of a plan by one goal.

    `bound`, if known, is a value that no plan betters which keeps the hard rules and is no worse by
    every goal before this one. The value is `proved` best if it equals the bound, and the goals
    before it are proved. `unit` is the unit of the value, and `said` states it in words; None where
    nothing in the data makes plans differ by it.
    """

    kind: str
    sentence: str
    sense: Sense
    value: int
    bound: int | None
    proved: bool
    unit: Unit
    said: str | None


@dataclass(frozen=True, slots=True)
class ChosenDay:
    """The day that was chosen for a wave known only by its period; and why not the previous day
    that the calendar allows, with that day, if there is one.
    """

    wave: str
    day: date
    period: Period
    earlier: date | None
    because: str


@dataclass(frozen=True, slots=True)
class PlanDays:
    """The days that were chosen for the waves of a plan, in their order; their values by the goals
    of days, in rank order; and the used waves for which none was chosen, with the reason.
    """

    proof: Proof
    chosen: tuple[ChosenDay, ...]
    goals: tuple[GoalValue, ...]
    none_for: tuple[tuple[str, str], ...] = ()

    @property
    def days(self) -> dict[str, date]:
        """The chosen day of each wave, by id."""
        return {chosen.wave: chosen.day for chosen in self.chosen}


@dataclass(frozen=True, slots=True)
class PlanData:
    """Placements in the order of waves, then of the data; goals in rank order."""

    programme: str
    as_of: date
    proof: Proof
    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    goals: tuple[GoalValue, ...]
    overrides: Overrides
    made_from: Sequence[DataFile]
    dates: PlanDays | None = None
    """The days of its waves, where they were chosen."""

    @property
    def days(self) -> dict[str, date]:
        """The chosen day of each wave for which one was chosen, by id."""
        return {} if self.dates is None else self.dates.days

    @property
    def costs(self) -> tuple[int, ...]:
        """The values of the goals in rank order, with the sign that makes less better."""
        return tuple(goal.sense.cost(goal.value) for goal in self.goals)

    @property
    def waves(self) -> dict[str, str]:
        """The wave of each placed site, by id."""
        return {placement.site: placement.wave for placement in self.placements}


def current_plan(situation: SituationData) -> PlanData:
    """The plan by the claims, with the value of each goal."""
    return plan_of(situation, situation.snapshot.current(), Proof.CURRENT)


def plan_of(
    situation: SituationData,
    waves: dict[str, str],
    proof: Proof,
    bounds: Sequence[int | None] | None = None,
    reasons: dict[str, str] | None = None,
) -> PlanData:
    """The plan that puts sites into these waves, its goals measured from the placements.

    `bounds` are the best possible values of the goals, in rank order, as far as they are known. A
    plan that was searched for is `optimal` if they prove every goal, and else `feasible`. `reasons`
    are by site; a site without one gets the reason that its claims give.
    """
    seen, given = situation.snapshot, reasons or {}
    placed = [
        Placement(
            site=site,
            wave=waves[site],
            label=seen.wave[waves[site]].label,
            go_live=seen.go_live(site, waves[site]),
            firm=standing.firm is not None,
            moved_from=None if standing.comes_from == waves[site] else standing.comes_from,
            reason=given.get(site) or standing_reason(situation, site),
        )
        for site, standing in seen.sites.items()
        if site in waves
    ]
    placed.sort(key=lambda placement: seen.wave[placement.wave].position)
    unplaced = tuple(
        Unplaced(site, given.get(site) or standing_reason(situation, site), standing.comes_from)
        for site, standing in seen.sites.items()
        if site not in waves
    )
    known = bounds if bounds is not None else [None] * len(situation.goals)
    goals = tuple(goal_values(situation.goals, seen, waves, known))
    if proof is not Proof.CURRENT:
        proof = Proof.OPTIMAL if all(goal.proved for goal in goals) else Proof.FEASIBLE
    return PlanData(
        programme=situation.programme.agenda.id,
        as_of=situation.as_of,
        proof=proof,
        placements=tuple(placed),
        unplaced=unplaced,
        goals=goals,
        overrides=situation.overrides,
        made_from=tuple(situation.programme.files),
    )


def goal_values(
    goals: Sequence[Goal],
    snapshot: Snapshot,
    waves: Placements,
    bounds: Sequence[int | None],
    *,
    proved: bool = True,
) -> Iterator[GoalValue]:
    """The values of the plan by each goal; `proved` says whether all goals before them are."""
    for goal, bound in zip(goals, bounds, strict=True):
        value = goal.measure(snapshot, waves)
        proved = proved and value == bound
        unit, said = goal.unit(snapshot), goal.says_value(snapshot, value)
        yield GoalValue(goal.kind, goal.sentence(), goal.sense, value, bound, proved, unit, said)


def with_days(plan: PlanData, situation: SituationData, dates: PlanDays) -> PlanData:
    """The plan with the days of its waves. A live site went live on a day of its own."""
    seen = situation.on_days(dates.days).snapshot
    placements = tuple(
        replace(placed, go_live=seen.go_live(placed.site, placed.wave))
        if placed.wave in seen.wave and placed.site in seen.sites
        else placed
        for placed in plan.placements
    )
    return replace(plan, placements=placements, dates=dates)


def chosen_for(situation: SituationData, plan: PlanData, placed: Placement) -> bool:
    """Whether the site goes live on a day that was chosen for its wave."""
    own = situation.snapshot.sites.get(placed.site)
    alone = own is not None and own.live and own.went_live is not None
    return placed.wave in plan.days and not alone


def standing_reason(situation: SituationData, site: str) -> str:
    """Why the site is where its claims put it, or in no wave."""
    found = situation.snapshot.sites[site]
    if found.refusal is not None:
        said = _with_source(found.refusal.says.word, found.refusal.on, found.refusal.source)
        return _("{said}: takes no part", said=said)
    if (dropped := found.dropped) is not None:
        said = dropped.says.of_wave(dropped.wave)
        said = _with_source(said, dropped.on, dropped.source)
        return _("{said}; the wave was dropped", said=said)
    if found.claim is None:
        disputed = [c for c in found.contradictions if c.believed is None]
        if not disputed:
            return _("no wave named yet")
        return _("claims disagree on {question}", question=disputed[0].asks)
    where = situation.snapshot.wave[found.claim.wave] if found.claim.wave else None
    source = found.claim.source
    if found.because_split is not None:
        parent = situation.snapshot.name(found.because_split)
        said = _("went live as part of {site}", site=parent)
        return _with_source(said, found.went_live, source)
    if found.live:
        return _with_source(_("went live"), found.went_live, source)
    if found.firm is not None and found.firm.value == "overdue":
        said = _with_source(found.claim.says.of_wave(where), None, source)
        return _("{said}; not reported live", said=said)
    text = _with_source(found.claim.says.of_wave(where), found.claim.on, source)
    disputed = [c for c in found.contradictions if c.believed is None]
    if not disputed:
        return text
    return _("{said}; claims disagree on {question}", said=text, question=disputed[0].asks)


def _with_source(said: str, on: Period | None, source: str | None) -> str:
    """What a claim says, with its date and the id of its source, independent of the language."""
    when = "" if on is None else f" {on.when}"
    return f"{said}{when}" if source is None else f"{said}{when} [{source}]"

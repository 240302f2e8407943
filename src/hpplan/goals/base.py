"""What all kinds of goals have in common."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from pydantic import Field

from hpplan.domain.entry import COUNTING_SITES, Explained, Text
from hpplan.domain.measures import SITES, measure_unit
from hpplan.domain.sites import MUNICIPALITY, TRUST
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.language import _
from hpplan.rules.base import DayDecisions, Decisions, Term, WaveSymmetry
from hpplan.text import Unit, few_names
from hpplan.values import dataclass


class Sense(StrEnum):
    """Whether lower or higher values of a goal are better."""

    MINIMISE = "minimise"
    MAXIMISE = "maximise"

    def cost(self, value: int) -> int:
        """The value with the sign that makes less better."""
        return value if self is Sense.MINIMISE else -value


@dataclass(frozen=True, slots=True)
class Objective:
    """A goal in the solver's terms: `constant` plus the sum of the terms."""

    terms: tuple[Term, ...]
    constant: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """A plan with its value by a goal, which may count from a day before the plan's first wave so
    that it can be compared with another (see `Goal.comparable`).
    """

    snapshot: Snapshot
    placements: Placements
    value: int


class Goal(Explained, ABC):
    """A measure by which plans are compared. A kind adds its `kind`, its keys, and the methods
    below.
    """

    title: ClassVar[str] = ""
    """The purpose of the kind, in a few words."""

    meaning: ClassVar[str] = ""
    """Its exact meaning. Docstrings are gone under `-OO`."""

    measures: ClassVar[str] = ""
    """The meaning in a cell of a table; empty for a kind that no programme writes."""

    example: ClassVar[str] = ""
    """A small complete programme with a goal of the kind."""

    better: ClassVar[str] = ""
    """The best plan for the example: `ask:W1 berg:W2`."""

    worse: ClassVar[str] = ""
    """A plan that is worse by the goal."""

    sense: ClassVar[Sense] = Sense.MINIMISE
    least: ClassVar[int | None] = 0
    """A value that no plan falls below, whatever the data."""

    purpose: ClassVar[str]
    """Why a site moves that moves for this goal: `to wait less`."""

    limits_waves: ClassVar[bool] = False
    """Whether it spreads the sites over the waves, so that no wave takes them all."""

    only_ties: ClassVar[bool] = False
    """Whether it only breaks ties between good plans, so that proving it is worth little."""

    of_days_alone: ClassVar[bool] = False
    """Whether only days affect it: it is skipped where none are chosen."""

    kind: str = Field(description="the kind of goal")
    id: Text | None = Field(None, description="its name; no other goal has it")

    @property
    def by_date(self) -> bool:
        """Whether it counts days, and positions only where waves have no dates."""
        return False

    @abstractmethod
    def sentence(self) -> str:
        """The goal as a planner would say it, without a full stop."""

    @abstractmethod
    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        """The value of the goal in a plan."""

    def ideal(self, snapshot: Snapshot) -> int | None:  # noqa: ARG002  # most know it beforehand
        """A value that no plan can better, whatever the rules; None where none is known."""
        return self.least if self.sense is Sense.MINIMISE else None

    def cost(self, snapshot: Snapshot, placements: Placements) -> int:
        """The value of the goal in a plan, with the sign that makes less better."""
        return self.sense.cost(self.measure(snapshot, placements))

    @abstractmethod
    def unit(self, snapshot: Snapshot) -> Unit:
        """The unit of the value; the same words for every programme with waves of this kind."""

    @abstractmethod
    def says_value(self, snapshot: Snapshot, value: int) -> str | None:
        """The value as a statement about a plan, without a full stop; None where nothing in the
        data makes plans differ by it.
        """

    @abstractmethod
    def says_difference(self, before: Measured, after: Measured) -> str:
        """The difference between the value and an earlier one, as a statement; the values differ
        and have the same unit.
        """

    def says_briefly(self, before: Measured, after: Measured) -> str:
        """The difference in a few words, without names."""
        return self.says_difference(before, after)

    @property
    def shown_by_moves(self) -> bool:
        """Whether the list of moves, with how much later each site goes live, shows it already."""
        return False

    @abstractmethod
    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        """An expression whose best value is the best measure of any plan."""

    def comparable(
        self,
        value: int,
        snapshot: Snapshot,  # noqa: ARG002  # most values count from nowhere
        others: Iterable[Snapshot],  # noqa: ARG002
    ) -> int | None:
        """The value of the snapshot, made comparable with those of the others: if it counts from
        the first wave, it counts from the earliest first wave of any. None if they have other
        units.
        """
        return value

    def compared(self, value: int, snapshot: Snapshot, others: Iterable[Snapshot]) -> int:
        """The value, made comparable with those of the others that have the same unit."""
        alike = [other for other in others if self.comparable(value, snapshot, [other]) is not None]
        compared = self.comparable(value, snapshot, alike)
        return value if compared is None else compared

    def largest_sum(self, extent: Extent) -> Sum:
        """The largest sum that its expression can come to; a kind that multiplies by sizes or days
        has to override it.
        """
        return Sum(extent.sites * max(extent.waves, 1) ** 2)

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002  # some see each wave
        """The symmetry of waves that the goal leaves."""
        return WaveSymmetry.NONE


class DayGoal(Goal, ABC):
    """A goal by which the days of a plan are chosen. Its `measure` is applied to a snapshot in
    which the waves go live on these days.
    """

    @abstractmethod
    def encode_days(self, snapshot: Snapshot, decisions: DayDecisions) -> Objective:
        """An expression whose best value is the best measure of any plan with days."""

    def encode_days_of(
        self,
        snapshot: Snapshot,  # noqa: ARG002  # some goals are simpler by them
        decisions: DayDecisions,  # noqa: ARG002
        placements: Placements,  # noqa: ARG002
    ) -> Objective | None:
        """A simpler expression, for decisions in which only the days are open and every site is
        where these placements have it; None where there is none. Its constraints apply to those
        decisions only.
        """
        return None

    def encode_from(
        self,
        snapshot: Snapshot,  # noqa: ARG002  # some goals are bounded by them
        decisions: Decisions,  # noqa: ARG002
        days: Mapping[str, date],  # noqa: ARG002
    ) -> Objective | None:
        """An expression of placements alone that is at most the measure of these with any days on
        which no wave goes live before its day here; None where there is none. Every wave whose day
        is chosen has one here.
        """
        return None


MUNICIPALITIES: Final = Unit("municipality", "municipalities")
TRUSTS: Final = Unit("trust", "trusts")
WAVES: Final = Unit("wave", "waves")


def sites_unit(snapshot: Snapshot, sites: Collection[str] | None = None) -> Unit:
    """The word for these sites, or for all that take part: municipalities if all of them are."""
    kinds = {
        snapshot.sites[site].site.kind
        for site in (snapshot.taking_part if sites is None else sites)
        if site in snapshot.sites
    }
    if kinds == {MUNICIPALITY}:
        return MUNICIPALITIES
    return TRUSTS if kinds == {TRUST} else SITES


def no_site(snapshot: Snapshot) -> str:
    """The subject of a sentence about none of all that take part: its gender is that of
    the noun.
    """
    unit = sites_unit(snapshot)
    if unit == MUNICIPALITIES:
        return _("no municipality")
    return _("no trust") if unit == TRUSTS else _("no site")


def noun_of(snapshot: Snapshot, measure: str) -> Unit:
    """The noun for what a measure counts in this data."""
    return sites_unit(snapshot) if measure == COUNTING_SITES else measure_unit(measure)


def waiting(who: str, total: str, mean: str, change: int, with_others: str | None = None) -> str:
    """A statement that they wait longer, or less: on average, or in total where the number of those
    counted has changed; `with_others` says so.
    """
    values = {"who": who, "mean": mean, "total": total, "others": with_others}
    if with_others is not None:
        if change > 0:
            return _("{who} wait {total} longer in total, with {others}", **values)
        return _("{who} wait {total} less in total, with {others}", **values)
    if change > 0:
        return _("{who} wait {mean} longer on average ({total})", **values)
    return _("{who} wait {mean} less on average ({total})", **values)


def with_names(said: str, names: str) -> str:
    """The statement, followed by the names of those it concerns, if they are named."""
    return f"{said}: {names}" if names else said


def names_of_change(
    before: Measured, after: Measured, was: Collection[str], now: Collection[str]
) -> tuple[Unit, str]:
    """The word for the sites that are now in the second collection, or no longer in the first, and
    their names; no names where some came and others went.
    """
    came = [site for site in now if site not in was]
    gone = [site for site in was if site not in now]
    if came and gone:
        return sites_unit(after.snapshot), ""
    seen, changed = (after.snapshot, came) if came else (before.snapshot, gone)
    return sites_unit(seen, changed), few_names(map(seen.name, changed))

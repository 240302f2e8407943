"""What every kind of goal can do."""

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
    """Which values of a goal are better."""

    MINIMISE = "minimise"
    MAXIMISE = "maximise"

    def cost(self, value: int) -> int:
        """The value so that less is better."""
        return value if self is Sense.MINIMISE else -value


@dataclass(frozen=True, slots=True)
class Objective:
    """A goal in the solver's terms: `constant` plus the sum of the terms."""

    terms: tuple[Term, ...]
    constant: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """A plan with its value by a goal, which may count from an earlier day than the plan's first
    wave so that it compares with another (see `Goal.comparable`).
    """

    snapshot: Snapshot
    placements: Placements
    value: int


class Goal(Explained, ABC):
    """What is better. A kind adds its `kind`, its keys, and the methods below."""

    title: ClassVar[str] = ""
    """What the kind is for, in a few words."""

    meaning: ClassVar[str] = ""
    """What it measures, exactly. Docstrings are gone under `-OO`."""

    measures: ClassVar[str] = ""
    """The same in a cell of a table; of a kind that no programme writes nothing."""

    example: ClassVar[str] = ""
    """A small complete programme with a goal of the kind."""

    better: ClassVar[str] = ""
    """The best plan there is for the example: `ask:W1 berg:W2`."""

    worse: ClassVar[str] = ""
    """A plan that is worse by the goal."""

    sense: ClassVar[Sense] = Sense.MINIMISE
    least: ClassVar[int | None] = 0
    """A measure that no plan is below, whatever the data."""

    purpose: ClassVar[str]
    """What a site moves for that moves for this goal: `to wait less`."""

    limits_waves: ClassVar[bool] = False
    """Whether it spreads the sites over the waves, so that no wave takes them all."""

    only_ties: ClassVar[bool] = False
    """Whether it only breaks ties between good plans, so that a proof of it is worth little."""

    of_days_alone: ClassVar[bool] = False
    """Whether only days make it better: it is passed over where none are chosen."""

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
        """A value that no plan betters, whatever the rules; None where none is known."""
        return self.least if self.sense is Sense.MINIMISE else None

    def cost(self, snapshot: Snapshot, placements: Placements) -> int:
        """The value of the goal in a plan, so that less is better."""
        return self.sense.cost(self.measure(snapshot, placements))

    @abstractmethod
    def unit(self, snapshot: Snapshot) -> Unit:
        """What the value counts; the same words for every programme with such waves."""

    @abstractmethod
    def says_value(self, snapshot: Snapshot, value: int) -> str | None:
        """The value as a statement about a plan, without a full stop; None where nothing in the
        data makes plans differ by it.
        """

    @abstractmethod
    def says_difference(self, before: Measured, after: Measured) -> str:
        """How another value differs from the one before, as a statement; the values are not equal
        and count in one unit.
        """

    def says_briefly(self, before: Measured, after: Measured) -> str:
        """The same in a few words, without names."""
        return self.says_difference(before, after)

    @property
    def shown_by_moves(self) -> bool:
        """Whether who moves, and by how much later, says it already."""
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
        """A value of the snapshot, to be compared with those of the others: where it counts from
        the first wave, from the first wave of all of them. None if they count in other units.
        """
        return value

    def compared(self, value: int, snapshot: Snapshot, others: Iterable[Snapshot]) -> int:
        """The value as it compares with those of the others that count in its units."""
        alike = [other for other in others if self.comparable(value, snapshot, [other]) is not None]
        compared = self.comparable(value, snapshot, alike)
        return value if compared is None else compared

    def largest_sum(self, extent: Extent) -> Sum:
        """The most that its expression adds up to; a kind that weighs has to say so."""
        return Sum(extent.sites * max(extent.waves, 1) ** 2)

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002  # some see each wave
        """What the goal sees of the waves."""
        return WaveSymmetry.NONE


class DayGoal(Goal, ABC):
    """A goal by which the days of a plan are chosen. Its `measure` is asked of a snapshot in which
    the waves go live on these days.
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
        """A simpler expression, for decisions of which only the days are open, as every site is
        where these placements have it; None where there is none. What it asks is asked of them
        alone.
        """
        return None

    def encode_from(
        self,
        snapshot: Snapshot,  # noqa: ARG002  # some goals are bounded by them
        decisions: Decisions,  # noqa: ARG002
        days: Mapping[str, date],  # noqa: ARG002
    ) -> Objective | None:
        """An expression of placements alone that is no more than the measure of these with any days
        on which no wave goes live before its day here; None where there is none. Every wave of
        which a day is chosen has one.
        """
        return None


MUNICIPALITIES: Final = Unit("municipality", "municipalities")
TRUSTS: Final = Unit("trust", "trusts")
WAVES: Final = Unit("wave", "waves")


def sites_unit(snapshot: Snapshot, sites: Collection[str] | None = None) -> Unit:
    """What to call these sites, or all that take part: municipalities where they all are."""
    kinds = {
        snapshot.sites[site].site.kind
        for site in (snapshot.taking_part if sites is None else sites)
        if site in snapshot.sites
    }
    if kinds == {MUNICIPALITY}:
        return MUNICIPALITIES
    return TRUSTS if kinds == {TRUST} else SITES


def no_site(snapshot: Snapshot) -> str:
    """None of all that take part, as the subject of a sentence: its gender is that of the noun."""
    unit = sites_unit(snapshot)
    if unit == MUNICIPALITIES:
        return _("no municipality")
    return _("no trust") if unit == TRUSTS else _("no site")


def noun_of(snapshot: Snapshot, measure: str) -> Unit:
    """What a measure counts, as people say it of this data."""
    return sites_unit(snapshot) if measure == COUNTING_SITES else measure_unit(measure)


def waiting(who: str, total: str, mean: str, change: int, with_others: str | None = None) -> str:
    """That they wait longer, or less: on average, or in total where more or fewer are counted now
    than before, `with_others`, as the one says nothing of the other then.
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
    """The statement, and whom it is about, where that is named."""
    return f"{said}: {names}" if names else said


def names_of_change(
    before: Measured, after: Measured, was: Collection[str], now: Collection[str]
) -> tuple[Unit, str]:
    """What to call the sites that are now in the second collection, or no longer in the first, and
    their names; no names where some came and others went.
    """
    came = [site for site in now if site not in was]
    gone = [site for site in was if site not in now]
    if came and gone:
        return sites_unit(after.snapshot), ""
    seen, changed = (after.snapshot, came) if came else (before.snapshot, gone)
    return sites_unit(seen, changed), few_names(map(seen.name, changed))

"""What every kind of rule can do, and what a kind may ask of a solver."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import IntEnum, StrEnum
from typing import ClassVar, Final, Protocol, Self

from pydantic import Field

from hpplan.domain.claims import Claim, WaveClaim
from hpplan.domain.entry import Explained, Flag, Text
from hpplan.domain.gaps import Gap
from hpplan.domain.in_force import InForce
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.domain.wave_state import WaveState
from hpplan.language import _, marked
from hpplan.periods import Duration
from hpplan.values import dataclass

Literal = int
"""A statement that a plan makes true or false, as the solver's side numbers it; `~literal` is its
negation.
"""
ALWAYS_TRUE: Final[Literal] = 0
NEVER_TRUE: Final[Literal] = ~ALWAYS_TRUE
"""What is so, and what is not, in every plan."""

Quantity = int
"""A whole number that a plan determines, as the solver's side numbers it; it has no negation."""

Term = tuple[int, Literal | Quantity]
"""A whole number that counts where the literal is true, or as many times as the quantity says."""

Subject = tuple[str, ...]
"""What one break of a rule is about: a wave, a pair of sites, a site, or the rule itself: ()."""


class Verdict(StrEnum):
    """What a break means for the plan."""

    BROKEN = marked("broken")  # the plan breaks the rule
    HISTORY = marked("history")  # what the rule would bind is live already
    UNSURE = marked("unsure")  # it holds on some days of the periods that are known, not on all

    @property
    def word(self) -> str:
        """The verdict as people read it."""
        return _(self.value)


class WaveSymmetry(IntEnum):
    """What a rule or a goal sees of the waves of a plan, least first.

    It is a claim about situations in which every site may enter every wave: of two plans that look
    alike to a rule, the second has no more breaks; to a goal, no worse a value.
    """

    ANY_ORDER = 0  # who goes together: waves may trade their sites
    PACKABLE = 1  # and who goes before whom: sites may move up into waves that were left empty
    NONE = 2  # each wave for itself


class HeadlineTopic(IntEnum):
    """What the sentence says in which a rule misses, first what explains a conflict best."""

    DISTANCES = 0  # the days between waves
    FIGURES = 1  # how much there is, and how much may be
    WAITS = 2  # the days between two sites
    DATES = 3  # the days and waves of a site
    PLACES = 4  # where a site is
    LEAST = 5  # that it is missed


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a plan does not keep a rule. `sites` are those whose move could fix it."""

    subject: Subject
    message: str
    verdict: Verdict = Verdict.BROKEN
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Push:
    """What ends a break, where no wave goes live earlier than it does: one of these waves later,
    nothing where there are none. `why` is what the rule asks of them, in words.
    """

    waves: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Versions of a rule that ask less and less: `at(1)` the least less, `at(steps)` the most.

    Each admits every plan that those before it admit.
    """

    steps: int
    at: "Callable[[int], Rule]"


@dataclass(frozen=True, slots=True)
class Wait:
    """`then` waits for `first`: it may not be placed without it, nor closer to it than `gap`."""

    first: str
    then: str
    gap: Gap


class Decisions(Protocol):
    """What a kind may ask of a solver, in the words of rules. Sites that are not known, or that
    take no part, are never in a wave.

    Each demand names the subject whose break it would be. For a soft rule the demand gives way
    where that subject is broken, at the price of one break.
    """

    def in_wave(self, site: str, wave: WaveState) -> Literal:
        """The site goes live in the wave."""

    def placed(self, site: str) -> Literal:
        """The site goes live in some wave."""

    def load(self, sizes: Mapping[str, int], wave: WaveState) -> Sequence[Term]:
        """How much the sites with these sizes that go live in the wave weigh together."""

    def uses(self, wave: WaveState) -> Literal:
        """Some site goes live in the wave."""

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """At least one of them is true."""

    def is_at_most(self, terms: Iterable[Term], bound: int) -> Literal:
        """A literal that may be true only where the terms sum to no more than the bound."""

    def largest(self, sums: Iterable[Iterable[Term]]) -> Quantity:
        """A quantity that is no less than any of the sums, nor than nothing."""

    def smallest(self, sums: Iterable[tuple[Literal, Iterable[Term]]], most: Quantity) -> Quantity:
        """A quantity no greater than any of the sums whose literal is true, nor than `most`."""

    def soft_breaks(self) -> Iterable[Literal]:
        """For each subject of each soft rule, whether the rule is broken there."""

    def bar(self, subject: Subject, site: str, wave: WaveState) -> None:
        """The site does not go live in the wave."""

    def at_most(
        self, subject: Subject, terms: Iterable[Term], bound: int, given: Sequence[Literal] = ()
    ) -> None:
        """The terms sum to no more than the bound, where all of `given` are true."""

    def at_least(
        self, subject: Subject, terms: Iterable[Term], bound: int, given: Sequence[Literal] = ()
    ) -> None:
        """The terms sum to no less than the bound, where all of `given` are true."""

    def any_true(self, subject: Subject, literals: Iterable[Literal]) -> None:
        """At least one of them is true."""


class DayDecisions(Decisions, Protocol):
    """What a kind may ask of a solver that also chooses days. A wave that is used goes live on one
    of its days; one without days goes live as the data say.
    """

    def days(self, wave: WaveState) -> Sequence[date]:
        """The days of which one is chosen for the wave, in order; none where there is no choice."""

    def goes_live_on(self, wave: WaveState, days: Iterable[date]) -> Literal:
        """The wave is used, and goes live on one of these days."""

    def goes_live_before(self, wave: WaveState, day: date) -> Literal:
        """The wave is used, and goes live before the day."""

    def day_number(self, wave: WaveState) -> Literal:
        """A whole number for a wave with days: how long after the first of them it goes live, in
        days; one more than for the last of them where it is not used.
        """

    def days_apart(
        self, first: WaveState, then: WaveState, least: Duration | None, most: Duration | None
    ) -> Literal:
        """A literal that may be true only where the one wave goes live that long after the other,
        or one of them is not used; it says nothing of waves without days.
        """

    def number(self, most: int) -> Literal:
        """A whole number, no less than nothing and no more than that."""

    def most(self, terms: Sequence[Term]) -> int:
        """What terms that are no less than nothing sum to at most, as far as that shows at once."""

    def soft_breaks_by_day(self) -> Iterable[Literal]:
        """For each subject of each soft rule, whether the rule is broken there on the days."""


class Rule(Explained, ABC):
    """What must hold. A kind adds its `kind`, its keys, and the three methods below."""

    title: ClassVar[str] = ""
    """What the kind is for, in a few words."""

    meaning: ClassVar[str] = ""
    """What it asks, exactly, and when a break is history. Docstrings are gone under `-OO`."""

    asks: ClassVar[str] = ""
    """The same in a cell of a table."""

    history: ClassVar[str] = ""
    """What of it is live where a break of it is history."""

    one_break: ClassVar[str] = ""
    """What one break of it is about, where it is soft."""

    example: ClassVar[str] = ""
    """A small complete programme with one rule of the kind."""

    keeps: ClassVar[str] = ""
    """A plan for the example, at the boundary, that keeps the rule: `ask:W1 berg:W2`."""

    breaks: ClassVar[str] = ""
    """Such a plan that breaks it."""

    headline: ClassVar[HeadlineTopic] = HeadlineTopic.LEAST
    """How much a conflict is explained by the sentence in which the rule misses."""

    names_company: ClassVar[bool] = False
    """Whether its headline names who else is in a wave, and not how many there are."""

    context: ClassVar[bool] = False
    """Whether a conflict that another rule explains names this one first."""

    unary: ClassVar[bool] = False
    """Whether it bars single sites from single waves, and nothing else."""

    waiting: ClassVar[bool] = False
    """Whether its subjects are pairs of sites of which the second waits for the first."""

    of_claims: ClassVar[bool] = False
    """Whether it follows from claims, so that no programme states it."""

    symmetry: ClassVar[WaveSymmetry] = WaveSymmetry.NONE
    """What the kind sees of the waves, where that is the same for all rules of it."""

    kind: str = Field(description="the kind of rule")
    id: Text | None = Field(None, description="its name in messages; no other rule has it")
    hard: Flag = Field(True, description="`false`: the rule may be broken, as seldom as possible")
    in_force: InForce | None = Field(
        None, description="the as-of dates on which it stands; on others it binds nobody"
    )

    @abstractmethod
    def sentence(self, snapshot: Snapshot) -> str:
        """The rule as a planner would say it, without a full stop."""

    @abstractmethod
    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        """Where the plan does not keep the rule, history and doubts included."""

    @abstractmethod
    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        """Demand of the solver that the rule be kept wherever it binds."""

    def encode_days(self, snapshot: Snapshot, decisions: DayDecisions) -> None:
        """Demand of the solver that the rule be kept on the days that it chooses, too; what it asks
        of periods is demanded already.
        """

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str | None:
        """How far a plan is from keeping the rule there, with names and figures, as a sentence
        without a full stop; None where its message says that.
        """

    def shortage(self, snapshot: Snapshot) -> str | None:  # noqa: ARG002  # most do not count
        """How much it asks for in all and how much there is, where that is the whole reason why no
        plan keeps it.
        """
        return None

    def relaxations(self, snapshot: Snapshot) -> Sequence[Relaxation]:  # noqa: ARG002  # most are all or nothing
        """The ways in which it can ask less."""
        return ()

    def counts(self, snapshot: Snapshot) -> Collection[str]:  # noqa: ARG002  # most do not count
        """The sites that it counts in each wave by itself."""
        return ()

    @property
    def of_fewer(self) -> Self | None:
        """What of the rule asks no more of some sites where the others take no part; None where no
        such part of it is known.
        """
        return None

    def days(self, snapshot: Snapshot, site: str) -> tuple[date | None, date | None] | None:
        """The first and the last day of go-live that it allows the site, if it speaks of days."""

    def stated_decision(self) -> tuple[str, str] | None:
        """The site whose decision it states, and that decision in words, where it states one."""

    def ended_by(self) -> tuple[str, Claim | WaveClaim] | None:
        """The site or wave whose claim would end it, and that claim, where it rests on claims."""

    def supposed(self, snapshot: Snapshot, instead_of: "Rule | None" = None) -> str:  # noqa: ARG002
        """The rule as something that a planner supposes: by itself, or in the place of another."""
        return _("with {rule}: {sentence}", rule=self.name, sentence=self.sentence(snapshot))

    def push(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> Push:
        """Which waves could go live later to end the break, where each keeps its sites and its
        place among the others. A kind that knows which of several it must be names that one only.
        """
        waves = (placements[site] for site in broken.sites if site in placements)
        return Push(tuple(dict.fromkeys(waves)), self.sentence(snapshot))

    def altered(self, **fields: object) -> Self:
        """The rule with other fields, by their names here; it keeps its id and its place."""
        return self.model_copy(update=fields)

    def scope(self, snapshot: Snapshot) -> Collection[str] | None:
        """The sites whose move can break a rule that is kept; None where anybody's might."""

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002  # for some it counts
        """What the rule sees of the waves."""
        return self.symmetry

    def largest_sum(self, extent: Extent) -> Sum:
        """The most that what it asks of a solver adds up to; a kind that weighs has to say so."""
        return Sum(extent.sites * max(extent.waves, 1))

    @property
    def by_date(self) -> bool:
        """Whether the rule speaks of dates, so that it binds nobody where waves have none."""
        return False

    @property
    def fixable_by_additions(self) -> bool:
        """Whether placing more sites can fix what some break among themselves."""
        return False

    @property
    def limits_waves(self) -> bool:
        """Whether it limits how many sites go live together."""
        return False

    @property
    def name(self) -> str:
        return self.id or self.kind

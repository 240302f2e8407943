"""What every kind of rule can do, and what a kind may ask of a solver."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, Protocol, Self

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
"""A statement that a plan makes true or false, by the number that the solver knows it by;
`~literal` is its negation.
"""
ALWAYS_TRUE: Final[Literal] = 0
NEVER_TRUE: Final[Literal] = ~ALWAYS_TRUE
"""What is true in every plan, and what is true in none."""

if TYPE_CHECKING:

    class Quantity(int):
        """A whole number that a plan determines, by the number that the solver knows it by; it has
        no negation.
        """

        __invert__ = None  # type: ignore[assignment]  # negating one is a type error
else:
    Quantity = int

Term = tuple[int, Literal | Quantity]
"""A coefficient that counts where the literal is true, or multiplied by the quantity."""

Subject = tuple[str, ...]
"""The subject of one break of a rule: a wave, a pair of sites, a site, or the rule itself: ()."""


class Verdict(StrEnum):
    """The consequence of a break for the plan."""

    BROKEN = marked("broken")  # the plan breaks the rule
    HISTORY = marked("history")  # what the rule would bind is live already
    UNSURE = marked("unsure")  # it holds on some days of the periods that are known, not on all

    @property
    def word(self) -> str:
        """The verdict as shown to people."""
        return _(self.value)


class WaveSymmetry(IntEnum):
    """Which differences between waves a rule or a goal notices, fewest first.

    It is a claim about situations in which every site may enter every wave: of two plans that look
    alike to a rule, the second has no more breaks; to a goal, no worse a value.
    """

    ANY_ORDER = 0  # who goes together: waves may trade their sites
    PACKABLE = 1  # and who goes before whom: sites may move up into waves that were left empty
    NONE = 2  # each wave for itself


class HeadlineTopic(IntEnum):
    """The topic of the sentence that says by how much a rule is missed; the topic that explains a
    conflict best comes first.
    """

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
    """The waves one of which has to go later to end a break, where no wave goes live earlier than
    now; empty where no delay ends it. `why` is what the rule asks of them, in words.
    """

    waves: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Ever milder versions of a rule, from `at(1)`, the mildest change, to `at(steps)`, the
    greatest.

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
    """What a kind may ask of a solver, in the words of rules. Sites that are unknown, or that take
    no part, are never in a wave.

    Each demand names the subject whose break it would be. For a soft rule the demand is waived
    where that subject is broken, at the cost of one break.
    """

    def in_wave(self, site: str, wave: WaveState) -> Literal:
        """The site goes live in the wave."""

    def placed(self, site: str) -> Literal:
        """The site goes live in some wave."""

    def load(self, sizes: Mapping[str, int], wave: WaveState) -> Sequence[Term]:
        """The total size of the sites that go live in the wave, as terms; sites without a size here
        count nothing.
        """

    def uses(self, wave: WaveState) -> Literal:
        """Some site goes live in the wave."""

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """At least one of them is true."""

    def is_at_most(self, terms: Iterable[Term], bound: int) -> Literal:
        """A literal that may be true only where the terms sum to no more than the bound."""

    def largest(self, sums: Iterable[Iterable[Term]]) -> Quantity:
        """A quantity that is at least as large as each of the sums, and at least 0."""

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
    of its days; one without days goes live as stated in the data.
    """

    def days(self, wave: WaveState) -> Sequence[date]:
        """The days from which one is chosen for the wave, in order; none where there is
        no choice.
        """

    def goes_live_on(self, wave: WaveState, days: Iterable[date]) -> Literal:
        """The wave is used, and goes live on one of these days."""

    def goes_live_before(self, wave: WaveState, day: date) -> Literal:
        """The wave is used, and goes live before the day."""

    def day_number(self, wave: WaveState) -> Quantity:
        """A whole number for a wave with days: the days between the first of them and its go-live;
        if the wave is not used, one more than for the last of them.
        """

    def days_apart(
        self, first: WaveState, then: WaveState, least: Duration | None, most: Duration | None
    ) -> Literal:
        """A literal that may be true only where one wave goes live that long after the other, or
        one of them is not used; it says nothing about waves without days.
        """

    def number(self, most: int) -> Quantity:
        """A whole number between 0 and `most`."""

    def most(self, terms: Sequence[Term]) -> int:
        """An upper bound of the sum of terms that are at least 0, as far as it is obvious from the
        model.
        """

    def soft_breaks_by_day(self) -> Iterable[Literal]:
        """For each subject of each soft rule, whether the rule is broken there on the days."""


class Rule(Explained, ABC):
    """A condition on plans. A kind adds its `kind`, its keys, and the three methods below."""

    title: ClassVar[str] = ""
    """The purpose of the kind, in a few words."""

    meaning: ClassVar[str] = ""
    """Its exact meaning, and when a break is history. Docstrings are gone under `-OO`."""

    asks: ClassVar[str] = ""
    """The meaning in a cell of a table."""

    history: ClassVar[str] = ""
    """What has to be live for a break to be history."""

    one_break: ClassVar[str] = ""
    """The subject of one break, where the rule is soft."""

    example: ClassVar[str] = ""
    """A small complete programme with one rule of the kind."""

    keeps: ClassVar[str] = ""
    """A plan for the example, at the boundary, that keeps the rule: `ask:W1 berg:W2`."""

    breaks: ClassVar[str] = ""
    """A plan for the example that breaks it."""

    headline: ClassVar[HeadlineTopic] = HeadlineTopic.LEAST
    """How well a conflict is explained by the sentence that says by how much the rule is missed."""

    names_company: ClassVar[bool] = False
    """Whether its headline names the other sites in a wave instead of counting them."""

    context: ClassVar[bool] = False
    """Whether this rule is named first in a conflict that another rule explains."""

    unary: ClassVar[bool] = False
    """Whether it bars single sites from single waves, and nothing else."""

    waiting: ClassVar[bool] = False
    """Whether its subjects are pairs of sites of which the second waits for the first."""

    of_claims: ClassVar[bool] = False
    """Whether it follows from claims, so that no file states it."""

    symmetry: ClassVar[WaveSymmetry] = WaveSymmetry.NONE
    """The symmetry of waves that all rules of the kind leave."""

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
        """The breaks of the rule by the plan, with those that are history or doubtful."""

    @abstractmethod
    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        """Require of the solver that the rule be kept wherever it binds."""

    def encode_days(self, snapshot: Snapshot, decisions: DayDecisions) -> None:
        """Require of the solver that the rule also be kept on the days that it chooses; the demands
        on periods are encoded already.
        """

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str | None:
        """By how much a plan misses the rule in this break, with names and figures, as a sentence
        without a full stop; None where the message says it already.
        """

    def shortage(self, snapshot: Snapshot) -> str | None:  # noqa: ARG002  # most do not count
        """How much the rule asks for in all and how much there is, where that alone is why no plan
        keeps it.
        """
        return None

    def relaxations(self, snapshot: Snapshot) -> Sequence[Relaxation]:  # noqa: ARG002  # most are all or nothing
        """The ways in which it can ask less."""
        return ()

    def counts(self, snapshot: Snapshot) -> Collection[str]:  # noqa: ARG002  # most do not count
        """The sites that it counts separately in each wave."""
        return ()

    @property
    def of_fewer(self) -> Self | None:
        """The part of the rule that asks no more of some sites when the others take no part; None
        where no such part is known.
        """
        return None

    def days(self, snapshot: Snapshot, site: str) -> tuple[date | None, date | None] | None:
        """The first and the last day of go-live that it allows the site, if it concerns days."""

    def stated_decision(self) -> tuple[str, str] | None:
        """The site whose decision it states, and that decision in words; None where it
        states none.
        """

    def ended_by(self) -> tuple[str, Claim | WaveClaim] | None:
        """The site or wave, and the claim of it that would end the rule; None where it does not
        rest on claims.
        """

    def supposed(self, snapshot: Snapshot, instead_of: "Rule | None" = None) -> str:  # noqa: ARG002
        """The rule as an assumption of a scenario: by itself, or in place of another."""
        return _("with {rule}: {sentence}", rule=self.name, sentence=self.sentence(snapshot))

    def push(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> Push:
        """The waves that could go live later to end the break, where each keeps its sites and its
        place among the others. A kind that knows which of them it has to be names only that one.
        """
        waves = (placements[site] for site in broken.sites if site in placements)
        return Push(tuple(dict.fromkeys(waves)), self.sentence(snapshot))

    def altered(self, **fields: object) -> Self:
        """The rule with other values for these fields; it keeps its id and its place."""
        return self.model_copy(update=fields)

    def scope(self, snapshot: Snapshot) -> Collection[str] | None:
        """The sites whose move can break a rule that is kept; None where the move of any site
        might.
        """

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002  # for some it counts
        """The symmetry of waves that the rule leaves."""
        return self.symmetry

    def largest_sum(self, extent: Extent) -> Sum:
        """The largest sum that its encoding can come to; a kind that multiplies by sizes or days
        has to override it.
        """
        return Sum(extent.sites * max(extent.waves, 1))

    @property
    def by_date(self) -> bool:
        """Whether the rule depends on dates, so that it binds nobody where waves have none."""
        return False

    @property
    def fixable_by_additions(self) -> bool:
        """Whether placing more sites can end a break by others."""
        return False

    @property
    def limits_waves(self) -> bool:
        """Whether it limits how many sites go live together."""
        return False

    @property
    def name(self) -> str:
        return self.id or self.kind

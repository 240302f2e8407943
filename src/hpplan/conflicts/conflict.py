"""Conflicts: facts that no plan can keep together, in words and places, with repairs."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from hpplan.diagnostics.finding import Note
from hpplan.diagnostics.place import Place
from hpplan.text import Unit, capital
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.conflicts.authority import Authority
    from hpplan.programme.changes import Change
    from hpplan.solving.facts import Fact


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact of a conflict: what it says, and where it stands in the data. `notes` say which dates
    it rests on, and what it counts besides, with their places.
    """

    fact: "Fact"
    text: str
    place: Place | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a plan costs against the current one: who leaves their wave, how many of those taking
    part are in none, by how many days in all they go live later, if that is known; the share
    that it covers of what the programme counts, in percent; and what its goals measure, in rank
    order, as kind, value and unit, `proved` if no plan is better by them. The goals of all repairs
    count from one day, the earliest first wave of any, so that a later one is no improvement.
    """

    moved: tuple[str, ...]
    unplaced: int
    days: int | None
    covered: float | None
    goals: tuple[tuple[str, int, Unit], ...]
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair of the conflict of this number, from 1: what to change, whose decision that takes,
    and which of the facts no longer stand.

    With the repairs of other conflicts that `tried_with` names a plan exists that keeps every rule:
    `placements`, found when this one was priced; None if it was not.
    """

    id: str
    conflict: int
    text: str
    drop: tuple[StatedFact, ...]
    changes: "tuple[Change, ...]"
    whose: "Authority"
    cost: Cost | None
    tried_with: tuple[str, ...]
    placements: Mapping[str, str] | None
    days: Mapping[str, date] = field(default_factory=dict)
    """The days of that plan, where some were asked for."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Facts that no plan can keep together, and that in one sentence, without a full stop; whether
    that begins with a name, which keeps its own spelling.

    If `minimal`, any one of them can be dropped to make the others possible; else the time ran out
    before that was proved.
    """

    headline: str
    facts: tuple[StatedFact, ...]
    repairs: tuple[Repair, ...]
    minimal: bool
    name_first: bool = False

    @property
    def sentence(self) -> str:
        """The headline as a sentence."""
        return f"{self.headline if self.name_first else capital(self.headline)}."

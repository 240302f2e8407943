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
    """A fact of a conflict, in words, with its place in the data. `notes` state the dates that it
    rests on, and what else it counts, with their places.
    """

    fact: "Fact"
    text: str
    place: Place | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a plan against the current one: the sites that leave their wave, how many of
    those taking part have none, by how many days in all they go live later, if known; the share in
    percent that it covers of what the programme counts; and the values of its goals in rank order,
    as kind, value and unit, `proved` if no plan is better by them. The goals of all repairs count
    from the same day, the earliest first wave of any, so that a later first wave is no improvement.
    """

    moved: tuple[str, ...]
    unplaced: int
    days: int | None
    covered: float | None
    goals: tuple[tuple[str, int, Unit], ...]
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair of the conflict of this number, from 1: the changes, who has to decide them, and
    which of the facts no longer hold.

    Together with the repairs of other conflicts that `tried_with` names, a plan exists that keeps
    every rule: `placements`, found when this repair was priced; None if it was not.
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
    """The days of that plan, where days were asked for."""
    kept: Mapping[str, str] | None = None
    """The plan that stays while its waves slip; of other repairs it is the current one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Facts that no plan can keep together, with a headline that says so in one sentence, without a
    full stop; `name_first` says that it begins with a name, which keeps its own spelling.

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

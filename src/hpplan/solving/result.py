"""What solving comes to: a plan, a proof that there is none, or neither in the time given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hpplan.diagnostics.finding import Note
from hpplan.diagnostics.place import Place
from hpplan.programme.plan import Plan

if TYPE_CHECKING:
    from hpplan.conflicts.authority import Authority
    from hpplan.programme.changes import Change
    from hpplan.solving.facts import Fact


@dataclass(frozen=True, slots=True)
class Limits:
    """How long solving may take, in seconds of the wall clock, and on how many threads. With one
    thread equal input gives an equal plan, unless the time runs out. Where there is no plan, so
    many repairs are looked for of each conflict.
    """

    seconds: float = 60.0
    workers: int = 1
    repairs: int = 3


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
    order, `proved` if no plan is better by them.
    """

    moved: tuple[str, ...]
    unplaced: int
    days: int | None
    covered: float | None
    goals: tuple[tuple[str, int], ...]
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """A way out of the conflict of this number, from 1: what to change, whose decision that takes,
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


@dataclass(frozen=True, slots=True)
class Conflict:
    """Facts that no plan can keep together, and that in one sentence, without a full stop.

    If `minimal`, any one of them can be dropped to make the others possible; else the time ran out
    before that was proved.
    """

    headline: str
    facts: tuple[StatedFact, ...]
    repairs: tuple[Repair, ...]
    minimal: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether a goal that was proved best was proved so again, and `by` which method; where it was
    not, that is None, and `bound` is what the second proof came to, if anything.
    """

    kind: str
    confirmed: bool
    by: str | None
    bound: int | None


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan that keeps every hard rule. `interrupted` says that the user ended the search.

    `opinions` are second ones on what was proved, where they were asked for.
    """

    plan: Plan
    seconds: float
    interrupted: bool = False
    opinions: tuple[Opinion, ...] | None = None


@dataclass(frozen=True, slots=True)
class Impossible:
    """Proved: no plan keeps every hard rule. If `all_found`, there is a plan once none of the
    conflicts is left; else the time ended before that was proved. The repairs `together`, by id,
    make a plan possible, which was found; there are none if none was.
    """

    conflicts: tuple[Conflict, ...]
    seconds: float
    interrupted: bool = False
    all_found: bool = True
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """Neither a plan nor a proof in the time given."""

    seconds: float
    interrupted: bool = False


Outcome = Solved | Impossible | Undecided

"""What solving comes to: a plan, a proof that there is none, or neither in the time given."""

from dataclasses import dataclass

from hpplan.findings import Place
from hpplan.plan import Plan
from hpplan.solving.facts import Fact


@dataclass(frozen=True, slots=True)
class Limits:
    """How long solving may take, in seconds of the wall clock, and on how many threads. With one
    thread equal input gives an equal plan, unless the time runs out.
    """

    seconds: float = 60.0
    workers: int = 1


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact of a conflict: what it says, and where it stands in the data."""

    fact: Fact
    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Repair:
    """A way out of a conflict: without these facts a plan exists."""

    id: str
    text: str
    drop: tuple[StatedFact, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Facts that no plan can keep together. If `minimal`, any one of them can be dropped to make
    the others possible; else the time ran out before that was proved.
    """

    facts: tuple[StatedFact, ...]
    repairs: tuple[Repair, ...]
    minimal: bool


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan that keeps every hard rule. `interrupted` says that the user ended the search."""

    plan: Plan
    seconds: float
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Impossible:
    """Proved: no plan keeps every hard rule. If `all_found`, there is a plan once none of the
    conflicts is left; else the time ended before that was proved.
    """

    conflicts: tuple[Conflict, ...]
    seconds: float
    interrupted: bool = False
    all_found: bool = True


@dataclass(frozen=True, slots=True)
class Undecided:
    """Neither a plan nor a proof in the time given."""

    seconds: float
    interrupted: bool = False


Outcome = Solved | Impossible | Undecided

"""The results of a search: placements, a proof that there are none, or neither in the
time given.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from hpplan.solving.effort import Effort
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How long solving may take, in seconds of the wall clock, and on how many threads. With one
    thread equal input gives an equal plan, unless the time runs out.

    `repairs` is how many repairs are looked for of each conflict where there is no plan. `effort`
    limits the work as well: where it ends before the time, as in files that must have the same
    bytes each time, the answer does not depend on the machine. The seconds are those of the
    `clock`. `afterwards` are the seconds that the following steps take on an otherwise idle
    processor; they are not part of `seconds`. `processor` says for how many seconds this process
    has worked.
    """

    seconds: float = 60.0
    workers: int = 1
    repairs: int = 3
    effort: Effort | None = None
    clock: Callable[[], float] = time.monotonic
    afterwards: float = 0.0
    processor: Callable[[], float] = time.process_time


@dataclass(frozen=True, slots=True)
class Undecided:
    """Neither a plan nor a proof in the time given; or, whatever the time, because the search did
    not try what is `untried`, in words.
    """

    seconds: float
    interrupted: bool = False
    untried: str | None = None


@dataclass(frozen=True, slots=True)
class Solution:
    """Placements that keep every hard rule, the best by the goals in rank order that were found;
    `bounds` are those of the goals, None where none is proved.
    """

    placements: dict[str, str]
    bounds: Sequence[int | None]
    seconds: float
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class DatedSolution:
    """A solution with a day for each wave, by id, that is used and had a day to be chosen; they
    keep every hard rule, and `day_bounds` are the bounds of the goals of days.
    """

    placed: Solution
    days: Mapping[str, date]
    day_bounds: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class NoSolution:
    """Proved: no placements keep every hard rule; with `dates`, some do, but no days go with them.
    `left` seconds remain to explain why.
    """

    seconds: float
    left: float
    interrupted: bool = False
    dates: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether a goal that was proved best was proved so again, and `by` which method; None where it
    was not, and then `bound` is the bound of the second proof, if any. `of_days` says that it is a
    goal of the days of the plan, not of its placements.
    """

    kind: str
    confirmed: bool
    by: str | None
    bound: int | None
    of_days: bool = False

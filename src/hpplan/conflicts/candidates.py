"""Repairs during the search: the facts that each leaves out, whether it is priced yet or not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Final

from hpplan.conflicts.authority import Authority
from hpplan.conflicts.conflict import Cost
from hpplan.programme.changes import Change, WaveRestated, together
from hpplan.solving.strategies import PRICE_RATIO
from hpplan.values import dataclass

PRICES: Final[Mapping[Authority, int]] = {
    Authority.WISH: 1,
    Authority.PLAN: PRICE_RATIO,
    Authority.BODY: PRICE_RATIO**2,
    Authority.COUNCIL: PRICE_RATIO**3,
    Authority.BOARD: PRICE_RATIO**4,
    Authority.NOBODY: PRICE_RATIO**4,
}
"""The cost of leaving out a fact, by who has to decide it."""

Key = tuple[int, tuple[int, ...], tuple[str, ...]]
"""What identifies a repair, priced or not: its conflict, the facts left out, the waves moved."""


@dataclass(frozen=True, slots=True)
class RepairCandidate:
    """A repair of the conflict of this number, from 0: the facts that it leaves out, the milder
    ones that replace some of them, those of the data without a replacement, and the changes that
    this amounts to. `cost` is that of a plan that keeps the rules, found together with the
    `others`.
    """

    conflict: int
    without: tuple[int, ...]
    instead: tuple[int, ...]
    dropped: tuple[int, ...]
    changes: tuple[Change, ...]
    authority: Authority
    price: int
    cost: Cost | None = None
    others: tuple["RepairCandidate", ...] = ()
    placements: Mapping[str, str] | None = None
    days: Mapping[str, date] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        moved = tuple(change.wave for change in self.changes if isinstance(change, WaveRestated))
        return self.conflict, self.without, moved

    @property
    def rank(self) -> tuple[int, ...]:
        """Who has to decide it, then its effect on the plan, goals excepted."""
        if self.cost is None:
            return self.authority, self.price
        cost = self.cost
        return self.authority, self.price, cost.unplaced, len(cost.moved), abs(cost.days or 0)


@dataclass(frozen=True, slots=True)
class RepairOptions:
    """Repairs of each conflict, the best first. If `together`, the first of each give a plan."""

    of: tuple[tuple[RepairCandidate, ...], ...]
    together: bool


def none_for(conflicts: int) -> RepairOptions:
    """No repair of any of this many conflicts."""
    return RepairOptions(((),) * conflicts, together=False)


def moving(conflict: int, move: WaveRestated, authority: Authority) -> RepairCandidate:
    """The repair of a conflict that moves a wave and leaves out no fact."""
    return RepairCandidate(conflict, (), (), (), (move,), authority, PRICES[authority])


def changes_of(repairs: Iterable[RepairCandidate]) -> list[Change]:
    """The combined changes of the repairs. The repair of a later conflict relaxes a rule further
    than that of an earlier one, so it comes last.
    """
    in_order: Sequence[RepairCandidate] = sorted(repairs, key=lambda repair: repair.conflict)
    return together(change for repair in in_order for change in repair.changes)

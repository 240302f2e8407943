"""What is better: one file per kind of goal, and here the list of them."""

from typing import TYPE_CHECKING, Any, Final

from hpplan.goals.base import Goal
from hpplan.rules.kinds import Kinds

if TYPE_CHECKING:
    from hpplan.goals.balance import Balance
    from hpplan.goals.cohesion import Cohesion
    from hpplan.goals.earliest import Earliest
    from hpplan.goals.exposure import Exposure
    from hpplan.goals.fewest_waves import FewestWaves
    from hpplan.goals.last_wave import LastWave
    from hpplan.goals.order import Order
    from hpplan.goals.participation import Participation
    from hpplan.goals.peak import Peak
    from hpplan.goals.rhythm import Rhythm
    from hpplan.goals.stability import Stability
    from hpplan.goals.wishes import Wishes

    KINDS: tuple[type[Goal], ...]
    """Every kind of goal, in the order of the documentation."""

__all__ = [
    "BY_KIND",
    "KINDS",
    "Balance",
    "Cohesion",
    "Earliest",
    "Exposure",
    "FewestWaves",
    "Goal",
    "LastWave",
    "Order",
    "Participation",
    "Peak",
    "Rhythm",
    "Stability",
    "Wishes",
]

BY_KIND: Final[Kinds[Goal]] = Kinds(
    __name__,
    (
        "participation",
        "earliest",
        "stability",
        "order",
        "wishes",
        "cohesion",
        "exposure",
        "fewest-waves",
        "last-wave",
        "peak",
        "balance",
        "rhythm",
    ),
)
"""The kinds of goals by the word that a data file writes, in the order of the documentation."""


def __getattr__(name: str) -> Any:
    return BY_KIND.attribute(name)

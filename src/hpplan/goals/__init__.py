"""What is better: one file per kind of goal, and here the list of them."""

from typing import Final

from hpplan.goals.balance import Balance
from hpplan.goals.base import Goal
from hpplan.goals.cohesion import Cohesion
from hpplan.goals.earliest import Earliest
from hpplan.goals.exposure import Exposure
from hpplan.goals.fewest_waves import FewestWaves
from hpplan.goals.last_wave import LastWave
from hpplan.goals.order import Order
from hpplan.goals.participation import Participation
from hpplan.goals.peak import Peak
from hpplan.goals.reference import AgainstCurrent
from hpplan.goals.stability import Stability
from hpplan.goals.wishes import Wishes

__all__ = [
    "BY_KIND",
    "KINDS",
    "AgainstCurrent",
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
    "Stability",
    "Wishes",
]

KINDS: Final[tuple[type[Goal], ...]] = (
    Participation,
    Earliest,
    Stability,
    Order,
    Wishes,
    Cohesion,
    Exposure,
    FewestWaves,
    LastWave,
    Peak,
    Balance,
)
"""Every kind of goal, in the order of the documentation."""

BY_KIND: Final = {kind.model_fields["kind"].default: kind for kind in KINDS}
"""The kinds by the word that a data file writes."""

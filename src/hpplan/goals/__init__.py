"""What is better: one file per kind of goal, and here the list of them."""

from typing import Final

from hpplan.goals.base import Goal
from hpplan.goals.cohesion import Cohesion
from hpplan.goals.earliest import Earliest
from hpplan.goals.participation import Participation
from hpplan.goals.stability import Stability
from hpplan.goals.wishes import Wishes

__all__ = [
    "BY_KIND",
    "KINDS",
    "Cohesion",
    "Earliest",
    "Goal",
    "Participation",
    "Stability",
    "Wishes",
]

KINDS: Final[tuple[type[Goal], ...]] = (Participation, Earliest, Stability, Wishes, Cohesion)
"""Every kind of goal, in the order of the documentation."""

BY_KIND: Final = {kind.model_fields["kind"].default: kind for kind in KINDS}
"""The kinds by the word that a data file writes."""

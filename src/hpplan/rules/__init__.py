"""What must hold: one file per kind of rule, and here the list of them."""

from typing import Final

from hpplan.rules.alone import Alone
from hpplan.rules.apart import Apart
from hpplan.rules.base import Rule
from hpplan.rules.before import Before
from hpplan.rules.blackout import Blackout
from hpplan.rules.capacity import Capacity
from hpplan.rules.follows import Follows
from hpplan.rules.forbid import Forbid
from hpplan.rules.hosts import Hosts
from hpplan.rules.notice import Notice
from hpplan.rules.pin import Pin
from hpplan.rules.pool import Pool
from hpplan.rules.ramp import Ramp
from hpplan.rules.spacing import Spacing
from hpplan.rules.together import Together
from hpplan.rules.window import Window

__all__ = [
    "BY_KIND",
    "KINDS",
    "Alone",
    "Apart",
    "Before",
    "Blackout",
    "Capacity",
    "Follows",
    "Forbid",
    "Hosts",
    "Notice",
    "Pin",
    "Pool",
    "Ramp",
    "Rule",
    "Spacing",
    "Together",
    "Window",
]

KINDS: Final[tuple[type[Rule], ...]] = (
    Capacity,
    Before,
    Together,
    Apart,
    Window,
    Forbid,
    Pin,
    Follows,
    Notice,
    Pool,
    Spacing,
    Blackout,
    Hosts,
    Ramp,
    Alone,
)
"""Every kind of rule, in the order of the documentation."""

BY_KIND: Final = {kind.model_fields["kind"].default: kind for kind in KINDS}
"""The kinds by the word that a data file writes."""

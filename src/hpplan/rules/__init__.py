"""What must hold: one file per kind of rule, and here the list of them."""

from typing import TYPE_CHECKING, Any, Final

from hpplan.rules.base import Rule
from hpplan.rules.kinds import Kinds

if TYPE_CHECKING:
    from hpplan.rules.alone import Alone
    from hpplan.rules.apart import Apart
    from hpplan.rules.before import Before
    from hpplan.rules.blackout import Blackout
    from hpplan.rules.capacity import Capacity
    from hpplan.rules.follows import Follows
    from hpplan.rules.forbid import Forbid
    from hpplan.rules.hosts import Hosts
    from hpplan.rules.legacy import Legacy
    from hpplan.rules.notice import Notice
    from hpplan.rules.pin import Pin
    from hpplan.rules.pool import Pool
    from hpplan.rules.ramp import Ramp
    from hpplan.rules.spacing import Spacing
    from hpplan.rules.together import Together
    from hpplan.rules.window import Window

    KINDS: tuple[type[Rule], ...]
    """Every kind of rule, in the order of the documentation."""

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
    "Legacy",
    "Notice",
    "Pin",
    "Pool",
    "Ramp",
    "Rule",
    "Spacing",
    "Together",
    "Window",
]

BY_KIND: Final[Kinds[Rule]] = Kinds(
    __name__,
    (
        "capacity",
        "before",
        "together",
        "apart",
        "window",
        "forbid",
        "pin",
        "follows",
        "notice",
        "pool",
        "spacing",
        "blackout",
        "hosts",
        "ramp",
        "legacy",
        "alone",
    ),
)
"""The kinds of rules by the word that a data file writes, in the order of the documentation."""


def __getattr__(name: str) -> Any:
    return BY_KIND.attribute(name)

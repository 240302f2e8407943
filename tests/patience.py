"""How long tests wait. No result of a test depends on seconds: a limit is so generous that only
what hangs reaches it, on however busy a machine, or so small that nothing can be done in it.
"""

from typing import Final

from hpplan.solving.result import Limits

PATIENCE: Final = 1800.0
"""Seconds after which something hangs."""

ENOUGH: Final = Limits(seconds=PATIENCE)
"""Limits for searches that are to end by themselves."""

COMMANDS: Final = {
    command: {"time_limit": f"{PATIENCE:g}"}
    for command in (
        *("assign", "explain", "lock", "recommend", "whatif", "risk", "record", "adopt", "import"),
    )
}
"""Defaults for the options of commands that search, by which they search as long."""

"""One file per check. What it finds is compared whole, written as a reader would see it."""

from hpplan.checks.base import Check
from hpplan.findings import Finding, Place
from hpplan.programme import Situation


def found(check: Check, situation: Situation) -> str:
    """What the check finds, a line for each sentence; see `told`."""
    return told(situation, check.findings(situation))


def told(situation: Situation, findings: object) -> str:
    """Each finding as `severity[code] line:column «marked text»: message`, its notes and hint."""
    assert not isinstance(findings, str)
    return "".join(
        f"{line}\n"
        for finding in list(findings)  # type: ignore[call-overload]
        for line in _lines(situation, finding)
    )

"""All findings of a programme: what reading and the checks found, less what its data
asks to ignore.
"""

from typing import TYPE_CHECKING

from hpplan.checks import check
from hpplan.diagnostics.finding import Finding, Severity, in_order
from hpplan.programme.programme import SituationData

if TYPE_CHECKING:
    from hpplan.solving.result import Limits


def errors(situation: SituationData) -> int:
    """How many errors there are; no check runs that finds none."""
    programme = situation.programme
    found = in_order([*programme.findings, *check(situation, for_errors=True)])
    left = _less_ignored(situation, found, report_unused=False)
    return sum(finding.severity is Severity.ERROR for finding in left)


def inspect(situation: SituationData, deep: "Limits | None" = None) -> list[Finding]:
    """Everything found, by place. With `deep`, also whether any plan exists."""
    programme = situation.programme
    found = [*programme.findings, *check(situation)]
    if deep is not None:
        from hpplan.checks.no_plan import doubts

        found += doubts(situation, deep)
    own = programme.default_as_of()
    report_unused = own is None or situation.as_of >= own
    return _less_ignored(situation, in_order(found), report_unused=report_unused)


def _less_ignored(
    situation: SituationData, found: list[Finding], *, report_unused: bool
) -> list[Finding]:
    """What the data does not ask to ignore, and what is wrong with its asking."""
    programme = situation.programme
    if not programme.ignores:
        return found
    from hpplan.checks.registry import CODES
    from hpplan.diagnostics.ignores import apply_ignores

    codes = {code.id: code for code in CODES}
    return in_order(
        apply_ignores(
            found,
            programme.ignores,
            situation.as_of,
            codes,
            programme.places.source_line,
            report_unused=report_unused,
        )
    )

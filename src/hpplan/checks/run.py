"""All findings of a programme: what reading and the checks found, less what its data
asks to ignore.
"""

from typing import TYPE_CHECKING

from hpplan.checks import FINDING_ERRORS, check
from hpplan.diagnostics.finding import Finding, Severity, in_order
from hpplan.language import Language, speaking
from hpplan.programme.programme import SituationData

if TYPE_CHECKING:
    from hpplan.solving.result import Limits


@speaking(Language.EN)  # messages of findings stay English
def inspect(situation: SituationData, deep: "Limits | None" = None) -> list[Finding]:
    """Everything found, by place. With `deep`, also whether any plan exists."""
    found = [*situation.programme.findings, *check(situation)]
    if deep is not None:
        from hpplan.checks.no_plan import doubts

        found += doubts(situation, deep)
    return _not_ignored(situation, found)


@speaking(Language.EN)
def errors(situation: SituationData) -> list[Finding]:
    """The errors of all that `inspect` finds; no check is asked that finds none."""
    found = [*situation.programme.findings, *check(situation, FINDING_ERRORS)]
    return [f for f in _not_ignored(situation, found) if f.severity is Severity.ERROR]


def _not_ignored(situation: SituationData, found: list[Finding]) -> list[Finding]:
    programme = situation.programme
    found = in_order(found)
    if not programme.ignores:
        return found
    from hpplan.checks.registry import CODES
    from hpplan.diagnostics.ignores import apply_ignores

    own = programme.default_as_of()
    return in_order(
        apply_ignores(
            found,
            programme.ignores,
            situation.as_of,
            {code.id: code for code in CODES},
            programme.places.source_line,
            report_unused=own is None or situation.as_of >= own,
        )
    )

"""All findings of a programme: what reading and the checks found, less what its data
asks to ignore.
"""

from typing import TYPE_CHECKING

from hpplan.checks import FINDING_ERRORS, NEVER_KEPT, check
from hpplan.checks.gates.failed import GateFailed
from hpplan.diagnostics.finding import Finding, Severity, in_order
from hpplan.diagnostics.place import Place
from hpplan.language import Language, speaking
from hpplan.programme.programme import SituationData

if TYPE_CHECKING:
    from hpplan.solving.result import Limits


@speaking(Language.EN)  # messages of findings stay English
def inspect(situation: SituationData, deep: "Limits | None" = None) -> list[Finding]:
    """Everything found, by place. With `deep`, also whether any plan exists."""
    checked = check(situation)
    if deep is not None:
        from hpplan.checks.no_plan import doubts

        checked = _each_failure_once(checked, list(doubts(situation, deep)))
    return _not_ignored(situation, [*situation.programme.findings, *checked])


def _each_failure_once(checked: list[Finding], doubts: list[Finding]) -> list[Finding]:
    """What was checked, and why no plan exists. Where a check has found the very facts that no plan
    can keep, it says more of them; where a failed gate is one of the facts, the proof does.
    """
    known = {_places(found) for found in checked if found.code in NEVER_KEPT}
    proofs = [found for found in doubts if _places(found) not in known]
    proved = frozenset[Place]().union(*map(_places, proofs))
    gate = GateFailed.code.id
    return [*(f for f in checked if f.code != gate or f.place not in proved), *proofs]


def _places(found: Finding) -> frozenset[Place]:
    """All places that the finding and its notes point at."""
    return frozenset(filter(None, (found.place, *(note.place for note in found.notes))))


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

"""Running checks: all findings about a programme, except those its data asks to ignore."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from hpplan.checks.base import Check
from hpplan.checks.capacity.apart_over_waves import ApartOverWaves
from hpplan.checks.capacity.group_over_cap import GroupOverCap
from hpplan.checks.capacity.minimum_over_demand import MinimumOverDemand
from hpplan.checks.capacity.pin_cannot_hold import PinCannotHold
from hpplan.checks.capacity.required_over_capacity import RequiredOverCapacity
from hpplan.checks.claims.split_from_itself import SplitFromItself
from hpplan.checks.dates.chain_longer_than_time import ChainLongerThanTime
from hpplan.checks.dates.never_exists import NeverExists
from hpplan.checks.dates.no_wave_left import NoWaveLeft
from hpplan.checks.dates.undatable import Undatable
from hpplan.checks.dates.wave_dates import WaveDates
from hpplan.checks.dependencies.chain_longer_than_waves import ChainLongerThanWaves
from hpplan.checks.dependencies.cycles import Cycles
from hpplan.checks.gates.failed import GateFailed
from hpplan.checks.names.no_wave import NoWave
from hpplan.checks.plan.current_plan import CurrentPlan
from hpplan.diagnostics.finding import Finding, Note, Severity, in_order
from hpplan.diagnostics.place import Place
from hpplan.language import Language, speaking
from hpplan.programme.programme import SituationData

if TYPE_CHECKING:
    from hpplan.solving.result import Limits

FINDING_ERRORS: Final[tuple[Check, ...]] = (
    NoWave(),
    WaveDates(),
    NeverExists(),
    Cycles(),
    ChainLongerThanWaves(),
    ChainLongerThanTime(),
    PinCannotHold(),
    NoWaveLeft(),
    GroupOverCap(),
    RequiredOverCapacity(),
    MinimumOverDemand(),
    ApartOverWaves(),
    SplitFromItself(),
    GateFailed(),
    Undatable(),
    CurrentPlan(),
)
"""The checks that find errors, by code, and those whose findings replace the findings of
another.
"""

NEVER_KEPT: Final = frozenset(
    each.code.id
    for each in (
        Cycles,
        ChainLongerThanWaves,
        ChainLongerThanTime,
        PinCannotHold,
        GroupOverCap,
        RequiredOverCapacity,
        MinimumOverDemand,
        ApartOverWaves,
    )
)
"""The codes of the checks that find facts which no plan can keep together."""

MOST_FINDINGS: Final = 10_000
"""How many findings of one check are reported; a note says if there are more."""


def _first(each: Check, situation: SituationData) -> Iterator[Finding]:
    """The first findings of the check, no more than `MOST_FINDINGS`, since memory is limited."""
    found = iter(each.findings(situation))
    yield from islice(found, MOST_FINDINGS - 1)
    last = next(found, None)
    if last is not None:
        if next(found, None) is not None:
            note = Note(f"only the first {MOST_FINDINGS:,} findings of this code are reported")
            last = replace(last, notes=(*last.notes, note))
        yield last


@speaking(Language.EN)
def check(situation: SituationData, among: Iterable[Check] | None = None) -> list[Finding]:
    """The findings of every check, or of those `among` them, by place. Where no wave exists, only
    that is reported; where no plan can keep a rule, it is not reported as well that the current
    plan breaks it.
    """
    if nothing_to_plan := list(NoWave().findings(situation)):
        return nothing_to_plan
    if among is None:
        from hpplan.checks.every import CHECKS  # many files; most commands need only a few

        among = CHECKS
    found = in_order(found for each in among for found in _first(each, situation))
    hopeless = {f.place for f in found if f.code in NEVER_KEPT}
    return [f for f in found if f.code != CurrentPlan.code.id or f.place not in hopeless]


@speaking(Language.EN)  # messages of findings stay English
def inspect(situation: SituationData, deep: "Limits | None" = None) -> list[Finding]:
    """All findings of reading and of the checks, by place, except those that the data asks to
    ignore. With `deep`, also whether any plan exists.
    """
    checked = check(situation)
    if deep is not None:
        from hpplan.checks.no_plan import doubts

        checked = _each_failure_once(checked, list(doubts(situation, deep)))
    return _not_ignored(situation, [*situation.programme.findings, *checked])


def _each_failure_once(checked: list[Finding], doubts: list[Finding]) -> list[Finding]:
    """The findings of checks, and the proof that no plan exists, without repetition. Where a check
    has found the very facts that no plan can keep together, its finding says more; where a failed
    gate is one of the facts, the proof does.
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
    """The errors among all findings of `inspect`; checks that never find errors are not run."""
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

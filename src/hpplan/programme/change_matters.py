"""What a body would have to decide for a change of a scenario or of a repair."""

from collections.abc import Iterator

from hpplan.domain.claims import Says
from hpplan.domain.entry import NOWHERE
from hpplan.domain.mandates import Mandate, Matter
from hpplan.domain.standing import TAKES_NO_PART, TAKES_PART
from hpplan.programme.changes import (
    Change,
    ClaimAdded,
    RuleAdded,
    RuleReplaced,
    WaveRestated,
    WaveSlip,
)
from hpplan.programme.matters import mandate, of_date, of_move, of_participation, of_rule
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Placing


def of_change(change: Change, situation: SituationData) -> Iterator[Matter]:
    """What has to be decided for the change itself, apart from the moves that follow from it."""
    snapshot = situation.snapshot
    match change:
        case RuleReplaced(rule) if rule.address != NOWHERE:  # else it was asked for, by an option
            yield of_rule(rule, snapshot)
        case RuleAdded(rule) if not (rule.unary or isinstance(rule, Placing)):
            yield of_rule(rule, snapshot)  # others say where a site is thought to be
        case ClaimAdded(site, claim) if claim.says is Says.UNDECIDED:
            if (matter := of_move(site, None, snapshot)) is not None:
                yield matter
        case ClaimAdded(site, claim) if claim.says in TAKES_PART | TAKES_NO_PART:
            yield of_participation(site, snapshot)
        case WaveRestated(wave, claim) if claim.go_live is not None:
            if (matter := of_date(wave, claim.period, snapshot)) is not None:
                yield matter
        case WaveSlip():
            for wave, to in change.dates(snapshot).items():
                if (matter := of_date(wave, to, snapshot)) is not None:
                    yield matter
        case _:
            pass


def mandates_of(change: Change, situation: SituationData) -> Iterator[Mandate]:
    """Who has to decide the change itself, as far as the data name anybody."""
    if situation.snapshot.governance is None:
        return
    for matter in of_change(change, situation):
        if (found := mandate(matter, situation)) is not None:
            yield found

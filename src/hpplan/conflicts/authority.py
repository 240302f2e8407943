"""Who has to decide before a fact can be changed, by the rights and decisions of the data."""

from enum import IntEnum

from hpplan.domain.claims import Says
from hpplan.domain.mandates import Matter
from hpplan.domain.sites import TRUST
from hpplan.programme import matters
from hpplan.programme.change_matters import mandates_of
from hpplan.programme.changes import Change
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.solving.facts import Fact, RuleStands, SiteIsFirm, WaveKeepsPeriod


class Authority(IntEnum):
    """Who has to agree before the fact can be changed: the higher, the harder to ask."""

    WISH = 0  # the user who asked for this plan, on the command line
    PLAN = 1  # the data name nobody: assumptions, adopted plans, rules without a right to them
    BODY = 2  # a body that a right names
    COUNCIL = 3  # the site itself, against its own decision
    BOARD = 4  # a trust, against its own
    NOBODY = 5  # it is not decided, but has to come about: that a gate is passed


def whose(fact: Fact, situation: SituationData) -> Authority:
    match fact:
        case RuleStands(rule):
            return of_rule(rule, situation)
        case SiteIsFirm(site):
            if site.claim is not None and site.claim.says is Says.DECIDED:
                return _of_site(site.site.kind)
            return _named(matters.of_move(site.id, None, situation.snapshot), situation)
        case WaveKeepsPeriod(slot):
            return _named(matters.of_date(slot.id, None, situation.snapshot), situation)
        case _:
            return Authority.PLAN


def of_rule(rule: Rule, situation: SituationData) -> Authority:
    """The user's own, where an option asked for the rule; else by the right to it, or by the site's
    decision that it states.
    """
    if rule in situation.overrides.rules():
        return Authority.WISH
    if rule.of_claims:
        return Authority.NOBODY
    if (stated := rule.stated_decision()) is not None:
        decided = situation.snapshot.sites.get(stated[0])
        return _of_site("" if decided is None else decided.site.kind)
    if situation.snapshot.governance is None:
        return Authority.PLAN
    return _named(matters.of_rule(rule, situation.snapshot), situation)


def of_change(change: Change, situation: SituationData) -> Authority:
    """The authority for a change that leaves out no fact: that of the right to it."""
    named = any(True for _ in mandates_of(change, situation))
    return Authority.BODY if named else Authority.PLAN


def _of_site(kind: str) -> Authority:
    return Authority.BOARD if kind == TRUST else Authority.COUNCIL


def _named(matter: Matter | None, situation: SituationData) -> Authority:
    return Authority.PLAN if matters.mandate(matter, situation) is None else Authority.BODY

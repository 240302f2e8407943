"""Whose decision a fact rests on, by what the data says of it."""

import re
from enum import IntEnum
from typing import Final

from hpplan.domain.claims import Dated, Says
from hpplan.domain.sites import TRUST
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.solving.facts import (
    Fact,
    HolidaysOff,
    RuleStands,
    SiteIsFirm,
    WaveKeepsPeriod,
    WavesInOrder,
    WaveTakesNoMore,
    WeekdaysNamed,
)


class Authority(IntEnum):
    """Who has to agree, if the fact is to be otherwise: the higher, the harder to ask."""

    WISH = 0  # who asked for this plan, on the command line
    PLAN = 1  # the planners: assumptions, adopted plans, rules that name nobody else
    COUNCIL = 2  # a municipality's council
    BOARD = 3  # a board, or the law

    @property
    def words(self) -> str:
        words = "your own wish", "the plan", "a council's decision", "a board's decision or the law"
        return words[self]


COUNCILS: Final = re.compile(r"\b(?:councils?|kommunestyre[rt]?)\b", re.IGNORECASE)
BOARDS: Final = re.compile(
    r"\b(?:boards?|styret?|styrevedtak|laws?|lov|regulations?|forskrift|ministry|departementet?)\b",
    re.IGNORECASE,
)
"""The words by which a reason names those who decide, in English and in Norwegian."""


def whose(fact: Fact, situation: SituationData) -> Authority:
    match fact:
        case RuleStands(rule):
            return of_rule(rule, situation)
        case SiteIsFirm(site):
            if site.claim is None or site.claim.says is not Says.DECIDED:
                return Authority.PLAN
            return Authority.BOARD if site.site.kind == TRUST else Authority.COUNCIL
        case WaveTakesNoMore(slot):
            return of_claim(slot.open_claim)
        case WaveKeepsPeriod(slot):
            return of_claim(slot.go_live_claim)
        case WeekdaysNamed(calendar) | HolidaysOff(calendar):
            return _named(calendar.note or "")
        case WavesInOrder():
            return Authority.BOARD


def of_rule(rule: Rule, situation: SituationData) -> Authority:
    """A `decision` is a council's, or a board's if the site is a trust; else the reason says."""
    if rule in situation.overrides.rules():
        return Authority.WISH
    if (stated := rule.stated_decision()) is not None:
        site, decision = stated
        decided = situation.snapshot.sites.get(site)
        by_trust = decided is not None and decided.site.kind == TRUST
        return max(_named(decision), Authority.BOARD if by_trust else Authority.COUNCIL)
    return _named(rule.because or "")


def of_claim(claim: Dated | None) -> Authority:
    return _named("" if claim is None else claim.note or "")


def _named(reason: str) -> Authority:
    if BOARDS.search(reason):
        return Authority.BOARD
    return Authority.COUNCIL if COUNCILS.search(reason) else Authority.PLAN

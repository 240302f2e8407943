"""Why there are no days, in a sentence."""

from collections.abc import Sequence
from typing import Final

from hpplan.programme.programme import SituationData
from hpplan.solving.facts import (
    Fact,
    HolidaysOff,
    RuleStands,
    WaveKeepsPeriod,
    WeekdaysNamed,
)
from hpplan.text import conjoined

FEW: Final = 4
"""How many rules and waves are named; of more it is said how many there are."""


def no_days_left(facts: Sequence[Fact], situation: SituationData) -> str:
    """That the rules and the calendar among these facts leave no days for the waves among them."""
    waves = [
        f"{fact.slot} ({fact.slot.go_live.words})"
        for fact in facts
        if isinstance(fact, WaveKeepsPeriod) and fact.slot.go_live is not None
    ]
    calendar = any(isinstance(fact, WeekdaysNamed | HolidaysOff) for fact in facts)
    rules = [fact.rule for fact in facts if isinstance(fact, RuleStands)]
    causes = [*dict.fromkeys(rule.name for rule in rules)]
    if len(rules) > FEW:
        causes = [f"{len(rules)} rules"]
    causes += ["the calendar"] if calendar else []
    causes = causes or ["the order of waves"]
    leave = "leaves" if len(causes) == 1 and len(rules) <= 1 else "leave"
    few = waves if len(waves) <= FEW else [*waves[:FEW], f"{len(waves) - FEW} more"]
    for_whom = f" for {conjoined(few)}" if waves else ""
    day = "day" if len(waves) == 1 else "days"
    asked = f": {rules[0].sentence(situation.snapshot)}" if len(rules) == 1 else ""
    return f"{conjoined(causes)} {leave} no {day}{for_whom}{asked}"

"""Why there are no days, in one sentence."""

from collections.abc import Sequence
from typing import Final

from hpplan.language import _, plural
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
"""How many rules and waves are named; if there are more, their number is given."""


def no_days_left(facts: Sequence[Fact], situation: SituationData) -> str:
    """The sentence that the rules and the calendar among these facts leave no days for the waves
    among them.
    """
    waves = [
        f"{fact.slot} ({fact.slot.go_live.words})"
        for fact in facts
        if isinstance(fact, WaveKeepsPeriod) and fact.slot.go_live is not None
    ]
    calendar = any(isinstance(fact, WeekdaysNamed | HolidaysOff) for fact in facts)
    rules = [fact.rule for fact in facts if isinstance(fact, RuleStands)]
    causes = [*dict.fromkeys(rule.name for rule in rules)]
    if len(rules) > FEW:
        causes = [_("{n} rules", n=len(rules))]
    causes += [_("the calendar")] if calendar else []
    causes = causes or [_("the order of waves")]
    number = 1 if len(causes) == 1 and len(rules) <= 1 else 2
    few = waves
    if len(waves) > FEW:
        few = [*waves[:FEW], _("{n} more", n=len(waves) - FEW)]
    values = {"causes": conjoined(causes), "waves": conjoined(few) if waves else ""}
    match len(waves):
        case 0:
            said = plural("{causes} leaves no days", "{causes} leave no days", number, **values)
        case 1:
            said = plural(
                "{causes} leaves no day for {waves}",
                "{causes} leave no day for {waves}",
                number,
                **values,
            )
        case _:
            said = plural(
                "{causes} leaves no days for {waves}",
                "{causes} leave no days for {waves}",
                number,
                **values,
            )
    return f"{said}: {rules[0].sentence(situation.snapshot)}" if len(rules) == 1 else said

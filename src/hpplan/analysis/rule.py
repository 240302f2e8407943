"""The cost of a rule: the best plan without it, beside the best plan with it."""

from hpplan.analysis.scenario import Answer, Answered
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.diagnostics.place import Place
from hpplan.programme.changes import rule_dropped, rule_restored
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.rules.base import Verdict, Violation
from hpplan.solving.result import Limits
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class RuleExplained(Answered):
    """A rule, and the effect on the plan of dropping it; or, where it is not in force, of adding
    it. `breaks` are those of the plan as things stand: of a soft rule, or history.
    """

    rule: Rule
    place: Place | None
    in_force: bool
    breaks: tuple[Violation, ...]
    otherwise: Answer


def explain_rule(
    situation: SituationData, rule: Rule, limits: Limits | None = None
) -> RuleExplained:
    """The cost of the rule; for one that is not in force on the date, its cost if it were."""
    asking = ScenarioSolver(situation, limits)
    in_force = rule in situation.rules
    breaks = [
        found
        for found in (rule.violations(situation.snapshot, asking.waves) if in_force else ())
        if found.verdict is not Verdict.UNSURE
    ]
    change = rule_dropped(rule) if in_force else rule_restored(rule)
    return RuleExplained(
        rule,
        situation.programme.places.place(rule.address),
        in_force,
        tuple(breaks),
        asking.solve_with([change]),
        **asking.asked,
    )

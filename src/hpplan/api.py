"""hpplan as a library: typed functions that return values. Nothing here prints or exits.

`load` a data directory, then `check` the programme, `assign` its sites, `verify` a plan, make a
`timeline`, or `diff` two days or plans. Findings, `Infeasible` and `Undecided` are values. What is
given is looked at first: a value of another type raises TypeError, a name that nothing bears
UnknownName, any other value that means nothing ValueError. Another exception is a bug in hpplan.
All of it is to be had from the package itself: `hpplan.load`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hpplan import arguments
from hpplan.diagnostics.finding import Finding
from hpplan.programme.names import known_overrides, known_rule, known_site, known_wave
from hpplan.programme.plan import Plan, current_plan
from hpplan.programme.programme import Overrides, Programme, Situation
from hpplan.reading import Reading, read
from hpplan.rules import Rule

if TYPE_CHECKING:
    from hpplan.analysis.alternatives import Alternatives
    from hpplan.analysis.assumptions import Assumptions
    from hpplan.analysis.capacity import CapacitiesExplained
    from hpplan.analysis.diff import Difference, Side
    from hpplan.analysis.recommendation import Recommendation
    from hpplan.analysis.rule import RuleExplained
    from hpplan.analysis.site import SiteExplained, WhyNot
    from hpplan.analysis.timeline import Timeline
    from hpplan.analysis.wave import WaveExplained
    from hpplan.analysis.what_if import WhatIf
    from hpplan.conflicts.conflict import Repair
    from hpplan.planning import Outcome
    from hpplan.programme.changes import Change
    from hpplan.reading.plan_file import PlanReading
    from hpplan.solving.result import Limits
    from hpplan.solving.solve import Step


def load(directory: str | Path) -> Reading:
    """Read a data directory: a programme, or the findings that say why there is none."""
    return read(arguments.a_path(directory, "directory"))


def read_plan(file: str | Path) -> "PlanReading":
    """Read a plan file, JSON or YAML: a plan that fits a situation, or why there is none."""
    from hpplan.reading.plan_file import read_plan as read_file

    return read_file(arguments.a_path(file, "file"))


def situation(
    programme: Programme, as_of: date | str | None = None, overrides: Overrides | None = None
) -> Situation:
    """What is known on a date: the programme's own, unless given; today, if it has none. Text names
    a day or a longer period, of which the last day counts.
    """
    day = arguments.a_day(as_of, arguments.a_programme(programme))
    known = situation_as_stated(programme, day, Overrides())
    if not (asked := arguments.overrides_of(overrides)):
        return known
    return programme.on(known.as_of, known_overrides(known, asked))


def situation_as_stated(
    programme: Programme, as_of: date | None, overrides: Overrides
) -> Situation:
    """The same with overrides as a plan states them, which may have been made of other data: what
    they name need not exist, and is for the verifier to tell.
    """
    day = as_of or programme.default_as_of() or date.today()  # noqa: DTZ011  # the user's own day
    return programme.on(day, overrides)


def check(
    programme: Programme, as_of: date | str | None = None, deep: "Limits | None" = None
) -> list[Finding]:
    """Everything that is wrong or doubtful as of a date, less what the data asks to ignore; by
    place. With `deep` the solver proves in that time whether any plan exists.
    """
    from hpplan.checks.run import inspect

    return inspect(situation(programme, as_of), arguments.limits_of(deep, "deep"))


def assign(
    programme: Programme,
    as_of: date | str | None = None,
    overrides: Overrides | None = None,
    limits: "Limits | None" = None,
    on_progress: "Callable[[Step], None] | None" = None,
    *,
    second_opinion: bool = False,
) -> "Outcome":
    """Place every site: the best plan by the goals in rank order, or why there is none.

    A plan has passed the rules' own verifiers, and so has the plan that each repair was tried with.
    With a `second_opinion` each proved goal is proved once more in another way, in the same time;
    one that is not confirmed counts as unproved.
    """
    from hpplan.planning import best_plan, best_plan_proved_twice
    from hpplan.solving.result import Limits

    plan = best_plan_proved_twice if second_opinion else best_plan
    arguments.a_function(on_progress, "tell")
    within = arguments.limits_of(limits) or Limits()
    return plan(situation(programme, as_of, overrides), within, on_progress)


def repaired(known: Situation, repairs: "Iterable[Repair]") -> Situation:
    """The situation with these ways out of its conflicts."""
    from hpplan.planning import repaired as with_repairs

    return with_repairs(arguments.a_situation(known), repairs)


def verify(programme: Programme, plan: Plan) -> list[Finding]:
    """Any plan against the data as of the plan's date, by the rules' own verifiers."""
    from hpplan.verification import verify_plan

    given, stated = arguments.a_programme(programme), arguments.a_plan(plan)
    return verify_plan(situation_as_stated(given, stated.as_of, stated.overrides), stated)


def timeline(
    programme: Programme, as_of: date | str | None = None, plan: Plan | None = None
) -> "Timeline":
    """Who goes live when, in a plan or in the one that the claims make."""
    from hpplan.analysis.timeline import timeline as timeline_of

    if plan is None:
        known = situation(programme, as_of)
        return timeline_of(known, current_plan(known))
    stated, day = arguments.a_plan(plan), arguments.a_day(as_of, arguments.a_programme(programme))
    return timeline_of(situation_as_stated(programme, day, stated.overrides), stated)


def diff(programme: Programme, old: date | str | Plan, new: date | str | Plan) -> "Difference":
    """What differs between two plans; a day stands for the plan that the claims make on it."""
    from hpplan.analysis.diff import diff as difference_of

    arguments.a_programme(programme)
    return difference_of(_side(programme, old, "old"), _side(programme, new, "new"))


def _side(programme: Programme, which: date | str | Plan, name: str) -> "Side":
    from hpplan.analysis.diff import Side

    if isinstance(which, Plan):
        known = situation_as_stated(programme, which.as_of, which.overrides)
        return Side(f"the plan of {which.as_of}", known, which)
    if (day := arguments.a_day(which, programme, name)) is None:
        raise TypeError(f"{name}: expected a date, text such as '2023-07', or a Plan, not None")
    known = situation(programme, day)
    return Side(f"{which}", known, current_plan(known))


def whatif(
    situation: Situation, cases: "Sequence[Sequence[Change]]", limits: "Limits | None" = None
) -> "WhatIf":
    """What becomes of the best plan in each of the cases, by itself. The changes of a case hold
    together; `hpplan.advice.expressions.read_changes` reads them as the command line does.
    """
    from hpplan.analysis.what_if import what_if

    known, changes = arguments.a_situation(situation), arguments.the_cases(cases)
    return what_if(known, changes, arguments.limits_of(limits))


def explain(situation: Situation, site: str, limits: "Limits | None" = None) -> "SiteExplained":
    """Why the site is where the best plan has it, and what stands in the way of going earlier."""
    from hpplan.analysis.site import explain_site

    known = arguments.a_situation(situation)
    named = known_site(known, arguments.a_name(site, "site"))
    return explain_site(known, named, arguments.limits_of(limits))


def why_not(situation: Situation, site: str, wave: str, limits: "Limits | None" = None) -> "WhyNot":
    """What the site in the wave would do to the plan, or what stands in the way."""
    from hpplan.analysis.site import why_not as why_not_there

    known = arguments.a_situation(situation)
    named = known_site(known, arguments.a_name(site, "site"))
    there = known_wave(known, arguments.a_name(wave, "wave"))
    return why_not_there(known, named, there, arguments.limits_of(limits))


def explain_wave(
    situation: Situation, wave: str, limits: "Limits | None" = None
) -> "WaveExplained":
    """Who is in the wave, how full it is, and what others would do to the plan there."""
    from hpplan.analysis.wave import explain_wave as wave_explained

    known = arguments.a_situation(situation)
    named = known_wave(known, arguments.a_name(wave, "wave"))
    return wave_explained(known, named, arguments.limits_of(limits))


def explain_rule(
    situation: Situation, rule: Rule | str, limits: "Limits | None" = None
) -> "RuleExplained":
    """What the rule costs: the best plan without it."""
    from hpplan.analysis.rule import explain_rule as rule_explained

    known = arguments.a_situation(situation)
    if not isinstance(rule, Rule):
        rule = known_rule(known, arguments.a_name(rule, "rule"))
    return rule_explained(known, rule, arguments.limits_of(limits))


def explain_capacity(situation: Situation, limits: "Limits | None" = None) -> "CapacitiesExplained":
    """Which capacities bind, and what one more unit buys."""
    from hpplan.analysis.capacity import explain_capacity as capacities_explained

    return capacities_explained(arguments.a_situation(situation), arguments.limits_of(limits))


def explain_assumptions(situation: Situation, limits: "Limits | None" = None) -> "Assumptions":
    """Which assumptions the plan rests on."""
    from hpplan.analysis.assumptions import explain_assumptions as assumptions_explained

    return assumptions_explained(arguments.a_situation(situation), arguments.limits_of(limits))


def recommend(situation: Situation, site: str, limits: "Limits | None" = None) -> "Recommendation":
    """The waves of a site that is not live, in the order of what they do to the plan."""
    from hpplan.analysis.recommendation import recommend as recommended

    known = arguments.a_situation(situation)
    named = known_site(known, arguments.a_name(site, "site"))
    return recommended(known, named, arguments.limits_of(limits))


def alternatives(
    situation: Situation, number: int, differ_by: int = 3, limits: "Limits | None" = None
) -> "Alternatives":
    """The best plan, and the best that differ from it and from each other by so many sites."""
    from hpplan.analysis.alternatives import alternatives as really_different

    known = arguments.a_situation(situation)
    plans = arguments.a_number(number, "number", least=1)
    apart = arguments.a_number(differ_by, "differ_by", least=1)
    return really_different(known, plans, apart, arguments.limits_of(limits))

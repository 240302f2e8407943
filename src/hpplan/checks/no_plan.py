"""Whether any plan keeps every hard rule: proved by the solver, reported as findings."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, assert_never

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData

if TYPE_CHECKING:
    from hpplan.conflicts.conflict import Conflict
    from hpplan.solving.result import Limits

NO_PLAN: Final = Code(
    "HP803",
    "no-plan-exists",
    Severity.ERROR,
    meaning=(
        "It is proved that no plan keeps every hard rule and every firm site. Each independent "
        "conflict is reported once, at the first of its facts, with all of them; without any one "
        "of them it is gone. One that a check finds by itself, such as a cycle, is reported as "
        "that; a failed gate (HP615) that leaves no plan only as this."
    ),
    why="`hpplan assign` cannot find a plan.",
    fix="Change one of the facts; `hpplan assign` suggests repairs and their price.",
    bad="""
        waves: [{id: W1}, {id: W2}]
        municipalities:
          - {id: ask, name: Ask}
          - {id: berg, name: Berg}
        rules:
          - «{kind: hosts, sites: all}»
        """,
    instead="{kind: hosts, sites: berg}",
    command="check --deep",
)
UNDECIDED: Final = Code(
    "HP804",
    "plan-undecided",
    Severity.WARNING,
    meaning="The solver found neither a plan nor a proof that there is none within the time limit.",
    why="It is unknown whether the rules can hold together.",
    fix="Raise `--time-limit`, or look for rules that leave hardly any room.",
    bad="""
        waves: [{id: W1}, {id: W2}]
        municipalities:
          - {id: ask, name: Ask, size: {inhabitants: 1926}}
          - {id: berg, name: Berg, size: {inhabitants: 2500}}
          - {id: dal, name: Dal, size: {inhabitants: 2390}}
          - {id: eid, name: Eid, size: {inhabitants: 6915}}
          - {id: fet, name: Fet, size: {inhabitants: 3770}}
          - {id: gol, name: Gol, size: {inhabitants: 6048}}
          - {id: hol, name: Hol, size: {inhabitants: 5121}}
          - {id: lom, name: Lom, size: {inhabitants: 4476}}
        rules:
          - {kind: capacity, measure: inhabitants, max: 16574}
        """,
    instead=("16574", "17235"),
    command="check --deep --time-limit 0.000001",
    good_command="check --deep",
)

CODES: Final = (NO_PLAN, UNDECIDED)


def doubts(situation: SituationData, limits: "Limits") -> Iterator[Finding]:
    """Why no plan is known to exist; empty, if one was found. Goals are ignored."""
    from hpplan.planning import Infeasible, Solved, best_plan
    from hpplan.solving.result import Undecided

    if not situation.snapshot.waves or not situation.snapshot.taking_part:
        return
    outcome = best_plan(replace(situation, goals=()), replace(limits, repairs=0))
    match outcome:
        case Solved():
            pass
        case Infeasible(conflicts=conflicts):
            yield from (_reported(conflict) for conflict in conflicts)
        case Undecided():
            yield UNDECIDED.finding(
                "neither a plan nor a proof that there is none was found within the time limit",
                None,
                hint="raise --time-limit",
            )
        case _:
            assert_never(outcome)


def _reported(conflict: "Conflict") -> Finding:
    notes: list[Note] = []
    for fact in conflict.facts:
        notes += [Note(fact.text, fact.place), *fact.notes]
    place = next((fact.place for fact in conflict.facts if fact.place is not None), None)
    return NO_PLAN.finding(
        f"no plan keeps all of these {len(conflict.facts)}: {conflict.headline}"
        if len(conflict.facts) > 1
        else f"no plan keeps this: {conflict.headline}",
        place,
        hint="hpplan assign suggests repairs",
        notes=notes,
    )

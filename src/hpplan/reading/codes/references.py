"""HP20x: names that nothing has, or that two things have."""

from typing import Final

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Severity

UNKNOWN_NAME: Final = Code(
    "HP201",
    "unknown-name",
    Severity.ERROR,
    meaning=(
        "A name that nothing in the programme has. Names are not checked if a file is unreadable."
    ),
    why="The rule or claim would apply to nothing.",
    fix="Use the name that the hint suggests, or add the missing entry.",
    bad="""
        waves: [{id: W1}, {id: W2}]
        municipalities: [{id: roros, name: Røros}]
        rules:
          - {kind: forbid, sites: «røros», waves: W1}
        """,
    instead="roros",
)
DUPLICATE_ID: Final = Code(
    "HP202",
    "duplicate-id",
    Severity.ERROR,
    meaning=("Two entries share an id, in one file or in two; or a plan places a site twice."),
    why="It is unclear which of the two a rule or a claim means.",
    fix="Give one of them an id of its own, or remove it.",
    bad="""
        waves: [{id: W1}]
        municipalities: [{id: ask, name: Ask}]
        === more.yaml
        sites: [{id: «ask», kind: gp-office, name: Ask legesenter}]
        """,
    instead="ask-legesenter",
)

CODES: Final = (UNKNOWN_NAME, DUPLICATE_ID)

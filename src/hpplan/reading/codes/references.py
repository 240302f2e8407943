"""HP20x: names that nothing bears, or that two things share."""

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
BORDER_OF_NOBODY: Final = Code(
    "HP211",
    "border-of-nobody",
    Severity.INFO,
    meaning="The file of borders outlines somebody who is no site: no site has that id or number.",
    why="It may be a misspelt one, whose site the map then shows as a point.",
    fix="Correct the id or number, or ignore the code: such a border is not drawn.",
    bad="""
        programme: {id: coast, map: «borders.geojson»}
        waves: [{id: W1}]
        municipalities: [{id: ask}]
        === borders.geojson
        {"type": "FeatureCollection", "features": [
          {"type": "Feature", "properties": {"id": "asker"},
           "geometry": {"type": "Polygon", "coordinates": [[[8, 63], [9, 63], [9, 64], [8, 63]]]}}]}
        """,
    good="""
        programme: {id: coast, map: borders.geojson}
        waves: [{id: W1}]
        municipalities: [{id: ask}]
        === borders.geojson
        {"type": "FeatureCollection", "features": [
          {"type": "Feature", "properties": {"id": "ask"},
           "geometry": {"type": "Polygon", "coordinates": [[[8, 63], [9, 63], [9, 64], [8, 63]]]}}]}
        """,
)

CODES: Final = (UNKNOWN_NAME, DUPLICATE_ID, BORDER_OF_NOBODY)

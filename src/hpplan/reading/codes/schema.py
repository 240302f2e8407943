"""HP1xx: keys and values that do not follow the format."""

from typing import Final

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Severity

UNKNOWN_KEY: Final = Code(
    "HP101",
    "unknown-key",
    Severity.ERROR,
    meaning="A key that hpplan does not know.",
    why="Its value would be ignored silently; usually it is a misspelt key.",
    fix="Use the key that the hint suggests, or move the text to a `note`.",
    bad="""
        waves: [{id: W1}]
        municipalities:
          - {id: ask, name: Ask, «contry»: Trøndelag}
        """,
    instead="county",
)
MISSING_KEY: Final = Code(
    "HP102",
    "missing-key",
    Severity.ERROR,
    meaning=(
        "A required key is missing: the place is that of the mapping. Or a key, or an entry of a "
        "list, has no value."
    ),
    why="Without it the entry has no name or no meaning.",
    fix="Add the key or the value, or remove the key that has none.",
    bad="""
        waves: [{id: W1}]
        municipalities:
          - «{name: Ask}»
        """,
    instead="{id: ask, name: Ask}",
)
WRONG_TYPE: Final = Code(
    "HP103",
    "wrong-type",
    Severity.ERROR,
    meaning="A value of the wrong type, or out of range.",
    why="Nothing is guessed: `no` and `0301` are text, and 5 000 is not a number.",
    fix="Write the value in the form that the message gives.",
    bad="""
        waves: [{id: W1}]
        municipalities:
          - {id: ask, name: Ask, size: {inhabitants: «21 000»}}
        """,
    instead="21000",
)
NOT_A_CHOICE: Final = Code(
    "HP104",
    "not-a-choice",
    Severity.ERROR,
    meaning="A word that its key does not allow; or the id `all`, which is reserved.",
    why="It has no meaning here.",
    fix="Use one of the words in the hint.",
    bad="""
        sources: [{id: letter, kind: document, published: 2023-07-04}]
        waves: [{id: W1}]
        municipalities:
          - {id: ask, name: Ask, claims: [{says: «decidd», wave: W1, source: letter}]}
        """,
    instead="decided",
)
BAD_DATE: Final = Code(
    "HP105",
    "bad-date",
    Severity.ERROR,
    meaning="A date, period or duration that cannot be read, or a day that does not exist.",
    why="Every phase, and every rule about dates, would be wrong.",
    fix="Write 2024-04-27, 2024-04, 2024-Q2, 2024-H1, 2024-spring or 2024; 12m, 6w or 30d.",
    bad="""
        waves: [{id: W1, go_live: «2023-02-30»}]
        """,
    good="""
        programme: {id: coast, name: The coast, as_of: 2023-01-01}
        municipalities: [{id: ask, name: Ask}]
        waves: [{id: W1, go_live: 2023-02-28}]
        """,
)
INCOMPLETE: Final = Code(
    "HP106",
    "incomplete",
    Severity.ERROR,
    meaning="Keys that are valid one by one but not together.",
    why="The entry says nothing, or contradicts itself.",
    fix="Add or remove the key named in the message.",
    bad="""
        waves: [{id: W1}]
        municipalities: [{id: ask, name: Ask}]
        rules:
          - «{kind: capacity, waves: W1}»
        """,
    instead="{kind: capacity, waves: W1, max: 12}",
)
UNKNOWN_KIND: Final = Code(
    "HP107",
    "unknown-kind",
    Severity.ERROR,
    meaning="A kind of rule or goal that this version does not know.",
    why="A rule that is silently not enforced would be worse than none.",
    fix="Use a kind from the hint, or upgrade hpplan.",
    bad="""
        waves: [{id: W1}]
        municipalities: [{id: ask, name: Ask}]
        rules:
          - {kind: «capasity», max: 12}
        """,
    instead="capacity",
)
NOT_A_PLAN: Final = Code(
    "HP108",
    "not-a-plan",
    Severity.ERROR,
    meaning="A goal compares with a plan file that cannot be read.",
    why="Moves cannot be counted against a missing plan.",
    fix="Name the plan file, relative to the data; or write `against: claims`.",
    bad="""
        municipalities: [{id: ask, name: Ask}]
        waves: [{id: W1}]
        goals:
          - {kind: stability, against: «last-year.json»}
        """,
    instead="claims",
)

NUMBER_NOT_TEXT: Final = Code(
    "HP109",
    "number-not-text",
    Severity.WARNING,
    meaning="An official number is not quoted.",
    why="It is read as text here, but other tools read 0301 as another number, or drop the zero.",
    fix="Put it in quotes; `hpplan check --fix` does.",
    bad="""
        waves: [{id: W1}]
        municipalities:
          - {id: ask, number: «5055», name: Ask}
        """,
    instead='"5055"',
)

SUM_TOO_LARGE: Final = Code(
    "HP111",
    "sum-too-large",
    Severity.ERROR,
    meaning=(
        "A rule or goal adds up numbers of the data, times days or a factor perhaps, and the sum "
        "could need more than 62 bits. The place is that of the largest number."
    ),
    why="Beyond that, sums may overflow, and no plan could be trusted.",
    fix="Count in a larger unit, such as thousands; write a factor with fewer decimals.",
    bad="""
        waves: [{id: W1, go_live: 2024-05-04}, {id: W2, go_live: 9999-05-04}]
        municipalities:
          - {id: ask, name: Ask, size: {inhabitants: «1000000000000»}}
          - {id: berg, name: Berg, size: {inhabitants: 900000000000}}
        goals:
          - {kind: earliest, measure: inhabitants}
        """,
    good="""
        programme: {id: coast, name: The coast, as_of: 2024-01-01}
        waves: [{id: W1, go_live: 2024-05-04}, {id: W2, go_live: 2025-05-04}]
        municipalities:
          - {id: ask, name: Ask, size: {inhabitants: 1000000}}
          - {id: berg, name: Berg, size: {inhabitants: 900000}}
        goals:
          - {kind: earliest, measure: inhabitants}
        """,
)

BAD_MAP: Final = Code(
    "HP112",
    "bad-map",
    Severity.WARNING,
    meaning=(
        "`programme.map` names no GeoJSON file of borders in the data directory: the file is "
        "missing, lies elsewhere, has more than 1 MiB, or has a feature that is no polygon in "
        "degrees, or that says neither `id` nor `number`."
    ),
    why="The map is drawn without borders, as equal tiles.",
    fix="Put the file beside the data; follow the note, which points into it.",
    bad="""
        programme: {id: coast, map: «borders.geojson»}
        municipalities: [{id: ask, name: Ask}]
        waves: [{id: W1}]
        === borders.geojson
        {"type": "FeatureCollection", "features": [
          {"type": "Feature", "properties": {"id": "ask"},
           "geometry": {"type": "Point", "coordinates": [8, 63]}}]}
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

CODES: Final = (
    UNKNOWN_KEY,
    MISSING_KEY,
    WRONG_TYPE,
    NOT_A_CHOICE,
    BAD_DATE,
    INCOMPLETE,
    UNKNOWN_KIND,
    NOT_A_PLAN,
    NUMBER_NOT_TEXT,
    SUM_TOO_LARGE,
    BAD_MAP,
)

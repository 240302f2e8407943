"""HP0xx: files that cannot be read, and text that is not YAML as hpplan accepts it."""

from typing import Final

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Severity

CANNOT_READ: Final = Code(
    "HP001",
    "unreadable-file",
    Severity.ERROR,
    meaning=(
        "A file cannot be opened or read: it is missing, not a regular file, or not permitted."
    ),
    why="Its content is missing from the programme, so nothing is planned.",
    fix="Correct the link or the permissions, or rename a file that is not data.",
    bad="""
        waves: [{id: W1}]
        === sites.yaml/
        """,
    good="""
        municipalities: [{id: ask, name: Ask}]
        waves: [{id: W1}]
        === sites/
        """,
)
NOT_UTF8: Final = Code(
    "HP002",
    "not-utf-8",
    Severity.ERROR,
    meaning="A file is not UTF-8 text.",
    why="Letters such as ø would silently turn into others.",
    fix="Save the file as UTF-8.",
    bad="""
        waves: [{id: W1}]
        municipalities:
          - {id: roros, name: R«\udcf8»ros}
        """,
    instead="ø",
)
TOO_DEEP: Final = Code(
    "HP003",
    "nested-too-deep",
    Severity.ERROR,
    meaning="Lists and mappings are nested more than 50 levels deep, aliases expanded.",
    why="No programme needs that; usually brackets were opened and never closed.",
    fix="Close the brackets.",
    bad="""
        waves: [{id: W1}]
        rules: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[«[»
        """,
    good="""
        municipalities: [{id: ask, name: Ask}]
        waves: [{id: W1}]
        rules: []
        """,
)
TOO_LARGE: Final = Code(
    "HP004",
    "file-too-large",
    Severity.ERROR,
    meaning=(
        "A file has more than 64 MiB, or 1,500,000 lists and mappings, or 400,000 different keys, "
        "or a section more than 1,500,000 entries (200,000 sites)."
    ),
    why="No programme is that large; reading it would take much memory and time.",
    fix="Cut the file into several, or move files that are not data out of the folder.",
    bad="""
        municipalities: [{id: ask, name: Ask}]
        waves: [{id: W1}]
        === export.yaml, 65 MiB
        """,
    good="""
        municipalities: [{id: ask, name: Ask}]
        waves: [{id: W1}]
        === export.yaml
        sites: []
        """,
)
BAD_ALIAS: Final = Code(
    "HP005",
    "bad-alias",
    Severity.ERROR,
    meaning=(
        "An alias names no anchor, or one around it; or the aliases of a file expand to more than "
        "a million values."
    ),
    why="There is no value, or far too much of it, to insert.",
    fix="Put the anchor before an earlier value, or write the value out.",
    bad="""
        waves: [{id: W1}]
        municipalities:
          - {id: ask, name: Ask, county: «*county»}
        """,
    good="""
        waves: [{id: W1}]
        municipalities:
          - {id: ask, name: Ask, county: &county Trøndelag}
          - {id: berg, name: Berg, county: *county}
        """,
)
SYNTAX: Final = Code(
    "HP006",
    "syntax",
    Severity.ERROR,
    meaning="The text is not YAML.",
    why="The rest of the file cannot be understood.",
    fix="Follow the hint; usually a bracket, a quote, a colon or the indentation is wrong.",
    bad="""
        waves:
          - {id: W1, go_live: 2024-04-27
          - «{»id: W2, go_live: 2024-11-09}
        """,
    good="""
        programme: {id: coast, name: The coast, as_of: 2023-07-04}
        municipalities: [{id: ask, name: Ask}]
        waves:
          - {id: W1, go_live: 2024-04-27}
          - {id: W2, go_live: 2024-11-09}
        """,
)
DUPLICATE_KEY: Final = Code(
    "HP007",
    "duplicate-key",
    Severity.ERROR,
    meaning="A mapping has the same key twice.",
    why="Most YAML readers silently keep one of the two, and not all of them the same one.",
    fix="Remove one of the two, or rename it.",
    bad="""
        waves: [{id: W1}]
        municipalities:
          - {id: ask, name: Ask, «name»: Askøy}
        """,
    good="""
        waves: [{id: W1}]
        municipalities:
          - {id: ask, name: Askøy}
        """,
)
BAD_TAG: Final = Code(
    "HP008",
    "bad-tag",
    Severity.ERROR,
    meaning="A value has a tag other than `!!str`.",
    why="Tags make a program construct objects from text; hpplan reads plain data only.",
    fix="Remove the tag; put the value in quotes if it is meant as text.",
    bad="""
        waves: [{id: W1}]
        municipalities:
          - {id: ask, name: «!py» Ask}
        """,
    good="""
        waves: [{id: W1}]
        municipalities:
          - {id: ask, name: "!py Ask"}
        """,
)
BAD_KEY: Final = Code(
    "HP009",
    "bad-key",
    Severity.ERROR,
    meaning="A key is a list or a mapping, `@`, or the merge key `<<`.",
    why="Keys are names. The merge key is not part of YAML 1.2, and readers disagree on it.",
    fix="Write the keys out, or put text that begins with a bracket in quotes.",
    bad="""
        waves: [{id: W1}]
        municipalities:
          - {«[»ask]: Ask, id: ask, name: Ask}
        """,
    good="""
        waves: [{id: W1}]
        municipalities:
          - {id: ask, name: Ask}
        """,
)
SEVERAL_DOCUMENTS: Final = Code(
    "HP010",
    "several-documents",
    Severity.ERROR,
    meaning="A file contains a second document. Only the first one is read.",
    why="Everything after it would be lost silently.",
    fix="Remove the line, or move what follows to a file of its own.",
    bad="""
        waves: [{id: W1}]
        «---»
        municipalities: [{id: ask, name: Ask}]
        """,
    good="""
        waves: [{id: W1}]
        municipalities: [{id: ask, name: Ask}]
        """,
)
FORBIDDEN_CHARACTER: Final = Code(
    "HP011",
    "forbidden-character",
    Severity.ERROR,
    meaning="A file contains a character that YAML does not allow, such as NUL.",
    why="It is invisible, and usually means that the file was damaged in transfer.",
    fix="Remove it, or write it as an escape in double quotes.",
    bad="""
        waves: [{id: W1}]
        municipalities: [{id: ask, name: A«\0»sk}]
        """,
    instead="",
)
NO_PROGRAMME: Final = Code(
    "HP012",
    "no-programme",
    Severity.ERROR,
    meaning="The folder does not exist, or no `*.yaml` or `*.yml` file in it contains a programme.",
    why="There is nothing to plan.",
    fix="Name the folder of the data files with `--data`.",
    bad="""
        # nothing yet
        """,
    good="""
        municipalities: [{id: ask, name: Ask}]
        waves: [{id: W1}]
        """,
)
NOT_READ: Final = Code(
    "HP016",
    "file-not-read",
    Severity.INFO,
    meaning=(
        "A YAML file that is not read as data: its name begins with a dot, or it is a `.yml` "
        "without any section of a programme, or it is in a subfolder of the data directory."
    ),
    why="Its author may believe that it is part of the programme.",
    fix="Rename it or move it up if it is data; else ignore the code.",
    bad="""
        municipalities: [{id: ask, name: Ask}]
        waves: [{id: W1}]
        === compose.yml
        services: {}
        """,
    good="""
        municipalities: [{id: ask, name: Ask}]
        waves: [{id: W1}]
        === compose.yml
        sites: []
        """,
)

CODES: Final = (
    CANNOT_READ,
    NOT_UTF8,
    TOO_DEEP,
    TOO_LARGE,
    BAD_ALIAS,
    SYNTAX,
    DUPLICATE_KEY,
    BAD_TAG,
    BAD_KEY,
    SEVERAL_DOCUMENTS,
    FORBIDDEN_CHARACTER,
    NO_PROGRAMME,
    NOT_READ,
)

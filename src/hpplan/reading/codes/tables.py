"""HP01x and HP02x: tables and workbooks that are imported, or that a plan was written into."""

from typing import Final

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Severity

_IMPORT: Final = "import sites.csv --known 2023-07-04 --dry-run"

NO_WORKBOOK: Final = Code(
    "HP017",
    "no-workbook",
    Severity.ERROR,
    meaning="A file that is named like a workbook is none, or is damaged, or has no sheet to read.",
    why="Nothing in it can be read.",
    fix="Open it in a spreadsheet, and save it as xlsx or as csv.",
    bad="""
        === sites.xlsx
        site,wave
        """,
    good="""
        === sites.csv
        site,wave
        Heim,KI2
        """,
    command="import sites.xlsx --known 2023-07-04 --dry-run",
    good_command=_IMPORT,
)
BAD_CELL: Final = Code(
    "HP018",
    "unusable-cell",
    Severity.ERROR,
    meaning=(
        "A cell of a table holds what cannot be meant there: an error such as `#REF!`, a part of "
        "a whole number, a time, a word where a number belongs, or a quotation mark that is "
        "never closed."
    ),
    why="What was meant is not known, and hpplan does not guess.",
    fix="Correct the cell, or leave its column out with `--map COLUMN=-`.",
    bad="""
        === sites.csv
        kommune;bølge;innbyggere
        Heim;KI2;«about 6000»
        """,
    instead="5 880",
    command=_IMPORT,
)
BAD_COLUMNS: Final = Code(
    "HP019",
    "columns-unclear",
    Severity.ERROR,
    meaning="No column of a table names the sites, or two columns say the same of them.",
    why="It is unclear what the rows are about, or which of the two columns counts.",
    fix="Say what a column is with `--map COLUMN=KEY`, or leave it out with `--map COLUMN=-`.",
    bad="""
        === sites.csv
        kommune;bølge;«bølge»
        Heim;KI2;KI3
        """,
    instead="merknad",
    command=_IMPORT,
)
ROWS_DISAGREE: Final = Code(
    "HP020",
    "rows-disagree",
    Severity.ERROR,
    meaning=(
        "Rows of a table give one wave go-lives that cannot both be, or two rows are about one "
        "site."
    ),
    why="Which of them is right is not known, and hpplan does not guess.",
    fix="Correct one of the two cells, or remove one of the rows.",
    bad="""
        === sites.csv
        kommune;bølge;oppstart
        Heim;KI2;høst 2024
        Hitra;KI2;«våren 2025»
        """,
    instead="november 2024",
    command=_IMPORT,
)

CODES: Final = (NO_WORKBOOK, BAD_CELL, BAD_COLUMNS, ROWS_DISAGREE)

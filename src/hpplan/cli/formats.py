"""The form of an answer: the formats of commands, the endings that select them, the dialects of
CSV, and charts or sentences.
"""

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer

from hpplan.cli.given_values import a_word
from hpplan.cli.output_file import OPTION as OUTPUT
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.views.document import Document


class Format(StrEnum):
    """The format of an answer."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    ICS = "ics"
    MARKDOWN = "markdown"
    MERMAID = "mermaid"
    DOT = "dot"
    GRAPHML = "graphml"
    SVG = "svg"
    GEOJSON = "geojson"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


Formats = tuple[Format, ...]
"""The formats of a command."""
_READ: Final[Formats] = (Format.TEXT, Format.MARKDOWN)
ANSWERS: Final[Formats] = (Format.TEXT, Format.JSON, Format.MARKDOWN)
TABLES: Final[Formats] = (Format.TEXT, Format.JSON, Format.CSV, Format.MARKDOWN)
FIGURES: Final[Formats] = (*TABLES, Format.SVG)
CHARTS: Final[Formats] = (
    *TABLES,
    Format.XLSX,
    Format.MERMAID,
    Format.ICS,
    Format.SVG,
    Format.GEOJSON,
)
MAPS: Final[Formats] = (Format.TEXT, Format.MARKDOWN, Format.SVG, Format.GEOJSON)
GRAPHS: Final[Formats] = (
    Format.TEXT,
    Format.JSON,
    Format.MARKDOWN,
    Format.MERMAID,
    Format.DOT,
    Format.GRAPHML,
    Format.SVG,
)
FINDINGS: Final[Formats] = (
    Format.TEXT,
    Format.CONCISE,
    Format.JSON,
    Format.GITHUB,
    Format.GITLAB,
    Format.SARIF,
    Format.JUNIT,
    Format.MARKDOWN,
)


class CsvDialect(StrEnum):
    """The spreadsheets that CSV is written for."""

    STANDARD = "standard"
    NORWEGIAN = "norwegian"


ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (".txt",),
    "concise": (".txt",),
    "github": (".txt",),
    "json": (".json", ".yaml", ".yml"),  # JSON is YAML
    "gitlab": (".json",),
    "sarif": (".sarif", ".sarif.json", ".json"),
    "junit": (".xml",),
    "markdown": (".md", ".markdown"),
    "csv": (".csv",),
    "xlsx": (".xlsx",),
    "mermaid": (".mmd",),
    "dot": (".gv", ".dot"),
    "graphml": (".graphml",),
    "ics": (".ics",),
    "svg": (".svg",),
    "geojson": (".geojson",),
}
"""The endings of files of each format; of two formats with one ending, it selects the first."""


def format_of(asked: Format | None, output: Path | None, formats: Formats) -> Format:
    """The format asked for, else the one that the file's ending selects, else text. A file without
    an ending may have any format; an ending of another format is a usage error.
    """
    ending = "" if output is None else _ending(output)
    if not ending:
        return Format.TEXT if asked is None else asked
    meant = [form for form in formats if ending in ENDINGS[form]]
    if not meant:
        _wrong_ending(ending, [end for form in formats for end in ENDINGS[form]])
    if asked is not None and asked not in meant:
        raise typer.BadParameter(
            f"'{ending}' stands for {meant[0]}, and --format asks for {asked}, which ends in "
            f"{' or '.join(ENDINGS[asked])}",
            param_hint=OUTPUT,
        )
    return meant[0] if asked is None else asked


def ends_in(output: Path | None, endings: Sequence[str], option: str = OUTPUT) -> None:
    """Refuse a file with the ending of another format than the only one there is."""
    ending = "" if output is None else _ending(output)
    if ending and ending not in endings:
        _wrong_ending(ending, endings, option)


def _ending(path: Path) -> str:
    name = path.name.lower()
    long = ".sarif.json"
    return long if name.endswith(long) and name != long else literal(path.suffix.lower())


def _wrong_ending(ending: str, known: Sequence[str], option: str = OUTPUT) -> NoReturn:
    few = ", ".join(dict.fromkeys(known))
    raise typer.BadParameter(
        f"nothing that this command writes ends in '{ending}'; its endings: {few}",
        param_hint=option,
    )


def dialect_of(asked: CsvDialect | None, form: StrEnum) -> CsvDialect:
    """The dialect of CSV that was asked for; with another format that is a usage error."""
    if asked is not None and form != "csv":
        raise typer.BadParameter(
            f"it applies to csv only, and the format is {form}", param_hint=CSV_DIALECT
        )
    return asked or CsvDialect.STANDARD


def charts_of(document: "Document", form: Format, *, no_chart: bool) -> "Document":
    """The document, with sentences instead of charts where none is wanted."""
    if not no_chart or form not in _READ:
        return document
    from hpplan.views.in_sentences import in_sentences

    return in_sentences(document)


def only_in_words(form: Format, *, no_chart: bool) -> None:
    """A format without charts of letters cannot be asked to omit them: a usage error."""
    if no_chart and form not in _READ:
        raise typer.BadParameter(
            f"it applies to text and markdown, and the format is {form}", param_hint=NO_CHART
        )


def in_a_file(form: Format, output: Path | None) -> None:
    """A workbook cannot be shown in a terminal: without a file or a pipe it is a usage error."""
    if form is Format.XLSX and output is None and sys.stdout.isatty():
        raise typer.BadParameter(
            "a workbook goes into a file; write --output plan.xlsx", param_hint="--format"
        )


def _format(formats: Formats) -> Any:
    """The option for the format of the answer; an ending that selects one is accepted as well, such
    as `md`.
    """
    about = "How to write the answer; without it as the ending of --output says, else as text."
    endings = {
        ending.removeprefix("."): form for form in reversed(formats) for ending in ENDINGS[form]
    }
    return a_word("--format", formats, about, show_default=False, also=endings)


AsFindings = Annotated[Format | None, _format(FINDINGS)]
AsFigures = Annotated[Format | None, _format(FIGURES)]
AsChart = Annotated[Format | None, _format(CHARTS)]
NO_CHART: Final = "--no-chart"
NoChart = Annotated[
    bool,
    typer.Option(
        NO_CHART,
        help="In text and Markdown write a sentence for each row of a chart or a table, for a "
        "screen reader.",
    ),
]
AsMap = Annotated[Format | None, _format(MAPS)]
AsGraph = Annotated[Format | None, _format(GRAPHS)]
AsAnswer = Annotated[Format | None, _format(ANSWERS)]
CSV_DIALECT: Final = "--csv-dialect"
WhichDialect = Annotated[
    CsvDialect | None,
    a_word(
        CSV_DIALECT,
        CsvDialect,
        "For csv only: norwegian is what a Norwegian Excel opens, with semicolons, decimal "
        "commas and a byte order mark; days stay ISO dates.",
        show_default=False,
    ),
]

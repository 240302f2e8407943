"""Options that several commands share, and how help texts are laid out."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from math import isfinite
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn, TypeVar

import typer

from hpplan.cli.output_file import OPTION as OUTPUT
from hpplan.cli.output_file import an_output
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.views.document import Document

TODAY = "today"
HELP_WIDTH: Final = max(min(get_terminal_size().columns, 80), 50) - 2
"""How many columns help texts take; in fewer, words beside options would be broken."""
OPTION_INDENT: Final = len("  --format ")
SELECT, IGNORE, FAIL_ON, EXIT_ZERO = "--select", "--ignore", "--fail-on", "--exit-zero"


class Colour(StrEnum):
    """When to colour text."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Format(StrEnum):
    """How an answer is written."""

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
"""Those of a command."""

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


class SchemaPart(StrEnum):
    """Which sections a schema is of, or of which answer."""

    MUNICIPALITIES = "municipalities"
    WAVES = "waves"
    RISK = "risk"


class CiServer(StrEnum):
    """What runs a job on every push."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"


class FailOn(StrEnum):
    """From which severity on a finding makes a command fail; the worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class CsvDialect(StrEnum):
    """For which spreadsheets CSV is written."""

    STANDARD = "standard"
    NORWEGIAN = "norwegian"


E = TypeVar("E", bound=StrEnum)

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
"""How files of each format end; of two formats with one ending, the first is meant by it."""


def format_of(asked: Format | None, output: Path | None, formats: Formats) -> Format:
    """The format asked for, else the one that the file's ending stands for, else text. A file
    without an ending may be of any format; an ending that stands for another one is wrong usage.
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
    """Refuse a file that ends in what stands for another format than the only one there is."""
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
    """The dialect of CSV that was asked for; with another format that is wrong usage."""
    if asked is not None and form != "csv":
        raise typer.BadParameter(
            f"it applies to csv only, and the format is {form}", param_hint=CSV_DIALECT
        )
    return asked or CsvDialect.STANDARD


def charts_of(document: "Document", form: Format, *, no_chart: bool) -> "Document":
    """The document, in sentences where no chart is wanted."""
    if not no_chart or form not in _READ:
        return document
    from hpplan.views.in_sentences import in_sentences

    return in_sentences(document)


def only_in_words(form: Format, *, no_chart: bool) -> None:
    """What has no charts of letters cannot be without them: wrong usage."""
    if no_chart and form not in _READ:
        raise typer.BadParameter(
            f"it applies to text and markdown, and the format is {form}", param_hint=NO_CHART
        )


def in_a_file(form: Format, output: Path | None) -> None:
    """A workbook is nothing to look at in a terminal: without a file or a pipe, wrong usage."""
    if form is Format.XLSX and output is None and sys.stdout.isatty():
        raise typer.BadParameter(
            "a workbook goes into a file; write --output plan.xlsx", param_hint="--format"
        )


def wrong(option: str, message: str, hint: str | None = None) -> NoReturn:
    """Wrong usage of the option or argument."""
    text = message if hint is None else f"{message}; {hint}"
    raise typer.BadParameter(literal(text), param_hint=option)


def one_of(words: Iterable[E]) -> Callable[[str], E]:
    """Reads a word as one of them; of another the user hears which there are."""
    known = {str(word): word for word in words}

    def read(word: str) -> E:
        if word not in known:
            few = ", ".join(known)
            raise typer.BadParameter(f"'{literal(word)}' is not one of {few}")
        return known[word]

    return read


def words_of(words: Iterable[StrEnum], *, of_argument: bool = False) -> str:
    """The words, as far as they have room: of an argument typer shows them twice."""
    text = f"[{'|'.join(words)}]"
    takes = 2 * len(text) + len("   ") if of_argument else len(text) + OPTION_INDENT
    return text if takes <= HELP_WIDTH else "WORD"


def _format(formats: Formats) -> Any:
    """The option that says in which of these formats the answer is written."""
    return typer.Option(
        "--format",
        parser=one_of(formats),
        metavar=words_of(formats),
        help="How to write the answer; without it as the ending of --output says, else as text.",
        show_default=False,
    )


def a_period(text: str | None) -> str | None:
    """The text, if it names a day or a longer period; what a season means the programme says."""
    if text is None or text == TODAY:
        return text
    from hpplan.diagnostics.fixes.dates import why_no_period
    from hpplan.periods import WRITE_A_PERIOD

    if (why := why_no_period(text)) is not None:
        said = why.replace(WRITE_A_PERIOD, f"{WRITE_A_PERIOD}, or {TODAY}")
        raise typer.BadParameter(literal(said))
    return text


def is_period(text: str) -> bool:
    """Whether the text names a day or a longer period."""
    try:
        a_period(text)
    except typer.BadParameter:
        return False
    return True


def seconds(text: str) -> float:
    """A time to search in: some seconds, more than none."""
    try:
        given = float(text)
    except ValueError:
        given = 0
    if not (isfinite(given) and given > 0):
        raise typer.BadParameter(f"must be a positive number of seconds, not '{literal(text)}'")
    return given


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """Reads a whole number within bounds."""
    bounds = f"of at least {least}" if most is None else f"from {least} to {most}"

    def read(text: str) -> int:
        try:
            given = int(text)
        except ValueError:
            given = least - 1
        if given < least or (most is not None and given > most):
            message = f"must be a whole number {bounds}, not '{literal(str(text))}'"
            raise typer.BadParameter(message)
        return given

    return read


def share(text: str) -> float:
    """A share of something: 0 is none of it, 1 all."""
    try:
        given = float(text)
    except ValueError:
        given = -1
    if not (isfinite(given) and given >= 0):
        message = f"must be a share of at least 0, such as 0.05, not '{literal(str(text))}'"
        raise typer.BadParameter(message)
    return given


def an_existing_folder(path: Path | None) -> Path | None:
    """The path, if a folder is there; one that may not be read is for its reader to report."""
    if path is None or path.is_dir():
        return path
    shown = literal(str(path))
    if not is_there(path):
        raise typer.BadParameter(f"there is no folder '{shown}'")
    if path.is_file():
        folder = literal(str(path.parent))
        raise typer.BadParameter(
            f"'{shown}' is not a folder; name the folder that it is in: {folder}"
        )
    return path


def an_existing_file(path: Path | None) -> Path | None:
    """The path, if something is there; what it is its reader will see."""
    if path is not None and not is_there(path):
        raise typer.BadParameter(f"there is no file '{literal(str(path))}'")
    return path


def is_there(path: Path) -> bool:
    """Whether the path leads to something, be it not permitted to read it."""
    try:
        return path.exists()
    except PermissionError:
        return True  # that it cannot be read is for its reader to say
    except (OSError, ValueError):
        return False  # no file has a name so long


DATA_HELP: Final = (
    "The folder of YAML files to plan. Without it ./data is taken, if there is one, else the "
    "current folder, if it holds a programme, else the Helseplattformen data that comes with "
    "hpplan."
)
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        callback=an_existing_folder,
        help=DATA_HELP,
        show_default=False,
    ),
]
Directory = Annotated[
    Path | None,
    typer.Argument(
        metavar="DIR",
        callback=an_existing_folder,
        help="The same as --data DIR.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        callback=a_period,
        help="Use only what was known by then: a day (2023-07-04), a month (2023-07), a quarter "
        "(2023-Q3), a season (2023-autumn), a year, or today. The last day of a period counts. "
        "Without it the programme's own date is taken.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        OUTPUT,
        "-o",
        metavar="FILE",
        callback=an_output,
        help="Write to this file, as a whole or not at all; - is stdout.",
        show_default=False,
    ),
]
ShownPlan = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="FILE",
        callback=an_existing_file,
        help="Show the plan in this file, JSON, YAML, CSV or xlsx, as of its own day unless "
        "--as-of names another.",
        show_default=False,
    ),
]
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
Select = Annotated[
    list[str] | None,
    typer.Option(
        SELECT,
        metavar="CODES",
        help="Report only these: codes (HP701), beginnings of codes (HP7) or names, with commas "
        "between; may be repeated. Errors that keep the data from being read are always reported.",
        show_default=False,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        IGNORE,
        metavar="CODES",
        help="Leave these out. Where both options match a code, the longer entry wins.",
        show_default=False,
    ),
]
FailingOn = Annotated[
    FailOn | None,
    typer.Option(
        FAIL_ON,
        parser=one_of(FailOn),
        metavar=words_of(FailOn),
        help="Exit with 1 if a finding is at least this severe; without it, if one is an error.",
        show_default=False,
    ),
]
InFull = Annotated[
    bool,
    typer.Option(
        "--full",
        help="In text and Markdown show each finding in full, even where many share a cause.",
    ),
]
ExitZero = Annotated[bool, typer.Option(EXIT_ZERO, help="Exit with 0 whatever is found.")]
AllInFull = Annotated[
    bool,
    typer.Option(
        "--full", help="In text and Markdown list all waves, sites and moves, however many."
    ),
]
TimeLimit = Annotated[
    float,
    typer.Option(
        "--time-limit",
        metavar="SECONDS",
        parser=seconds,
        help="How long to search at most.",
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        "--workers",
        metavar="N",
        parser=whole_number(1, 256),
        help="How many threads search. With one, equal data gives an equal plan; with more, it "
        "may vary which of several equally good plans is found.",
    ),
]
CSV_DIALECT: Final = "--csv-dialect"
WhichDialect = Annotated[
    CsvDialect | None,
    typer.Option(
        CSV_DIALECT,
        parser=one_of(CsvDialect),
        metavar=words_of(CsvDialect),
        help="For csv only: norwegian is what a Norwegian Excel opens, with semicolons, decimal "
        "commas and a byte order mark; days stay ISO dates.",
        show_default=False,
    ),
]
DEEP: Final = "--deep"
Deep = Annotated[
    bool,
    typer.Option(DEEP, help="Also prove that a plan exists, or show which facts conflict."),
]
DeepTimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        metavar="SECONDS",
        parser=seconds,
        help=f"How long {DEEP} may search; a minute, if not given.",
        show_default=False,
    ),
]
WhichSchema = Annotated[
    SchemaPart | None,
    typer.Argument(
        parser=one_of(SchemaPart),
        metavar=words_of(SchemaPart, of_argument=True),
        help="Only the sections of such a file; or 'risk', the answer of that command.",
        show_default=False,
    ),
]
WhichCi = Annotated[
    CiServer,
    typer.Option(
        "--ci",
        parser=one_of(CiServer),
        metavar=words_of(CiServer),
        help="Which CI server is to check the data.",
    ),
]
WhenColour = Annotated[
    Colour,
    typer.Option(
        "--color",
        parser=one_of(Colour),
        metavar=words_of(Colour),
        help="Colour the text; auto does so on a terminal or with FORCE_COLOR, not with NO_COLOR.",
    ),
]


def help_text(summary: str, examples: Mapping[str, str], *paragraphs: str) -> str:
    """A help text that leads with examples, in two columns; where the terminal is too narrow for
    them, one beneath the other.
    """
    wide = max(map(len, examples))
    lines = [f"  {command:{wide}}  {what}" for command, what in examples.items()]
    room = HELP_WIDTH - 2
    if max(map(len, lines)) > room:
        lines = [
            line
            for command, what in examples.items()
            for text, indent in ((command, "  "), (what, "      "))
            for line in wrap(
                text,
                room,
                initial_indent=indent,
                subsequent_indent=indent + "  ",
                break_on_hyphens=False,
            )
        ]
    return "\n\n".join([summary, "\n".join(["\b", "Examples:", *lines]), *paragraphs])

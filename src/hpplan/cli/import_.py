"""`hpplan import`: a programme from a table of sites, or from a workbook that `export` wrote."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from hpplan.cli.data_changes import DryRun, refuse
from hpplan.cli.data_changes import opened as to_be_written
from hpplan.cli.data_directory import the_folder
from hpplan.cli.formats import ANSWERS, AsAnswer, Format, format_of
from hpplan.cli.given_values import a_day_or_period, an_existing_file, wrong
from hpplan.cli.help_text import help_text
from hpplan.cli.options import Colour, TimeLimit, WhenColour
from hpplan.cli.output import answer_data, answer_document, say
from hpplan.cli.output_file import write
from hpplan.cli.reply import Reply, reply_to
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.importing.asked import Argument, ImportAsked, NotImported, WrongArgument
    from hpplan.importing.opening import ExportedProgramme
    from hpplan.importing.update import TableUpdate
    from hpplan.programme.programme import ProgrammeData
    from hpplan.reading.tables import TableFile
    from hpplan.views.imported import Imported

OUTPUT, SHEET, MAP, KNOWN, UPDATE = "--output", "--sheet", "--map", "--known", "--update"
OPTIONS: "Final[Mapping[Argument, str]]" = {
    "file": "FILE",
    "sheet": SHEET,
    "columns": MAP,
    "known": KNOWN,
}
HERE: Final = Path("data")
FEW: Final = 10

HELP = help_text(
    "Make a programme from a table of sites: a workbook or CSV.",
    {
        "hpplan import a.xlsx --dry-run": "what would be taken",
        "hpplan import a.xlsx --output new": "into a new folder",
        "hpplan import a.csv --known 2023-07-04": "CSV has no date of its own",
        "hpplan import a.xlsx --map Senger=size.beds": "say what a column is",
        "hpplan import a.xlsx --map Rest=-": "leave a column out",
        "hpplan import a.xlsx --update": "add what is new to ./data",
        "hpplan import programme.xlsx -o copy": "what export wrote",
    },
    "FILE is xlsx, xls, ods or csv (UTF-8 or Windows-1252, with commas, semicolons or tabs). One "
    "row is one site. Titles in bokmål, nynorsk and English are recognised: kommune, "
    "kommunenummer, innbyggere, fylke, bølge, status, oppstart, merknad and many more. --map "
    "COLUMN=KEY says what a column is, by its title or its letter: a dotted key of a site "
    "(size.inhabitants, county), status, wave, go_live or note; - leaves it out.",
    "A date is when the row's wave goes live and, for a site that is live, when it did. The table "
    "is the source of every claim, published on --known, or else when the workbook was last "
    "changed. Whatever is unclear is listed with its cell, never guessed.",
    "With --update nothing is overwritten: claims that the folder does not have yet are added, as "
    "record adds them; plain fields, sites and waves that differ are only listed. Nothing is "
    "written, and the command exits with 1, if a cell cannot be used, rows disagree, or the data "
    "would have an error.",
    "Formats: text, json and markdown.",
)


def a_key(texts: list[str] | None) -> list[str] | None:
    """The meanings that the user gave to columns, if such keys exist."""
    from hpplan.importing.headers import why_no_key

    for text in texts or ():
        column, mark, key = text.rpartition("=")
        if not (mark and column.strip() and key):
            raise typer.BadParameter(f"'{literal(text)}' is not COLUMN=KEY")
        if (why := why_no_key(key)) is not None:
            raise typer.BadParameter(literal(why))
    return texts


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", callback=an_existing_file, help="The table: xlsx, xls, ods or csv."
        ),
    ],
    sheet: Annotated[
        str | None,
        typer.Option(
            SHEET,
            metavar="N",
            help="Which sheet, by number or name; otherwise the first visible one that is not "
            "empty.",
            show_default=False,
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            MAP,
            metavar="COLUMN=KEY",
            callback=a_key,
            help="What a column is, by its title or letter; may be repeated.",
            show_default=False,
        ),
    ] = None,
    known: Annotated[
        str | None,
        typer.Option(
            KNOWN,
            metavar="PERIOD",
            callback=a_day_or_period,
            help="From when what it says is known; otherwise when the workbook was last changed.",
            show_default=False,
        ),
    ] = None,
    update: Annotated[
        bool, typer.Option(UPDATE, help="Add claims to the programme that the folder holds.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            OUTPUT,
            "-o",
            metavar="DIR",
            help="The folder of the programme; otherwise ./data.",
            show_default=False,
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="DIR", help="The same as --output DIR.", show_default=False),
    ] = None,
    dry_run: DryRun = False,
    form: AsAnswer = None,
    time_limit: TimeLimit = 60,
    colour: WhenColour = Colour.AUTO,
) -> None:
    chosen = format_of(form, None, ANSWERS)
    reply = reply_to(form, None, colour)
    folder = the_folder(output, data) or HERE

    from hpplan.importing.asked import ImportAsked, Refusal
    from hpplan.importing.opening import ExportedProgramme, opened
    from hpplan.reading.bundled import is_bundled

    if is_bundled(folder):
        wrong(OUTPUT, "name a folder of yours: this data comes with hpplan")

    if update and not folder.is_dir():
        wrong(OUTPUT, f"there is no folder '{literal(str(folder))}' to add to")
    asked = ImportAsked(file, folder, sheet, _given(columns), known)
    found = opened(asked)
    if isinstance(found, Refusal):
        _refuse(found, reply)
    if not update:
        shown = _new(asked, found, reply, dry_run=dry_run)
    elif isinstance(found, ExportedProgramme):
        wrong(UPDATE, f"'{literal(str(file))}' is a whole programme: name a new folder instead")
    else:
        shown = _updated(asked, found, reply, time_limit, dry_run=dry_run)

    from hpplan.views import imported as view

    if chosen is Format.JSON:
        answer_data(view.as_json(shown))
    else:
        answer_document(view.document(shown), chosen, None, colour)
    if shown.update is not None:
        from hpplan.cli.written_statements import end_if_interrupted

        end_if_interrupted(shown.update)


def _given(columns: Sequence[str] | None) -> dict[str, str]:
    parts = [text.rpartition("=") for text in columns or ()]
    return {column.strip(): key for column, _, key in parts}


def _refuse(why: "WrongArgument | NotImported", reply: Reply) -> NoReturn:
    """End the command with the reason why nothing is imported."""
    from hpplan.importing.asked import WrongArgument

    if isinstance(why, WrongArgument):
        wrong(OPTIONS[why.name], why.why)
    reply.refuse(why.findings, why.places)


# --- a new programme ------------------------------------------------------------------------------


def _new(
    asked: "ImportAsked", found: "TableFile | ExportedProgramme", reply: Reply, *, dry_run: bool
) -> "Imported":
    from hpplan.importing.asked import Refusal
    from hpplan.importing.new_programme import new_programme
    from hpplan.views.imported import Imported

    _refuse_to_overwrite(asked.folder)
    made = new_programme(asked, found)
    if isinstance(made, Refusal):
        _refuse(made, reply)
    if not dry_run:
        _write(asked.folder, made.texts)
    return Imported.as_programme(asked, made, dry_run=dry_run)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        reason = (fault.strerror or str(fault)).lower()
        wrong(OUTPUT, f"the folder '{folder}' cannot be made: {reason}")
    for name, text in files.items():
        write(folder / name, text)
        say(f"wrote {literal(str(folder / name))}")
    say(f"next: hpplan check {literal(str(folder))}")


def _refuse_to_overwrite(folder: Path) -> None:
    from hpplan.importing.files import NAMES
    from hpplan.reading.directory import holds_programme

    if folder.is_file():
        wrong(OUTPUT, f"'{folder}' is not a folder")
    if holds_programme(folder):
        hint = f"{UPDATE} adds to it; {OUTPUT} names a new one"
        wrong(OUTPUT, f"the folder '{folder}' holds a programme: {hint}")
    for name in NAMES:
        if os.path.lexists(folder / name):
            wrong(OUTPUT, f"'{folder / name}' exists already: name a new folder")


# --- a programme that is there --------------------------------------------------------------------


def _updated(
    asked: "ImportAsked", found: "TableFile", reply: Reply, time_limit: float, *, dry_run: bool
) -> "Imported":
    from hpplan.cli.written_statements import written
    from hpplan.importing.asked import Refusal
    from hpplan.importing.update import table_update
    from hpplan.solving.result import Limits
    from hpplan.views.imported import Imported

    source = asked.source(found.modified)
    if isinstance(source, Refusal):
        _refuse(source, reply)
    data = to_be_written(asked.folder, reply)
    done = table_update(asked, found, source, data.programme)
    if isinstance(done, Refusal):
        _refuse(done, reply)
    tried = data.tried(done.changes, done.day)
    _refuse_objections(asked, done, data.programme, tried.programme, reply)
    changed = written(data, tried, done.day, done.known, Limits(time_limit), dry_run=dry_run)
    return Imported.as_update(asked, done, changed)


def _refuse_objections(
    asked: "ImportAsked",
    done: "TableUpdate",
    before: "ProgrammeData",
    after: "ProgrammeData",
    reply: Reply,
) -> None:
    """End the command where a claim must not be written: at its cell."""
    against = [
        f"{each.place or asked.file}: {each.message}" for each in done.objections(before, after)
    ]
    if against:
        left = len(against) - FEW
        for message in against[:-1][: FEW - 1]:
            say(f"Error: {literal(message)}")
        refuse(reply, f"and {left + 1} more" if left > 0 else against[-1])

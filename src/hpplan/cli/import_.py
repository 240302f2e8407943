"""`hpplan import`: a programme from a table of sites, or from a workbook that `export` wrote."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hpplan.cli.claim_words import a_day_or_period, wrong
from hpplan.cli.data_changes import DryRun, opened, refuse
from hpplan.cli.data_directory import bundled, the_folder
from hpplan.cli.options import (
    ANSWERS,
    AsAnswer,
    Colour,
    Format,
    TimeLimit,
    WhenColour,
    an_existing_file,
    format_of,
    help_text,
)
from hpplan.cli.output import answer_data, answer_document, say
from hpplan.cli.output_file import write
from hpplan.cli.reply import Reply, reply_to
from hpplan.text import literal

if TYPE_CHECKING:
    from datetime import date

    from hpplan.diagnostics.finding import Finding
    from hpplan.diagnostics.place import Locator, Place
    from hpplan.importing.columns import Columns
    from hpplan.importing.proposal import Path as ValuePath
    from hpplan.importing.proposal import TableSource
    from hpplan.importing.rows import NotTaken, RowsRead
    from hpplan.importing.update import AddedClaim
    from hpplan.periods import Seasons
    from hpplan.reading.tables import TableFile
    from hpplan.reading.workbook_file import Workbook

OUTPUT, SHEET, MAP, KNOWN, UPDATE = "--output", "--sheet", "--map", "--known", "--update"
HERE: Final = Path("data")
FEW: Final = 10

HELP = help_text(
    "Make a programme of a table of sites: a workbook or CSV.",
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
    "row is one site. Titles in bokmål, nynorsk and English are known: kommune, kommunenummer, "
    "innbyggere, fylke, bølge, status, oppstart, merknad and many more. With --map COLUMN=KEY a "
    "column, by its title or its letter, is a dotted key of a site (size.inhabitants, county), "
    "status, wave, go_live or note; - leaves it out.",
    "A date is the go-live of the row's wave, and of a site that is live also when it went live. "
    "The table is the source of everything, published on --known, else on the day on which the "
    "workbook was changed last. What is not plain is listed with its cell, not guessed.",
    "With --update the folder keeps all that it has: claims that it does not have yet are added, "
    "as record adds them; plain fields, sites and waves that differ are listed. Nothing is "
    "written, and the command exits with 1, if a cell is unusable, rows disagree, or the data "
    "would have an error.",
    "Formats: text, json and markdown.",
)


def a_key(texts: list[str] | None) -> list[str] | None:
    """What columns were said to be, if such keys exist."""
    from hpplan.diagnostics.suggestion import did_you_mean
    from hpplan.importing.headers import KEYS, LEFT_OUT, OF_CLAIMS, is_key

    for text in texts or ():
        column, mark, key = text.rpartition("=")
        if not (mark and column.strip() and key):
            raise typer.BadParameter(f"'{literal(text)}' is not COLUMN=KEY")
        if not is_key(key):
            known = [*OF_CLAIMS, *KEYS, "size.inhabitants", "wishes.W1"]
            meant = did_you_mean(key, known)
            hint = meant or f"one of: {', '.join([*known, LEFT_OUT])}"
            raise typer.BadParameter(f"a column cannot be '{literal(key)}'; {hint}")
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
            help="Which sheet, by its number or its name; else the first that can be seen and is "
            "not empty.",
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
            help="From when what it says is known; else when the workbook was changed last.",
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
            help="The folder of the programme; else ./data.",
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
    if os.path.realpath(folder) == os.path.realpath(bundled()):
        wrong(OUTPUT, "name a folder of yours: this data comes with hpplan")
    asked = _ImportAsked(file, sheet, _given(columns), known, folder, reply, dry_run=dry_run)
    found = _Opened.of(asked)
    if isinstance(found.table, _Exported):
        if update:
            wrong(UPDATE, f"'{literal(str(file))}' is a whole programme: name a new folder instead")
        shown = _programme(asked, found.table.book)
    elif update:
        shown = _updated(asked, found.table, time_limit)
    else:
        shown = _new(asked, found.table)

    from hpplan.views import imported as view

    if chosen is Format.JSON:
        answer_data(view.as_json(shown))
    else:
        answer_document(view.document(shown), chosen, None, colour)
    if shown.update is not None:
        from hpplan.cli.written_statements import end_if_interrupted

        end_if_interrupted(shown.update)


if TYPE_CHECKING:
    from hpplan.views.imported import Imported


def _given(columns: Sequence[str] | None) -> dict[str, str]:
    parts = [text.rpartition("=") for text in columns or ()]
    return {column.strip(): key for column, _, key in parts}


@dataclass(frozen=True, slots=True)
class _ImportAsked:
    """What was asked for."""

    file: Path
    sheet: str | None
    columns: Mapping[str, str]
    known: str | None
    folder: Path
    reply: Reply
    dry_run: bool

    def source(self, modified: "date | None") -> "TableSource":
        """The document that the table is; without a day on which it was known, wrong usage."""
        from hpplan.importing.cells import slug
        from hpplan.importing.proposal import TableSource

        if self.known is None and modified is None:
            shown = literal(self.file.name)
            wrong(
                KNOWN, f"'{shown}' does not say when it was changed: name the day it is known from"
            )
        published = self.known or str(modified)
        return TableSource(slug(self.file.stem) or "table", self.file.name, published)


@dataclass(frozen=True, slots=True)
class _Exported:
    """A workbook that is a programme."""

    book: "Workbook"


@dataclass(frozen=True, slots=True)
class _Opened:
    """What was found in the file."""

    table: "TableFile | _Exported"

    @classmethod
    def of(cls, asked: _ImportAsked) -> "_Opened":
        from hpplan.diagnostics.finding import Finding
        from hpplan.importing.exported import is_programme
        from hpplan.reading.places import Places
        from hpplan.reading.tables import TEXT_ENDINGS, sheet_table, text_table
        from hpplan.reading.workbook_file import ENDINGS, read_workbook

        ending = asked.file.suffix.lower()
        found: TableFile | Workbook | Finding
        if ending in TEXT_ENDINGS:
            if asked.sheet is not None:
                wrong(SHEET, "a file of text has no sheets")
            found = text_table(asked.file)
        elif ending in ENDINGS:
            book = read_workbook(asked.file)
            if not isinstance(book, Finding) and asked.sheet is None and is_programme(book):
                if asked.columns:
                    wrong(MAP, "the workbook is a programme: its columns are known")
                return cls(_Exported(book))
            found = book if isinstance(book, Finding) else sheet_table(book, asked.sheet)
        else:
            known = ", ".join((*ENDINGS, *TEXT_ENDINGS))
            wrong("FILE", f"a table does not end in '{ending}'; its endings: {known}")
        if isinstance(found, Finding):
            asked.reply.refuse([found], Places())
        return cls(found)


# --- a new programme ------------------------------------------------------------------------------


def _new(asked: _ImportAsked, found: "TableFile") -> "Imported":
    from hpplan.importing.cells import SEASONS, slug
    from hpplan.importing.proposal import proposal

    _refuse_to_overwrite(asked.folder)
    source = asked.source(found.modified)
    columns, rows = _rows(asked, found, SEASONS)
    named = slug(asked.file.stem) or "programme"
    done = proposal(rows, source, (named, asked.file.stem))
    if done.findings:
        asked.reply.refuse(_sorted(done.findings), found.places)
    counts = _counts(done.sections)
    return _written(
        asked,
        done.sections,
        done.cells,
        found.places,
        columns=columns,
        counts=counts,
        left_out=done.left_out,
        other_sheets=found.others,
        sheet=found.sheet,
        source=source,
    )


def _programme(asked: _ImportAsked, book: "Workbook") -> "Imported":
    from hpplan.diagnostics.finding import Finding
    from hpplan.importing.exported import sections_of
    from hpplan.reading.places import Places

    _refuse_to_overwrite(asked.folder)
    if asked.known is not None:
        wrong(KNOWN, "the workbook is a programme: its claims say from when they are known")
    read = sections_of(book)
    if isinstance(read, Finding):
        asked.reply.refuse([read], Places())
    if read.findings:
        asked.reply.refuse(_sorted(read.findings), Places())
    counts = _counts(read.sections)
    return _written(
        asked,
        read.sections,
        read.cells,
        Places(),
        columns=None,
        counts=counts,
        left_out=[],
        other_sheets=read.unknown,
        sheet=None,
        source=None,
    )


def _written(
    asked: _ImportAsked,
    sections: Mapping[str, object],
    cells: "Mapping[ValuePath, Place]",
    places: "Locator",
    *,
    columns: "Columns | None",
    counts: Mapping[str, int],
    left_out: "Sequence[NotTaken]",
    other_sheets: Sequence[str],
    sheet: str | None,
    source: "TableSource | None",
) -> "Imported":
    """The sections in files of the folder, if the data is in order with them."""
    from hpplan.checks.run import inspect
    from hpplan.diagnostics.finding import Severity
    from hpplan.importing.files import CellPlaces, read_texts, texts
    from hpplan.views.imported import Imported

    files = texts(sections, f"Imported from {asked.file.name}")
    reading = read_texts(asked.folder, files)
    found = list(reading.findings)
    if reading.programme is not None:
        found = list(inspect(reading.programme.on(None)))
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    at = CellPlaces(asked.folder, files, cells)
    moved = _sorted([at.moved(finding) for finding in found])
    # What was exported with errors is imported with them: it is the same programme. And a table of
    # sites alone is a beginning: its waves are to be written by hand.
    goes = reading.programme is not None and (source is None or not reading.programme.waves)
    if reading.programme is None or (errors and not goes):
        asked.reply.refuse([one for one in moved if one.severity is Severity.ERROR], places)
    if not asked.dry_run:
        _write(asked, files)
    return Imported(
        file=str(asked.file),
        sheet=sheet,
        other_sheets=other_sheets,
        columns=() if columns is None else columns.columns,
        source=None if source is None else source.id,
        known=None if source is None else source.published,
        counts=counts,
        left_out=left_out,
        findings=moved,
        texts={str(asked.folder / name): text for name, text in files.items()},
        dry_run=asked.dry_run,
    )


def _write(asked: _ImportAsked, files: Mapping[str, str]) -> None:
    folder = asked.folder
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


def _updated(asked: _ImportAsked, found: "TableFile", time_limit: float) -> "Imported":
    from hpplan.cli.written_statements import written
    from hpplan.importing.update import update
    from hpplan.periods import Period
    from hpplan.solving.result import Limits
    from hpplan.views.imported import Imported
    from hpplan.writing.changes import NewEntry

    source = asked.source(found.modified)
    folder = opened(asked.folder, asked.reply)
    programme = folder.programme
    from hpplan.importing.cells import SEASONS

    own = {str(season): months for season, months in programme.agenda.seasons.items()}
    seasons: Seasons = {**SEASONS, **own}
    columns, rows = _rows(asked, found, seasons)
    known = Period.parse(source.published, seasons).last
    source, new = _source_for(programme, source)
    done = update(rows, source, programme, known)
    if done.findings:
        asked.reply.refuse(_sorted(done.findings), found.places)
    beside = []
    if new and done.claims:
        keys = {"id": source.id, "kind": "document", "title": source.title}
        beside = [NewEntry("sources", {**keys, "published": source.published})]
    day = max(filter(None, (programme.default_as_of(), known)))
    tried = folder.tried([*beside, *(each.change for each in done.claims)], day)
    _refuse_objections(asked, programme, tried.programme, done.claims, day)
    changed = written(tried, day, known, Limits(time_limit), dry_run=asked.dry_run)
    waves = sum(each.change.section == "waves" for each in done.claims)
    return Imported(
        file=str(asked.file),
        sheet=found.sheet,
        other_sheets=found.others,
        columns=columns.columns,
        source=source.id,
        known=source.published,
        counts={"claims of sites": len(done.claims) - waves, "go-lives of waves": waves},
        left_out=done.left_out,
        findings=changed.findings.new,
        texts={},
        dry_run=asked.dry_run,
        update=changed,
        already=done.already,
    )


if TYPE_CHECKING:
    from hpplan.programme.programme import ProgrammeData


def _source_for(programme: "ProgrammeData", source: "TableSource") -> "tuple[TableSource, bool]":
    """The source, by an id that no other document has; and whether it is not there yet."""
    from dataclasses import replace

    name, number = source.id, 1
    while (there := programme.sources.get(name)) is not None:
        published = None if there.published is None else there.published.label
        if there.title == source.title and published == source.published:
            return replace(source, id=name), False
        number += 1
        name = f"{source.id}-{number}"
    return replace(source, id=name), True


def _refuse_objections(
    asked: _ImportAsked,
    before: "ProgrammeData",
    after: "ProgrammeData",
    claims: "Sequence[AddedClaim]",
    day: "date",
) -> None:
    """End the command where a claim must not be written, as record would: at its cell."""
    from collections import Counter

    from hpplan.writing.objections import StatedClaim, objections

    count = Counter((each.change.section, each.change.of) for each in claims)
    seen: Counter[tuple[str, str]] = Counter()
    waves = {wave.id: wave for wave in after.waves}
    stated = []
    for each in claims:
        of = each.change.section, each.change.of
        owner = waves[of[1]] if of[0] == "waves" else after.site[of[1]]
        at = len(owner.claims) - count[of] + seen[of]
        seen[of] += 1
        stated.append((each, StatedClaim(of[1], owner.claims[at])))
    places = {id(one): each.place for each, one in stated}
    against = [
        f"{places.get(id(one), asked.file)}: {why.message}"
        for one, why in objections(before, after, [one for _, one in stated], day)
    ]
    if against:
        left = len(against) - FEW
        for message in against[: FEW - 1]:
            say(f"Error: {literal(message)}")
        refuse(asked.reply, f"and {left + 1} more" if left > 0 else against[-1])


# --- both -----------------------------------------------------------------------------------------


def _rows(
    asked: _ImportAsked, found: "TableFile", seasons: "Seasons"
) -> "tuple[Columns, RowsRead]":
    """The columns and the rows of the table; where they are unclear the command ends."""
    from hpplan.diagnostics.finding import Finding
    from hpplan.diagnostics.suggestion import did_you_mean
    from hpplan.importing.columns import NoSuchColumn, columns_of, faults
    from hpplan.importing.rows import RowsRead

    columns = columns_of(found.table, asked.columns)
    if isinstance(columns, NoSuchColumn):
        titles = ", ".join(f"'{title}'" for title in columns.titles[:FEW])
        hint = did_you_mean(columns.named, columns.titles) or f"its titles are {titles}"
        wrong(MAP, f"the table has no column '{columns.named}'", hint)
    if isinstance(columns, Finding):
        asked.reply.refuse([columns], found.places)
    if unclear := list(faults(columns)):
        asked.reply.refuse(unclear, found.places)
    rows = RowsRead(found.table, columns, seasons)
    rows.read()
    if not rows.sites and not rows.findings:
        from hpplan.reading.codes.tables import BAD_COLUMNS

        place = columns.columns[0].place
        empty = BAD_COLUMNS.finding("the table has titles, and no row that names a site", place)
        asked.reply.refuse([empty], found.places)
    return columns, rows


def _counts(sections: Mapping[str, object]) -> dict[str, int]:
    def entries(name: str) -> list[Mapping[str, Sequence[object]]]:
        found = sections.get(name)
        return found if isinstance(found, list) else []

    owners = ("trusts", "municipalities", "sites")
    sites = [entry for name in owners for entry in entries(name)]
    waves = entries("waves")
    claims = sum(len(entry.get("claims", ())) for entry in [*sites, *waves])
    return {"sites": len(sites), "waves": len(waves), "claims": claims}


def _sorted(findings: "Sequence[Finding]") -> "list[Finding]":
    from hpplan.diagnostics.finding import in_order

    return in_order(findings)

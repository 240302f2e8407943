"""A programme from a table of sites, or from the workbook of a programme: its data files."""

from collections.abc import Mapping, Sequence
from typing import Any

from hpplan.checks.run import inspect
from hpplan.diagnostics.finding import Finding, Severity, in_order
from hpplan.diagnostics.place import Locator, Place
from hpplan.importing.asked import ImportAsked, NotImported, WrongArgument, not_imported
from hpplan.importing.cells import SEASONS, slug
from hpplan.importing.columns import TableColumn
from hpplan.importing.files import CellPlaces, read_texts, texts
from hpplan.importing.opening import ExportedProgramme
from hpplan.importing.proposal import Path, Sections, TableSource, proposal
from hpplan.importing.rows import NotTaken
from hpplan.importing.sheets_read import sections_of
from hpplan.importing.table_rows import TableRows, table_rows
from hpplan.programme.programme import ProgrammeData
from hpplan.reading.places import Places
from hpplan.reading.tables import TableFile
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """A programme made from a file: its data files by name, none of them written yet, the findings
    of `check`, at the cells, and what of the file was left out.
    """

    programme: ProgrammeData
    texts: Mapping[str, str]
    findings: Sequence[Finding]
    counts: Mapping[str, int]
    left_out: Sequence[NotTaken]
    other_sheets: Sequence[str]
    sheet: str | None
    columns: Sequence[TableColumn]
    source: TableSource | None
    """The document that a table is; None for the workbook of a programme."""


def new_programme(
    asked: ImportAsked, found: TableFile | ExportedProgramme
) -> NewProgramme | WrongArgument | NotImported:
    """The programme, unless its data would have an error."""
    made = _of_workbook(asked, found) if isinstance(found, ExportedProgramme) else _of(asked, found)
    return made if isinstance(made, WrongArgument | NotImported) else made.programme(asked)


@dataclass(frozen=True, slots=True)
class _Sections:
    """The sections of a programme, and the cell that each value comes from."""

    sections: Sections
    cells: Mapping[Path, Place]
    places: Locator
    left_out: Sequence[NotTaken]
    other_sheets: Sequence[str]
    sheet: str | None = None
    columns: Sequence[TableColumn] = ()
    source: TableSource | None = None

    def programme(self, asked: ImportAsked) -> NewProgramme | NotImported:
        """The sections as data files of the folder, if the data has no errors."""
        files = texts(self.sections, f"Imported from {asked.file.name}")
        reading = read_texts(asked.folder, files)
        programme, found = reading.programme, list(reading.findings)
        if programme is not None:
            found = list(inspect(programme.on(None)))
        errors = [finding for finding in found if finding.severity is Severity.ERROR]
        at = CellPlaces(asked.folder, files, self.cells)
        moved = in_order([at.moved(finding) for finding in found])
        # What was exported with errors is imported with them: it is the same programme. And a table
        # of sites alone is a beginning: its waves are to be written by hand.
        if programme is None or (errors and self.source is not None and programme.waves):
            wrong = [one for one in moved if one.severity is Severity.ERROR]
            return NotImported(wrong, self.places)
        return NewProgramme(
            programme=programme,
            texts=files,
            findings=moved,
            counts=_counts(self.sections),
            left_out=self.left_out,
            other_sheets=self.other_sheets,
            sheet=self.sheet,
            columns=self.columns,
            source=self.source,
        )


def _of(asked: ImportAsked, found: TableFile) -> _Sections | WrongArgument | NotImported:
    source = asked.source(found.modified)
    if isinstance(source, WrongArgument):
        return source
    read = table_rows(asked, found, SEASONS)
    if not isinstance(read, TableRows):
        return read
    done = proposal(read.rows, source, (slug(asked.file.stem) or "programme", asked.file.stem))
    if done.findings:
        return not_imported(done.findings, found.places)
    return _Sections(
        done.sections,
        done.cells,
        found.places,
        done.left_out,
        found.others,
        found.sheet,
        read.columns.columns,
        source,
    )


def _of_workbook(
    asked: ImportAsked, found: ExportedProgramme
) -> _Sections | WrongArgument | NotImported:
    if asked.known is not None:
        why = "the workbook is a programme: its claims say from when they are known"
        return WrongArgument("known", why)
    read, nowhere = sections_of(found.book), Places()
    if isinstance(read, Finding):
        return not_imported([read], nowhere)
    if read.findings:
        return not_imported(read.findings, nowhere)
    return _Sections(read.sections, read.cells, nowhere, (), read.unknown)


def _counts(sections: Sections) -> dict[str, int]:
    def entries(name: str) -> list[Mapping[str, Sequence[Any]]]:
        found = sections.get(name)
        return found if isinstance(found, list) else []

    owners = ("trusts", "municipalities", "sites")
    sites = [entry for name in owners for entry in entries(name)]
    waves = entries("waves")
    claims = sum(len(entry.get("claims", ())) for entry in [*sites, *waves])
    return {"sites": len(sites), "waves": len(waves), "claims": claims}

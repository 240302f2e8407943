"""Tables and workbooks as programmes, and programmes as workbooks."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hpplan.api.arguments import a_mapping, a_name, a_path, a_period
from hpplan.api.errors import InvalidProgramme
from hpplan.api.files import write
from hpplan.api.programme import Programme
from hpplan.api.shown import drawn
from hpplan.diagnostics.finding import Finding
from hpplan.importing.asked import ImportAsked, NotImported, Refusal, WrongArgument
from hpplan.importing.new_programme import NewProgramme
from hpplan.importing.rows import NotTaken
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.formats import html

FIRST_DAY = date(1980, 1, 1)
"""The creation date of a workbook of a programme without a date: equal data gives equal bytes."""


@dataclass(frozen=True, repr=False)
class ImportedTable:
    """A programme made from a table, and what of the table was not taken over. Nothing of it is
    written until it is saved.
    """

    data: NewProgramme
    asked: ImportAsked

    @property
    def programme(self) -> Programme:
        """The programme, as if its data files had been read."""
        return Programme(self.data.programme)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of `check`; a place is that of a cell."""
        return tuple(self.data.findings)

    @property
    def left_out(self) -> tuple[NotTaken, ...]:
        """What of the table was not taken over, each with its place and the reason."""
        return tuple(self.data.left_out)

    @property
    def files(self) -> dict[str, str]:
        """The data files by name: `who.yaml` and `when.yaml`."""
        return dict(self.data.texts)

    def save(self, directory: str | Path) -> None:
        """Write the data files into a folder, which is created if necessary. Raises FileExistsError
        where it already contains a programme, or a file with one of these names.
        """
        from hpplan.reading.directory import holds_programme

        folder = a_path(directory, "directory")
        if holds_programme(folder):
            raise FileExistsError(f"directory: '{folder}' holds a programme: name a new folder")
        for name in self.files:
            if (folder / name).exists():
                raise FileExistsError(f"directory: '{folder / name}' exists: name a new folder")
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.files.items():
            write(folder / name, text)

    def __str__(self) -> str:
        from hpplan.views import imported as view

        return drawn(view.document(view.Imported.as_programme(self.asked, self.data, dry_run=True)))

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {name}" for name, count in self.data.counts.items())
        return f"<ImportedTable {literal(self.asked.file.name)}: {counts}>"

    def _repr_html_(self) -> str:
        return html.text(str(self))


def import_table(
    file: str | Path,
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    known: date | str | None = None,
) -> ImportedTable:
    """The programme from a table of sites (xlsx, xls, ods or csv), or from a workbook of `export`.

    `sheet` is a name or a number; `columns` says what a column is, by its title or letter:
    `{"Senger": "size.beds", "Rest": "-"}`; `known` is the day or period from which all of it is
    known, unless the workbook says when it was changed. Raises InvalidProgramme with findings at
    the cells, ValueError for arguments that do not fit the file.
    """
    from hpplan.importing.headers import why_no_key
    from hpplan.importing.new_programme import new_programme
    from hpplan.importing.opening import opened

    path = a_path(file, "file")
    if not path.exists():
        raise ValueError(f"file: there is no file '{literal(str(path))}'")
    stated = {} if columns is None else a_mapping(columns, "columns", "of columns to keys")
    for key in stated.values():
        if (why := why_no_key(key)) is not None:
            raise ValueError(literal(f"columns: {why}"))
    asked = ImportAsked(
        path,
        path.parent,
        None if sheet is None else a_name(sheet, "sheet"),
        stated,
        None if known is None else a_period(known, "known"),
    )
    found = opened(asked)
    made = found if isinstance(found, Refusal) else new_programme(asked, found)
    match made:
        case NewProgramme():
            return ImportedTable(made, asked)
        case WrongArgument(name, why):
            raise ValueError(literal(f"{name}: {why}"))
        case NotImported(findings):
            raise InvalidProgramme(findings)


def export(directory: str | Path, file: str | Path) -> None:
    """Write the programme of a data directory into a workbook (.xlsx) that `import_table` reads
    back: everything except comments, and the files that it names. Raises InvalidProgramme if the
    data cannot be understood, ValueError for a text that is too long for a cell.
    """
    from hpplan.importing.exported import TooLong, sheets_of
    from hpplan.views.programme_workbook import render
    from hpplan.writing.data_files import DataFiles

    files = DataFiles.read_from(a_path(directory, "directory"))
    path = a_path(file, "file", ".xlsx")
    reading = files.reading()
    if reading.programme is None:
        raise InvalidProgramme(reading.findings)
    match sheets_of(files.texts, reading.programme):
        case TooLong() as cell:
            raise ValueError(literal(f"directory: {cell.why}"))
        case pages:
            write(path, render(pages, reading.programme.default_as_of() or FIRST_DAY))

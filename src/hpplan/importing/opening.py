"""The file that is to be imported: a table of sites, or a workbook that is a whole programme."""

from hpplan.diagnostics.finding import Finding
from hpplan.importing.asked import ImportAsked, NotImported, WrongArgument, not_imported
from hpplan.importing.sheets_read import is_programme
from hpplan.reading.places import Places
from hpplan.reading.tables import TEXT_ENDINGS, TableFile, sheet_table, text_table
from hpplan.reading.workbook_file import ENDINGS, Workbook, read_workbook
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class ExportedProgramme:
    """A workbook that `export` wrote."""

    book: Workbook


def opened(asked: ImportAsked) -> TableFile | ExportedProgramme | WrongArgument | NotImported:
    """The contents of the file, by the ending of its name."""
    ending = asked.file.suffix.lower()
    found: TableFile | Workbook | Finding
    if ending in TEXT_ENDINGS:
        if asked.sheet is not None:
            return WrongArgument("sheet", "a file of text has no sheets")
        found = text_table(asked.file)
    elif ending in ENDINGS:
        book = read_workbook(asked.file)
        if not isinstance(book, Finding) and asked.sheet is None and is_programme(book):
            if asked.columns:
                return WrongArgument(
                    "columns", "the workbook is a programme: its columns are known"
                )
            return ExportedProgramme(book)
        found = book if isinstance(book, Finding) else sheet_table(book, asked.sheet)
    else:
        known = ", ".join((*ENDINGS, *TEXT_ENDINGS))
        what = f"does not end in '{ending}'" if ending else "has an ending"
        return WrongArgument("file", f"a table {what}; its endings: {known}")
    return not_imported([found], Places()) if isinstance(found, Finding) else found

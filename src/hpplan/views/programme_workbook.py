"""A programme as a workbook that `import` reads back."""

from collections.abc import Sequence
from datetime import date

from hpplan.importing.exported import ProgrammeSheet
from hpplan.views.formats.xlsx import WorkbookSheet
from hpplan.views.formats.xlsx import render as as_xlsx


def render(sheets: Sequence[ProgrammeSheet], created: date) -> bytes:
    """The workbook; the same sheets and day make the same bytes."""
    pages = [WorkbookSheet(one.name, one.titles, one.rows, as_text=True) for one in sheets]
    return as_xlsx(pages, created)

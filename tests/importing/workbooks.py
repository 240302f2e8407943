"""Workbooks as people make them, and as nobody should."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

Rows = Sequence[Any]


def workbook(path: Path, sheets: Mapping[str, Rows] | Rows, changed: date | None = None) -> Path:
    """A workbook of Excel with these sheets, changed last on the day."""
    named = sheets if isinstance(sheets, Mapping) else {"Ark1": sheets}
    with Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        if changed is not None:
            book.set_properties({"created": datetime.combine(changed, time())})
        for name, rows in named.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    match cell:
                        case None:
                            pass
                        case bool():
                            page.write_boolean(number, column, cell)
                        case date():
                            page.write_datetime(number, column, datetime.combine(cell, time()), day)
                        case str() if cell.startswith("#") and cell.isupper():
                            page.write_formula(number, column, "=A1", None, cell)
                        case str():
                            page.write_string(number, column, cell)
                        case _:
                            page.write_number(number, column, cell)
    return path


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one of its parts changed."""
    stream = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    path.write_bytes(stream.getvalue())
    return path


OPEN_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:x">
<office:body><office:spreadsheet><table:table table:name="Ark1">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type='
    '"application/vnd.oasis.opendocument.spreadsheet"/>{more}</manifest:manifest>'
)
_META = (
    '<office:document-meta xmlns:office="o" xmlns:dc="d"><office:meta>'
    "<dc:date>2023-07-04T10:00:00</dc:date></office:meta></office:document-meta>"
)


def open_document(path: Path, rows: str, manifest: str = "") -> Path:
    """A workbook of OpenDocument with these rows as XML, changed last on 4 July 2023."""
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("META-INF/manifest.xml", _MANIFEST.format(more=manifest))
        new.writestr("meta.xml", _META)
        new.writestr("content.xml", OPEN_DOCUMENT.format(rows=rows))
    return path


def texts(*cells: str) -> str:
    """A row of OpenDocument that holds texts."""
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{inner}</table:table-row>"

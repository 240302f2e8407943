"""Workbooks as people make them, and as nobody should."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from struct import pack
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


def old_workbook(path: Path, rows: Rows, protected: str = "") -> Path:
    """A workbook of Excel 97 to 2003 with one sheet `Ark1`, made of records in a compound file."""

    def record(kind: int, content: bytes) -> bytes:
        return pack("<HH", kind, len(content)) + content

    def begins(what: int) -> bytes:
        return record(0x0809, pack("<HHHHII", 0x0600, what, 0, 0, 0, 0))

    end = record(0x000A, b"")
    cells = b""
    for row, line in enumerate(rows):
        for column, cell in enumerate(line):
            at = pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                said = pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                cells += record(0x0204, at + said)
            else:
                cells += record(0x0203, at + pack("<d", cell))
    locked = record(0x002F, protected.encode()) if protected else b""
    name = b"\x04\x00Ark1"

    def book(start: int) -> bytes:
        return begins(0x0005) + locked + record(0x0085, pack("<IH", start, 0) + name) + end

    stream = book(len(book(0))) + begins(0x0010) + cells + end
    return _compound(path, "Workbook", stream)


def _compound(path: Path, name: str, stream: bytes) -> Path:
    """A compound file of Microsoft with one stream of at most sixty kilobytes."""
    size, free, last = 512, 0xFFFFFFFF, 0xFFFFFFFE
    number = max(-(-len(stream) // size), 8)  # a shorter one would be kept among the small ones
    table = [0xFFFFFFFD, last, *range(3, number + 2), last]
    head = pack(
        "<8s16xHHHHH6xIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        *(0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, last, 0, last, 0),
    )
    head += pack("<109I", 0, *[free] * 108)

    def entry(called: str, kind: int, child: int, start: int, length: int) -> bytes:
        letters = called.encode("utf-16-le") + b"\0\0"
        links = pack("<III", free, free, child)
        named = letters.ljust(64, b"\0") + pack("<HBB", len(letters), kind, 1) + links
        return named + bytes(36) + pack("<IQ", start, length)

    entries = entry("Root Entry", 5, 1, last, 0) + entry(name, 2, free, 2, number * size)
    fat = pack(f"<{size // 4}I", *table, *[free] * (size // 4 - len(table)))
    path.write_bytes(head + fat + entries.ljust(size, b"\0") + stream.ljust(number * size, b"\0"))
    return path

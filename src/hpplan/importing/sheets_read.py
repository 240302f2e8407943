"""The sheets of a workbook that `export` wrote, turned back into the sections of a programme."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.importing.exported import CLAIMS, FORMAT, MAPPINGS, MARK, OF, WITH_CLAIMS, YAML, plain
from hpplan.importing.proposal import Path
from hpplan.reading.codes.schema import WRONG_TYPE
from hpplan.reading.codes.tables import BAD_CELL, BAD_COLUMNS
from hpplan.reading.directory import SECTIONS
from hpplan.reading.places import Places
from hpplan.reading.workbook_file import CellValue, Sheet, Workbook
from hpplan.reading.yaml_text import parse
from hpplan.values import dataclass


def is_programme(book: Workbook) -> bool:
    """Whether the workbook is a programme that `export` wrote."""
    return MARK in book.names


@dataclass(frozen=True, slots=True)
class SheetsRead:
    """The sections of such a workbook, the cells that their values come from, and its faults."""

    sections: Mapping[str, Any]
    cells: Mapping[Path, Place]
    findings: Sequence[Finding]
    unknown: Sequence[str]
    """The sheets that are no section."""


def sections_of(book: Workbook) -> SheetsRead | Finding:
    """The programme in the sheets of a workbook."""
    return _SheetReader(book).read()


class _SheetReader:
    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.sections: dict[str, Any] = {}
        self.cells: dict[Path, Place] = {}
        self.findings: list[Finding] = []

    def read(self) -> SheetsRead | Finding:
        mark = self.book.sheet(MARK)
        if isinstance(mark, Finding):
            return mark
        stated = {
            key: _value_of(row[1]) for row in mark.rows[1:] if len(row) > 1 and (key := row[0])
        }
        form = stated.get("format")
        if form != FORMAT:
            message = f"the workbook is of format {form}; this hpplan reads format {FORMAT}"
            return BAD_COLUMNS.finding(message, mark.place(2, 2), hint="export it again")
        for section in SECTIONS:
            if section in self.book.names:
                sheet = self.book.sheet(section)
                if isinstance(sheet, Finding):
                    return sheet
                if section in MAPPINGS:
                    self._mapping(section, sheet)
                else:
                    self._entries(section, sheet)
        if CLAIMS in self.book.names:
            sheet = self.book.sheet(CLAIMS)
            if isinstance(sheet, Finding):
                return sheet
            self._claims(sheet)
        known = {MARK, CLAIMS, *SECTIONS}
        unknown = [name for name in self.book.names if name not in known]
        ordered: dict[str, Any] = {
            name: self.sections[name] for name in SECTIONS if name in self.sections
        }
        return SheetsRead(ordered, self.cells, self.findings, unknown)

    def _mapping(self, section: str, sheet: Sheet) -> None:
        found: dict[str, Any] = {}
        for number, row in enumerate(sheet.rows[1:], 2):
            if not row or row[0] is None:
                continue
            key = _key_of(row[0])
            if key in found:
                place = sheet.place(number, 1)
                self.findings.append(BAD_COLUMNS.finding(f"'{key}' has two rows", place))
            if (value := self._value(sheet, number, 2)) is not None:
                found[key] = value
                self.cells[section, key] = sheet.place(number, 2)
        if found:
            self.sections[section] = found

    def _titles(self, sheet: Sheet) -> list[str]:
        titles = [_key_of(title) for title in (sheet.rows[0] if sheet.rows else ())]
        for at, title in enumerate(titles, 1):
            if title and title in titles[: at - 1]:
                message = f"two columns are called '{title}'"
                self.findings.append(BAD_COLUMNS.finding(message, sheet.place(1, at)))
        return titles

    def _rows(self, sheet: Sheet) -> Iterator[tuple[int, dict[str, Any], dict[str, Place]]]:
        titles = self._titles(sheet)
        for number, row in enumerate(sheet.rows[1:], 2):
            entry: dict[str, Any] = {}
            places: dict[str, Place] = {}
            for at, title in enumerate(titles, 1):
                value = self._value(sheet, number, at) if at <= len(row) else None
                if value is None:
                    continue
                if not title:
                    message = "the column of this cell has no title"
                    self.findings.append(BAD_COLUMNS.finding(message, sheet.place(number, at)))
                    continue
                entry[title], places[title] = value, sheet.place(number, at)
            if entry:
                yield number, entry, places

    def _entries(self, section: str, sheet: Sheet) -> None:
        entries: list[Any] = []
        for number, entry, places in self._rows(sheet):
            self.cells[section, len(entries)] = sheet.place(number, 1)
            for key, place in places.items():
                self.cells[section, len(entries), key] = place
            entries.append(entry)
        if entries:
            self.sections[section] = entries

    def _claims(self, sheet: Sheet) -> None:
        where = {
            (section, str(entry.get("id"))): (section, number, entry)
            for section in WITH_CLAIMS
            for number, entry in enumerate(self.sections.get(section, ()))
        }
        for number, claim, places in self._rows(sheet):
            section, of = (str(claim.pop(name, "")) for name in OF)
            if (section, of) not in where:
                message = f"there is no entry '{of}' in '{section}' for this claim"
                place = places.get(OF[1], sheet.place(number, 2))
                hint = "write the section and the id of the entry that it is of"
                self.findings.append(BAD_CELL.finding(message, place, hint=hint))
                continue
            section, at, entry = where[section, of]
            claims = entry.setdefault(CLAIMS, [])
            if not isinstance(claims, list):
                place = sheet.place(number, 1)
                self.findings.append(WRONG_TYPE.finding("expected a list of claims", place))
                continue
            path: Path = (section, at, CLAIMS, len(claims))
            self.cells[path] = sheet.place(number, 1)
            for key, place in places.items():
                if key not in OF:
                    self.cells[*path, key] = place
            claims.append(claim)

    def _value(self, sheet: Sheet, row: int, column: int) -> Any:
        if (error := sheet.errors.get((row, column))) is not None:
            message = f"the cell holds an error: {error}"
            self.findings.append(BAD_CELL.finding(message, sheet.place(row, column)))
            return None
        line = sheet.rows[row - 1]
        value = line[column - 1] if column <= len(line) else None
        if not isinstance(value, str) or not value.startswith(YAML):
            return _value_of(value)
        read, faults = parse(value, "", Places())
        if faults:
            message = f"this is not YAML: {faults[0].message}"
            hint = 'put a text that begins with a quote or a bracket in double quotes: "[…"'
            place = sheet.place(row, column)
            self.findings.append(BAD_CELL.finding(message, place, hint=hint))
            return None
        return plain(read)


def _key_of(value: CellValue) -> str:
    found = _value_of(value)
    return "" if found is None else str(found).strip()


def _value_of(value: CellValue) -> Any:
    """The value of a cell that is not YAML."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case datetime():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case None | str() | bool() | int() | float():
            return value
        case _:
            return str(value)

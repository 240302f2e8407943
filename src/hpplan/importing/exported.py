"""A programme as the sheets of a workbook, and back: all of it but places and comments.

A text that begins with a quote or a bracket is YAML on one line; every other text is itself, a
number a number. So nothing of the data is a formula, and what a person writes into a cell is read
as it stands there.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.importing.proposal import Path
from hpplan.programme.programme import ProgrammeData
from hpplan.reading.codes.schema import WRONG_TYPE
from hpplan.reading.codes.tables import BAD_CELL, BAD_COLUMNS
from hpplan.reading.directory import SECTIONS
from hpplan.reading.places import Places
from hpplan.reading.programme_files import OWNERS
from hpplan.reading.workbook_file import CellValue, Sheet, Workbook
from hpplan.reading.yaml_text import parse
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.writing.yaml_flow import flow

MARK: Final = "hpplan"
"""The sheet by which a workbook is known as a programme."""
FORMAT: Final = 1
"""How the sheets are laid out."""
CLAIMS: Final = "claims"
OF: Final = ("section", "id")
"""The first columns of the claims: whose they are."""
KEY_VALUE: Final = ("key", "value")
_FROM: Final = "from"
_MAPPINGS: Final = ("programme", _FROM)
_WITH_CLAIMS: Final = (*OWNERS, "waves")
_YAML: Final = ("[", "{", '"', "'")
LONGEST: Final = 32_767
"""Letters that a cell may have."""

SheetCell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class ProgrammeSheet:
    """A sheet with a row of titles."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[SheetCell]]


@dataclass(frozen=True, slots=True)
class TooLong:
    """A value that no cell takes, by the way to it."""

    section: str
    entry: str
    key: str

    @property
    def why(self) -> str:
        return f"a cell takes no text so long: {self.section}, {self.entry}, {self.key}"


# --- sections -> sheets ---------------------------------------------------------------------------


def joined(trees: Sequence[Mapping[str, Any]], called: str) -> dict[str, Any]:
    """The sections of all files together; a programme that says nothing of itself is `called` as
    its folder is, which a workbook does not know. The source of plain fields that a file states for
    all of its sites goes to each of them, unless it holds for those of all files.
    """
    found: dict[str, Any] = {}
    stated = [tree[_FROM] or {} for tree in trees if _FROM in tree]
    owning = [tree for tree in trees if any(tree.get(section) for section in OWNERS)]
    alike = len(stated) == 1 and all(_FROM in tree for tree in owning)
    for section in SECTIONS:
        if section in _MAPPINGS:
            held = [tree[section] for tree in trees if tree.get(section)]
            if section == "programme" and not held:
                held = [{"id": called}]
            if held and (section != _FROM or alike):
                found[section] = held[0]
            continue
        entries: list[Any] = []
        for tree in trees:
            of_file = {} if alike else tree.get(_FROM) or {}
            for entry in tree.get(section) or ():
                if section in OWNERS and of_file:
                    entries.append({**entry, _FROM: {**of_file, **(entry.get(_FROM) or {})}})
                else:
                    entries.append(entry)
        if entries:
            found[section] = entries
    return found


def sheets_of(texts: Mapping[str, str], programme: ProgrammeData) -> list[ProgrammeSheet] | TooLong:
    """The sheets of a programme, by the texts of its data files in the order of reading."""
    trees = [parse(text, file, Places())[0] for file, text in texts.items()]
    plain = [plain_tree(tree) for tree in trees if isinstance(tree, dict)]
    found: list[ProgrammeSheet] = []
    for each in sheets(joined(plain, programme.agenda.id)):
        if isinstance(each, TooLong):
            return each
        found.append(each)
    return found


def sheets(sections: Mapping[str, Any]) -> Iterator[ProgrammeSheet | TooLong]:
    """One sheet a section, a row an entry; one for all claims; and the one that says what it is."""
    yield ProgrammeSheet(MARK, KEY_VALUE, [("format", FORMAT)])
    claims: list[tuple[str, Mapping[str, Any]]] = []
    for section, value in sections.items():
        if isinstance(value, Mapping):
            rows = [(key, _cell(entry)) for key, entry in value.items()]
            yield from _checked(section, KEY_VALUE, rows)
            continue
        titles: dict[str, None] = {}
        for entry in value:
            titles.update(dict.fromkeys(key for key in entry if not _is_claims(section, key)))
        rows_of = [[_cell(entry.get(title)) for title in titles] for entry in value]
        yield from _checked(section, [*titles], rows_of)
        if section in _WITH_CLAIMS:
            for entry in value:
                about = {OF[0]: section, OF[1]: entry["id"]}
                claims += ((section, {**about, **claim}) for claim in entry.get(CLAIMS) or ())
    if claims:
        names = dict.fromkeys(key for _, claim in claims for key in claim)
        rows_of = [[_cell(claim.get(name)) for name in names] for _, claim in claims]
        yield from _checked(CLAIMS, [*names], rows_of)


def _is_claims(section: str, key: str) -> bool:
    return section in _WITH_CLAIMS and key == CLAIMS


def _checked(
    name: str, titles: Sequence[str], rows: Sequence[Sequence[SheetCell]]
) -> Iterator[ProgrammeSheet | TooLong]:
    for row in rows:
        for title, cell in zip(titles, row, strict=True):
            if isinstance(cell, str) and len(cell) > LONGEST:
                yield TooLong(name, str(row[0]), title)
    yield ProgrammeSheet(name, titles, rows)


def _cell(value: Any) -> SheetCell:
    match value:
        case None | bool() | float():
            return value
        case int():
            return value  # no number of the data is larger than a cell holds exactly
        case str() if value and literal(value) == value == value.strip():
            formula = value[0] in "=+-@" and len(value) > 1
            return flow_text(value) if value[0] in _YAML or formula else value
        case str():
            return flow_text(value)
        case _:
            return flow(_plain(value))


def flow_text(text: str) -> str:
    """The text in quotes, whatever it says."""
    return flow(text, as_json=True)


def _plain(value: Any) -> Any:
    """The value without the addresses that reading gives."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items() if key != "@"}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def plain_tree(tree: Mapping[str, Any]) -> dict[str, Any]:
    """The sections of a file as they were written, without addresses."""
    found = _plain(dict(tree))
    assert isinstance(found, dict)
    return found


# --- sheets -> sections ---------------------------------------------------------------------------


def is_programme(book: Workbook) -> bool:
    """Whether the workbook is a programme that `export` wrote."""
    return MARK in book.names


@dataclass(frozen=True, slots=True)
class SheetsRead:
    """The sections of such a workbook, the cells that their values are from, and what is wrong."""

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
                if section in _MAPPINGS:
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
            for section in _WITH_CLAIMS
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
        if not isinstance(value, str) or not value.startswith(_YAML):
            return _value_of(value)
        read, faults = parse(value, "", Places())
        if faults:
            message = f"this is not YAML: {faults[0].message}"
            hint = 'put a text that begins with a quote or a bracket in double quotes: "[…"'
            place = sheet.place(row, column)
            self.findings.append(BAD_CELL.finding(message, place, hint=hint))
            return None
        return _plain(read)


def _key_of(value: CellValue) -> str:
    found = _value_of(value)
    return "" if found is None else str(found).strip()


def _value_of(value: CellValue) -> Any:
    """What a cell says that is no YAML."""
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

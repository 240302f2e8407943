"""The rows of a table as statements about sites; what cannot be used is listed with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Final

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.domain.claims import NAMES_A_WAVE, Says
from hpplan.domain.sites import MUNICIPALITY, TRUST
from hpplan.domain.standing import TAKES_NO_PART
from hpplan.importing.cells import (
    Unusable,
    error_in,
    is_total,
    official_number,
    period_of,
    says_nothing,
    status_of,
    text_of,
    whole_number,
    yes_or_no,
)
from hpplan.importing.columns import Columns, TableColumn
from hpplan.importing.headers import (
    GO_LIVE,
    ID,
    KIND,
    LEGACY_UNTIL,
    NAME,
    NOTE,
    NUMBER,
    STATUS,
    WAVE,
    is_measure,
    plain,
)
from hpplan.periods import Period, Seasons
from hpplan.reading.codes.files import TOO_LARGE
from hpplan.reading.codes.schema import BAD_DATE
from hpplan.reading.codes.tables import BAD_CELL
from hpplan.reading.tables import Table
from hpplan.reading.workbook_file import CellValue
from hpplan.values import dataclass

MOST_ROWS: Final = 200_000
"""How many rows of sites a table may have; no programme has more sites."""
MOST_FAULTS: Final = 1_000

_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("kommune", "kommuner", "kommunar", "municipality"), MUNICIPALITY),
    **dict.fromkeys(("helseforetak", "helseføretak", "hf", "foretak", "trust"), TRUST),
    **dict.fromkeys(("sykehus", "sjukehus", "hospital"), "hospital"),
    **dict.fromkeys(("legekontor", "fastlegekontor", "gp office", "gp practice"), "gp-office"),
}
_GPS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("ansatt", "ansatte", "tilsett", "tilsette", "fastlønn", "employed"), "employed"
    ),
    **dict.fromkeys(
        ("næringsdrivende", "selvstendig", "sjølvstendig", "privat", "self employed"),
        "self-employed",
    ),
    **dict.fromkeys(("blandet", "blanda", "begge", "mixed"), "mixed"),
}


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something in the table that is not taken over, and why."""

    place: Place
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class SaidOfSite:
    """The statements of one row about a site: its plain fields by key, and how far it has come.
    `wave` is the text of its cell. Where the status is `unclear`, a word that is not known, nothing
    is claimed: a site that "says no for now" is not planned for the wave in its row.
    """

    name: str
    number: str | None
    id: str | None
    kind: str
    fields: Mapping[str, object]
    says: Says | None
    wave: str | None
    go_live: Period | None
    note: str | None
    place: Place
    places: Mapping[str, Place]
    unclear: bool = False

    def at(self, key: str) -> Place:
        """The cell of the key, else that of the name."""
        return self.places.get(key, self.place)


@dataclass
class RowsRead:
    """The rows of a table, read one by one."""

    table: Table
    columns: Columns
    seasons: Seasons
    sites: list[SaidOfSite] = field(default_factory=list)
    left_out: list[NotTaken] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def read(self) -> None:
        """Read them all."""
        for row in range(1, self.columns.row):
            text = " ".join(filter(None, map(text_of, self.table.rows[row - 1])))
            if text:
                self._leave(row, 1, text, "stands above the titles")
        for column in self.columns.columns:
            if column.key is None and self._says_anything(column):
                self.left_out.append(NotTaken(column.place, column.title, "unknown column"))
        for row in range(self.columns.row + 1, len(self.table.rows) + 1):
            if len(self.sites) >= MOST_ROWS:
                place = self.table.place(row, 1)
                message = f"the table has more than {MOST_ROWS:,} rows"
                self.findings.append(TOO_LARGE.finding(message, place))
                break
            if (said := self._row(row)) is not None:
                self.sites.append(said)
            if len(self.findings) >= MOST_FAULTS:
                break

    def _says_anything(self, column: TableColumn) -> bool:
        at = column.number - 1
        rows = self.table.rows[self.columns.row :]
        return bool(column.title) or any(len(row) > at and row[at] is not None for row in rows)

    def _leave(self, row: int, column: int, text: str, why: str) -> None:
        self.left_out.append(NotTaken(self.table.place(row, column), text[:200], why))

    def _row(self, row: int) -> SaidOfSite | None:
        cells = dict(self._cells(row))
        texts = {key: text_of(value) for key, (_, value) in cells.items()}
        name = texts.get(NAME, "")
        naming = name or texts.get(ID, "") or texts.get(NUMBER, "")
        if not naming:
            text = "; ".join(filter(None, map(text_of, self.table.rows[row - 1])))
            if text:
                self._leave(row, 1, text, "the row names no site")
            return None
        key = NAME if name else (ID if texts.get(ID) else NUMBER)
        column = cells[key][0].number
        if is_total(naming) and not (texts.get(NUMBER) or texts.get(ID)):
            self._leave(row, column, naming, "adds up other rows")
            return None
        return self._site(row, cells, naming, self.table.place(row, column))

    def _cells(self, row: int) -> Iterator[tuple[str, tuple[TableColumn, CellValue]]]:
        """The non-empty cells of the row, by the keys of their columns."""
        values = self.table.rows[row - 1]
        for column in self.columns.used:
            value = values[column.number - 1] if column.number <= len(values) else None
            fault = self.table.error(row, column.number) or error_in(value)
            if fault is not None:
                hint = f"correct its formula, or leave the column out: --map {column.letters}=-"
                self._unusable(row, column, Unusable(f"the cell holds an error: {fault}", hint))
                continue
            if value is not None and text_of(value):
                assert column.key is not None
                yield column.key, (column, value)

    def _unusable(
        self, row: int, column: TableColumn, found: Unusable, code: Code = BAD_CELL
    ) -> None:
        place = self.table.place(row, column.number)
        self.findings.append(code.finding(found.why, place, hint=found.hint))

    def _site(
        self,
        row: int,
        cells: Mapping[str, tuple[TableColumn, CellValue]],
        naming: str,
        place: Place,
    ) -> SaidOfSite:
        kind = MUNICIPALITY if self.columns.of_municipalities else "site"
        if KIND in cells:
            words = plain(text_of(cells[KIND][1]))
            kind = _KINDS.get(words, words.replace(" ", "-") or kind)
        fields: dict[str, object] = {}
        says: Says | None = None
        unclear = False
        wave: str | None = None
        go_live: Period | None = None
        number = identity = note = None
        for key, (column, value) in cells.items():
            if key == NUMBER:
                number = official_number(value, municipal=kind == MUNICIPALITY)
            elif key == ID:
                identity = text_of(value)
            elif key == NOTE:
                note = str(value).strip() if isinstance(value, str) else text_of(value)
            elif key == STATUS:
                if says_nothing(value):
                    continue
                says = status_of(text_of(value))
                if says is None:
                    unclear = True
                    why = "unknown status: nothing is claimed of the site"
                    self._leave(row, column.number, text_of(value), why)
            elif key == WAVE:
                wave = None if says_nothing(value) else text_of(value)
            elif key == GO_LIVE:
                go_live = self._period(row, column, value)
            elif key not in (NAME, KIND):
                stated = self._field(row, key, column, value)
                if stated is not None:
                    fields[key] = stated
        places = {key: self.table.place(row, column.number) for key, (column, _) in cells.items()}
        return SaidOfSite(
            naming,
            number,
            identity,
            kind,
            fields,
            says,
            wave,
            go_live,
            note,
            place,
            places,
            unclear,
        )

    def _period(self, row: int, column: TableColumn, value: CellValue) -> Period | None:
        if says_nothing(value):
            return None
        found = period_of(value, self.seasons)
        if isinstance(found, Unusable):
            self._unusable(row, column, found, BAD_DATE)
            return None
        return found

    def _field(self, row: int, key: str, column: TableColumn, value: CellValue) -> object:
        """A plain field of the site; None where the cell does not state it."""
        if says_nothing(value) and not isinstance(value, bool):
            return None
        found: object
        if is_measure(key):
            found = whole_number(value)
        elif key == "required":
            found = yes_or_no(value)
        elif key in ("since", "until", LEGACY_UNTIL):
            period = self._period(row, column, value)
            return None if period is None else period.label
        elif key == "location":
            found = _location(text_of(value))
        elif key == "gps":
            found = _GPS.get(plain(text_of(value)), text_of(value))
        else:
            return text_of(value)
        if isinstance(found, Unusable):
            self._unusable(row, column, found)
            return None
        return found


def _location(text: str) -> list[float] | Unusable:
    """Latitude and longitude, with points or decimal commas."""
    parts = text.split(";") if ";" in text else text.replace(", ", " ").split()
    if len(parts) == 1:
        parts = text.split(",")
    try:
        latitude, longitude = (float(part.strip().replace(",", ".")) for part in parts)
    except ValueError:
        return Unusable(f"'{text}' is not a latitude and a longitude", "write 63.227, 8.895")
    return [latitude, longitude]


# --- what is said of a site, as claims ------------------------------------------------------------


def claims_of(said: SaidOfSite, wave: str | None) -> Iterator[tuple[dict[str, object], Place]]:
    """The claims of a row, each with the cell that it comes from; `wave` is the wave's id."""
    if said.unclear:
        return
    note = {} if said.note is None else {NOTE: said.note}
    says = said.says
    if says is Says.LIVE and wave is not None:
        on = {} if said.go_live is None else {"on": said.go_live.label}
        yield {"says": "live", "wave": wave, **on, **note}, said.at(STATUS)
        return
    if says in NAMES_A_WAVE and wave is not None:
        yield {"says": str(says), "wave": wave, **note}, said.at(STATUS)
        return
    if says is not None and says not in NAMES_A_WAVE:
        yield {"says": str(says), **note}, said.at(STATUS)
        note = {}
    if wave is not None and says not in TAKES_NO_PART:
        yield {"says": "planned", "wave": wave, **note}, said.at(WAVE)


def not_taken(said: SaidOfSite, wave: str | None) -> Iterator[NotTaken]:
    """The parts of the row without effect."""
    if said.says in NAMES_A_WAVE and wave is None and said.wave is None:
        yield NotTaken(said.at(STATUS), str(said.says), "needs a wave, and the row has none")
    if said.says in TAKES_NO_PART and said.wave is not None:
        yield NotTaken(said.at(WAVE), said.wave, f"a site that is {said.says} is in no wave")
    if said.go_live is not None and said.wave is None:
        yield NotTaken(said.at(GO_LIVE), said.go_live.label, "the row has no wave to go live with")

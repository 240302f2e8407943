"""The meaning of a cell, by the key of its column. Ambiguous cells are not guessed."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from hpplan.diagnostics.fixes.dates import period_meant
from hpplan.domain.claims import Says
from hpplan.domain.entry import LARGEST
from hpplan.importing.headers import plain
from hpplan.periods import METEOROLOGICAL, Period, Seasons
from hpplan.reading.tables import cell_text
from hpplan.reading.workbook_file import CellValue
from hpplan.values import dataclass

SEASONS: Final[Seasons] = {**METEOROLOGICAL, "spring": (1, 6), "autumn": (8, 12)}
"""The months of a season in a table; a programme that is updated has its own."""

_ERROR: Final = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!)|Err:\d+|#####*")
_WHOLE: Final = re.compile(r"([+-]?)(\d{1,3}(?:[ \xa0\u202f\u2009'’]\d{3})+|\d{1,15})(?:[.,]0+)?")
_WEEKDAY: Final = re.compile(
    r"(?:mandag|måndag|tirsdag|tysdag|onsdag|torsdag|fredag|lørdag|laurdag|søndag|sundag"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)[,.]? +(?:den )?(?=\d)",
    re.IGNORECASE,
)
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?")
_NOTHING: Final = frozenset(
    {"", "ukjent", "ukjend", "unknown", "tbd", "n a", "na", "ikke fastsatt", "ikkje fastsett"}
    | {"ikke bestemt", "ikkje bestemt", "ikke avklart", "ikkje avklart", "ingen", "none"}
)
_STATUSES: Final[Mapping[str, str]] = {
    Says.OPTION: "option|opsjon|opsjonsavtale|har opsjon|has option|option agreement",
    Says.PREPROJECT: "preproject|pre project|forprosjekt|i forprosjekt|forprosjekt vedtatt"
    "|forprosjekt vedteke",
    Says.JOINED: "joined|tiltrådt|tiltrådd|løst ut opsjon|løyst ut opsjon|utløst opsjon"
    "|opsjon utløst|opsjon utløyst|blir med|skal være med|skal vere med",
    Says.AGREEMENT: "agreement|avtale|tjenesteavtale|tenesteavtale|signert|signert avtale"
    "|avtale signert|tjenesteavtale signert|tenesteavtale signert|service agreement|signed",
    Says.CANDIDATE: "candidate|kandidat|foreslått|føreslått|forslag|framlegg|proposed|proposal"
    "|aktuell",
    Says.PLANNED: "planned|planlagt|planlagd|plan|i plan|scheduled",
    Says.DECIDED: "decided|vedtatt|vedteke|vedteken|besluttet|beslutta|bestemt|avgjort",
    Says.UNDECIDED: "undecided|uavklart|uavklara|ikke vedtatt|ikkje vedteke|ikke besluttet"
    "|ikkje avgjort|ikke avgjort|avventer|avventar|not decided|pending",
    Says.DECLINED: "declined|takket nei|takka nei|sagt nei|nei|avslått|avslag|no|says no",
    Says.WITHDRAWN: "withdrawn|trukket|trukket seg|trekt|trekt seg|trekker seg|trekkjer seg"
    "|withdrew",
    Says.LIVE: "live|i drift|innført|tatt i bruk|teke i bruk|gått i drift|i produksjon"
    "|in production|in use|gone live|went live|har gått i drift",
}
_BY_WORD: Final = {
    word: Says(says) for says, words in _STATUSES.items() for word in words.split("|")
}
_TOTALS: Final = re.compile(
    r"(?:sum|total|totalt|totals|i alt|til sammen|tilsammen|samlet|samla|alle|in total|snitt"
    r"|gjennomsnitt|gjennomsnittleg|average|mean|antall|tal|count)"
    r"(?: (?:sum|kommuner|kommunar|innbyggere|innbyggjarar|municipalities|all|alle|i alt))?"
)
_YES: Final = frozenset({"ja", "yes", "x", "true", "sann", "1"})
_NO: Final = frozenset({"nei", "no", "false", "usann", "0"})


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a cell cannot be a value of its column, and what to write."""

    why: str
    hint: str


def text_of(value: CellValue) -> str:
    """The cell as text on one line."""
    return " ".join(cell_text(value).split())


def error_in(value: CellValue) -> str | None:
    """The error of a formula in the cell; None where there is none."""
    return value if isinstance(value, str) and _ERROR.fullmatch(value.strip()) else None


def says_nothing(value: CellValue) -> bool:
    """Whether the cell says that nothing is known: empty, a dash, "TBD"."""
    return plain(text_of(value)) in _NOTHING


def status_of(text: str) -> Says | None:
    """The meaning of a word for the status of a site."""
    return _BY_WORD.get(plain(text))


def is_total(text: str) -> bool:
    """Whether a row of this name is a total."""
    return _TOTALS.fullmatch(plain(text)) is not None


def whole_number(value: CellValue) -> int | Unusable:
    """A whole number as people write it: `5 880`."""
    match value:
        case bool():
            pass
        case int():
            return value
        case float() if value.is_integer() and abs(value) < 1e15:
            return int(value)
        case str() if found := _WHOLE.fullmatch(value.strip()):
            return int(found[1] + re.sub(r"\D", "", found[2]))
        case _:
            pass
    said = text_of(value)
    if re.fullmatch(r"[+-]?\d{16,}", said):
        return Unusable(
            f"expected at most {LARGEST}, got '{said}'", "write 5880, or leave it empty"
        )
    grouped = re.fullmatch(r"[+-]?\d{1,3}([.,]\d{3})+", said)
    meant = re.sub(r"[.,]", "", said) if grouped else "5880"
    return Unusable(f"'{said}' is not a whole number", f"write {meant}, or leave it empty")


def official_number(value: CellValue, *, municipal: bool) -> str:
    """The official number as text; that of a municipality has four digits, even where a spreadsheet
    dropped the first.
    """
    said = re.sub(r"[.,]0+$", "", text_of(value))
    return said.zfill(4) if municipal and re.fullmatch(r"[0-9]{3}", said) else said


def yes_or_no(value: CellValue) -> bool | Unusable:
    """A flag as people write it."""
    said = plain(text_of(value))
    if said in _YES or said in _NO:
        return said in _YES
    return Unusable(f"'{text_of(value)}' is neither yes nor no", "write yes or no")


def period_of(value: CellValue, seasons: Seasons) -> Period | Unusable:
    """A day or a longer period as people write it, or as a spreadsheet holds it."""
    match value:
        case datetime() if value.time() == time():
            label = value.date().isoformat()
        case datetime():
            label = value.isoformat(timespec="minutes")
        case date():
            label = value.isoformat()
        case float() if value.is_integer() and 1900 <= value <= 2200:
            label = str(int(value))
        case str():
            said = _WEEKDAY.sub("", " ".join(value.split()))
            at_midnight = _MIDNIGHT.fullmatch(said)
            label = at_midnight[1] if at_midnight else (period_meant(said) or said)
        case _:
            label = ""
    try:
        return Period.parse(label, seasons)
    except ValueError:
        return Unusable(
            f"'{text_of(value)}' cannot be read as one date",
            "write a day (2024-11-09), a month (2024-11), a quarter (2024-Q4), a season (høst "
            "2024) or a year",
        )


def slug(name: str) -> str:
    """An id made from a name, as one would type it: `Nærøysund` is `naeroysund`."""
    import unicodedata

    letters = name.replace("\xad", "").casefold().translate(_LETTERS)
    parted = unicodedata.normalize("NFKD", letters)
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter))
    composed = unicodedata.normalize("NFC", bare)
    return re.sub(r"[\W_]+", "-", composed).strip("-")


_LETTERS: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss"}
)

"""Every code that hpplan can report: one list, and how to look one up."""

from collections.abc import Mapping
from typing import Final

from hpplan.checks.every import CHECKS
from hpplan.checks.no_plan import CODES as OF_EXISTENCE
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.ignores import CODES as OF_IGNORES
from hpplan.reading.codes import files, references, schema, tables
from hpplan.values import dataclass
from hpplan.verification import codes as plans

GROUPS: Final[Mapping[str, str]] = {
    "HP0": "Files and YAML",
    "HP1": "Schema",
    "HP2": "References",
    "HP3": "Dates and calendars",
    "HP4": "Dependencies and groups",
    "HP5": "Capacity",
    "HP6": "Claims and decisions",
    "HP7": "Provenance",
    "HP8": "Plans",
}
"""The subject of the codes with each beginning."""

CODES: Final[tuple[Code, ...]] = tuple(
    sorted(
        (
            *files.CODES,
            *OF_IGNORES,
            *schema.CODES,
            *references.CODES,
            *tables.CODES,
            *(check.code for check in CHECKS),
            *OF_EXISTENCE,
            *plans.CODES,
        ),
        key=lambda code: code.id,
    )
)
"""Every code, in order."""

_BY_WORD: Final = {word: code for code in CODES for word in (code.id, code.name)}


def described(word: str) -> Code | None:
    """The code with this id, `HP401`, or name, `cycle`; None where there is none."""
    return _BY_WORD.get(word) or _BY_WORD.get(word.upper()) or _BY_WORD.get(word.lower())


@dataclass(frozen=True, slots=True)
class Selection:
    """Which codes are reported: prefixes to select and to ignore, of which the longer matching one
    wins, and of two equally long ones the ignored one. Without `select` all are selected.
    """

    select: tuple[str, ...] = ("",)
    ignore: tuple[str, ...] = ()

    def __contains__(self, code: str) -> bool:
        selected = max((len(word) for word in self.select if code.startswith(word)), default=-1)
        ignored = max((len(word) for word in self.ignore if code.startswith(word)), default=-1)
        return selected > ignored

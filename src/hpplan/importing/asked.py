"""What is to be imported and how, and the reasons why nothing is imported."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from hpplan.diagnostics.finding import Finding, in_order
from hpplan.diagnostics.place import Locator
from hpplan.importing.cells import slug
from hpplan.importing.proposal import TableSource
from hpplan.values import dataclass

Argument = Literal["file", "sheet", "columns", "known"]


@dataclass(frozen=True, slots=True)
class ImportAsked:
    """The file, which sheet of it counts, what the user said columns are, from when its contents
    are known, and the folder of the programme.
    """

    file: Path
    folder: Path
    sheet: str | None = None
    columns: Mapping[str, str] | None = None
    known: str | None = None

    def source(self, modified: date | None) -> "TableSource | WrongArgument":
        """The document that the table is; it was changed on that day, where that is known."""
        if self.known is None and modified is None:
            why = "does not say when it was changed: name the day it is known from"
            return WrongArgument("known", f"'{self.file.name}' {why}")
        published = self.known or str(modified)
        return TableSource(slug(self.file.stem) or "table", self.file.name, published)


@dataclass(frozen=True, slots=True)
class WrongArgument:
    """An argument that does not fit the file."""

    name: Argument
    why: str


@dataclass(frozen=True, slots=True)
class NotImported:
    """The table, or the programme it would make, has these faults, in the order of their places."""

    findings: Sequence[Finding]
    places: Locator


Refusal = WrongArgument | NotImported
"""The reason why nothing is imported."""


def not_imported(findings: Sequence[Finding], places: Locator) -> NotImported:
    return NotImported(in_order(findings), places)

"""Codes of findings given on the command line, and the findings that they select."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.given_values import a_word
from hpplan.text import literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.checks.registry import Selection
    from hpplan.diagnostics.code import Code
    from hpplan.diagnostics.finding import Finding

SELECT, IGNORE, FAIL_ON, EXIT_ZERO = "--select", "--ignore", "--fail-on", "--exit-zero"


class FailOn(StrEnum):
    """The least severity that makes a command fail; the worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


Select = Annotated[
    list[str] | None,
    typer.Option(
        SELECT,
        metavar="CODES",
        help="Report only these: codes (HP701), beginnings of codes (HP7) or names, with commas "
        "between; may be repeated. Errors that keep the data from being read are always reported.",
        show_default=False,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        IGNORE,
        metavar="CODES",
        help="Leave these out. Where both options match a code, the longer entry wins.",
        show_default=False,
    ),
]
FailingOn = Annotated[
    FailOn | None,
    a_word(
        FAIL_ON,
        FailOn,
        "Exit with 1 if a finding is at least this severe; without it, if one is an error.",
        show_default=False,
    ),
]
InFull = Annotated[
    bool,
    typer.Option(
        "--full",
        help="In text and Markdown show each finding in full, even where many share a cause.",
    ),
]
ExitZero = Annotated[bool, typer.Option(EXIT_ZERO, help="Exit with 0 whatever is found.")]


def known_code(word: str) -> "Code":
    """The code with this id or name; any other word is a usage error."""
    from hpplan.checks.registry import CODES, described

    if (code := described(word)) is not None:
        return code
    _unknown("CODE", word, [*(code.id for code in CODES), *(code.name for code in CODES)])


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """The findings that the user selected, and those that make the command fail."""

    selection: "Selection | None"
    failing: frozenset[str]

    def kept(self, findings: "Iterable[Finding]", *, unread: bool = False) -> "list[Finding]":
        """The selected findings. If the data could not be read, all are kept: otherwise it would
        seem to have no faults.
        """
        chosen = self.selection
        return [f for f in findings if unread or chosen is None or f.code in chosen]

    def leave(self, findings: "Iterable[Finding]") -> None:
        """End the command with 1 if a finding is severe enough."""
        if any(finding.severity.value in self.failing for finding in findings):
            raise typer.Exit(ExitCode.FINDINGS)


def choice(
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    fail_on: FailOn | None,
    *,
    exit_zero: bool,
) -> CodeChoice:
    """The combined meaning of a command's options; unknown codes are a usage error."""
    if exit_zero and fail_on is not None:
        raise typer.BadParameter(f"it contradicts {FAIL_ON}", param_hint=EXIT_ZERO)
    from_worst = [severity.value for severity in FailOn]
    enough = 0 if exit_zero else from_worst.index(fail_on or FailOn.ERROR) + 1
    return CodeChoice(_selection(select or (), ignore or ()), frozenset(from_worst[:enough]))


def _selection(select: Sequence[str], ignore: Sequence[str]) -> "Selection | None":
    if not select and not ignore:
        return None
    from hpplan.checks.registry import Selection

    return Selection(_beginnings(SELECT, select) or ("",), _beginnings(IGNORE, ignore))


def _beginnings(option: str, given: Sequence[str]) -> tuple[str, ...]:
    """The codes, and beginnings of codes, that the words stand for."""
    return tuple(_beginning(option, word.strip()) for text in given for word in text.split(","))


def _beginning(option: str, word: str) -> str:
    from hpplan.checks.registry import CODES, described

    if (code := described(word)) is not None:
        return code.id
    beginning = word.upper()
    if word and any(code.id.startswith(beginning) for code in CODES):
        return beginning
    _unknown(option, word, [*(code.id for code in CODES), *(code.name for code in CODES)])


def _unknown(option: str, word: str, known: Sequence[str]) -> NoReturn:
    from hpplan.diagnostics.suggestion import did_you_mean

    hint = did_you_mean(word, known) or "hpplan code lists them all"
    raise typer.BadParameter(literal(f"there is no code '{word}'; {hint}"), param_hint=option)

"""The text of a what-if expression: names, numbers and operators, from left to right."""

import re
from collections.abc import Iterable
from typing import Final, NoReturn

from hpplan.domain.entry import LARGEST
from hpplan.periods import Duration
from hpplan.values import dataclass

SEE_HELP: Final = "see hpplan whatif --help"

_NAME: Final = re.compile(r"[^\s.=!+]+")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NUMBER: Final = re.compile(r"[0-9]{1,19}")


@dataclass(frozen=True, slots=True)
class Misread:
    """An expression that cannot be read: the column, the reason and a suggestion."""

    text: str
    column: int
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        hint = "" if self.hint is None else f"; {self.hint}"
        return f"'{self.text}', column {self.column}: {self.message}{hint}"


class MisreadError(Exception):
    """Ends the reading of an expression."""

    def __init__(self, misread: Misread) -> None:
        super().__init__(str(misread))
        self.misread = misread


class ExpressionText:
    """An expression and how far it has been read. Every method reads on from there; anything
    unexpected raises MisreadError, with the column.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._blank()

    def _names(self) -> Iterable[str]:
        """The names that may be meant, for hints."""
        return ()

    def _operator(self, form: str) -> str:
        for operator in ("=", "+", "-"):
            if self._taken(operator):
                return operator
        self._fail(self._at, "expected '=', '+' or '-'", f"write {form}; {SEE_HELP}")

    def _duration(self, operator: str) -> Duration:
        at, text = self._at, self._text[self._at :].strip()
        try:
            return Duration.parse(f"{operator}{text}")
        except ValueError:
            self._fail(at, f"'{text}' is not a duration: write 12m, 6w or 30d")

    def _amount(self) -> int:
        at, number = self._at, self._token(_NUMBER, "expected a whole number")
        self._end()
        if int(number) > LARGEST:
            self._fail(at, f"expected at most {LARGEST}, got {number}")
        return int(number)

    def _name(self, expected: str, hint: str | None = None) -> str:
        """An id as it is, or in quotes."""
        if not self._text.startswith('"', self._at):
            return self._token(_NAME, expected, hint)
        found = _QUOTED.match(self._text, self._at)
        if found is None:
            self._fail(self._at, "missing closing quotation mark after the name")
        if not found[1]:
            self._fail(self._at, expected, hint)
        self._at = found.end()
        return re.sub(r"\\(.)", r"\1", found[1])

    def _unquoted(self, begun: str) -> str | None:
        """The hint for what looks like the beginning of a name that must be quoted."""
        meant = next(
            (n for n in self._names() if n.startswith(begun) and not _NAME.fullmatch(n)), None
        )
        return (
            None
            if meant is None
            else f"quote a name that contains spaces or punctuation: {written(meant)}"
        )

    def _token(self, pattern: re.Pattern[str], expected: str, hint: str | None = None) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            self._fail(self._at, expected, hint)
        self._at = found.end()
        return found[0]

    def _taken(self, mark: str) -> bool:
        if not self._text.startswith(mark, self._at):
            return False
        self._at += len(mark)
        self._blank()
        return True

    def _blank(self) -> None:
        while self._text[self._at : self._at + 1].isspace():
            self._at += 1

    def _end(self) -> None:
        self._blank()
        if rest := self._text[self._at :].rstrip():
            before = _NAME.findall(self._text[: self._at])
            hint = self._unquoted(before[-1]) if before else None
            self._fail(self._at, f"unexpected text '{rest}'", hint)

    def _fail(self, at: int, message: str, hint: str | None = None) -> NoReturn:
        raise MisreadError(Misread(self._text, at + 1, message, hint))


def written(name: str) -> str:
    """The name as an expression writes it: quoted where it must be."""
    if _NAME.fullmatch(name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'

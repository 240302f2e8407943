"""The marks of a picture with their meanings, in rows."""

from collections.abc import Callable, Iterable
from typing import Final

from hpplan.views.pictures.svg import LETTERINGS, Element, words

Drawn = Callable[[float, float], Element]
"""A mark with its middle at a place."""
_ROW: Final = 18
_MARK: Final = 14
_GAP: Final = 16


def legend(
    entries: Iterable[tuple[Drawn, str]], left: float, right: float, top: float
) -> tuple[list[Element], float]:
    """The marks with their meanings, and where the rows end."""
    letters = LETTERINGS["note"]
    drawn, x, y = list[Element](), left, top
    for mark, meaning in entries:
        text = letters.wrapped(meaning, right - left - _MARK - 6, 1)[0]
        taken = _MARK + 6 + letters.wide(text)
        if x > left and x + taken > right:
            x, y = left, y + _ROW
        drawn += [mark(x + _MARK / 2, y + _ROW / 2), words(x + _MARK + 6, y + 13, text, "note")]
        x += taken + _GAP
    return drawn, y + _ROW if drawn else top

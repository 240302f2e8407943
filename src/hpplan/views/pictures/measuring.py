"""The width of text before it is drawn, and its division into lines.

A picture is shown in whatever font the reader's system has. The widths here are those of DejaVu
Sans, the widest of the usual ones, so that text in another has a little more room, never less.
"""

import unicodedata
from typing import Final

from hpplan.text import literal

_BY_WIDTH: Final = {
    0.3: "'IJijl",
    0.35: " ,./:;\\|·’‑",
    0.4: "()-[]ft",
    0.45: "!r",
    0.5: '"*_`–',
    0.55: "?cszšžčđ",
    0.6: "FLkvxy",
    0.65: "$0123456789EPSTYabdeghnopqu{}åøäöáé",
    0.7: "ABCKRVXZÅÄŠŽ",
    0.75: "NU",
    0.8: "&DGHOQØÖ",
    0.85: "#+<=>^w~≥×",
    0.9: "M",
    1.0: "%@Wmæ—…→Æ",
}
_WIDTHS: Final = {letter: width for width, some in _BY_WIDTH.items() for letter in some}
_BOLD: Final = 1.15
_USUAL: Final = 0.8
"""The width of letters that are not listed."""
ELLIPSIS: Final = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of the text, as shown, in letters of this size."""
    ems = sum(map(_em, literal(text)))
    return ems * size * (_BOLD if bold else 1)


def _em(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter):
        return 0
    return 1.05 if unicodedata.east_asian_width(letter) in "WF" else _USUAL


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, shortened with an ellipsis if it is wider than the room."""
    shown = literal(text)
    if width(shown, size, bold=bold) <= room:
        return shown
    while shown and width(shown.rstrip() + ELLIPSIS, size, bold=bold) > room:
        shown = shown[:-1]
    return shown.rstrip() + ELLIPSIS


def wrapped(
    text: str, room: float, size: float, *, bold: bool = False, most: int = 2
) -> tuple[str, ...]:
    """The text in at most `most` lines, broken at blanks; longer text is cut."""
    lines: list[str] = []
    left = literal(text).split(" ")
    while left and len(lines) < most:
        if len(lines) == most - 1:
            lines.append(fitted(" ".join(left), room, size, bold=bold))
            break
        taken = 1
        while taken < len(left) and (width(" ".join(left[: taken + 1]), size, bold=bold) <= room):
            taken += 1
        lines.append(fitted(" ".join(left[:taken]), room, size, bold=bold))
        left = left[taken:]
    return tuple(lines)

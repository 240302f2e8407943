"""Small marks, whose shape says the same as their colour."""

from typing import Final

from hpplan.domain.gates import GateState
from hpplan.domain.status import Status
from hpplan.views.pictures.svg import Element, element, line, number, path

SIZE: Final = 4.0
"""From the middle of a mark to its edge."""


def status_mark(x: float, y: float, status: Status, *, paint: str | None = None) -> Element:
    """A disc for a live site, half of one for a decided site, a ring for one whose wave is not
    decided, dashed where only a wish is known, with a point where the site itself is open; a cross
    for one that takes no part, a point for one that has no wave yet. On a colour it has the paint
    of the text there.
    """
    ring = "thin f-page" if paint is None else "thin"
    paint = paint or f"status-{status}"
    ring = f"{ring} s-{paint}"
    match status:
        case Status.LIVE:
            return _disc(x, y, SIZE, f"f-{paint}")
        case Status.DECIDED:
            half = (
                f"M{number(x)} {number(y - SIZE)}a{number(SIZE)} {number(SIZE)} 0 0 0 0 "
                f"{number(2 * SIZE)}z"
            )
            filled = element("path", cls=f"f-{paint}", d=half)
            return element("g", _disc(x, y, SIZE - 0.5, ring), filled)
        case Status.UNDECIDED:
            return element("g", _disc(x, y, SIZE - 0.5, ring), _disc(x, y, 1.5, f"f-{paint}"))
        case Status.CANDIDATE:
            return _disc(x, y, SIZE - 0.5, f"{ring} dotted")
        case Status.PLANNED:
            return _disc(x, y, SIZE - 0.5, ring)
        case Status.DECLINED | Status.WITHDRAWN:
            return _cross(x, y, f"fine s-{paint}")
        case _:
            return _disc(x, y, 2, f"f-{paint}")


def gate_mark(x: float, y: float, state: GateState) -> Element:
    """A square for a gate that was passed, a cross for one that was failed, a triangle for one that
    is due, an open one where it is overdue, a ring for one that is ahead.
    """
    paint = f"gate-{state}"
    match state:
        case GateState.PASSED:
            return path(_square(x, y), f"f-{paint}", closed=True)
        case GateState.FAILED:
            return _cross(x, y, f"fine s-{paint}")
        case GateState.DUE:
            return path(_triangle(x, y), f"f-{paint}", closed=True)
        case GateState.OVERDUE:
            return path(_triangle(x, y), f"fine f-page s-{paint}", closed=True)
        case GateState.AHEAD:
            return _disc(x, y, SIZE - 1.5, f"thin f-page s-{paint}")


def go_live_mark(x: float, y: float, size: float, paint: str, *, chosen: bool) -> Element:
    """A diamond on the day; an open one, where a plan chose it."""
    corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    look = f"fine f-page s-{paint}" if chosen else f"thin f-{paint} s-page"
    return path(corners, look, closed=True)


def _disc(x: float, y: float, radius: float, cls: str) -> Element:
    return element("circle", cls=cls, cx=x, cy=y, r=radius)


def _square(x: float, y: float) -> list[tuple[float, float]]:
    half = SIZE - 1
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]


def _triangle(x: float, y: float) -> list[tuple[float, float]]:
    return [(x, y - SIZE), (x + SIZE, y + SIZE - 1), (x - SIZE, y + SIZE - 1)]


def _cross(x: float, y: float, cls: str) -> Element:
    half = SIZE - 1
    return element(
        "g",
        line(x - half, y - half, x + half, y + half, cls),
        line(x - half, y + half, x + half, y - half, cls),
    )

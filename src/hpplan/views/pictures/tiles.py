"""Equal tiles: each place moves to a cell of a grid, with the least total displacement."""

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Final

from hpplan.values import dataclass
from hpplan.views.pictures.projection import Point, around

_ROOM: Final = 1.7
"""The number of cells for each tile: with more, more of the outline can be seen."""
_REACH: Final = 3
"""How far around a tile a better cell is looked for."""
_PASSES: Final = 40

Cell = tuple[int, int]
"""A column and a row."""


@dataclass(frozen=True, slots=True)
class TileGrid:
    """The cell of each place, in the order of the places."""

    cells: tuple[Cell, ...]
    columns: int
    rows: int


def tile_grid(points: Sequence[Point], aspect: float = 1.0) -> TileGrid:
    """A cell for each point; `aspect` is the ratio of a cell's width to its height."""
    if not points:
        return TileGrid((), 0, 0)
    left, top, right, bottom = around(points)
    wide, tall = (right - left) / aspect, bottom - top
    cells = _ROOM * len(points)
    columns = ceil(sqrt(cells * _clamped(wide, tall)))
    columns = min(max(columns, 1), len(points))
    rows = max(ceil(cells / columns), ceil(len(points) / columns))
    aims = [
        (
            _share(x, left, right) * (columns - 1),
            _share(y, top, bottom) * (rows - 1),
        )
        for x, y in points
    ]
    taken = _nearest(aims, columns, rows)
    _improve(taken, aims, columns, rows, aspect)
    return _trimmed([cell for _, cell in sorted((at, cell) for cell, at in taken.items())])


def _clamped(wide: float, tall: float) -> float:
    """The ratio of the whole grid's width to its height, within reasonable limits."""
    if wide <= 0 or tall <= 0:
        return 4.0 if wide > tall else 0.25 if tall > wide else 1.0
    return min(max(wide / tall, 0.25), 4.0)


def _share(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low) if high > low else 0.5


def _nearest(aims: Sequence[Point], columns: int, rows: int) -> dict[Cell, int]:
    """The free cell nearest to the target of each tile, those in the middle first."""
    middle = (columns - 1) / 2, (rows - 1) / 2
    order = sorted(range(len(aims)), key=lambda at: (_apart(aims[at], middle), at))
    taken: dict[Cell, int] = {}
    for at in order:
        x, y = round(aims[at][0]), round(aims[at][1])
        reach, found = 0, list[Cell]()
        while not found:
            ring = _around((x, y), reach, columns, rows)
            found = [cell for cell in ring if cell not in taken]
            reach += 1
        more = _around((x, y), reach, columns, rows)  # a corner is farther than the next side
        found += [cell for cell in more if cell not in taken]
        taken[min(found, key=lambda cell: (_apart(aims[at], cell), cell))] = at
    return taken


def _around(cell: Cell, reach: int, columns: int, rows: int) -> list[Cell]:
    """The cells of the grid that are `reach` steps from this one."""
    x, y = cell
    ring = (
        (x + dx, y + dy)
        for dy in range(-reach, reach + 1)
        for dx in (range(-reach, reach + 1) if abs(dy) == reach else (-reach, reach))
    )
    return [(cx, cy) for cx, cy in dict.fromkeys(ring) if 0 <= cx < columns and 0 <= cy < rows]


def _improve(
    taken: dict[Cell, int], aims: Sequence[Point], columns: int, rows: int, aspect: float
) -> None:
    """Move tiles to free cells and swap them, as long as that brings them nearer to their
    targets.
    """
    for _ in range(_PASSES):
        moved = False
        for cell in sorted(taken):
            if cell not in taken:
                continue
            at = taken[cell]
            for reach in range(1, _REACH + 1):
                for other in _around(cell, reach, columns, rows):
                    there = taken.get(other)
                    gain = _apart(aims[at], cell, aspect) - _apart(aims[at], other, aspect)
                    if there is not None:
                        gain += _apart(aims[there], other, aspect)
                        gain -= _apart(aims[there], cell, aspect)
                    if gain > 1e-9:
                        taken[other] = at
                        if there is None:
                            del taken[cell]
                        else:
                            taken[cell] = there
                        moved = True
                        break
                else:
                    continue
                break
        if not moved:
            return


def _apart(aim: Point, cell: Point | Cell, aspect: float = 1.0) -> float:
    dx, dy = (aim[0] - cell[0]) * aspect, aim[1] - cell[1]
    return dx * dx + dy * dy


def _trimmed(cells: Sequence[Cell]) -> TileGrid:
    """The cells without empty columns and rows, at the edges or between."""
    columns = {x: at for at, x in enumerate(sorted({x for x, _ in cells}))}
    rows = {y: at for at, y in enumerate(sorted({y for _, y in cells}))}
    moved = tuple((columns[x], rows[y]) for x, y in cells)
    return TileGrid(moved, len(columns), len(rows))

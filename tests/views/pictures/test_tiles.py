"""Equal tiles: a cell for each place, near to where it lies."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.views.pictures.projection import Projection
from hpplan.views.pictures.tiles import TileGrid, tile_grid
from tests.thoroughness import examples

NUMBERS = st.floats(-1000, 1000) | st.sampled_from([0.0, 1.0])


def scattered(many: int) -> list[tuple[float, float]]:
    dice = random.Random(1)
    return [(dice.random(), dice.random()) for _ in range(many)]


def test_nobody_has_no_cell() -> None:
    assert tile_grid([]) == TileGrid((), 0, 0)


def test_one_place_is_one_cell() -> None:
    assert tile_grid([(3.0, 4.0)]) == TileGrid(((0, 0),), 1, 1)


def test_places_stay_beside_and_above_each_other() -> None:
    west, east, north, south = (0.0, 5.0), (10.0, 5.0), (5.0, 0.0), (5.0, 10.0)
    w, e, n, s = tile_grid([west, east, north, south]).cells
    assert w[0] < e[0]
    assert n[1] < s[1]


def test_places_in_a_row_keep_their_order() -> None:
    cells = tile_grid([(float(x), 0.0) for x in (0, 1, 5, 6, 9)]).cells
    assert [x for x, _ in cells] == sorted(x for x, _ in cells)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=40), st.sampled_from([0.5, 1.0, 1.6]))
@examples(30)
def test_every_place_has_a_cell_of_its_own(
    points: list[tuple[float, float]], aspect: float
) -> None:
    grid = tile_grid(points, aspect)
    assert len(grid.cells) == len(points)
    assert len(set(grid.cells)) == len(points)
    assert all(0 <= x < grid.columns and 0 <= y < grid.rows for x, y in grid.cells)


def test_the_whole_is_as_wide_as_tall_where_the_places_are() -> None:
    grid = tile_grid(scattered(200), aspect=2.0)
    assert 0.35 < grid.columns / grid.rows < 0.75


@pytest.mark.parametrize("middle", [(63.4, 10.4), (-41.0, 179.5), (0.0, 0.0), (89.0, 0.0)])
def test_north_is_up_and_east_is_to_the_right_in_every_country(middle: tuple[float, float]) -> None:
    """Also where the date changes between two places."""
    latitude, longitude = middle
    east = (latitude, (longitude + 1 + 180) % 360 - 180)
    north = (min(latitude + 0.5, 90.0), longitude)
    projection = Projection.around([middle, east, north])
    (x, y), (ex, _), (_, ny) = (projection.at(*place) for place in (middle, east, north))
    assert ex > x
    assert ny < y
    assert abs(ex - x) < 0.05


def test_the_other_side_of_the_globe_is_on_the_plane() -> None:
    projection = Projection.around([(0.0, 0.0), (0.0, 180.0)])
    assert all(abs(value) < 1e6 for value in projection.at(0.0, 180.0))

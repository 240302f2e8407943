"""Shares in percent: all or nothing is said only where it is so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.text import rounded, share_of, shown


@pytest.mark.parametrize(
    ("part", "whole", "texts"),
    [
        (0, 7, ("0 %", "0.0 %", "0.00 %")),
        (7, 7, ("100 %", "100.0 %", "100.00 %")),
        (1, 8, ("12 %", "12.5 %", "12.50 %")),
        (99_960, 100_000, ("99 %", "99.9 %", "99.96 %")),
        (40, 100_000, ("1 %", "0.1 %", "0.04 %")),
        # Nearer to all than a float can tell.
        (10**18 - 1, 10**18, ("99 %", "99.9 %", "99.99 %")),
        (1, 10**18, ("1 %", "0.1 %", "0.01 %")),
    ],
)
def test_a_share_is_shown_as_all_or_nothing_only_where_it_is(
    part: int, whole: int, texts: tuple[str, ...]
) -> None:
    percent = share_of(part, whole)
    assert percent is not None
    assert tuple(shown(percent, digits) for digits in range(3)) == texts


def test_there_is_no_share_of_nothing() -> None:
    assert share_of(0, 0) is None


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(0, 3))
def test_rounding_is_off_by_no_more_than_one_of_the_last_digit(
    part: int, more: int, digits: int
) -> None:
    percent = share_of(part, part + more)
    assert percent is not None
    near = rounded(percent, digits)
    assert abs(near - percent) <= 10.0**-digits
    assert (near == 0) == (part == 0)
    assert near < 100

"""The years that an axis names where there is no room for each."""

from typing import Final

_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


def year_step(year: float, name: float) -> int:
    """Every how many years one is named, given the width of a year and of a name.

    >>> year_step(10, 44)
    5
    """
    return next((step for step in _STEPS if step * year >= name), _STEPS[-1])

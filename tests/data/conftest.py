"""The shipped data, read once for all tests of it."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from hpplan.programme.programme import Programme, Situation
from hpplan.reading import read

SHIPPED = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def programme() -> Programme:
    reading = read(SHIPPED)
    assert reading.findings == ()
    assert reading.programme is not None
    return reading.programme


@pytest.fixture(scope="session")
def known(programme: Programme) -> Callable[[str], Situation]:
    """What is known on a day: `known("2022-04-04")`."""
    return cache(lambda day: programme.on(date.fromisoformat(day)))

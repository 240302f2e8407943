"""The shipped data, read once for all tests of it."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.reading import read

SHIPPED = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def programme() -> ProgrammeData:
    reading = read(SHIPPED)
    assert reading.findings == ()
    assert reading.programme is not None
    return reading.programme


@pytest.fixture(scope="session")
def known(programme: ProgrammeData) -> Callable[[str], SituationData]:
    """What is known on a day: `known("2022-04-04")`."""
    return cache(lambda day: programme.on(date.fromisoformat(day)))

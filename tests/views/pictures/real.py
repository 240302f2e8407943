"""The shipped data on a day, for pictures of it."""

from datetime import date
from functools import cache
from pathlib import Path

from hpplan.programme.plan import PlanData, current_plan
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.reading import read

SHIPPED = Path(__file__).parents[3] / "data"
DAYS = ("2020-12-15", "2022-04-04", "2023-07-04", "2024-01-03")


@cache
def programme() -> ProgrammeData:
    found = read(SHIPPED).programme
    assert found is not None
    return found


@cache
def on(day: str) -> tuple[SituationData, PlanData]:
    """What is known on the day, and the plan of it."""
    known = programme().on(date.fromisoformat(day))
    return known, current_plan(known)

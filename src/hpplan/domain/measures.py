"""The words for what a measure counts."""

from typing import Final

from hpplan.language import plural
from hpplan.text import Unit

DAYS: Final = Unit("day", "days")
SITES: Final = Unit("site", "sites")


def _for_the_catalogues() -> None:
    """Words that only data contain, and that are the same in all programmes."""
    plural("inhabitant", "inhabitants", 2)
    plural("employee", "employees", 2)
    plural("bed", "beds", 2)
    plural("site-day", "site-days", 2)
    plural("municipality-day", "municipality-days", 2)
    plural("inhabitant-day", "inhabitant-days", 2)
    plural("employee-day", "employee-days", 2)
    plural("bed-day", "bed-days", 2)


def measure_word(measure: str) -> str:
    """The measure as shown to people."""
    return measure_unit(measure).of(2)


def measure_unit(measure: str) -> Unit:
    """The unit of a measure, in every programme: one of the `inhabitants` is an inhabitant."""
    if measure.endswith("ies"):
        return Unit(measure.removesuffix("ies") + "y", measure)
    if measure.endswith("s") and not measure.endswith("ss"):
        return Unit(measure.removesuffix("s"), measure)
    return Unit(measure, measure)

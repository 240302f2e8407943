"""What a measure counts, as people say it."""

from typing import Final

from hpplan.text import Unit

DAYS: Final = Unit("day", "days")
SITES: Final = Unit("site", "sites")


def measure_unit(measure: str) -> Unit:
    """What a measure counts, in every programme: one of the `inhabitants` is an inhabitant."""
    if measure.endswith("ies"):
        return Unit(measure.removesuffix("ies") + "y", measure)
    if measure.endswith("s") and not measure.endswith("ss"):
        return Unit(measure.removesuffix("s"), measure)
    return Unit(measure, measure)

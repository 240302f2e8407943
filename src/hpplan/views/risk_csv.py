"""The effect of the risks on a plan, as CSV: a row for each site."""

from typing import Final

from hpplan.analysis.risk.assessment import RiskData
from hpplan.views.formats import csv_text

TITLES: Final = ("site", "name", "wave", "as_planned", "error", "by_80", "earliest", "latest")


def render(found: RiskData, dialect: csv_text.Dialect = csv_text.STANDARD) -> str:
    """The table, with a row of titles; an empty date is never."""
    return csv_text.render(TITLES, list(_rows(found)), dialect)


def _rows(found: RiskData) -> list[list[str]]:
    snapshot = found.situation.snapshot
    return [
        [
            site.site,
            snapshot.name(site.site),
            site.wave or "",
            f"{site.as_planned.value:.4f}",
            f"{site.as_planned.error:.4f}",
            *(
                "" if day is None else day.isoformat()
                for day in (site.by_80.day, site.by_80.earliest, site.by_80.latest)
            ),
        ]
        for site in (found.figures.sites if found.figures is not None else ())
    ]

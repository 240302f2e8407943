"""A plan as CSV: a row for each site, those in no wave last."""

from typing import Final

from hpplan.programme.plan import PlanData, chosen_for
from hpplan.programme.programme import SituationData
from hpplan.views.formats import csv_text

TITLES: Final = (
    "site",
    "name",
    "wave",
    "label",
    "go_live",
    "from",
    "to",
    "status",
    "firm",
    "moved_from",
    "reason",
)
CHOSEN: Final = "chosen"
"""The last column, if days were chosen: whether that of the site's wave was."""


def render(
    situation: SituationData, plan: PlanData, dialect: csv_text.Dialect = csv_text.STANDARD
) -> str:
    """The table, with a row of titles."""
    return csv_text.render(titles(plan), rows(situation, plan), dialect)


def titles(plan: PlanData) -> list[str]:
    """The titles of the columns."""
    return [*TITLES, *([] if plan.dates is None else [CHOSEN])]


def rows(situation: SituationData, plan: PlanData) -> list[list[str]]:
    """A row for each site, in words."""
    snapshot = situation.snapshot
    placed_rows = [
        [
            placed.site,
            snapshot.name(placed.site),
            placed.wave,
            placed.label,
            placed.go_live.label if placed.go_live else "",
            placed.go_live.first.isoformat() if placed.go_live else "",
            placed.go_live.last.isoformat() if placed.go_live else "",
            snapshot.sites[placed.site].status.value,
            "yes" if placed.firm else "no",
            placed.moved_from or "",
            placed.reason,
            *_chosen(plan, chosen=chosen_for(situation, plan, placed)),
        ]
        for placed in plan.placements
    ]
    return placed_rows + [
        [
            out.site,
            snapshot.name(out.site),
            *[""] * 5,
            snapshot.sites[out.site].status.value,
            "no",
            out.moved_from or "",
            out.reason,
            *_chosen(plan, chosen=False),
        ]
        for out in plan.unplaced
    ]


def _chosen(plan: PlanData, *, chosen: bool) -> list[str]:  # a cell, where there is the column
    return [] if plan.dates is None else ["yes" if chosen else "no"]

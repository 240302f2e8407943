"""A plan as CSV: a row for each site, those in no wave last."""

from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.views.formats import csv_text

TITLES = (
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


def render(
    situation: SituationData, plan: PlanData, dialect: csv_text.Dialect = csv_text.STANDARD
) -> str:
    """The table, with a row of titles."""
    return csv_text.render(TITLES, rows(situation, plan), dialect)


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
        ]
        for out in plan.unplaced
    ]

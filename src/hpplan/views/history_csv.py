"""The data of a milestone trend chart as CSV: a row for each version, and site or wave in it."""

from typing import Final

from hpplan.analysis.history import HistoryData, TrendPoint
from hpplan.views.formats import csv_text

TITLES: Final = (
    *("known", "kind", "id", "name", "wave", "label", "go_live", "from", "to"),
    *("delay_days", "changed", "says", "source"),
)


def render(history: HistoryData, dialect: csv_text.Dialect = csv_text.STANDARD) -> str:
    """The table, with a row of titles; `known` is empty for what was always known. `says` and
    `source` are those of the claim that the row rests on since it last changed.
    """
    return csv_text.render(TITLES, rows(history), dialect)


def rows(history: HistoryData) -> list[list[str]]:
    """A row for each version and subject, in words."""
    return [_row(point) for point in history.trend()]


def _row(point: TrendPoint) -> list[str]:
    standing, slot = point.standing, point.standing.new
    go_live = None if slot is None else slot.go_live
    cited = standing.cited
    return [
        "" if point.known is None else point.known.isoformat(),
        standing.kind,
        standing.id,
        standing.name,
        "" if slot is None else slot.wave,
        point.label or "",
        "" if go_live is None else go_live.label,
        "" if go_live is None else go_live.first.isoformat(),
        "" if go_live is None else go_live.last.isoformat(),
        "" if standing.delay is None else str(standing.delay),
        "true" if point.changed else "false",
        "" if cited is None else cited.says,
        "" if cited is None else cited.source or "",
    ]

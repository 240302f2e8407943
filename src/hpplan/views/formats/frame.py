"""A table as a data frame of pandas: the columns of the CSV file, with days and flags in their own
types.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pandas import DataFrame

_DAYS: Final = frozenset(
    {"from", "to", "decide_by", "known", "day", "by", "by_50", "by_80", "earliest", "latest"}
)
_SHARES: Final = frozenset({"share", "as_planned", "error", "planned"})
_PERCENTILE: Final = re.compile(r"p\d+")
_FLAGS: Final = {"yes": True, "no": False, "true": True, "false": False}


def render(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> "DataFrame":
    """The table; empty cells are missing values."""
    try:
        from pandas import DataFrame, to_datetime, to_numeric
    except ModuleNotFoundError as missing:
        message = "to_frame() needs pandas, which is not installed: pip install pandas"
        raise ModuleNotFoundError(message, name=missing.name) from None
    frame = DataFrame(
        [[cell or None for cell in row] for row in rows], columns=list(titles), dtype=object
    )
    for title in titles:
        if _has_days(title):
            frame[title] = to_datetime(frame[title], format="%Y-%m-%d").astype("datetime64[s]")
        elif title.endswith("_days") or title == "days_80":
            frame[title] = to_numeric(frame[title]).astype("Int64")
        elif title in _SHARES or _PERCENTILE.fullmatch(title):
            frame[title] = to_numeric(frame[title])
        elif title in {"firm", "chosen", "changed"} or title.endswith("_approximate"):
            frame[title] = frame[title].map(_FLAGS).astype("boolean")
    return frame


def _has_days(title: str) -> bool:
    if title == "moved_from":  # a wave
        return False
    return title in _DAYS or title.endswith(("_from", "_to"))

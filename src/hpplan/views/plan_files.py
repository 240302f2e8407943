"""A plan as a file for programs, by the name of its format."""

from collections.abc import Mapping
from typing import Final

from hpplan.planning import Solved
from hpplan.programme.programme import SituationData
from hpplan.views.formats.csv_text import STANDARD, Dialect

BY_ENDING: Final[Mapping[str, str]] = {
    ".json": "json",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".mmd": "mermaid",
    ".ics": "ics",
    ".svg": "svg",
    ".geojson": "geojson",
}
"""The formats by the ending of a file."""
FOR_PROGRAMS: Final = frozenset({"json", "csv", "geojson"})
"""Formats that are always in English."""


def plan_file(
    form: str, situation: SituationData, solved: Solved, dialect: Dialect = STANDARD
) -> str | bytes:
    """The plan for the situation in the format; CSV in a dialect."""
    from hpplan.analysis.timeline import timeline

    plan = solved.plan
    match form:
        case "json":
            from hpplan.views import plan_json

            return plan_json.render(situation, solved)
        case "csv":
            from hpplan.views import plan_csv

            return plan_csv.render(situation, plan, dialect)
        case "xlsx":
            from hpplan.checks.run import inspect
            from hpplan.views import plan_workbook

            entries = timeline(situation, plan)
            return plan_workbook.render(situation, plan, entries, inspect(situation))
        case "mermaid":
            from hpplan.views.formats import mermaid_gantt

            return mermaid_gantt.render(timeline(situation, plan))
        case "svg":
            from hpplan.views.pictures.gantt import gantt

            return gantt(timeline(situation, plan)).document()
        case "geojson":
            from hpplan.analysis.site_map import site_map
            from hpplan.views import site_map_geojson

            return site_map_geojson.render(site_map(situation, timeline(situation, plan)))
        case "ics":
            from hpplan.analysis.calendar_events import CalendarScope, calendar
            from hpplan.views import calendar_ics

            return calendar_ics.render(calendar(situation, plan, CalendarScope()))
        case _:
            raise AssertionError(f"a plan has no format '{form}'")

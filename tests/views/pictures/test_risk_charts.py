"""Futures as pictures: coverage as a fan, how late each site may be, what each risk adds."""

import json
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hpplan.analysis.risk.coverage_fan import CoverageOn
from hpplan.programme.programme import SituationData
from hpplan.views.pictures.delay_chart import delay_chart
from hpplan.views.pictures.driver_chart import driver_chart
from hpplan.views.pictures.fan_chart import ends_of_periods, fan_chart, on_day
from hpplan.views.pictures.svg import Svg
from tests.builders import programme as written
from tests.views.pictures import real
from tests.views.pictures.boxes import shapes, unreadable
from tests.views.pictures.risks import futures
from tests.views.pictures.test_charts import MANY, NO_DATE, NO_WAVE, ONE
from tests.views.pictures.test_hostile_names import HOSTILE, PROGRAMME

PLANNED = """\
programme: {id: p, name: P}
municipalities:
  - {id: a, name: Ask, size: {inhabitants: 30}, wave: W1}
  - {id: b, name: Bo, size: {inhabitants: 70}, wave: W2}
waves: [{id: W1, go_live: 2024-06-01}, {id: W2, go_live: 2024-11}]
risks:
  - {id: late, kind: slip, waves: all, chance: 0.5, by: 3m}
  - {id: out, kind: withdraw, sites: a, chance: 0.5}
  - {id: gone, kind: withdraw, sites: b, chance: 0.5}
  - {id: odd, kind: withdraw, sites: b, chance: 0.5}
  - {id: sure, kind: withdraw, sites: b, chance: 0.5}
"""


def known(folder: Path, text: str = PLANNED) -> SituationData:
    return written(folder, text).on(date(2024, 1, 1))


def drawn(situation: SituationData) -> list[Svg]:
    found = futures(situation)
    return [fan_chart(found), delay_chart(found), driver_chart(found)]


def titles(picture: Svg) -> list[str]:
    return [found.text or "" for found in shapes(picture).iter("title")][1:]


def test_a_fan_says_what_is_served_by_the_plan_and_in_the_futures(tmp_path: Path) -> None:
    picture = fan_chart(futures(known(tmp_path)))
    assert picture.desc == (
        "10 futures; "
        "30 June 2024: 30 % planned, 0 % in half of the futures, 0 % to 30 % in 8 of 10; "
        "31 December 2024: 100 % planned, 30 % in half of the futures, 0 % to 100 % in 8 of 10; "
        "30 June 2025: 100 % planned, 100 % in half of the futures, 0 % to 100 % in 8 of 10"
    )
    assert titles(picture)[:4] == [
        "8 of 10 futures: the tenth to the ninetieth percentile",
        "half of the futures: the quartiles",
        "the middle future: half of them have come so far",
        "as planned",
    ]


def test_a_bar_is_as_long_as_a_site_may_be_late_and_an_arrow_where_that_has_no_end(
    tmp_path: Path,
) -> None:
    picture = delay_chart(futures(known(tmp_path)))
    assert titles(picture) == [
        "Ask: planned 1 Jun 2024, 50 % by 18 Dec 2024, 80 % by never",
        "Bo: planned November 2024, 50 % by 18 Jun 2025, 80 % by never",
    ]
    assert [text.text for text in shapes(picture).iter("text")].count("never") == 2


def test_what_a_risk_adds_is_said_beside_its_bar_the_largest_first(tmp_path: Path) -> None:
    assert titles(driver_chart(futures(known(tmp_path)))) == [
        "sure: 1 Jan 2026 instead of never",
        "late: 200 days earlier",
        "out: no difference",
        "gone: never, without it too",
        "odd: 31 days later",
    ]


@pytest.mark.parametrize("text", [PLANNED, MANY, NO_WAVE, NO_DATE, ONE])
def test_futures_of_programmes_of_any_size_can_be_read(tmp_path: Path, text: str) -> None:
    for picture in drawn(known(tmp_path, text)):
        assert unreadable(picture) == []
        ET.fromstring(picture.document().encode())


def test_futures_of_the_real_programme_can_be_read() -> None:
    situation, _plan = real.on("2023-07-04")
    assert [unreadable(picture) for picture in drawn(situation)] == [[], [], []]


def test_hostile_names_of_sites_and_risks_are_text(tmp_path: Path) -> None:
    risks = [
        {"id": name, "kind": "slip", "waves": "all", "chance": 0.5, "by": "1m"} for name in HOSTILE
    ]
    situation = written(tmp_path, json.dumps({**PROGRAMME, "risks": risks})).on(date(2024, 1, 1))
    for picture in drawn(situation):
        assert unreadable(picture) == []
        root = ET.fromstring(picture.document().encode())
        assert {found.tag.rpartition("}")[2] for found in root.iter()} <= {
            *("circle", "defs", "desc", "g", "line", "path", "pattern", "rect"),
            *("style", "svg", "text", "title"),
        }


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        ("2024-01-15", "2024-11-09", ["2024-06-30", "2024-12-31"]),
        ("2024-06-30", "2024-07-01", ["2024-06-30", "2024-12-31"]),
        ("2023-07-04", "2027-11-30", [f"{year}-12-31" for year in range(2023, 2028)]),
        ("2000-01-01", "2019-06-30", [f"{year}-12-31" for year in range(2000, 2019, 3)]),
    ],
)
def test_the_table_of_coverage_has_few_days(first: str, last: str, ends: list[str]) -> None:
    coverage = [CoverageOn(date.fromisoformat(day), 0.0, (0.0,) * 5) for day in (first, last)]
    assert [day.isoformat() for day in ends_of_periods(coverage)] == ends
    assert on_day(coverage, coverage[1].day - timedelta(days=1)) is coverage[0]

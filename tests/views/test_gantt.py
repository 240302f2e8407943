"""The Gantt chart: a line for each site or wave, a column for some days."""

from datetime import date
from pathlib import Path

import pytest

from hpplan.analysis.timeline import TimelineData, timeline
from hpplan.programme.plan import current_plan
from hpplan.views.formats import gantt
from tests.views import GIVEN, planned, situation


def line(folder: Path, text: str = GIVEN, as_of: str = "2024-01-01") -> TimelineData:
    """The timeline of what the claims say on the day."""
    known = situation(folder, text, as_of=as_of)
    return timeline(known, current_plan(known))


def best(folder: Path) -> TimelineData:
    made = planned(folder)
    return timeline(made.situation, made.plan)


def test_each_site_has_its_phases_and_its_go_live(tmp_path: Path) -> None:
    assert (
        gantt.render(best(tmp_path), width=60)
        == """\
                  2024      Jul        2025      Jul
Aure           ░░░░░░░░░░░░░░░░░░░░░◆▒
Bjugn          ░░░░░░░░░░░░░░░░░░░░░◆▒
Rauma             │             ░░░░░░░░░░░░░░░░░░░░░◆◆◆◆◆◆▒
░ Hovedprosjekt  ▒ Støtte  ◆ go-live  │ 1 January 2024"""
    )


def test_a_terminal_that_knows_ascii_only_gets_the_same_chart_in_ascii(tmp_path: Path) -> None:
    chart = gantt.render(best(tmp_path).only(["a", "r"]), width=60, ascii_only=True)
    assert (
        chart.replace("Støtte", "Stotte")
        == """\
                  2024      Jul        2025      Jul
Aure           .....................*-
Rauma             |             .....................******-
. Hovedprosjekt  - Stotte  * go-live  | 1 January 2024"""
    )


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("width", [60, 61, 79, 80, 120, 200])
def test_the_chart_fits_the_width_and_uses_it(tmp_path: Path, width: int, ascii_only: bool) -> None:
    *rows, _ = gantt.render(best(tmp_path), width=width, ascii_only=ascii_only).splitlines()
    assert max(map(len, rows)) == width


def test_today_is_marked_in_its_column_where_no_phase_runs(tmp_path: Path) -> None:
    text = """
programme: {id: p, name: P, phases: [{id: main, name: Main, from: -60d, to: 0d}]}
municipalities:
  - {id: a, name: Aure, claims: [{says: planned, wave: W1}]}
  - {id: b, name: Bjugn, claims: [{says: planned, wave: W2}]}
waves: [{id: W1, go_live: 2024-02-05}, {id: W2, go_live: 2024-04-09}]
"""
    # From 7 December to 9 April are 124 days, 62 of them in Aure's phase: 25 after the first it is
    # 1 January, so of 125 columns each is a day.
    _, aure, bjugn, legend = gantt.render(line(tmp_path, text), width=15 + 125).splitlines()
    assert aure == "Aure           " + "░" * 60 + "◆"
    assert bjugn == "Bjugn          " + " " * 25 + "│" + " " * 38 + "░" * 60 + "◆"
    assert legend == "░ Main  ◆ go-live  │ 1 January 2024"


def test_what_ended_before_today_is_not_drawn_and_nothing_ahead_is_no_chart(
    tmp_path: Path,
) -> None:
    over = line(tmp_path, as_of="2024-12-01").only(["b"])
    assert gantt.render(line(tmp_path, as_of="2024-11-30").only(["b"]), width=80) != ""
    assert gantt.render(over, width=80) == ""
    assert gantt.render(line(tmp_path).only(["o"]), width=80) == ""


def test_of_the_past_at_most_two_hundred_days_are_drawn(tmp_path: Path) -> None:
    text = GIVEN.replace("from: -12m", "from: -60m")
    chart = gantt.render(line(tmp_path, text).only(["a"]), width=80)
    # 15 June 2023, two hundred days ago, is the first column; 30 November 2024 is the last.
    assert chart.splitlines()[0] == " " * 15 + "  Jul" + " " * 19 + "2024" + " " * 18 + "Jul"


def test_from_sixteen_sites_on_a_line_stands_for_a_wave(tmp_path: Path) -> None:
    def names(count: int) -> list[str]:
        sites = "".join(
            f"  - {{id: s{n}, name: Site {n}, claims: [{{says: planned, wave: W{n % 2}}}]}}\n"
            for n in range(count)
        )
        waves = "[{id: W0, go_live: 2025}, {id: W1, claims: [{go_live: 2026}, {called: KI9}]}]"
        text = f"programme: {{id: p, name: P}}\nwaves: {waves}\nmunicipalities:\n{sites}"
        rows = gantt.render(line(tmp_path, text), width=80).splitlines()[1:-1]
        return [row[:14].rstrip() for row in rows]

    assert names(15) == [f"Site {n}" for n in (*range(0, 15, 2), *range(1, 15, 2))]
    assert names(16) == ["W0 (8)", "KI9 (8)"]


def test_a_long_name_is_cut_off_and_a_name_in_two_column_letters_keeps_the_chart_in_place(
    tmp_path: Path,
) -> None:
    text = GIVEN.replace("name: Aure", "name: Nordre Follo kommune")
    text = text.replace("name: Bjugn", "name: 日本語の町").replace("name: Rauma", 'name: "\\e[1mX"')
    rows = gantt.render(line(tmp_path, text), width=60).splitlines()[1:4]
    assert [row.split("░")[0] for row in rows] == [
        "Nordre Follo k ",
        "日本語の町     ",
        r"\x1b[1mX       ",
    ]


@pytest.mark.parametrize(
    ("today", "go_live", "axis"),
    [
        ("2024-01-31", "2024-02-29", "               |Feb 2024"),
        ("2024-01-31", "2024-02-01", "               31 Jan 2024"),
        ("2024-03-01", "2024-08-31", "               Mar 2024   May 2024  Jul 2024"),
        ("2024-11-30", "2025-02-01", "               |               2025"),
    ],
)
def test_an_axis_without_a_year_names_months_or_its_first_day(
    tmp_path: Path, today: str, go_live: str, axis: str
) -> None:
    text = f"""
programme: {{id: p, as_of: {today}}}
municipalities: [{{id: a, wave: W1}}]
waves: [{{id: W1, go_live: {go_live}}}]
"""
    drawn = gantt.render(line(tmp_path, text, today), width=48, ascii_only=True)
    assert drawn.splitlines()[0] == axis


def test_more_phases_than_glyphs_share_the_last(tmp_path: Path) -> None:
    phases = ", ".join(f"{{id: p{n}, name: P{n}, from: -{9 - n}m, to: 0d}}" for n in range(5))
    text = f"""
programme: {{id: p, name: P, phases: [{phases}]}}
municipalities: [{{id: a, name: Aure, claims: [{{says: planned, wave: W1}}]}}]
waves: [{{id: W1, go_live: 2024-12-07}}]
"""
    drawn = line(tmp_path, text)
    assert drawn.as_of == date(2024, 1, 1)
    assert gantt.render(drawn, width=80).splitlines()[-1] == (
        "░ P0  ▒ P1  ▓ P2  █ P3  █ P4  ◆ go-live  │ 1 January 2024"
    )


def test_waves_that_share_a_label_stay_apart(tmp_path: Path) -> None:
    sites = "".join(
        f"  - {{id: s{n}, name: Site {n}, claims: [{{says: planned, wave: W{n % 2}}}]}}\n"
        for n in range(gantt.MANY)
    )
    waves = "".join(
        f"  - {{id: W{n}, claims: [{{go_live: 202{n + 4}-11, called: KI5}}]}}\n" for n in range(2)
    )
    text = f"programme: {{id: p, name: P}}\nmunicipalities:\n{sites}waves:\n{waves}"
    rows = gantt.render(line(tmp_path, text), width=60).splitlines()[1:-1]
    assert [row[:15].rstrip() for row in rows] == ["KI5 (8)", "KI5 (8)"]

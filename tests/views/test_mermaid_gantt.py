"""A timeline as a Gantt chart of Mermaid."""

import json
import re
from pathlib import Path

import pytest

from hpplan.analysis.timeline import timeline
from hpplan.programme.plan import current_plan
from hpplan.views.formats import mermaid_gantt
from tests.builders import known

GIVEN = """
programme:
  id: p
  name: The coast
  phases:
    - {id: main, name: Main, from: -6m, to: 0d}
    - {id: support, name: Support, from: 0d, to: 3w}
sites:
  - {id: ask, kind: s, name: Ask, wave: W1}
  - {id: bo, kind: s, name: Bø, wave: W2}
  - {id: dal, kind: s, name: Dal, wave: W0}
waves: [{id: W0, go_live: 2023-01-01}, {id: W1, go_live: 2024-04-27}, {id: W2, go_live: 2024-11}]
"""


def drawn(folder: Path, text: str, as_of: str = "2024-01-01") -> str:
    situation = known(folder, text, as_of)
    return mermaid_gantt.render(timeline(situation, current_plan(situation)))


def test_the_whole_chart(tmp_path: Path) -> None:
    assert (
        drawn(tmp_path, GIVEN)
        == """\
gantt
  title The coast on 1 January 2024
  dateFormat YYYY-MM-DD
  axisFormat %b %Y
  todayMarker off
  section Ask
  Main :active, 2023-10-27, 2024-04-27
  Support :2024-04-27, 2024-05-18
  go-live :milestone, 2024-04-27, 0d
  section Bø
  Main :2024-05-01, 2024-11-30
  Support :2024-11-01, 2024-12-21
  go-live :crit, 2024-11-01, 2024-12-01
"""
    )


GATED = """
programme:
  id: p
  name: The coast
  gates: [{id: ready, name: Ready, at: -90d}, {id: trained, name: Trained, at: -30d}]
sites:
  - {id: ask, kind: s, wave: W1, claims: [{says: failed, gate: ready, on: 2024-01-20}]}
  - {id: bo, kind: s, wave: W1, claims: [{says: passed, gate: ready, on: 2024-01-20}]}
MORE
waves: [{id: W1, go_live: 2024-04-27}]
"""


def test_gates_are_marks_with_their_states(tmp_path: Path) -> None:
    chart = drawn(tmp_path, GATED.replace("MORE\n", ""), "2024-03-20")
    assert (
        chart.partition("todayMarker off\n")[2]
        == """\
  section ask
  Ready (failed) :milestone, crit, 2024-01-28, 0d
  Trained (due) :milestone, active, 2024-03-28, 0d
  go-live :milestone, 2024-04-27, 0d
  section bo
  Ready (passed) :milestone, done, 2024-01-28, 0d
  Trained (due) :milestone, active, 2024-03-28, 0d
  go-live :milestone, 2024-04-27, 0d
"""
    )


def test_the_gates_of_a_wave_say_of_how_many_sites_they_are_so(tmp_path: Path) -> None:
    more = "".join(f"  - {{id: s{n}, kind: s, wave: W1}}\n" for n in range(16))
    chart = drawn(tmp_path, GATED.replace("MORE\n", more), "2024-03-20")
    assert (
        chart.partition("section W1 (18)\n")[2]
        == """\
  Ready (overdue, 16/18) :milestone, crit, 2024-01-28, 0d
  Ready (failed, 1/18) :milestone, crit, 2024-01-28, 0d
  Ready (passed, 1/18) :milestone, done, 2024-01-28, 0d
  Trained (due) :milestone, active, 2024-03-28, 0d
  go-live :milestone, 2024-04-27, 0d
"""
    )


def test_what_is_over_is_done(tmp_path: Path) -> None:
    assert "  Main :done, 2023-10-27, 2024-04-27\n" in drawn(tmp_path, GIVEN, "2024-05-01")
    assert "  go-live :milestone, done, 2024-04-27, 0d\n" in drawn(tmp_path, GIVEN, "2024-05-01")


def test_many_sites_are_a_section_for_each_wave(tmp_path: Path) -> None:
    sites = "\n".join(f"  - {{id: s{n}, kind: s, wave: W1}}" for n in range(20))
    chart = drawn(tmp_path, f"waves: [{{id: W1, go_live: 2024-04-27}}]\nsites:\n{sites}\n")
    assert re.findall("section .*", chart) == ["section W1 (20)"]


def test_the_last_day_of_the_calendar_has_none_after_it(tmp_path: Path) -> None:
    text = "waves: [{id: W1, go_live: 9999-12}]\nsites: [{id: a, kind: s, wave: W1}]\n"
    assert "  go-live :crit, 9999-12-01, 9999-12-31\n" in drawn(tmp_path, text)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "a: b",
            "a; b",
            "section x",
            "Title",
            "click a",
            "dateFormat X",
            "%% c",
            "a\nb",
            "#quot;",
        ),
        *("<b>", "\x1b[31m", "\u202e", "`a`", "excludes weekends"),
    ],
)
def test_a_hostile_name_is_text(tmp_path: Path, name: str) -> None:
    quoted = json.dumps(name)
    text = GIVEN.replace("Ask", quoted).replace("Main", quoted).replace("The coast", quoted)
    shown, plain = drawn(tmp_path, text).splitlines(), drawn(tmp_path, GIVEN).splitlines()
    assert len(shown) == len(plain)
    words = re.compile(r"(?:[\w ,.()/+'-]|#\d+;)+")
    for line, usual in zip(shown, plain, strict=True):
        before, _, after = line.partition(" :")
        assert words.fullmatch(before.removeprefix("  axisFormat %b %Y") or " ")
        assert after == usual.partition(" :")[2]
        starts = {found.strip().partition(" ")[0] for found in (line, usual)}
        assert len(starts & {"title", "section", "gantt", "dateFormat"}) == (
            usual.strip().partition(" ")[0] in {"title", "section", "gantt", "dateFormat"}
        )

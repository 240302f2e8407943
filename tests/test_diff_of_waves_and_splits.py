"""A wave that closes or is dropped, and sites that were part of others, as `diff` shows them."""

import json
from datetime import date
from pathlib import Path

from hpplan.analysis.diff import Side, diff
from hpplan.analysis.timeline import timeline
from hpplan.planning import Solved, best_plan
from hpplan.programme.plan import current_plan
from hpplan.programme.programme import ProgrammeData
from hpplan.views import diff as diff_view
from hpplan.views import diff_json
from hpplan.views import plan as plan_view
from hpplan.views import timeline as timeline_view
from hpplan.views.formats import text as document_text
from tests.builders import programme
from tests.patience import ENOUGH

WAVES = """\
programme: {id: p, name: P}
municipalities:
  - {id: a, name: A, claims: [{says: planned, wave: W1, known: 2023-01-01}]}
waves:
  - id: W1
    go_live: 2025-01-10
    claims:
      - {open: false, known: 2024-02-01}
      - {dropped: true, known: 2024-06-01}
  - {id: W2, go_live: 2025-06-10}
"""


def side(known: ProgrammeData, day: str) -> Side:
    situation = known.on(date.fromisoformat(day))
    return Side(day, situation, current_plan(situation))


def best(known: ProgrammeData, day: str) -> Side:
    situation = known.on(date.fromisoformat(day))
    outcome = best_plan(situation, ENOUGH)
    assert isinstance(outcome, Solved)
    return Side("plan", situation, outcome.plan)


def test_a_wave_that_closed_is_a_difference(tmp_path: Path) -> None:
    known = programme(tmp_path, WAVES)
    answer = diff(side(known, "2024-01-01"), side(known, "2024-03-01"))
    assert document_text.render(diff_view.document(answer), colour=False, width=400) == (
        "From 1 January 2024 to 1 March 2024: 1 wave changed.\n"
        "\n"
        "Waves:\n"
        "  W1: closed, takes no more sites\n"
        f"    closed, known since 1 February 2024  {tmp_path}/programme.yaml:8\n"
    )
    (wave,) = json.loads(diff_json.render(answer))["waves"]
    assert "open" not in wave["old"]
    assert wave["new"]["open"] is False


def test_who_is_said_to_be_in_a_dropped_wave_has_not_moved_until_it_is_elsewhere(
    tmp_path: Path,
) -> None:
    known = programme(tmp_path, WAVES)
    dropped = side(known, "2024-07-01")
    (change,) = diff(side(known, "2024-03-01"), dropped).sites
    assert not change.moved
    assert change.cited is not None
    assert change.cited.says == "dropped"
    (change,) = diff(dropped, best(known, "2024-07-01")).sites
    assert change.moved


def test_leaving_a_dropped_wave_is_a_move_of_the_plan(tmp_path: Path) -> None:
    plan = best(programme(tmp_path, WAVES), "2024-07-01")
    assert [(goal.kind, goal.value) for goal in plan.plan.goals][1] == ("stability", 1)
    (placed,) = plan.plan.placements
    assert (placed.wave, placed.moved_from) == ("W2", "W1")
    assert placed.reason == "its wave W1 was dropped; W2 is the first that takes it"
    text = document_text.render(
        plan_view.document(plan.situation, plan.plan), colour=False, width=80
    )
    assert (
        "\n  A, W1 (dropped) -> W2: its wave W1 was dropped; W2 is the first that takes it\n"
        in text
    )


def test_a_timeline_shows_the_dropped_wave(tmp_path: Path) -> None:
    shown = side(programme(tmp_path, WAVES), "2024-07-01")
    text = document_text.render(
        timeline_view.document(timeline(shown.situation, shown.plan)),
        colour=False,
        width=80,
        ascii_only=True,
    )
    assert "A     W1 (dropped)  -" in text
    assert "A: planned for W1; the wave was dropped" in text


SPLIT = """\
programme: {id: p, name: P}
municipalities:
  - id: v
    name: Vantaa
    until: 2024-06-30
    claims: [{says: live, wave: W1, on: 2023-05-05}]
  - {id: v1, name: Vantaa first part, since: 2024-07-01, split_from: v}
  - {id: v2, name: Vantaa second part, since: 2024-07-01, split_from: v}
waves: [{id: W1, go_live: 2023-05-05}]
"""


def test_a_site_that_was_part_of_another_is_split_from_it(tmp_path: Path) -> None:
    known = programme(tmp_path, SPLIT)
    answer = diff(side(known, "2024-01-01"), side(known, "2024-08-01"))
    sites = {change.site: change for change in answer.sites}
    assert {site: change.split_from for site, change in sites.items()} == {
        "v1": "Vantaa",
        "v2": "Vantaa",
        "v": None,
    }
    assert sites["v"].split_into == ("Vantaa first part", "Vantaa second part")
    text = document_text.render(diff_view.document(answer), colour=False, width=200)
    assert "Vantaa: split into Vantaa first part, Vantaa second part, was W1" in text
    assert "Vantaa first part, Vantaa second part: split from Vantaa, W1" in text
    assert "gone" not in text

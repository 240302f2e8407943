"""The timeline shows gates among the milestones, with their state, in each of its formats."""

import json
from pathlib import Path

from hpplan.analysis.timeline import TimelineData, timeline
from hpplan.programme.plan import current_plan
from hpplan.views import timeline_csv, timeline_json
from hpplan.views.formats import markdown, text
from hpplan.views.timeline import document
from tests.builders import known

GIVEN = """
programme:
  id: p
  name: Coast
  gates: [{id: r90, name: Review, at: -90d}, {id: r10, at: -10d, sites: b}]
  milestones: [{id: training, name: Training, at: -30d}]
sources: [{id: s, published: 2023-12-28}]
waves: [{id: W0, go_live: 2023-06-01}, {id: W1, go_live: 2024-03-23}]
municipalities:
  - {id: a, name: Ask, claims: [{says: live, wave: W0, on: 2023-06-01}]}
  - id: b
    name: Bo
    claims: [{says: decided, wave: W1, source: s}, {says: failed, gate: r90, source: s}]
  - {id: c, name: Dal, claims: [{says: planned, wave: W1, source: s}]}
"""


def shown(folder: Path) -> TimelineData:
    situation = known(folder, GIVEN)
    return timeline(situation, current_plan(situation))


def test_as_text_failed_and_overdue_gates_come_before_what_is_next(tmp_path: Path) -> None:
    drawn = text.render(document(shown(tmp_path)), colour=False, width=80)
    assert drawn.partition("Gates failed")[2] == (
        " or overdue:\n"
        "  24 Dec 2023  Review for W1 (failed): Bo\n"
        "  24 Dec 2023  Review for W1 (overdue): Dal\n"
        "\n"
        "Next:\n"
        "  22 Feb 2024  Training for W1: Bo, Dal\n"
        "  13 Mar 2024  r10 for W1: Bo\n"
        "  23 Mar 2024  W1 goes live: Bo, Dal\n"
    )


def test_of_few_sites_each_gate_is_listed_with_its_day_and_state(tmp_path: Path) -> None:
    drawn = text.render(document(shown(tmp_path).only(sites=["a", "b"])), colour=False, width=80)
    assert drawn.partition("Ask: ")[2].partition("\n\n               ")[0] == (
        "went live on 1 June 2023\n"
        "  3 Mar 2023: Review (not known to be passed)\n"
        "  2 May 2023: Training\n"
        "\n"
        "Bo: decided on W1 [s]\n"
        "  24 Dec 2023: Review (failed)\n"
        "  22 Feb 2024: Training\n"
        "  13 Mar 2024: r10"
    )


def test_as_markdown_it_is_the_same(tmp_path: Path) -> None:
    drawn = markdown.render(document(shown(tmp_path)))
    assert "- 24 Dec 2023  Review for W1 (overdue): Dal" in drawn


def test_as_csv_a_gate_has_a_column_for_its_state(tmp_path: Path) -> None:
    titles, *rows = timeline_csv.render(shown(tmp_path)).splitlines()
    assert titles.partition("decide_by,")[2] == (
        "r90_from,r90_to,r90_approximate,r90_state,training_from,training_to,"
        "training_approximate,r10_from,r10_to,r10_approximate,r10_state"
    )
    assert [row.partition(",,")[2] for row in rows] == [
        "2023-03-03,2023-03-03,false,,2023-05-02,2023-05-02,false,,,,",
        (
            "2023-12-24,2023-12-24,false,failed,2024-02-22,2024-02-22,false,"
            "2024-03-13,2024-03-13,false,ahead"
        ),
        "2023-12-24,2023-12-24,false,overdue,2024-02-22,2024-02-22,false,,,,",
    ]


def test_as_json_a_gate_has_a_state_which_is_null_where_a_live_sites_is_not_known(
    tmp_path: Path,
) -> None:
    drawn = json.loads(timeline_json.render(shown(tmp_path)))
    states = [
        {stone["id"]: stone.get("state", "-") for stone in entry["milestones"]}
        for entry in drawn["entries"]
    ]
    assert states == [
        {"r90": None, "training": "-"},
        {"r90": "failed", "training": "-", "r10": "ahead"},
        {"r90": "overdue", "training": "-"},
    ]
    (gate,) = (event for event in drawn["next"] if event["what"] == "gate")
    assert gate == {
        "from": "2024-03-13",
        "to": "2024-03-13",
        "approximate": False,
        "what": "gate",
        "id": "r10",
        "name": "r10",
        "wave": "W1",
        "sites": ["b"],
        "state": "ahead",
    }

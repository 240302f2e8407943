"""Coverage in steps, as the commands show it: municipality, its own trust, its GPs."""

import json
from pathlib import Path

import pytest

import hpplan
from tests.cli.programmes import write
from tests.cli.running import run

OFFICES = """
programme: {id: p, name: Coast, as_of: 2024-01-01}
trusts: [{id: t, name: North Hospital, claims: [{says: live, wave: W1, on: 2023-11, source: s}]}]
sources: [{id: s, kind: register}]
from: {size: s, trust: s, gps: s, serves: s}
municipalities:
  - id: ask
    name: Ask
    trust: t
    gps: employed
    size: {inhabitants: 1000}
    claims: [{says: live, wave: W1, on: 2023-11, source: s}]
  - id: berg
    name: Berg
    trust: t
    gps: self-employed
    size: {inhabitants: 2996}
    claims: [{says: live, wave: W1, on: 2023-11, source: s}]
  - {id: dal, name: Dal, size: {inhabitants: 4}, claims: [{says: planned, wave: W2, source: s}]}
sites:
  - id: o
    kind: gp-office
    name: Berg legesenter
    serves: berg
    claims: [{says: planned, wave: W2, source: s}]
waves: [{id: W1, go_live: 2023-11}, {id: W2, go_live: 2024-11-09}]
"""

ONE_LIVE = """
programme: {id: p, name: Coast, as_of: 2024-01-01}
municipalities:
  - {id: ask, claims: [{says: live, wave: W1, on: 2023-11-01}]SIZE}
  - {id: berg, wave: W2SIZE}
waves: [{id: W1, go_live: 2023-11-01}, {id: W2, go_live: 2024-11-09}]
"""


def test_the_overview_says_how_many_of_the_live_ones_have_all(tmp_path: Path) -> None:
    assert run("--data", write(tmp_path, OFFICES)).stdout.splitlines()[2:4] == [
        "Live      2 of 3 municipalities, 99 % of the inhabitants",
        "Of these  2 with their own trust, 99 %; 1 with their GPs too, 25 %: Ask",
    ]


def test_a_plan_says_how_far_it_comes_and_who_is_first(tmp_path: Path) -> None:
    said = run("assign", "--data", write(tmp_path, OFFICES)).stdout
    assert said[said.index("Coverage:") :].split("\n\n")[0].splitlines() == [
        "Coverage:",
        "  2 municipalities are live, with 99.9 % of the inhabitants; 2 live or decided,",
        "    with 99.9 %",
        "  2 with their own trust, 99.9 %",
        "  1 with their GPs too, 25.0 %; 2 in the end, 99.9 %; first Ask, with W1 in",
        "    November 2023",
    ]


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        (
            ", size: {inhabitants: 10}",
            "1 municipality is live, with 50.0 % of the inhabitants; 1 live or decided",
        ),
        ("", "1 of 2 municipalities is live (50.0 %), 1 live or decided"),
    ],
)
def test_of_one_that_is_live_a_plan_speaks_in_the_singular(
    tmp_path: Path, sizes: str, said: str
) -> None:
    text = ONE_LIVE.replace("SIZE", sizes)
    answer = run("assign", "--data", write(tmp_path, text), env={"COLUMNS": "120"}).stdout
    assert answer[answer.index("Coverage:") :].splitlines()[1].startswith(f"  {said}")


def test_json_has_the_further_steps_of_each_share(tmp_path: Path) -> None:
    folder = write(tmp_path, OFFICES)
    answer = json.loads(run("assign", folder, "--format", "json").stdout)
    assert answer["coverage"]["live"]["steps"] == [
        {
            "step": "trust",
            "municipalities": 2,
            "inhabitants": 3996,
            "sites": 2,
            "amount": 3996,
            "of": 4000,
            "percent": 99.9,
            "who": ["ask", "berg"],
        },
        {
            "step": "gps",
            "municipalities": 1,
            "inhabitants": 1000,
            "sites": 1,
            "amount": 1000,
            "of": 4000,
            "percent": 25.0,
            "who": ["ask"],
        },
    ]
    assert [
        [(one["step"], one["percent"], one["new"]) for one in by["steps"]]
        for by in answer["coverage"]["by_wave"]
    ] == [
        [("trust", 99.9, ["ask", "berg"]), ("gps", 25.0, ["ask"])],
        [("trust", 99.9, []), ("gps", 99.9, ["berg"])],
    ]


def test_a_timeline_says_when_trust_and_gps_are_there_too(tmp_path: Path) -> None:
    folder = write(tmp_path, OFFICES)
    first = "First with their trust and their GPs too: Ask, with W1 in November 2023."
    assert first in run("timeline", folder).stdout
    berg = run("timeline", folder, "--site", "berg").stdout
    assert "First" not in berg
    assert berg[berg.index("Berg: went") :].split("\n\n")[0].splitlines() == [
        "Berg: went live in November 2023 [s]",
        "  its own trust is live too: with W1, November 2023",
        "  its GPs are live too: with W2, 9 November 2024",
    ]
    answer = json.loads(run("timeline", folder, "--format", "json").stdout)
    november = {"label": "2023-11", "from": "2023-11-01", "to": "2023-11-30"}
    assert {entry["site"]: entry.get("steps") for entry in answer["entries"]} == {
        "t": None,
        "ask": [
            {"step": "trust", "wave": "W1", "go_live": november},
            {"step": "gps", "wave": "W1", "go_live": november},
        ],
        "berg": [
            {"step": "trust", "wave": "W1", "go_live": november},
            {
                "step": "gps",
                "wave": "W2",
                "go_live": {"label": "2024-11-09", "from": "2024-11-09", "to": "2024-11-09"},
            },
        ],
        "dal": [
            {"step": "trust", "wave": None, "go_live": None},
            {"step": "gps", "wave": None, "go_live": None},
        ],
        "o": None,
    }


def test_what_if_says_what_becomes_of_each_step(tmp_path: Path) -> None:
    third = "2024-11-09}, {id: W3, go_live: 2025-03-01}"
    folder = write(tmp_path, OFFICES.replace("2024-11-09}", third))
    asked = run("whatif", "--data", folder, "o=W3").stdout
    assert "  31 December 2024: with their GPs too 25.0 % instead of 99.9 %\n" in asked


def test_why_a_site_is_there_also_says_its_record_system_and_its_gps(tmp_path: Path) -> None:
    ends = "gps: self-employed\n    legacy: {system: CosDoc, until: 2024-03}"
    folder = write(tmp_path, OFFICES.replace("gps: self-employed", ends))
    assert run("explain", "berg", "--data", folder).stdout.split("\n\n")[2].splitlines() == [
        "Record system  CosDoc, to the end of 31 March 2024",
        "GPs            self-employed",
        "Served by      Berg legesenter",
    ]
    assert "Serves  Berg\n" in run("explain", "o", "--data", folder).stdout
    answer = json.loads(run("explain", "berg", "--data", folder, "--format", "json").stdout)
    assert {key: answer[key] for key in ("legacy", "gps", "serves", "served_by")} == {
        "legacy": {
            "system": "CosDoc",
            "until": {"label": "2024-03", "from": "2024-03-01", "to": "2024-03-31"},
        },
        "gps": "self-employed",
        "serves": None,
        "served_by": ["o"],
    }


def test_a_notebook_has_the_coverage_of_a_plan_as_a_value(tmp_path: Path) -> None:
    covered = hpplan.load(write(tmp_path, OFFICES)).at().current_plan().coverage()
    assert [(one.step.value, one.who) for one in covered.live.further] == [
        ("trust", ("ask", "berg")),
        ("gps", ("ask",)),
    ]

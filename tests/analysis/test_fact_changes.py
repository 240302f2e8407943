"""What one data directory says that another does not."""

from pathlib import Path

import pytest

from hpplan.analysis.fact_changes import fact_changes
from tests.builders import programme

GIVEN = """\
programme:
  id: p
  name: P
  as_of: 2024-01-01
  phases: [{id: main, from: -6m, to: 0d}, {id: support, from: 0d, to: 3w}]
sources: [{id: letter, published: 2023-06-01}]
municipalities:
  - id: ask
    name: Ask
    size: {inhabitants: 1000, staff: 5}
    claims: [{says: planned, wave: W1, source: letter}]
  - {id: bo, name: Bø, wave: W2}
waves:
  - {id: W1, claims: [{go_live: 2025-04, source: letter}]}
  - {id: W2, go_live: 2025-10}
rules:
  - {id: cap, kind: capacity, max: 2}
  - {kind: forbid, sites: ask, waves: W2}
goals: [{kind: participation}, {kind: earliest}]
"""


def changed(tmp_path: Path, before: str, after: str) -> list[tuple[str | None, ...]]:
    """What differs where a part of the text is another: the subject, what, from what, to what."""
    assert before in GIVEN
    return between(tmp_path, GIVEN, GIVEN.replace(before, after))


def between(tmp_path: Path, old: str, new: str) -> list[tuple[str | None, ...]]:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    found = fact_changes(programme(tmp_path / "old", old), programme(tmp_path / "new", new))
    return [(each.section, each.id, each.change, each.key, each.old, each.new) for each in found]


RISK = "risks: [{id: late, kind: slip, waves: W2, chance: 0.3, by: {3m: 2, 6m: 1}}]\n"


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("chance: 0.3", "chance: 0.4", "chance"),
        ("{3m: 2, 6m: 1}", "{3m: 1, 6m: 1}", "by"),
        ("{3m: 2, 6m: 1}", "{3m: 2, 12m: 1}", "by"),
    ],
)
def test_a_risk_with_several_delays_is_compared(
    tmp_path: Path, before: str, after: str, key: str
) -> None:
    found = between(tmp_path, GIVEN + RISK, GIVEN + RISK.replace(before, after))
    assert [each[:4] for each in found] == [("risks", "late", "changed", key)]


CASES = [
    # a claim
    (
        "source: letter}]\n  - {id: bo",
        "source: letter}, {says: decided, wave: W2, source: letter}]\n  - {id: bo",
        [("sites", "ask", "added", "claims", None, "decided on W2")],
    ),
    (
        "claims: [{says: planned, wave: W1, source: letter}]",
        "claims: []",
        [("sites", "ask", "removed", "claims", "planned for W1", None)],
    ),
    (
        "go_live: 2025-04, source",
        "go_live: 2025-05, source",
        [
            ("waves", "W1", "removed", "claims", "go-live April 2025", None),
            ("waves", "W1", "added", "claims", None, "go-live May 2025"),
        ],
    ),
    (
        "claims: [{says: planned, wave: W1, source: letter}]",
        "claims: [{says: planned, wave: W1, known: 2023-07, source: letter, note: later}]",
        [
            ("sites", "ask", "changed", "claims.known", None, "2023-07"),
            ("sites", "ask", "changed", "claims.note", None, "later"),
        ],
    ),
    # a key
    ("max: 2", "max: 3", [("rules", "cap", "changed", "max", "2", "3")]),
    ("wave: W2}", "wave: W1}", [("sites", "bo", "changed", "wave", "W2", "W1")]),
    ("2025-10}", "2025-11}", [("waves", "W2", "changed", "go_live", "2025-10", "2025-11")]),
    (
        "{inhabitants: 1000, staff: 5}",
        "{inhabitants: 1001}",
        [
            ("sites", "ask", "changed", "size.inhabitants", "1000", "1001"),
            ("sites", "ask", "removed", "size.staff", "5", None),
        ],
    ),
    ("max: 2", "max: 2, hard: false", [("rules", "cap", "added", "hard", None, "false")]),
    ("from: -6m", "from: -7m", [("programme", "p", "changed", "phases.main.from", "-6m", "-7m")]),
    (
        ", {id: support, from: 0d, to: 3w}",
        "",
        [("programme", "p", "removed", "phases.support", "{id: support, from: 0d, to: 3w}", None)],
    ),
    (
        "{id: main, from: -6m, to: 0d}, {id: support, from: 0d, to: 3w}",
        "{id: support, from: 0d, to: 3w}, {id: main, from: -6m, to: 0d}",
        [
            (
                *("programme", "p", "changed", "phases (order)"),
                "[{id: main, from: -6m, to: 0d}, {id: support, from: 0d, to: 3w}]",
                "[{id: support, from: 0d, to: 3w}, {id: main, from: -6m, to: 0d}]",
            )
        ],
    ),
    # a rule without an id is known by what it says, else by its kind
    (
        "sites: ask, waves: W2",
        "sites: [ask, bo], waves: W2",
        [("rules", None, "changed", "sites", "ask", "[ask, bo]")],
    ),
    (
        "- {kind: forbid, sites: ask, waves: W2}",
        "- {kind: forbid, sites: bo, waves: W1}\n  - {kind: forbid, sites: ask, waves: W2}",
        [("rules", None, "added", None, None, "{kind: forbid, sites: bo, waves: W1}")],
    ),
    # an entry
    (
        "rules:\n  - {id: cap, kind: capacity, max: 2}",
        "rules:\n  - {id: cap, kind: ramp, step: 2, measure: sites}",
        [
            *[
                (
                    "rules",
                    "cap",
                    "added",
                    None,
                    None,
                    "{id: cap, kind: ramp, step: 2, measure: sites}",
                )
            ],
            *[("rules", "cap", "removed", None, "{id: cap, kind: capacity, max: 2}", None)],
        ],
    ),
    (
        "waves:\n",
        "sites: [{id: dal, kind: school}]\nwaves:\n",
        [("sites", "dal", "added", None, None, "{id: dal, kind: school}")],
    ),
    # the order, where it means something
    (
        "[{kind: participation}, {kind: earliest}]",
        "[{kind: earliest}, {kind: participation}]",
        [
            (
                *("goals", None, "changed", "order"),
                *("participation, earliest", "earliest, participation"),
            )
        ],
    ),
    # what says the same
    ("max: 2", "max: 2, hard: true", []),
    ("sites: ask", "sites: [ask]", []),
    ("name: Ask", "name: Ask # as ever", []),
    (
        "  - {id: cap, kind: capacity, max: 2}\n  - {kind: forbid, sites: ask, waves: W2}",
        "  - {kind: forbid, sites: ask, waves: W2}\n  - {id: cap, kind: capacity, max: 2}",
        [],
    ),
]


@pytest.mark.parametrize(("before", "after", "found"), CASES)
def test_a_change_is_one_of_facts(
    tmp_path: Path, before: str, after: str, found: list[tuple[str | None, ...]]
) -> None:
    assert changed(tmp_path, before, after) == found


def test_a_season_that_means_other_months_is_one_change(tmp_path: Path) -> None:
    text = GIVEN.replace("2025-04", "2025-spring")
    seasons = "name: P\n  seasons: {{spring: [{}, 6]}}"
    old, new = (text.replace("name: P", seasons.format(month)) for month in (1, 2))
    assert between(tmp_path, old, new) == [
        ("programme", "p", "changed", "seasons.spring", "[1, 6]", "[2, 6]")
    ]


def test_the_data_of_another_folder_says_the_same(tmp_path: Path) -> None:
    rows = GIVEN.split("waves:\n")
    apart = "waves:\n" + rows[1] + rows[0]
    assert between(tmp_path, GIVEN, apart) == []


def test_a_fact_has_its_place_where_it_is_or_was(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old = programme(tmp_path / "old", GIVEN)
    new = programme(
        tmp_path / "new", GIVEN.replace("max: 2", "max: 3").replace(", {kind: earliest}", "")
    )
    assert [
        (each.change, Path(each.place.file).parent.name, each.place.line, each.place.column)
        for each in fact_changes(old, new)
        if each.place is not None
    ] == [("changed", "new", 17, 36), ("removed", "old", 19, 32)]


def test_a_plan_file_that_a_goal_names_is_a_fact(tmp_path: Path) -> None:
    text = GIVEN.replace("{kind: earliest}", "{kind: stability, against: plan.json}")
    for folder, wave in (("old", "W1"), ("new", "W2")):
        (tmp_path / folder).mkdir()
        placed = f'{{"placements": [{{"site": "ask", "wave": "{wave}"}}]}}'
        (tmp_path / folder / "plan.json").write_text(placed, encoding="utf-8")
    old, new = (programme(tmp_path / folder, text) for folder in ("old", "new"))
    assert [(each.section, each.key) for each in fact_changes(old, new)] == [
        ("goals", "the plan in plan.json")
    ]


def test_rights_in_another_order_are_a_change_since_the_first_that_matches_counts(
    tmp_path: Path,
) -> None:
    rights = "rights: [{change: wave, decides: a}, {id: ours, change: wave, decides: b}]\n"
    turned = "rights: [{id: ours, change: wave, decides: b}, {change: wave, decides: a}]\n"
    bodies = f"{GIVEN}bodies: [{{id: a}}, {{id: b}}]\n"
    assert between(tmp_path, bodies + rights, bodies + turned) == [
        ("rights", None, "changed", "order", "wave by a, ours", "ours, wave by a")
    ]

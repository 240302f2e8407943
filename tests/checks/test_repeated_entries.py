"""HP110: the same name twice in one list."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported

WHO = """
programme: {id: p, name: P, calendar: {go_live_days: GO}, blackouts: [{period: 2020, sites: OUT}]}
regions: [{id: r, name: R}, {id: s, name: S}]
waves: [{id: W1, go_live: 2024-01-06}]
municipalities:
  - {id: a, name: A, regions: REGIONS, earlier: [{until: 2019, regions: EARLIER}]}
  - {id: b, name: B}
rules:
  - {kind: window, sites: SITES, waves: WAVES}
  - {kind: capacity, max: 9, sites: {kind: KIND}}
"""
PLAIN = {
    "GO": "[saturday]",
    "OUT": "all",
    "REGIONS": "[r, s]",
    "EARLIER": "r",
    "SITES": "[a, b]",
    "WAVES": "[W1]",
    "KIND": "[municipality, trust]",
}


def who(**lists: str) -> str:
    text = WHO
    for name, entries in {**PLAIN, **lists}.items():
        text = text.replace(f": {name}", f": {entries}")
    return text


def test_lists_of_different_names_are_fine(tmp_path: Path) -> None:
    assert reported(known(tmp_path, who()), "HP110") == []


def test_it_is_reported_at_the_later_one_with_the_first_as_note(tmp_path: Path) -> None:
    assert reported(known(tmp_path, who(SITES="[a, b, a]")), "HP110") == [
        "warning 9:34: 'a' occurs twice in this list",
        "  hint: remove it",
        "  note 9:28: first here",
    ]


@pytest.mark.parametrize(
    ("where", "entries"),
    [
        ("GO", "[saturday, saturday]"),
        ("OUT", "[a, a]"),
        ("REGIONS", "[r, s, r]"),
        ("EARLIER", "[r, r]"),
        ("WAVES", "[W1, W1]"),
        ("KIND", "[trust, trust]"),
    ],
)
def test_every_list_of_names_is_looked_at(tmp_path: Path, where: str, entries: str) -> None:
    assert len(reported(known(tmp_path, who(**{where: entries})), "HP110")) == 3


def test_a_name_that_occurs_three_times_is_reported_twice(tmp_path: Path) -> None:
    assert len(reported(known(tmp_path, who(SITES="[a, a, b, a]")), "HP110")) == 6

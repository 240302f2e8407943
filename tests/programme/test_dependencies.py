"""In which order those who wait for each other are gone through."""

from pathlib import Path

import pytest

from hpplan.programme.dependencies import dependencies
from tests.builders import known

TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities: [{id: a}, {id: b}, {id: c}, {id: d}, {id: e}]
waves: [{id: W1}, {id: W2}, {id: W3}]
rules:
  - {kind: before, first: e, then: b}
  - {kind: before, first: d, then: [a, c]}
  - {kind: together, sites: [b, c]}
"""


@pytest.mark.parametrize(
    ("more", "order"),
    [
        ("", [["d"], ["a"], ["e"], ["b", "c"]]),
        ("  - {kind: before, first: b, then: e}\n", [["d"], ["a"], ["b", "c", "e"]]),
    ],
)
def test_those_waited_for_come_first_and_of_several_the_first_by_id(
    tmp_path: Path, more: str, order: list[list[str]]
) -> None:
    found = dependencies(known(tmp_path, TEXT + more)).order
    assert [sorted(site for group in groups for site in group) for groups in found] == order

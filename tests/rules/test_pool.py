"""Kind `pool`: what passes and what fails, at the boundaries of days, weeks and months."""

from pathlib import Path

import pytest

from tests.builders import judged, known

GIVEN = """
programme: {id: p, name: P, phases: [{id: support, name: Support, from: 0d, to: 3d}]}
municipalities:
  - {id: a, name: A, size: {staff: 2}}
  - {id: b, name: B, size: {staff: 3}}
waves:
  - {id: MONDAY, go_live: 2024-05-06}
  - {id: WEDNESDAY, go_live: 2024-05-08}
  - {id: THURSDAY, go_live: 2024-05-09}
  - {id: SUNDAY, go_live: 2024-05-12}
  - {id: NEXT_MONDAY, go_live: 2024-05-13}
  - {id: JUNE, go_live: 2024-06-01}
rules:
"""


@pytest.mark.parametrize(
    ("keys", "line", "breaks"),
    [
        # Support of Monday's runs to Wednesday: it ends before Thursday.
        ("max: 1", "a:MONDAY b:WEDNESDAY", ["the rule: broken"]),
        ("max: 1", "a:MONDAY b:THURSDAY", []),
        ("max: 2", "a:MONDAY b:WEDNESDAY", []),
        ("max: 5, measure: staff", "a:MONDAY b:WEDNESDAY", []),
        ("max: 4, measure: staff", "a:MONDAY b:WEDNESDAY", ["the rule: broken"]),
        ("max: 1, sites: a", "a:MONDAY b:WEDNESDAY", []),
        # By week it counts from Monday to Sunday.
        ("max: 1, by: week", "a:MONDAY b:SUNDAY", ["the rule: broken"]),
        ("max: 1, by: week", "a:MONDAY b:NEXT_MONDAY", []),
        ("max: 1, by: month", "a:MONDAY b:NEXT_MONDAY", ["the rule: broken"]),
        ("max: 1, by: month", "a:MONDAY b:JUNE", []),
    ],
)
def test_those_who_need_it_at_a_time_need_no_more_than_there_is(
    tmp_path: Path, keys: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: pool, use: {{support: 1}}, {keys}}}")
    assert judged(given, line) == breaks

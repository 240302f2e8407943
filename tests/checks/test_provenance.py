"""HP703, HP705 and HP706: registers of the past, fields without a source, and assumptions."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported

REGISTER = """\
sources:
  - {id: register, kind: register, published: 2023-02-21}
  - {id: other, kind: KIND, published: 2020}
from: {size: register, number: other}
waves: [{id: W1}]
municipalities:
  - {id: ask, name: Ask, size: {inhabitants: 5}}
  - {id: berg, name: Berg, size: {inhabitants: 5}, from: {size: other}}
"""


@pytest.mark.parametrize(
    ("as_of", "kind", "old"),
    [
        ("2024-02-21", "document", 0),
        ("2024-02-22", "document", 1),
        ("2024-02-21", "register", 1),
    ],
)
def test_a_register_is_stale_after_twelve_months(
    tmp_path: Path, as_of: str, kind: str, old: int
) -> None:
    found = reported(known(tmp_path, REGISTER.replace("KIND", kind), as_of), "HP703")
    assert len(found) == 2 * old


def test_a_stale_register_is_reported_once_with_the_sites_that_rest_on_it(tmp_path: Path) -> None:
    data = REGISTER.replace("KIND", "document")
    assert reported(known(tmp_path, data, "2025-01-01"), "HP703") == [
        ("warning 2:47: fields of 1 site come from 'register' of 2023-02-21, more than a year ago"),
        "  hint: enter the newer figures, with their source",
    ]


FIELDS = """\
sources: [{id: register, kind: register}]
FROM
waves: [{id: W1}]
municipalities:
  - {id: ask, name: Ask, county: Nordland, size: {inhabitants: 5, staff: 2}}
  - {id: berg, name: Berg, size: {staff: 2}, from: {size.staff: register}}
  - {id: dal, name: Dal, size: {inhabitants: 7}}
"""


def test_fields_without_source_are_reported_once_each(tmp_path: Path) -> None:
    data = FIELDS.replace("FROM", "from: {county: register}")
    assert reported(known(tmp_path, data), "HP705") == [
        "info 5:64: size.inhabitants of Ask and of 1 more has no source",
        "  hint: add 'size.inhabitants' to 'from'",
        "info 5:74: size.staff of Ask has no source",
        "  hint: add 'size.staff' to 'from'",
    ]


def test_the_source_of_all_sizes_is_that_of_each(tmp_path: Path) -> None:
    data = FIELDS.replace("FROM", "from: {county: register, size: register}")
    assert reported(known(tmp_path, data), "HP705") == []


def test_a_programme_that_names_no_source_of_fields_is_left_alone(tmp_path: Path) -> None:
    data = FIELDS.replace("FROM", "").replace(", from: {size.staff: register}", "")
    assert reported(known(tmp_path, data), "HP705") == []


ASSUMED = """\
sources:
  - {id: assumed, kind: assumption}
  - {id: letter, kind: document, published: 2023-07-04}
waves:
  - {id: W1, go_live: 2023-01-07, source: assumed}
  - {id: W2, go_live: 2024-01-06, source: assumed}
  - {id: W3, claims: [{go_live: 2025, known: 2023, source: assumed}]}
municipalities:
  - {id: ask, name: Ask, claims: [{says: live, wave: W1, on: 2023-01-07, source: assumed}]}
  - {id: berg, name: Berg, claims: [{says: planned, wave: W2, known: 2023, source: assumed}]}
  - {id: dal, name: Dal, claims: [{says: planned, wave: W2, source: letter}]}
rules:
  - {id: cap, kind: capacity, max: 9, source: assumed}
  - {id: old, kind: capacity, max: 8, source: assumed, in_force: {until: 2022}}
"""


def test_what_still_shapes_the_plan_and_is_assumed_is_reported_once(tmp_path: Path) -> None:
    assert reported(known(tmp_path, ASSUMED, "2023-12-31"), "HP706") == [
        "info 2:10: the plan depends on 'assumed', which is an assumption: 4 facts",
        "  note 13:5: rule 'cap'",
        "  note 6:5: W2 goes live on 6 January 2024",
        "  note 7:23: W3 goes live in 2025",
        "  note 10:37: Berg is planned for W2",
    ]

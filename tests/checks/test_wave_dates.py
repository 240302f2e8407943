"""HP303: equally new claims put one wave's go-live on different days."""

from pathlib import Path

from tests.builders import known
from tests.findings import reported

SOURCES = "sources: [{id: s, kind: document, published: 2023-07-04}]\n"


def test_dates_that_exclude_each_other_are_an_error_with_every_place(tmp_path: Path) -> None:
    waves = """\
waves:
  - id: W1
    claims:
      - {go_live: 2024-05, source: s}
      - {go_live: 2024-05-04, source: s}
      - {go_live: 2024-05-05, on: 2023-06, source: s}
"""

    assert reported(known(tmp_path, SOURCES + waves), "HP303") == [
        (
            "error 5:19: claims about W1 disagree on when it goes live: "
            "2024-05 or 2024-05-04 or 2024-05-05"
        ),
        "  hint: add `settles: <reason>` to the claim to believe",
        "  note 6:19: here: 2024-05-04, known 2023-07-04 [s]",
        "  note 7:19: here: 2024-05-05, on 2023-06, known 2023-07-04 [s]",
    ]


def test_it_is_a_warning_where_one_claim_settles_the_matter(tmp_path: Path) -> None:
    waves = """\
waves:
  - id: W1
    claims:
      - {go_live: 2024-05-04, source: s}
      - {go_live: 2024-05-05, source: s, settles: the board wrote it}
"""

    assert reported(known(tmp_path, SOURCES + waves), "HP303") == [
        (
            "warning 5:19: claims about W1 disagree on when it goes live: "
            "2024-05-04 or 2024-05-05; "
            "2024-05-05 is believed: the board wrote it"
        ),
        "  note 6:19: here: 2024-05-05, known 2023-07-04 [s]",
    ]


def test_a_narrower_date_within_the_wider_ones_agrees_with_them(tmp_path: Path) -> None:
    waves = """\
waves:
  - id: W1
    claims:
      - {go_live: 2024-05-04, source: s}
      - {go_live: 2024-05, source: s}
      - {go_live: 2024-spring, source: s}
"""

    assert reported(known(tmp_path, SOURCES + waves), "HP303") == []


def test_a_newer_date_replaces_the_older_one(tmp_path: Path) -> None:
    waves = """\
waves:
  - id: W1
    claims:
      - {go_live: 2024-05-04, known: 2023-07-03, source: s}
      - {go_live: 2024-06-01, source: s}
"""

    assert reported(known(tmp_path, SOURCES + waves), "HP303") == []


def test_a_date_that_is_taken_back_contradicts_an_equally_new_one(tmp_path: Path) -> None:
    waves = """\
waves:
  - id: W1
    claims:
      - {go_live: 2024-05-04, source: s}
      - {go_live: unknown, source: s}
"""
    given = known(tmp_path, SOURCES + waves)

    assert reported(given, "HP303") == [
        "error 5:19: claims about W1 disagree on when it goes live: 2024-05-04 or unknown",
        "  hint: add `settles: <reason>` to the claim to believe",
        "  note 6:19: here: unknown, known 2023-07-04 [s]",
    ]
    assert given.snapshot.waves[0].go_live is None

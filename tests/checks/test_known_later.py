"""HP613: claims that are known only after the programme's own date."""

from datetime import date
from pathlib import Path

import pytest

from tests.builders import programme
from tests.findings import reported

TEXT = """
programme: {id: p, name: P, as_of: %s}
sources: [{id: s, kind: document, published: 2023-07-04}, {id: r, kind: register}]
waves: [{id: W0}, {id: W1, claims: [{go_live: 2025, known: 2023-08-01, source: s}]}]
municipalities:
  - {id: a, name: A, claims: [{says: joined, source: s}, {says: option, source: r}]}
"""
HINT = "  hint: see them with --as-of, or set 'as_of' to a later date"


@pytest.mark.parametrize(
    ("stated", "as_of", "findings"),
    [
        ("2023-08-01", "2023-08-01", []),
        (
            "2023-07-31",
            "2023-07-31",
            [
                "info 2:36: 1 claim becomes known only after 2023-07-31: it counts from 2023-08-01",
                HINT,
            ],
        ),
        (
            "2023-06",
            "2023-06-30",
            [
                (
                    "info 2:36: 2 claims become known only after 2023-06-30: each counts from "
                    "its day, the last from 2023-08-01"
                ),
                HINT,
            ],
        ),
        # Another date that was asked for is not reported.
        ("2023-06", "2023-07-10", []),
        ("null", "2023-06-30", []),
    ],
)
def test_claims_later_than_the_programmes_date_are_counted(
    tmp_path: Path, stated: str, as_of: str, findings: list[str]
) -> None:
    given = programme(tmp_path, TEXT % stated).on(date.fromisoformat(as_of))
    assert reported(given, "HP613") == findings

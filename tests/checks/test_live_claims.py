"""HP611 and HP612: when, and in which wave, a site is said to have gone live."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported

GIVEN = """
sources: [{id: s, kind: document, published: 2023-07-04}]
waves: [{id: W1, go_live: 2023-04}, {id: W2, go_live: 2025-Q2}, {id: W3}]
municipalities:
"""


def both(tmp_path: Path, claim: str, as_of: str = "2024-01-01") -> list[str]:
    site = f"  - {{id: a, name: Ask, claims: [{{says: live, {claim}, source: s}}]}}"
    given = known(tmp_path, GIVEN + site, as_of)
    return [*reported(given, "HP611"), *reported(given, "HP612")]


NO_DAY = "  hint: add 'on: …', the day or month on which it went live"
HINT = "  hint: correct the wave or the day of this claim, or the go-live of the wave"
NOTE = "  note 3:55: W2 goes live then"


@pytest.mark.parametrize(
    ("claim", "findings"),
    [
        ("wave: W1, on: 2023-04-29", []),
        ("wave: W3, on: 2023-04-29", []),
        # A day late, or a period that reaches into the wave's, is no fault.
        ("wave: W1, on: 2023-05-02", []),
        ("wave: W1, on: 2023", []),
        (
            "wave: W1",
            ["warning 5:33: Ask is live in W1, without a date", NO_DAY],
        ),
        (
            "wave: W2, on: 2023-04-29",
            ["warning 5:52: Ask went live 2023-04-29 in W2, whose go-live is 2025-Q2", HINT, NOTE],
        ),
        (
            "wave: W2",
            [
                "warning 5:33: Ask is live in W2, without a date",
                NO_DAY,
                "warning 5:52: Ask is live in W2, whose go-live is 2025-Q2",
                HINT,
                NOTE,
            ],
        ),
    ],
)
def test_a_site_went_live_on_a_day_and_not_before_its_wave(
    tmp_path: Path, claim: str, findings: list[str]
) -> None:
    assert both(tmp_path, claim) == findings


def test_who_inherits_what_its_parent_did_is_not_reported_again(tmp_path: Path) -> None:
    sites = """  - {id: a, name: Ask, claims: [{says: live, wave: W2, on: 2023, source: s}]}
  - {id: b, name: Berg, since: 2024-01-01, split_from: a}
"""
    assert reported(known(tmp_path, GIVEN + sites), "HP612") == [
        "warning 5:52: Ask went live 2023 in W2, whose go-live is 2025-Q2",
        HINT,
        NOTE,
    ]

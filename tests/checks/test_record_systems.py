"""HP313, HP314 and HP210: what is doubtful of record systems that end, and of GP offices."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported

GIVEN = """
municipalities:
  - {{id: a, name: Aure, legacy: {{system: CosDoc, until: {until}}}, wave: {wave}}}
  - {{id: b, name: Bjugn, legacy: CosDoc, wave: W2}}
  - id: l
    name: Vega
    legacy: {{system: Old, until: 2020}}
    claims: [{{says: live, wave: W1, on: 2023-11}}]
waves: [{{id: W1, go_live: 2023-11}}, {{id: W2, go_live: 2024-03}}, {{id: W3}}]
rules: [{rule}]
"""


def findings(
    tmp_path: Path, code: str, until: str = "2024-02", wave: str = "W2", rule: str = ""
) -> list[str]:
    return reported(known(tmp_path, GIVEN.format(until=until, wave=wave, rule=rule)), code)


def test_who_goes_live_after_the_end_of_its_record_system_is_reported(tmp_path: Path) -> None:
    assert findings(tmp_path, "HP313") == [
        (
            "warning 3:57: Aure is in W2 (March 2024), but CosDoc ends on 29 February 2024, and no "
            "rule 'legacy' is about that"
        ),
        "  hint: correct the end, or add {kind: legacy, grace: …} to the rules",
        "  note 3:5: this puts Aure in W2",
    ]


@pytest.mark.parametrize(
    ("until", "wave", "rule"),
    [
        # On its first day there is still a system.
        ("2024-03-01", "W2", ""),
        ("2024-02", "W3", ""),
        # A rule says how long that may be.
        ("2024-02", "W2", "{kind: legacy}"),
        ("2024-02", "W2", "{kind: legacy, sites: a, hard: false}"),
    ],
    ids=["in time", "no date", "a rule", "a soft rule"],
)
def test_who_may_be_in_time_or_is_bound_by_a_rule_is_not(
    tmp_path: Path, until: str, wave: str, rule: str
) -> None:
    assert findings(tmp_path, "HP313", until, wave, rule) == []


def test_a_rule_about_others_does_not_help(tmp_path: Path) -> None:
    assert len(findings(tmp_path, "HP313", rule="{kind: legacy, sites: b}")) == 3


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{kind: legacy, sites: a}", []),
        (
            "{kind: legacy, id: end}",
            [
                "info 10:9: rule 'end' does not bind Bjugn: their record system has no end",
                "  hint: write legacy: {system: …, until: …} at the sites",
                "  note 4:34: Bjugn has CosDoc",
            ],
        ),
        (
            "{kind: legacy, sites: b}",
            [
                (
                    "warning 10:9: rule 'legacy' binds nobody: no site that it selects says until "
                    "when its record system may be used"
                ),
                "  hint: write legacy: {system: …, until: …} at the sites",
                "  note 4:34: Bjugn has CosDoc",
            ],
        ),
        # Who is live already is history.
        ("{kind: legacy, sites: l}", []),
    ],
)
def test_a_rule_that_finds_no_end_is_reported(
    tmp_path: Path, rule: str, expected: list[str]
) -> None:
    assert findings(tmp_path, "HP314", rule=rule) == expected


OFFICES = """
municipalities: [{{id: a, name: Aure{gps}}}]
sites:
  - {{id: o, kind: gp-office, name: Kontoret, serves: a}}
  - {{id: p, kind: gp-office, name: Legene, serves: a}}
  - {{id: b, kind: branch, name: Filialen, serves: o}}
waves: [{{id: W1}}]
"""


def test_a_municipality_with_offices_should_say_who_employs_its_gps(tmp_path: Path) -> None:
    assert reported(known(tmp_path, OFFICES.format(gps="")), "HP210") == [
        (
            "info 2:23: Kontoret and 1 more serve Aure, which does not state 'gps': coverage does "
            "not count its GPs"
        ),
        "  hint: write gps: employed, self-employed or mixed",
        "  note 4:54: Kontoret serves it",
    ]
    assert reported(known(tmp_path, OFFICES.format(gps=", gps: mixed")), "HP210") == []

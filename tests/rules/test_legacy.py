"""`legacy`: nobody goes live later than the end of its record system, plus the grace."""

from pathlib import Path

import pytest

from hpplan.reading import read_text
from hpplan.rules.base import Verdict, Violation
from tests.builders import judged, known, plan

GIVEN = """
municipalities:
  - {id: a, name: Aure, legacy: {system: CosDoc, until: 2024-03-31}}
  - {id: b, name: Bjugn, legacy: {system: Winmed, until: 2024-02}}
  - {id: c, name: Vega, legacy: CosDoc}
  - {id: d, name: Frøya}
  - id: e
    name: Ørland
    legacy: CosDoc
    earlier: [{until: 2024, legacy: {system: Old, until: 2023}}]
  - id: l
    name: Levanger
    legacy: {system: CosDoc, until: 2023-06}
    claims: [{says: live, wave: WAS, on: 2023-07-01}]
  - {id: out, name: Oppdal, legacy: {system: CosDoc, until: 2023}, claims: [{says: declined}]}
waves:
  - {id: WAS, go_live: 2023-07-01}
  - {id: W0, go_live: 2024-02-29}
  - {id: W1, go_live: 2024-03-31}
  - {id: W2, go_live: 2024-04-01}
  - {id: SPRING, go_live: 2024-03..2024-05}
  - {id: W4, go_live: 2024-06-30}
  - {id: W5, go_live: 2024-07-01}
  - {id: UNDATED}
rules:
"""


@pytest.mark.parametrize(
    ("keys", "line", "breaks"),
    [
        # The last day of the system is the last on which it goes live.
        ("", "a:W1", []),
        ("", "a:W2", ["a: broken"]),
        # Of a period the last day counts, in a leap year too.
        ("", "b:W0", []),
        ("", "b:W1", ["b: broken"]),
        # With a grace: a month after the last day of a month is the last day of the next.
        (", grace: 3m", "a:W4", []),
        (", grace: 3m", "a:W5", ["a: broken"]),
        (", grace: {days: 1}", "a:W2", []),
        (", grace: 1m", "b:W1", ["b: broken"]),
        (", grace: 2m", "b:W1", []),
        # A period is broken only if it has no such day.
        ("", "a:SPRING", ["a: unsure"]),
        ("", "b:SPRING", ["b: broken"]),
        (", grace: 2m", "a:SPRING", []),
        ("", "a:UNDATED", ["a: unsure"]),
        # Whose system has no end, or who has none, is free; so is who is in no wave.
        ("", "c:W5 d:W5", []),
        ("", "", []),
        # The system counts that it had on the date.
        ("", "e:W0", ["e: broken"]),
        # Only selected sites.
        (", sites: b", "a:W5 b:W0", []),
        # History once the site is live.
        ("", "l:WAS", ["l: history"]),
    ],
)
def test_a_site_is_live_by_the_end_of_its_record_system(
    tmp_path: Path, keys: str, line: str, breaks: list[str]
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: legacy{keys}}}")
    assert judged(given, line) == breaks


def test_a_break_names_the_system_and_its_end(tmp_path: Path) -> None:
    given = known(tmp_path, GIVEN + "  - {kind: legacy, grace: 3m}\n  - {kind: legacy, sites: b}")
    graced, plain = given.rules
    assert graced.violations(given.snapshot, plan("a:W5")) == [
        Violation(
            ("a",),
            "Aure is in W5 (1 July 2024), but CosDoc ends on 31 March 2024, with 3 months of "
            "grace on 30 June 2024",
            Verdict.BROKEN,
            ("a",),
        )
    ]
    assert plain.violations(given.snapshot, plan("b:W1")) == [
        Violation(
            ("b",),
            "Bjugn is in W1 (31 March 2024), but Winmed ends on 29 February 2024",
            Verdict.BROKEN,
            ("b",),
        )
    ]
    assert graced.sentence(given.snapshot) == (
        "all sites live by the end of their record system plus 3 months"
    )


@pytest.mark.parametrize(
    ("grace", "line", "longer"),
    [
        ("", "a:W2", "1 day"),
        ("grace: 1m", "a:W4", "3 months"),
        ("grace: 1m", "a:W5", "4 months"),
        ("grace: 2w", "b:W2", "32 days"),
    ],
)
def test_the_least_longer_grace_is_among_the_relaxations(
    tmp_path: Path, grace: str, line: str, longer: str
) -> None:
    given = known(tmp_path, GIVEN + f"  - {{kind: legacy, sites: [a, b], {grace}}}")
    (rule,) = given.rules
    (relaxation,) = rule.relaxations(given.snapshot)
    milder = [relaxation.at(step) for step in range(1, relaxation.steps + 1)]
    kept = [rule for rule in milder if not rule.violations(given.snapshot, plan(line))]
    assert str(kept[0].grace) == longer  # type: ignore[attr-defined]
    assert milder[milder.index(kept[0]) :] == kept


def faults(written: str) -> list[str]:
    text = f"municipalities: [{{id: a, legacy: {written}}}]\nwaves: [{{id: W1}}]\n"
    found = read_text(text, "p.yaml").findings
    return [
        f"{f.place.column if f.place else 0}: {f.message.partition(': ')[0]} [{f.code}]"
        for f in found
    ]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("CosDoc", []),
        ("12", []),
        ("{system: CosDoc}", []),
        ("{system: CosDoc, until: 2024-12-31}", []),
        ("{until: 2024-12-31}", ["34: the key 'system' is missing [HP102]"]),
        ("{system: CosDoc, until: soon}", ["58: 'soon' is not a period [HP105]"]),
        ("{system: CosDoc, end: 2024}", ["51: unknown key 'end' [HP101]"]),
        ("[CosDoc]", ["34: expected a mapping [HP103]"]),
        ("''", ["34: expected a text that is not empty, got '' [HP103]"]),
    ],
)
def test_a_record_system_is_a_name_or_a_name_with_its_end(written: str, found: list[str]) -> None:
    assert faults(written) == found

"""`exposure`: the days between the go-lives of partners."""

from pathlib import Path

import pytest

from tests.builders import known, measured
from tests.goals import words

WHO = """
regions: [{id: fosen, name: Fosen}, {id: namdal, name: Namdal}]
trusts: [{id: t, name: St. Olavs}]
municipalities:
  - {id: a, name: Aure, regions: [fosen, namdal], trust: t}
  - {id: b, name: Bjugn, regions: [fosen, namdal]}
  - {id: c, name: Vega, regions: [namdal]}
  - {id: lone, name: Rauma}
  - {id: out, name: Oppdal, regions: [fosen], claims: [{says: declined}]}
"""
DATED = """
waves:
  - {id: W1, go_live: 2024-03-01}
  - {id: W2, go_live: 2024-03}
  - {id: W3, go_live: 2024-03-11}
goals:
"""
UNDATED = "waves: [{id: W1}, {id: W2}, {id: W3}]\ngoals:\n"


@pytest.mark.parametrize(
    ("waves", "pairs", "line", "value"),
    [
        (DATED, "region", "a:W1 b:W1 c:W1", 0),
        # a and b share two regions and are one pair.
        (DATED, "region", "a:W1 b:W3 c:W3", 10 + 10),
        # By first days: W2 begins on the day of W1.
        (DATED, "region", "a:W1 b:W2 c:W2", 0),
        # Not placed: 11 March 2025, 375 days after the first wave; two such are together.
        (DATED, "region", "a:W1", 2 * 375),
        (DATED, "region", "", 0),
        # A trust belongs to its own group.
        (DATED, "trust", "t:W1 a:W3 b:W1", 10),
        # Who shares no group is nobody's partner.
        (DATED, "region", "a:W1 b:W1 c:W1 lone:W3", 0),
        (UNDATED, "region", "a:W1 b:W3 c:W2", 2 + 1 + 1),
        (UNDATED, "region", "a:W1 b:W1", 2 * 3),
    ],
)
def test_each_pair_counts_once_the_days_between_its_go_lives(
    tmp_path: Path, waves: str, pairs: str, line: str, value: int
) -> None:
    given = known(tmp_path, WHO + waves + f"  - {{kind: exposure, pairs: {pairs}}}")
    assert measured(given, line) == [value]


def test_it_is_said_of_a_pair_on_average_and_of_all(tmp_path: Path) -> None:
    given = known(tmp_path, WHO + DATED + "  - {kind: exposure}")
    assert words.unit(given) == "pair-days"
    assert words.value(given, "a:W1 b:W1 c:W1") == "partners change systems together"
    assert words.value(given, "a:W1 b:W3 c:W3") == (
        "partners spend 6.7 days on different systems on average (20 pair-days)"
    )
    assert words.difference(given, "a:W1 b:W3 c:W3", "a:W1 b:W1 c:W1") == (
        "partners spend 6.7 days less on different systems on average (20 pair-days)"
    )
    undated = known(tmp_path, WHO + UNDATED + "  - {kind: exposure}")
    assert words.unit(undated) == "pair-waves"
    assert words.difference(undated, "a:W1 b:W1 c:W1", "a:W1 b:W2 c:W3") == (
        "partners spend 1.3 waves longer on different systems on average (4 pair-waves)"
    )


def test_with_other_partners_days_are_said_in_total(tmp_path: Path) -> None:
    before = known(tmp_path, WHO + DATED + "  - {kind: exposure}")
    gone = WHO.replace("name: Vega,", "name: Vega, claims: [{says: withdrawn}],")
    after = known(tmp_path, gone + DATED + "  - {kind: exposure}")
    assert words.between(before, "a:W1 b:W1 c:W3", after, "a:W1 b:W1") == (
        "partners spend 20 pair-days less on different systems in total, with 2 fewer pairs"
    )
    assert words.between(after, "a:W1 b:W1", before, "a:W1 b:W1 c:W3") == (
        "partners spend 20 pair-days longer on different systems in total, with 2 more pairs"
    )


def test_where_nobody_has_a_partner_there_is_nothing_to_say(tmp_path: Path) -> None:
    text = "municipalities: [{id: a, name: Aure}]\nwaves: [{id: W1}]\ngoals: [{kind: exposure}]"
    assert words.value(known(tmp_path, text), "a:W1") is None

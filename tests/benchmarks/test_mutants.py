"""Single faults planted in the real data: one of each kind of those that mutants.py tries."""

from collections import Counter
from functools import cache
from random import Random

import pytest

from hpplan.checks.registry import CODES
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.diagnostics.place import Place
from mutants import Judged, beyond, judge, places, table
from mutation import corpus
from mutation.base import Mutant
from mutation.words import distance, misspelt

pytestmark = pytest.mark.slow


@cache
def sample() -> list[Mutant]:
    return corpus(1, 1)


def test_each_fault_is_found_at_its_place_with_its_suggestion_and_nothing_else_alarms() -> None:
    missed = [each for each in judge(sample()) if each.missed]
    assert [(each.mutant.kind, sorted(each.mutant.at), each.reported) for each in missed] == []


def test_there_are_many_kinds_of_faults_and_of_what_is_none() -> None:
    assert len({mutant.kind for mutant in sample() if not mutant.harmless}) > 60
    assert len({mutant.kind for mutant in sample() if mutant.harmless}) > 12


def test_a_fault_is_reported_under_a_code_that_there_is() -> None:
    assert {mutant.code for mutant in sample()} <= {"", *(code.id for code in CODES)}


def test_equal_seeds_make_equal_mutants() -> None:
    assert corpus(1, 1) == sample()


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("heim", "heim", 0),
        ("hiem", "heim", 1),
        ("him", "heim", 1),
        ("heiim", "heim", 1),
        ("heym", "heim", 1),
        ("", "ab", 2),
        ("miehe", "heim", 4),
    ],
)
def test_a_swap_of_neighbours_is_one_slip(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == distance(other, one) == slips


def test_a_slip_that_may_be_meant_for_two_words_is_not_planted() -> None:
    known = ["KI1", "KI2", "namdal", "namdalen"]
    made = {misspelt(Random(seed), word, known) for seed in range(99) for word in ("KI1", "namdal")}
    assert not made & {"KI", "KI2"}
    assert {slip for slip in made if slip and distance(slip, "namdalen") < 2} == set()


def finding(code: str, message: str, line: int = 1, *notes: Note) -> Finding:
    return Finding(code, Severity.ERROR, message, Place("d/a.yaml", line, 2, line, 3), None, notes)


def test_what_the_clean_data_have_is_not_new_unless_it_comes_once_more() -> None:
    a, b = finding("HP101", "a"), finding("HP101", "b")
    assert beyond([a, a, b], Counter({("HP101", "a"): 1})) == [a, b]


def test_a_finding_points_at_its_own_place_and_at_those_of_its_notes() -> None:
    note = Note("there", Place("d/b.yaml", 7, 1, 7, 2))
    found = finding("HP101", "a", 3, note, Note("somewhere"))
    assert places(found) == [("a.yaml", 3, 2), ("b.yaml", 7, 1)]


def test_the_table_has_a_row_for_each_kind_and_counts_false_alarms() -> None:
    bad = Mutant("tab", "HP006", {}, frozenset({("a.yaml", 1, 1)}), "tabs")
    calm = Mutant("CRLF", "", {})
    results = [
        Judged(bad, True, True, False, ("HP101",), ""),
        Judged(bad, True, False, True, (), ""),
        Judged(calm, False, False, False, (), ""),
        Judged(calm, False, False, False, ("HP101",), ""),
    ]
    assert table(results) == (
        "| fault | code | mutants | found (%) | place right (%) | suggestion right (%) | others |\n"
        "|---|---|--:|--:|--:|--:|--:|\n"
        "| tab | HP006 | 2 | 100.0 | 50.0 | 50.0 | 1 |\n"
        "| **all** |  | 2 | 100.0 | 50.0 | 50.0 | 1 |\n"
        "\n"
        "| the same data otherwise | mutants | false alarms |\n"
        "|---|--:|--:|\n"
        "| CRLF | 2 | 1 |\n"
        "| **all** | 2 | 1 |\n"
    )

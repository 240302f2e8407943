"""Inputs gone wrong: a hundred of the twenty thousand that benchmarks/fuzz.py tries."""

from pathlib import Path
from random import Random

import pytest

from fuzz import SHARE, PromiseError, Tally, inputs, look_at, run, seed_plan, table
from hostile import SEED, makers, plan_makers, tree_of, word
from hpplan.checks.run import inspect
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.diagnostics.place import Place
from hpplan.goals import BY_KIND as GOALS
from hpplan.reading import read
from hpplan.reading.places import Places
from hpplan.rules import BY_KIND as RULES

pytestmark = pytest.mark.slow


def test_the_seed_is_sound_and_has_every_kind_of_rule_and_goal() -> None:
    reading = read(SEED.parent)
    assert reading.programme is not None
    answer = [*reading.findings, *inspect(reading.programme.on())]
    assert {found.severity for found in answer} <= {Severity.INFO}
    assert {rule.kind for rule in reading.programme.rules} == set(RULES)
    assert {goal.kind for goal in reading.programme.goals} == set(GOALS)


def test_a_hundred_hostile_inputs_break_no_promise(tmp_path: Path) -> None:
    tallies = run(100, 1, tmp_path)
    assert {kind: tally.broken for kind, tally in tallies.items() if tally.broken} == {}
    assert {kind: tally.inputs for kind, tally in tallies.items()} == SHARE
    assert list(tmp_path.iterdir()) == []


def test_the_shares_make_a_hundred() -> None:
    assert sum(SHARE.values()) == 100


def test_equal_seeds_make_equal_inputs(tmp_path: Path) -> None:
    made = makers() | plan_makers(seed_plan(tmp_path))
    assert list(inputs(100, 7, made)) == list(inputs(100, 7, made))
    assert list(inputs(100, 7, made)) != list(inputs(100, 8, made))


def test_no_word_of_a_command_line_holds_what_a_shell_cannot_pass() -> None:
    dice = Random(1)
    assert not any("\0" in word(dice, ["a"]) for _ in range(500))


def test_a_tree_is_what_hpplan_reads() -> None:
    assert tree_of(b"a: {on: NO, b: [1, 2024-01-01]}") == {
        "a": {"on": "NO", "b": [1, "2024-01-01"]}
    }


@pytest.mark.parametrize(
    "place",
    [
        Place("elsewhere/a.yaml", 1, 1, 1, 1),
        Place("data/a.yaml", 0, 1, 1, 1),
        Place("data/a.yaml", 2, 1, 1, 1),
        Place("data/a.yaml", 1, 5, 1, 6),
    ],
)
def test_a_place_that_does_not_exist_breaks_a_promise(place: Place) -> None:
    places = Places()
    places.open("data/a.yaml", "a: 1"[:3])
    good = Finding("HP101", Severity.ERROR, "x", Place("data/a.yaml", 1, 4, 1, 4))
    look_at([good], places, Path("data"))
    with pytest.raises(PromiseError):
        look_at([Finding("HP101", Severity.ERROR, "x", place)], places, Path("data"))


def test_the_table_counts_kinds_and_codes() -> None:
    tally = Tally(inputs=1000, accepted=2, commands=3, slowest=0.25, broken=["x"])
    tally.codes.update(["HP101", "HP006", "HP101"])
    assert table({"bytes": tally}) == (
        "| kind of input | inputs | accepted | commands run | slowest (s) | promises broken |\n"
        "|---|--:|--:|--:|--:|--:|\n"
        "| bytes | 1,000 | 2 | 3 | 0.2 | 1 |\n"
        "| all | 1,000 | 2 | 3 | 0.2 | 1 |\n"
        "\n"
        "In how many inputs each finding was reported:\n"
        "\n"
        "HP006 1, HP101 2\n"
    )

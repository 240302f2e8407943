"""What is called proved in hardly any time, held against longer searches; and what is seen of it.

Whatever time a machine finds within the limits, what is claimed must be true.
"""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from cut_short import (
    COMMANDS,
    FAMILIES,
    Claim,
    Cut,
    Tally,
    contradictions,
    cuts,
    main,
    refutations,
    refuted_of,
)
from hpplan.programme.programme import SituationData
from rollouts import Family, rollout
from tests.builders import known

ENDED: list[Cut] = [
    *(Cut(command, 0.15) for command in COMMANDS),
    Cut("whatif", 0.3, workers=2),
    Cut("assign", 20.0, interrupted_after=0.3),
    Cut("assign", 20.0, interrupted_after=1.0, alone=True),
]


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_proved_in_hardly_any_time_is_so(family: Family) -> None:
    tally = Tally()

    refuted = list(refuted_of(rollout(100, family), ENDED, Random(family), 0.5, tally))

    assert refuted == []
    assert tally.counts["questions"] == len(ENDED)


TWO = """\
programme: {id: p, name: P}
sites: [{id: a, kind: k, name: A}]
waves: [{id: W1}, {id: W2}]
goals: [{kind: participation}, {kind: last-wave}, {kind: earliest}]
"""


@pytest.fixture
def situation(tmp_path: Path) -> SituationData:
    return known(tmp_path, TWO)


@pytest.fixture
def claim(situation: SituationData) -> Claim:
    """Of three goals the first is proved; smaller is better."""
    return Claim("it", situation, (-1, 2, 5), (-1, 1, 3), (True, False, False), optimal=False)


def test_a_plan_beyond_a_bound_refutes_it_if_it_is_as_good_by_the_goals_before(
    claim: Claim,
) -> None:
    def said(*values: int) -> list[str]:
        return list(refutations(claim, [(values, "another")]))

    assert said(-1, 2, 5) == said(-1, 1, 3) == said(-1, 2, 3) == []
    assert said(-1, 3, 2) == said(0, 0, 0) == []
    assert said(-2, 9, 9) == [
        "participation has the bound -1, and (-2, 9, 9) is a plan, by another"
    ]
    assert said(-1, 0, 9) == ["last-wave has the bound 1, and (-1, 0, 9) is a plan, by another"]
    assert said(-1, 2, 2) == ["earliest has the bound 3, and (-1, 2, 2) is a plan, by another"]


def test_any_plan_refutes_that_there_is_none(situation: SituationData) -> None:
    none = Claim("it", situation)

    assert list(refutations(none, [])) == []
    assert list(refutations(none, [((0, 0, 0), "it")])) == ["there is a plan, (0, 0, 0), by it"]


def test_a_claim_that_contradicts_itself_is_seen(claim: Claim) -> None:
    def said(other: Claim) -> list[str]:
        return list(contradictions(other))

    assert said(claim) == []
    assert said(replace(claim, bounds=(-1, 3, None))) == [
        "the bound 3 is beyond the value 2 (smaller is better)"
    ]
    assert said(replace(claim, proved=(True, True, False))) == [
        "2 is called proved with the bound 1"
    ]
    assert said(replace(claim, bounds=(-1, 1, 5), proved=(True, False, True))) == [
        "a goal is called proved, and one before it is not: [True, False, True]"
    ]
    assert said(replace(claim, optimal=True)) == [
        "optimal is True, and proved are [True, False, False]"
    ]


def test_questions_are_cut_in_every_way() -> None:
    made = list(cuts(Random(1), 200))

    assert made == list(cuts(Random(1), 200))
    assert {cut.command for cut in made} == set(COMMANDS)
    assert {cut.workers for cut in made} == {1, 2}
    assert {cut.alone for cut in made} == {cut.interrupted_after is None for cut in made}
    assert min(cut.seconds for cut in made) < 0.1
    assert max(cut.seconds for cut in made) > 15


@pytest.mark.slow
def test_the_command_tells_what_it_held(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--programmes", "1", "--questions", "1", "--reference", "0.1"]) == 0

    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert printed[:2] == [["programmes", "1"], ["questions", "1"]]
    assert ["refuted", "0"] in printed

"""Tiny instances of each family, in the formats of the public ones, through the same functions."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from data_directory import write
from families import FAMILIES
from families.problem import Case, Judged, Placed, renamed
from instances import faults, main, measured
from plain import Answer
from tests.patience import PATIENCE

FILES = {
    "index.csv": """\
family,instance,file,sites,waves,relations,capacity_dims,objective,optimum,difficulty
bacp,two.dat,two.dat,4,2,1,"load,count",min max load,4,easy
bacp,chain.mzn,chain.mzn,3,3,2,"load,count",min max load,2,easy
salbp1,LINE_c5,LINE.IN2,4,2,3,time,min waves,2,easy
salbp2,LINE_m2,LINE.IN2,4,2,3,time,min max load,5,easy
gcp,ring,ring.col,5,3,5,none,min waves,3,easy
gap,three_min,three.txt,3,2,cost,1 per wave,min cost,7,easy
gap,three_max,three.txt,3,2,cost,1 per wave,max cost,15,easy
mkp,sacks-1,sacks.txt,3,1,none,1,max value,11.0,easy
mkp,sacks-2,sacks.txt,2,1,none,1,max value,1.5,easy
bpp,full,bins.txt,4,2,none,size,min waves,2,easy
bpp,loose,bins.txt,3,3,none,size,min waves,3,easy
""",
    # Eight credits in two periods are four in each at best: x + z before y + u.
    # The greatest load of six needs two periods as well.
    "two.dat": """\
// p=9 is only said here
p=2; a=1; /* at least, 7 would
             be too much */
b=6; c=1; d=2;
courses = { x, y,
 z, u };
credit = [ 3, 2, 1,
 2 ];
prereq = { <y,x>, <y, x> };
""",
    # Each course needs the one before it, so there is one course of two in each period.
    "chain.mzn": """\
include "curriculum.mzn.model";
n_courses = 3;
n_periods = 3;
load_per_period_lb = 1;
load_per_period_ub = 9;
courses_per_period_lb = 1;
courses_per_period_ub = 2;
course_load = [2, 2, 2, ];
constraint prerequisite(2, 1);
constraint prerequisite(3, 2);
""",
    "bacp_optima.csv": """\
instance,opt_max_load,min_periods_at_load_ub
two.dat,4,2
chain.mzn,2,3
""",
    # Ten units of time at five a station are two full stations: t1 + t3, then t2 + t4.
    "LINE.IN2": "4\n3\n4\n2\n1\n1,2\n1,3\n3,4\n-1,-1\n\nfrom 1,4 onwards: talk\n",
    # At six a station the least is two as well, and five the least load of two.
    "lexicographic_pairs.csv": "graph,cycle_time,min_stations,then_min_max_load\nLINE,6,2,5\n",
    # A ring of five has no colouring with two colours.
    "ring.col": """\
c a ring, an edge twice, a loop
p edge 5 6
e 1 2
e 2 1
e 2 3
e 3 4
e 4 5
e 5 1
e 3 3
""",
    # Agent 2 has room for one job. Least: j0 and j2 with agent 1 (1 + 4), j1 with agent 2 (2).
    # Most: j1 and j2 with agent 1 (5 + 4), j0 with agent 2 (6).
    "three.txt": "2 3\n1 5 4\n6 2 3\n1 1 1\n1 1 1\n2 1\n",
    # The two small ones are worth 6 + 5, the large one 10; 1.5 against 1.
    "sacks.txt": "2\n3 1 11\n10 6 5\n3 2 2\n4\n2 1 1.5\n1.5 1\n1 1\n1\n",
    # 6 + 4 and 5 + 5 fill two bins. No two of three sixes share a bin, though their sum would.
    "bins.txt": "2\n full\n 10 4 2\n6\n5\n4\n5\n loose\n 10 3 3\n6\n6\n6\n",
}

EVERY = [
    "bacp two.dat",
    "bacp two.dat -1",
    "bacp chain.mzn",
    "bacp chain.mzn -1",
    "bacp-waves two.dat",
    "bacp-waves two.dat -1",
    "bacp-waves chain.mzn",
    "bacp-waves chain.mzn -1",
    "salbp1 LINE_c5",
    "salbp1 LINE_c5 -1",
    "salbp2 LINE_m2",
    "salbp2 LINE_m2 -1",
    "lexicographic LINE_c6",
    "gcp ring",
    "gcp ring -1",
    "gap three_min",
    "gap three_max",
    "mkp sacks-1",
    "mkp sacks-2",
    "bpp full",
    "bpp full -1",
    "bpp loose",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "instances"
    made.mkdir()
    for name, text in FILES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def case(folder: Path, words: str) -> Case:
    """The case that words such as `bacp two.dat` name."""
    family, _, name = words.partition(" ")
    return next(found for found in FAMILIES[family](folder) if found.name == name)


def test_each_family_makes_its_cases_and_the_impossible_ones_beside_them(folder: Path) -> None:
    made = [f"{c.family} {c.name}" for cases in FAMILIES.values() for c in cases(folder)]

    assert made == EVERY


@pytest.mark.parametrize("words", EVERY)
def test_hpplan_and_the_plain_model_prove_the_known_optimum(folder: Path, words: str) -> None:
    given = case(folder, words)

    result = measured(given, seconds=PATIENCE, workers=1, repeats=1)

    assert result.wrong == ()
    assert (result.ours.values, result.ours.proved) == (given.optimum or (), True)
    assert (result.theirs.values, result.theirs.proved) == (given.optimum or (), True)


@pytest.mark.slow
@pytest.mark.parametrize("words", EVERY)
def test_a_renamed_and_scaled_case_is_solved_as_well(folder: Path, words: str) -> None:
    given = renamed(case(folder, words), seed=7)

    result = measured(given, seconds=PATIENCE, workers=1, repeats=1)

    assert result.wrong == ()
    assert (result.ours.values, result.ours.proved) == (given.optimum or (), True)


def test_a_renamed_case_has_other_names_and_its_sizes_and_optimum_times_a_factor(
    folder: Path,
) -> None:
    before = case(folder, "bacp two.dat")

    after = renamed(before, seed=7)

    assert before.optimum == (4,)
    assert after.optimum is not None
    factor = after.optimum[0] // 4
    assert factor > 1
    assert not set(after.problem.sites) & set(before.problem.sites)
    assert sorted(size["load"] for size in after.problem.sites.values()) == [
        factor * credit for credit in (1, 2, 2, 3)
    ]
    assert [(limit.measure, limit.most) for limit in after.problem.limits] == [
        ("load", factor * 6),
        ("sites", 2),
    ]
    assert renamed(before, seed=7).problem == after.problem


@pytest.mark.parametrize(
    ("words", "placed", "expected"),
    [
        (
            "bacp two.dat",
            {"x": 2, "y": 1, "z": 1, "u": 1},
            Judged(("y is not after x", "a period holds 3"), (5,)),
        ),
        ("bacp-waves chain.mzn", {"c1": 1, "c2": 2, "c3": 3}, Judged((), (3,))),
        (
            "salbp1 LINE_c5",
            {"t1": 1, "t2": 1, "t3": 1, "t4": 2},
            Judged(("station 1 takes 9",), (2,)),
        ),
        ("salbp2 LINE_m2", {"t1": 2, "t2": 1, "t3": 2, "t4": 2}, Judged(("t1 is after t2",), (6,))),
        ("lexicographic LINE_c6", {"t1": 1, "t2": 2, "t3": 1, "t4": 2}, Judged((), (2, 5))),
        (
            "gcp ring",
            {"v1": 1, "v2": 1, "v3": 2, "v4": 1, "v5": 2},
            Judged(("v1 and v2 are alike",), (2,)),
        ),
        ("gap three_min", {"j0": 2, "j1": 1, "j2": 2}, Judged(("agent 2 needs 2 of 1",), (14,))),
        ("gap three_max", {"j0": 2, "j1": 1, "j2": 1}, Judged((), (3 * 7 - 15,))),
        ("mkp sacks-1", {"i0": 1, "i1": 1}, Judged(("5 of 4",), (16,))),
        ("mkp sacks-2", {"i0": 1}, Judged((), (15,))),
        ("bpp full", {"i0": 1, "i1": 1, "i2": 2, "i3": 2}, Judged(("bin 1 holds 11",), (2,))),
    ],
)
def test_the_original_instance_judges_a_plan(
    folder: Path, words: str, placed: Placed, expected: Judged
) -> None:
    assert case(folder, words).judge(placed) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer({"i0": 1, "i2": 1, "i1": 2, "i3": 2}, (2,), True, 0.0, 0.0), []),
        (Answer(None, (), False, 0.0, 0.0), []),
        (Answer(None, (), True, 0.0, 0.0), ["says that there is no plan"]),
        (
            Answer({"i0": 1, "i1": 2, "i2": 3, "i3": 4}, (4,), True, 0.0, 0.0),
            ["says it proved (4,), but (2,) is"],
        ),
        (
            Answer({"i0": 1, "i1": 2, "i2": 3, "i3": 4}, (3,), False, 0.0, 0.0),
            ["says it is worth (3,), but it is (4,)"],
        ),
    ],
)
def test_an_answer_is_wrong_where_it_claims_what_is_not_so(
    folder: Path, answer: Answer, expected: list[str]
) -> None:
    assert faults(case(folder, "bpp full"), answer) == expected


def test_a_plan_of_an_impossible_case_is_wrong(folder: Path) -> None:
    answer = Answer({"i0": 1, "i1": 1, "i2": 1, "i3": 1}, (1,), True, 0.0, 0.0)

    assert faults(case(folder, "bpp full -1"), answer) == ["has a plan where there is none"]


def test_a_problem_is_written_as_its_owner_would(folder: Path, tmp_path: Path) -> None:
    write(case(folder, "bacp two.dat").problem, tmp_path)

    assert (
        (tmp_path / "sites.yaml").read_text(encoding="utf-8")
        == """\
sites:
  - {id: x, kind: item, name: x, size: {load: 3}}
  - {id: y, kind: item, name: y, size: {load: 2}}
  - {id: z, kind: item, name: z, size: {load: 1}}
  - {id: u, kind: item, name: u, size: {load: 2}}
"""
    )
    assert (
        (tmp_path / "waves.yaml").read_text(encoding="utf-8")
        == """\
programme: {id: instance, name: Instance, as_of: 2024-01-01}
waves:
  - {id: W1}
  - {id: W2}
rules:
  - {kind: capacity, measure: load, waves: all, max: 6, min: 1}
  - {kind: capacity, measure: sites, waves: all, max: 2, min: 1}
  - {kind: before, first: [x], then: y, gap: {waves: 1}}
goals:
  - {kind: peak, measure: load}
"""
    )


def test_costs_optional_sites_and_pairs_are_written_too(folder: Path, tmp_path: Path) -> None:
    write(case(folder, "gap three_min").problem, tmp_path)
    wishes = (tmp_path / "sites.yaml").read_text(encoding="utf-8").splitlines()[1]
    rules = (tmp_path / "waves.yaml").read_text(encoding="utf-8").splitlines()[6]
    write(case(folder, "mkp sacks-2").problem, tmp_path)
    optional = (tmp_path / "sites.yaml").read_text(encoding="utf-8").splitlines()[1]
    write(case(folder, "gcp ring").problem, tmp_path)
    pair = (tmp_path / "waves.yaml").read_text(encoding="utf-8").splitlines()[7]

    assert wishes == (
        "  - {id: j0, kind: item, name: j0, size: {r1: 1, r2: 1}, wishes: {W1: 1, W2: 6}}"
    )
    assert rules == "  - {kind: capacity, measure: r2, waves: [W2], max: 1}"
    assert optional == (
        "  - {id: i0, kind: item, name: i0, size: {worth: 15, r0: 1}, required: false}"
    )
    assert pair == "  - {kind: apart, sites: [v1, v2]}"


def test_the_command_prints_a_table_and_writes_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "rows.json"

    status = main([str(folder), "--family", "bpp", "--only", "full*", "--json", str(rows)])

    printed = capsys.readouterr().out.splitlines()
    assert status == 0
    assert printed[1] == "bpp"
    assert [line.split()[:6] for line in printed[3:5]] == [
        ["full", "4", "4", "2", "2", "proved"],
        ["full", "-1", "4", "1", "none", "none"],
    ]
    assert [line.split()[:-4] for line in printed[7:9]] == [
        ["bpp", "1/1"],
        ["bpp,", "impossible", "1/1"],
    ]
    assert [(row["name"], row["solved"]) for row in json.loads(rows.read_text())] == [
        ("full", True),
        ("full -1", True),
    ]


def test_a_wrong_answer_is_reported_and_fails(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = folder / "index.csv"
    text = index.read_text(encoding="utf-8")
    index.write_text(text.replace("min waves,3,easy\ngap", "min waves,4,easy\ngap"), "utf-8")

    status = main([str(folder), "--family", "gcp", "--which", "possible"])

    assert status == 1
    assert "WRONG: says it proved (3,), but (4,) is" in capsys.readouterr().out


def test_a_name_that_matches_nothing_is_reported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder), "--only", "nothing"]) == 1
    assert "matches" in capsys.readouterr().err


def test_the_ratio_is_our_work_to_that_of_the_plain_model(folder: Path) -> None:
    result = measured(case(folder, "mkp sacks-1"), seconds=PATIENCE, workers=1, repeats=2)

    ours, theirs = (replace(a, work=s) for a, s in ((result.ours, 3.0), (result.theirs, 2.0)))
    assert replace(result, ours=ours, theirs=theirs).ratio == 1.5

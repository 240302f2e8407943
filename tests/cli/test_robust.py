"""`hpplan assign --robust`: a plan that is nearly as good and bears risks better, beside it."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hpplan.analysis.risk.assessment import RunsAsked, date_of_everybody
from hpplan.execution import local
from hpplan.execution.executor import HERE, Item, Result, Task, WorkItems
from tests.builders import programme
from tests.cli.programmes import write
from tests.cli.running import run
from tests.execution.children import time_of_children
from tests.execution.stopped import Stopped

DATA = """\
programme: {id: p, as_of: 2024-01-01}
sites:
  - {id: a, kind: k, name: "A <b>", size: {people: 100}}
  - {id: b, kind: k, size: {people: 101}}
waves: [{id: W1, go_live: 2025-01-01}, {id: W2, go_live: 2025-06-01}, {id: W3, go_live: 2026-01-01}]
rules: [{kind: capacity, waves: W1, max: 1}]
goals: [{kind: participation}, {kind: earliest, measure: people}]
risks: [{id: late, kind: slip, sites: a, chance: 0.5, by: 3m}]
"""


def test_the_plan_with_the_earliest_80_date_stands_beside_the_best(tmp_path: Path) -> None:
    data = write(tmp_path, DATA)
    ran = run("assign", "--data", data, "--robust", "4", "--runs", "40", "--format", "json")
    assert (ran.exit_code, ran.stderr) == (0, "")
    answer = json.loads(ran.stdout)
    assert {p["site"]: p["wave"] for p in answer["placements"]} == {"a": "W2", "b": "W1"}
    robust = answer["robust"]
    chosen = robust.pop("chosen")
    assert {p["site"]: p["wave"] for p in chosen["placements"]} == {"a": "W1", "b": "W2"}
    assert chosen["by_80"] == "2025-06-01"
    assert robust == {
        "best": {"by_80": "2026-01-01"},
        "loss": pytest.approx(0.01),
        "days_80": 214,
        "runs": 40,
        "seed": 1,
        "compared": [
            {"loss": 0.0, "by_80": "2026-01-01"},
            {"loss": pytest.approx(0.01), "by_80": "2025-06-01"},
        ],
    }


def test_people_read_what_it_costs_and_buys_below_the_best_plan(tmp_path: Path) -> None:
    data = write(tmp_path, DATA)
    ran = run("assign", "--data", data, "--robust", "4", "--runs", "40")
    best = run("assign", "--data", data).stdout
    assert ran.stdout.startswith(best)
    assert ran.stdout.removeprefix(best).splitlines()[1:] == [
        "Robust: the same 40 futures of each plan:",
        "Plan  Loses of the last goal  Everybody live in 80 % of futures",
        "   1                     0 %  1 January 2026                     best",
        "   2                     1 %  1 June 2025                        chosen",
        "",
        "The chosen plan has everybody live 214 days earlier in 80 % of the futures.",
        "",
        "Site   Best  Chosen",
        "A <b>  W2    W1",
        "b      W1    W2",
    ]


def test_all_plans_are_one_piece_of_work_and_each_has_the_date_that_it_has_alone(
    tmp_path: Path,
) -> None:
    situation = programme(tmp_path, DATA).on(date(2024, 1, 1))
    plans = [{"a": "W2", "b": "W1"}, {"a": "W1", "b": "W2"}, {"a": "W2", "b": "W2"}]
    asked, once, heard = RunsAsked(25), Once(), list[tuple[int, int]]()
    together = date_of_everybody(situation, plans, asked, once, lambda *done: heard.append(done))
    alone = [next(date_of_everybody(situation, [plan], asked, HERE)) for plan in plans]
    assert list(together) == alone == [date(2026, 1, 1), date(2025, 6, 1), date(2026, 1, 1)]
    assert (once.runs, heard[0], heard[-1]) == (1, (10, 75), (75, 75))


class Once:
    """An executor that counts how often it is begun."""

    def __init__(self) -> None:
        self.at_once, self.runs = 1, 0

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        self.runs += 1
        return HERE.run(task, items)


def test_no_plan_that_loses_more_is_compared(tmp_path: Path) -> None:
    data = write(tmp_path, DATA)
    ran = run("assign", "--data", data, "--robust", "4", "--runs", "9", "--loss", "0.005")
    assert ran.stdout.splitlines()[-1] == (
        "No other plan equals it by every goal but the last and loses so little."
    )


def test_unless_given_it_is_by_200_futures_of_the_first_seed(tmp_path: Path) -> None:
    data = write(tmp_path, DATA)
    robust = json.loads(run("assign", "--data", data, "--robust", "2", "--format", "json").stdout)[
        "robust"
    ]
    assert (robust["runs"], robust["seed"], len(robust["compared"])) == (200, 1, 2)


@pytest.mark.slow
def test_other_processes_come_to_the_same_choice(tmp_path: Path) -> None:
    asked = ("assign", "--data", write(tmp_path, DATA), "--robust", "4", "--runs", "8")
    one, before = run(*asked, "--jobs", "1"), time_of_children()
    two = run(*asked, "--jobs", "2")
    assert (two.exit_code, two.stdout, two.stderr) == (0, one.stdout, "")
    assert time_of_children() > before


@pytest.mark.parametrize(
    ("after", "last"),
    [
        (0, "interrupted: this is the best plan so far."),  # not one plan was lived through
        (4, "Interrupted before all plans were compared."),
    ],
)
def test_ctrl_c_leaves_the_plans_that_were_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int, last: str
) -> None:
    monkeypatch.setattr(local, "local", lambda _: Stopped(after))
    asked = ("assign", "--data", write(tmp_path, DATA), "--robust", "4", "--runs", "40")
    ran = run(*asked, "--output", tmp_path / "plan.json")
    assert (ran.exit_code, (tmp_path / "plan.json").exists()) == (130, False)
    ran = run(*asked)
    assert (ran.exit_code, ran.stdout.splitlines()[-1]) == (130, last)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--loss", "0.1"], "it applies to --robust only"),
        (["--runs", "5"], "it applies to --robust only"),
        (["--jobs", "2"], "it applies to --robust only"),
        (["--alternatives", "2", "--dask", "tcp://here:1"], "it applies to --robust only"),
        (["--robust", "3", "--jobs", "2", "--dask", "tcp://here:1"], "is the cluster's to say"),
        (["--robust", "3", "--alternatives", "2"], "cannot be combined with --alternatives"),
        (["--robust", "3", "--dates"], "plans are compared without days"),
        (["--robust", "3", "--format", "csv"], "a CSV table holds one plan; use --format json"),
        (["--robust", "1"], "must be a whole number from 2 to 50, not '1'"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(
    tmp_path: Path, options: list[str], sentence: str
) -> None:
    ran = run("assign", "--data", write(tmp_path, DATA), *options)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert sentence in " ".join(ran.stderr.split())

"""`check --deep`: whether any plan exists, and the facts that clash where none does."""

import json
from pathlib import Path

from hpplan import api
from hpplan.solving.outcome import Limits
from tests.builders import known, programme
from tests.checks import sentences
from tests.cli.programmes import CALM, write
from tests.cli.running import run

CLASH = """\
programme: {id: coast, name: The coast, as_of: 2023-07-04}
sources: [{id: letter, kind: document, published: 2023-07-04}]
waves: [{id: W1}, {id: W2}]
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W1, source: letter}]}
  - {id: b, name: B}
  - {id: c, name: C}
rules:
  - {id: three, kind: apart, sites: [a, b, c]}
  - {id: pair, kind: apart, sites: [b, c], hard: false}
"""


def test_each_conflict_is_told_with_its_facts_at_the_first_of_them(tmp_path: Path) -> None:
    found = [f for f in api.check(programme(tmp_path, CLASH), deep=Limits()) if f.code == "HP803"]
    assert sentences(programme(tmp_path, CLASH), found) == (
        "error[HP803] 9:5 «{id: three, kind: apart, sites: [a, b, c]}»: no plan keeps this: "
        "W1 would hold A, B, but only one of them may be in one wave\n"
        "  note 9:5 «{id: three, kind: apart, sites: [a, b, c]}»: three: no two of A, B, C in the "
        "same wave\n"
        "  help: hpplan assign names ways out\n"
    )


def test_where_a_plan_exists_nothing_more_is_told(tmp_path: Path) -> None:
    calm = programme(tmp_path, CALM)
    assert api.check(calm, deep=Limits()) == api.check(calm)


def test_goals_have_no_say_and_nobody_to_place_is_a_plan(tmp_path: Path) -> None:
    situation = known(tmp_path, "waves: [{id: W1}]\n")
    assert api.check(situation.programme, deep=Limits()) == []


def test_no_plan_makes_the_command_fail_and_only_deep_looks_for_one(tmp_path: Path) -> None:
    data = write(tmp_path, CLASH)
    assert run("check", data).exit_code == 0
    ran = run("check", data, "--deep", "--format", "json", "--time-limit", "30")
    assert ran.exit_code == 1
    assert [found["code"] for found in json.loads(ran.stdout)["findings"]] == ["HP803"]


def test_a_time_limit_is_for_deep_only(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path, CALM), "--time-limit", "5")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "only --deep searches" in ran.stderr

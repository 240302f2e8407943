"""`hpplan rule`: a kind of rule or goal explained, without any data."""

import json
import re

import pytest

from hpplan.goals import KINDS as GOALS
from hpplan.rules import KINDS as RULES
from hpplan.views.kind import word
from tests.cli.running import run

KINDS = [word(kind) for kind in (*RULES, *GOALS)]


def test_a_kind_is_explained_by_its_meaning_and_its_keys() -> None:
    ran = run("rule", "apart")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.startswith(
        "apart, a kind of rule\n"
        "\n"
        "No wave holds more than `at_most` of the selected sites: one, unless given.\n"
        "\n"
        "A break is history when every selected site of the wave is live.\n"
        "\n"
        "Keys:\n"
        "Key      Takes                If left out  Meaning\n"
        "sites    sites                needed       who should not meet in one wave\n"
        "at_most  whole number from 0  1            how many of them a wave holds at most\n"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_explains_itself_in_every_format(kind: str) -> None:
    for form in ("text", "markdown", "json"):
        ran = run("rule", kind, "--format", form)
        assert (ran.exit_code, ran.stderr) == (0, "")
        assert kind in ran.stdout.splitlines()[0] or form == "json"


def test_without_a_kind_all_are_listed() -> None:
    lines = run("rule").stdout.splitlines()
    assert [found[1] for line in lines if (found := re.match(r"  ([a-z-]+): ", line))] == KINDS


def test_json_has_the_same_for_other_programs() -> None:
    every = json.loads(run("rule", "--format", "json").stdout)
    assert every["format"] == 2
    assert [kind["kind"] for kind in every["kinds"]] == KINDS
    (apart,) = json.loads(run("rule", "apart", "--format", "json").stdout)["kinds"]
    assert (apart["of"], [key["key"] for key in apart["keys"]]) == ("rules", ["sites", "at_most"])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("HP401", "'HP401' is the code of a finding: see hpplan code HP401"),
        ("cycle", "'cycle' is the code of a finding: see hpplan code HP401"),
        ("capacty", "there is no kind 'capacty'; did you mean 'capacity'?"),
        ("?", "there is no kind '?'; hpplan rule lists them all"),
    ],
)
def test_what_is_no_kind_is_wrong_usage(name: str, sentence: str) -> None:
    ran = run("rule", name)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert sentence in ran.stderr

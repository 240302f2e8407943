"""`hpplan code`: what a code means, by its id or name; all of them, as a list or in full."""

import json

from hpplan.checks.registry import CODES, GROUPS
from tests.cli.running import run

UNKNOWN_KEY = """\
HP101 unknown-key (error)

A key that hpplan does not know.

Why it matters: Its value would be ignored silently; usually it is a misspelt
  key.

What to do: Use the key that the hint suggests, or move the text to a `note`.

hpplan check finds it here:

    waves: [{id: W1}]
    municipalities:
      - {id: ask, name: Ask, contry: Trøndelag}
                             ^^^^^^

and not here:

    waves: [{id: W1}]
    municipalities:
      - {id: ask, name: Ask, county: Trøndelag}
"""


def test_a_code_is_explained_with_examples() -> None:
    ran = run("code", "HP101")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, UNKNOWN_KEY, "")
    assert run("code", "unknown-key") == ran


def test_without_a_code_all_are_listed_under_their_groups() -> None:
    lines = run("code").stdout.splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert listed == [code.id for code in CODES]
    assert set(lines) >= {f"{GROUPS[code.id[:3]]}:" for code in CODES}


def test_all_is_every_code_in_full() -> None:
    shown = run("code", "--all").stdout
    assert UNKNOWN_KEY in shown
    heads = [line for line in shown.splitlines() if line.startswith("HP")]
    assert heads == [f"{code.id} {code.name} ({code.severity})" for code in CODES]
    assert [line for line in shown.splitlines() if len(line) > 80 and line[0] != " "] == []


def test_json_has_the_same_for_other_programs() -> None:
    (found,) = json.loads(run("code", "HP101", "--format", "json").stdout)["codes"]
    assert found == {
        "code": "HP101",
        "name": "unknown-key",
        "severity": "error",
        "meaning": "A key that hpplan does not know.",
        "why": "Its value would be ignored silently; usually it is a misspelt key.",
        "fix": "Use the key that the hint suggests, or move the text to a `note`.",
        "command": "hpplan check",
        "bad": (
            "waves: [{id: W1}]\n"
            "municipalities:\n"
            "  - {id: ask, name: Ask, contry: Trøndelag}\n"
            "                         ^^^^^^\n"
        ),
        "good": (
            "waves: [{id: W1}]\nmunicipalities:\n  - {id: ask, name: Ask, county: Trøndelag}\n"
        ),
        "good_command": "hpplan check",
    }
    every = json.loads(run("code", "--format", "json").stdout)["codes"]
    assert [found["code"] for found in every] == [code.id for code in CODES]


def test_what_hides_in_an_example_is_shown_as_an_escape() -> None:
    assert "name: A\\x00sk" in run("code", "HP011").stdout
    assert "name: R\\udcf8ros" in run("code", "HP002").stdout


def test_an_unknown_code_is_wrong_usage_with_the_near_miss() -> None:
    ran = run("code", "unknwon-key")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.endswith("there is no code 'unknwon-key'; did you mean 'unknown-key'?\n")
    assert "hpplan code lists them all" in run("code", "?").stderr


def test_one_code_or_all_of_them() -> None:
    ran = run("code", "HP101", "--all")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "name a code, or ask for all" in ran.stderr


def test_markdown_has_the_examples_as_they_are() -> None:
    shown = run("code", "HP101", "--format", "markdown").stdout
    assert shown.startswith("# HP101 unknown-key (error)\n\nA key that hpplan does not know.\n")
    assert "```text\nwaves: [{id: W1}]\nmunicipalities:\n" in shown

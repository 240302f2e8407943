"""Whatever stands in the data or on the command line, nothing of it reaches the terminal raw: in
every format that a command's help lists, also of commands that come later.
"""

import json
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from hpplan.cli.app import app
from tests.cli.running import Ran, run
from tests.repositories import commit, repository
from tests.thoroughness import examples

pytestmark = pytest.mark.slow

HOSTILE = (
    "A\x1b[31mB\x1b]0;t\x07C\x9b2J\nNEXT\r\nNEXT\x85D\u2028\u2029\u202eE\u2066F\u2069G\u200bH\u200dI"
    "\ufeffJ\x7fK\u00adL\ufe0fM\U000e0041N\u3164O[red]P[/red]::error::Q<b>&amp;|`*R"
)
DATA = "D\x1b[31m\u202eE"
WORKBOOK = "o.xlsx"
FILE = f"{HOSTILE.replace('/', '')}.yaml"
NEVER_SHOWN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
OURS = frozenset({0, 1, 2, 3, 4})
WORDS = {"PLAN": "plan.json", "OLD": "2023-01-01", "NEW": "2024-01-01", "SITE": "a", "DIR": DATA}
WORDS |= {"SUBJECT": "a", "SAYS": "joined", "FILE": "table.csv"}
"""What stands for the arguments that a command must have, by their names in its help."""
NEEDED = {
    "record": ["--source", HOSTILE, "--note", HOSTILE],
    "adopt": ["--source", HOSTILE, "--force"],
    "report": ["--output", "-"],
    "import": ["--known", "2023-11-11", "--update", "--dry-run"],
    "export": ["--output", WORKBOOK],
}
"""The options that a command must have."""

SOUND = """\
programme:
  id: {x}
  name: {x}
  as_of: 2024-01-01
  note: {x}
  phases: [{{id: {x}, name: {x}, from: -6m, to: 0d}}]
  milestones: [{{id: {x}, name: {x}, at: 1d, because: {x}}}]
  blackouts: [{{period: 2024-07, reason: {x}}}]
  reported: [{{count: live, sites: 9, on: 2023, source: {x}, note: {x}}}]
sources: [{{id: {x}, kind: document, published: 2023-06-01, title: {x}, publisher: {x}, note: {x}}}]
regions: [{{id: {x}, name: {x}, note: {x}}}]
trusts: [{{id: {t}, name: {x}, claims: [{{says: planned, wave: {x}, source: {x}}}]}}]
municipalities:
  - {{id: a, number: {x}, name: {x}, county: {x}, legacy: {x}, trust: {t}, regions: {x},
     size: {{{x}: 3}}, note: {x}, claims: [{{says: decided, wave: {x}, source: {x}, note: {x}}},
                         {{says: decided, wave: W2, source: {x}, note: {x}}}]}}
  - {{id: {b}, name: {x}, claims: [{{says: planned, wave: {x}, source: {x}, on: 2023}},
                                   {{says: live, wave: {old}, on: 2023, source: {x}}}]}}
  - {{id: {c}, name: {x}, claims: [{{says: declined, source: {x}, note: {x}}}]}}
sites: [{{id: {d}, name: {x}, kind: {x}, required: false}}]
waves:
  - {{id: {old}, claims: [{{go_live: 2023-05-01, known: 2022, source: {x}}},
                          {{called: {x}, source: {x}}}]}}
  - {{id: {x}, go_live: 2024-05-01, name: {x}, claims: [{{called: {y}, source: {x}, note: {x}}}]}}
  - {{id: W2, go_live: 2025-05-01, claims: [{{go_live: 2025-06-01, source: {x}, settles: {x}}},
                                            {{go_live: 2025-07-01, source: {x}}}]}}
rules:
  - {{id: {x}, kind: capacity, max: 0, measure: {x}, because: {x}, source: {x}, note: {x},
     hard: {hard}}}
  - {{id: {y}, kind: before, first: {b}, then: {d}, hard: false}}
  - {{kind: window, sites: {{county: {x}}}, waves: {x}}}
  - {{kind: forbid, sites: {{kind: {x}}}, waves: {x}}}
goals: [{{kind: participation, measure: {x}, id: {x}, because: {x}}}, {{kind: cohesion}}]
"""
FAULTY = """\
{x}: 1
from: {{{x}: {x}}}
programme: {{id: p, name: P, as_of: {x}, {x}: {x}}}
municipalities:
  - {{id: {x}, name: {x}, {x}: 1, trust: {x}, size: {{a: {x}}}, gps: {x}, wishes: {{{x}: {x}}}}}
  - {{id: {x}, name: [], location: [{x}], claims: [{{says: {x}}}, {{says: live, wave: {x}}}, {x}]}}
waves: [{{id: W1, go_live: {x}}}, {{id: W1, open: {x}}}, {x}]
rules: [{{kind: {x}}}, {{kind: before, first: {x}, then: {x}, gap: {{{x}: 1}}}}, {x}]
goals: [{{kind: stability, against: {x}}}, {{kind: {x}}}, {{kind: peak, measure: {x}}}]
{x}: 2
"""
BROKEN = "a: [1,\n  {x}: {{}}\n {x}\x9b \u2028 *none"


def quoted(text: str) -> str:
    """The text as a YAML scalar of escapes alone."""
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in text) + '"'


def filled(template: str, text: str, *, hard: bool = True) -> str:
    names = {name: quoted(text + name) for name in ("t", "b", "c", "d", "y", "old")}
    return template.format(x=quoted(text), hard="true" if hard else "false", **names)


def commands() -> list[tuple[str, str]]:
    """Each command with each of its formats; the bare command and those without formats too."""
    found = [("", "")]
    group: Any = typer.main.get_command(app)
    for name, command in group.commands.items():
        listed = [p.metavar or "" for p in command.params if "--format" in p.opts]
        forms = re.findall(r"[\w-]+", listed[0]) if listed else [""]
        found += [(name, form) for form in forms]
    return found


def arguments(name: str, form: str) -> list[str]:
    """The words of a command that has all that it must have."""
    if not name:
        return ["--data", DATA]
    group: Any = typer.main.get_command(app)
    params = group.commands[name].params
    given = [p for p in params if p.param_type_name == "argument"]
    needed = [p for p in given if p.required or p.name == "new"]
    words = [name, *(WORDS.get(p.name.upper(), HOSTILE) for p in needed)]
    if any("--data" in p.opts for p in params):
        words += ["--data", DATA]
    words += NEEDED.get(name, [])
    if form == "xlsx":
        return [*words, "--output", WORKBOOK]
    return [*words, "--format", form] if form else words


def nothing_raw(ran: Ran) -> None:
    """Nothing in what was printed, nor in the workbook that was written instead."""
    assert ran.exit_code in OURS
    for stream in (ran.stdout, ran.stderr, *parts_of_workbook()):
        raw = {c for c in stream if c != "\n" and unicodedata.category(c) in NEVER_SHOWN}
        assert raw == set()
        assert not re.search(r"^\W*NEXT", stream, re.MULTILINE)


def parts_of_workbook() -> Iterator[str]:
    """What is in the workbook, if there is one, which is not there any more then."""
    if (workbook := Path(WORKBOOK)).exists():
        with ZipFile(workbook) as parts:
            yield from [parts.read(name).decode("utf-8") for name in parts.namelist()]
        workbook.unlink()


def written(folder: Path, text: str) -> None:
    """The text as data, and a plan for it."""
    data = folder / DATA
    data.mkdir(exist_ok=True)
    (data / FILE).write_text(text, encoding="utf-8")
    placed = [
        {"site": "a", "wave": "W2", "reason": HOSTILE},
        {"site": HOSTILE, "wave": HOSTILE, HOSTILE: HOSTILE},
    ]
    plan = {
        "programme": HOSTILE,
        "placements": placed,
        "made_from": [{"file": HOSTILE, "sha256": HOSTILE}],
    }
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    rows = [["id", "name", HOSTILE, "wave", "note"], ["a", *[HOSTILE] * 4], [*[HOSTILE] * 5]]
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    (folder / "table.csv").write_text("\n".join(lines), encoding="utf-8")


TEXTS = {
    "sound": filled(SOUND, HOSTILE),
    "with a soft rule": filled(SOUND, HOSTILE, hard=False),
    "faulty": filled(FAULTY, HOSTILE),
    "no YAML": filled(BROKEN, HOSTILE),
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("name", "form"), commands())
def test_no_command_shows_text_of_the_data_raw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, TEXTS[text])
    nothing_raw(run(*arguments(name, form), env={"COLUMNS": "200"}))


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_a_difference_of_revisions_shows_nothing_raw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(repository(tmp_path))
    written(tmp_path, TEXTS["sound"])
    commit(tmp_path)
    written(tmp_path, filled(SOUND, f"{HOSTILE}'\x1b"))
    ran = run("diff", "--git", "HEAD", "--data", DATA, "--format", form, env={"COLUMNS": "200"})
    assert ran.exit_code == 1
    assert ran.stdout
    nothing_raw(ran)


@pytest.mark.parametrize(("name", "form"), commands())
def test_no_command_shows_its_own_arguments_raw(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, TEXTS["sound"])
    words = arguments(name, form)
    for wrong in (
        [HOSTILE],
        [f"--{HOSTILE}"],
        ["--data", HOSTILE],
        ["--as-of", HOSTILE],
        ["--format", HOSTILE],
    ):
        nothing_raw(run(*words, *wrong))


@examples(20)
@given(
    text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
    | st.text(
        st.characters(codec="utf-8", categories=["Cc", "Cf", "Cn", "Co", "Zl", "Zp"]), min_size=1
    ),
    template=st.sampled_from([SOUND, FAULTY, BROKEN]),
    called=st.sampled_from(commands()),
    hard=st.booleans(),
)
def test_no_text_at_all_is_shown_raw(
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
    template: str,
    called: tuple[str, str],
    hard: bool,
) -> None:
    folder = tmp_path_factory.mktemp("any")
    written(folder, filled(template, text, hard=hard))
    before = Path.cwd()
    os.chdir(folder)
    try:
        nothing_raw(run(*arguments(*called)))
    finally:
        os.chdir(before)

"""The pages show what hpplan prints: every session with it is run and compared."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hpplan import api
from hpplan.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
ANYTHING = "…"
"""A line that stands for any number of lines."""


@dataclass(frozen=True)
class Session:
    """A `console` block of a page: commands, each with the lines that follow it."""

    page: str
    line: int
    commands: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def sessions(page: Path) -> Iterator[Session]:
    text = page.read_text(encoding="utf-8")
    for block in re.finditer(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        before, *parts = re.split(r"^\$ (.*)\n", block[1], flags=re.MULTILINE)
        assert before == "", f"{page.name}: a session begins with a command"
        commands = tuple(zip(parts[::2], parts[1::2], strict=True))
        if commands[0][0].startswith("hpplan"):
            yield Session(page.name, text.count("\n", 0, block.start()) + 1, commands)


def shows(expected: str, printed: str) -> bool:
    """Whether the lines are what was printed, where a line `…` stands for any."""
    lines = [
        r"(?:.*\n)*?" if line.strip() == ANYTHING else re.escape(f"{line}\n")
        for line in expected.splitlines()
    ]
    return re.fullmatch("".join(lines), printed) is not None


@pytest.mark.parametrize("session", [s for page in PAGES for s in sessions(page)], ids=str)
def test_a_session_shows_what_is_printed(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    exit_code = 0
    for command, expected in session.commands:
        if command == "echo $?":
            printed = f"{exit_code}\n"
        else:
            program, *arguments = shlex.split(command)
            assert program == "hpplan"
            # A terminal of 80 columns would give the same text, but coloured.
            environment = {"COLUMNS": "80", "NO_COLOR": "1"}
            result = CliRunner().invoke(app, arguments, env=environment, prog_name=program)
            exit_code, printed = result.exit_code, result.output
        if not shows(expected, printed):
            assert expected == printed, command


def test_the_readme_has_a_session_for_each_command() -> None:
    shown = {
        command.split()[1]
        for session in sessions(ROOT / "README.md")
        for command, _ in session.commands
        if command.startswith("hpplan ")
    }
    assert shown >= {"assign", "check", "timeline", "diff", "verify"}


def test_the_readme_begins_with_the_two_commands_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first_screen = readme.splitlines()[:40]
    commands = [line for line in first_screen if line.startswith("python3 -m venv")]
    setup = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt"
    assert commands == [
        f"{setup} . && .venv/bin/hpplan assign",
        f"{setup} '.[test]' && .venv/bin/pytest",
    ]
    assert readme.count("\npython3 -m venv") == len(commands)


def test_the_example_of_the_readme_is_a_programme_without_a_fault(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    reading = api.load(tmp_path)
    assert reading.findings == ()
    assert reading.programme is not None
    assert api.check(reading.programme) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?![a-z]+:)([^)#]*)(?:#([^)]*))?\)", text):
        linked = page.parent / target if target else page
        assert linked.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)", linked.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {
                re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in headings
            }
            assert anchor in anchors, f"{target}#{anchor}"


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n", "a\nb\n", False),
        ("a\n…\n", "a\nb\nc\n", True),
        ("a\n…\nc\n", "a\nb\nd\n", False),
        ("…\n", "", True),
    ],
)
def test_only_an_ellipsis_stands_for_other_lines(expected: str, printed: str, same: bool) -> None:
    assert shows(expected, printed) is same

"""The pages show what hpplan prints, and lead where they say."""

import re
from pathlib import Path

import pytest

from hpplan import api
from hpplan.findings import Severity
from tests.docs.sessions import LEFT_OUT, PAGES, ROOT, Session, printed, sessions, shortened

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("session", [s for page in PAGES for s in sessions(page)], ids=str)
def test_a_session_shows_what_is_printed(session: Session, tmp_path: Path) -> None:
    now = printed(session, tmp_path)
    assert list(session.commands) == [
        (command, shortened(text, expected))
        for (command, expected), text in zip(session.commands, now, strict=True)
    ]


def test_the_readme_has_a_session_for_each_command() -> None:
    shown = {
        command.split()[1]
        for session in sessions(ROOT / "README.md")
        for command, _ in session.commands
        if command.startswith("hpplan ")
    }
    assert shown >= {"assign", "check", "timeline", "diff", "verify"}


def test_the_readme_begins_with_the_two_commands_that_ci_runs() -> None:
    setup = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt"
    assert re.findall(r"^python3 -m venv .*", README, re.MULTILINE) == [
        f"{setup} . && .venv/bin/hpplan assign",
        f"{setup} '.[test]' && .venv/bin/pytest",
    ]
    assert README.count("\n", 0, README.index(".venv/bin/pytest")) < 30


def test_the_example_of_the_readme_is_a_programme_without_a_fault(tmp_path: Path) -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    reading = api.load(tmp_path)
    assert reading.findings == ()
    assert reading.programme is not None
    told = api.check(reading.programme)
    assert [finding for finding in told if finding.severity is not Severity.INFO] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?![a-z]+:)([^)#]*)(?:#([^)]*))?\)", text):
        linked = page.parent / target if target else page
        assert linked.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)", linked.read_text(encoding="utf-8"), re.MULTILINE)
            plain = (re.sub(r"[^\w -]", "", heading) for heading in headings)
            assert anchor in {heading.lower().replace(" ", "-") for heading in plain}, target


@pytest.mark.parametrize(
    ("text", "like", "short"),
    [
        ("a\nb\nc\n", "a\nb\n", "a\nb\nc\n"),
        ("a\nb\nc\n", f"x\n{LEFT_OUT}", f"a\n{LEFT_OUT}"),
        ("a\nb\nc\n", f"x\n{LEFT_OUT}y\n", f"a\n{LEFT_OUT}c\n"),
        ("a\nb\nc\n", f"{LEFT_OUT}y\nz\n", f"{LEFT_OUT}b\nc\n"),
        ("a\nb\nc\n", f"x {LEFT_OUT}y\n", "a\nb\nc\n"),
    ],
)
def test_beginning_and_end_are_kept_where_the_middle_is_left_out(
    text: str, like: str, short: str
) -> None:
    assert shortened(text, like) == short

"""The pages show what hpplan prints, and lead where they say."""

import re
from pathlib import Path

import pytest
from typer.main import get_group

from hpplan.checks.run import inspect
from hpplan.cli.app import app
from hpplan.diagnostics.finding import Severity
from hpplan.reading import read
from tests.docs.sessions import LEFT_OUT, PAGES, ROOT, Session, printed, sessions, shortened

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("session", [s for page in PAGES for s in sessions(page)], ids=str)
def test_a_session_shows_what_is_printed_and_answers_fit_80_columns(
    session: Session, tmp_path: Path
) -> None:
    now = list(printed(session, tmp_path))
    assert list(session.commands) == [
        (command, shortened(text, expected))
        for (command, expected), text in zip(session.commands, now, strict=True)
    ]
    assert [
        line
        for (command, _), text in zip(session.commands, now, strict=True)
        if re.match(r"hpplan (explain|recommend|whatif)\b(?!.* --write)", command)
        for line in text.splitlines()
        if len(line) > 80
    ] == []


def test_the_pages_have_a_session_for_each_command() -> None:
    shown = {
        command.split()[1]
        for page in PAGES
        for session in sessions(page)
        for command, _ in session.commands
        if command.startswith("hpplan ")
    }
    assert shown >= set(get_group(app).commands)


def test_the_readme_shows_the_plan_and_the_tour_what_each_reader_asks() -> None:
    shown = {
        page: [
            command.split()[1]
            for session in sessions(ROOT / page)
            for command, _ in session.commands
            if command.startswith("hpplan ")
        ]
        for page in ("README.md", "docs/tour.md")
    }
    assert shown["README.md"] == ["timeline", "assign"]
    assert set(shown["docs/tour.md"]) >= {"assign", "check", "timeline", "diff", "verify"}


def test_the_readme_fits_on_a_few_screens() -> None:
    assert len(README.splitlines()) <= 150


def test_the_readme_begins_with_the_two_commands_that_ci_runs() -> None:
    setup = "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt"
    assert re.findall(r"^python3 -m venv .*", README, re.MULTILINE) == [
        f"{setup} . && .venv/bin/hpplan assign",
        f"{setup} '.[test]' && .venv/bin/pytest",
    ]
    assert README.count("\n", 0, README.index(".venv/bin/pytest")) < 30


@pytest.mark.parametrize(
    ("page", "number"),
    [
        ("README.md", 0),
        ("docs/tour.md", 0),
        ("docs/recipes.md", 0),
        ("docs/recipes.md", 1),
        ("docs/recipes.md", 2),
    ],
)
def test_an_example_of_a_page_is_a_programme_without_a_fault(
    page: str, number: int, tmp_path: Path
) -> None:
    example = yaml_blocks(page)[number]
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    assert_faultless(tmp_path)


@pytest.mark.parametrize("name", ["smallest", "library", "gates"])
def test_an_example_programme_is_without_a_fault(name: str) -> None:
    assert_faultless(ROOT / "docs" / "examples" / name)


def test_the_readme_and_the_data_format_show_the_smallest_programme() -> None:
    smallest = ROOT / "docs" / "examples" / "smallest" / "programme.yaml"
    text = smallest.read_text(encoding="utf-8")
    assert [yaml_blocks(page)[0] for page in ("README.md", "docs/format.md")] == [text, text]


def yaml_blocks(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def assert_faultless(directory: Path) -> None:
    reading = read(directory)
    assert reading.findings == ()
    assert reading.programme is not None
    found = inspect(reading.programme.on())
    assert [finding for finding in found if finding.severity is not Severity.INFO] == []


def test_the_index_leads_to_every_page() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([^)#:]*)", index))
    pages = {page.name for page in (ROOT / "docs").glob("*.md")}
    assert linked >= pages - {"README.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
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
        ("a\nb\nc\nd\n", f"{LEFT_OUT}b\nx\n{LEFT_OUT}", f"{LEFT_OUT}b\nc\n{LEFT_OUT}"),
        ("a\nb\nc\nd\n", f"x\n{LEFT_OUT}c\n{LEFT_OUT}y\n", f"a\n{LEFT_OUT}c\n{LEFT_OUT}d\n"),
        ("a\nb\nc\nd\n", f"{LEFT_OUT}x\n{LEFT_OUT}", "a\nb\nc\nd\n"),
    ],
)
def test_what_a_page_leaves_out_is_left_out_of_what_is_printed(
    text: str, like: str, short: str
) -> None:
    assert shortened(text, like) == short

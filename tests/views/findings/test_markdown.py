"""Findings as Markdown."""

from markdown_it import MarkdownIt

from hpplan.diagnostics.finding import Finding, Severity
from hpplan.views.findings_markdown import render
from tests.views.findings.given import ALL, REPOSITORY, at, hostile


def test_the_counts_and_a_row_for_each_finding() -> None:
    file = "rollout/data/p.yaml"
    assert render(ALL, REPOSITORY) == (
        "## hpplan check: 2 errors, 1 warning, 1 info\n"
        "\n"
        "| Severity | Code | Where | What |\n"
        "| --- | --- | --- | --- |\n"
        "| error | HP012 |  | 'data' holds no programme<br>help: write one |\n"
        f"| warning | HP304 | {file}:2 | W1 goes live on 2024-04-28, a Sunday"
        "<br>note: the waves<br>note: no Sundays |\n"
        f"| info | HP603 | {file}:4 | Røros is late |\n"
        f"| error | HP201 | {file}:5 | there is no wave 'W9'<br>help: did you mean 'W1'? |\n"
    )


def test_without_findings_there_is_the_heading_alone() -> None:
    assert render([], REPOSITORY) == "## hpplan check: no findings\n"


def test_no_name_is_markup() -> None:
    found = hostile()
    text = render(found, REPOSITORY)
    assert [line for line in text.split("\n") if not line.isprintable()] == []
    table = MarkdownIt("commonmark").enable("table").parse(text)
    cells = [token for token in table if token.type == "inline"][5:]  # a heading and four titles
    assert len(cells) == 4 * len(found)
    kinds = {child.type for cell in cells for child in cell.children or []}
    assert kinds <= {"text", "text_special", "html_inline"}
    markup = {
        child.content
        for cell in cells
        for child in cell.children or []
        if child.type == "html_inline"
    }
    assert markup == {"<br>"}


def test_findings_of_one_cause_are_one_row_unless_all_are_wanted_in_full() -> None:
    place = at(2, 23, 33)
    given = [
        Finding("HP801", Severity.WARNING, "a | b", place, "plan again"),
        Finding("HP801", Severity.WARNING, "c | d", place, "plan again"),
        Finding("HP603", Severity.WARNING, "Ask is late", at(4, 1, 2), cause="W1"),
        Finding("HP603", Severity.WARNING, "Berg is late", at(5, 1, 2), cause="W1"),
    ]
    assert render(given, REPOSITORY).splitlines()[4:] == [
        (
            r"| warning | HP801 | rollout/data/p.yaml:2 | a \| b<br>help: plan again"
            r"<br>1 more of the same cause:<br>c \| d |"
        ),
        (
            "| warning | HP603 | rollout/data/p.yaml:4 | Ask is late"
            "<br>1 more of the same cause:<br>rollout/data/p.yaml:5: Berg is late |"
        ),
    ]
    assert len(render(given, REPOSITORY, full=True).splitlines()) == 8

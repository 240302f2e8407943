"""Destinations of findings: the answer, report files beside it, and annotations under GitHub
Actions.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.formats import ENDINGS, FINDINGS, Format, ends_in
from hpplan.cli.options import Colour
from hpplan.cli.output import TerminalStyle, answer, answer_data, say_data, terminal_style
from hpplan.cli.output_file import OPTION as OUTPUT
from hpplan.cli.output_file import an_output
from hpplan.cli.reply import Reply, writing
from hpplan.text import literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.diagnostics.finding import Finding
    from hpplan.diagnostics.place import Locator
    from hpplan.views.formats.repository import Repository

OPTION: Final = "--report"
ROOTS: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The variables in which CI servers give the root of the repository."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file to write the findings to, and its format."""

    form: Format
    path: Path


def _a_report(text: str) -> ReportFile:
    form, colon, path = text.partition(":")
    if form not in FINDINGS or not colon or not path:
        few = ", ".join(FINDINGS)
        raise typer.BadParameter(
            f"'{literal(text)}' is not FORMAT:FILE, such as sarif:out.sarif; formats: {few}"
        )
    target = an_output(Path(path))
    if target is None:
        raise typer.BadParameter("a report is a file; --format says what stdout is written in")
    ends_in(target, ENDINGS[form], OPTION)
    return ReportFile(Format(form), target)


Reports = Annotated[
    list[ReportFile] | None,
    typer.Option(
        OPTION,
        parser=_a_report,
        metavar="FORMAT:FILE",
        help="Write the findings to a file as well, such as sarif:out.sarif; may be repeated.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class FindingReport:
    """Findings, and what else formats need to know."""

    findings: "Sequence[Finding]"
    places: "Locator"
    folder: Path
    """The data directory, for which findings without a place are reported."""
    failing: frozenset[str] = frozenset()
    """The severities that make the command fail; errors always do."""
    verdict: str = ""
    """A last line of the text."""
    full: bool = False
    """Whether people are shown each finding in full, including those with the same cause."""


@dataclass(frozen=True, slots=True)
class FindingsReply(Reply):
    """The reply of a command whose answer is findings: those that keep it from looking further are
    its answer too, in the same format, the same files and reports.
    """

    about: Path = Path()
    """The path for which findings without a place are reported."""
    chosen: Format = Format.TEXT
    output: Path | None = None
    reports: Sequence[ReportFile] = ()
    failing: frozenset[str] = frozenset()
    full: bool = False

    def refuse(self, findings: Sequence["Finding"], places: "Locator") -> NoReturn:
        content = FindingReport(findings, places, self.about, self.failing, full=self.full)
        give(content, self.chosen, self.output, self.reports, self.colour)
        raise typer.Exit(ExitCode.FINDINGS)


def written(
    output: Path | None, reports: Sequence[ReportFile] | None, *more: tuple[str, Path | None]
) -> tuple[tuple[str, Path], ...]:
    """The files that a command writes whose answer is findings."""
    beside = ((OPTION, report.path) for report in reports or ())
    return writing((OUTPUT, output), *beside, *more)


def give(
    content: FindingReport,
    form: Format,
    output: Path | None,
    reports: Sequence[ReportFile] | None,
    colour: Colour,
) -> None:
    """Write every report, then output the answer. Under GitHub Actions, an answer for people on the
    terminal is accompanied by annotations.
    """
    repository = _repository(content)
    for report in reports or ():
        text = rendered(content, report.form, repository, terminal_style(colour, report.path))
        answer_data(text, report.path)
    text = rendered(content, form, repository, terminal_style(colour, output))
    match form:
        case Format.TEXT | Format.CONCISE | Format.MARKDOWN:
            _answer_people(text, content, form, output, repository)
        case _:
            answer_data(text, output)


def _answer_people(
    text: str,
    content: FindingReport,
    form: Format,
    output: Path | None,
    repository: "Repository",
) -> None:
    give = answer_data if form is Format.MARKDOWN else answer
    if os.environ.get("GITHUB_ACTIONS") != "true":
        give(text, output)
        return
    from hpplan.views.formats.github import inert, render

    give(text if output else inert(text), output)
    say_data(render(content.findings, repository))


def rendered(
    content: FindingReport, form: Format, repository: "Repository", seen: TerminalStyle
) -> str:
    """The findings in a format."""
    import hpplan
    from hpplan.diagnostics.finding import Severity

    found, places = content.findings, content.places
    match form:
        case Format.TEXT:
            from hpplan.views.findings import render as as_text

            colour, width = seen.colour, seen.width
            shown = as_text(found, places, colour=colour, width=width, full=content.full)
            return shown + content.verdict
        case Format.CONCISE:
            from hpplan.views.formats.concise import render as as_lines

            return as_lines(found) + content.verdict
        case Format.JSON:
            from hpplan.views.findings_json import render as as_json

            return as_json(found)
        case Format.GITHUB:
            from hpplan.views.formats.github import render as as_commands

            return as_commands(found, repository)
        case Format.GITLAB:
            from hpplan.views.formats.gitlab import render as as_issues

            return as_issues(found, places, repository)
        case Format.SARIF:
            from hpplan.checks.registry import CODES
            from hpplan.views.formats.sarif import render as as_sarif

            described = {code.id: code for code in CODES}
            return as_sarif(found, places, repository, described, hpplan.__version__)
        case Format.JUNIT:
            from hpplan.views.formats.junit import render as as_tests

            return as_tests(found, repository, {*content.failing, Severity.ERROR})
        case Format.MARKDOWN:
            from hpplan.views.findings_markdown import render as as_markdown

            return as_markdown(found, repository, full=content.full)
        case _:
            raise AssertionError(f"findings are not written as {form}")


def _repository(content: FindingReport) -> "Repository":
    """The repository of the reported files: as given by the CI server, else the nearest git folder
    above, else the working directory. Links count as what they lead to.
    """
    from hpplan.views.formats.repository import Repository

    here, folder = Path.cwd(), _real(content.folder)
    stated = (_real(Path(named)) for name in ROOTS if (named := os.environ.get(name)))
    above = (parent for parent in (folder, *folder.parents) if (parent / ".git").exists())
    holding = (root for root in (*stated, *above) if folder.is_relative_to(root))
    root = next(holding, _real(here))
    real = {file: _real(Path(file)).as_posix() for file in _files(content)}
    return Repository(root.as_posix(), here.as_posix(), content.folder.as_posix(), real)


def _files(content: FindingReport) -> set[str]:
    """Every file that is named in the findings."""
    places = [finding.place for finding in content.findings]
    places += [note.place for finding in content.findings for note in finding.notes]
    places += [edit.place for f in content.findings if f.fix is not None for edit in f.fix.edits]
    return {place.file for place in places if place is not None} | {content.folder.as_posix()}


def _real(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):  # no file can have that name
        return path

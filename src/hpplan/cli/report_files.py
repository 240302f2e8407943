"""Where findings go: the answer, report files beside it, and annotations under GitHub Actions."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, assert_never

import typer

from hpplan.cli.options import Colour, FindingFormat
from hpplan.cli.output import Look, answer, answer_json, look, say
from hpplan.cli.output_file import writable
from hpplan.literal import literal

if TYPE_CHECKING:
    from hpplan.findings import Finding
    from hpplan.programme import Locator
    from hpplan.reports.repository import Repository

ROOTS: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where CI servers say the root of the repository is."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file to write the findings to, and how."""

    form: FindingFormat
    path: Path


def _a_report(text: str) -> ReportFile:
    form, colon, path = text.partition(":")
    if form not in list(FindingFormat) or not colon or not path:
        few = ", ".join(FindingFormat)
        raise typer.BadParameter(
            f"'{literal(text)}' is not FORMAT:FILE, such as sarif:out.sarif; formats: {few}"
        )
    target = writable(Path(path))
    assert target is not None
    return ReportFile(FindingFormat(form), target)


def _each_once(reports: list[ReportFile] | None) -> list[ReportFile]:
    seen: set[Path] = set()
    for report in reports or []:
        target = report.path.resolve()
        if target in seen:
            raise typer.BadParameter(f"'{literal(str(report.path))}' is named twice")
        seen.add(target)
    return reports or []


Reports = Annotated[
    list[ReportFile] | None,
    typer.Option(
        "--report",
        parser=_a_report,
        callback=_each_once,
        metavar="FORMAT:FILE",
        help="Write the findings to a file as well, such as sarif:out.sarif; may be repeated.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class Told:
    """Findings, and what formats need to know besides."""

    findings: "Sequence[Finding]"
    places: "Locator"
    folder: Path
    """What findings without a place are told of: the data directory."""
    failing: frozenset[str] = frozenset()
    """The severities that make the command fail; errors have failed in any case."""
    verdict: str = ""
    """A last line of the text."""


def tell(
    told: Told,
    form: FindingFormat,
    output: Path | None,
    reports: Sequence[ReportFile] | None,
    colour: Colour,
) -> None:
    """Write every report, then give the answer. Under GitHub Actions, what people read on the
    terminal is accompanied by annotations.
    """
    for path in (output, *(report.path for report in reports or ())):
        _not_among_the_data(path, told.folder)
    if output is not None and any(output.resolve() == r.path.resolve() for r in reports or ()):
        raise typer.BadParameter(f"'{literal(str(output))}' is also named with --output")
    repository = _repository(told.folder)
    for report in reports or ():
        text = rendered(told, report.form, repository, look(colour, report.path))
        answer(text, report.path)
    text = rendered(told, form, repository, look(colour, output))
    match form:
        case FindingFormat.JSON | FindingFormat.SARIF | FindingFormat.GITLAB:
            answer_json(text, output)
        case FindingFormat.GITHUB | FindingFormat.JUNIT:
            answer(text, output)
        case FindingFormat.TEXT | FindingFormat.CONCISE | FindingFormat.MARKDOWN:
            _answer_people(text, told, output, repository)
        case _:
            assert_never(form)


def _not_among_the_data(path: Path | None, folder: Path) -> None:
    """A report among the data files would be read as one of them, or take the place of one."""
    from hpplan.reading.directory import named_like_data

    if path is None or not named_like_data(path):
        return
    if path.resolve().parent == folder.resolve():
        raise typer.BadParameter(
            f"every *{path.suffix} in '{literal(str(folder))}' is read as data; "
            f"call it {literal(path.stem)}.json"
        )


def _answer_people(text: str, told: Told, output: Path | None, repository: "Repository") -> None:
    if os.environ.get("GITHUB_ACTIONS") != "true":
        answer(text, output)
        return
    from hpplan.reports.github import inert, render

    answer(text if output else inert(text), output)
    say(render(told.findings, repository))


def rendered(told: Told, form: FindingFormat, repository: "Repository", seen: Look) -> str:
    """The findings in a format."""
    import hpplan
    from hpplan.findings import Severity

    found, places = told.findings, told.places
    match form:
        case FindingFormat.TEXT:
            from hpplan.reports.text import render as as_text

            shown = as_text(found, places, colour=seen.colour, width=seen.width)
            return shown + told.verdict
        case FindingFormat.CONCISE:
            from hpplan.reports.concise import render as as_lines

            return as_lines(found) + told.verdict
        case FindingFormat.JSON:
            from hpplan.reports.json import render as as_json

            return as_json(found)
        case FindingFormat.GITHUB:
            from hpplan.reports.github import render as as_commands

            return as_commands(found, repository)
        case FindingFormat.GITLAB:
            from hpplan.reports.gitlab import render as as_issues

            return as_issues(found, places, repository)
        case FindingFormat.SARIF:
            from hpplan.codes import CODES
            from hpplan.reports.sarif import render as as_sarif

            described = {code.id: code for code in CODES}
            return as_sarif(found, places, repository, described, hpplan.__version__)
        case FindingFormat.JUNIT:
            from hpplan.reports.junit import render as as_tests

            return as_tests(found, repository, {*told.failing, Severity.ERROR})
        case FindingFormat.MARKDOWN:
            from hpplan.reports.markdown import render as as_markdown

            return as_markdown(found, repository)
        case _:
            assert_never(form)


def _repository(folder: Path) -> "Repository":
    """The repository that the working directory lies in: as the CI server says, else the nearest
    folder above that git keeps, else the working directory itself.
    """
    from hpplan.reports.repository import Repository

    here = Path.cwd()
    stated = (Path(root).resolve() for name in ROOTS if (root := os.environ.get(name)))
    above = (parent for parent in (here, *here.parents) if (parent / ".git").exists())
    holding = (root for root in (*stated, *above) if here.is_relative_to(root))
    return Repository(next(holding, here).as_posix(), here.as_posix(), folder.as_posix())

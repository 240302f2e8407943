"""Fixing the data files: which findings may be fixed, how fixes are shown, and writing them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from hpplan.cli.data_directory import refuse_bundled, situation_on
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.output import answer, say, say_findings
from hpplan.cli.output_file import writable
from hpplan.text import literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.cli.given_codes import CodeChoice
    from hpplan.cli.options import Colour
    from hpplan.diagnostics.baseline import Baseline
    from hpplan.diagnostics.finding import Finding, Fix
    from hpplan.diagnostics.fixes.rounds import CheckResult
    from hpplan.reading import Reading

FIX: Final = "--fix"
UNSAFE: Final = "--unsafe-fixes"
DIFF: Final = "--diff"
OF_DIFF: Final = (".diff", ".patch", ".txt")
"""The endings of files with a difference."""

MOST_FINDINGS: Final = 100_000
"""How many findings are considered: more than are reported, or those after them would seem new."""

FixIt = Annotated[bool, typer.Option(FIX, help="Fix what can be fixed safely and report the rest.")]
UnsafeFixes = Annotated[
    bool,
    typer.Option(
        UNSAFE,
        help="With --fix or --diff, also replace a misspelt name or word by the nearest one.",
    ),
]
ShowDiff = Annotated[
    bool,
    typer.Option(
        DIFF,
        help="Show what --fix would change and write nothing; exit with 1 if there is anything.",
    ),
]


@dataclass(frozen=True, slots=True)
class Fixing:
    """The options for fixing."""

    unsafe: bool
    shown_only: bool


def fixing(*, fix: bool, unsafe: bool, diff: bool, beside: Mapping[str, object]) -> Fixing | None:
    """The combined meaning of the three options; None where nothing is to be fixed. `beside` are
    the values of options that have no meaning where only the difference is shown.
    """
    if not (fix or diff):
        if unsafe:
            raise typer.BadParameter(f"it needs {FIX} or {DIFF}", param_hint=UNSAFE)
        return None
    if diff:
        for option, value in beside.items():
            if value:
                raise typer.BadParameter(f"with {DIFF} no finding is reported", param_hint=option)
    return Fixing(unsafe, shown_only=diff)


@dataclass(frozen=True, slots=True)
class Given:
    """The data, and the findings that the user selected."""

    folder: Path
    as_of: str | None
    wanted: "CodeChoice"
    baseline: "Baseline | None"


def apply_fixes(asked: Fixing, given: Given, output: Path | None, colour: "Colour") -> None:
    """Fix the files of the folder, or show the fixes, and end the command."""
    from hpplan.diagnostics.fixes.rounds import Refused, fixed
    from hpplan.reading.bundled import is_bundled
    from hpplan.writing.data_files import DataFiles

    if is_bundled(given.folder):
        raise typer.BadParameter("name a folder of yours: this data comes with hpplan")
    files = DataFiles.read_from(given.folder)
    texts = files.texts

    def check_again(said: "Mapping[str, str]") -> "CheckResult":
        return _checked(files.reading(said, MOST_FINDINGS), given.as_of)

    def to_be_fixed(findings: "Sequence[Finding]") -> "Iterator[Fix]":
        new = findings if given.baseline is None else given.baseline.new(findings)
        for finding in given.wanted.kept(new):
            if (fix := finding.fix) is not None and (fix.safe or asked.unsafe):
                yield fix

    done = fixed(texts, check_again, to_be_fixed)
    if isinstance(done, Refused):
        say_findings([done.error], files.reading(done.texts).places, colour)
        _refuse("nothing was fixed: this would be an error then, and is none now")
    changed = {file: text for file, text in done.texts.items() if text != texts[file]}
    if asked.shown_only:
        from hpplan.views.fix_diff import render

        answer(render(texts, changed), output)
        raise typer.Exit(ExitCode.FINDINGS if changed else ExitCode.DONE)
    refuse_bundled(changed)
    for file in changed:
        writable(Path(file))
    if (failed := files.write(changed)) is not None:
        _refuse(f"nothing was fixed: {literal(failed.file)} {failed.why}; try again")
    for file in sorted(changed):
        count = done.count[file]
        say(f"fixed {count} problem{'s' * (count > 1)} in {literal(file)}")


def _checked(reading: "Reading", as_of: str | None) -> "CheckResult":
    from hpplan.checks.run import inspect
    from hpplan.diagnostics.fixes.rounds import CheckResult

    programme = reading.programme
    if programme is None:
        return CheckResult(reading.findings, None)
    return CheckResult((), tuple(inspect(situation_on(programme, as_of))))


def _refuse(message: str) -> NoReturn:
    say(f"Error: {message}")
    raise typer.Exit(ExitCode.FINDINGS)

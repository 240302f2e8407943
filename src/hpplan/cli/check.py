"""`hpplan check`: what is wrong or doubtful in the data."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from hpplan.cli.baseline_file import (
    OF_BASELINE,
    WRITE,
    BaselineFile,
    NewBaseline,
    read_baseline,
    without_known,
    write_baseline,
)
from hpplan.cli.data_directory import data_folder, read_data, situation_on, the_folder
from hpplan.cli.fixing import OF_DIFF, FixIt, Given, ShowDiff, UnsafeFixes, apply_fixes, fixing
from hpplan.cli.formats import FINDINGS, AsFindings, Format, ends_in, format_of
from hpplan.cli.given_codes import ExitZero, FailingOn, Ignore, InFull, Select, choice
from hpplan.cli.given_values import seconds
from hpplan.cli.help_text import help_text
from hpplan.cli.options import AsOf, Colour, Data, Directory, Output, WhenColour
from hpplan.cli.reply import Reply
from hpplan.cli.report_files import FindingReport, Reports, give, written

if TYPE_CHECKING:
    from hpplan.solving.result import Limits

DEEP: Final = "--deep"
Deep = Annotated[
    bool,
    typer.Option(DEEP, help="Also prove that a plan exists, or show which facts conflict."),
]
DeepTimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        metavar="SECONDS",
        parser=seconds,
        help=f"How long {DEEP} may search; a minute, if not given.",
        show_default=False,
    ),
]
HELP = help_text(
    "Say what is wrong or doubtful in the data.",
    {
        "hpplan check": "the data in ./data",
        "hpplan check my-rollout": "a folder of yours",
        "hpplan check --as-of 2022-04-04": "what was doubtful that day",
        "hpplan check --format concise": "one line per finding",
        "hpplan check --report sarif:out.sarif": "a file for a CI server",
        "hpplan check --baseline known.json": "only what is new",
        "hpplan check --diff": "what --fix would change",
        "hpplan check --deep": "and whether any plan exists",
        "hpplan check --ignore HP7 --fail-on warning": "strict, but not on sources",
    },
    "Everything is reported in one run, ordered by place: files that cannot be read, unknown keys "
    "and names, dates that do not exist, claims that contradict each other, sites that wait for "
    "each other, rules that the current plan breaks. Exits with 1 if there are errors; warnings "
    "alone leave it at 0. hpplan code CODE says what a code means.",
    "With --fix it fixes what can only have been meant in one way: dates in another order, numbers "
    "that should or should not stand in quotes, a name twice in a list. Comments, order and every "
    "other byte stay as they are.",
    "Formats: text, concise, json, github, gitlab, sarif, junit and markdown. Under GitHub Actions "
    "text comes with annotations on stderr.",
)


def check(
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    form: AsFindings = None,
    output: Output = None,
    reports: Reports = None,
    select: Select = None,
    ignore: Ignore = None,
    baseline: BaselineFile = None,
    new_baseline: NewBaseline = None,
    fail_on: FailingOn = None,
    exit_zero: ExitZero = False,
    full: InFull = False,
    deep: Deep = False,
    time_limit: DeepTimeLimit = None,
    fix: FixIt = False,
    unsafe_fixes: UnsafeFixes = False,
    diff: ShowDiff = False,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.checks.run import inspect
    from hpplan.views.finding_counts import fixable

    if diff:
        ends_in(output, OF_DIFF)
        chosen = Format.TEXT
    else:
        chosen = format_of(form, output, FINDINGS)
    ends_in(new_baseline, OF_BASELINE, WRITE)
    reply = Reply(colour, form, written(output, reports, (WRITE, new_baseline)))
    reply.spare(baseline)
    wanted = choice(select, ignore, fail_on, exit_zero=exit_zero)
    known = read_baseline(baseline)
    limits = _limits(time_limit, deep=deep)
    beside = {
        "--format": form,
        "--report": reports,
        "--write-baseline": new_baseline,
        "--fail-on": fail_on,
        "--exit-zero": exit_zero,
        "--deep": deep,
    }
    asked = fixing(fix=fix, unsafe=unsafe_fixes, diff=diff, beside=beside)
    folder = data_folder(the_folder(directory, data))
    reply.spare_data(folder)
    if asked is not None:
        apply_fixes(asked, Given(folder, as_of, wanted, known), output, colour)
    reading = read_data(folder, reply)
    if reading.programme is None:
        found = wanted.kept(reading.findings, unread=True)
    else:
        every = inspect(situation_on(reading.programme, as_of), limits)
        write_baseline(every, new_baseline)
        found = wanted.kept(without_known(every, known))
    report = FindingReport(found, reading.places, folder, wanted.failing, fixable(found), full)
    give(report, chosen, output, reports, colour)
    wanted.leave(found)


def _limits(time_limit: float | None, *, deep: bool) -> "Limits | None":
    if not deep:
        if time_limit is not None:
            raise typer.BadParameter(f"only {DEEP} searches", param_hint="--time-limit")
        return None
    from hpplan.solving.result import Limits

    return Limits() if time_limit is None else Limits(time_limit)

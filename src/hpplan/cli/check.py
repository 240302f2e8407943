"""`hpplan check`: what is wrong or doubtful in the data."""

from pathlib import Path
from typing import Annotated

import typer

from hpplan.cli.data_directory import read_data, situation_on
from hpplan.cli.given_codes import choice
from hpplan.cli.options import (
    AsOf,
    AsReport,
    Colour,
    Data,
    ExitZero,
    FailingOn,
    Ignore,
    Output,
    ReportFormat,
    Select,
    WhenColour,
    format_of,
    help_text,
)
from hpplan.cli.output import answer, answer_json, look

HELP = help_text(
    "Say what is wrong or doubtful in the data.",
    {
        "hpplan check": "the data in ./data",
        "hpplan check my-rollout": "the data in a folder of yours",
        "hpplan check --as-of 2022-04-04": "what was doubtful that day",
        "hpplan check --format json": "for other programs",
        "hpplan check --ignore HP7 --fail-on warning": "nothing of sources, but strict",
    },
    "Everything is reported in one run, ordered by place: files that cannot be read, unknown keys "
    "and names, dates that do not exist, claims that contradict each other, cycles in what waits "
    "for what, rules that the current plan breaks. Formats: text and json. Exits with 1 if there "
    "are errors; warnings alone leave it at 0. hpplan rule CODE says what a code means.",
)


def check(
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="The same as --data DIR.", show_default=False),
    ] = None,
    data: Data = None,
    as_of: AsOf = None,
    form: AsReport = None,
    output: Output = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailingOn = None,
    exit_zero: ExitZero = False,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.checks import check as findings_of
    from hpplan.findings import in_order
    from hpplan.reports import json as as_json
    from hpplan.reports import text as as_text

    if directory is not None and data is not None and directory != data:
        raise typer.BadParameter("name the folder once: as DIR or with --data", param_hint="DIR")
    chosen = format_of(form, output, ReportFormat)
    wanted = choice(select, ignore, fail_on, exit_zero=exit_zero)
    reading = read_data(directory or data)
    findings = list(reading.findings)
    if reading.programme is not None:
        findings += findings_of(situation_on(reading.programme, as_of))
    found = wanted.told(in_order(findings), unread=reading.programme is None)
    match chosen:
        case ReportFormat.TEXT:
            seen = look(colour, output)
            shown = as_text.render(found, reading.places, colour=seen.colour, width=seen.width)
            answer(shown, output)
        case ReportFormat.JSON:
            answer_json(as_json.render(found), output)
    wanted.leave(found)

"""`hpplan lock`: the plan that is kept beside the data, and whether it still holds."""

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, assert_never

import typer

from hpplan.cli.data_changes import NOTHING_WRITTEN, DryRun, fail
from hpplan.cli.data_directory import (
    data_folder,
    day,
    load,
    require_waves,
    the_folder,
    warn_about_errors,
)
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.formats import ANSWERS, AsAnswer, Format, format_of
from hpplan.cli.given_values import an_existing_file, is_there
from hpplan.cli.help_text import help_text
from hpplan.cli.options import AsOf, Colour, Data, Directory, Output, TimeLimit, WhenColour
from hpplan.cli.output import answer_data, answer_document, say, say_briefly
from hpplan.cli.output_file import unwritten, writable
from hpplan.cli.plan_files import OpenedPlan, open_plan
from hpplan.cli.progress import progress
from hpplan.cli.reply import Reply, reply_to
from hpplan.text import literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from datetime import date

    from hpplan.analysis.lock import Locked, LockVerdict
    from hpplan.planning import Outcome
    from hpplan.programme.plan import PlanData
    from hpplan.programme.programme import ProgrammeData, SituationData
    from hpplan.reading.stated_plan import PlanFile
    from hpplan.solving.result import Limits
    from hpplan.views.document import Document

CHECK, DRY_RUN, DATES, PLAN = "--check", "--dry-run", "--dates", "PLAN"

HELP = help_text(
    "Keep the plan beside the data, and check that it holds.",
    {
        "hpplan lock": "the best plan, into data/hpplan.lock",
        "hpplan lock plan.json": "a plan of yours",
        "hpplan lock --dry-run": "what would change in it",
        "hpplan lock --check": "for CI: does it still hold?",
        "hpplan lock --check --as-of today": "with what is known today",
        "hpplan diff hpplan.lock plan.json": "a lock is read as a plan",
    },
    "hpplan.lock has a line for each site, and one for each wave whose day was chosen, so that git "
    "merges what two branches change in it. Of equally good plans the one that changes the "
    "fewest lines is locked. Where git left a conflict in it, hpplan lock settles that.",
    "With --check it exits with 0 if the lock keeps the rules and is as good by every goal as the "
    "best plan, with 1 if it is broken, if a better plan exists or a site has no line, and shows "
    "the difference; with 2 if there is no lock, with 3 if it is proved that no plan exists, with "
    "4 if the time was too short. Formats: text, json and markdown.",
)


def lock(
    plan: Annotated[
        Path | None,
        typer.Argument(
            metavar=PLAN,
            callback=an_existing_file,
            help="The plan to lock, JSON, YAML, CSV or xlsx, if it keeps the rules; without it the "
            "best one.",
            show_default=False,
        ),
    ] = None,
    directory: Directory = None,
    data: Data = None,
    as_of: AsOf = None,
    check: Annotated[
        bool, typer.Option(CHECK, help="Write nothing; check that the lock holds.")
    ] = False,
    dates: Annotated[
        bool | None,
        typer.Option(
            "--dates/--no-dates",
            help="Also lock a day for every wave that is used and known to a period only; without "
            "either option as in the lock that is there.",
            show_default=False,
        ),
    ] = None,
    dry_run: DryRun = False,
    form: AsAnswer = None,
    output: Output = None,
    time_limit: TimeLimit = 60,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.reading.lock import NAME
    from hpplan.solving.result import Limits

    if plan is not None and directory is None and plan.is_dir():
        plan, directory = None, plan
    _together(plan, check=check, dates=dates, dry_run=dry_run)
    chosen = format_of(form, output, ANSWERS)
    folder = data_folder(the_folder(directory, data))
    asked = _LockAsked(
        path=folder / NAME,
        folder=folder,
        as_of=as_of,
        dates=dates,
        dry_run=dry_run,
        limits=Limits(time_limit, repairs=0),
        reply=reply_to(form, output, colour),
        form=chosen,
        output=output,
        colour=colour,
        again=_again(directory, data),
    )
    asked.reply.spare(asked.path)
    if check:
        _check(asked)
    else:
        _lock(asked, plan)


def _together(plan: Path | None, *, check: bool, dates: bool | None, dry_run: bool) -> None:
    """Refuse options that have no meaning together."""
    if check:
        for option, given in ((PLAN, plan), (DATES, dates), (DRY_RUN, dry_run or None)):
            if given is not None:
                message = f"with {CHECK} nothing is written; it checks the lock that is there"
                raise typer.BadParameter(message, param_hint=option)
    if plan is not None and dates is not None:
        message = "the days are those of PLAN; hpplan assign --dates chooses some"
        raise typer.BadParameter(message, param_hint=DATES)


def _again(directory: Path | None, data: Path | None) -> list[str]:
    """The command that locks the best plan of the same data."""
    words = ["hpplan", "lock"]
    words += [] if directory is None else [str(directory)]
    return words + ([] if data is None else ["--data", str(data)])


@dataclass(frozen=True, slots=True)
class _LockAsked:
    """The lock, its data and date, the time limit, and the form of the answer."""

    path: Path
    folder: Path
    as_of: str | None
    dates: bool | None
    dry_run: bool
    limits: "Limits"
    reply: Reply
    form: Format
    output: Path | None
    colour: Colour
    again: list[str]

    @property
    def name(self) -> str:
        return str(self.path)

    def answer(self, document: "Document", json: str) -> None:
        if self.form is Format.JSON:
            answer_data(json, self.output)
        else:
            answer_document(document, self.form, self.output, self.colour)


# --- lock --check -------------------------------------------------------------------------------


def _check(asked: _LockAsked) -> NoReturn:
    from hpplan.analysis.lock import check_lock
    from hpplan.reading.lock import read_lock
    from hpplan.views import lock as view
    from hpplan.views import lock_json

    if not is_there(asked.path):
        message = f"there is no '{literal(asked.name)}'; hpplan lock writes it"
        raise typer.BadParameter(message, param_hint=CHECK)
    reading = read_lock(asked.path)
    if reading.plan is None:
        asked.reply.refuse(reading.findings, reading.places)
    programme = load(asked.folder, asked.reply)
    on = day(asked.as_of, programme) or reading.plan.as_of
    known = _situation(programme, on, asked.reply, dates=bool(reading.plan.dated_at))
    warn_about_errors(known)
    found = check_lock(known, _locked(known, reading.plan), asked.limits, progress(known))
    again = asked.again + ([] if on is None else ["--as-of", str(on)])
    document = view.checked(found, asked.name, shlex.join(again))
    asked.answer(document, lock_json.checked(found, asked.name))
    raise typer.Exit(ExitCode.INTERRUPTED if found.interrupted else _exit_code(found.verdict))


def _exit_code(verdict: "LockVerdict") -> ExitCode:
    from hpplan.analysis.lock import LockVerdict

    match verdict:
        case LockVerdict.HOLDS:
            return ExitCode.DONE
        case LockVerdict.BROKEN | LockVerdict.INCOMPLETE | LockVerdict.BETTER:
            return ExitCode.FINDINGS
        case LockVerdict.NO_PLAN:
            return ExitCode.IMPOSSIBLE
        case LockVerdict.UNDECIDED:
            return ExitCode.UNDECIDED
        case _:
            assert_never(verdict)


def _situation(
    programme: "ProgrammeData", on: "date | None", reply: Reply, *, dates: bool
) -> "SituationData":
    from hpplan.programme.programme import Overrides

    return require_waves(programme.on(on, Overrides(dates=dates)), reply)


def _locked(known: "SituationData", file: "PlanFile") -> "Locked":
    from hpplan.analysis.lock import locked

    opened = OpenedPlan(file, file.plan(known), known, known.programme.places)
    return locked(known, opened.plan, [*file.waves, *file.unplaced_at], opened.findings())


# --- lock ---------------------------------------------------------------------------------------


def _lock(asked: _LockAsked, stated: Path | None) -> None:
    from hpplan.reading.bundled import is_bundled
    from hpplan.reading.lock import states_days
    from hpplan.writing.plan_lock import lock_content, lock_text

    if is_bundled(asked.folder):
        raise typer.BadParameter("name a folder of yours: this data comes with hpplan")
    writable(asked.path)
    before = lock_content(asked.path)
    programme = load(asked.folder, asked.reply, settling=True)
    on = day(asked.as_of, programme)
    if stated is not None:
        known, plan = _stated(stated, programme, asked)
        there = None
    else:
        dates = states_days(before or b"") if asked.dates is None else asked.dates
        known = _situation(programme, on, asked.reply, dates=dates)
        warn_about_errors(known)
        there = _there(asked.path, known)
        plan = _best(asked, known, there)
    _give(asked, known, there, plan, before, lock_text(plan, on))


def _there(path: Path, known: "SituationData") -> "Locked | None":
    """The existing lock, if it can be read."""
    from hpplan.reading.lock import read_lock

    reading = read_lock(path) if is_there(path) else None
    return None if reading is None or reading.plan is None else _locked(known, reading.plan)


def _stated(
    stated: Path, programme: "ProgrammeData", asked: _LockAsked
) -> "tuple[SituationData, PlanData]":
    """The plan that the user names, if it keeps the rules on the day; otherwise the command ends
    with what it breaks.
    """
    from hpplan.diagnostics.finding import Severity

    opened = open_plan(stated, programme, asked.as_of, asked.reply)
    on = day(asked.as_of, programme)
    known = _situation(programme, on, asked.reply, dates=bool(opened.file.chosen))
    # The values of its goals are not part of a lock.
    file = replace(opened.file, goals=None, day_goals=None)
    found = replace(opened, file=file, plan=file.plan(known), situation=known)
    findings = found.findings()
    if any(finding.severity is Severity.ERROR for finding in findings):
        say(f"{literal(str(stated))} is not locked: it breaks what is known")
        asked.reply.refuse(findings, opened.places)
    say_briefly([finding for finding in findings if finding.severity is Severity.WARNING])
    return known, found.plan


def _best(asked: _LockAsked, known: "SituationData", there: "Locked | None") -> "PlanData":
    """The plan to lock; the command ends if there is none."""
    from hpplan.analysis.lock import plan_to_lock
    from hpplan.planning import Solved

    outcome = plan_to_lock(known, there, asked.limits, progress(known))
    if isinstance(outcome, Solved) and not outcome.interrupted:
        return outcome.plan
    _no_plan(asked, known, outcome)


def _no_plan(asked: _LockAsked, known: "SituationData", outcome: "Outcome") -> NoReturn:
    from hpplan.planning import Infeasible, Solved
    from hpplan.solving.result import Undecided
    from hpplan.views import conflict, plan, plan_json

    match outcome:
        case Infeasible():
            document = conflict.document(known, outcome, full=False, repairs=False)
            ended = ExitCode.IMPOSSIBLE
        case Undecided():
            document, ended = plan.undecided(known, outcome), ExitCode.UNDECIDED
        case Solved():
            say(f"interrupted: {unwritten(asked.path)}")
            raise typer.Exit(ExitCode.INTERRUPTED)
        case _:
            assert_never(outcome)
    replace(asked, output=None).answer(document, plan_json.render(known, outcome, ()))
    say(unwritten(asked.path))
    raise typer.Exit(ExitCode.INTERRUPTED if outcome.interrupted else ended)


def _give(
    asked: _LockAsked,
    known: "SituationData",
    there: "Locked | None",
    plan: "PlanData",
    before: bytes | None,
    text: str,
) -> None:
    """Write the lock, if it has changed, then report the changes."""
    from hpplan.analysis.lock import difference
    from hpplan.views import lock as view
    from hpplan.views import lock_json
    from hpplan.writing.plan_lock import write_lock

    changes = before != text.encode()
    if changes and not asked.dry_run:
        if (failed := write_lock(asked.path, text, before)) is not None:
            fail(asked.reply, f"{literal(failed.file)} {failed.why}; {NOTHING_WRITTEN}")
        say(f"wrote {literal(asked.name)}")
    found = view.LockWritten(
        known,
        plan,
        None if before is None else before.decode(errors="replace"),
        text,
        None if there is None else difference(known, there.plan, plan, by_days=there.sound),
        written=changes and not asked.dry_run,
        shown_only=asked.dry_run,
    )
    asked.answer(view.written(found, asked.name), lock_json.written(found, asked.name))

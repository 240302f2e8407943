"""`hpplan adopt`: a plan as claims of the data."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hpplan.cli.data_changes import NOTHING_WRITTEN, DryRun, opened
from hpplan.cli.data_directory import the_folder
from hpplan.cli.formats import ANSWERS, AsAnswer, Format, format_of
from hpplan.cli.given_values import an_existing_file
from hpplan.cli.grounds import StatedGrounds, on_grounds
from hpplan.cli.help_text import help_text
from hpplan.cli.options import Colour, Data, Directory, Output, TimeLimit, WhenColour
from hpplan.cli.output import answer_data, answer_document, say
from hpplan.cli.plan_files import BothPlaces
from hpplan.cli.reply import reply_to
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.domain.selectors import Sites
    from hpplan.programme.programme import ProgrammeData
    from hpplan.writing.changes import NewClaim

SAYS, SITES = "--says", "--sites"
PLANNED, DECIDED = "planned", "decided"

HELP = help_text(
    "Adopt a plan: write what it says into the data, as claims.",
    {
        "hpplan adopt plan.json --source vote": "the plan is adopted",
        "hpplan adopt plan.json --source vote --dry-run": "only show that",
        "hpplan adopt plan.json --source vote --sites heim": "for one site",
        "hpplan adopt plan.json --source vote --says decided": "as decided",
        "hpplan adopt plan.json --source vote --advance": "and counts now",
    },
    "PLAN is what 'hpplan assign --output' wrote, as JSON or YAML, or hpplan.lock. A claim is "
    "added for each site whose wave or standing (candidate, planned, decided) is not yet as the "
    "plan has it, and for each wave whose day it chose. Sites that are live or have decided are "
    "left as they are; those in no wave are listed. Nothing is overwritten, and every other byte "
    "stays. With --new-source the source is added, too.",
    "Shown are the lines that change, and what they change: the status, the findings, the best "
    "plan. Nothing is written, and the command exits with 1, if the plan breaks a rule or was made "
    "from other data (--force adopts it anyway), if the data would have one more error or claims "
    "would contradict one another, or if a file has changed meanwhile. What is there already is "
    "not written again.",
    "Formats: text, json and markdown.",
)


@on_grounds
def adopt(
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="PLAN", callback=an_existing_file, help="The plan, as JSON or YAML."
        ),
    ],
    directory: Directory = None,
    data: Data = None,
    says: Annotated[
        str,
        typer.Option(
            SAYS, metavar=f"[{PLANNED}|{DECIDED}]", help="What the claims say of the sites."
        ),
    ] = PLANNED,
    sites: Annotated[
        str | None,
        typer.Option(
            SITES,
            metavar="SELECTOR",
            help="Only these sites, and the days of waves that hold one: an id, a list, or what "
            "must match, as rules select them.",
            show_default=False,
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Adopt a plan that was made from other data, too.")
    ] = False,
    dry_run: DryRun = False,
    form: AsAnswer = None,
    output: Output = None,
    time_limit: TimeLimit = 60,
    colour: WhenColour = Colour.AUTO,
    *,
    stated: StatedGrounds,
) -> None:
    from hpplan.analysis.adoption import EVERYBODY, NotAdoptable, adoption
    from hpplan.cli.written_statements import end_if_interrupted, refuse_vain, tried, written
    from hpplan.domain.claims import Says
    from hpplan.reading.lock import read_plan_or_lock
    from hpplan.solving.result import Limits
    from hpplan.views import adoption as view
    from hpplan.writing.changes import NewClaim

    if says not in (PLANNED, DECIDED):
        message = f"'{literal(says)}' is not one of {PLANNED}, {DECIDED}"
        raise typer.BadParameter(message, param_hint=SAYS)
    form_chosen = format_of(form, output, ANSWERS)
    reply = reply_to(form, output, colour)
    reply.spare(plan)
    reading = read_plan_or_lock(plan)
    if reading.plan is None:
        reply.refuse(reading.findings, reading.places)
    folder = opened(the_folder(directory, data), reply)
    grounds = stated.grounds(folder)
    chosen = EVERYBODY if sites is None else _selector(sites, folder.programme)
    found = adoption(folder.programme, reading.plan, grounds, Says(says), chosen, force=force)
    if isinstance(found, NotAdoptable):
        say(f"Error: the plan is not adopted; {NOTHING_WRITTEN}")
        reply.refuse(found.findings, BothPlaces(reading.places, folder.programme.places))
    refuse_vain(folder, found.situation, found.statements, grounds)
    ready = tried(folder, found.situation, found.statements, grounds, stated)
    day, known, limits = found.situation.as_of, grounds.known_from, Limits(time_limit)
    done = written(folder, ready.trial, day, known, limits, dry_run=dry_run)
    if form_chosen is Format.JSON:
        claims = [_claim(change) for change in ready.changes if isinstance(change, NewClaim)]
        answer_data(view.as_json(found, claims, done), output)
    else:
        answer_document(view.document(found, done), form_chosen, output, colour)
    end_if_interrupted(done)


def _claim(change: "NewClaim") -> dict[str, object]:
    return {"wave" if change.section == "waves" else "site": change.of, "claim": change.keys}


def _selector(text: str, programme: "ProgrammeData") -> "Sites":
    from pydantic import ValidationError

    from hpplan.diagnostics.finding import Finding
    from hpplan.domain.selectors import Sites
    from hpplan.reading.places import Places
    from hpplan.reading.rule_text import read_value
    from hpplan.reading.validation import findings_of
    from hpplan.reading.vocabulary import vocabulary

    value, known = read_value(text), vocabulary(programme)
    if isinstance(value, Finding):
        raise typer.BadParameter(literal(value.message), param_hint=SITES)
    try:
        return Sites.model_validate(value, context=known)
    except ValidationError as fault:
        found = next(findings_of(fault, Sites, -1, (), Places(), known))
        hint = "" if found.hint is None else f"; {found.hint}"
        raise typer.BadParameter(literal(f"{found.message}{hint}"), param_hint=SITES) from None

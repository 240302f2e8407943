"""`hpplan record`: a new fact, written into the data as a claim."""

from typing import Annotated

import typer

from hpplan.cli.data_changes import DryRun, opened
from hpplan.cli.formats import ANSWERS, AsAnswer, Format, format_of
from hpplan.cli.given_values import a_day, a_text, wrong
from hpplan.cli.grounds import StatedGrounds, on_grounds, period_option, text_option
from hpplan.cli.help_text import help_text
from hpplan.cli.options import Colour, Data, Output, TimeLimit, WhenColour
from hpplan.cli.output import answer_data, answer_document
from hpplan.cli.reply import reply_to
from hpplan.cli.written_statements import end_if_interrupted, written

UNTIL = "--until"

HELP = help_text(
    "Write a new fact into the data, as a claim of a site or wave.",
    {
        "hpplan record froya decided KI2 --source log": "a council decided",
        "hpplan record averoy withdrawn --source nrk": "a site leaves",
        "hpplan record heim failed review-90 --source log": "a failed gate",
        "hpplan record KI2 go_live 2024-11 --source log": "it has a date",
        "hpplan record KI2 open false --source log": "it takes no more sites",
        "hpplan record KI5 called KI4 --source log": "it has another label",
        "hpplan record W8 dropped --source log --dry-run": "only show it",
    },
    "A site joined, planned KI2, decided KI2, live KI2, undecided, withdrawn …, as claims say; a "
    "wave go_live PERIOD (or unknown), open true or false, called LABEL, dropped; either passed or "
    "failed a GATE. The claim is added after the others; nothing is overwritten, and every other "
    "byte stays. With --new-source the source is added, too.",
    "Shown are the lines that change, and what they change: the status, the findings, the best "
    "plan. Nothing is written, and the command exits with 1, if the data would have one more "
    "error or claims would contradict one another, if a claim happened after it was known, if the "
    "site is live, or if a file has changed meanwhile. What is there already is not written again.",
    "Formats: text, json and markdown.",
)


@on_grounds
def record(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SITE|WAVE",
            callback=a_text,
            help="An id; site:ID or wave:ID, where it names both.",
            show_default=False,
        ),
    ],
    says: Annotated[
        str,
        typer.Argument(
            metavar="SAYS",
            help="Of a site: option, preproject, joined, agreement, candidate, planned, decided, "
            "undecided, declined, withdrawn, live, passed or failed; of a wave: go_live, open, "
            "called, dropped, passed or failed.",
            show_default=False,
        ),
    ],
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="WAVE|GATE|PERIOD|LABEL",
            callback=a_text,
            help="What else the claim needs.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str | None, period_option("--on", "When it happened, or from when it holds.")
    ] = None,
    until: Annotated[
        str | None, period_option(UNTIL, "By when an undecided site will decide.")
    ] = None,
    because: Annotated[str | None, text_option("--because", "TEXT", "The reason.")] = None,
    settles: Annotated[
        str | None,
        text_option("--settles", "TEXT", "Why this is believed rather than what is equally new."),
    ] = None,
    dry_run: DryRun = False,
    data: Data = None,
    form: AsAnswer = None,
    output: Output = None,
    time_limit: TimeLimit = 60,
    colour: WhenColour = Colour.AUTO,
    *,
    stated: StatedGrounds,
) -> None:
    from hpplan.recording.claim import (
        Misstated,
        claim_keys,
        claim_tried,
        given,
        period_value,
        subject_of,
    )
    from hpplan.solving.result import Limits
    from hpplan.views import recorded as view
    from hpplan.views.recorded import Recorded

    chosen = format_of(form, output, ANSWERS)
    added = stated.source_keys()
    folder = opened(data, reply_to(form, output, colour))
    of = subject_of(subject, folder.programme)
    if isinstance(of, Misstated):
        wrong(of.part, of.why)
    dated = a_day(what) if says == "go_live" else what
    keys = claim_keys(of, says, dated, until)
    if isinstance(keys, Misstated):
        wrong(keys.part, keys.why)
    keys |= {
        **given(on=period_value(on), known=period_value(stated.known), until=period_value(until)),
        **given(source=stated.source or stated.new_source, decision=stated.decision),
        **given(because=because, note=stated.note, settles=settles),
    }
    advance = stated.advance
    found = claim_tried(folder.files, folder.programme, of, keys, added, advance=advance)
    tried, limits = folder.allowed(found), Limits(time_limit)
    done = written(folder, tried.trial, tried.day, tried.known, limits, dry_run=dry_run)
    shown = Recorded.of(tried, done)
    if chosen is Format.JSON:
        answer_data(view.as_json(shown), output)
    else:
        answer_document(view.document(shown), chosen, output, colour)
    end_if_interrupted(done)

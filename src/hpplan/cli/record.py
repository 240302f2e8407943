"""`hpplan record`: a new fact, written into the data as a claim."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from hpplan.cli.claim_words import (
    UNTIL,
    Subject,
    a_text,
    given,
    period_value,
    stated_keys,
    subject_of,
)
from hpplan.cli.data_changes import DryRun, OpenData, opened, refuse
from hpplan.cli.grounds import StatedGrounds, on_grounds, period_option, text_option
from hpplan.cli.options import (
    ANSWERS,
    AsAnswer,
    Colour,
    Data,
    Format,
    Output,
    TimeLimit,
    WhenColour,
    format_of,
    help_text,
)
from hpplan.cli.output import answer_data, answer_document
from hpplan.cli.reply import reply_to
from hpplan.cli.written_statements import end_if_interrupted, written
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.programme.programme import ProgrammeData
    from hpplan.writing.changes import DataChange
    from hpplan.writing.objections import StatedClaim
    from hpplan.writing.yaml_flow import Value

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
    "failed a GATE. The claim is put behind the others; nothing is overwritten, and every other "
    "byte stays. With --new-source the source is added, too.",
    "Shown are the lines that change, and what they change: the status, the findings, the best "
    "plan. Nothing is written, and the command exits with 1, if the data would have an error "
    "more or claims would contradict one another, if a claim happened after it was known, if the "
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
        str, typer.Argument(metavar="SAYS", help="What is said of it.", show_default=False)
    ],
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="WAVE|GATE|PERIOD|LABEL",
            callback=a_text,
            help="What else that needs.",
            show_default=False,
        ),
    ] = None,
    on: Annotated[
        str | None, period_option("--on", "When it happened, or from when it holds.")
    ] = None,
    until: Annotated[
        str | None, period_option(UNTIL, "By when a site will decide that is undecided.")
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
    from hpplan.solving.result import Limits
    from hpplan.views import recorded as view
    from hpplan.views.recorded import Recorded
    from hpplan.writing.changes import NewClaim
    from hpplan.writing.objections import newest_stated, objection, stated_already

    chosen = format_of(form, output, ANSWERS)
    added = stated.source_keys()
    folder = opened(data, reply_to(form, output, colour))
    of = subject_of(subject, folder.programme)
    keys = {
        **stated_keys(of, says, what, until),
        **given(on=period_value(on), known=period_value(stated.known), until=period_value(until)),
        **given(source=stated.source or stated.new_source, decision=stated.decision),
        **given(because=because, note=stated.note, settles=settles),
    }
    claim = NewClaim(of.section, of.id, keys)
    sources = [] if added is None else _not_there_yet(added, folder.programme)
    found = _read_with(folder, [*sources, claim], of)
    there = None if found is None else stated_already(found.programme, found.stated)
    known = None if found is None else found.known
    dates = list(stated.date_of(folder.programme, known))
    day = _later(folder.programme.default_as_of(), known)
    tried = folder.tried([*sources, *dates, *([] if there else [claim])], day)
    if there is None:
        found = _Read(tried.programme, newest_stated(tried.programme, of.section, of.id))
        why = objection(folder.programme, tried.programme, [found.stated], day)
        if why is not None:
            refuse(folder.reply, why.message, why.place)
    assert found is not None, "what cannot be read has an error"
    done = written(tried, day, found.known, Limits(time_limit), dry_run=dry_run)
    shown = Recorded(
        section=of.section,
        id=of.id,
        name=of.name,
        said=found.stated.claim.said,
        keys=keys,
        place=found.programme.places.place((there or found.stated.claim).address),
        already=there is not None,
        written=done,
    )
    if chosen is Format.JSON:
        answer_data(view.as_json(shown), output)
    else:
        answer_document(view.document(shown), chosen, output, colour)
    end_if_interrupted(done)


# --- what is there already ----------------------------------------------------------------------


def _not_there_yet(added: "Mapping[str, Value]", programme: "ProgrammeData") -> "list[DataChange]":
    """The source, unless the data has it just so; another one by that name would be an error."""
    from hpplan.domain.sources import Source
    from hpplan.reading.expressions import vocabulary
    from hpplan.writing.changes import NewEntry

    there = programme.sources.get(str(added["id"]))
    if there is not None:
        same = Source.model_validate(added, context=vocabulary(programme))
        if there.model_dump() == same.model_dump():
            return []
    return [NewEntry("sources", added)]


@dataclass(frozen=True, slots=True)
class _Read:
    """The claim as it is read in a programme with it."""

    programme: "ProgrammeData"
    stated: "StatedClaim"

    @property
    def known(self) -> date | None:
        return self.stated.claim.known_from(self.programme.sources)


def _read_with(folder: OpenData, changes: "Sequence[DataChange]", of: Subject) -> _Read | None:
    """The claim, as it would be read; None where the data could not be understood then."""
    from hpplan.writing.changes import CannotWrite, changed_texts
    from hpplan.writing.objections import newest_stated

    texts = changed_texts(folder.files.texts, changes)
    if isinstance(texts, CannotWrite):
        refuse(folder.reply, texts.message, texts.place)
    programme = folder.files.reading(texts).programme
    if programme is None:
        return None
    return _Read(programme, newest_stated(programme, of.section, of.id))


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)

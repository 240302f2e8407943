"""`hpplan record`: a new fact, written into the data as a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hpplan.cli.claim_words import (
    UNTIL,
    Subject,
    a_day_or_period,
    a_text,
    given,
    period_value,
    stated_keys,
    subject_of,
    wrong,
)
from hpplan.cli.data_changes import DryRun, OpenData, opened, refuse
from hpplan.cli.exit_codes import ExitCode
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
from hpplan.cli.output import answer_data, answer_document, say
from hpplan.cli.question import CUT_SHORT
from hpplan.cli.reply import reply_to

if TYPE_CHECKING:
    from hpplan.programme.programme import ProgrammeData
    from hpplan.writing.changes import DataChange
    from hpplan.writing.objections import StatedClaim
    from hpplan.writing.yaml_flow import Value

HELP = help_text(
    "Write a new fact into the data, as a claim of a site or a wave.",
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

NEW_SOURCE, SOURCE = "--new-source", "--source"


class SourceKind(StrEnum):
    """What a source is."""

    DOCUMENT = "document"
    REGISTER = "register"
    ASSUMPTION = "assumption"


def _period_option(option: str, help_of_it: str) -> Any:
    return typer.Option(
        option, metavar="PERIOD", callback=a_day_or_period, help=help_of_it, show_default=False
    )


def _text_option(option: str, metavar: str, help_of_it: str) -> Any:
    return typer.Option(
        option, metavar=metavar, callback=a_text, help=help_of_it, show_default=False
    )


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
        str | None, _period_option("--on", "When it happened, or from when it holds.")
    ] = None,
    known: Annotated[
        str | None,
        _period_option("--known", "From when it was known; else what its source says."),
    ] = None,
    until: Annotated[
        str | None, _period_option(UNTIL, "By when a site will decide that is undecided.")
    ] = None,
    source: Annotated[
        str | None, _text_option(SOURCE, "ID", "Who says so; with --new-source that one.")
    ] = None,
    note: Annotated[str | None, _text_option("--note", "TEXT", "Anything else.")] = None,
    because: Annotated[str | None, _text_option("--because", "TEXT", "The reason.")] = None,
    settles: Annotated[
        str | None,
        _text_option("--settles", "TEXT", "Why this is believed rather than what is equally new."),
    ] = None,
    decision: Annotated[
        str | None, _text_option("--decision", "ID", "The decision that it rests on.")
    ] = None,
    advance: Annotated[
        bool,
        typer.Option("--advance", help="Set the programme's date to the day it became known."),
    ] = False,
    new_source: Annotated[
        str | None, _text_option(NEW_SOURCE, "ID", "Add the source, with the options below.")
    ] = None,
    title: Annotated[str | None, _text_option("--title", "TEXT", "What it is called.")] = None,
    published: Annotated[
        str | None, _period_option("--published", "When it was published.")
    ] = None,
    url: Annotated[str | None, _text_option("--url", "URL", "Where to read it.")] = None,
    kind: Annotated[
        SourceKind | None,
        typer.Option("--kind", help="What it is; else a document.", show_default=False),
    ] = None,
    dry_run: DryRun = False,
    data: Data = None,
    form: AsAnswer = None,
    output: Output = None,
    time_limit: TimeLimit = 60,
    colour: WhenColour = Colour.AUTO,
) -> None:
    from hpplan.analysis.data_effect import data_effect
    from hpplan.solving.result import Limits
    from hpplan.views import recorded as view
    from hpplan.views.data_effect import FindingsEffect
    from hpplan.views.recorded import Recorded
    from hpplan.writing.changes import NewClaim
    from hpplan.writing.objections import newest_stated, objection, stated_already

    chosen = format_of(form, output, ANSWERS)
    beside = {"--title": title, "--published": published, "--url": url, "--kind": kind}
    added = _new_source(new_source, source, beside)
    if source is None and new_source is None:
        raise typer.BadParameter("who says so? Name a source", param_hint=SOURCE)
    folder = opened(data, reply_to(form, output, colour))
    of = subject_of(subject, folder.programme)
    keys = {
        **stated_keys(of, says, what, until),
        **given(on=period_value(on), known=period_value(known), until=period_value(until)),
        **given(source=source or new_source, decision=decision),
        **given(because=because, note=note, settles=settles),
    }
    claim = NewClaim(of.section, of.id, keys)
    sources = [] if added is None else _not_there_yet(added, folder.programme)
    found = _read_with(folder, [*sources, claim], of)
    there = None if found is None else stated_already(found.programme, found.stated)
    dates = _new_date(folder.programme, found) if advance else []
    day = _later(folder.programme.default_as_of(), None if found is None else found.known)
    tried = folder.tried([*sources, *dates, *([] if there else [claim])], day)
    if there is None:
        found = _Read(tried.programme, newest_stated(tried.programme, of.section, of.id))
        why = objection(folder.programme, tried.programme, [found.stated], day)
        if why is not None:
            refuse(folder.reply, why.message, why.place)
    if not dry_run:
        tried.write()
    effect = None
    if tried.texts:
        before, after = folder.programme.on(day), tried.programme.on(day)
        effect = data_effect(before, after, Limits(time_limit))
    assert found is not None, "what cannot be read has an error"
    shown = Recorded(
        section=of.section,
        id=of.id,
        name=of.name,
        said=found.stated.claim.said,
        keys=keys,
        place=found.programme.places.place((there or found.stated.claim).address),
        known=found.known,
        already=there is not None,
        dry_run=dry_run,
        files=tuple(tried.texts),
        counts_from=_counts_from(tried.programme, found),
        diff=tried.diff,
        lines=tuple(tried.shown()),
        effect=effect,
        findings=FindingsEffect(tried.new_findings(), tried.gone_findings()),
    )
    if chosen is Format.JSON:
        answer_data(view.as_json(shown), output)
    else:
        answer_document(view.document(shown), chosen, output, colour)
    if effect is not None and effect.interrupted:
        say(CUT_SHORT)
        raise typer.Exit(ExitCode.INTERRUPTED)


# --- the source, and the programme's date -------------------------------------------------------


def _new_source(
    new: str | None, named: str | None, beside: Mapping[str, str | None]
) -> "dict[str, Value] | None":
    if new is None:
        for option, value in beside.items():
            if value is not None:
                wrong(option, f"it is of a new source: add it with {NEW_SOURCE} ID")
        return None
    if named not in (None, new):
        wrong(SOURCE, f"the new source '{new}' is the one that says so, not '{named}'")
    kind = beside["--kind"]
    for option in ("--title", "--published"):
        dated = option == "--published" and kind in (SourceKind.REGISTER, SourceKind.ASSUMPTION)
        if beside[option] is None and not dated:
            wrong(option, f"a new source needs it: {NEW_SOURCE} {new} {option} …")
    stated = given(
        kind=None if kind is None else str(kind),
        title=beside["--title"],
        published=period_value(beside["--published"]),
        url=beside["--url"],
    )
    return {"id": new, **stated}


def _not_there_yet(added: "Mapping[str, Value]", programme: "ProgrammeData") -> "list[DataChange]":
    """The source, unless the data has it just so; another one by that name would be an error."""
    from hpplan.domain.sources import Source
    from hpplan.writing.changes import NewEntry

    there = programme.sources.get(str(added["id"]))
    if there is not None and there.model_dump() == Source.model_validate(added).model_dump():
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


def _new_date(programme: "ProgrammeData", found: _Read | None) -> "list[DataChange]":
    """The day on which the claim became known as the programme's date, where that is earlier."""
    from hpplan.writing.changes import NewDate

    if found is None or found.known is None:
        return []
    stated = programme.agenda.as_of
    if stated is not None and stated.last >= found.known:
        return []
    return [NewDate(found.known.isoformat(), {"id": programme.agenda.id})]


def _counts_from(programme: "ProgrammeData", found: _Read) -> date | None:
    """The day from which the claim counts, if the programme's own date is earlier."""
    stated = programme.agenda.as_of
    later = stated is not None and found.known is not None and stated.last < found.known
    return found.known if later else None


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)

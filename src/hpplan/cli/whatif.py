"""`hpplan whatif`: the effect of changes on the plan."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from hpplan.cli.data_changes import NOTHING_WRITTEN
from hpplan.cli.data_directory import folder_behind, warn_about_errors
from hpplan.cli.formats import NoChart, charts_of, only_in_words
from hpplan.cli.grounds import StatedGrounds, on_grounds
from hpplan.cli.help_text import help_text
from hpplan.cli.language import Lang, speak_as_asked
from hpplan.cli.output import say
from hpplan.cli.progress import progress_in
from hpplan.cli.question import Question, question
from hpplan.cli.workers import Dask, Jobs, refuse_workers, workers
from hpplan.cli.written_answers import WRITE, Write, Writing, Written, only_with_write, writing
from hpplan.language import Language, _, speaking
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.analysis.what_if import Case, WhatIf
    from hpplan.programme.changes import Change
    from hpplan.programme.programme import SituationData
    from hpplan.views.document import Document

HELP = help_text(
    "Show how the plan would change if something were different.",
    {
        "hpplan whatif heim=KI3": "Heim in KI3, though it decided",
        "hpplan whatif 'averoy withdrawn'": "Averøy leaves the programme",
        "hpplan whatif 'heim failed readiness-90'": "a failed gate",
        "hpplan whatif hmr.go_live+6m": "the trust half a year late",
        "hpplan whatif KI2+6m": "KI2 late with everybody in it",
        "hpplan whatif KI2.go_live=2024-11-09": "the slot KI2 on that day",
        "hpplan whatif KI2.capacity=8 heim=KI3": "both at once",
        "hpplan whatif heim=KI3 heim=KI4 --each": "side by side",
        "hpplan whatif 'drop rule cap-inhabitants'": "without that rule",
        "hpplan whatif 'add wave KI2b 2024-12'": "with one more wave",
        "hpplan whatif KI2+6m --lang nb": "in bokmål",
        "hpplan whatif KI2+6m --write --source S": "and write that down",
    },
    "No file is touched, unless --write says so. Only what differs from the best plan as things "
    "stand is shown: goals, who moves, dates, coverage; among equally good plans, one that moves "
    "the fewest sites.",
    "An EXPR is one of: SITE=WAVE, SITE!=WAVE, 'reopen SITE', 'SITE withdrawn', 'SITE joins', "
    "'SITE failed GATE', 'WAVE passed GATE', "
    "SITE.go_live+6m, SITE.go_live=PERIOD, SITE.size.MEASURE=7000, 'add wave WAVE PERIOD', "
    "WAVE+6m, WAVE..+6m (and every later wave), WAVE.go_live=PERIOD, WAVE.go_live-2w, 'WAVE open', "
    "'WAVE closed', 'WAVE dropped', WAVE.capacity=12 (of sites), WAVE.capacity.MEASURE+500, "
    "RULE.KEY=VALUE, 'drop rule RULE', 'restore rule RULE', 'add rule {kind: …}'. A site that is "
    "put elsewhere counts as undecided. Ids with blanks or signs are quoted: "
    '\'"nordre follo"="Bølge 2"\'. A site has no date but its wave\'s: SITE.go_live+6m asks for a '
    "wave that may come six months after its current one, and the goals choose which.",
    "WAVE+6m keeps everybody in the wave, and pushes later waves no more than their order or a "
    "hard rule about dates asks; WAVE.go_live+6m moves the slot, and everybody may choose anew.",
    "Formats: text, json and markdown. Exits with 3 if it is proved that no plan exists then, and "
    "shows the facts that conflict, with repairs that keep what is supposed; with 4 if the "
    "time was too short. With --each it exits with 0; the cases are equal for any number of "
    "processes, if the time is enough, and Ctrl-C leaves those that were answered by then.",
)


@question
@on_grounds
def whatif(
    asked: Question,
    expressions: Annotated[
        list[str],
        typer.Argument(
            metavar="EXPR...",
            help="What would be different; after it, if you like, the data folder, with a slash: "
            "my-rollout/.",
            show_default=False,
        ),
    ],
    each: Annotated[
        bool, typer.Option("--each", help="Take each EXPR by itself and compare them in a table.")
    ] = False,
    dates: Annotated[
        bool,
        typer.Option(
            "--dates",
            help="For a delay such as KI2+6m: also choose the day of every wave that holds a site "
            "and is known to a period only.",
        ),
    ] = False,
    write: Write = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Write nothing, as without --write; with it, show what would be written.",
        ),
    ] = False,
    no_chart: NoChart = False,
    jobs: Jobs = None,
    dask: Dask = None,
    lang: Lang = None,
    *,
    stated: StatedGrounds,
) -> None:
    from hpplan.analysis.scenario import SolvedScenario
    from hpplan.analysis.what_if import what_if
    from hpplan.views import what_if as view

    only_in_words(asked.form, no_chart=no_chart)
    texts, folder = folder_behind(expressions, asked.data)
    only_with_write(stated, write=write)
    if each and write:
        message = "cannot be combined with --each, which takes each EXPR by itself"
        raise typer.BadParameter(message, param_hint=WRITE)
    if not each:
        refuse_workers(jobs, dask, unless="--each")
    working = workers(jobs, dask)
    writer: Writing | None = None
    if write:
        writer = writing(
            folder, asked.as_of, asked.reply, stated, dry_run=dry_run, limits=asked.limits
        )
    known = asked.situation(folder) if writer is None else writer.situation
    speak_as_asked(lang, known.programme, asked.form)
    cases = [_read(known, [text]) for text in texts] if each else [_read(known, texts)]
    if dates:
        _only_for_delays(cases)
    if writer is not None:
        with speaking(Language.EN):  # what is written, and what is refused, is English
            writer.accept(cases[0])
    warn_about_errors(known)
    with working as executor:
        answered = what_if(
            known,
            cases,
            asked.limits,
            dates=dates,
            executor=executor,
            on_progress=progress_in("cases"),
        )

    def ask(more: "Sequence[str]") -> str:
        days = ["--dates"] if dates else []
        return asked.again(["hpplan", "whatif", *texts, *more, *days], folder, lang)

    shown = view.side_by_side if each else partial(view.document, ask=ask)
    decides = answered.base if each else answered.cases[0].answer
    if writer is not None and (answered.interrupted or not isinstance(decides, SolvedScenario)):
        say(_(NOTHING_WRITTEN))

    def read(found: "WhatIf") -> "Document":
        return charts_of(shown(found), asked.form, no_chart=no_chart)

    asked.answer(answered, read, _as_json, decides)
    if writer is not None:
        with speaking(Language.EN):
            writer.write(_written(answered.cases[0]), asked.form, asked.output)


def _as_json(answered: "WhatIf") -> str:
    from hpplan.views import answers_json  # loading it takes a tenth of the time of a delay as text

    return answers_json.what_if(answered)


def _written(case: "Case") -> Written:
    """What is written of a case: its assumptions, the sites that move, and the resulting dates of
    waves.
    """
    from hpplan.analysis.change_statements import moved_by
    from hpplan.analysis.scenario import SolvedScenario
    from hpplan.periods import Period

    assert isinstance(case.answer, SolvedScenario)  # or the command has ended
    plan, effect = case.answer.plan, case.answer.effect
    moves = {move.site: move.new.wave for move in effect.moves if move.new is not None}
    dates = {}
    if case.ripple is not None:
        plan = case.ripple.plan
        dates = {slot.wave: slot.after for slot in case.ripple.waves if slot.because is not None}
    dates |= {wave: Period.day(day) for wave, day in plan.days.items()}
    return Written(case.changes, moved_by(case.changes, moves, plan.waves), dates, plan)


def _only_for_delays(cases: "Sequence[Sequence[Change]]") -> None:
    from hpplan.programme.changes import WaveSlip

    if not any(isinstance(change, WaveSlip) for changes in cases for change in changes):
        message = "applies to a delay such as KI2+6m; hpplan assign --dates chooses other days"
        raise typer.BadParameter(message, param_hint="--dates")


def _read(known: "SituationData", texts: list[str]) -> "tuple[Change, ...]":
    from hpplan.reading.expression_text import Misread
    from hpplan.reading.expressions import read_changes

    changes = read_changes(known, texts)
    if isinstance(changes, Misread):
        raise typer.BadParameter(literal(str(changes)), param_hint="EXPR")
    return changes

"""`hpplan diff`: the differences between two days, two plans, or two versions of the data."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hpplan.cli.data_directory import (
    HERE,
    data_folder,
    load,
    require_waves,
    situation_on,
    the_folder,
)
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.formats import ANSWERS, AsAnswer, Format, format_of
from hpplan.cli.given_values import an_existing_folder, is_period, is_there, seconds
from hpplan.cli.help_text import help_text
from hpplan.cli.language import Lang, speak_as_asked
from hpplan.cli.options import DATA_HELP, AsOf, Colour, Output, WhenColour
from hpplan.cli.output import answer_data, answer_document, say
from hpplan.cli.plan_files import open_plan
from hpplan.cli.question import CUT_SHORT
from hpplan.cli.reply import Reply, reply_to
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.analysis.diff import Side
    from hpplan.programme.programme import ProgrammeData, SituationData
    from hpplan.views.document import Document

GIT: Final = "--git"
A_MINUTE: Final = 60.0
THE_FILES: Final = "the files"

HELP = help_text(
    "Show what differs between two days, plans or revisions.",
    {
        "hpplan diff 2022-05 2023-02": "what changed in that time",
        "hpplan diff 2022-04-04 today": "since that day",
        "hpplan diff old.json new.json": "between two plans of 'hpplan assign'",
        "hpplan diff today plan.json": "from what is planned to what could be",
        "hpplan diff 2022 2023 --lang nn": "in nynorsk",
        "hpplan diff --git main": "since that revision of git",
        "hpplan diff --git v1.0 v1.1": "between two revisions of git",
    },
    "OLD and NEW are each a day, a longer period (its last day counts), today, or a plan file. "
    "Shown are the waves and sites that changed, by how much, and the claim that changed them.",
    "With --git they are revisions of git, and without NEW the files as they are. Shown are the "
    "facts that changed, with their lines, and what became of the best plan, each version as of "
    "its own date unless --as-of names one. The work tree is not touched.",
    "Formats: text, json and markdown. With --git, markdown is a comment for a pull request. Exits "
    "with 1 if anything differs, else with 0.",
)


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A date, a plan file or a revision.")],
    new: Annotated[
        str | None,
        typer.Argument(
            metavar="NEW", help="Another; may be left out with --git.", show_default=False
        ),
    ] = None,
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="The same as --data DIR.", show_default=False),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="DIR", help=DATA_HELP, show_default=False),
    ] = None,
    git: Annotated[
        bool, typer.Option(GIT, help="OLD and NEW are revisions of git.", show_default=False)
    ] = False,
    as_of: AsOf = None,
    form: AsAnswer = None,
    output: Output = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            "--time-limit",
            metavar="SECONDS",
            parser=seconds,
            help=f"How long {GIT} may search for both plans; a minute, if not given.",
            show_default=False,
        ),
    ] = None,
    lang: Lang = None,
    colour: WhenColour = Colour.AUTO,
) -> None:
    chosen = format_of(form, output, ANSWERS)
    reply, folder = reply_to(form, output, colour), the_folder(directory, data)
    if git:
        if lang is not None:
            message = f"it applies to days and plans; what {GIT} shows is English"
            raise typer.BadParameter(message, param_hint="--lang")
        here = _folder(folder, new)
        wanted = _Revisions(here, as_of, reply)
        _versions(wanted, old, new, time_limit or A_MINUTE, chosen, output, colour)
        return
    if time_limit is not None:
        raise typer.BadParameter(f"it applies to {GIT} only", param_hint="--time-limit")
    if new is None:
        raise typer.BadParameter(f"two are compared: name another, or {GIT}", param_hint="NEW")
    sides = a_side(old, "OLD"), a_side(new, "NEW")
    _existing(folder)

    from hpplan.analysis.diff import diff as difference_of
    from hpplan.views import diff as diff_view
    from hpplan.views import diff_json

    programme = load(folder, reply)
    speak_as_asked(lang, programme, chosen)
    difference = difference_of(*(side(text, programme, as_of, reply) for text in sides))
    if chosen is Format.JSON:
        answer_data(diff_json.render(difference), output)
    else:
        answer_document(diff_view.document(difference), chosen, output, colour)
    if difference:
        raise typer.Exit(ExitCode.FINDINGS)


def _existing(folder: Path | None) -> None:
    try:
        an_existing_folder(folder)
    except typer.BadParameter as wrong:
        raise typer.BadParameter(wrong.message, param_hint="--data") from None


# --- days and plans --------------------------------------------------------------------------


def a_side(text: str, where: str) -> str:
    """The text, if it names a day or a plan file: checked before the work, not after it."""
    if not (is_period(text) or is_there(Path(text))):
        raise typer.BadParameter(
            f"'{literal(text)}' is neither a date, such as 2023-07-04, nor a plan file",
            param_hint=where,
        )
    return text


def side(text: str, programme: "ProgrammeData", as_of: str | None, reply: Reply) -> "Side":
    """The side that the user names. A word that could be both is a date; a file can be written as
    ./2023.
    """
    from hpplan.analysis.diff import Side

    if is_period(text):
        return Side.of_claims(require_waves(situation_on(programme, text), reply), text)
    opened = open_plan(Path(text), programme, as_of, reply)
    return Side.of_plan(opened.situation, opened.file.dated(opened.plan), text)


# --- revisions of git ------------------------------------------------------------------------


class _Revisions:
    """The data folder in revisions of git, and as it is."""

    def __init__(self, folder: Path, as_of: str | None, reply: Reply) -> None:
        self.folder = folder
        self.as_of = as_of
        self.reply = reply

    def known(self, revision: str, where: str) -> "tuple[str, SituationData]":
        """The situation in the revision, and its name."""
        from hpplan.reading.git_revision import NoRevision, open_revision, read_revision

        opened = open_revision(self.folder, revision)
        if isinstance(opened, NoRevision):
            also = where == "NEW" and Path(revision).is_dir()
            hint = "; name the folder with --data" if also else ""
            raise typer.BadParameter(opened.message + hint, param_hint=where)
        reading = read_revision(opened)
        if reading.programme is None:
            self.reply.refuse(reading.findings, reading.places)
        return opened.label, self._on(reading.programme)

    def now(self) -> "tuple[str, SituationData]":
        """The situation in the current files."""
        return THE_FILES, self._on(load(self.folder, self.reply))

    def _on(self, programme: "ProgrammeData") -> "SituationData":
        return require_waves(situation_on(programme, self.as_of), self.reply)


def _folder(named: Path | None, new: str | None) -> Path:
    """The data folder; for two revisions it need not exist now."""
    if new is None:
        _existing(named)
        return data_folder(named)
    if named is not None:
        return named
    from hpplan.reading.directory import holds_programme

    return Path() if holds_programme(Path()) and not HERE.exists() else HERE


def _versions(
    wanted: _Revisions,
    old: str,
    new: str | None,
    time_limit: float,
    chosen: Format,
    output: Path | None,
    colour: Colour,
) -> None:
    before = wanted.known(old, "OLD")
    after = wanted.now() if new is None else wanted.known(new, "NEW")

    from hpplan.analysis.data_diff import data_diff
    from hpplan.solving.result import Limits
    from hpplan.views import data_diff as view
    from hpplan.views import data_diff_json

    difference = data_diff(before, after, Limits(time_limit))
    document: Document
    match chosen:
        case Format.JSON:
            answer_data(data_diff_json.render(difference), output)
        case Format.MARKDOWN:
            document = view.comment(difference)
            answer_document(document, chosen, output, colour)
        case _:
            document = view.document(difference)
            answer_document(document, chosen, output, colour)
    if difference.interrupted:
        say(CUT_SHORT)
        raise typer.Exit(ExitCode.INTERRUPTED)
    if difference:
        raise typer.Exit(ExitCode.FINDINGS)

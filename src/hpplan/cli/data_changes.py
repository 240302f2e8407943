"""Changes of the data files that a command makes: tried in memory, then written or only shown.

`opened` reads a folder that may be written; `tried` applies changes, and ends the command where the
data would have an error that it does not have now; `write` writes them, unless somebody else has
changed a file meanwhile. Whatever is refused ends the command with 1, and nothing is written.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn, TypeVar

import typer

from hpplan.cli.data_directory import data_folder, refuse_bundled
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.output import answer_data, say, say_findings
from hpplan.cli.reply import JSON, Reply
from hpplan.language import marked
from hpplan.text import literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.diagnostics.place import Place
    from hpplan.programme.programme import ProgrammeData
    from hpplan.recording.trial import NewError, RefusedChange, Trial
    from hpplan.writing.changes import DataChange
    from hpplan.writing.data_files import DataFiles

T = TypeVar("T")

NOTHING_WRITTEN: Final = marked("nothing was written")
_ONE_ERROR_MORE: Final = (
    "this would be an error then, and is none now: correct what you asked for, or first record "
    "what it needs (a source comes with --new-source)"
)

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")
]


@dataclass(frozen=True, slots=True)
class OpenData:
    """A folder that may be written, as it was read."""

    files: "DataFiles"
    programme: "ProgrammeData"
    reply: Reply

    def tried(self, changes: "Sequence[DataChange]", as_of: date | None) -> "Trial":
        """The programme with the changes in its files; changes that must not be written end the
        command.
        """
        from hpplan.recording.trial import trial

        return self.allowed(trial(self.files, self.programme, changes, as_of))

    def allowed(self, found: "T | RefusedChange | NewError") -> "T":
        """The trial, unless it must not be written: that ends the command."""
        from hpplan.recording.trial import NewError, RefusedChange

        if isinstance(found, RefusedChange):
            refuse(self.reply, literal(found.message), found.place)
        if isinstance(found, NewError):
            if self.reply.form == JSON:
                self.reply.refuse([found.finding], found.places)
            say_findings([found.finding], found.places, self.reply.colour)
            refuse(self.reply, _ONE_ERROR_MORE)
        return found

    def write(self, tried: "Trial", *, dry_run: bool) -> None:
        """Replace the files, unless it is a dry run; where they cannot be, the command ends."""
        refuse_bundled(tried.texts)
        if dry_run or not tried.texts:
            return
        failed = tried.write()
        if failed is not None:
            written = f"; written before that: {', '.join(failed.were)}" if failed.were else ""
            undone = "" if failed.were else f"; {NOTHING_WRITTEN}"
            fail(self.reply, f"{failed.file} {failed.why}{undone}{written}")
        for file in tried.texts:
            say(f"wrote {literal(file)}")


def opened(named: Path | None, reply: Reply) -> OpenData:
    """The data of the folder, to be written: never the bundled data."""
    from hpplan.reading.bundled import is_bundled
    from hpplan.writing.data_files import DataFiles

    folder = data_folder(named)
    if is_bundled(folder):
        raise typer.BadParameter(
            "name a folder of yours: this data comes with hpplan", param_hint="--data"
        )
    reply.spare_data(folder)
    files = DataFiles.read_from(folder)
    reading = files.reading()
    if reading.programme is None:
        reply.refuse(reading.findings, reading.places)
    reply.spare_reference(folder, reading.programme)
    return OpenData(files, reading.programme, reply)


def refuse(reply: Reply, why: str, place: "Place | None" = None) -> NoReturn:
    """End the command with 1: why nothing was written."""
    where = "" if place is None else f"{place.file}:{place.line}: "
    fail(reply, f"{where}{why}; {NOTHING_WRITTEN}")


def fail(reply: Reply, message: str) -> NoReturn:
    """End the command with 1 and this sentence, also as JSON if that was asked for."""
    say(f"Error: {literal(message)}")
    if reply.form == JSON:
        from hpplan.views.formats.json import render

        answer_data(render({"written": [], "refused": message}, {}))
    raise typer.Exit(ExitCode.FINDINGS)

"""Changes of the data files that a command makes: tried in memory, then written or only shown.

`opened` reads a folder that may be written; `tried` puts changes in, and ends the command where the
data would have an error that it has not now; `TriedChanges.write` writes them, unless somebody else
has changed a file meanwhile. Whatever is refused ends the command with 1, and nothing is written.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from hpplan.cli.data_directory import data_folder, is_bundled, refuse_bundled
from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.output import answer_data, say, say_findings
from hpplan.cli.reply import JSON, Reply
from hpplan.language import marked
from hpplan.text import literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hpplan.diagnostics.finding import Finding
    from hpplan.diagnostics.place import Place
    from hpplan.programme.programme import ProgrammeData, SituationData
    from hpplan.reading import Reading
    from hpplan.views.document import Block
    from hpplan.writing.changes import DataChange
    from hpplan.writing.data_files import DataFiles

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

    def tried(self, changes: "Sequence[DataChange]", as_of: date | None) -> "TriedChanges":
        """The programme with the changes in its files. An error as of the day that was none before
        ends the command; that a gate was failed is a fact to be recorded, no fault of the data.
        """
        from hpplan.checks.gates.failed import GateFailed
        from hpplan.diagnostics.fixes.rounds import CheckResult, new_error
        from hpplan.writing.changes import CannotWrite, changed_texts

        texts = changed_texts(self.files.texts, changes)
        if isinstance(texts, CannotWrite):
            refuse(self.reply, texts.message, texts.place)
        refuse_bundled(texts)
        reading = self.files.reading(texts)
        before = CheckResult((), _inspected(self.programme, as_of))
        if reading.programme is None:
            after = CheckResult(reading.findings, None)
        else:
            after = CheckResult((), _inspected(reading.programme, as_of))
        checked = after.checks
        if checked is not None:
            checked = [found for found in checked if found.code != GateFailed.code.id]
        if (error := new_error(before, CheckResult(after.reading, checked))) is not None:
            self._refuse_error(error, reading)
        if reading.programme is None:
            raise AssertionError("what cannot be read has an error")
        return TriedChanges(self, texts, reading.programme, before.findings, after.findings)

    def _refuse_error(self, error: "Finding", reading: "Reading") -> NoReturn:
        if self.reply.form == JSON:
            self.reply.refuse([error], reading.places)
        say_findings([error], reading.places, self.reply.colour)
        refuse(self.reply, _ONE_ERROR_MORE)


@dataclass(frozen=True, slots=True)
class TriedChanges:
    """Changed texts of data files, in the order in which they are written, what they mean, and what
    is found in the data before and after.
    """

    data: OpenData
    texts: Mapping[str, str]
    programme: "ProgrammeData"
    before: "Sequence[Finding]"
    after: "Sequence[Finding]"

    @property
    def diff(self) -> str:
        """What changes in the files, as `patch` reads it."""
        from hpplan.views.fix_diff import render

        return render(self.data.files.texts, self.texts)

    def shown(self) -> "Iterator[Block]":
        """What changes in the files, for people."""
        from hpplan.views.file_changes import blocks

        return blocks(self.data.files.texts, self.texts)

    def new_findings(self) -> "list[Finding]":
        """What is found now, and was not before; places of findings move with their lines."""
        return _more(self.after, self.before)

    def gone_findings(self) -> "list[Finding]":
        """What was found before, and is no more."""
        return _more(self.before, self.after)

    def write(self) -> None:
        """Replace the files; the command ends where that is not possible."""
        if not self.texts:
            return
        failed = self.data.files.write(self.texts)
        if failed is not None:
            written = f"; written before that: {', '.join(failed.were)}" if failed.were else ""
            undone = "" if failed.were else f"; {NOTHING_WRITTEN}"
            fail(self.data.reply, f"{failed.file} {failed.why}{undone}{written}")
        for file in self.texts:
            say(f"wrote {literal(file)}")


def opened(named: Path | None, reply: Reply) -> OpenData:
    """The data of the folder, to be written: never that which comes with hpplan."""
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
    """End the command with 1 and this sentence, as JSON too where that was asked for."""
    say(f"Error: {literal(message)}")
    if reply.form == JSON:
        from hpplan.views.formats.json import render

        answer_data(render({"written": [], "refused": message}, {}))
    raise typer.Exit(ExitCode.FINDINGS)


def _inspected(programme: "ProgrammeData", as_of: date | None) -> "tuple[Finding, ...]":
    from hpplan.checks.run import inspect

    situation: SituationData = programme.on(as_of)
    return tuple(inspect(situation))


def _more(these: "Sequence[Finding]", those: "Sequence[Finding]") -> "list[Finding]":
    """The findings beyond those that say the same."""
    from collections import Counter

    left = Counter((finding.code, finding.message) for finding in those)
    more = []
    for finding in these:
        said = finding.code, finding.message
        left[said] -= 1
        if left[said] < 0:
            more.append(finding)
    return more

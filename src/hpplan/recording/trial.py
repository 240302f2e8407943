"""Changes of data files, tried in memory: the programme that they would make, and its findings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from hpplan.checks.gates.failed import GateFailed
from hpplan.checks.run import inspect
from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.fixes.rounds import CheckResult, new_error
from hpplan.diagnostics.place import Locator, Place
from hpplan.programme.programme import ProgrammeData
from hpplan.values import dataclass
from hpplan.writing.changes import CannotWrite, DataChange, changed_texts
from hpplan.writing.data_files import DataFiles, NotWritten


@dataclass(frozen=True, slots=True)
class RefusedChange:
    """Why changes must not be written: at a place of the files as they are."""

    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class NewError:
    """An error that the data would have with the changes, and does not have now."""

    finding: Finding
    places: Locator


@dataclass(frozen=True, slots=True)
class Trial:
    """Changed texts of data files, in the order in which they are written, the programme that they
    make, and the findings in the data before and after.
    """

    files: DataFiles
    old: ProgrammeData
    texts: Mapping[str, str]
    programme: ProgrammeData
    before: Sequence[Finding]
    after: Sequence[Finding]

    def new_findings(self) -> list[Finding]:
        """Findings with the changes that did not exist before; the places of findings move with
        their lines.
        """
        return _more(self.after, self.before)

    def gone_findings(self) -> list[Finding]:
        """Findings before the changes that no longer exist."""
        return _more(self.before, self.after)

    def write(self) -> NotWritten | None:
        """Replace the files; or why none of them is replaced, or not all."""
        return self.files.write(self.texts)


def trial(
    files: DataFiles, programme: ProgrammeData, changes: Sequence[DataChange], as_of: date | None
) -> Trial | RefusedChange | NewError:
    """The programme with the changes in its files. A new error as of the day rules them out; that a
    gate was failed is a fact to be recorded, not a fault of the data.
    """
    texts = changed_texts(files.texts, changes)
    if isinstance(texts, CannotWrite):
        return RefusedChange(texts.message, texts.place)
    reading = files.reading(texts)
    before = tuple(inspect(programme.on(as_of)))
    after: tuple[Finding, ...] = ()
    checked = None
    if reading.programme is not None:
        after = tuple(inspect(reading.programme.on(as_of)))
        checked = [found for found in after if found.code != GateFailed.code.id]
    read = reading.findings if reading.programme is None else ()
    if (error := new_error(CheckResult((), before), CheckResult(read, checked))) is not None:
        return NewError(error, reading.places)
    if reading.programme is None:
        raise AssertionError("what cannot be read has an error")
    return Trial(files, programme, texts, reading.programme, before, after)


def _more(these: Sequence[Finding], those: Sequence[Finding]) -> list[Finding]:
    """The findings beyond those that say the same."""
    left = Counter((finding.code, finding.message) for finding in those)
    more = []
    for finding in these:
        said = finding.code, finding.message
        left[said] -= 1
        if left[said] < 0:
            more.append(finding)
    return more

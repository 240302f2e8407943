"""An imported table, for people and as JSON: what was taken over, and what was not."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from hpplan.diagnostics.finding import Finding, Severity
from hpplan.importing.asked import ImportAsked
from hpplan.importing.columns import TableColumn
from hpplan.importing.new_programme import NewProgramme
from hpplan.importing.rows import NotTaken
from hpplan.importing.update import TableUpdate
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.data_effect import KEYS
from hpplan.views.data_written import DataWritten
from hpplan.views.document import Block, Document, Example, Grid, Headline, Line, Listed, few
from hpplan.views.findings_json import KEYS as OF_FINDINGS
from hpplan.views.formats.drawing import Column
from hpplan.views.formats.json import place, render

MOST: Final = 20
"""How many omissions are listed for people."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read from which sheet of which file, and the result. `texts` are the new files;
    `update` is what was written into existing ones, with the claims that they had `already`.
    """

    file: str
    sheet: str | None
    other_sheets: Sequence[str]
    columns: Sequence[TableColumn]
    source: str | None
    known: str | None
    counts: Mapping[str, int]
    left_out: Sequence[NotTaken]
    findings: Sequence[Finding]
    texts: Mapping[str, str]
    dry_run: bool
    update: DataWritten | None = None
    already: int = 0

    @classmethod
    def as_programme(cls, asked: ImportAsked, made: NewProgramme, *, dry_run: bool) -> "Imported":
        """A new programme in files of its own."""
        return cls(
            file=str(asked.file),
            sheet=made.sheet,
            other_sheets=made.other_sheets,
            columns=made.columns,
            source=None if made.source is None else made.source.id,
            known=None if made.source is None else made.source.published,
            counts=made.counts,
            left_out=made.left_out,
            findings=made.findings,
            texts={str(asked.folder / name): text for name, text in made.texts.items()},
            dry_run=dry_run,
        )

    @classmethod
    def as_update(cls, asked: ImportAsked, added: TableUpdate, written: DataWritten) -> "Imported":
        """Claims in the files of an existing programme."""
        return cls(
            file=str(asked.file),
            sheet=added.sheet,
            other_sheets=added.other_sheets,
            columns=added.columns,
            source=added.source.id,
            known=added.source.published,
            counts=added.counts,
            left_out=added.left_out,
            findings=written.findings.new,
            texts={},
            dry_run=written.dry_run,
            update=written,
            already=added.already,
        )


def document(done: Imported) -> Document:
    """What was taken over, and what was not."""
    return tuple(_blocks(done))


def _blocks(done: Imported) -> Iterator[Block]:
    taken = ", ".join(_counted(count, name) for name, count in done.counts.items() if count)
    known = "" if done.known is None else f"known from {done.known}"
    if done.update is not None and not done.update.files:
        yield Headline("Nothing to add: the data says already what the table says.", aside=known)
    else:
        verb = "To be imported" if done.dry_run else "Imported"
        yield Headline(f"{verb} from {done.file}: {taken or 'nothing'}", aside=known)
    if done.columns:
        columns = (Column("Column"), Column("Title"), Column("Taken as"))
        rows = tuple(
            (one.letters, one.title, one.key if one.key not in (None, "-") else "not taken")
            for one in done.columns
        )
        yield Grid(columns, tuple((a, b, c or "") for a, b, c in rows))
    yield from _left_out(done)
    if done.update is not None:
        yield from done.update.lines
        yield from done.update.changes()
    elif done.dry_run:
        yield from (Example(literal(name), text.rstrip("\n")) for name, text in done.texts.items())
    counted = Counter(finding.severity for finding in done.findings)
    if counted and done.update is None:
        words = ", ".join(
            f"{counted[severity]} {severity}{'s' * (counted[severity] > 1)}"
            for severity in Severity
            if counted[severity]
        )
        yield Listed("", (Line(f"check finds {words} in it"),))


def _counted(count: int, name: str) -> str:
    """A number with a noun that is given in the plural: `1 claim of sites`, `2 waves`."""
    first, _, rest = name.partition(" ")
    one = first.removesuffix("s") if count == 1 else first
    return f"{count} {one}{' ' * bool(rest)}{rest}"


def _left_out(done: Imported) -> Iterator[Block]:
    lines = [
        Line(f"{out.text}: {out.why}" if out.text else out.why, place=_at(out))
        for out in done.left_out
    ]
    if done.other_sheets:
        lines.append(Line(f"sheets: {', '.join(done.other_sheets)}"))
    if done.already:
        word = "claim is" if done.already == 1 else "claims are"
        lines.append(Line(f"{done.already} {word} in the data already"))
    if lines:
        yield Listed("Not taken", few(lines, MOST))


def _at(out: NotTaken) -> str:
    where = out.place
    return literal(where.cell or f"line {where.line}:{where.column}")


def as_json(done: Imported) -> str:
    """One object, ending in a line break."""
    written: Mapping[str, object]
    if done.update is not None:
        written = done.update.as_json()
    else:
        files = list(done.texts)
        written = {"dry_run": done.dry_run, "written": [] if done.dry_run else files}
    return render(
        {
            "file": done.file,
            "sheet": done.sheet,
            "source": done.source,
            "known": done.known,
            "columns": [
                {"column": one.letters, "title": one.title, "key": one.key} for one in done.columns
            ],
            "taken": dict(done.counts),
            "already": done.already,
            "left_out": [
                {"text": out.text, "why": out.why, **place(out.place)} for out in done.left_out
            ],
            "other_sheets": list(done.other_sheets),
            "findings": list(done.findings),
            **written,
        },
        {**KEYS, **OF_FINDINGS},
    )

"""On what the claims rest that a command writes: the source, from when they are known, and the
decision.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import wraps
from inspect import Signature, signature
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer

from hpplan.cli.claim_words import a_day_or_period, a_text, given, period_value, wrong
from hpplan.cli.data_changes import OpenData, refuse
from hpplan.text import literal
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.domain.sources import Source
    from hpplan.periods import Period
    from hpplan.programme.programme import ProgrammeData
    from hpplan.programme.statements import Grounds
    from hpplan.writing.changes import DataChange
    from hpplan.writing.yaml_flow import Value

SOURCE, NEW_SOURCE, KNOWN, DECISION = "--source", "--new-source", "--known", "--decision"
TITLE, PUBLISHED, URL, KIND, ADVANCE = "--title", "--published", "--url", "--kind", "--advance"
NOTE: Final = "--note"
DOCUMENT: Final = "document"
KINDS: Final = (DOCUMENT, "register", "assumption")
FEW: Final = 12
"""How many names are listed where none is near."""


@dataclass(frozen=True, slots=True)
class StatedGrounds:
    """What the options say."""

    source: str | None
    known: str | None = None
    decision: str | None = None
    note: str | None = None
    advance: bool = False
    new_source: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    kind: str | None = None

    @property
    def given(self) -> list[str]:
        """The options that were given."""
        options = {
            SOURCE: self.source,
            KNOWN: self.known,
            DECISION: self.decision,
            NOTE: self.note,
            ADVANCE: self.advance,
            NEW_SOURCE: self.new_source,
            **self._of_a_source,
        }
        return [option for option, value in options.items() if value]

    @property
    def _of_a_source(self) -> dict[str, str | None]:
        return {TITLE: self.title, PUBLISHED: self.published, URL: self.url, KIND: self.kind}

    def grounds(self, data: OpenData) -> "Grounds":
        """The source, be it one of the data or a new one; wrong usage ends the command."""
        from hpplan.programme.statements import Grounds

        programme = data.programme
        source = self._source(data)
        if self.decision is not None and self.decision not in programme.decisions:
            _unknown(data, "decision", self.decision, programme.decisions)
        return Grounds(source, _period(self.known, programme), self.decision, self.note)

    def changes(
        self, programme: "ProgrammeData", grounds: "Grounds", *, source: bool = True
    ) -> "Iterator[DataChange]":
        """What these grounds change in the files by themselves: the source, unless it is not needed
        or there already, and the programme's date.
        """
        from hpplan.writing.changes import NewEntry

        added = self.source_keys()
        if source and added is not None and grounds.source.id not in programme.sources:
            yield NewEntry("sources", added)
        yield from self.date_of(programme, grounds.known_from)

    def date_of(self, programme: "ProgrammeData", known: date | None) -> "Iterator[DataChange]":
        """The programme's date moved to the day, where that was asked for and it is earlier."""
        from hpplan.writing.changes import NewDate

        stated = programme.agenda.as_of
        if self.advance and known is not None and (stated is None or stated.last < known):
            yield NewDate(known.isoformat(), {"id": programme.agenda.id})

    def source_keys(self) -> "dict[str, Value] | None":
        """The new source by its keys, where there is one; wrong usage ends the command."""
        new = self.new_source
        if new is None:
            for option, value in self._of_a_source.items():
                if value is not None:
                    wrong(option, f"it is of a new source: add it with {NEW_SOURCE} ID")
            if self.source is None:
                wrong(SOURCE, "who says so? Name a source")
            return None
        if self.source not in (None, new):
            wrong(SOURCE, f"the new source '{new}' is the one that says so, not '{self.source}'")
        if self.kind not in (None, *KINDS):
            wrong(KIND, f"'{self.kind}' is not one of {', '.join(KINDS)}")
        dated = self.kind in (None, DOCUMENT)
        for option in (TITLE, *([PUBLISHED] if dated else [])):
            if self._of_a_source[option] is None:
                wrong(option, f"a new source needs it: {NEW_SOURCE} {new} {option} …")
        stated = given(
            kind=self.kind,
            title=self.title,
            published=period_value(self.published),
            url=self.url,
        )
        return {"id": new, **stated}

    def _source(self, data: OpenData) -> "Source":
        """The source, of the data or new; another one by that name ends the command."""
        from pydantic import ValidationError

        from hpplan.domain.sources import Source
        from hpplan.reading.expressions import vocabulary

        added, known = self.source_keys(), data.programme.sources
        if added is None:
            named = self.source or ""
            if named not in known:
                _unknown(data, "source", named, known)
            return known[named]
        try:
            source = Source.model_validate(added, context=vocabulary(data.programme))
        except ValidationError as fault:
            wrong(URL if self.url else NEW_SOURCE, fault.errors()[0]["msg"])
        there = known.get(source.id)
        if there is not None and there.model_dump() != source.model_dump():
            place = data.programme.places.place(there.address)
            refuse(data.reply, f"there is another source '{literal(source.id)}'", place)
        return there or source


def text_option(option: str, metavar: str, help_of_it: str) -> Any:
    """An option that takes text for a file."""
    return typer.Option(
        option, metavar=metavar, callback=a_text, help=help_of_it, show_default=False
    )


def period_option(option: str, help_of_it: str) -> Any:
    """An option that takes a day or a longer period."""
    return typer.Option(
        option, metavar="PERIOD", callback=a_day_or_period, help=help_of_it, show_default=False
    )


def _stated(
    source: Annotated[
        str | None,
        text_option(SOURCE, "ID", "Who says so: a source of the data, or the new one."),
    ] = None,
    known: Annotated[
        str | None, period_option(KNOWN, "From when it is known; else what its source says.")
    ] = None,
    decision: Annotated[
        str | None, text_option(DECISION, "ID", "The decision that it rests on.")
    ] = None,
    note: Annotated[str | None, text_option(NOTE, "TEXT", "Anything else.")] = None,
    advance: Annotated[
        bool, typer.Option(ADVANCE, help="Set the programme's date to the day it is known.")
    ] = False,
    new_source: Annotated[
        str | None, text_option(NEW_SOURCE, "ID", "Add the source, with the options below.")
    ] = None,
    title: Annotated[str | None, text_option(TITLE, "TEXT", "What it is called.")] = None,
    published: Annotated[str | None, period_option(PUBLISHED, "When it was published.")] = None,
    url: Annotated[str | None, text_option(URL, "URL", "Where to read it.")] = None,
    kind: Annotated[
        str | None, text_option(KIND, f"[{'|'.join(KINDS)}]", "What it is; else a document.")
    ] = None,
) -> StatedGrounds:
    """The options of commands that write claims."""
    return StatedGrounds(
        source, known, decision, note, advance, new_source, title, published, url, kind
    )


def on_grounds(command: Callable[..., None]) -> Callable[..., None]:
    """The command with these options behind its own; it gets them together as `stated`."""
    shared = signature(_stated).parameters
    own = [each for each in signature(command).parameters.values() if each.name != "stated"]

    @wraps(command)
    def with_grounds(*first: Any, **given: Any) -> None:
        stated = _stated(**{name: given.pop(name) for name in shared})
        command(*first, **given, stated=stated)

    together: Any = with_grounds  # what typer reads
    together.__signature__ = Signature([*own, *shared.values()])
    together.__annotations__ = {each.name: each.annotation for each in (*own, *shared.values())}
    return with_grounds


def _period(text: str | None, programme: "ProgrammeData") -> "Period | None":
    if text is None:
        return None
    from hpplan.periods import Period

    seasons = {str(key): months for key, months in programme.agenda.seasons.items()}
    return Period.parse(text, seasons)


def _unknown(data: OpenData, noun: str, name: str, known: Iterable[str]) -> NoReturn:
    """End the command with 1: what is named must be in the data first."""
    from hpplan.diagnostics.suggestion import did_you_mean

    names = list(known)
    few = ", ".join(names[:FEW]) + (" …" if len(names) > FEW else "")
    hint = did_you_mean(name, names) or (f"known: {few}" if names else f"the data has no {noun}")
    refuse(data.reply, literal(f"there is no {noun} '{name}'; {hint}"))

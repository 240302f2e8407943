"""On what the claims rest that a command writes: the source, from when they are known, and the
decision.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from inspect import Signature, signature
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer

from hpplan.cli.claim_words import a_text
from hpplan.cli.data_changes import OpenData, refuse
from hpplan.cli.options import TODAY, a_period
from hpplan.text import literal

if TYPE_CHECKING:
    from hpplan.domain.sources import Source
    from hpplan.periods import Period
    from hpplan.programme.programme import ProgrammeData
    from hpplan.programme.statements import Grounds
    from hpplan.writing.changes import DataChange

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
        source = self._of_the_data(data) if self.new_source is None else self._new(data)
        if self.decision is not None and self.decision not in programme.decisions:
            _unknown(data, "decision", self.decision, programme.decisions)
        return Grounds(source, _period(self.known, programme), self.decision, self.note)

    def changes(
        self, programme: "ProgrammeData", grounds: "Grounds", *, source: bool = True
    ) -> "Iterator[DataChange]":
        """What these grounds change in the files by themselves: the source, unless it is not needed
        or there already, and the programme's date.
        """
        from hpplan.writing.changes import NewDate, NewEntry
        from hpplan.writing.statements import keys_of

        if source and grounds.source.id not in programme.sources:
            yield NewEntry("sources", keys_of(grounds.source))
        day, stated = grounds.known_from, programme.agenda.as_of
        if self.advance and day is not None and (stated is None or stated.last < day):
            yield NewDate(day.isoformat(), {"id": programme.agenda.id})

    def _of_the_data(self, data: OpenData) -> "Source":
        for option, value in self._of_a_source.items():
            if value is not None:
                _wrong(option, f"it is of a new source: add it with {NEW_SOURCE} ID")
        if self.source is None:
            _wrong(SOURCE, "who says so? Name a source")
        known = data.programme.sources
        if self.source not in known:
            _unknown(data, "source", self.source, known)
        return known[self.source]

    def _new(self, data: OpenData) -> "Source":
        from pydantic import ValidationError

        from hpplan.domain.sources import Source

        assert self.new_source is not None
        name = self.new_source
        if self.source not in (None, name):
            _wrong(SOURCE, f"the new source '{name}' is the one that says so, not '{self.source}'")
        if self.kind not in (None, *KINDS):
            _wrong(KIND, f"'{self.kind}' is not one of {', '.join(KINDS)}")
        dated = self.kind in (None, DOCUMENT)
        for option in (TITLE, *([PUBLISHED] if dated else [])):
            if self._of_a_source[option] is None:
                _wrong(option, f"a new source needs it: {NEW_SOURCE} {name} {option} …")
        stated = {
            "id": name,
            "kind": self.kind,
            "title": self.title,
            "published": _period(self.published, data.programme),
            "url": self.url,
        }
        given = {key: value for key, value in stated.items() if value is not None}
        try:
            source = Source.model_validate(given)
        except ValidationError as fault:
            _wrong(URL if self.url else NEW_SOURCE, fault.errors()[0]["msg"])
        there = data.programme.sources.get(name)
        if there is not None and there.model_dump() != source.model_dump():
            place = data.programme.places.place(there.address)
            refuse(data.reply, f"there is another source '{literal(name)}'", place)
        return there or source


def _text_option(option: str, metavar: str, help_of_it: str) -> Any:
    return typer.Option(
        option, metavar=metavar, callback=a_text, help=help_of_it, show_default=False
    )


def _period_option(option: str, help_of_it: str) -> Any:
    return typer.Option(
        option, metavar="PERIOD", callback=a_period, help=help_of_it, show_default=False
    )


def _stated(
    source: Annotated[
        str | None,
        _text_option(SOURCE, "ID", "Who says so: a source of the data, or the new one."),
    ] = None,
    known: Annotated[
        str | None, _period_option(KNOWN, "From when it is known; else what its source says.")
    ] = None,
    decision: Annotated[
        str | None, _text_option(DECISION, "ID", "The decision that it rests on.")
    ] = None,
    note: Annotated[str | None, _text_option(NOTE, "TEXT", "Anything else.")] = None,
    advance: Annotated[
        bool, typer.Option(ADVANCE, help="Set the programme's date to the day it is known.")
    ] = False,
    new_source: Annotated[
        str | None, _text_option(NEW_SOURCE, "ID", "Add the source, with the options below.")
    ] = None,
    title: Annotated[str | None, _text_option(TITLE, "TEXT", "What it is called.")] = None,
    published: Annotated[str | None, _period_option(PUBLISHED, "When it was published.")] = None,
    url: Annotated[str | None, _text_option(URL, "URL", "Where to read it.")] = None,
    kind: Annotated[
        str | None, _text_option(KIND, f"[{'|'.join(KINDS)}]", "What it is; else a document.")
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
    from datetime import date

    from hpplan.periods import Period

    if text == TODAY:
        return Period.day(date.today())  # noqa: DTZ011  # the user's own day
    seasons = {str(key): months for key, months in programme.agenda.seasons.items()}
    return Period.parse(text, seasons)


def _unknown(data: OpenData, noun: str, name: str, known: Iterable[str]) -> NoReturn:
    """End the command with 1: what is named must be in the data first."""
    from hpplan.diagnostics.suggestion import did_you_mean

    names = list(known)
    few = ", ".join(names[:FEW]) + (" …" if len(names) > FEW else "")
    hint = did_you_mean(name, names) or (f"known: {few}" if names else f"the data has no {noun}")
    refuse(data.reply, literal(f"there is no {noun} '{name}'; {hint}"))


def _wrong(option: str, message: str) -> NoReturn:
    raise typer.BadParameter(literal(message), param_hint=option)

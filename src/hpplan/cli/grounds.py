"""The grounds of claims that a command writes: the source, from when they are known, and the
decision.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from inspect import Signature, signature
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from hpplan.cli.data_changes import OpenData
from hpplan.cli.given_values import a_day_or_period, a_text, wrong
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.domain.sources import Source
    from hpplan.programme.programme import ProgrammeData
    from hpplan.programme.statements import Grounds
    from hpplan.writing.changes import DataChange
    from hpplan.writing.yaml_flow import Value

SOURCE, NEW_SOURCE, KNOWN, DECISION = "--source", "--new-source", "--known", "--decision"
TITLE, PUBLISHED, URL, KIND, ADVANCE = "--title", "--published", "--url", "--kind", "--advance"
NOTE: Final = "--note"
DOCUMENT: Final = "document"
KINDS: Final = (DOCUMENT, "register", "assumption")


@dataclass(frozen=True, slots=True)
class StatedGrounds:
    """The grounds that the options state."""

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
        """The grounds, with a source that is in the data or new; a usage error ends the command."""
        from hpplan.recording.grounds import grounds_on

        source = self._source(data)
        return data.allowed(
            grounds_on(source, data.programme, self.known, self.decision, self.note)
        )

    def changes(
        self, programme: "ProgrammeData", grounds: "Grounds", *, source: bool = True
    ) -> "Iterator[DataChange]":
        """The changes that these grounds make in the files: the source, unless it is not needed or
        exists already, and the programme's date.
        """
        from hpplan.recording.grounds import moved_date, source_not_there

        yield from source_not_there(self.source_keys() if source else None, programme)
        yield from moved_date(programme, grounds.known_from, advance=self.advance)

    def source_keys(self) -> "dict[str, Value] | None":
        """The new source by its keys, if there is one; a usage error ends the command."""
        from hpplan.recording.claim import given, period_value

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
        """The source, in the data or new; a different one with that id ends the command."""
        from hpplan.recording.grounds import BadSource, known_source, new_source

        added = self.source_keys()
        if added is None:
            return data.allowed(known_source(self.source or "", data.programme))
        found = new_source(added, data.programme)
        if isinstance(found, BadSource):
            wrong(URL if self.url else NEW_SOURCE, found.message)
        return data.allowed(found)


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
    """The command with these options after its own; it gets them together as `stated`."""
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

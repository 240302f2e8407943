"""The language of a command's answer: that of `--lang`, else that of the programme."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from hpplan.cli.formats import Format
from hpplan.cli.given_values import one_of
from hpplan.language import Language, speak

if TYPE_CHECKING:
    from hpplan.programme.programme import ProgrammeData

OPTION: Final = "--lang"
FOR_PROGRAMS: Final = frozenset({Format.JSON, Format.CSV, Format.GEOJSON})
"""Formats for programs are always in English."""

Lang = Annotated[
    Language | None,
    typer.Option(
        OPTION,
        parser=one_of(Language),
        metavar=f"[{'|'.join(Language)}]",
        help="The language of what people read: English, bokmål or nynorsk; without it that of the "
        "programme. JSON, csv and what check finds stay English.",
        show_default=False,
    ),
]


def in_language(asked: Language | None) -> list[str]:
    """The option that asks for the same language again."""
    return [] if asked is None else [OPTION, str(asked)]


def speak_as_asked(asked: Language | None, programme: "ProgrammeData", form: Format) -> None:
    """Make sentences in the language of the answer until the command ends."""
    if form not in FOR_PROGRAMS:
        speak(asked or programme.agenda.language)

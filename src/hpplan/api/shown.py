"""Answers shown as text, in notebooks, and as pictures."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from hpplan.api.arguments import a_path
from hpplan.api.files import write
from hpplan.language import Language, speaking
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.document import Document
from hpplan.views.formats import html

if TYPE_CHECKING:
    from hpplan.views.pictures.svg import Svg

V_co = TypeVar("V_co", covariant=True)

WIDTH: Final = 100
"""The width of text in columns, where that of the screen is not known."""


@dataclass(frozen=True, repr=False)
class Report(Generic[V_co]):
    """The answer to a question: its `value`, and the text that the command line shows for it, in a
    `language`.
    """

    value: V_co
    document: Document
    language: Language = Language.EN

    def __str__(self) -> str:
        with speaking(self.language):
            return drawn(self.document)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return html.text(str(self))


@dataclass(frozen=True, repr=False)
class Picture:
    """A picture as SVG, which notebooks show. Its text is the content of the file."""

    svg: "Svg"

    def save(self, path: str | Path) -> None:
        """Write it to a file, whose name ends in `.svg`."""
        write(a_path(path, "path", ".svg"), str(self))

    def __str__(self) -> str:
        return self.svg.document()

    def __repr__(self) -> str:
        return f"<Picture {literal(self.svg.title)}>"

    def _repr_svg_(self) -> str:
        return str(self)


def drawn(document: Document) -> str:
    from hpplan.views.formats import text

    return text.render(document, colour=False, width=WIDTH).removesuffix("\n")


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

"""The parts of a page, in addition to the blocks of every document: tables, pictures, tiles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal

from hpplan.values import dataclass
from hpplan.views.document import Block
from hpplan.views.pictures.svg import Svg

Role = Literal["text", "name", "wave", "status", "number", "date"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table: its heading, and its content."""

    title: str
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `of` gives its subject: `site` and `wave`, by which the script knows it,
    and `status`, whose mark it has.
    """

    cells: tuple[str, ...]
    of: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table with a caption; the first column names its rows. A `quiet` caption repeats the text
    above it, for readers who do not see that.
    """

    caption: str
    fields: Sequence[Field]
    rows: Sequence[Row]
    id: str = ""
    quiet: bool = False

    def filled(self) -> "PageTable":
        """The table without empty columns."""
        some = [n for n, _ in enumerate(self.fields) if any(row.cells[n] for row in self.rows)]
        if not self.rows or len(some) == len(self.fields):
            return self
        return PageTable(
            self.caption,
            [self.fields[n] for n in some],
            [Row(tuple(row.cells[n] for n in some), row.of) for row in self.rows],
            self.id,
            self.quiet,
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, under a caption if there is one; its content is also given in a table or a
    sentence beside it.
    """

    svg: Svg
    caption: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure at a glance: its subject, its value, and a remark."""

    of: str
    figure: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures next to each other."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A source: its id, its title, its publisher and date, and its address."""

    id: str
    title: str
    about: str
    url: str | None


@dataclass(frozen=True, slots=True)
class References:
    """Sources, one below the other."""

    sources: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A file in the same folder as the page: its purpose, and its name."""

    text: str
    file: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Content in another language than the page."""

    lang: str
    block: Block


PageBlock = Block | PageTable | Picture | Tiles | Subheading | References | Beside | Foreign


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading; `id` is its name for links and the script."""

    id: str
    title: str
    blocks: tuple[PageBlock, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """The data of a page's script, and the id of the element that holds it."""

    id: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Page:
    """A page in a language. `names` are those of the programme, which are isolated within a
    sentence, whatever their writing direction; `waves` are the ids of its waves, for their colours.
    """

    lang: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
    names: tuple[str, ...]
    waves: tuple[str, ...] = ()
    compact: bool = False
    """Whether it should fit on one sheet of paper."""
    script: Script | None = None
    """The script that selects a site, filters and plays the history, if there is data for it."""

    def pictures(self) -> Iterator[Svg]:
        for section in self.sections:
            yield from (block.svg for block in section.blocks if isinstance(block, Picture))

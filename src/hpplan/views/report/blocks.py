"""What a page is made of, beside the blocks of every document: tables, pictures, tiles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal

from hpplan.values import dataclass
from hpplan.views.document import Block
from hpplan.views.pictures.svg import Svg

Role = Literal["text", "name", "wave", "status", "number", "date"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table: its heading, and what stands in it."""

    title: str
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. `of` says what it is about: `site` and `wave`, which the script knows it
    by, and `status`, of which it has the mark.
    """

    cells: tuple[str, ...]
    of: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table with a caption; the first column names its rows. A `quiet` caption repeats what is
    read above it, and is for who does not see that.
    """

    caption: str
    fields: Sequence[Field]
    rows: Sequence[Row]
    id: str = ""
    quiet: bool = False

    def filled(self) -> "PageTable":
        """The table without the columns in which no row says anything."""
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
    """A picture, under a caption if there is one; what it shows is also said in a table or a
    sentence beside it.
    """

    svg: Svg
    caption: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure that is read at a glance: what of, how much, and what to know about it."""

    of: str
    figure: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Figures side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Where something comes from: its id, what it is called, by whom and when, and its address."""

    id: str
    title: str
    about: str
    url: str | None


@dataclass(frozen=True, slots=True)
class References:
    """Sources, one beneath the other."""

    sources: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that lies beside the page: what it is for, and its name."""

    text: str
    file: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """What is in another language than the page."""

    lang: str
    block: Block


PageBlock = Block | PageTable | Picture | Tiles | Subheading | References | Beside | Foreign


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading; `id` is what links and the script know it by."""

    id: str
    title: str
    blocks: tuple[PageBlock, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """What the script of a page reads, and the id of the element that holds it."""

    id: str
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Page:
    """A page in a language. `names` are those of the programme, which stand by themselves in a
    sentence, whichever way they are written; `waves` are the ids of its waves, for their colours.
    """

    lang: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
    names: tuple[str, ...]
    waves: tuple[str, ...] = ()
    compact: bool = False
    """Whether it is to fit one sheet of paper."""
    script: Script | None = None
    """What picks a site, filters and plays the history, where there is something for it to read."""

    def pictures(self) -> Iterator[Svg]:
        for section in self.sections:
            yield from (block.svg for block in section.blocks if isinstance(block, Picture))

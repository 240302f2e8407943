"""Pages of HTML as tests read them: strictly, element by element."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})


@dataclass
class Element:
    """An element with its attributes, and what is in it."""

    name: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    def all(self, name: str = "", attribute: str = "") -> "Iterator[Element]":
        """The elements in it, or those of that name, or which have that attribute."""
        for child in self.children:
            if isinstance(child, Element):
                if name in ("", child.name) and (not attribute or attribute in child.attributes):
                    yield child
                yield from child.all(name, attribute)

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    @property
    def words(self) -> str:
        """Its text, with single blanks."""
        return " ".join(self.text.split())


class _Strict(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(page: str) -> Element:
    """The page; every element of it is closed where it should be."""
    parser = _Strict()
    parser.feed(page)
    parser.close()
    assert [element.name for element in parser.open] == [""]
    return parser.root


def sections(page: Element) -> dict[str, Element]:
    """The sections of the page by their ids."""
    return {each.attributes["id"]: each for each in page.all("section")}

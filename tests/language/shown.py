"""What people read in a page, a picture or a workbook, without what findings say in English."""

import json
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from python_calamine import load_workbook

_EMPTY: Final = {"br", "circle", "line", "link", "meta", "path", "rect"}
"""What has no end of its own, or nothing in it."""
_IN_A_LINE: Final = {"a", "b", "bdi", "em", "i", "small", "span", "strong"}
_SPOKEN: Final = ("aria-label", "alt", "title", "placeholder")


class _Page(HTMLParser):
    """The texts of a page, and of the data of its script; who marks them as English means it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = dict(attrs)
        self.said += [stated[key] or "" for key in _SPOKEN if key in stated]
        if stated.get("name") == "description":
            self.said.append(stated["content"] or "")
        self._apart(tag)
        if tag not in _EMPTY:
            self._open.append((tag, stated))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._apart(tag)

    def handle_endtag(self, tag: str) -> None:
        self._apart(tag)
        opened, _ = self._open.pop()
        assert opened == tag

    def handle_data(self, data: str) -> None:
        for tag, stated in self._open:
            if tag == "style" or stated.get("lang") == "en":
                return
        tag, stated = self._open[-1] if self._open else ("", {})
        if tag != "script":
            self.said.append(data)
        elif stated.get("type") == "application/json":
            self.said += [f"{text}\n" for text in _texts(json.loads(data))]

    def _apart(self, tag: str) -> None:
        if tag not in _IN_A_LINE:
            self.said.append("\n")


def _texts(value: object) -> Iterator[str]:
    """The texts in a value of JSON, whose keys nobody reads."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def of_page(text: str) -> str:
    """What a page of HTML says."""
    page = _Page()
    page.feed(text)
    page.close()
    return "".join(page.said)


def of_workbook(file: Path, english: Collection[str]) -> str:
    """What the sheets of a workbook and their cells say, but for the columns of these headings."""
    book, said = load_workbook(str(file)), list[str]()
    for name in book.sheet_names:
        said.append(name)
        for column in zip(*book.get_sheet_by_name(name).to_python(), strict=True):
            heading = str(column[0])
            if heading not in english:
                said.append(heading.replace("_", " "))
                said += [cell for cell in column[1:] if isinstance(cell, str)]
    return "\n".join(said)

"""Entries inserted into the text of one YAML file. Everything else stays the same, byte for byte.

The result of a splice is read again and compared: the file then says what it said before and what
was inserted, or nothing is spliced at all.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, Final

from hpplan.diagnostics.finding import Edit
from hpplan.diagnostics.fixes.splicing import spliced
from hpplan.diagnostics.place import Place
from hpplan.reading.places import FilePlaces, Places
from hpplan.reading.yaml_text import parse
from hpplan.values import dataclass
from hpplan.writing.yaml_flow import Value, flow, key_text

Path = tuple[str | int, ...]
"""The path from the root of a file to a value: keys, and numbers of items."""


@dataclass(frozen=True, slots=True)
class Items:
    """New items of the list at the path: after the item with that number, else at its end."""

    path: Path
    values: tuple[Value, ...]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class NewKey:
    """A new key of the mapping at the path: after the first of those keys that it has, else at its
    end.
    """

    path: Path
    key: str
    value: Value
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instead:
    """Another value for the one at the path, which is neither a list nor a mapping."""

    path: Path
    value: Value


Splice = Items | NewKey | Instead


@dataclass(frozen=True, slots=True)
class CannotSplice:
    """Why the text cannot be changed there without changing something else as well."""

    message: str
    place: Place | None


class _Refused(Exception):
    def __init__(self, message: str, place: Place | None) -> None:
        self.why = CannotSplice(message, place)


def splice(text: str, splices: Sequence[Splice], shown: str) -> str | CannotSplice:
    """The text of the file, which the user knows as `shown`, with all splices. No two of them may
    concern the same key, nor add items to a list at the same place.
    """
    tree, places = _parsed(text, shown)
    file = places.files[0]
    try:
        edits = [edit for each in _inmost_first(splices) for edit in _Splicing(file).edits(each)]
    except _Refused as refused:
        return refused.why
    done = spliced(text, edits)
    again, _ = _parsed(done, shown)
    expected = _bare(tree)
    for each in sorted(_inmost_first(splices), key=_last_first):
        _apply(expected, each)
    if again != expected and _bare(again) != expected:
        place = edits[0].place if edits else None
        return CannotSplice(
            "the file cannot be changed here without changing more than that", place
        )
    return done


def _inmost_first(splices: Sequence[Splice]) -> list[Splice]:
    """Splices at the same place in their order there: the end of a value, then what follows it."""
    return sorted(splices, key=lambda each: -len(each.path))


def _last_first(each: Splice) -> tuple[int, float]:
    """The order in which numbers of items stay valid: added items shift those after them."""
    after = each.after if isinstance(each, Items) else None
    return -len(each.path), -inf if after is None else -after


def _parsed(text: str, shown: str) -> tuple[Any, Places]:
    """The values of the text; None for a text with errors."""
    places = Places()
    value, faults = parse(text, shown, places)
    return (None if faults else value), places


def _bare(value: Any) -> Any:
    """The value without the addresses that reading gives."""
    if isinstance(value, dict):
        return {key: _bare(entry) for key, entry in value.items() if key != "@"}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value


def _apply(tree: Any, change: Splice) -> None:
    """Apply to the plain values what the splice does to the text."""
    steps = change.path[:-1] if isinstance(change, Instead) else change.path
    for step in steps:
        tree = tree[step]
    match change:
        case Items(_, values, after):
            at = len(tree) if after is None else after + 1
            tree[at:at] = [_plain(value) for value in values]
        case NewKey(_, key, value):
            tree[key] = _plain(value)
        case Instead(path, value):
            tree[path[-1]] = _plain(value)


def _plain(value: Value) -> Any:
    match value:
        case str():
            return value
        case Mapping():
            return {key: _plain(value[key]) for key in value}
        case Sequence():
            return [_plain(item) for item in value]
        case _:
            return value


_LINE: Final = re.compile(r"[^\r\n]*")
_BLANKS: Final = re.compile(r"(?:\s|(?<=\s)#[^\r\n]*)*")
_PROPERTIES: Final = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:\s|(?<=\s)#[^\r\n]*)*)*")
_NOTHING_MORE: Final = re.compile(r"\s*|\s+#.*")
_KEEPS_BREAKS: Final = re.compile(r"[|>]\d?\+")


class _Splicing:
    """The edits of splices of one file."""

    def __init__(self, file: FilePlaces) -> None:
        self.file = file
        self.text = file.text
        first = file.text[file.starts[1] :] if len(file.starts) > 1 else ""
        self.as_json = bool(len(file.starts)) and self._is_flow(0) and first.startswith('"')
        """Whether the whole file is JSON, and has to stay JSON."""

    def edits(self, change: Splice) -> list[Edit]:
        """The edits that the change makes."""
        node = self._node(change.path)
        match change:
            case Items(_, values, after):
                children = self._children(node)
                if self._is_flow(node):
                    texts = [flow(value, as_json=self.as_json) for value in values]
                    return self._into_flow(node, children, texts, after)
                if not children:
                    raise self._refusal("this is no list", node)
                behind = children[-1 if after is None else after]
                lines = [line for value in values for line in self._item(value, behind)]
                return self._lines_behind(behind, self._column(node), lines)
            case NewKey(_, key, value, after):
                keys = self._keys(node)
                children = [at + self.file.sizes[at] for at in keys.values()]
                name = next((name for name in after if name in keys), None)
                number = None if name is None else [*keys].index(name)
                if self._is_flow(node):
                    written = flow(value, as_json=self.as_json)
                    entry = f"{key_text(key, as_json=self.as_json)} {written}"
                    return self._into_flow(node, children, [entry], number)
                last = children[-1 if number is None else number]
                return self._lines_behind(last, self._column(node), _entry(key, value))
            case Instead(_, value):
                return [self._instead(node, value)]

    def _node(self, path: Path) -> int:
        """The node that the path leads to; refused where changing it would also change another
        value.
        """
        file, node = self.file, 0
        for step in path:
            way = file.ways(node)[step]
            node = way + file.sizes[way] if isinstance(step, str) else way
            if node in file.alias_targets:
                raise self._refusal("this is an alias: write out the value that it refers to", node)
        for alias, target in file.alias_targets.items():
            if target <= node < target + file.sizes[target]:
                line = file.node_place(alias).line
                message = f"the alias in line {line} refers to this and would change, too"
                raise self._refusal(f"{message}: write it out there", node)
        return node

    def _refusal(self, message: str, node: int) -> _Refused:
        return _Refused(message, self.file.node_place(node))

    def _children(self, node: int) -> list[int]:
        if not self._is_list(node):
            raise self._refusal("this is no list", node)
        return [*self.file.ways(node).values()]

    def _keys(self, node: int) -> dict[str | int, int]:
        """The nodes of the keys of a mapping, in their order."""
        ways = {} if self._is_list(node) else self.file.ways(node)
        if not ways and not self._is_flow(node):
            raise self._refusal("this is no mapping", node)
        return dict(sorted(ways.items(), key=lambda way: way[1]))

    def _is_list(self, node: int) -> bool:
        lists = self.file.sequences
        at = bisect_left(lists, node)
        return at < len(lists) and lists[at] == node

    def _is_flow(self, node: int) -> bool:
        """Whether the list or mapping is in flow style, in brackets."""
        return self.text[self._content(node) :][:1] in ("[", "{")

    def _content(self, node: int) -> int:
        """Where the value begins, after its anchor and tag."""
        found = _PROPERTIES.match(self.text, self.file.starts[node])
        assert found is not None
        return found.end()

    def _column(self, node: int) -> int:
        """The indentation of the entries of a list or mapping in block style."""
        at = self._content(node) if self._is_list(node) else self.file.starts[node + 1]
        return at - self._line_start(at)

    def _line_start(self, offset: int) -> int:
        starts = self.file.line_starts
        return starts[bisect_right(starts, offset) - 1]

    def _line_end(self, offset: int) -> int:
        found = _LINE.match(self.text, offset)
        assert found is not None
        return found.end()

    def _break_at(self, offset: int) -> str:
        """The line break in use here."""
        found = re.compile(r"\r\n|\r|\n").search(self.text, offset)
        if found is None:
            breaks = re.findall(r"\r\n|\r|\n", self.text)
            return breaks[-1] if breaks else "\n"
        return found[0]

    def _edit(self, start: int, end: int, text: str) -> Edit:
        return Edit(self.file.between(start, end), text)

    # --- outside of brackets ----------------------------------------------------------------

    def _item(self, value: Value, beside: int) -> list[str]:
        """A new item in the style of the one beside it: in brackets, or one key a line."""
        keys = self.file.sizes[beside] > 1 and not self._is_list(beside)
        if not isinstance(value, Mapping) or not value or not keys or self._is_flow(beside):
            return [f"- {flow(value)}"]
        entries = [f"{key_text(key)} {flow(entry)}" for key, entry in value.items()]
        return [f"{'  ' if n else '- '}{entry}" for n, entry in enumerate(entries)]

    def _lines_behind(self, node: int, column: int, lines: Sequence[str]) -> list[Edit]:
        """New lines after the one that the value ends on."""
        file, text = self.file, self.text
        last = node + file.sizes[node] - 1
        end = file.ends[last] if file.sizes[node] == 1 else file.ends[node]
        ending = self._break_at(max(end - 1, 0))
        indented = [" " * column + line for line in lines]
        if _KEEPS_BREAKS.match(text, self._content(last)) and text[end - 1 : end] in ("\r", "\n"):
            return [self._edit(end, end, "".join(line + ending for line in indented))]
        is_block_text = text[self._content(last) :][:1] in ("|", ">")
        if is_block_text and end == len(text) and not text.endswith(("\r", "\n")):
            raise self._refusal("the file ends within this text: end it with a line break", last)
        if is_block_text or file.sizes[node] > 1:
            end = len(text[:end].rstrip())
        eol = self._line_end(end)
        if _NOTHING_MORE.fullmatch(text[end:eol]) is None:
            raise self._refusal("something else stands behind this on its line", node)
        return [self._edit(eol, eol, "".join(self._break_at(eol) + line for line in indented))]

    def _instead(self, node: int, value: Value) -> Edit:
        start, end = self.file.starts[node], self.file.ends[node]
        written = self.text[start:end]
        if self.file.sizes[node] > 1 or written[:1] in tuple("&!|>[{"):
            raise self._refusal("this cannot be replaced as it is written: write it plainly", node)
        quoted = self.as_json or written[:1] in ("'", '"')
        new = flow(value, as_json=quoted)
        return self._edit(start, end, new if written else f" {new}")

    # --- in brackets ------------------------------------------------------------------------

    def _into_flow(
        self, node: int, children: Sequence[int], texts: Sequence[str], after: int | None
    ) -> list[Edit]:
        """New entries in brackets: on the line of the one before, or on lines of their own where
        the closing bracket is on its own line.
        """
        text, file = self.text, self.file
        closing = file.ends[node] - 1
        if not children:
            return [self._edit(closing, closing, ", ".join(texts))]
        last = children[-1 if after is None else after]
        end = file.ends[last]
        if after is not None and after < len(children) - 1:
            return [self._edit(end, end, "".join(f", {entry}" for entry in texts))]
        blanks = _BLANKS.match(text, end)
        assert blanks is not None
        comma = blanks.end() if text[blanks.end()] == "," else None
        alone = not text[self._line_start(closing) : closing].strip()
        if not alone or self._line_start(closing) <= end:
            if comma is not None:
                return [self._edit(comma + 1, comma + 1, "".join(f" {entry}," for entry in texts))]
            return [self._edit(end, end, "".join(f", {entry}" for entry in texts))]
        begins = last if self._is_list(node) else self._key_of(node, last)
        line = self._line_start(file.starts[begins])
        indent = text[line : file.starts[begins]]
        indent = indent[: len(indent) - len(indent.lstrip())]
        eol = self._line_end(end if comma is None else comma)
        ending = self._break_at(eol)
        new = [f"{ending}{indent}{entry}" for entry in texts]
        if comma is not None:
            return [self._edit(eol, eol, "".join(f"{line}," for line in new))]
        return [self._edit(end, end, ","), self._edit(eol, eol, ",".join(new))]

    def _key_of(self, node: int, value: int) -> int:
        keys = self.file.ways(node).values()
        return next(key for key in keys if key + self.file.sizes[key] == value)


def _entry(key: str, value: Value) -> list[str]:
    """A key with its value, as lines: one item of a list a line, one key of a mapping a line."""
    match value:
        case str() | int() | float() | None:
            return [f"{key_text(key)} {flow(value)}"]
        case Mapping():
            lines = [f"{key_text(name)} {flow(entry)}" for name, entry in value.items()]
        case _:
            lines = [f"- {flow(item)}" for item in value]
    return [key_text(key), *(f"  {line}" for line in lines)]

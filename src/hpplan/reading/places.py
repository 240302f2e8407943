"""The place of every YAML node of a data directory.

Nodes are numbered by their *address*, counted in document order through all files. A file costs
twelve bytes a node; lines, columns and the path of keys are computed on demand.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from hpplan.diagnostics.place import BREAKS, Place, line_starts

_BLANKS: Final = " \t" + BREAKS
_FOLDED: Final = str.maketrans(BREAKS, "  ")


class FilePlaces:
    """The nodes of one file in pre-order; the keys and values of a mapping alternate."""

    def __init__(self, file: str, text: str, base: int) -> None:
        self.file = file
        self.text = text
        self.base = base
        """The address of the first node."""
        self.starts = array("I")
        self.ends = array("I")
        self.sizes = array("I")
        """The number of nodes in each subtree, its root included; an alias is one node."""
        self.sequences = array("I")
        """Which nodes are sequences, ascending."""
        self.key_texts: dict[int, str] = {}
        """The text of a key, where that differs from what is written: quotes, escapes, anchors."""
        self.alias_targets: dict[int, int] = {}
        self._ways: dict[int, Mapping[str | int, int]] = {}
        self._firsts: dict[int, tuple[dict[str, int], int]] = {}

    def forget_nodes(self) -> None:
        """Keep only the text: the nodes of an unusable file are never looked up."""
        del self.starts[:], self.ends[:], self.sizes[:], self.sequences[:]
        self.key_texts.clear()
        self.alias_targets.clear()

    @cached_property
    def line_starts(self) -> Sequence[int]:
        return line_starts(self.text)

    def between(self, start: int, end: int) -> Place:
        """The place from one offset to another."""
        line = bisect_right(self.line_starts, start)
        end_line = bisect_right(self.line_starts, end)
        column = start - self.line_starts[line - 1] + 1
        end_column = end - self.line_starts[end_line - 1] + 1
        return Place(self.file, line, column, end_line, end_column)

    def line(self, number: int) -> str:
        """The line without its break; empty where the file has no such line."""
        if not 1 <= number <= len(self.line_starts):
            return ""
        end = self.line_starts[number] if number < len(self.line_starts) else None
        return self.text[self.line_starts[number - 1] : end].rstrip(BREAKS)

    def node_place(self, node: int) -> Place:
        start, end = self.starts[node], self.ends[node]
        if self.sizes[node] > 1:  # a last leaf such as `|` text includes the line break
            end = start + len(self.text[start:end].rstrip(_BLANKS))
        return self.between(start, end)

    def first_key(self, mapping: int, text: str) -> int:
        """The first key with this text, in a mapping known to have it; it may still be open."""
        firsts, key = self._firsts.get(mapping, ({}, mapping + 1))
        while text not in firsts:
            firsts.setdefault(self._key_text(key), key)
            value = key + self.sizes[key]
            key = value + self.sizes[value]
        self._firsts[mapping] = firsts, key
        return firsts[text]

    def ways(self, node: int) -> Mapping[str | int, int]:
        """Where each step into a node leads: from a key's text to the key, from an index to the
        item.
        """
        node = self.alias_targets.get(node, node)
        ways = self._ways.get(node)
        if ways is None:
            ways = self._ways[node] = self._ways_into(node)
        return ways

    def _ways_into(self, node: int) -> Mapping[str | int, int]:
        children = array("I")
        child = node + 1
        while child < node + self.sizes[node]:
            children.append(child)
            child += self.sizes[child]
        at = bisect_left(self.sequences, node)
        if at < len(self.sequences) and self.sequences[at] == node:
            return _Items(children)
        return {self._key_text(key): key for key in reversed(children[::2])}

    def _key_text(self, key: int) -> str:
        text = self.key_texts.get(key)
        if text is not None:
            return text
        return self.text[self.starts[key] : self.ends[key]].translate(_FOLDED)


class _Items(Mapping[str | int, int]):
    """Where each index of a list leads to, in four bytes an item."""

    def __init__(self, items: Sequence[int]) -> None:
        self._items = items

    def __getitem__(self, index: str | int) -> int:
        if isinstance(index, int) and 0 <= index < len(self._items):
            return self._items[index]
        raise KeyError(index)

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self._items)))

    def __len__(self) -> int:
        return len(self._items)


class Places:
    """The place of each node of all files. A negative address has no place."""

    def __init__(self) -> None:
        self._files: list[FilePlaces] = []
        self._bases: list[int] = []
        self._by_name: dict[str, FilePlaces] = {}

    def open(self, file: str, text: str) -> FilePlaces:
        """A new file, whose nodes are numbered after those of the files before it."""
        last = self._files[-1] if self._files else None
        opened = FilePlaces(file, text, last.base + len(last.starts) if last else 0)
        self._files.append(opened)
        self._bases.append(opened.base)
        self._by_name[file] = opened
        return opened

    @property
    def files(self) -> Sequence[FilePlaces]:
        """All files, in the order in which they were read."""
        return self._files

    def place(self, address: int) -> Place | None:
        """The place of the node itself; None for a negative address."""
        return self.inside(address)

    def inside(self, address: int, *path: str | int) -> Place | None:
        """The place of the value that the path leads to; a step that names no node is skipped."""
        if address < 0:
            return None
        file, _, value = self._reached(address, path)
        return file.node_place(value)

    def key(self, address: int, *path: str | int) -> Place | None:
        """The place of the key that the last step names; of the item, where it is an index."""
        if address < 0:
            return None
        file, key, _ = self._reached(address, path)
        return file.node_place(key)

    def written(self, address: int, *path: str | int) -> str | None:
        """The text of the value that the path leads to, in one line; None where there is none."""
        if address < 0:
            return None
        file = self._file(address)
        value = address - file.base
        for step in path:
            way = file.ways(value).get(step)
            if way is None:
                return None
            value = way + file.sizes[way] if isinstance(step, str) else way
        return " ".join(file.text[file.starts[value] : file.ends[value]].split())

    def nodes(self, address: int) -> int:
        """The number of nodes in the value, itself included."""
        file = self._file(address)
        return file.sizes[address - file.base]

    def source_line(self, place: Place) -> str:
        """The line a place starts in, without its break; empty for a file that was not read."""
        file = self._by_name.get(place.file)
        return file.line(place.line) if file else ""

    def _file(self, address: int) -> FilePlaces:
        return self._files[bisect_right(self._bases, address) - 1]

    def _reached(self, address: int, path: tuple[str | int, ...]) -> tuple[FilePlaces, int, int]:
        file = self._file(address)
        key = value = address - file.base
        for step in path:
            way = file.ways(value).get(step)
            if way is not None:
                key = way
                value = way + file.sizes[way] if isinstance(step, str) else way
        return file, key, value

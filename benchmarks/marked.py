"""A YAML text with the offsets of its values, as PyYAML's own composer finds them.

Not by hpplan's reader: what is planted here is known by another way than it is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


@dataclass(frozen=True)
class Pair:
    """A key and its value in a mapping."""

    mapping: MappingNode
    key: ScalarNode
    value: Node

    @property
    def text(self) -> str:
        """What the value says, where it is no list or mapping."""
        return self.value.value if isinstance(self.value, ScalarNode) else ""

    @property
    def word(self) -> ScalarNode:
        """The value, which is no list or mapping."""
        assert isinstance(self.value, ScalarNode)
        return self.value

    @property
    def quoted(self) -> bool:
        return isinstance(self.value, ScalarNode) and self.value.style in ("'", '"')


@dataclass(frozen=True)
class Marked:
    """A file and where its values stand."""

    name: str
    text: str

    @cached_property
    def root(self) -> MappingNode:
        found = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        assert isinstance(found, MappingNode)
        return found

    def section(self, name: str) -> list[MappingNode]:
        """The entries of a section; none, where the file does not have it."""
        for key, value in self.root.value:
            if key.value == name and isinstance(value, SequenceNode):
                return [entry for entry in value.value if isinstance(entry, MappingNode)]
        return []

    def mappings(self, node: Node | None = None) -> Iterator[MappingNode]:
        """Every mapping of the file, those around others first."""
        node = self.root if node is None else node
        if isinstance(node, MappingNode):
            yield node
            for _, value in node.value:
                yield from self.mappings(value)
        elif isinstance(node, SequenceNode):
            for item in node.value:
                yield from self.mappings(item)

    def pairs(self, *keys: str) -> Iterator[Pair]:
        """Every key of these names in the file, with its value."""
        for mapping in self.mappings():
            yield from (pair for pair in pairs(mapping) if pair.key.value in keys)

    def line_column(self, offset: int) -> tuple[int, int]:
        before = self.text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    def line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Just behind the line break."""
        return self.text.index("\n", offset) + 1


def pairs(mapping: MappingNode) -> list[Pair]:
    return [Pair(mapping, key, value) for key, value in mapping.value]


def pair(mapping: MappingNode, key: str) -> Pair | None:
    return next((found for found in pairs(mapping) if found.key.value == key), None)


def value(mapping: MappingNode, key: str) -> str:
    """The text at the key; empty where there is none."""
    found = pair(mapping, key)
    return "" if found is None else found.text


def start(node: Node) -> int:
    return int(node.start_mark.index)


def end(node: Node) -> int:
    return int(node.end_mark.index)


def items(mapping: MappingNode, key: str) -> list[MappingNode]:
    """The mappings in the list at the key; none, where there is no list."""
    found = pair(mapping, key)
    if found is None or not isinstance(found.value, SequenceNode):
        return []
    return [item for item in found.value.value if isinstance(item, MappingNode)]


def at_key(mapping: MappingNode, key: str) -> Pair:
    """The key and its value, which are there."""
    found = pair(mapping, key)
    assert found is not None
    return found


def behind(mapping: MappingNode, key: str) -> Pair:
    """The key that follows this one."""
    found = pairs(mapping)
    return found[[each.key.value for each in found].index(key) + 1]


def flow(node: MappingNode | SequenceNode) -> bool:
    return bool(node.flow_style)

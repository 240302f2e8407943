"""The kinds of rules or goals, each loaded when it is first asked for."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Generic, TypeVar

K = TypeVar("K")


class Kinds(Mapping[str, type[K]], Generic[K]):
    """The kinds by the word that names them in a data file.

    Most programmes have few of them, and each adds a millisecond or two to start-up: the class
    `FewestWaves` of `fewest_waves.py` is loaded where `fewest-waves` is written, or where the class
    is imported.
    """

    def __init__(self, room: str, words: tuple[str, ...]) -> None:
        self._room = room
        self._words = words
        self._loaded: dict[str, type[K]] = {}
        self._by_class = {word.title().replace("-", ""): word for word in words}

    def __getitem__(self, word: str) -> type[K]:
        if word not in self._loaded:
            if word not in self._words:
                raise KeyError(word)
            module = import_module(f"{self._room}.{word.replace('-', '_')}")
            self._loaded[word] = getattr(module, word.title().replace("-", ""))
        return self._loaded[word]

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def attribute(self, name: str) -> Any:
        """The attribute of the room's module with this name: one of the classes, or all of them as
        `KINDS`.
        """
        if name == "KINDS":
            return tuple(self.values())
        if name not in self._by_class:
            raise AttributeError(f"module '{self._room}' has no attribute '{name}'")
        return self[self._by_class[name]]

"""What every kind of planted fault is made with: the data, the dice, and a mutant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, TypeVar

from yaml.nodes import MappingNode

from marked import Marked, flow, items, start, value

DATA: Final = Path(__file__).parents[2] / "data"
AS_OF: Final = "2023-07-04"
T = TypeVar("T")
SITES: Final = ("trusts", "municipalities")
LOOK_ALIKES: Final = dict(zip("aeopcxi", "аеорсхі", strict=True))
"""Latin letters, and Cyrillic ones that look like them."""


@dataclass(frozen=True)
class Mutant:
    """The data with one fault. `at` are the places of which the finding names one: the file, the
    line and the column. `hint` must stand in what it says to do; None where nothing can be said.
    """

    kind: str
    code: str
    files: Mapping[str, bytes]
    at: frozenset[tuple[str, int, int]] = field(default=frozenset())
    hint: str | None = None

    @property
    def harmless(self) -> bool:
        return not self.code


@dataclass(frozen=True)
class Corpus:
    """The real data, and the dice."""

    files: Mapping[str, Marked]
    dice: Random

    @classmethod
    def of(cls, folder: Path, seeded: int) -> "Corpus":
        read = {p.name: Marked(p.name, p.read_text("utf-8")) for p in sorted(folder.glob("*.yaml"))}
        return cls(read, Random(seeded))

    @property
    def who(self) -> Marked:
        return self.files["municipalities.yaml"]

    @property
    def when(self) -> Marked:
        return self.files["waves.yaml"]

    def some(self, found: Iterable[T], number: int) -> list[T]:
        """So many of them, or all, in the order of the data."""
        known = list(found)
        if len(known) <= number:
            return known
        return [known[place] for place in sorted(self.dice.sample(range(len(known)), number))]

    def ids(self, *sections: str) -> list[str]:
        return [
            value(entry, "id")
            for file in self.files.values()
            for section in sections
            for entry in file.section(section)
        ]

    def spliced(
        self,
        kind: str,
        code: str,
        file: Marked,
        cut: tuple[int, int],
        new: str,
        at: int | Sequence[int] | None = None,
        hint: str | None = None,
    ) -> Mutant:
        """The data with a stretch of one file replaced; `at` are offsets in the new text, and the
        start of the stretch where none are named.
        """
        changed = Marked(file.name, file.text[: cut[0]] + new + file.text[cut[1] :])
        offsets = [cut[0]] if at is None else [at] if isinstance(at, int) else at
        places = frozenset((file.name, *changed.line_column(offset)) for offset in offsets)
        contents = {name: each.text.encode() for name, each in self.files.items()}
        return Mutant(kind, code, contents | {file.name: changed.text.encode()}, places, hint)


def block_entries(corpus: Corpus) -> list[MappingNode]:
    return [entry for entry in corpus.who.section("municipalities") if not flow(entry)]


def claims(corpus: Corpus) -> list[tuple[Marked, MappingNode, MappingNode]]:
    """Each claim of a site in one line of flow style, with its file and its site."""
    found = []
    for file in corpus.files.values():
        for section in SITES:
            for site in file.section(section):
                found += [(file, site, claim) for claim in items(site, "claims") if flow(claim)]
    return found


def standing(
    corpus: Corpus, *words: str, never: Sequence[str] = ()
) -> list[tuple[Marked, MappingNode]]:
    """The sites of which one of the words is said by the as-of date, and none of the others."""
    said: dict[int, tuple[Marked, MappingNode, set[str]]] = {}
    for file, site, claim in claims(corpus):
        known = said.setdefault(start(site), (file, site, set()))[2]
        if known_from(corpus, claim) <= AS_OF:
            known.add(value(claim, "says"))
    return [
        (file, site)
        for file, site, known in said.values()
        if known & set(words) and not known & set(never)
    ]


def added(
    corpus: Corpus,
    kind: str,
    code: str,
    section: str,
    text: str,
    at: int | Sequence[int],
    hint: str | None = None,
    file: Marked | None = None,
) -> Mutant:
    """The data with an entry more at the head of the section; `at` counts within the entry."""
    file = file or corpus.when
    first = file.section(section)[0]
    line = file.line_start(start(first))
    indent = " " * (start(first) - 2 - line)
    offsets = [line + len(indent) + n for n in ([at] if isinstance(at, int) else at)]
    return corpus.spliced(kind, code, file, (line, line), f"{indent}{text}\n", offsets, hint)


def known_from(corpus: Corpus, claim: MappingNode) -> str:
    """From when a claim was known, as a day; of a month the last one, of others a late guess."""
    stated = value(claim, "known")
    if not stated:
        source = next(
            s for s in corpus.who.section("sources") if value(s, "id") == value(claim, "source")
        )
        stated = value(source, "published") or "9999"
    return {7: f"{stated}-31", 10: stated}.get(len(stated), f"{stated[:4]}-12-31")

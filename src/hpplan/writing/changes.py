"""The changes that a command wants to write, and the files that they go into."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from hpplan.diagnostics.place import Place
from hpplan.reading.places import Places
from hpplan.reading.programme_files import OWNERS
from hpplan.reading.yaml_text import parse
from hpplan.values import dataclass
from hpplan.writing.splices import CannotSplice, Instead, Items, NewKey, Path, Splice, splice
from hpplan.writing.yaml_flow import Value


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A new entry of a section such as `sources`, at its end."""

    section: str
    keys: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim at the end of those of a site, or of a wave."""

    section: str
    """`waves`, or `sites` for a site of whatever section."""
    of: str
    keys: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class NewDate:
    """Another `programme.as_of`. `otherwise` is the section for a programme that has none, without
    which the folder would be read as that as well.
    """

    as_of: str
    otherwise: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RuleEnds:
    """The rule of this address, in the programme that was read from the same texts, is in force
    until a day, that day included.
    """

    rule: int
    until: str


@dataclass(frozen=True, slots=True)
class NewRule:
    """A new rule, after the one of that address."""

    keys: Mapping[str, Value]
    after: int | None = None


DataChange = NewEntry | NewClaim | NewDate | RuleEnds | NewRule

_FIRST, _THEN, _LAST = 0, 1, 2
_SITES: Final = "sites"


@dataclass(frozen=True, slots=True)
class CannotWrite:
    """Why nothing is written: the place is in the texts as they are."""

    message: str
    place: Place | None = None


def changed_texts(
    texts: Mapping[str, str], changes: Sequence[DataChange]
) -> dict[str, str] | CannotWrite:
    """The texts of the changed files, in the order in which they are to be written, so that the
    data is valid even if writing stops between two files. `texts` are those of all data files, in
    the order in which they are read.
    """
    layout = _Layout(texts)
    splices: dict[str, list[Splice]] = {}
    ranks: dict[str, int] = {}
    for change in _together(changes):
        found = layout.splice_of(change)
        if isinstance(found, CannotWrite):
            return found
        file, each, rank = found
        splices.setdefault(file, []).append(each)
        ranks[file] = min(rank, ranks.get(file, rank))
    done: dict[str, str] = {}
    for file in sorted(splices, key=lambda name: (ranks[name], [*texts].index(name))):
        text = splice(texts[file], _merged(splices[file]), file)
        if isinstance(text, CannotSplice):
            return CannotWrite(text.message, text.place)
        done[file] = text
    return done


def _together(changes: Sequence[DataChange]) -> list[DataChange | tuple[NewClaim, ...]]:
    """The changes, with all claims of one site or wave as one."""
    claims: dict[tuple[str, str], tuple[NewClaim, ...]] = {}
    for change in changes:
        if isinstance(change, NewClaim):
            of = change.section, change.of
            claims[of] = (*claims.get(of, ()), change)
    others = [change for change in changes if not isinstance(change, NewClaim)]
    return [*others, *claims.values()]


def _merged(splices: Sequence[Splice]) -> list[Splice]:
    """The splices, with those into the same place of a list merged, and also those that add the
    same key.
    """
    merged: dict[object, Splice] = {}
    for number, each in enumerate(splices):
        match each:
            case Items(path, _, after):
                key: object = (Items, path, after)
            case NewKey(path, name, [*_]):
                key = (NewKey, path, name)
            case _:
                key = number
        match merged.get(key), each:
            case Items(_, values) as before, Items(_, more):
                merged[key] = replace(before, values=(*values, *more))
            case NewKey(value=[*values]) as before, NewKey(value=[*more]):
                merged[key] = replace(before, value=[*values, *more])
            case _:
                merged[key] = each
    return [*merged.values()]


class _Layout:
    """Which file contains what, by the plain values of all of them."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        places = Places()
        self.places = places
        self.trees: dict[str, dict[str, Any]] = {}
        self.owners: dict[tuple[str, ...], dict[str, tuple[str, Path, dict[str, Any]]]] = {}
        for file, text in texts.items():
            value, _ = parse(text, file, places)
            if isinstance(value, dict):
                self.trees[file] = value

    def splice_of(
        self, change: DataChange | tuple[NewClaim, ...]
    ) -> tuple[str, Splice, int] | CannotWrite:
        """The file that the change goes into, the splice, and the rank of that file in writing."""
        match change:
            case NewEntry(section, keys):
                file, each = self._into_section(section, keys)
                return file, each, _FIRST
            case NewDate(as_of, otherwise):
                file, each = self._dated(as_of, otherwise)
                return file, each, _THEN
            case RuleEnds(rule, until):
                return self._ended(rule, until)
            case NewRule(keys, after):
                behind = None if after is None else self._rule(after)
                if behind is None:
                    file, each = self._into_section("rules", keys)
                    return file, each, _THEN
                file, _, number = behind
                return file, Items(("rules",), (keys,), number), _THEN
            case NewClaim():
                return self._claimed([change])
            case claims:
                return self._claimed(claims)

    def _entries(self, *sections: str) -> Iterator[tuple[str, Path, dict[str, Any]]]:
        for file, tree in self.trees.items():
            for section in sections:
                entries = tree.get(section)
                for number, entry in enumerate(entries if isinstance(entries, list) else ()):
                    if isinstance(entry, dict):
                        yield file, (section, number), entry

    def _owners(self, sections: tuple[str, ...]) -> dict[str, tuple[str, Path, dict[str, Any]]]:
        """The first entry with each id in these sections."""
        if sections not in self.owners:
            found: dict[str, tuple[str, Path, dict[str, Any]]] = {}
            for file, path, entry in self._entries(*sections):
                found.setdefault(str(entry.get("id")), (file, path, entry))
            self.owners[sections] = found
        return self.owners[sections]

    def _claimed(self, claims: Sequence[NewClaim]) -> tuple[str, Splice, int] | CannotWrite:
        section, of = claims[0].section, claims[0].of
        sections = tuple(OWNERS) if section == _SITES else (section,)
        values = tuple(claim.keys for claim in claims)
        if (found := self._owners(sections).get(of)) is not None:
            file, path, entry = found
            rank = _LAST if section == _SITES else _THEN
            if "claims" in entry:
                return file, Items((*path, "claims"), values), rank
            return file, NewKey(path, "claims", values), rank
        return CannotWrite(f"no data file has an entry with the id '{of}'")

    def _into_section(self, section: str, keys: Mapping[str, Value]) -> tuple[str, Splice]:
        """The splice into the last file that has the section, else the first that is not empty."""
        having = [file for file, tree in self.trees.items() if section in tree]
        if not having:
            return next(iter(self.trees)), NewKey((), section, [keys])
        file = having[-1]
        if self.trees[file][section] is None:
            return file, Instead((section,), [keys])
        return file, Items((section,), (keys,))

    def _dated(self, as_of: str, otherwise: Mapping[str, Value]) -> tuple[str, Splice]:
        for file, tree in self.trees.items():
            if isinstance(stated := tree.get("programme"), dict):
                if "as_of" in stated:
                    return file, Instead(("programme", "as_of"), as_of)
                return file, NewKey(("programme",), "as_of", as_of, ("name", "id"))
        having = [file for file, tree in self.trees.items() if "waves" in tree]
        file = having[0] if having else next(iter(self.trees))
        return file, NewKey((), "programme", {**otherwise, "as_of": as_of})

    def _rule(self, address: int) -> tuple[str, dict[str, Any], int] | None:
        for file, (_, number), entry in self._entries("rules"):
            if entry["@"] == address:
                assert isinstance(number, int)
                return file, entry, number
        return None

    def _ended(self, rule: int, until: str) -> tuple[str, Splice, int] | CannotWrite:
        found = self._rule(rule)
        if found is None:
            return CannotWrite("the rule stands in no data file")
        file, entry, number = found
        path: Path = ("rules", number)
        stated = entry.get("in_force")
        if not isinstance(stated, dict):
            if "in_force" in entry:
                return file, Instead((*path, "in_force"), {"until": until}), _THEN
            return file, NewKey(path, "in_force", {"until": until}), _THEN
        path = (*path, "in_force")
        if "until" in stated:
            return file, Instead((*path, "until"), until), _THEN
        return file, NewKey(path, "until", until), _THEN

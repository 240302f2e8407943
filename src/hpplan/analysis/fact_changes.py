"""The differences between two data directories: claims, rules, and every other entry."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from enum import Enum
from typing import Final

from pydantic import BaseModel

from hpplan.analysis.cited import Cited, cited
from hpplan.diagnostics.place import Place
from hpplan.domain.claims import Dated
from hpplan.domain.entry import Entry
from hpplan.goals.reference import AgainstCurrent
from hpplan.periods import Period
from hpplan.programme.programme import ProgrammeData
from hpplan.values import dataclass

Step = str | int
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
PROGRAMME: Final = "programme"
ORDER: Final = "order"
"""The key of a change that only concerns the order of entries."""
_ORDERED: Final = ("waves", "goals", "rights")
"""The sections whose order is meaningful."""
_CLAIMS: Final = "claims"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is new, gone, or changed: an entry of a section, a key of one, or a claim.

    `id` is that of the entry, if it has one, and `name` its name for people. `key` is the key that
    changed; None where the whole entry is new or gone. `old` and `new` are as in the files. `place`
    is on the new side, or where it was. A claim is `cited`.
    """

    section: str
    id: str | None
    name: str
    change: str
    key: str | None
    old: str | None
    new: str | None
    place: Place | None
    cited: Cited | None = None


def fact_changes(old: ProgrammeData, new: ProgrammeData) -> tuple[FactChange, ...]:
    """The differences, section by section, in the order of the new data; what is gone
    comes last.
    """
    return tuple(_changes(old, new))


def _changes(old: ProgrammeData, new: ProgrammeData) -> Iterator[FactChange]:
    both = _Sides(old, new)
    yield from both.entry(PROGRAMME, old.agenda, new.agenda)
    were, are = _sections(old), _sections(new)
    for section in dict.fromkeys((*are, *were)):
        yield from both.section(section, were.get(section, []), are.get(section, []))


def _sections(programme: ProgrammeData) -> dict[str, list[Entry]]:
    """The entries of every section."""
    found = {}
    for field in fields(programme):
        value = getattr(programme, field.name)
        entries = list(value.values()) if isinstance(value, Mapping) else value
        if isinstance(entries, list | tuple) and entries and isinstance(entries[0], Entry):
            found[field.name] = list(entries)
    return found


@dataclass(frozen=True, slots=True)
class _Sides:
    """The data before and after."""

    old: ProgrammeData
    new: ProgrammeData

    def section(self, section: str, old: list[Entry], new: list[Entry]) -> Iterator[FactChange]:
        """The differences between the entries of one section."""
        pairs, gone = _paired(old, new)
        for number, entry in enumerate(new):
            if number in pairs:
                yield from self.entry(section, old[pairs[number]], entry)
            else:
                yield self._whole(section, entry, ADDED)
        for number in gone:
            yield self._whole(section, old[number], REMOVED)
        stayed = list(pairs)
        before = sorted(stayed, key=pairs.__getitem__)
        if section in _ORDERED and before != sorted(stayed):
            was, now = (
                ", ".join(_called(new[number]) for number in each)
                for each in (before, sorted(stayed))
            )
            first = self.new.places.place(new[0].address)
            yield FactChange(section, None, section, CHANGED, ORDER, was, now, first)

    def _whole(self, section: str, entry: Entry, change: str) -> FactChange:
        side = self.new if change == ADDED else self.old
        text = side.places.written(entry.address)
        old, new = (None, text) if change == ADDED else (text, None)
        place = side.places.place(entry.address)
        return FactChange(section, _id(entry), _name(entry), change, None, old, new, place)

    def entry(self, section: str, old: Entry, new: Entry) -> Iterator[FactChange]:
        """The differences of one entry."""
        subject = section, _id(new), _name(new)
        for shown, was, now in _keys(old, new):
            then = self.old.places.written(old.address, *was)
            text = self.new.places.written(new.address, *now)
            change = CHANGED if then is not None and text is not None else ADDED
            change = REMOVED if text is None and then is not None else change
            place = (
                self.old.places.inside(old.address, *was)
                if change == REMOVED
                else self.new.places.inside(new.address, *now)
            )
            yield FactChange(*subject, change, shown, then, text, place)
        yield from self._claims(subject, old, new)

    def _claims(
        self, subject: tuple[str, str | None, str], old: Entry, new: Entry
    ) -> Iterator[FactChange]:
        """Reworded claims, then dropped ones, then added ones."""
        were, are = list(_claims_of(old)), list(_claims_of(new))
        dropped, added = _without(were, are), _without(are, were)
        for claim in list(dropped):
            again = next((c for c in added if _alike(c, claim)), None)
            if again is not None:
                dropped.remove(claim)
                added.remove(again)
                yield from self._worded_otherwise(subject, claim, again)
        for claim in dropped:
            found = cited(self.old, claim)
            yield FactChange(*subject, REMOVED, _CLAIMS, found.says, None, found.place, found)
        for claim in added:
            found = cited(self.new, claim)
            yield FactChange(*subject, ADDED, _CLAIMS, None, found.says, found.place, found)

    def _worded_otherwise(
        self, subject: tuple[str, str | None, str], old: Dated, new: Dated
    ) -> Iterator[FactChange]:
        """The keys by which a claim differs that says the same."""
        for shown, was, now in _keys(old, new):
            then = self.old.places.written(old.address, *was)
            text = self.new.places.written(new.address, *now)
            place = self.new.places.inside(new.address, *now)
            key = f"{_CLAIMS}.{shown}"
            yield FactChange(*subject, CHANGED, key, then, text, place, cited(self.new, new))


def _alike(one: Dated, other: Dated) -> bool:
    """Whether two claims say the same, by the same source."""
    return (one.said, one.source) == (other.said, other.source)


def _paired(old: list[Entry], new: list[Entry]) -> tuple[dict[int, int], list[int]]:
    """For each new entry its former number, if it existed, and the numbers of those that are gone.
    An entry is paired with that of the same id and kind; without an id with an equal one, else one
    of its kind.
    """
    free = dict(enumerate(old))
    pairs: dict[int, int] = {}
    by_id = {name: at for at, entry in free.items() if (name := _id(entry)) is not None}
    for number, entry in enumerate(new):
        at = by_id.get(_id(entry) or "")
        if at is not None and type(old[at]) is type(entry):
            del free[at]
            pairs[number] = at
    likeness: Callable[[Entry], object]
    for likeness in (_text, type):
        waiting: dict[object, deque[int]] = {}
        for at, entry in free.items():
            if _id(entry) is None:
                waiting.setdefault(likeness(entry), deque()).append(at)
        for number, entry in enumerate(new):
            if number in pairs or _id(entry) is not None:
                continue
            if queue := waiting.get(likeness(entry)):
                pairs[number] = queue.popleft()
                del free[pairs[number]]
    return pairs, list(free)


def _keys(old: Entry, new: Entry) -> Iterator[tuple[str, tuple[Step, ...], tuple[Step, ...]]]:
    """The keys by which two entries differ: as shown, with the path in either."""
    for name, field in type(new).model_fields.items():
        if name in ("address", _CLAIMS):
            continue
        was, now = getattr(old, name), getattr(new, name)
        if _plain(was) == _plain(now):
            continue
        key = field.alias or name
        yield from _within(key, (key,), (key,), was, now)
    if (
        isinstance(old, AgainstCurrent)
        and isinstance(new, AgainstCurrent)
        and old.against == new.against
        and old.plan_file != new.plan_file
    ):
        yield f"the plan in {new.against}", ("against",), ("against",)


def _within(
    shown: str, way: tuple[Step, ...], other: tuple[Step, ...], was: object, now: object
) -> Iterator[tuple[str, tuple[Step, ...], tuple[Step, ...]]]:
    """The keys within mappings and lists of entries with ids; for anything else the key itself."""
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        if not all(isinstance(key, str) for key in (*now, *was)):  # such as delays with weights
            yield shown, way, other
            return
        for key in dict.fromkeys((*now, *was)):
            if was.get(key) != now.get(key):
                yield f"{shown}.{key}", (*way, key), (*other, key)
        return
    before, after = _listed(was), _listed(now)
    if before is None or after is None:
        yield shown, way, other
        return
    for name in dict.fromkeys((*after, *before)):
        if name in before and name in after:
            (number, entry), (place, instead) = before[name], after[name]
            if _plain(entry) != _plain(instead):
                for key, left, right in _keys(entry, instead):
                    yield f"{shown}.{name}.{key}", (*way, number, *left), (*other, place, *right)
        else:
            nowhere = -1  # a step that names nothing
            here, there = (each[name][0] if name in each else nowhere for each in (before, after))
            yield f"{shown}.{name}", (*way, here), (*other, there)
    if [*before] != [*after] and {*before} == {*after}:
        yield f"{shown} ({ORDER})", way, other


def _listed(value: object) -> dict[str, tuple[int, Entry]] | None:
    """The entries of a list by their ids, each with its number; None where some have none."""
    if not isinstance(value, tuple):
        return None
    named = {
        name: (number, entry)
        for number, entry in enumerate(value)
        if isinstance(entry, Entry) and (name := _id(entry)) is not None
    }
    return named if len(named) == len(value) else None


def _claims_of(entry: Entry) -> Iterable[Dated]:
    """The claims of the entry; a short form counts as a key of the entry instead."""
    claims = getattr(entry, _CLAIMS, ())
    return (c for c in claims if isinstance(c, Dated) and c.address != entry.address)


def _without(claims: list[Dated], others: list[Dated]) -> list[Dated]:
    """The claims beyond the others, each as often as it is missing there."""
    left = Counter(map(_text, others))
    found = []
    for claim in claims:
        text = _text(claim)
        if left[text]:
            left[text] -= 1
        else:
            found.append(claim)
    return found


def _text(entry: Entry) -> str:
    """The whole entry as text; equal entries give equal texts."""
    return repr(_plain(entry))


def _plain(value: object) -> object:
    """The content of a value, independent of its place, and of the definition of seasons."""
    match value:
        case BaseModel():
            names = [name for name in type(value).model_fields if name != "address"]
            return {name: _plain(getattr(value, name)) for name in names}
        case Period():
            return value.label
        case Enum():
            return value.value
        case Mapping():
            said = ((str(key), _plain(inner)) for key, inner in value.items())
            return dict(sorted(said, key=lambda each: each[0]))
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return value


def _id(entry: Entry) -> str | None:
    found = getattr(entry, "id", None)
    return found if isinstance(found, str) else None


def _name(entry: Entry) -> str:
    """The entry's name; else its id, else its kind."""
    called = (getattr(entry, key, None) for key in ("name", "id", "kind"))
    return next((name for name in called if isinstance(name, str) and name), "")


def _called(entry: Entry) -> str:
    return _id(entry) or _name(entry)

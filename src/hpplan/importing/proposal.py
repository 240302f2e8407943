"""A table of sites as the sections of a programme."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any, Final

from hpplan.diagnostics.finding import Finding, Note
from hpplan.diagnostics.place import Place
from hpplan.domain.sites import MUNICIPALITY, TRUST
from hpplan.domain.standing import TAKES_NO_PART
from hpplan.importing.cells import SEASONS, slug
from hpplan.importing.headers import (
    GO_LIVE,
    LEGACY,
    LEGACY_SYSTEM,
    LEGACY_UNTIL,
    NAME,
    REGIONS,
    WAVE,
    WISHES,
    plain,
)
from hpplan.importing.headers import TRUST as TRUST_COLUMN
from hpplan.importing.rows import NotTaken, RowsRead, SaidOfSite, claims_of, not_taken
from hpplan.periods import Period
from hpplan.reading.codes.tables import BAD_CELL, ROWS_DISAGREE
from hpplan.reading.programme_files import EVERYONE, OWNERS
from hpplan.values import dataclass

Path = tuple[str | int, ...]
"""The path to a value from the root of the sections: a section, the number of an entry, a key."""
Sections = Mapping[str, Any]

_ID: Final = re.compile(r"[^\W_][\w.-]*")
_SEASON: Final = re.compile(r"\d{4}-([a-z]+)")
_BETWEEN: Final = re.compile(r"\s*[,;/+]\s*|\s+(?:og|and)\s+")


@dataclass(frozen=True, slots=True)
class TableWave:
    """A wave that rows of the table name, and its go-live according to them."""

    id: str
    name: str
    go_live: Period | None
    place: Place


@dataclass(frozen=True, slots=True)
class TableSource:
    """The table as a document."""

    id: str
    title: str
    published: str


@dataclass
class Proposed:
    """The sections that the table makes, and the cell that each value comes from."""

    sections: dict[str, Any]
    cells: dict[Path, Place]
    left_out: list[NotTaken]
    findings: list[Finding] = field(default_factory=list)


def by_name(name: str) -> str:
    """The name of a wave normalised for comparison: `Bølge 2` is `bølge 2`."""
    return plain(name) or name.strip().casefold()


def ids_of(sites: Sequence[SaidOfSite]) -> Iterator[str | Finding]:
    """The id of each site: made from its name, with the number where two places share it."""
    made = [said.id or slug(said.name) or (said.number or "") for said in sites]
    alike: dict[str, list[int]] = {}
    for at, name in enumerate(made):
        alike.setdefault(name, []).append(at)
    taken: dict[str, SaidOfSite] = {}
    for at, said in enumerate(sites):
        name = made[at]
        if len(alike[name]) > 1 and said.id is None and said.number:
            name = f"{name}-{said.number}"
        if not name or name == EVERYONE:
            name = f"site-{name or said.place.line}"
        before = taken.setdefault(name, said)
        if before is not said:
            message = f"'{said.name}' has two rows"
            hint = "remove one of them; two places of one name need a column with their numbers"
            note = Note("the other row", before.place)
            yield ROWS_DISAGREE.finding(message, said.place, hint=hint, notes=[note])
        else:
            yield name


def wave_texts(sites: Sequence[SaidOfSite]) -> Iterator[tuple[str, Place]]:
    """The names of waves in the rows, in order."""
    for said in sites:
        if said.wave is not None:
            yield said.wave, said.at(WAVE)
        for key in said.fields:
            if key.startswith(WISHES):
                yield key.removeprefix(WISHES), said.at(key)


def go_lives(sites: Sequence[SaidOfSite]) -> tuple[dict[str, tuple[Period, Place]], list[Finding]]:
    """The go-live of each wave by the rows in it; periods that contain one another agree, and the
    narrower one counts.
    """
    stated: dict[str, tuple[Period, Place]] = {}
    disagreeing: dict[tuple[str, str], Finding] = {}
    for said in sites:
        if said.go_live is None or said.wave is None or said.says in TAKES_NO_PART:
            continue
        wave, here = by_name(said.wave), said.go_live
        before, place = stated.setdefault(wave, (here, said.at(GO_LIVE)))
        if here.contains(before):
            continue
        if before.contains(here):
            stated[wave] = here, said.at(GO_LIVE)
            continue
        message = f"{said.wave} goes live {here.when} here, and {before.when} in another row"
        hint = "a wave has one go-live: correct one of the cells"
        found = ROWS_DISAGREE.finding(
            message, said.at(GO_LIVE), hint=hint, notes=[Note(f"{before.words} here", place)]
        )
        disagreeing.setdefault((wave, here.label), found)
    return stated, [*disagreeing.values()]


def waves_of(
    sites: Sequence[SaidOfSite], dates: Mapping[str, tuple[Period, Place]]
) -> dict[str, TableWave]:
    """The waves that the rows name, in order of their go-live, those without a date last."""
    found: dict[str, TableWave] = {}
    ids: set[str] = set()
    for text, place in wave_texts(sites):
        if (key := by_name(text)) in found:
            continue
        plainly = _ID.fullmatch(text) and text != EVERYONE
        name = text if plainly else slug(text) or f"wave-{len(found) + 1}"
        name = f"wave-{name}" if name == EVERYONE else name
        while name in ids:
            name = f"{name}-2"
        ids.add(name)
        when = dates.get(key)
        found[key] = TableWave(name, text, None if when is None else when[0], place)
    return dict(sorted(found.items(), key=lambda each: _order(each[1])))


def _order(wave: TableWave) -> tuple[bool, str, list[tuple[int, str]]]:
    natural = [
        (int(part), "") if part.isdecimal() and len(part) < 9 else (0, part)
        for part in re.split(r"(\d+)", wave.name.casefold())
        if part
    ]
    when = "" if wave.go_live is None else wave.go_live.first.isoformat()
    return wave.go_live is None, when, natural


def seasons_of(labels: Sequence[str]) -> dict[str, list[int]]:
    """The months of the seasons in the labels."""
    named = [found[1] for label in labels for found in _SEASON.finditer(label)]
    return {season: list(SEASONS[season]) for season in SEASONS if season in named}


def proposal(rows: RowsRead, source: TableSource, programme: tuple[str, str]) -> Proposed:
    """The rows as a programme with that id and name, all of it known from the source."""
    return _Proposing(rows, source, programme).proposed()


class _Proposing:
    def __init__(self, rows: RowsRead, source: TableSource, programme: tuple[str, str]) -> None:
        self.rows = rows
        self.source = source
        self.programme = programme
        self.done = Proposed({}, {}, [*rows.left_out], [*rows.findings])
        self.named: dict[str, str] = {}
        """The id of each site by its normalised name."""
        self.regions: dict[str, str] = {}

    def proposed(self) -> Proposed:
        sites, done = self.rows.sites, self.done
        dates, disagreeing = go_lives(sites)
        done.findings += disagreeing
        waves = waves_of(sites, dates)
        ids = list(ids_of(sites))
        done.findings += [each for each in ids if isinstance(each, Finding)]
        with_ids = [(s, each) for s, each in zip(sites, ids, strict=True) if isinstance(each, str)]
        self.named = {by_name(said.name): each for said, each in reversed(with_ids)}
        self.named |= {each: each for _, each in with_ids}
        sections: dict[str, Any] = {section: [] for section in OWNERS}
        self._trusts(with_ids, sections)
        for said, each in with_ids:
            section = _section(said.kind)
            path: Path = (section, len(sections[section]))
            sections[section].append(self._site(said, each, waves, path))
        who = {"sources": [self._source()], "from": self._from(), "regions": self._regions()}
        when = {"programme": self._programme(waves), "waves": [*map(self._wave, waves.values())]}
        everything = {**who, **sections, **when}
        done.sections = {name: value for name, value in everything.items() if value}
        for number, wave in enumerate(waves.values()):
            done.cells["waves", number] = wave.place
            if (when_live := dates.get(by_name(wave.name))) is not None:
                done.cells["waves", number, "claims", 0, "go_live"] = when_live[1]
        return done

    def _source(self) -> dict[str, Any]:
        said = self.source
        return {"id": said.id, "kind": "document", "title": said.title, "published": said.published}

    def _from(self) -> dict[str, str]:
        """The source of plain fields, for those that any row states."""
        fields = dict.fromkeys(
            key.partition(".")[0] if key.startswith("legacy") else key
            for said in self.rows.sites
            for key in (NAME, *(["number"] if said.number else ()), *said.fields)
        )
        plainly = ("name", "number", "county", "trust", "serves", "regions", "location", "gps")
        return {
            key: self.source.id
            for key in fields
            if key in plainly or key == "legacy" or key.startswith("size.")
        }

    def _regions(self) -> list[dict[str, str]]:
        return [
            {"id": each, "name": name, "source": self.source.id}
            for name, each in self.regions.items()
        ]

    def _trusts(
        self, sites: Sequence[tuple[SaidOfSite, str]], sections: Mapping[str, list[Any]]
    ) -> None:
        """Trusts that a column names and no row describes."""
        for said, _ in sites:
            name = said.fields.get(TRUST_COLUMN)
            if isinstance(name, str) and by_name(name) not in self.named:
                made = slug(name) or f"trust-{len(sections['trusts']) + 1}"
                while made in self.named.values():
                    made = f"{made}-trust"
                self.named[by_name(name)] = made
                self.done.cells["trusts", len(sections["trusts"])] = said.at(TRUST_COLUMN)
                sections["trusts"].append({"id": made, "name": name, "required": False})
                why = "has no row of its own: added as a trust that a plan may leave out"
                self.done.left_out.append(NotTaken(said.at(TRUST_COLUMN), name, why))

    def _site(
        self, said: SaidOfSite, each: str, waves: Mapping[str, TableWave], path: Path
    ) -> dict[str, Any]:
        cells = self.done.cells
        cells[path] = said.place
        entry: dict[str, Any] = {"id": each}
        if said.number:
            entry["number"] = said.number
            cells[*path, "number"] = said.at("number")
        entry["name"] = said.name
        if _section(said.kind) == "sites":
            entry["kind"] = said.kind
            cells[*path, "kind"] = said.at("kind")
        for key, value in said.fields.items():
            if key == LEGACY_UNTIL and not {LEGACY, LEGACY_SYSTEM} & said.fields.keys():
                why = "is the end of a record system that the row does not name"
                self.done.left_out.append(NotTaken(said.at(key), str(value), why))
                continue
            self._put(entry, key, value, said, waves)
            cells[*path, *key.split(".", 1)] = said.at(key)
        wave = None if said.wave is None else waves[by_name(said.wave)].id
        claims: list[dict[str, Any]] = []
        for claim, place in claims_of(said, wave):
            cells[*path, "claims", len(claims)] = place
            if "on" in claim:
                cells[*path, "claims", len(claims), "on"] = said.at(GO_LIVE)
            note = {"note": claim.pop("note")} if "note" in claim else {}
            # Its wave is known from the table alone: nobody was live in it before that.
            known = {"known": self.source.published} if claim["says"] == "live" else {}
            claims.append({**claim, **known, "source": self.source.id, **note})
        if said.note is not None and not claims:
            entry["note"] = said.note
        if claims:
            entry["claims"] = claims
        self.done.left_out += not_taken(said, wave)
        return entry

    def _put(
        self,
        entry: dict[str, Any],
        key: str,
        value: object,
        said: SaidOfSite,
        waves: Mapping[str, TableWave],
    ) -> None:
        outer, _, inner = key.partition(".")
        if key == REGIONS:
            names = [name for name in _BETWEEN.split(str(value)) if name]
            entry[key] = [self._region(name) for name in names]
        elif key in (TRUST_COLUMN, "serves", "split_from"):
            found = self.named.get(by_name(str(value))) or self.named.get(str(value))
            if found is None:
                hint = "write the name of another row, or leave the cell empty"
                message = f"no row is about '{value}'"
                self.done.findings.append(BAD_CELL.finding(message, said.at(key), hint=hint))
            else:
                entry[key] = found
        elif outer == "wishes":
            entry.setdefault(outer, {})[waves[by_name(inner)].id] = value
        elif inner:
            if not isinstance(entry.get(outer), dict):
                former = entry.get(outer)
                entry[outer] = {} if former is None else {"system": former}
            entry[outer][inner] = value
        else:
            entry[key] = value

    def _region(self, name: str) -> str:
        if name not in self.regions:
            made = slug(name) or f"region-{len(self.regions) + 1}"
            while made in self.regions.values():
                made = f"{made}-2"
            self.regions[name] = made
        return self.regions[name]

    def _programme(self, waves: Mapping[str, TableWave]) -> dict[str, Any]:
        labels = [wave.go_live.label for wave in waves.values() if wave.go_live is not None]
        labels += [said.go_live.label for said in self.rows.sites if said.go_live is not None]
        labels += [str(value) for said in self.rows.sites for value in said.fields.values()]
        seasons = seasons_of([*labels, self.source.published])
        programme, name = self.programme
        stated = {"id": programme, "name": name}
        return {**stated, "seasons": seasons} if seasons else {**stated}

    def _wave(self, wave: TableWave) -> dict[str, Any]:
        stated: dict[str, Any] = {"id": wave.id}
        if wave.name != wave.id:
            stated["name"] = wave.name
        if wave.go_live is not None:
            stated["claims"] = [{"go_live": wave.go_live.label, "source": self.source.id}]
        return stated


def _section(kind: str) -> str:
    return {MUNICIPALITY: "municipalities", TRUST: "trusts"}.get(kind, "sites")

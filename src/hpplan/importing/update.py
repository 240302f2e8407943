"""What a table adds to an existing programme: new claims, and nothing overwritten."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.domain.claims import Says
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.standing import TAKES_NO_PART, SiteState
from hpplan.domain.status import Status
from hpplan.domain.wave_state import WaveState
from hpplan.importing.asked import ImportAsked, NotImported, WrongArgument, not_imported
from hpplan.importing.cells import SEASONS
from hpplan.importing.columns import TableColumn
from hpplan.importing.headers import GO_LIVE, WAVE
from hpplan.importing.proposal import TableSource, by_name, go_lives
from hpplan.importing.rows import NotTaken, RowsRead, SaidOfSite, claims_of, not_taken
from hpplan.importing.table_rows import TableRows, table_rows
from hpplan.periods import Period, Seasons
from hpplan.programme.programme import ProgrammeData
from hpplan.reading.tables import TableFile
from hpplan.values import dataclass
from hpplan.writing.changes import DataChange, NewClaim, NewEntry
from hpplan.writing.objections import StatedClaim, objections

_AT_LEAST: Final[Mapping[Says, frozenset[Status]]] = {
    Says.CANDIDATE: frozenset({Status.CANDIDATE, Status.PLANNED, Status.DECIDED, Status.LIVE}),
    Says.PLANNED: frozenset({Status.PLANNED, Status.DECIDED, Status.LIVE, Status.UNDECIDED}),
    Says.DECIDED: frozenset({Status.DECIDED, Status.LIVE}),
    Says.LIVE: frozenset({Status.LIVE}),
}
"""The least status of a site in a wave for which a claim would be repetition."""


@dataclass(frozen=True, slots=True)
class AddedClaim:
    """A claim that the table adds, and the cell that it comes from."""

    change: NewClaim
    place: Place


@dataclass(frozen=True, slots=True)
class Objected:
    """Why a claim must not be written, and the cell that it comes from."""

    place: Place | None
    message: str


@dataclass(frozen=True, slots=True)
class TableUpdate:
    """What the table adds, which is known as of `known` and counts on `day`."""

    claims: Sequence[AddedClaim]
    already: int
    left_out: Sequence[NotTaken]
    columns: Sequence[TableColumn]
    sheet: str | None
    other_sheets: Sequence[str]
    source: TableSource
    known: date
    day: date
    changes: Sequence[DataChange]

    @property
    def counts(self) -> dict[str, int]:
        """How many claims are added, by their subjects."""
        waves = sum(each.change.section == "waves" for each in self.claims)
        return {"claims of sites": len(self.claims) - waves, "go-lives of waves": waves}

    def objections(self, before: ProgrammeData, after: ProgrammeData) -> Iterator[Objected]:
        """Why claims must not be written, by the standards of `record`: each with its cell."""
        stated = list(self._stated(after))
        places = {id(claim): each.place for each, claim in stated}
        for one, why in objections(before, after, [claim for _, claim in stated], self.day):
            yield Objected(places.get(id(one)), why.message)

    def _stated(self, after: ProgrammeData) -> Iterator[tuple[AddedClaim, StatedClaim]]:
        """Each claim as it stands in the programme that was read with all of them."""
        count = Counter((each.change.section, each.change.of) for each in self.claims)
        seen: Counter[tuple[str, str]] = Counter()
        waves = {wave.id: wave for wave in after.waves}
        for each in self.claims:
            of = each.change.section, each.change.of
            claims = waves[of[1]].claims if of[0] == "waves" else after.site[of[1]].claims
            yield each, StatedClaim(of[1], claims[len(claims) - count[of] + seen[of]])
            seen[of] += 1


def table_update(
    asked: ImportAsked, found: TableFile, source: TableSource, programme: ProgrammeData
) -> TableUpdate | WrongArgument | NotImported:
    """What the table adds to the programme, with its source, where that is new."""
    seasons: Seasons = {
        **SEASONS,
        **{str(season): months for season, months in programme.agenda.seasons.items()},
    }
    read = table_rows(asked, found, seasons)
    if not isinstance(read, TableRows):
        return read
    known = Period.parse(source.published, seasons).last
    source, is_new = _source_for(programme, source)
    done = update(read.rows, source, programme, known)
    if done.findings:
        return not_imported(done.findings, found.places)
    changes: list[DataChange] = [each.change for each in done.claims]
    if is_new and changes:
        keys = {"id": source.id, "kind": "document", "title": source.title}
        changes.insert(0, NewEntry("sources", {**keys, "published": source.published}))
    return TableUpdate(
        claims=done.claims,
        already=done.already,
        left_out=done.left_out,
        columns=read.columns.columns,
        sheet=found.sheet,
        other_sheets=found.others,
        source=source,
        known=known,
        day=max(filter(None, (programme.default_as_of(), known))),
        changes=changes,
    )


def _source_for(programme: ProgrammeData, source: TableSource) -> tuple[TableSource, bool]:
    """The source, by an id that no other document has; and whether it is new."""
    name, number = source.id, 1
    while (there := programme.sources.get(name)) is not None:
        published = None if there.published is None else there.published.label
        if there.title == source.title and published == source.published:
            return replace(source, id=name), False
        number += 1
        name = f"{source.id}-{number}"
    return replace(source, id=name), True


# --- which of its claims are new ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Update:
    """What a table adds to a programme, and how many of its claims exist already."""

    claims: Sequence[AddedClaim]
    already: int
    left_out: Sequence[NotTaken]
    findings: Sequence[Finding]


def update(rows: RowsRead, source: TableSource, programme: ProgrammeData, known: date) -> Update:
    """The claims of the table that the programme, as known on the day, does not have yet."""
    return _Updating(rows, source, programme, known).update()


class _Updating:
    def __init__(
        self, rows: RowsRead, source: TableSource, programme: ProgrammeData, known: date
    ) -> None:
        self.rows = rows
        self.source = source
        self.snapshot: Snapshot = programme.on(known).snapshot
        self.sources = programme.sources
        self.waves = _waves_by_name(self.snapshot.waves)
        self.left_out = [*rows.left_out]
        self.numbered: dict[str, str] = {}
        self.named: dict[str, list[str]] = {}
        for state in self.snapshot.sites.values():
            for number in (state.fields.number, state.site.number):
                if number is not None:
                    self.numbered.setdefault(number, state.id)
            self.named.setdefault(by_name(state.plain_name), []).append(state.id)
        self.claims: list[AddedClaim] = []
        self.already = 0

    def update(self) -> Update:
        dates, disagreeing = go_lives(self.rows.sites)
        findings = [*self.rows.findings, *disagreeing]
        for name, (period, place) in dates.items():
            if (wave := self.waves.get(name)) is not None:
                self._date(wave, period, place)
        seen: dict[str, SaidOfSite] = {}
        for said in self.rows.sites:
            site = self._site(said)
            if site is None:
                why = "is no site of the programme: --update adds claims, not sites"
                self.left_out.append(NotTaken(said.place, said.name, why))
            elif seen.setdefault(site, said) is not said:
                why = "has a row already, further up"
                self.left_out.append(NotTaken(said.place, said.name, why))
            else:
                self._said(said, site)
        return Update(self.claims, self.already, self.left_out, findings)

    def _site(self, said: SaidOfSite) -> str | None:
        """The site that the row is about: by its id, its number, else its name alone. A site with
        another number is a different one.
        """
        sites = self.snapshot.sites
        if said.id is not None:
            return said.id if said.id in sites else None
        if said.number in self.numbered:
            return self.numbered[said.number]
        found = self.named.get(by_name(said.name), [])
        found = [said.name] if said.name in sites else found
        if len(found) != 1 or (said.number and self._number(found[0])):  # another place
            return None
        return found[0]

    def _number(self, site: str) -> str | None:
        state = self.snapshot.sites[site]
        return state.fields.number or state.site.number

    def _said(self, said: SaidOfSite, site: str) -> None:
        state = self.snapshot.sites[site]
        wave = None if said.wave is None else self.waves.get(by_name(said.wave))
        if said.wave is not None and wave is None and said.says not in TAKES_NO_PART:
            why = "is no wave of the programme on that day: --update adds claims, not waves"
            self.left_out.append(NotTaken(said.at(WAVE), said.wave, why))
            if said.says in _AT_LEAST or said.says is None:
                return
        self.left_out += not_taken(said, wave)
        for claim, place in claims_of(said, wave):
            if self._is_said(state, claim):
                self.already += 1
                continue
            note = {"note": claim.pop("note")} if "note" in claim else {}
            keys: dict[str, Any] = {**claim, "source": self.source.id, **note}
            self.claims.append(AddedClaim(NewClaim("sites", site, keys), place))
        self._plain_fields(said, state)

    def _is_said(self, state: SiteState, claim: Mapping[str, object]) -> bool:
        """Whether the site already has that status, or has come further in that wave."""
        says = Says(str(claim["says"]))
        if says in _AT_LEAST:
            return state.wave == claim["wave"] and state.status in _AT_LEAST[says]
        if says is Says.UNDECIDED or says in TAKES_NO_PART:
            return state.status.value == says.value
        day = self.snapshot.as_of
        known = [c for c in state.site.claims if (c.known_from(self.sources) or date.min) <= day]
        return state.takes_part and any(each.says is says for each in known)

    def _date(self, wave: str, period: Period, place: Place) -> None:
        """The go-live of the wave, unless the data states it or is more exact."""
        slot = self.snapshot.wave[wave]
        if slot.go_live is not None and period.contains(slot.go_live):
            self.already += 1
            return
        keys = {GO_LIVE: period.label, "source": self.source.id}
        self.claims.append(AddedClaim(NewClaim("waves", wave, keys), place))

    def _plain_fields(self, said: SaidOfSite, state: SiteState) -> None:
        """Plain fields that differ from the data: they are no claims."""
        stated = {**said.fields, **({} if said.number is None else {"number": said.number})}
        for key, value in stated.items():
            outer, _, inner = key.partition(".")
            if outer not in ("number", "county", "size", "gps"):
                continue
            now: Any = getattr(state.fields, outer)
            now = now.get(inner) if inner else now
            if now != value:
                there = "has none" if now is None else f"has {now}"
                why = f"the data {there}: --update overwrites nothing"
                self.left_out.append(NotTaken(said.at(key), f"{said.name}, {key} {value}", why))


def _waves_by_name(slots: Sequence[WaveState]) -> dict[str, str]:
    """The waves by the names that people use; ids take precedence over labels and names."""
    named: dict[str, str] = {}
    for slot in slots:
        named.setdefault(by_name(slot.id), slot.id)
    for slot in slots:
        named.setdefault(by_name(slot.label), slot.id)
        if slot.wave.name is not None:
            named.setdefault(by_name(slot.wave.name), slot.id)
    return named

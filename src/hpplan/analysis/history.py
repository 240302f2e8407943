"""How the plan came about: every version by the claims, and the claims that changed it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from typing import Final, Literal

from hpplan.analysis.cited import Cited
from hpplan.analysis.diff import Side, SiteChange, WaveChange, Whereabouts, diff
from hpplan.analysis.shift import Shift, shift_between
from hpplan.domain.claims import Dated
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.sources import Source
from hpplan.periods import Period
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.values import dataclass

SITE: Final = "site"
WAVE: Final = "wave"
_A_DAY: Final = timedelta(days=1)

Kind = Literal["site", "wave"]
_Firsts = dict[tuple[str, str], tuple[Period, Period]]
"""The first go-live of sites and waves, by kind and id, and the most exact statement of it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The wave of a site, or the label of a wave, and its go-live, as far as known."""

    wave: str
    label: str
    go_live: Period | None

    @property
    def first(self) -> date | None:
        return None if self.go_live is None else self.go_live.first


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """A site in another wave, or a site or a wave with another go-live, than in the version before;
    its place is None where it was in no wave or did not exist.

    `delay` is by how many days its first day is later than in its first version with a date, and
    `shift` gives the same in months. `later` is the delay as people see it: a date that only became
    more exact since the first version is not later. The responsible claim is `cited`.
    """

    kind: Kind
    id: str
    name: str
    old: Slot | None
    new: Slot | None
    delay: int | None
    later: int | None
    shift: Shift | None
    cited: Cited | None
    reason: str

    @property
    def moved(self) -> bool:
        """Whether it is a site that changed its wave."""
        return self.kind == SITE and _wave(self.old) != _wave(self.new)


def _wave(slot: Slot | None) -> str | None:
    return None if slot is None else slot.wave


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """The changes on a day, waves first, then sites, and the labels of waves then, by id. Without a
    day it is what was always known.
    """

    known: date | None
    changes: tuple[HistoryChange, ...]
    labels: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A site or a wave in one version, whether changed by it or not: a point of a milestone trend
    chart. `label` is that of the wave then.
    """

    known: date | None
    standing: HistoryChange
    label: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class HistoryData:
    """Every version of the plan up to a day: of all sites and waves, or of one by its id."""

    programme: str
    """The id of the programme."""
    title: str
    """The name of the programme."""
    as_of: date
    versions: tuple[PlanVersion, ...]
    sources: Mapping[str, Source] = field(repr=False)
    labels: Mapping[str, str] = field(repr=False)
    """The labels of waves on the day, by id."""
    site: str | None = None
    wave: str | None = None
    name: str = ""
    """The name of the site or the wave."""

    def of_site(self, site: str, name: str) -> "HistoryData":
        """The versions in which the site changed."""
        return replace(self._only(lambda change: _is(change, SITE, site)), site=site, name=name)

    def of_wave(self, wave: str, name: str) -> "HistoryData":
        """The versions in which the wave or its sites changed."""
        return replace(
            self._only(
                lambda change: (
                    _is(change, WAVE, wave)
                    or (change.moved and wave in (_wave(change.old), _wave(change.new)))
                )
            ),
            wave=wave,
            name=name,
        )

    def _only(self, wanted: Callable[[HistoryChange], bool]) -> "HistoryData":
        chosen = (
            replace(version, changes=tuple(filter(wanted, version.changes)))
            for version in self.versions
        )
        return replace(self, versions=tuple(version for version in chosen if version.changes))

    @property
    def latest(self) -> dict[tuple[str, str], HistoryChange]:
        """The state of every site and wave in the last version, by kind and id."""
        return {(c.kind, c.id): c for version in self.versions for c in version.changes}

    def trend(self) -> Iterator[TrendPoint]:
        """Every wave and site in every version since its first: the data of a milestone trend
        chart. For one wave, only that wave.
        """
        standing: dict[tuple[Kind, str], HistoryChange] = {}
        for version in self.versions:
            changed = {
                (change.kind, change.id): change
                for change in version.changes
                if self.wave is None or change.kind == WAVE
            }
            standing.update(changed)
            for subject, change in sorted(standing.items(), key=lambda found: found[0][0] != WAVE):
                label = None if change.new is None else version.labels.get(change.new.wave)
                yield TrendPoint(version.known, change, label, subject in changed)


def _is(change: HistoryChange, kind: Kind, name: str) -> bool:
    return change.kind == kind and change.id == name


def history_of(
    programme: ProgrammeData, as_of: date, site: str | None = None, wave: str | None = None
) -> HistoryData:
    """Every version of the plan by the claims, up to the day; for one site or wave, those in which
    it changed.
    """
    if site is not None:
        found = _history(_of_site(programme, site), as_of)
        return found.of_site(site, programme.called(site))
    found = _history(programme, as_of)
    if wave is not None:
        stated = next(each for each in programme.waves if each.id == wave)
        return found.of_wave(wave, " – ".join(filter(None, (wave, stated.name))))
    return found


def _history(programme: ProgrammeData, as_of: date) -> HistoryData:
    days = sorted(_days(programme, as_of))
    start = days[0] - _A_DAY if days[0] > date.min else None
    versions: list[PlanVersion] = []
    firsts: _Firsts = {}
    before = _side(_nothing(programme, start or as_of))
    for known in ([None] if start is not None else []) + [*days]:
        after = _side(programme.on(known or start))
        found = tuple(_changes(before, after, firsts))
        if found:
            labels = {slot.id: slot.label for slot in after.situation.snapshot.waves}
            versions.append(PlanVersion(known, found, labels))
        before = after
    labels = {slot.id: slot.label for slot in before.situation.snapshot.waves}
    agenda, sources = programme.agenda, programme.sources
    return HistoryData(agenda.id, agenda.name, as_of, tuple(versions), sources, labels)


def _of_site(programme: ProgrammeData, site: str) -> ProgrammeData:
    """The programme with only those sites that the history of this one involves: itself, those that
    it was split from, and those of the same name.
    """
    kept, names = set[str](), {programme.site[site].name}
    parent: str | None = site
    while parent is not None and parent not in kept and parent in programme.site:
        kept.add(parent)
        parent = programme.site[parent].split_from
    sites = [each for each in programme.sites if each.id in kept or each.name in names]
    return replace(programme, sites=sites)


def _days(programme: ProgrammeData, as_of: date) -> set[date]:
    """The days on which something became known, or a site began or ceased to exist."""
    claims: list[Dated] = [claim for site in programme.sites for claim in site.claims]
    claims += [claim for wave in programme.waves for claim in wave.all_claims()]
    days = {day for claim in claims if (day := claim.known_from(programme.sources)) is not None}
    days |= {site.since.first for site in programme.sites if site.since is not None}
    ended = (site.until.last for site in programme.sites if site.until is not None)
    days |= {last + _A_DAY for last in ended if last < date.max}
    return {day for day in days if day <= as_of} or {as_of}


def _nothing(programme: ProgrammeData, day: date) -> SituationData:
    """The snapshot where nothing is known: no site and no wave."""
    known = programme.on(day)
    return replace(known, snapshot=Snapshot(day, {}, ()))


def _side(known: SituationData) -> Side:
    """The plan by the claims, without values of goals."""
    return Side.of_claims(replace(known, goals=()))


def _changes(before: Side, after: Side, firsts: _Firsts) -> Iterator[HistoryChange]:
    difference = diff(before, after)
    for change in difference.waves:
        yield from _wave_change(change, firsts)
    for site in difference.sites:
        yield from _site_change(site, firsts)


def _wave_change(change: WaveChange, firsts: _Firsts) -> Iterator[HistoryChange]:
    old, new = (
        None if side is None else Slot(change.wave, side.label, side.go_live)
        for side in (change.old, change.new)
    )
    if old is not None and new is not None and old.go_live == new.go_live:
        return
    name = (new or old or Slot(change.wave, change.wave, None)).label
    yield _change(WAVE, change.wave, name, old, new, change.cited, "", firsts)


def _site_change(change: SiteChange, firsts: _Firsts) -> Iterator[HistoryChange]:
    old, new = _slot(change.old), _slot(change.new)
    if (_wave(old), old and old.go_live) == (_wave(new), new and new.go_live):
        return
    yield _change(SITE, change.site, change.name, old, new, change.cited, change.reason, firsts)


def _slot(stood: Whereabouts | None) -> Slot | None:
    if stood is None or stood.wave is None:
        return None
    return Slot(stood.wave, stood.label or stood.wave, stood.go_live)


def _change(
    kind: Kind,
    name: str,
    called: str,
    old: Slot | None,
    new: Slot | None,
    cited: Cited | None,
    reason: str,
    firsts: _Firsts,
) -> HistoryChange:
    delay, later, shift = None, None, None
    if new is not None and new.go_live is not None:
        first, exact = firsts.setdefault((kind, name), (new.go_live, new.go_live))
        delay = later = (new.go_live.first - first.first).days
        shift = shift_between(first, new.go_live)
        if exact.contains(new.go_live):
            firsts[kind, name], later = (first, new.go_live), 0
    return HistoryChange(kind, name, called, old, new, delay, later, shift, cited, reason)

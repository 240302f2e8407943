"""Go-lives as events of a calendar, one for each wave or site: an event keeps its identity while
its date and its label change, and counts its changes.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cached_property

from hpplan.analysis.timeline import TimelineData, TimelineEntry, timeline
from hpplan.domain.claims import Dated
from hpplan.domain.gates import GateState
from hpplan.domain.snapshot import Snapshot
from hpplan.language import _, plural
from hpplan.periods import Period, day_in_words
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.text import enumerated
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Alarm:
    """A reminder on a day."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A go-live from its first day to its last.

    It is the same event as long as its `parts` are: the programme, and the wave or the site, never
    a label or a day. `sequence` counts its changes.
    """

    parts: tuple[str, ...]
    title: str
    text: str
    first: date
    last: date
    cancelled: bool
    sequence: int
    alarms: tuple[Alarm, ...] = ()

    @property
    def tentative(self) -> bool:
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class CalendarScope:
    """Which events: one for each of these sites and waves; and one a wave for the sites of each
    region or trust. If nothing is named, one for every wave.
    """

    sites: Sequence[str] = ()
    waves: Sequence[str] = ()
    regions: Sequence[str] = ()
    trusts: Sequence[str] = ()

    @property
    def everything(self) -> bool:
        return not (self.sites or self.waves or self.regions or self.trusts)


@dataclass(frozen=True, slots=True)
class CalendarData:
    """The events in order of time, as of the day."""

    programme: str
    as_of: date
    events: tuple[CalendarEvent, ...]


def calendar(situation: SituationData, plan: PlanData, scope: CalendarScope) -> CalendarData:
    """The go-lives of the plan, and cancellations of those that were announced before."""
    going = _GoLives(situation, plan, timeline(situation, plan), scope)
    events = sorted(going.events(), key=lambda event: (event.first, event.last, event.parts))
    return CalendarData(situation.programme.agenda.name, situation.as_of, tuple(events))


@dataclass(frozen=True, slots=True)
class _Announced:
    """The date of an event, as announced."""

    first: date
    last: date
    cancelled: bool = False

    def then(self, period: Period | None) -> "_Announced":
        return replace(self, cancelled=True) if period is None else _announced(period)


def _announced(period: Period) -> _Announced:
    return _Announced(period.first, period.last)


def _followed(periods: Iterable[Period | None]) -> tuple[_Announced | None, int]:
    """The announcement after this series of them, and how often it was changed. Before the first
    date nothing is announced.
    """
    shown, changes = None, 0
    for period in periods:
        if shown is None:
            shown = None if period is None else _announced(period)
        elif (now := shown.then(period)) != shown:
            shown, changes = now, changes + 1
    return shown, changes


@dataclass
class _GoLives:
    """The go-lives of a plan, and those of the claims, day by day."""

    situation: SituationData
    plan: PlanData
    timeline: TimelineData
    scope: CalendarScope
    at: dict[str, TimelineEntry] = field(init=False)

    def __post_init__(self) -> None:
        self.at = {entry.site: entry for entry in self.timeline.entries}

    def events(self) -> Iterator[CalendarEvent]:
        scope, slots = self.scope, self.situation.programme.waves
        for site in dict.fromkeys(scope.sites):
            yield from self._of_site(site)
        if scope.everything or scope.waves:
            for wave in slots:
                if scope.everything or wave.id in scope.waves:
                    yield from self._of_wave(wave.id, self.at.keys(), (), everybody=True)
        for group, members in self._groups.items():
            for wave in slots:
                yield from self._of_wave(wave.id, members, group, everybody=False)

    @cached_property
    def _groups(self) -> dict[tuple[str, str], set[str]]:
        """The sites of each region and trust."""
        only, scope = self.timeline.only, self.scope
        regions = {("region", name): only(regions=[name]) for name in scope.regions}
        trusts = {("trust", name): only(trusts=[name]) for name in scope.trusts}
        return {
            group: {entry.site for entry in found.entries}
            for group, found in (regions | trusts).items()
        }

    # --- what was known ----------------------------------------------------------------------

    @cached_property
    def _then(self) -> Sequence[tuple[Snapshot, dict[str, str]]]:
        """The claims on each day on which a claim became known about a wave, or about a site in the
        scope or one that it was part of; with the wave of every site.
        """
        programme, today = self.situation.programme, self.situation.as_of
        claims: list[Dated] = [claim for wave in programme.waves for claim in wave.all_claims()]
        waiting, seen = [*{*self.scope.sites}.union(*self._groups.values())], set[str]()
        while waiting:
            site = programme.site.get(waiting.pop())
            if site is not None and site.id not in seen:
                seen.add(site.id)
                claims += site.claims
                waiting += [] if site.split_from is None else [site.split_from]
        known = {claim.known_from(programme.sources) for claim in claims}
        days = sorted({day for day in known if day is not None and day <= today} | {today})
        if days[0] > date.min:
            days.insert(0, days[0] - timedelta(days=1))  # before any dated claim
        snapshots = [programme.on(day).snapshot for day in days]
        return [(seen, seen.current()) for seen in snapshots]

    # --- sites -------------------------------------------------------------------------------

    def _of_site(self, site: str) -> Iterator[CalendarEvent]:
        entry = self.at[site]
        shown, changes = _followed(
            [*(_of_one(seen, current, site) for seen, current in self._then), entry.go_live]
        )
        if shown is None:
            return
        when = entry.go_live
        label = entry.label or entry.wave
        title = (
            _("{site} goes live with {wave}", site=entry.name, wave=label)
            if label
            else _("{site} goes live", site=entry.name)
        )
        lines = [_first_upper(entry.reason), *self._said_of(when, cancelled=shown.cancelled)]
        yield CalendarEvent(
            (self.situation.programme.agenda.id, "site", site),
            self._titled(title),
            "\n".join(lines),
            shown.first,
            shown.last,
            shown.cancelled,
            changes,
            () if when is None else tuple(self._alarms([entry])),
        )

    # --- waves -------------------------------------------------------------------------------

    def _of_wave(
        self, wave: str, members: Collection[str], of: tuple[str, ...], *, everybody: bool
    ) -> Iterator[CalendarEvent]:
        def counts(waves: Iterable[tuple[str, str]]) -> bool:
            """Whether it is a go-live of these sites: of any site, or with one of them in
            the wave.
            """
            return everybody or any(w == wave and site in members for site, w in waves)

        periods: list[Period | None] = [
            slot.go_live
            if (slot := seen.wave.get(wave)) is not None and counts(current.items())
            else None
            for seen, current in self._then
        ]
        slot = self.situation.snapshot.wave.get(wave)
        placed = [entry for entry in self.timeline.entries if entry.wave == wave]
        here = [entry for entry in placed if entry.site in members]
        when = None
        if slot is not None and counts((entry.site, wave) for entry in placed):
            day = self.plan.days.get(wave)
            when = slot.go_live if day is None else Period.day(day)
        shown, changes = _followed([*periods, when])
        if shown is None:
            return
        label = wave if slot is None else slot.label
        lines = list(self._who(here, of))
        if slot is None:
            lines = [_("{wave} was dropped.", wave=label)]
        yield CalendarEvent(
            (self.situation.programme.agenda.id, "wave", wave, *of),
            self._titled(_("{wave} goes live", wave=label)),
            "\n".join([*lines, *self._said_of(when, cancelled=shown.cancelled)]),
            shown.first,
            shown.last,
            shown.cancelled,
            changes,
            () if when is None else tuple(self._alarms(here)),
        )

    def _who(self, here: Sequence[TimelineEntry], of: tuple[str, ...]) -> Iterator[str]:
        if here:
            names = enumerated(entry.name for entry in here)
            yield plural("{n} site: {names}", "{n} sites: {names}", len(here), names=names)
        elif of:
            yield _("Nobody of {group} is in it.", group=of[1])
        else:
            yield _("Nobody is in it.")

    # --- both --------------------------------------------------------------------------------

    def _titled(self, title: str) -> str:
        return f"{title} ({self.situation.programme.agenda.name})"

    def _said_of(self, when: Period | None, *, cancelled: bool) -> Iterator[str]:
        if cancelled:
            yield _("There is no date any more.")
        elif when is not None and not when.is_day:
            yield _("The day is not known yet: {period}.", period=when.words)
        yield _("As known on {day}.", day=day_in_words(self.situation.as_of))

    def _alarms(self, entries: Sequence[TimelineEntry]) -> Iterator[Alarm]:
        """The last days to decide, and the days of gates that are still to be passed."""
        reminders: dict[tuple[date, str], list[str]] = {}
        for entry in entries:
            if entry.decide_by is not None:
                what = _("Last day to decide on {wave}", wave=entry.label or entry.wave)
                reminders.setdefault((entry.decide_by, what), []).append(entry.name)
            if entry.go_live is not None:
                for gate in self.situation.gates.of(entry.site, entry.go_live, entry.wave):
                    if gate.state not in (None, GateState.PASSED):
                        reminders.setdefault((gate.first, gate.name), []).append(entry.name)
        for (on, what), names in sorted(reminders.items()):
            if on >= self.situation.as_of:
                yield Alarm(on, f"{what}: {enumerated(names)}")


def _of_one(seen: Snapshot, current: dict[str, str], site: str) -> Period | None:
    """The go-live of the site at that time; None where it took no part, or its wave had no date."""
    found, wave = seen.sites.get(site), current.get(site)
    if found is None or not found.takes_part or wave is None:
        return None
    return seen.go_live(site, wave)


def _first_upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."

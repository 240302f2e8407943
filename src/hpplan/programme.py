"""All that a data directory says, and what of it is known on a date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from hpplan.domain.agenda import Agenda
from hpplan.domain.claims import Dated
from hpplan.domain.counted import Counted, counted
from hpplan.domain.sites import Region, Site
from hpplan.domain.snapshot import Slot, Snapshot, Stretch, snapshot
from hpplan.domain.sources import Source
from hpplan.domain.waves import Wave
from hpplan.findings import Finding, Place
from hpplan.goals import Earliest, Goal, Participation, Stability, Wishes
from hpplan.goals.soft_rules import SoftRules
from hpplan.ignores import Ignore
from hpplan.rules import Blackout, Forbid, Pin, Rule
from hpplan.rules.base import Break
from hpplan.rules.openings import Bar, bars, openings


class Locator(Protocol):
    """Where the values of the data files stand, by their address."""

    def place(self, address: int) -> Place | None:
        """The place of the value itself; None for a value that stands in no file."""

    def inside(self, address: int, *path: str | int) -> Place | None:
        """The place of what the path leads to; steps that name nothing are passed over."""

    def key(self, address: int, *path: str | int) -> Place | None:
        """The place of the key that the path ends with."""

    def source_line(self, place: Place) -> str | None:
        """The line of the file that the place starts on."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file the programme was read from, as the user's own path leads to it."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Overrides:
    """What is asked of one plan beyond the data, as pairs of site and wave, or sites."""

    pins: tuple[tuple[str, str], ...] = ()
    forbids: tuple[tuple[str, str], ...] = ()
    reopened: tuple[str, ...] = ()

    def rules(self) -> list[Rule]:
        """The pins and forbids as rules; their ids are the options that the user wrote."""
        pins: list[Rule] = [
            Pin(id=f"--pin {site}={wave}", site=site, wave=wave) for site, wave in self.pins
        ]
        forbids: list[Rule] = [
            Forbid.model_validate(
                {"id": f"--forbid {site}={wave}", "sites": [site], "waves": [wave]}
            )
            for site, wave in self.forbids
        ]
        return pins + forbids

    def __bool__(self) -> bool:
        return bool(self.pins or self.forbids or self.reopened)


@dataclass(frozen=True)
class Situation:
    """What is known on a date: the snapshot, the rules in force, and the goals in rank order."""

    programme: "Programme"
    snapshot: Snapshot
    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...]
    overrides: Overrides

    @property
    def as_of(self) -> date:
        return self.snapshot.as_of

    @cached_property
    def counted(self) -> Counted:
        """What shares of coverage are taken of."""
        return counted(self.snapshot, self.programme.agenda.coverage)

    @cached_property
    def hard_rules(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.hard)

    def hard_rules_on(self, site: str) -> list[Rule]:
        """The hard rules that moving this one site might break, in their order."""
        anybody, some = self._by_movers
        numbers = sorted([*anybody, *some.get(site, ())])
        return [self.hard_rules[number] for number in numbers]

    @cached_property
    def _by_movers(self) -> tuple[list[int], dict[str, list[int]]]:
        """The numbers of the hard rules that anybody's move might break, and of others by site."""
        anybody: list[int] = []
        some: dict[str, list[int]] = {}
        for number, rule in enumerate(self.hard_rules):
            if (movers := rule.movers(self.snapshot)) is None:
                anybody.append(number)
            else:
                for site in movers:
                    some.setdefault(site, []).append(number)
        return anybody, some

    @cached_property
    def bars(self) -> Sequence[Bar]:
        """What the hard rules about single sites bar."""
        return bars(self.snapshot, self.hard_rules)

    @cached_property
    def openings(self) -> Mapping[str, tuple[Slot, ...]]:
        """The waves that claims, and hard rules about single sites, leave each site."""
        return openings(self.snapshot, self.bars)

    @cached_property
    def current_breaks(self) -> Sequence[tuple[Rule, Sequence[Break]]]:
        """What each hard rule says of the plan that the claims make."""
        current = self.snapshot.current()
        found = ((rule, rule.violations(self.snapshot, current)) for rule in self.hard_rules)
        return [(rule, breaks) for rule, breaks in found if breaks]


@dataclass(frozen=True)
class Programme:
    """The joined contents of all files of a data directory."""

    agenda: Agenda
    sources: Mapping[str, Source]
    regions: Mapping[str, Region]
    sites: Sequence[Site]
    waves: Sequence[Wave]
    rules: Sequence[Rule]
    goals: Sequence[Goal]
    places: Locator
    files: Sequence[DataFile] = field(default=())
    findings: Sequence[Finding] = field(default=())
    """What reading found that does not keep it from being understood."""
    ignores: Sequence[Ignore] = field(default=())
    """Findings that the files ask not to be told of."""

    @cached_property
    def site(self) -> Mapping[str, Site]:
        return {site.id: site for site in self.sites}

    def default_as_of(self) -> date | None:
        """The programme's own date, else the day of the newest claim; None without either."""
        if self.agenda.as_of is not None:
            return self.agenda.as_of.last
        sources = self.sources
        claims: list[Dated] = [claim for site in self.sites for claim in site.claims]
        claims += [claim for wave in self.waves for claim in wave.claims]
        known = [day for claim in claims if (day := claim.known_from(sources)) is not None]
        return max(known, default=None)

    def on(self, as_of: date, overrides: Overrides = Overrides()) -> Situation:  # frozen
        """What is known on the day, with the user's overrides on top."""
        phases = {phase.id: Stretch(phase.starts, phase.ends) for phase in self.agenda.phases}
        seen = snapshot(
            self.sites,
            self.waves,
            self.sources,
            as_of,
            frozenset(overrides.reopened),
            phases,
        )
        rules = [
            rule
            for rule in (*self.rules, *self.blackouts)
            if rule.in_force is None or rule.in_force.holds(as_of)
        ]
        rules += overrides.rules()
        return Situation(self, seen, tuple(rules), self._goals(rules), overrides)

    @cached_property
    def blackouts(self) -> tuple[Blackout, ...]:
        return tuple(
            Blackout.model_construct(
                address=stated.address,
                kind="blackout",
                id=f"programme.blackouts[{number}]",
                period=stated.period,
                sites=stated.sites,
                recurs=stated.recurs,
                because=stated.reason or stated.because,
                source=stated.source,
            )
            for number, stated in enumerate(self.agenda.blackouts)
        )

    def _goals(self, rules: Sequence[Rule]) -> tuple[Goal, ...]:
        goals = list(self.goals) if self.goals else self._default_goals()
        soft = tuple(rule for rule in rules if not rule.hard)
        if soft:
            first = next((n for n, g in enumerate(goals) if isinstance(g, Participation)), -1)
            goals.insert(first + 1, SoftRules.model_construct(kind="soft-rules", rules=soft))
        return tuple(goals)

    def _default_goals(self) -> list[Goal]:
        counted = any("inhabitants" in site.size for site in self.sites)
        earliest = Earliest(measure="inhabitants") if counted else Earliest()
        return [Participation(), Stability(), earliest, Wishes()]

"""The contents of a data directory, and what of it is known on a date."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.ignores import Ignore
from hpplan.diagnostics.place import Locator, Place
from hpplan.domain.agenda import Agenda
from hpplan.domain.as_of import snapshot
from hpplan.domain.claims import Dated
from hpplan.domain.counted import Counted, counted
from hpplan.domain.gates import Gates
from hpplan.domain.sites import Region, Site
from hpplan.domain.snapshot import Snapshot, Stretch
from hpplan.domain.sources import Source
from hpplan.domain.sums import LARGEST_SUM, Extent, Path, Sum
from hpplan.domain.wave_state import WaveState
from hpplan.domain.waves import Wave
from hpplan.goals import Goal
from hpplan.goals.base import DayGoal
from hpplan.periods import A_YEAR
from hpplan.rules import Rule
from hpplan.rules.base import Violation
from hpplan.rules.openings import Bar, bars, openings
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.domain.borders import Borders
    from hpplan.domain.governance import Body, Decision, Governance, Right
    from hpplan.domain.risks import Risk
    from hpplan.goals import Earliest
    from hpplan.rules import Blackout

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file the programme was read from, as the user's own path leads to it."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Overrides:
    """Requests for one plan beyond the data, as pairs of site and wave, or sites. With `dates` the
    days of its waves are chosen as well.
    """

    pins: tuple[tuple[str, str], ...] = ()
    forbids: tuple[tuple[str, str], ...] = ()
    reopened: tuple[str, ...] = ()
    dates: bool = False

    def rules(self) -> list[Rule]:
        """The pins and forbids as rules; their ids are the options that the user wrote."""
        if not (self.pins or self.forbids):
            return []
        from hpplan.rules import Forbid, Pin

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
        return bool(self.pins or self.forbids or self.reopened or self.dates)


NOTHING_ASKED: Final = Overrides()


@dataclass(frozen=True)
class SituationData:
    """What is known on a date: the snapshot, the rules in force, and the goals in rank order."""

    programme: "ProgrammeData"
    snapshot: Snapshot
    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...]
    overrides: Overrides

    @property
    def as_of(self) -> date:
        return self.snapshot.as_of

    @cached_property
    def gates(self) -> Gates:
        """The gates in force on the date."""
        return Gates(self.snapshot, self.programme.agenda.gates, self.programme.sources)

    @cached_property
    def counted(self) -> Counted:
        """The base of coverage shares."""
        return counted(self.snapshot, self.programme.agenda.coverage)

    @cached_property
    def day_goals(self) -> tuple[DayGoal, ...]:
        """The goals of days, in rank order: fewer breaks of soft rules, the rhythm, and then going
        live early.
        """
        from hpplan.goals import Earliest
        from hpplan.goals.earliest import EarliestDays
        from hpplan.goals.soft_rules import SoftRules

        stated, soft = self.programme.goals, tuple(rule for rule in self.rules if not rule.hard)
        early = [goal for goal in stated if isinstance(goal, Earliest)]
        goals: list[DayGoal] = []
        if soft:
            goals.append(SoftRules.model_construct(kind="soft-rules", rules=soft))
        goals += [g for g in stated if g.of_days_alone and isinstance(g, DayGoal)]
        goals += [
            EarliestDays.of(goal, self.snapshot)
            for goal in early or [self.programme.earliest_days()]
        ]
        return tuple(goals)

    def on_days(self, days: Mapping[str, date]) -> "SituationData":
        """The situation in which these waves, by id, go live on these days."""
        return replace(self, snapshot=self.snapshot.on_days(days)) if days else self

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
        """The numbers of the hard rules that any site's move might break, and of the others by
        site.
        """
        anybody: list[int] = []
        some: dict[str, list[int]] = {}
        for number, rule in enumerate(self.hard_rules):
            if (movers := rule.scope(self.snapshot)) is None:
                anybody.append(number)
            else:
                for site in movers:
                    some.setdefault(site, []).append(number)
        return anybody, some

    def once(self, compute: "Callable[[SituationData], T]") -> T:
        """The result of the function for this situation, computed when it is first asked for."""
        if compute not in self._made:
            self._made[compute] = compute(self)
        made: T = self._made[compute]
        return made

    @cached_property
    def _made(self) -> "dict[Callable[[SituationData], Any], Any]":
        return {}

    @cached_property
    def bars(self) -> Sequence[Bar]:
        """The bars of hard rules about single sites."""
        return bars(self.snapshot, self.hard_rules)

    @cached_property
    def openings(self) -> Mapping[str, tuple[WaveState, ...]]:
        """The waves that claims, and hard rules about single sites, leave each site."""
        return openings(self.snapshot, self.bars)

    @cached_property
    def current_breaks(self) -> Sequence[tuple[Rule, Sequence[Violation]]]:
        """The breaks of each hard rule by the plan of the claims."""
        current = self.snapshot.current()
        found = ((rule, rule.violations(self.snapshot, current)) for rule in self.hard_rules)
        return [(rule, breaks) for rule, breaks in found if breaks]


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A rule or goal whose sums may become larger than can be counted: its place, and the largest
    of the numbers that it adds up.
    """

    name: str
    address: int
    most: int
    number: int
    place: Place | None

    @property
    def message(self) -> str:
        return (
            f"'{self.name}' could add up to {self.most}, more than the {LARGEST_SUM} that can be "
            f"counted with; {self.number} is the largest number in it"
        )


@dataclass(frozen=True)
class ProgrammeData:
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
    """Findings of reading that do not keep the data from being understood."""
    ignores: Sequence[Ignore] = field(default=())
    """The comments of the files that ignore findings."""
    bodies: Mapping[str, "Body"] = field(default_factory=dict)
    rights: Sequence["Right"] = field(default=())
    decisions: Mapping[str, "Decision"] = field(default_factory=dict)
    risks: Sequence["Risk"] = field(default=())
    borders: "Borders | None" = None
    """The outlines of sites, where the data name a file of them."""

    @cached_property
    def site(self) -> Mapping[str, Site]:
        return {site.id: site for site in self.sites}

    def called(self, site: str) -> str:
        """The name of a site, whether it exists on a date or not; with its id, where another site
        has the same name.
        """
        name = self.site[site].name
        return f"{name} ({site})" if self._bearers[name] > 1 else name

    @cached_property
    def _bearers(self) -> Mapping[str, int]:
        """The number of sites with each name."""
        return Counter(site.name for site in self.sites)

    @property
    def files_named(self) -> tuple[str, ...]:
        """Other files that the data name, by their paths beside the data: plans that goals are held
        against, and the borders of a map.
        """
        from hpplan.goals.reference import CLAIMS, AgainstCurrent

        against = (goal.against for goal in self.goals if isinstance(goal, AgainstCurrent))
        plans = (name for name in against if name != CLAIMS)
        return tuple(dict.fromkeys(filter(None, (*plans, self.agenda.map))))

    def default_as_of(self) -> date | None:
        """The programme's own date, else the day of the newest claim; None without either."""
        if self.agenda.as_of is not None:
            return self.agenda.as_of.last
        sources = self.sources
        claims: list[Dated] = [claim for site in self.sites for claim in site.claims]
        claims += [claim for wave in self.waves for claim in wave.claims]
        known = [day for claim in claims if (day := claim.known_from(sources)) is not None]
        return max(known, default=None)

    def on(self, as_of: date | None = None, overrides: Overrides = NOTHING_ASKED) -> SituationData:
        """The situation on the day, the programme's own or today if none is given, with the user's
        overrides on top. Names in those need not exist: the verifier reports them.
        """
        as_of = as_of or self.default_as_of() or date.today()  # noqa: DTZ011  # the user's own day
        seen = self._snapshot(as_of, frozenset(overrides.reopened))
        rules = [
            rule
            for rule in (*self.rules, *self.blackouts)
            if rule.in_force is None or rule.in_force.holds(as_of)
        ]
        gates = Gates(seen, self.agenda.gates, self.sources)
        if self._gates_claimed and gates.failures:
            from hpplan.rules.failed_gate import failed_gates

            rules += failed_gates(gates)
        rules += overrides.rules()
        return SituationData(self, seen, tuple(rules), self._goals(rules), overrides)

    def with_rules(self, rules: Sequence[Rule]) -> "ProgrammeData":
        """The programme with other rules. They change nothing of what is known of sites and waves,
        which is not worked out again.
        """
        found = replace(self, rules=rules)
        found._seen.update(self._seen)  # noqa: SLF001  # its own class
        return found

    @cached_property
    def _seen(self) -> dict[tuple[date, frozenset[str]], Snapshot]:
        """The newest snapshot, by its day and who is reopened."""
        return {}

    def _snapshot(self, as_of: date, reopened: frozenset[str]) -> Snapshot:
        if (as_of, reopened) not in self._seen:
            phases = {phase.id: Stretch(phase.starts, phase.ends) for phase in self.agenda.phases}
            names = {region.id: region.name for region in self.regions.values()}
            rights = self.governance(as_of)
            seen = snapshot(
                self.sites, self.waves, self.sources, as_of, reopened, phases, names, rights
            )
            self._seen.clear()
            self._seen[as_of, reopened] = seen
        return self._seen[as_of, reopened]

    @property
    def named_risks(self) -> "Iterator[tuple[str, Risk]]":
        """The risks, each with its id, or its place in the section where it has none."""
        for number, risk in enumerate(self.risks):
            yield risk.id or f"risks[{number}]", risk

    @cached_property
    def _gates_claimed(self) -> bool:
        """Whether any claim says that a gate was passed or failed."""
        if not self.agenda.gates:
            return False
        of_sites = (claim.gate for site in self.sites for claim in site.claims)
        of_waves = (claim.gate for wave in self.waves for claim in wave.claims)
        return any(gate is not None for gate in chain(of_sites, of_waves))

    @property
    def decidable(self) -> frozenset[str]:
        """The ids of the subjects that a decision may have."""
        rules = {rule.id for rule in self.rules if rule.id is not None}
        gates = (gate.id for gate in self.agenda.gates)
        return frozenset({*self.site, *(wave.id for wave in self.waves), *rules, *gates})

    def governance(self, day: date) -> "Governance | None":
        """The rights in force on the day and the decisions known then; None where the data name
        neither.
        """
        if not (self.rights or self.decisions):
            return None
        from hpplan.domain.governance import Governance

        sources = self.sources
        rights = tuple(right for right in self.rights if right.holds(day, sources))
        known = {d.id: d for d in self.decisions.values() if d.known_from(sources) <= day}
        return Governance(self.bodies, rights, known)

    @cached_property
    def blackouts(self) -> "tuple[Blackout, ...]":
        """The blackouts of the `programme` section, as rules."""
        if not self.agenda.blackouts:
            return ()
        from hpplan.rules import Blackout

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

    @cached_property
    def too_large(self) -> Sequence[TooLarge]:
        """The rules and goals whose sums could be too large, whatever the day and the plan."""
        extent = self._extent
        goals = self.goals or self._default_goals()
        sums: list[tuple[Rule | Goal, Sum]] = [(r, r.largest_sum(extent)) for r in self.rules]
        sums += [(goal, goal.largest_sum(extent)) for goal in goals]
        return tuple(
            self._too_large(each, found) for each, found in sums if found.most > LARGEST_SUM
        )

    @cached_property
    def _extent(self) -> Extent:
        totals: dict[str, int] = {}
        for site in self.sites:
            largest = dict(site.size) if site.earlier else site.size
            for past in site.earlier:
                for measure, size in past.size.items():
                    largest[measure] = max(size, largest.get(measure, 0))
            for measure, size in largest.items():
                totals[measure] = totals.get(measure, 0) + size
        stated = [claim.period for wave in self.waves for claim in wave.all_claims()]
        periods = [period for period in stated if period is not None]
        days = 0
        if periods:
            last = A_YEAR.ordinal(max(period.last for period in periods))
            days = last - min(period.first for period in periods).toordinal()
        waves = len(self.waves)
        costs = (abs(cost) for site in self.sites for cost in site.wishes.values())
        return Extent(totals, sum(costs), len(self.sites), waves, max(days, waves + 1))

    def _too_large(self, each: Rule | Goal, found: Sum) -> TooLarge:
        numbers: list[tuple[int, int, Path]]
        numbers = [(number, each.address, path) for path, number in found.factors.items()]
        for site in self.sites:
            if found.measure is None:
                paths = ((cost, ("wishes", wave)) for wave, cost in site.wishes.items())
                numbers += [(abs(cost), site.address, path) for cost, path in paths]
            for stated in (site, *site.earlier):
                if found.measure in stated.size:
                    size = stated.size[found.measure]
                    numbers.append((size, stated.address, ("size", found.measure)))
        nothing: tuple[int, int, Path] = (0, each.address, ())
        number, address, path = max(numbers, key=lambda item: item[0], default=nothing)
        place = self.places.inside(address, *path)
        return TooLarge(each.id or each.kind, each.address, found.most, number, place)

    def _goals(self, rules: Sequence[Rule]) -> tuple[Goal, ...]:
        goals = [goal for goal in self.goals if not goal.of_days_alone]
        goals = goals or self._default_goals()
        soft = tuple(rule for rule in rules if not rule.hard)
        if soft:
            from hpplan.goals import Participation
            from hpplan.goals.soft_rules import SoftRules

            first = next((n for n, g in enumerate(goals) if isinstance(g, Participation)), -1)
            goals.insert(first + 1, SoftRules.model_construct(kind="soft-rules", rules=soft))
        return tuple(goals)

    def _default_goals(self) -> list[Goal]:
        from hpplan.goals import Participation, Stability, Wishes

        return [Participation(), Stability(), self.default_earliest(), Wishes()]

    def default_earliest(self) -> "Earliest":
        """The default goal `earliest`: by inhabitants, where any site has them, else by sites."""
        from hpplan.goals import Earliest

        counted = any("inhabitants" in site.size for site in self.sites)
        return Earliest(measure="inhabitants") if counted else Earliest()

    def earliest_days(self) -> "Earliest":
        """The measure by which the days of a plan are early where no such goal is stated: the
        default, unless that adds up to more than can be counted.
        """
        from hpplan.goals import Earliest

        usual = self.default_earliest()
        return usual if usual.largest_sum(self._extent).most <= LARGEST_SUM else Earliest()

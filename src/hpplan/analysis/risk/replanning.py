"""A plan that lives through a future: knowledge changes day by day, and the plan is made again.

A plan in force is kept as far as possible: the programme's goals count, with `stability` against it
right after participation and soft rules. Live sites stay, and firm ones too unless their own event
moves them. Plans are remembered, since many futures lead to the same question.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from typing import Final

from hpplan.analysis.pushes import Pushes, asked_for, date_rules, least_pushes
from hpplan.analysis.risk.futures import EventKind, RiskEvent
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.snapshot import Placements
from hpplan.domain.standing import Firm, SiteState
from hpplan.domain.status import Status
from hpplan.domain.wave_state import WaveState
from hpplan.goals import Goal, Participation, Stability
from hpplan.goals.soft_rules import SoftRules
from hpplan.language import _
from hpplan.periods import Duration, Period
from hpplan.planning import UnverifiedPlan
from hpplan.programme.changes import WaveSlip
from hpplan.programme.programme import SituationData
from hpplan.rules import Forbid, Rule
from hpplan.rules.traits import Bounded
from hpplan.solving.deadline import NO_END
from hpplan.solving.replan import NoReplan, replan
from hpplan.values import dataclass
from hpplan.verification import keeps_hard_rules

REMEMBERED: Final = 20_000
"""How many of the newest plans are remembered: some 10 kB each with 70 sites."""


@dataclass(frozen=True, slots=True)
class Course:
    """The state of a future on a day: the plan in force, the go-lives of its waves, the sites that
    have left, from when on sites that are late may go live, and the changed maxima of rules.
    """

    day: date
    plan: tuple[tuple[str, str], ...]
    dates: tuple[tuple[str, Period | None], ...]
    left: frozenset[str] = frozenset()
    not_before: tuple[tuple[str, date], ...] = ()
    maxima: tuple[tuple[str, int], ...] = ()

    @property
    def placements(self) -> dict[str, str]:
        return dict(self.plan)

    @property
    def go_lives(self) -> dict[str, Period | None]:
        return dict(self.dates)


@dataclass(frozen=True, slots=True)
class Ending:
    """The result of a future: its last course; `lost` if no plan exists from then on."""

    course: Course
    lost: NoReplan | None = None

    @property
    def digest(self) -> bytes:
        """Equal for equal endings, in whatever process."""
        known = self.course
        dates = [
            (wave, period and (period.label, period.first, period.last))
            for wave, period in known.dates
        ]
        said = known.day, known.plan, dates, sorted(known.left), known.not_before, known.maxima
        return sha256(repr((said, self.lost)).encode()).digest()


@dataclass(frozen=True)
class Replanner:
    """The plan that all futures begin with, and the plans made from it so far."""

    situation: SituationData
    placements: Placements
    _known: dict[tuple[Course, date, frozenset[RiskEvent]], Ending] = field(default_factory=dict)
    _tally: Counter[str] = field(default_factory=Counter)
    _states: dict[tuple[object, ...], SiteState] = field(default_factory=dict)

    @property
    def made(self) -> int:
        """How many plans were made; all other requests were answered from memory."""
        return self._tally["made"]

    @cached_property
    def start(self) -> Course:
        snapshot = self.situation.snapshot
        dates = tuple((slot.id, slot.go_live) for slot in snapshot.waves)
        return Course(snapshot.as_of, tuple(sorted(self.placements.items())), dates)

    def through(self, events: Iterable[RiskEvent]) -> Ending:
        """The ending of the plan when these events happen, in order of the days on which they
        become known.
        """
        ending = Ending(self.start)
        in_order = sorted(events, key=lambda event: event.place)
        for day, known in groupby(in_order, key=lambda event: event.known):
            ending = self._after(ending.course, max(day, self.start.day), list(known))
            if ending.lost is not None:
                break
        return ending

    def _after(self, course: Course, day: date, events: Sequence[RiskEvent]) -> Ending:
        """The next plan. Two equal events on the same day are two."""
        key = course, day, frozenset(events)
        if len(key[2]) < len(events):
            return self._planned_again(course, day, events)
        if key not in self._known:
            while len(self._known) >= REMEMBERED:
                del self._known[next(iter(self._known))]
            self._tally["made"] += 1
            self._known[key] = self._planned_again(course, day, events)
        return self._known[key]

    def _planned_again(self, course: Course, day: date, events: Sequence[RiskEvent]) -> Ending:
        course = self._with(replace(course, day=day), events)
        situation, start = self.situation_of(course), course.placements
        if self._is_best(situation, start):
            return Ending(course)
        found = replan(situation, start)
        if isinstance(found, NoReplan):
            return Ending(course, found)
        if not keeps_hard_rules(situation, found):
            raise UnverifiedPlan("a plan of a future does not pass verification")
        return Ending(replace(course, plan=tuple(sorted(found.items()))))

    def _is_best(self, situation: SituationData, start: Placements) -> bool:
        """Whether the plan in force can simply stay: everybody is placed, nothing is broken, and no
        goal ranks before stability.
        """
        for goal in situation.goals:
            match goal:
                case Participation():
                    if any(site not in start for site in situation.snapshot.taking_part):
                        return False
                case SoftRules():
                    if goal.measure(situation.snapshot, start):
                        return False
                case _:
                    break
        stays = isinstance(goal, Stability) and goal.by == "sites"
        everybody = all(site in start for site in situation.snapshot.taking_part)
        return stays and everybody and keeps_hard_rules(situation, start)

    # --- what happens -----------------------------------------------------------------------

    def _with(self, course: Course, events: Sequence[RiskEvent]) -> Course:
        """What is known after the events, before anybody moves for it."""
        live = self._live(course)
        before = course.go_lives
        leaving = {e.subject for e in events if e.kind is EventKind.WITHDRAWS} - live
        maxima = dict(course.maxima)
        for event in events:
            if event.kind is EventKind.MAXIMUM and event.maximum is not None:
                maxima[event.subject] = min(event.maximum, maxima.get(event.subject, event.maximum))
        bounds: dict[str, date] = {}
        for site, delay in _delays(events, EventKind.SITE_LATER).items():
            period = before.get(course.placements.get(site, ""))
            if site not in live and period is not None:
                bounds[site] = delay.after(period.first)
        course = replace(
            course,
            plan=tuple((site, wave) for site, wave in course.plan if site not in leaving),
            left=course.left | leaving,
            maxima=tuple(sorted(maxima.items())),
        )
        course = self._with_slips(course, events)
        late = dict(course.not_before) | bounds  # which are later: the plan in force kept the first
        return replace(course, not_before=tuple(sorted(late.items())))

    def _with_slips(self, course: Course, events: Sequence[RiskEvent]) -> Course:
        """Slipping waves push those behind them; where no push resolves that, sites move."""
        delays = _delays(events, EventKind.WAVE_LATER)
        slips = [WaveSlip(wave, delay) for wave, delay in delays.items()]
        if not slips:
            return course
        try:
            asked = asked_for(self.situation_of(course).snapshot, slips)
        except OverflowError:  # beyond the calendar there is no later
            asked = {}
        for wave in [dated[0] for dated in course.dates if dated[0] in asked]:
            # A wave that slips may have been pushed farther by one before it, and then stays there.
            period, pushed_to = asked[wave], course.go_lives[wave]
            if pushed_to is not None and pushed_to.first >= period.first:
                continue
            situation = self.situation_of(course)
            own = {wave: period}
            found = least_pushes(situation, course.placements, own, date_rules(situation), NO_END)
            pushed: Mapping[str, Period] = found.dates if isinstance(found, Pushes) else {}
            course = replace(course, dates=tuple({**course.go_lives, **own, **pushed}.items()))
        return course

    def _live(self, course: Course) -> frozenset[str]:
        """The sites that are live by then: already now, or in a wave that is over."""
        dates, living = course.go_lives, self.situation.snapshot.living
        return living | {
            site
            for site, wave in course.plan
            if (period := dates[wave]) is not None and period.last < course.day
        }

    # --- the situation ----------------------------------------------------------------------

    def situation_of(self, course: Course) -> SituationData:
        """What is known on that day of that future."""
        before, dates = self.situation.snapshot, course.go_lives
        waves = [
            replace(
                slot,
                go_live=(period := dates[slot.id]),
                past=period is not None and period.last < course.day,
            )
            for slot in before.waves
        ]
        listed = {wave.id: n for n, wave in enumerate(self.situation.programme.waves)}

        def place(slot: WaveState) -> tuple[date, int]:
            return (date.max if slot.go_live is None else slot.go_live.first), listed[slot.id]

        ordered = [replace(slot, position=n) for n, slot in enumerate(sorted(waves, key=place))]
        plan, live, late = course.placements, self._live(course), dict(course.not_before)

        def is_late(site: str, wave: str | None) -> bool:
            go_live = dates.get(wave or "")
            return site in late and go_live is not None and go_live.first < late[site]

        sites = {
            found.id: self._standing(
                found, wave, course, live=found.id in live, late=is_late(found.id, wave)
            )
            for found in before.sites.values()
            for wave in (plan.get(found.id),)
        }
        snapshot = replace(before, as_of=course.day, waves=tuple(ordered), sites=sites)
        rules = tuple(self._rules(course, ordered, late, live))
        goals = tuple(self._goals(rules))
        return replace(self.situation, snapshot=snapshot, rules=rules, goals=goals)

    def _standing(
        self, found: SiteState, wave: str | None, course: Course, *, live: bool, late: bool
    ) -> SiteState:
        """The state of a site in a wave; `late`, where its own event bars it from there."""
        if found.live or not found.takes_part:
            return found
        left, period = found.id in course.left, course.go_lives[wave] if live and wave else None
        key = found.id, wave, left, late, live, period
        if key not in self._states:
            self._states[key] = _stands(found, wave, period, left=left, late=late, live=live)
        return self._states[key]

    def _rules(
        self,
        course: Course,
        waves: Sequence[WaveState],
        late: Mapping[str, date],
        live: frozenset[str],
    ) -> Iterable[Rule]:
        maxima = dict(course.maxima)
        for rule in self.situation.rules:
            if rule.id in maxima and isinstance(rule, Bounded) and isinstance(rule, Rule):
                yield rule.with_maximum(maxima[rule.id])
            else:
                yield rule
        for site, day in late.items():
            early = [w.id for w in waves if w.go_live is not None and w.go_live.first < day]
            if early and site not in live and site not in course.left:
                yield Forbid.model_construct(
                    kind="forbid",
                    id=_("the delay of {site}", site=self.situation.snapshot.name(site)),
                    sites=Sites.model_construct(ids=(site,)),
                    waves=Waves.model_construct(ids=tuple(early)),
                    because=None,
                )

    def _goals(self, rules: Sequence[Rule]) -> Iterable[Goal]:
        """The programme's goals, with `stability` after participation and soft rules."""
        soft = tuple(rule for rule in rules if not rule.hard)
        goals = [
            SoftRules.model_construct(kind="soft-rules", rules=soft)
            if isinstance(goal, SoftRules)
            else goal
            for goal in self.situation.goals
            if not (isinstance(goal, Stability) and goal.by == "sites" and goal.plan_file is None)
        ]
        first = [n for n, g in enumerate(goals) if isinstance(g, Participation | SoftRules)]
        return [*goals[: (at := max(first, default=-1) + 1)], Stability(), *goals[at:]]


def _delays(events: Iterable[RiskEvent], kind: EventKind) -> Mapping[str, Duration]:
    """How much later each target of such an event goes live: delays of one target add up."""
    found: dict[str, Duration] = {}
    for event in events:
        if event.kind is kind and event.delay is not None:
            found[event.subject] = found.get(event.subject, Duration()) + event.delay
    return found


def _stands(
    found: SiteState,
    wave: str | None,
    period: Period | None,
    *,
    left: bool,
    late: bool,
    live: bool,
) -> SiteState:
    """`found` in that wave, live in it since that time, or withdrawn. Its own claims hold it there
    unless it is late.
    """
    if left:
        out = replace(found, status=Status.WITHDRAWN, takes_part=False, required=False)
        return replace(out, firm=None, wave=None, claim=None, dropped=None)
    claim = found.claim if wave == found.wave else None
    stays = replace(found, wave=wave, claim=claim, dropped=None)
    if live:
        return replace(stays, status=Status.LIVE, firm=Firm.LIVE, went_live=period)
    return replace(stays, firm=found.firm if found.wave == wave and not late else None)

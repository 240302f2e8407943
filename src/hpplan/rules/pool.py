"""The kind `pool`."""

import calendar
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import Annotated, Final, Literal

from pydantic import Field

from hpplan.domain.entry import COUNTING_SITES, WITHOUT_ADDRESS, Measure, PhaseId, Whole
from hpplan.domain.measures import measure_unit
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot, Stretch
from hpplan.domain.sums import Extent, Path, Sum
from hpplan.domain.wave_state import WaveState
from hpplan.language import _, plural
from hpplan.periods import Period, day_in_words
from hpplan.rules.base import (
    DayDecisions,
    Decisions,
    HeadlineTopic,
    Relaxation,
    Rule,
    Term,
    Verdict,
    Violation,
)
from hpplan.rules.traits import Bounded
from hpplan.text import enumerated, whole
from hpplan.values import dataclass

A_WEEK: Final = 7
CYCLE: Final = 146_097
"""The days after which the calendar repeats, weeks and months alike."""

By = Literal["week", "month"]
Span = tuple[int, int]
"""From a day to the day after the last, numbered as by `date.toordinal`; numbers go on where the
calendar ends.
"""

Need = tuple[Span, int]
"""A span of days, and how much is needed on each."""


class Pool(Bounded, Rule):
    """The rule `pool`."""

    title = "a resource that overlapping waves share"
    meaning = """
    On no day do the phases that run then need more than `max`.

    A selected site needs, while a phase named in `use` runs, its amount times the site's measure
    (1 for `sites`). A phase runs from its first to before its last day; with `by`, it counts in
    every week (from Monday) or month that it touches. Where a go-live is not known to the day,
    a phase runs on the days on which it surely does; but one wave has one go-live, so those in it
    need the resource at the same time, whichever day that is. Waves without a date need nothing.

    A break is history when everybody who needs the resource at that time is live.
    """
    asks = (
        "on no day do the phases that run then need more than `max`; sites of one wave need it at "
        "the same time, also where its day is not known. `use` says how much each site needs in "
        "which phase, times the measure. With `by: week` or `month`, a phase counts in every week "
        "or month it touches"
    )
    history = "everybody who needs the resource then"
    one_break = "the rule"
    example = """
    programme:
      id: example
      name: Example
      as_of: 2024-01-01
      phases:
        - {id: support, name: Extra support, from: 0d, to: 4w}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
      - {id: dal, name: Dal}
    waves:
      - {id: W1, go_live: 2024-05-04}
      - {id: W2, go_live: 2024-05-25}
      - {id: W3, go_live: 2024-06-01}
    rules:
      - {kind: pool, use: {support: 2}, max: 4, because: there are four instructors}
    """
    keeps = "ask:W1 berg:W1 dal:W3"
    breaks = "ask:W1 berg:W1 dal:W2"

    headline = HeadlineTopic.FIGURES

    kind: Literal["pool"] = "pool"
    measure: Measure = Field(
        COUNTING_SITES,
        description="what the amounts are multiplied by; `sites` counts each site as one",
    )
    sites: Sites = Field(Sites(), description="who shares the resource")
    use: Annotated[
        dict[PhaseId, Annotated[Whole, Field(ge=0)]], WITHOUT_ADDRESS, Field(min_length=1)
    ] = Field(description="how much of it a site needs in each phase, by the phase's id")
    max: Annotated[Whole, Field(ge=0)] = Field(description="how much of it there is on any day")
    by: By | None = Field(
        None, description="a phase counts in every week, or month, that it touches"
    )

    def sentence(self, snapshot: Snapshot) -> str:
        unit = measure_unit(self.measure).of(1)
        needs = ", ".join(
            _("{amount} per {unit} in {phase}", amount=whole(n), unit=unit, phase=phase)
            for phase, n in self.use.items()
        )
        values = {"sites": snapshot.names(self.sites), "most": whole(self.max), "needs": needs}
        match self.by:
            case "week":
                return _("{sites} need at most {most} in any week ({needs})", **values)
            case "month":
                return _("{sites} need at most {most} in any month ({needs})", **values)
            case None:
                return _("{sites} need at most {most} at any time ({needs})", **values)

    @property
    def by_date(self) -> bool:
        return True

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        needs_of = self._needs(snapshot)
        needs = {
            site: needs_of(site, placements[site])
            for site in snapshot.select(self.sites)
            if site in placements
        }
        history: list[Violation] = []
        for day, total in _loads(needs.values()):
            if total <= self.max:
                continue
            users = {site: need for site in needs if (need := _needed(needs[site], day))}
            found = self._overdrawn(snapshot, users, self._needed_on(day, total))
            if found.verdict is Verdict.BROKEN:
                return [found]
            history = history or [found]
        for slot in snapshot.waves:
            together = {
                site: size
                for site in needs
                if placements[site] == slot.id
                and snapshot.go_live(site, slot.id) == slot.go_live
                and (size := snapshot.size(site, self.measure))
            }
            if slot.go_live is None or slot.go_live.is_day or not together:
                continue
            peaks = self._peaks(snapshot, slot.go_live)
            if any(peak * sum(together.values()) <= self.max for peak in peaks):
                continue
            users = {site: min(peaks) * size for site, size in together.items()}
            needed = self._needed_whenever(slot, slot.go_live, sum(users.values()))
            found = self._overdrawn(snapshot, users, needed)
            if found.verdict is Verdict.BROKEN:
                return [found]
            history = history or [found]
        return history

    def _needed_on(self, day: int, amount: int) -> str:
        """How much is needed on the day, or in its week or month, in words."""
        on = date.fromordinal(min(max(day, 1), date.max.toordinal()))
        values = {"n": whole(amount), "day": day_in_words(on)}
        match self.by:
            case "week":
                return _("{n} are needed in the week of {day}", **values)
            case "month":
                month = Period.parse(f"{on.year:04}-{on.month:02}")
                return _("{n} are needed in {month}", n=values["n"], month=month.words)
            case None:
                return plural(
                    "{n} are needed on {day}", "{n} are needed on {day}", amount, **values
                )

    def _needed_whenever(self, wave: WaveState, go_live: Period, amount: int) -> str:
        values = {"n": whole(amount), "wave": wave, "period": go_live.words}
        match self.by:
            case "week":
                return _("{n} are needed in a week whenever {wave} goes live ({period})", **values)
            case "month":
                return _("{n} are needed in a month whenever {wave} goes live ({period})", **values)
            case None:
                return _("{n} are needed at a time whenever {wave} goes live ({period})", **values)

    def _overdrawn(self, snapshot: Snapshot, users: dict[str, int], needed: str) -> Violation:
        message = _(
            "{needed}, {over} over {most}: {sites}",
            needed=needed,
            over=whole(sum(users.values()) - self.max),
            most=whole(self.max),
            sites=enumerated(map(snapshot.name, users)),
        )
        if movable := tuple(site for site in users if not snapshot.live(site)):
            return Violation((), message, Verdict.BROKEN, movable)
        return Violation((), message, Verdict.HISTORY)

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:
        sizes = sum(snapshot.size(s, self.measure) for s in snapshot.select(self.sites))
        most = sizes * sum(self.use.values()) - self.max
        return [Relaxation(most, lambda n: self.altered(max=self.max + n))]

    def largest_sum(self, extent: Extent) -> Sum:
        need = extent.total(self.measure) * sum(self.use.values())
        factors: dict[Path, int] = {("use", phase): amount for phase, amount in self.use.items()}
        return Sum(need * max(extent.waves, 1) + self.max, self.measure, factors)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        needs_of = self._needs(snapshot)
        choices = [
            (site, slot, needs_of(site, slot.id))
            for site in snapshot.select(self.sites)
            for slot in snapshot.waves
            if not snapshot.live(site) or slot.id == snapshot.sites[site].wave
        ]
        for day in _turns(needs for *_rest, needs in choices):
            # Live sites are counted by hand: they stay where they are, whatever the rule says.
            taken, entering = 0, []
            for site, slot, needs in choices:
                if need := _needed(needs, day):
                    if snapshot.live(site):
                        taken += need
                    else:
                        entering.append((need, decisions.in_wave(site, slot)))
            decisions.at_most((), entering, max(0, self.max - taken))
        for slot in snapshot.waves:
            if slot.go_live is None or slot.go_live.is_day:
                continue
            # One go-live for all in the wave: on its least demanding day it needs that of each.
            least = min(self._peaks(snapshot, slot.go_live))
            here = [site for site, there, _ in choices if there is slot]
            same = [s for s in here if snapshot.go_live(s, slot.id) == slot.go_live]
            living = [site for site in same if snapshot.live(site)]
            taken = sum(least * snapshot.size(site, self.measure) for site in living)
            still_open = [site for site in same if not snapshot.live(site)]
            sizes = {site: least * snapshot.size(site, self.measure) for site in still_open}
            decisions.at_most((), decisions.load(sizes, slot), max(0, self.max - taken))

    def encode_days(self, snapshot: Snapshot, decisions: DayDecisions) -> None:
        use = _Use(snapshot, decisions, self)
        for day in use.turns():
            entering, living, somebody = use.at(day)
            if living:  # live sites need it when their wave goes live, too
                decisions.at_most((), [*entering, *living], self.max - use.taken(day), [somebody])
            elif entering:
                decisions.at_most((), entering, max(0, self.max - use.taken(day)))

    def _needs(self, snapshot: Snapshot) -> Callable[[str, str], Sequence[Need]]:
        """A function that gives what a site needs in a wave and when, by their ids."""
        phases = self._phases(snapshot)
        known: dict[Period, tuple[Need, ...]] = {}

        def needs(site: str, wave: str) -> Sequence[Need]:
            go_live, size = snapshot.go_live(site, wave), snapshot.size(site, self.measure)
            if go_live is None or not size:
                return ()
            if (spans := known.get(go_live)) is None:
                spans = known[go_live] = _spans(phases, self.by, go_live.first, go_live.last)
            return spans if size == 1 else [(span, amount * size) for span, amount in spans]

        return needs

    def _peaks(self, snapshot: Snapshot, go_live: Period) -> frozenset[int]:
        """How much a unit of the measure needs at its time of greatest need, for each possible day
        of go-live.
        """
        return _peaks(self._phases(snapshot), self.by, go_live.first, go_live.last)

    def _phases(self, snapshot: Snapshot) -> tuple[tuple[Stretch, int], ...]:
        return tuple((snapshot.phases[phase], amount) for phase, amount in self.use.items())


class _Use:
    """Who needs the resource of a pool and when, where days are chosen for some waves."""

    def __init__(self, snapshot: Snapshot, decisions: DayDecisions, pool: Pool) -> None:
        self._decisions = decisions
        phases = tuple((snapshot.phases[phase], amount) for phase, amount in pool.use.items())
        self._living: list[tuple[int, list[Need]]] = []
        """The sizes of live sites whose day is known, and when they need it."""
        self._known: list[tuple[list[tuple[int, int]], list[Need]]] = []
        """Who may enter each wave without a choice of days, by size, and when they need it."""
        self._chosen: list[_ChosenNeed] = []
        self._loads: dict[str, int] = {}
        sized = [(site, snapshot.size(site, pool.measure)) for site in snapshot.select(pool.sites)]
        sized = [(site, size) for site, size in sized if size]

        def needs(first: date, last: date) -> list[Need]:
            return list(_spans(phases, pool.by, first, last))

        for site, size in sized:
            own = snapshot.sites[site]
            if own.live and own.wave is not None and not self._with_its_wave(snapshot, site):
                period = snapshot.go_live(site, own.wave)
                if period is not None:
                    self._living.append((size, needs(period.first, period.last)))
        for slot in snapshot.waves:
            if slot.go_live is None:
                continue
            entering = [
                (size, decisions.in_wave(site, slot))
                for site, size in sized
                if not snapshot.live(site)
            ]
            if days := decisions.days(slot):
                staying = sum(
                    size
                    for site, size in sized
                    if snapshot.sites[site].wave == slot.id and self._with_its_wave(snapshot, site)
                )
                needed = {day: needs(day, day) for day in days}
                self._chosen.append(_ChosenNeed(slot, entering, staying, needed))
            else:
                spans = needs(slot.go_live.first, slot.go_live.last)
                self._known.append((entering, spans))

    def _with_its_wave(self, snapshot: Snapshot, site: str) -> bool:
        """Whether the site is live, on a day of its wave that is still to be chosen."""
        own = snapshot.sites[site]
        if not own.live or own.wave is None or own.went_live is not None:
            return False
        return bool(self._decisions.days(snapshot.wave[own.wave]))

    def turns(self) -> list[int]:
        """The days on which some site may begin to need something."""
        spans = [needs for chosen in self._chosen for needs in chosen.needed.values()]
        if not spans:
            return []
        return _turns([*spans, *(needs for _, needs in self._known + self._living)])

    def taken(self, day: int) -> int:
        """What live sites with known days need on the day."""
        return sum(size * _needed(needs, day) for size, needs in self._living)

    def at(self, day: int) -> tuple[list[Term], list[Term], int]:
        """What entering sites need on the day, what live sites need whose wave's day is still to be
        chosen, and whether any entering site needs something; nothing, where no choice matters.
        """
        decisions = self._decisions
        entering: list[Term] = []
        living: list[Term] = []
        users: list[int] = []
        choice = False
        for sized, needs in self._known:
            if amount := _needed(needs, day):
                entering += [(amount * size, here) for size, here in sized]
                users += [here for _, here in sized]
        for chosen in self._chosen:
            amounts: dict[int, list[date]] = {}
            for candidate, needs in chosen.needed.items():
                if amount := _needed(needs, day):
                    amounts.setdefault(amount, []).append(candidate)
            if not amounts:
                continue
            choice = True
            most = sum(size for size, _ in chosen.entering)
            load = self._load(chosen, most)
            needed = decisions.number(max(amounts) * most)
            entering.append((1, needed))
            somebody = decisions.any_of(here for _, here in chosen.entering)
            for amount, candidates in amounts.items():
                then = decisions.goes_live_on(chosen.slot, candidates)
                decisions.at_least((), [(1, needed), (-amount, load)], 0, [then])
                users.append(~decisions.any_of([~then, ~somebody]))
                if chosen.staying:
                    living.append((amount * chosen.staying, then))
        if not choice:
            return [], [], 0
        return entering, living, decisions.any_of(users) if living else 0

    def _load(self, chosen: "_ChosenNeed", most: int) -> int:
        """The total size of the sites that enter the wave, or a bound of it."""
        if chosen.slot.id not in self._loads:
            load = self._decisions.number(most)
            weights = [(-size, here) for size, here in chosen.entering]
            self._decisions.at_least((), [(1, load), *weights], 0)
            self._loads[chosen.slot.id] = load
        return self._loads[chosen.slot.id]


@dataclass(frozen=True, slots=True)
class _ChosenNeed:
    """A wave whose day is chosen: who may enter it, by size, how much is live in it, and when a
    unit of the measure needs the resource, for each of the days.
    """

    slot: WaveState
    entering: list[Term]
    staying: int
    needed: dict[date, list[Need]]


def _spans(
    phases: Sequence[tuple[Stretch, int]], by: By | None, first_day: date, last_day: date
) -> tuple[Need, ...]:
    """What a unit of the measure certainly needs and when, whichever of these days it
    goes live on.
    """
    found = []
    for stretch, amount in phases:
        first, end = stretch.starts.ordinal(last_day), stretch.ends.ordinal(first_day)
        if first < end and amount:
            found.append((_whole(first, end, by), amount))
    return tuple(found)


@lru_cache(maxsize=1000)
def _peaks(
    phases: Sequence[tuple[Stretch, int]], by: By | None, first_day: date, last_day: date
) -> frozenset[int]:
    found = set()
    for number in range((last_day - first_day).days + 1):
        day = first_day + timedelta(days=number)
        needs = [list(_spans(phases, by, day, day))]
        found.add(max((_needed(needs[0], turn) for turn in _turns(needs)), default=0))
    return frozenset(found)


def _whole(first: int, end: int, by: By | None) -> Span:
    """The span, extended to the whole weeks or months that it touches."""
    match by:
        case None:
            return first, end
        case "week":  # day 1 was a Monday
            return first - (first - 1) % A_WEEK, end + (1 - end) % A_WEEK
        case "month":
            return _month(first)[0], _month(end - 1)[1]


def _month(day: int) -> Span:
    """The month that the day lies in."""
    cycles, of_cycle = divmod(day - 1, CYCLE)
    there = date.fromordinal(of_cycle + 1)
    first = cycles * CYCLE + of_cycle + 2 - there.day
    return first, first + calendar.monthrange(there.year, there.month)[1]


def _turns(needs: Iterable[Iterable[Need]]) -> list[int]:
    """The days on which some site begins to need something: the load is greatest on one of them."""
    return sorted({first for each in needs for (first, _), _ in each})


def _loads(needs: Iterable[Iterable[Need]]) -> Iterator[tuple[int, int]]:
    """Those days in order, and the total need on each."""
    change: dict[int, int] = {}
    begins = set[int]()
    for (first, end), amount in chain.from_iterable(needs):
        if end <= first:
            continue
        begins.add(first)
        change[first] = change.get(first, 0) + amount
        change[end] = change.get(end, 0) - amount
    total = 0
    for day in sorted(change):
        total += change[day]
        if day in begins:
            yield day, total


def _needed(needs: Iterable[Need], day: int) -> int:
    return sum(amount for (first, end), amount in needs if first <= day < end)

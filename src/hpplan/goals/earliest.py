"""The kind `earliest`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from pydantic import Field

from hpplan.domain.entry import COUNTING_SITES, Measure
from hpplan.domain.measures import (
    DAYS,
    measure_unit,
    measure_word,
)
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.domain.wave_state import WaveState
from hpplan.goals.base import (
    WAVES,
    DayGoal,
    Goal,
    Measured,
    Objective,
    noun_of,
    waiting,
)
from hpplan.language import _, marked
from hpplan.periods import A_YEAR, day_in_words
from hpplan.rules.base import DayDecisions, Decisions, Term, WaveSymmetry
from hpplan.text import Unit, average


class Earliest(Goal):
    """The goal `earliest`."""

    title = "those who wait, wait as short as possible"
    meaning = """
    The measure times the days from the first wave's go-live to the site's, by first days,
    summed over the sites; minimised.

    A site that is not placed counts as twelve months after the last wave. If a wave that may hold
    a site has no date, positions 0, 1, 2 … count instead of days, and not placed is one more.
    """
    measures = (
        "the measure times the days from the first wave to the site's, summed; as little as "
        "possible, like all below"
    )
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask, size: {inhabitants: 21000}}
      - {id: berg, name: Berg, size: {inhabitants: 5900}}
    waves:
      - {id: W1, go_live: 2024-05-04}
      - {id: W2, go_live: 2024-11-02}
    rules:
      - {kind: apart, sites: [ask, berg]}
    goals:
      - {kind: earliest, measure: inhabitants}
    """
    better = "ask:W1 berg:W2"
    worse = "berg:W1 ask:W2"

    purpose = marked("to wait less")

    kind: Literal["earliest"] = "earliest"
    measure_of: Measure = Field(
        default=COUNTING_SITES,
        alias="measure",
        description="what a day of waiting is multiplied by; `sites` counts each site as one",
    )

    @property
    def by_date(self) -> bool:
        return True

    def sentence(self) -> str:
        return _("as early as possible, by {measure}", measure=measure_word(self.measure_of))

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        delay, never = delays(snapshot)
        return sum(
            snapshot.size(site, self.measure_of)
            * (delay[placements[site]] if site in placements else never)
            for site in snapshot.taking_part
        )

    def unit(self, snapshot: Snapshot) -> Unit:
        return measure_unit(self.measure_of).times(delay_unit(snapshot))

    def says_value(self, snapshot: Snapshot, value: int) -> str | None:
        everybody = self._everybody(snapshot)
        if not everybody:
            return None
        who = noun_of(snapshot, self.measure_of).of(2)
        if not value:
            return _("all {who} are in the first wave", who=who)
        return _(
            "{who} wait {mean} on average ({total})",
            who=who,
            mean=f"{average(value, everybody)} {delay_unit(snapshot).of(2)}",
            total=self.unit(snapshot).amount(value),
        )

    def says_difference(self, before: Measured, after: Measured) -> str:
        change, snapshot = after.value - before.value, after.snapshot
        total = self.unit(snapshot).amount(abs(change))
        who, mean = noun_of(snapshot, self.measure_of).of(2), self._on_average(change, snapshot)
        return waiting(who, total, mean, change, self._others(before, after))

    def says_briefly(self, before: Measured, after: Measured) -> str:
        if self._others(before, after) is not None:
            return self.says_difference(before, after)
        change, snapshot = after.value - before.value, after.snapshot
        who = noun_of(snapshot, self.measure_of).of(2)
        mean = self._on_average(change, snapshot)
        if change > 0:
            return _("{who} wait {mean} longer on average", who=who, mean=mean)
        return _("{who} wait {mean} less on average", who=who, mean=mean)

    def _on_average(self, change: int, snapshot: Snapshot) -> str:
        """The change per counted unit, in words: `3 days`."""
        return on_average(change, self._everybody(snapshot), delay_unit(snapshot))

    @property
    def shown_by_moves(self) -> bool:
        return True

    def _everybody(self, snapshot: Snapshot) -> int:
        return sum(snapshot.size(site, self.measure_of) for site in snapshot.taking_part)

    def _others(self, before: Measured, after: Measured) -> str | None:
        """How many more or fewer are counted than before, in words; None if as many."""
        change = self._everybody(after.snapshot) - self._everybody(before.snapshot)
        return noun_of(after.snapshot, self.measure_of).more(change) if change else None

    def largest_sum(self, extent: Extent) -> Sum:
        total = extent.total(self.measure_of)
        return Sum(total * extent.days * (extent.waves + 1), self.measure_of)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        delay, never = delays(snapshot)
        sizes = snapshot.sizes(self.measure_of)
        # Counted back from not being placed, so that each wave counts with what it saves.
        constant = never * sum(sizes.get(site, 0) for site in snapshot.taking_part)
        terms = [
            (size * (delay[slot.id] - never), here)
            for slot in snapshot.waves
            for size, here in decisions.load(sizes, slot)
        ]
        return Objective(tuple(terms), constant)

    def comparable(self, value: int, snapshot: Snapshot, others: Iterable[Snapshot]) -> int | None:
        later = starts_later(snapshot, [*others])
        if later is None:
            return None
        return value + later * self._everybody(snapshot) if later else value

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return WaveSymmetry.PACKABLE


class EarliestDays(DayGoal, Earliest):
    """The goal `earliest` for the days of a plan: counted from the first day of the first wave's
    period, whatever day it goes live on; a site that is not placed counts nothing.
    """

    origin: date
    never: int
    """The delay of a wave without a date: twelve months after the last of the others."""

    @classmethod
    def of(cls, goal: Earliest, snapshot: Snapshot) -> "EarliestDays":
        """The goal for the days of plans in this snapshot, which knows the periods."""
        dated = [slot.go_live for slot in snapshot.waves if slot.go_live is not None]
        origin = min((period.first for period in dated), default=snapshot.as_of)
        last = max((period.last for period in dated), default=origin)
        return cls.model_construct(
            **dict(goal), origin=origin, never=A_YEAR.ordinal(last) - origin.toordinal()
        )

    def _delay(self, slot: WaveState) -> int:
        return self.never if slot.go_live is None else (slot.go_live.first - self.origin).days

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return sum(
            snapshot.size(site, self.measure_of) * self._delay(snapshot.wave[placements[site]])
            for site in snapshot.taking_part
            if site in placements
        )

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return measure_unit(self.measure_of).times(DAYS)

    def says_value(self, snapshot: Snapshot, value: int) -> str | None:
        everybody = self._everybody(snapshot)
        if not everybody:
            return None
        return _(
            "{who} wait {mean} on average from {since} on ({total})",
            who=noun_of(snapshot, self.measure_of).of(2),
            mean=f"{average(value, everybody)} {DAYS.of(2)}",
            since=day_in_words(self.origin),
            total=self.unit(snapshot).amount(value),
        )

    def says_difference(self, before: Measured, after: Measured) -> str:
        change, snapshot = after.value - before.value, after.snapshot
        total = self.unit(snapshot).amount(abs(change))
        who, mean = noun_of(snapshot, self.measure_of).of(2), self._on_average(change, snapshot)
        return waiting(who, total, mean, change, self._others(before, after))

    def _on_average(self, change: int, snapshot: Snapshot) -> str:
        return on_average(change, self._everybody(snapshot), DAYS)

    def encode_days(self, snapshot: Snapshot, decisions: DayDecisions) -> Objective:
        sizes = snapshot.sizes(self.measure_of)
        terms: list[Term] = []
        for slot in snapshot.waves:
            load = list(decisions.load(sizes, slot))
            days = decisions.days(slot)
            first = (days[0] - self.origin).days if days else self._delay(slot)
            terms += [(size * first, here) for size, here in load]
            if len(days) > 1 and load:
                terms += self._waits(load, days, slot, decisions)
        return Objective(tuple(terms))

    def encode_days_of(
        self, snapshot: Snapshot, decisions: DayDecisions, placements: Placements
    ) -> Objective:
        loads: dict[str, int] = {}
        for site in snapshot.taking_part:
            if (wave := placements.get(site)) is not None:
                loads[wave] = loads.get(wave, 0) + snapshot.size(site, self.measure_of)
        terms: list[Term] = []
        constant = 0
        for wave, load in loads.items():
            slot = snapshot.wave[wave]
            if days := decisions.days(slot):
                terms.append((load, decisions.day_number(slot)))
                constant += load * (days[0] - self.origin).days
            else:
                constant += load * self._delay(slot)
        return Objective(tuple(terms), constant)

    def encode_from(
        self, snapshot: Snapshot, decisions: Decisions, days: Mapping[str, date]
    ) -> Objective:
        sizes = snapshot.sizes(self.measure_of)
        delay = {
            slot.id: (days[slot.id] - self.origin).days if slot.id in days else self._delay(slot)
            for slot in snapshot.waves
        }
        return Objective(
            tuple(
                (size * delay[slot.id], here)
                for slot in snapshot.waves
                for size, here in decisions.load(sizes, slot)
            )
        )

    def _waits(
        self, load: Sequence[Term], days: Sequence[date], slot: WaveState, decisions: DayDecisions
    ) -> Iterator[Term]:
        """How much longer those in the wave wait in total than for the first of its days: from each
        day to the next all of them do, or none.
        """
        most = decisions.most(load)
        weight = decisions.number(most)
        decisions.at_least((), [(1, weight), *((-size, here) for size, here in load)], 0)
        for before, day in pairwise(days):
            early = decisions.goes_live_before(slot, day)
            waiting = decisions.number(most)
            decisions.at_least((), [(1, waiting), (most, early), (-1, weight)], 0)
            yield (day - before).days, waiting


def delays(snapshot: Snapshot) -> tuple[dict[str, int], int]:
    """The delay of each wave, in days after the first one or in positions; and that of never going
    live.
    """
    start = first_day(snapshot)
    if start is None:
        return {slot.id: slot.position for slot in snapshot.waves}, len(snapshot.waves)
    dated = {slot.id: slot.go_live for slot in snapshot.waves if slot.go_live is not None}
    last = max(period.first for period in dated.values())
    days = {wave: (period.first - start).days for wave, period in dated.items()}
    never = A_YEAR.ordinal(last) - start.toordinal()
    return {slot.id: days.get(slot.id, never) for slot in snapshot.waves}, never


def delay_unit(snapshot: Snapshot) -> Unit:
    """The unit of delays: days, or waves where positions count."""
    return WAVES if first_day(snapshot) is None else DAYS


def on_average(change: int, among: int, unit: Unit) -> str:
    """The change per unit counted, in words: `3 days`, `0.5 waves`."""
    mean = average(change, max(1, among))
    return f"{mean} {unit.of(1 if mean == '1' else 2)}"


def first_day(snapshot: Snapshot) -> date | None:
    """The day that delays are counted from; None where positions count."""
    if any(slot.go_live is None for slot in snapshot.enterable):
        return None
    days = (slot.go_live.first for slot in snapshot.waves if slot.go_live is not None)
    return min(days, default=None)


def starts_later(snapshot: Snapshot, others: Sequence[Snapshot]) -> int | None:
    """How much later delays start to count than in the earliest of the others, in days or in
    positions; None where one counts days and another positions.
    """
    start, starts = first_day(snapshot), [first_day(other) for other in others]
    days = [day for day in starts if day is not None]
    if start is None:
        return None if days else places_later(snapshot, others)
    return (start - min([start, *days])).days if len(days) == len(starts) else None


def places_later(snapshot: Snapshot, others: Iterable[Snapshot]) -> int:
    """How many waves of another snapshot come before the first wave, which is not the first any
    more.
    """
    if not snapshot.waves:
        return 0
    first = snapshot.waves[0].id
    return max(
        (
            other.wave[first].position
            for other in others
            if first in other.wave and other.waves[0].id not in snapshot.wave
        ),
        default=0,
    )

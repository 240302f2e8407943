"""Placements and days in one model: `DayDecisions` on top of `Decisions`.

Each wave that goes live on a day to be chosen has one variable for each of its days, and one for
being unused; a chain of helpers says that it goes live before a day, so that an order of days is a
clause or two.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from itertools import combinations
from typing import Self

from hpplan.domain.go_live_days import day_is_open, go_live_days
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.periods import Duration, Fit, Period, fit_between
from hpplan.programme.dependencies import Group
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.rules.base import Literal, Quantity, Term
from hpplan.solving.deadline import NO_END, Deadline
from hpplan.solving.encoding import Encoded, by_name, encoded_as
from hpplan.solving.model import ALWAYS, FALSE, TRUE, Linear, Model
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class WaveDays:
    """The days of a wave, in order, each with the literal that the wave goes live on it; `earlier`
    says of each day but the first that the wave goes live before it.
    """

    used: Literal
    days: tuple[date, ...]
    on: tuple[Literal, ...]
    earlier: tuple[Literal, ...]

    def before(self, ordinal: int) -> Literal:
        """The wave is used, and goes live before the day of that number."""
        number = bisect_left(self.days, ordinal, key=date.toordinal)
        if number == 0:
            return FALSE
        return self.used if number == len(self.days) else self.earlier[number - 1]


class EncodedDays(Encoded):
    """A situation as a model in which the days of some waves are chosen, too."""

    def __init__(
        self,
        snapshot: Snapshot,
        groups: Iterable[Group],
        waves: Mapping[Group, Sequence[WaveState]],
        placed: Callable[[Group], bool],
        deadline: Deadline = NO_END,
    ) -> None:
        super().__init__(snapshot, groups, waves, placed, deadline)
        self.chosen: dict[str, WaveDays] = {}
        """The waves of which the days are chosen, by id."""
        self._apart: dict[tuple[str, str, Duration | None, Duration | None], Literal] = {}
        self._numbers: dict[str, Quantity] = {}
        self._by_day = False

    def choose_days(self, candidates: Mapping[str, Sequence[date]]) -> None:
        """Let each of these waves, by id, go live on one of its candidate days, if it is used at
        all.
        """
        for slot in self.snapshot.waves:
            if slot.id not in candidates or (used := self.uses(slot)) == FALSE:
                continue
            self.deadline.ask()
            days = tuple(candidates[slot.id])
            on = tuple(self.model.variable() for _ in days)
            unused = self.model.variable()
            self.model.exactly_one.append((*on, unused))
            self.model.clause((used, unused))
            self.model.clause((~used, ~unused))
            earlier: list[Literal] = list(on[:1])
            for literal in on[1:-1]:
                chain = self.model.variable()
                self.model.clause((~earlier[-1], chain))
                self.model.clause((~literal, chain))
                self.model.clause((~chain, earlier[-1], literal))
                earlier.append(chain)
            self.chosen[slot.id] = WaveDays(used, days, on, tuple(earlier[: len(days) - 1]))

    def keep_order(self, fact: int = ALWAYS, known: Collection[str] = ()) -> None:
        """Demand that waves go live in their order, and no two on the same chosen day; waves whose
        day is `known` may share theirs.
        """
        self._fact = fact
        dated = [slot for slot in self.snapshot.waves if slot.go_live is not None and not slot.past]
        for one, then in combinations(dated, 2):
            self.deadline.ask()
            first, other = self.chosen.get(one.id), self.chosen.get(then.id)
            subject = (one.id, then.id)
            apart = int(not all(s.id in known or _is_on_a_day(s) for s in (one, then)))
            if first is not None:
                for day in first.days:
                    since = [first.before(day.toordinal()), ~first.used]
                    if other is not None:
                        early = other.before(day.toordinal() + apart)
                        self.any_true(subject, [*since, ~early])
                    elif _is_before(then, day.toordinal() + apart):
                        self.any_true(subject, [*since, ~self.uses(then)])
            elif other is not None and one.go_live is not None and one.go_live.is_day:
                early = other.before(one.go_live.first.toordinal() + apart)
                self.any_true(subject, [~early, ~self.uses(one)])
        self._fact = ALWAYS

    def keep_within(self, slot: WaveState, fact: int) -> None:
        """Demand that the wave go live in its period; the constraint rests on that fact."""
        chosen = self.chosen.get(slot.id)
        if chosen is None or slot.go_live is None:
            return
        self._fact = fact
        self.any_true((slot.id,), [~chosen.before(slot.go_live.first.toordinal())])
        in_time = chosen.before(slot.go_live.last.toordinal() + 1)
        self.any_true((slot.id,), [~chosen.used, in_time])
        self._fact = ALWAYS

    def leave_out(self, days: Iterable[tuple[WaveState, date, str]], fact: int) -> None:
        """Demand that no wave go live on these of its days; each constraint rests on that fact."""
        self._fact = fact
        for slot, day, reason in days:
            self.any_true((slot.id, reason), [~self.goes_live_on(slot, [day])])
        self._fact = ALWAYS

    def encode_days(self, rules: Iterable[tuple[Rule, int]]) -> None:
        """Demand that the rules hold on the days, each with the number of its fact."""
        self._by_day = True
        for rule, fact in rules:
            self.deadline.ask()
            self._rule, self._fact = rule, fact
            rule.encode_days(self.snapshot, self)
        self._rule, self._fact, self._by_day = None, ALWAYS, False

    def _break_of(self, rule: Rule) -> int:
        return ~id(rule) if self._by_day else id(rule)

    def tie_breaks(self) -> None:
        """Say that a soft rule which is broken on every day is broken on the days that
        are chosen.
        """
        for (rule, subject), literal in [*self._broken.items()]:
            by_day = self._broken.get((~rule, subject))
            if rule >= 0 and by_day is not None:
                self.model.clause((~literal, by_day))

    def as_in(self, placements: Placements) -> Iterator[Literal]:
        """What holds where every site is where these placements have it."""
        for site in self.snapshot.taking_part:
            if (wave := placements.get(site)) is None:
                yield ~self.placed(site)
            else:
                yield self.in_wave(site, self.snapshot.wave[wave])

    def as_on(self, days: Mapping[str, date]) -> Iterator[Literal]:
        """What holds where these waves, by id, go live on these days."""
        for wave, day in days.items():
            yield self.goes_live_on(self.snapshot.wave[wave], [day])

    def in_model(self, model: Model) -> Self:
        """These decisions in another model of the same variables: what is encoded there, helpers
        included, is not asked in this one, and values of that model begin with values of this one.
        """
        other = copy(self)
        other.model = model
        other.used, other._any_of = dict(self.used), dict(self._any_of)  # noqa: SLF001
        other._meanings, other._broken = [*self._meanings], dict(self._broken)  # noqa: SLF001
        other._apart, other._parts = dict(self._apart), dict(self._parts)  # noqa: SLF001
        other._numbers = dict(self._numbers)  # noqa: SLF001
        return other

    def days_of(self, values: Sequence[int]) -> dict[str, date]:
        """The day of each wave that is used, in a solution."""
        return {
            wave: day
            for wave, chosen in self.chosen.items()
            for day, literal in zip(chosen.days, chosen.on, strict=True)
            if values[literal]
        }

    # --- DayDecisions -----------------------------------------------------------------------

    def days(self, wave: WaveState) -> Sequence[date]:
        return self.chosen[wave.id].days if wave.id in self.chosen else ()

    def goes_live_on(self, wave: WaveState, days: Iterable[date]) -> Literal:
        self.deadline.ask()
        chosen, wanted = self.chosen.get(wave.id), set(days)
        if chosen is None:
            return FALSE
        on = zip(chosen.days, chosen.on, strict=True)
        literals = [literal for day, literal in on if day in wanted]
        return chosen.used if len(literals) == len(chosen.days) else self.any_of(literals)

    def goes_live_before(self, wave: WaveState, day: date) -> Literal:
        return self.chosen[wave.id].before(day.toordinal()) if wave.id in self.chosen else FALSE

    def day_number(self, wave: WaveState) -> Quantity:
        if wave.id not in self._numbers:
            chosen = self.chosen[wave.id]
            first = chosen.days[0].toordinal()
            after = [day.toordinal() - first for day in chosen.days]
            most = after[-1] + 1
            number = self.model.number(0, most)
            for days, literal in zip(after, chosen.on, strict=True):
                self.model.linear([(1, number)], days, days, [literal])
            self.model.linear([(1, number)], most, most, [~chosen.used])
            self._numbers[wave.id] = number
        return self._numbers[wave.id]

    def days_apart(
        self, first: WaveState, then: WaveState, least: Duration | None, most: Duration | None
    ) -> Literal:
        key = (first.id, then.id, least, most)
        self.deadline.ask()
        if key not in self._apart:
            clauses = self._demands(first, then, least, most)
            literal = self.model.variable() if clauses else TRUE
            for clause in clauses:
                self.model.clause((~literal, *clause))
            self._apart[key] = literal
        return self._apart[key]

    def _demands(
        self, first: WaveState, then: WaveState, least: Duration | None, most: Duration | None
    ) -> list[tuple[Literal, ...]]:
        """The condition that the waves, if both are used, go live this far apart."""
        one, other = self.chosen.get(first.id), self.chosen.get(then.id)
        if one is not None and other is not None:
            return _between(one, other, least, most)
        if one is not None and then.go_live is not None:
            period = then.go_live
            bad = (d for d in one.days if _never(Period.day(d), period, least, most))
            return [(~self.goes_live_on(first, bad), ~self.uses(then))]
        if other is not None and first.go_live is not None:
            period = first.go_live
            bad = (d for d in other.days if _never(period, Period.day(d), least, most))
            return [(~self.goes_live_on(then, bad), ~self.uses(first))]
        return []

    def number(self, most: int) -> Quantity:
        return self.model.number(0, most)

    def most(self, terms: Sequence[Term]) -> int:
        """A bound from each maximum of the model by itself, filled first with the terms that weigh
        most for the room they take.
        """
        sizes: dict[int, int] = {}
        for size, literal in terms:
            sizes[literal] = sizes.get(literal, 0) + size
        least = sum(sizes.values())
        self.deadline.ask()
        for row in self.model.linears:
            if row.high is None or row.given or min(row.coefficients) < 0:
                continue
            if not any(variable in sizes for variable in row.variables):
                continue
            least = min(least, _fills(sizes, row))
        return least

    def soft_breaks(self) -> Iterable[Literal]:
        return (literal for (rule, _), literal in self._broken.items() if rule >= 0)

    def soft_breaks_by_day(self) -> Iterable[Literal]:
        for (rule, subject), literal in self._broken.items():
            if rule < 0 or (~rule, subject) not in self._broken:
                yield literal


def _fills(sizes: Mapping[int, int], row: Linear) -> int:
    """The most of the sizes that fits under a maximum of the model, where fractions are allowed."""
    assert row.high is not None
    room = dict(zip(row.variables, row.coefficients, strict=True))
    total = sum(size for variable, size in sizes.items() if variable not in room)
    inside = [(size, room[variable]) for variable, size in sizes.items() if variable in room]
    inside.sort(key=lambda pair: (-pair[0] * 1_000_000 // pair[1], pair))
    left = row.high
    for size, needs in inside:
        if needs >= left:
            return total + -(-size * left // needs)
        total, left = total + size, left - needs
    return total


def _between(
    one: WaveDays, other: WaveDays, least: Duration | None, most: Duration | None
) -> list[tuple[Literal, ...]]:
    demands: list[tuple[Literal, ...]] = []
    for day in one.days:
        here = day.toordinal()
        if least is not None:
            early = other.before(least.ordinal(day))
            if early != FALSE:
                demands.append((one.before(here), ~one.used, ~early))
        if most is not None:
            in_time = other.before(most.ordinal(day) + 1)
            if in_time != other.used:
                demands.append((~one.before(here + 1), ~other.used, in_time))
    return demands


def _is_on_a_day(slot: WaveState) -> bool:
    return slot.go_live is not None and slot.go_live.is_day


def _is_before(slot: WaveState, ordinal: int) -> bool:
    """Whether the wave has a known day, and that day is before the given one."""
    day = slot.go_live
    return day is not None and day.is_day and day.first.toordinal() < ordinal


def _never(first: Period, then: Period, least: Duration | None, most: Duration | None) -> bool:
    return fit_between(first, then, least, most) is Fit.NONE


def candidate_days(situation: SituationData) -> dict[str, tuple[date, ...]]:
    """The days on which the data allow each wave whose day is to be chosen to go live, whoever is
    in it.
    """
    calendar = situation.programme.agenda.calendar
    return {
        slot.id: go_live_days(calendar, slot, situation.as_of)
        for slot in situation.snapshot.waves
        if day_is_open(slot)
    }


def encode_days(situation: SituationData, deadline: Deadline = NO_END) -> EncodedDays:
    """The model for choosing placements and days together. Raises TimeIsOver at the deadline."""
    encoded = encoded_as(EncodedDays, situation, deadline=deadline)
    choose_days(encoded, situation)
    return encoded


def choose_days(
    encoded: EncodedDays, situation: SituationData, known: Mapping[str, date] | None = None
) -> None:
    """Let the model of placements choose days, too; `known` days count as days of the calendar."""
    days = candidate_days(situation)
    also = {wave: tuple(sorted({*days[wave], day})) for wave, day in (known or {}).items()}
    encoded.choose_days(days | also)
    encoded.keep_order(known=also)
    encoded.encode_days((rule, ALWAYS) for rule in by_name(situation.rules))
    encoded.tie_breaks()

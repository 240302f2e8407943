"""The kind `rhythm`."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.measures import DAYS
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.domain.wave_state import WaveState
from hpplan.goals.base import DayGoal, Measured, Objective
from hpplan.language import _, marked
from hpplan.periods import Duration
from hpplan.rules.base import DayDecisions, Decisions, Term
from hpplan.text import Unit


class Rhythm(DayGoal):
    """The goal `rhythm`."""

    title = "waves follow each other at even distances"
    meaning = """
    The days by which the time between one wave and the next differs from the `gap`, summed over
    waves that follow each other and hold a site; minimised.

    It is a goal of the days that `assign --dates` chooses, and is passed over without them. Two
    waves in which all are live count nothing, nor does a wave of which no day is known.
    """
    measures = (
        "with `--dates`: days by which the time from one wave that holds a site to the next differs"
        " from the `gap`, summed; two live waves count nothing. Passed over without `--dates`"
    )
    example = """
    programme:
      id: example
      name: Example
      as_of: 2024-01-01
      calendar: {go_live_days: [saturday]}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
    waves:
      - {id: W1, go_live: 2024-05-04}
      - {id: W2, go_live: 2024-06}
      - {id: W3, go_live: 2024-09}
    rules:
      - {kind: apart, sites: [ask, berg]}
    goals:
      - {kind: rhythm, gap: 8w}
    """
    better = "ask:W1 berg:W2@2024-06-29"
    worse = "ask:W1 berg:W3@2024-09-07"

    purpose = marked("to keep the rhythm")
    of_days_alone = True

    kind: Literal["rhythm"] = "rhythm"
    gap: Duration = Field(description="the time from one wave to the next, in weeks or days")

    @field_validator("gap")
    @classmethod
    def _in_days(cls, gap: Duration) -> Duration:
        if gap.months or gap.days < 1:
            raise PydanticCustomError(
                "incomplete",
                "expected a time in weeks or days, such as 8w: months differ in length",
            )
        return gap

    @property
    def by_date(self) -> bool:
        return True

    def sentence(self) -> str:
        return _("from one wave to the next {time}, as nearly as possible", time=self.gap.words)

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return sum(
            abs((then.go_live.first - one.go_live.first).days - self.gap.days)
            for one, then in self._pairs(snapshot, placements)
            if one.go_live is not None and then.go_live is not None
        )

    def _pairs(
        self, snapshot: Snapshot, placements: Placements
    ) -> Iterator[tuple[WaveState, WaveState]]:
        """The consecutive waves that count, with days that are known."""
        held = set(placements.values())
        moving = {wave for site, wave in placements.items() if not snapshot.live(site)}
        for one, then in pairwise(slot for slot in snapshot.waves if slot.id in held):
            if _known(one) and _known(then) and (one.id in moving or then.id in moving):
                yield one, then

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return DAYS

    def says_value(self, snapshot: Snapshot, value: int) -> str:  # noqa: ARG002
        if not value:
            return _("the waves follow each other every {time}", time=self.gap.words)
        return _(
            "the distances between waves are {days} off {time} in all",
            days=DAYS.amount(value),
            time=self.gap.words,
        )

    def says_difference(self, before: Measured, after: Measured) -> str:
        more = DAYS.more(after.value - before.value)
        return _(
            "the distances between waves are {days} off {time}", days=more, time=self.gap.words
        )

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:  # noqa: ARG002
        return Objective(())

    def encode_days(self, snapshot: Snapshot, decisions: DayDecisions) -> Objective:
        counted = [slot for slot in snapshot.waves if _dated(slot, decisions)]
        ends = [_ends(slot, decisions) for slot in counted]
        start = min((first for first, _ in ends), default=0)
        most = max((last for _, last in ends), default=0) - start + self.gap.days
        open_sites = [site for site in snapshot.taking_part if not snapshot.live(site)]
        off: dict[str, int] = {}
        for one, then in combinations(counted, 2):
            if then.id not in off:
                off[then.id] = decisions.number(most)
            number = off[then.id]
            between = [
                ~decisions.uses(slot) for slot in snapshot.waves[one.position + 1 : then.position]
            ]
            apart = [*_day(then, start, decisions, 1), *_day(one, start, decisions, -1)]
            constant = _constant(then, start, decisions) - _constant(one, start, decisions)
            for moving, staying in ((one, then), (then, one)):
                here = decisions.any_of(decisions.in_wave(site, moving) for site in open_sites)
                given = [here, decisions.uses(staying), *between]
                late = [(1, number), *((-days, on) for days, on in apart)]
                decisions.at_least((), late, constant - self.gap.days, given)
                decisions.at_least((), [(1, number), *apart], self.gap.days - constant, given)
        return Objective(tuple((1, number) for number in off.values()))

    def encode_days_of(
        self, snapshot: Snapshot, decisions: DayDecisions, placements: Placements
    ) -> Objective:
        held = set(placements.values())
        moving = {wave for site, wave in placements.items() if not snapshot.live(site)}
        terms: list[Term] = []
        for one, then in pairwise(slot for slot in snapshot.waves if slot.id in held):
            if not (_dated(one, decisions) and _dated(then, decisions)):
                continue
            if one.id not in moving and then.id not in moving:
                continue
            ends = [_ends(slot, decisions) for slot in (one, then)]
            (first, _), (after, _) = ends
            constant = after - first
            apart = [*_number(then, decisions, 1), *_number(one, decisions, -1)]
            most = max(last for _, last in ends) - min(first, after)
            off = decisions.number(most + self.gap.days)
            late = [(1, off), *((-days, on) for days, on in apart)]
            decisions.at_least((), late, constant - self.gap.days)
            decisions.at_least((), [(1, off), *apart], self.gap.days - constant)
            terms.append((1, off))
        return Objective(tuple(terms))

    def largest_sum(self, extent: Extent) -> Sum:
        most = (extent.days + self.gap.days) * (extent.waves + 1)
        return Sum(most, factors={("gap",): self.gap.days})


def _known(slot: WaveState) -> bool:
    return slot.go_live is not None and slot.go_live.is_day


def _dated(slot: WaveState, decisions: DayDecisions) -> bool:
    """Whether the wave has a day, or one is chosen for it."""
    return _known(slot) or bool(decisions.days(slot))


def _ends(slot: WaveState, decisions: DayDecisions) -> tuple[int, int]:
    """The first and the last day on which the wave may go live."""
    if days := decisions.days(slot):
        return days[0].toordinal(), days[-1].toordinal()
    assert slot.go_live is not None
    return slot.go_live.first.toordinal(), slot.go_live.last.toordinal()


def _day(slot: WaveState, start: int, decisions: DayDecisions, sign: int) -> list[Term]:
    """The day on which the wave goes live, counted from the start, as terms where it is chosen."""
    return [
        (sign * (day.toordinal() - start), decisions.goes_live_on(slot, [day]))
        for day in decisions.days(slot)
    ]


def _constant(slot: WaveState, start: int, decisions: DayDecisions) -> int:
    """The day counted from the start, where the data give it."""
    return 0 if decisions.days(slot) else _ends(slot, decisions)[0] - start


def _number(slot: WaveState, decisions: DayDecisions, sign: int) -> list[Term]:
    """The days between the first of its days and the wave's go-live, as terms where its day is
    chosen.
    """
    return [(sign, decisions.day_number(slot))] if decisions.days(slot) else []

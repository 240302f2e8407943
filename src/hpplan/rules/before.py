"""Kind `before`: one goes live before the other."""

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from pydantic import Field, field_validator

from hpplan.domain.gaps import Gap
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.rules.base import Decisions, Relaxation, Rule, Violation, Wait, WaveSymmetry
from hpplan.rules.precedence import (
    demand_waiting,
    gap_ladders,
    seen_by,
    waiting_break,
    waiting_missed,
)


class Before(Rule):
    """Every site of `first` goes live before every other site of `then`, by the `gap`: one wave,
    unless another is given. A site that is in both is not compared with itself.

    A site that is not placed counts as after the last wave, so `then` stays unplaced with `first`;
    a gap that is bounded from above (`at_most`) also wants `then` placed once `first` is.
    A break is history when `then` is live.
    """

    kind: Literal["before"] = "before"
    first: Sites = Field(description="who goes live first, each of them")
    then: Sites = Field(description="who waits for them, each of them")
    gap: Gap = Field(
        Gap(waves=1), description="how much later; with `at_most` alone, at least one wave later"
    )

    @field_validator("gap")
    @classmethod
    def _strictly_before(cls, gap: Gap) -> Gap:
        return gap.over(waves=1)

    def sentence(self, snapshot: Snapshot) -> str:
        return f"{snapshot.names(self.first)} before {snapshot.names(self.then)}, by {self.gap}"

    def _pairs(self, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
        for first in snapshot.select(self.first):
            for then in snapshot.select(self.then):
                if first != then:
                    yield first, then

    @property
    def by_date(self) -> bool:
        return self.gap.by_date

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        found = (
            waiting_break(snapshot, placements, first, then, self.gap)
            for first, then in self._pairs(snapshot)
        )
        return [broken for broken in found if broken is not None]

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        first = snapshot.name(broken.subject[0])
        return waiting_missed(snapshot, placements, broken, self.gap, first)

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:
        waves = len(snapshot.waves)
        return list(gap_ladders(self.gap, waves, lambda gap: self.altered(gap=gap)))

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        for first, then in self._pairs(snapshot):
            demand_waiting(snapshot, decisions, first, then, self.gap)

    def precedences(self, snapshot: Snapshot) -> Iterable[Wait]:
        for first, then in self._pairs(snapshot):
            if not snapshot.live(then):
                yield Wait(first, then, self.gap)

    def scope(self, snapshot: Snapshot) -> Collection[str]:
        return {*snapshot.select(self.first), *snapshot.select(self.then)}

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return seen_by(self.gap)

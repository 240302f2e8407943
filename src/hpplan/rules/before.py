"""The kind `before`."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, field_validator

from hpplan.domain.gaps import Gap
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Snapshot
from hpplan.language import _
from hpplan.rules.base import Rule
from hpplan.rules.traits import Precedence


class Before(Precedence, Rule):
    """The rule `before`."""

    title = "one goes live before the other"
    meaning = """
    Every site of `first` goes live before every other site of `then`, by the `gap`: one wave,
    unless another is given. A site that is in both is not compared with itself.

    A site that is not placed counts as after the last wave, so `then` stays unplaced with `first`;
    a gap that is bounded from above (`at_most`) also wants `then` placed once `first` is.
    A break is history when `then` is live.
    """
    asks = (
        "each of `first` goes live before each other of `then`, by the gap: one wave, if none is "
        "given. Who stands in both is not compared with itself: `{first: pilot, then: all}`"
    )
    history = "`then`"
    one_break = "a pair"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
    waves:
      - {id: W1, go_live: 2024-05-04}
      - {id: W2, go_live: 2024-11-02}
      - {id: W3, go_live: 2025-05-03}
    rules:
      - {kind: before, first: ask, then: berg, gap: {months: 6}}
    """
    keeps = "ask:W1 berg:W3"
    breaks = "ask:W1 berg:W2"

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
        first, then = snapshot.names(self.first), snapshot.names(self.then)
        if self.gap.begins_with_the_same:
            return self.gap.not_before(then, first)
        return _("{first} before {then}, by {gap}", first=first, then=then, gap=self.gap)

    @property
    def ends(self) -> tuple[Sites, Sites]:
        return self.first, self.then

    def pairs(self, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
        for first in snapshot.select(self.first):
            for then in snapshot.select(self.then):
                if first != then:
                    yield first, then

"""Kind `follows`: a site does not go live before the trust whose catchment it lies in."""

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field, field_validator

from hpplan.domain.entry import TrustId
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


class Follows(Rule):
    """No selected site goes live before its own trust, unless the trust takes no part.

    `gap` says by how much it follows: the same wave is allowed, unless another gap is given.
    `trust` narrows the rule to the sites of one trust. A break is history when the site is live.
    """

    kind: Literal["follows"] = "follows"
    sites: Sites = Field(Sites(), description="who follows; the trusts themselves are passed over")
    trust: TrustId | None = Field(None, description="only the sites in the catchment of this trust")
    gap: Gap = Field(
        Gap(waves=0), description="how much later; `{waves: 0}` is in the same wave or later"
    )

    @field_validator("gap")
    @classmethod
    def _not_before(cls, gap: Gap) -> Gap:
        return gap.over(waves=0)

    def sentence(self, snapshot: Snapshot) -> str:
        whose = "their own trust" if self.trust is None else snapshot.name(self.trust)
        by = "" if self.gap.allows_the_same else f", by {self.gap}"
        return f"{snapshot.names(self.sites)} not before {whose}{by}"

    def _pairs(self, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
        for site in snapshot.select(self.sites):
            trust = snapshot.trust_of(site)
            if trust == site or trust not in snapshot.trusts_taking_part:
                continue
            if self.trust is None or trust == self.trust:
                yield trust, site

    @property
    def by_date(self) -> bool:
        return self.gap.by_date

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        found = (
            waiting_break(snapshot, placements, trust, site, self.gap)
            for trust, site in self._pairs(snapshot)
        )
        return [broken for broken in found if broken is not None]

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        first = f"its trust {snapshot.name(broken.subject[0])}"
        return waiting_missed(snapshot, placements, broken, self.gap, first)

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:
        waves = len(snapshot.waves)
        return list(gap_ladders(self.gap, waves, lambda gap: self.altered(gap=gap)))

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        for trust, site in self._pairs(snapshot):
            demand_waiting(snapshot, decisions, trust, site, self.gap)

    def precedences(self, snapshot: Snapshot) -> Iterable[Wait]:
        for trust, site in self._pairs(snapshot):
            if not snapshot.live(site):
                yield Wait(trust, site, self.gap)

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return seen_by(self.gap)

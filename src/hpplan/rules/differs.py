"""A rule of our own, which no programme states: the plan is not one that was shown before."""

from collections.abc import Mapping
from typing import Literal

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.language import plural
from hpplan.rules.base import Decisions, Rule, Violation


class Differs(Rule):
    """At least `by` sites that are not live are elsewhere than in the other plan. Being in no wave
    counts as a place.
    """

    kind: Literal["differs"] = "differs"
    other: Mapping[str, str]
    by: int

    def sentence(self, snapshot: Snapshot) -> str:  # noqa: ARG002  # names no site
        return plural(
            "at least {n} sites elsewhere than in another plan",
            "at least {n} sites elsewhere than in another plan",
            self.by,
        )

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        elsewhere = sum(placements.get(s) != self.other.get(s) for s in self._open(snapshot))
        if elsewhere >= self.by:
            return []
        message = plural(
            "{n} sites are elsewhere than in another plan",
            "{n} sites are elsewhere than in another plan",
            elsewhere,
        )
        return [Violation((), message)]

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        sites = self._open(snapshot)
        same = [
            (1, decisions.in_wave(site, snapshot.wave[self.other[site]]))
            if site in self.other
            else (1, ~decisions.placed(site))
            for site in sites
        ]
        if len(sites) < self.by:
            decisions.any_true((), [])
        else:
            decisions.at_most((), same, len(sites) - self.by)

    def _open(self, snapshot: Snapshot) -> list[str]:
        return [site for site in snapshot.taking_part if not snapshot.live(site)]

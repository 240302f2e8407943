"""The kind `order`."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final, Literal

from pydantic import Field

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.goals.base import Measured, Objective
from hpplan.goals.earliest import delays
from hpplan.goals.reference import CLAIMS, AgainstCurrent
from hpplan.language import _, marked, plural
from hpplan.rules.base import Decisions
from hpplan.text import (
    Unit,
    whole,
)

PAIRS: Final = Unit("pair", "pairs")


class Order(AgainstCurrent):
    """The goal `order`."""

    title = "nobody is overtaken"
    meaning = """
    The number of pairs of sites that go live in the opposite order of their current waves;
    minimised. A pair that goes live together, now or then, is none.

    `against` is that of `stability`; a site without a current wave, or whose current wave was
    dropped, is in no pair. Days, and what counts for a site that is not placed, are those of
    `earliest`. `within` leaves only pairs that share a region, or the catchment of a trust.
    """
    measures = (
        "pairs of sites that go live in the opposite order of their current waves; a pair in one "
        "wave, now or then, is none (`within: region`: pairs that share one)"
    )
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    sources:
      - {id: plan, kind: document, title: Plan of the programme board, published: 2023-12-12}
    municipalities:
      - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: plan}]}
      - {id: berg, name: Berg, claims: [{says: planned, wave: W2, source: plan}]}
    waves:
      - {id: W1, go_live: 2024-05-04}
      - {id: W2, go_live: 2024-11-02}
      - {id: W3, go_live: 2025-02-01}
    goals:
      - {kind: order}
    """
    better = "ask:W2 berg:W3"
    worse = "berg:W2 ask:W3"

    purpose = marked("so that nobody is overtaken")

    kind: Literal["order"] = "order"
    within: Literal["all", "trust", "region"] = Field(
        "all",
        description="which pairs: all, those of a trust's catchment, or those that share a region",
    )

    def sentence(self) -> str:
        match self.within:
            case "all":
                said = _("no site overtakes another")
            case "region":
                said = _("no site overtakes another of its region")
            case "trust":
                said = _("no site overtakes another of its trust")
        if self.against == CLAIMS:
            return said
        return _("{said}, against {plan}", said=said, plan=self.against)

    def _pairs(self, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
        """The pairs that go live at different times by their current waves, the earlier
        site first.
        """
        delay, _ = delays(snapshot)
        due = {
            site: delay[wave]
            for site, wave in self.current(snapshot).items()
            if wave in delay and site in snapshot.sites and snapshot.sites[site].takes_part
        }
        groups = [snapshot.taking_part]
        if self.within != "all":
            groups = [*snapshot.groups(self.within).values()]
        met: set[tuple[str, str]] = set()
        for members in groups:
            here = sorted((site for site in members if site in due), key=lambda s: (due[s], s))
            for pair in combinations(here, 2):
                if due[pair[0]] < due[pair[1]] and pair not in met:
                    met.add(pair)
                    yield pair

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return len(self._overtaken(snapshot, placements))

    def _overtaken(self, snapshot: Snapshot, placements: Placements) -> list[tuple[str, str]]:
        delay, never = delays(snapshot)
        late = {s: delay[placements[s]] if s in placements else never for s in snapshot.taking_part}
        return [(one, other) for one, other in self._pairs(snapshot) if late[one] > late[other]]

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return PAIRS

    def says_value(self, snapshot: Snapshot, value: int) -> str:  # noqa: ARG002
        if not value:
            return _("nobody is overtaken")
        return plural(
            "{n} pair of sites swaps its order",
            "{n} pairs of sites swap their order",
            value,
            n=whole(value),
        )

    def says_difference(self, before: Measured, after: Measured) -> str:
        was = self._overtaken(before.snapshot, before.placements)
        now = self._overtaken(after.snapshot, after.placements)
        new = [pair for pair in now if pair not in was]
        gone = [pair for pair in was if pair not in now]
        if len(new) + len(gone) == 1:
            seen = after.snapshot if new else before.snapshot
            ((first, second),) = new or gone
            values = {"site": seen.name(second), "other": seen.name(first)}
            if new:
                return _("{site} overtakes {other}", **values)
            return _("{site} no longer overtakes {other}", **values)
        change = after.value - before.value
        if change > 0:
            return plural(
                "{n} more pair of sites swaps its order",
                "{n} more pairs of sites swap their order",
                change,
            )
        return plural(
            "{n} fewer pair of sites swaps its order",
            "{n} fewer pairs of sites swap their order",
            -change,
        )

    def largest_sum(self, extent: Extent) -> Sum:
        return Sum(extent.sites**2)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        delay, never = delays(snapshot)
        steps = sorted({delay[slot.id] for slot in snapshot.waves if delay[slot.id] < never})
        live: dict[str, list[int]] = {}

        def live_by_each_step(site: str) -> list[int]:
            """For each step, whether the site is live by then."""
            if site not in live:
                live[site] = [
                    decisions.any_of(
                        decisions.in_wave(site, slot)
                        for slot in snapshot.waves
                        if delay[slot.id] <= step
                    )
                    for step in steps
                ]
            return live[site]

        def possible(site: str) -> list[int]:
            late = [delay[slot.id] for slot in snapshot.allowed(site)]
            return late if snapshot.sites[site].firm is not None else [*late, never]

        terms = []
        for earlier, later in self._pairs(snapshot):
            if max(possible(earlier), default=never) <= min(possible(later), default=never):
                continue
            # It is overtaken if the other one is live on some day on which it is not.
            ahead, behind = live_by_each_step(later), live_by_each_step(earlier)
            sums = [[(1, one), (-1, other)] for one, other in zip(ahead, behind, strict=True)]
            terms.append((1, decisions.largest(sums)))
        return Objective(tuple(terms))

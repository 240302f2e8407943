"""The kind `exposure`."""

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import Final, Literal

from pydantic import Field

from hpplan.domain.snapshot import Grouping, Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.goals.base import Goal, Measured, Objective
from hpplan.goals.earliest import delay_unit, delays, on_average, starts_later
from hpplan.language import _, marked
from hpplan.rules.base import Decisions
from hpplan.text import Unit, average

PAIRS: Final = Unit("pair", "pairs")


class Exposure(Goal):
    """The goal `exposure`."""

    title = "partners spend little time on different systems"
    meaning = """
    The days between the go-lives of two partners, summed over all pairs of sites that share a
    group, a pair once; minimised.

    `pairs` says which groups: regions, or the catchments of the trusts. Days, and what counts for
    a site that is not placed, are those of `earliest`.
    """
    measures = (
        "over all pairs of sites that share a region (`pairs: trust`: a catchment), the days "
        "between their go-lives"
    )
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    regions:
      - {id: coast, name: The coast}
    municipalities:
      - {id: ask, name: Ask, regions: coast}
      - {id: berg, name: Berg, regions: coast}
    waves:
      - {id: W1, go_live: 2024-05-04}
      - {id: W2, go_live: 2024-11-02}
      - {id: W3, go_live: 2025-02-01}
    rules:
      - {kind: apart, sites: [ask, berg]}
    goals:
      - {kind: exposure}
    """
    better = "ask:W2 berg:W3"
    worse = "ask:W1 berg:W2"

    purpose = marked("to bring partners closer")

    kind: Literal["exposure"] = "exposure"
    pairs: Grouping = Field(
        "region", description="who are partners: those of a region, or of the catchment of a trust"
    )

    @property
    def by_date(self) -> bool:
        return True

    def sentence(self) -> str:
        if self.pairs == "region":
            return _("partners in a region spend few days on different systems")
        return _("partners in a trust spend few days on different systems")

    def _partners(self, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
        order = {site: number for number, site in enumerate(snapshot.taking_part)}
        met: set[tuple[str, str]] = set()
        for members in snapshot.groups(self.pairs).values():
            for pair in combinations(sorted(members, key=order.__getitem__), 2):
                if pair not in met:
                    met.add(pair)
                    yield pair

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        delay, never = delays(snapshot)
        late = {s: delay[placements[s]] if s in placements else never for s in snapshot.taking_part}
        return sum(abs(late[one] - late[other]) for one, other in self._partners(snapshot))

    def unit(self, snapshot: Snapshot) -> Unit:
        return PAIRS.times(delay_unit(snapshot))

    def says_value(self, snapshot: Snapshot, value: int) -> str | None:
        pairs = len([*self._partners(snapshot)])
        if not pairs:
            return None
        if not value:
            return _("partners change systems together")
        return _(
            "partners spend {mean} on different systems on average ({total})",
            mean=f"{average(value, pairs)} {delay_unit(snapshot).of(2)}",
            total=self.unit(snapshot).amount(value),
        )

    def says_difference(self, before: Measured, after: Measured) -> str:
        change, snapshot = after.value - before.value, after.snapshot
        pairs = len([*self._partners(snapshot)])
        more = pairs - len([*self._partners(before.snapshot)])
        values = {
            "mean": on_average(change, pairs, delay_unit(snapshot)),
            "total": self.unit(snapshot).amount(abs(change)),
            "others": PAIRS.more(more),
        }
        if more and change > 0:
            return _(
                "partners spend {total} longer on different systems in total, with {others}",
                **values,
            )
        if more:
            return _(
                "partners spend {total} less on different systems in total, with {others}", **values
            )
        if change > 0:
            return _(
                "partners spend {mean} longer on different systems on average ({total})", **values
            )
        return _("partners spend {mean} less on different systems on average ({total})", **values)

    def comparable(self, value: int, snapshot: Snapshot, others: Iterable[Snapshot]) -> int | None:
        return None if starts_later(snapshot, [*others]) is None else value

    def largest_sum(self, extent: Extent) -> Sum:
        return Sum(extent.sites**2 * max(extent.days, extent.waves))

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        delay, never = delays(snapshot)
        steps = sorted({*(delay[slot.id] for slot in snapshot.waves), never})
        terms = []
        for one, other in self._partners(snapshot):
            for day, later in pairwise(steps):
                # One of them is live on the day and the other is not, until the next step at least.
                live = [
                    [
                        (sign, decisions.in_wave(site, slot))
                        for slot in snapshot.waves
                        if delay[slot.id] <= day
                    ]
                    for sign, site in ((1, one), (-1, other))
                ]
                ahead = [term for part in live for term in part]
                behind = [(-sign, literal) for sign, literal in ahead]
                terms.append((later - day, decisions.largest([ahead, behind])))
        return Objective(tuple(terms))

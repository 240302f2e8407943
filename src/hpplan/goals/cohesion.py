"""The kind `cohesion`."""

from typing import Final, Literal

from pydantic import Field

from hpplan.domain.snapshot import Grouping, Placements, Snapshot
from hpplan.goals.base import (
    Goal,
    Measured,
    Objective,
    with_names,
)
from hpplan.language import _, marked
from hpplan.rules.base import Decisions, WaveSymmetry
from hpplan.text import Unit, few_names

SPLITS: Final = Unit("split", "splits")


class Cohesion(Goal):
    """The goal `cohesion`."""

    title = "partners go together"
    meaning = """
    The number of waves that a group of sites is spread over, less one, summed over the groups;
    minimised.

    `of` says which groups: regions (a site may be in several), or the catchments of the trusts. A
    group of which nobody is placed costs nothing.
    """
    measures = "over all regions (`of: trust`: catchments), the waves each is spread over, less one"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    regions:
      - {id: coast, name: The coast}
    municipalities:
      - {id: ask, name: Ask, regions: coast}
      - {id: berg, name: Berg, regions: coast}
      - {id: dal, name: Dal}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: capacity, max: 2}
    goals:
      - {kind: cohesion}
    """
    better = "ask:W1 berg:W1 dal:W2"
    worse = "ask:W1 dal:W1 berg:W2"

    purpose = marked("to keep partners together")

    kind: Literal["cohesion"] = "cohesion"
    of: Grouping = Field(
        "region", description="which groups: those of a region, or the catchments of the trusts"
    )

    def sentence(self) -> str:
        if self.of == "region":
            return _("the sites of a region in as few waves as possible")
        return _("the sites of a trust in as few waves as possible")

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return sum(max(0, used - 1) for used in self._waves_used(snapshot, placements).values())

    def _waves_used(self, snapshot: Snapshot, placements: Placements) -> dict[str, int]:
        """The number of waves over which each group is spread."""
        return {
            group: len({placements[site] for site in members if site in placements})
            for group, members in snapshot.groups(self.of).items()
        }

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return SPLITS

    def says_value(self, snapshot: Snapshot, value: int) -> str | None:
        if not snapshot.groups(self.of):
            return None
        splits = SPLITS.amount(value)
        if self.of == "region":
            if not value:
                return _("no region is split over waves")
            return _("{splits} of regions over waves", splits=splits)
        if not value:
            return _("no trust is split over waves")
        return _("{splits} of trusts over waves", splits=splits)

    def says_difference(self, before: Measured, after: Measured) -> str:
        was = self._waves_used(before.snapshot, before.placements)
        now = self._waves_used(after.snapshot, after.placements)
        changed = {
            group: (was.get(group, 0), now.get(group, 0))
            for group in {**was, **now}
            if max(1, was.get(group, 0)) != max(1, now.get(group, 0))
        }
        named = {group: after.snapshot.group_name(group, self.of) for group in changed}
        if len(changed) == 1:
            ((group, (then, spread)),) = changed.items()
            name = named[group]
            if spread <= 1:
                return _("{group} is no longer split over waves", group=name)
            if then <= 1:
                number = _number(spread)
                return _("{group} is split over {number} waves", group=name, number=number)
            return _(
                "{group} is split over {number} waves instead of {before}",
                group=name,
                number=_number(spread),
                before=then,
            )
        named_few, many = few_names(named.values()), len(changed)
        newly = [group for group, (then, spread) in changed.items() if (then, spread) == (1, 2)]
        groups = _("{n} regions", n=many) if self.of == "region" else _("{n} trusts", n=many)
        if len(newly) == many:
            said = (
                _("{n} more regions are split over two waves", n=many)
                if self.of == "region"
                else _("{n} more trusts are split over two waves", n=many)
            )
            return with_names(said, named_few)
        steps = {max(1, spread) - max(1, then) for then, spread in changed.values()}
        if steps == {1}:
            said = _("{groups} are split over one more wave each", groups=groups)
            return with_names(said, named_few)
        if steps == {-1}:
            said = _("{groups} are split over one wave fewer each", groups=groups)
            return with_names(said, named_few)
        one_way = len({step > 0 for step in steps}) == 1
        more = SPLITS.more(after.value - before.value)
        said = (
            _("{splits} of regions over waves", splits=more)
            if self.of == "region"
            else _("{splits} of trusts over waves", splits=more)
        )
        return with_names(said, named_few if one_way else "")

    def says_briefly(self, before: Measured, after: Measured) -> str:
        more = SPLITS.more(after.value - before.value)
        if self.of == "region":
            return _("{splits} of regions", splits=more)
        return _("{splits} of trusts", splits=more)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        terms = []
        for members in snapshot.groups(self.of).values():
            terms += [
                (1, decisions.any_of(decisions.in_wave(site, slot) for site in members))
                for slot in snapshot.waves
            ]
            terms.append((-1, decisions.any_of(map(decisions.placed, members))))
        return Objective(tuple(terms))

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002
        return WaveSymmetry.ANY_ORDER


def _number(waves: int) -> str:
    return _("two") if waves == 2 else str(waves)

"""The base of coverage shares: which sites count, and how much of a measure each has."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Literal

from hpplan.domain.agenda import Covering
from hpplan.domain.entry import COUNTING_SITES, INHABITANTS
from hpplan.domain.selectors import Sites
from hpplan.domain.sites import MUNICIPALITY, TRUST
from hpplan.domain.snapshot import Snapshot
from hpplan.text import share_of
from hpplan.values import dataclass

Noun = Literal["municipalities", "trusts", "sites"]


@dataclass(frozen=True)
class Counted:
    """How much of the measure each counted site has: all selected sites that exist on the date,
    including those that take no part.
    """

    measure: str
    amounts: Mapping[str, int]
    noun: Noun

    @cached_property
    def whole(self) -> int:
        return sum(self.amounts.values())

    def part(self, sites: Collection[str]) -> int:
        """How much of the measure these sites have together, each counted once; sites outside the
        base count 0.
        """
        return sum(self.amounts.get(site, 0) for site in sites)

    def percent(self, sites: Collection[str]) -> float | None:
        """The share of these sites in percent; None where nothing is counted at all."""
        return share_of(self.part(sites), self.whole)


def counted(snapshot: Snapshot, stated: Covering) -> Counted:
    """The base that the programme states. By default, it is the inhabitants of the municipalities,
    or of all sites if there are none; where no site has any of the measure, sites are counted.
    """
    meant = _municipalities(snapshot) if stated.of is None else snapshot.matching(stated.of)
    measure = stated.measure or INHABITANTS
    amounts = {site: snapshot.size(site, measure) for site in meant}
    if not any(amounts.values()):
        measure, amounts = COUNTING_SITES, dict.fromkeys(meant, 1)
    return Counted(measure, amounts, _noun(snapshot, meant))


def _municipalities(snapshot: Snapshot) -> Collection[str]:
    found = [site for site, s in snapshot.sites.items() if s.site.kind == MUNICIPALITY]
    return found or snapshot.matching(Sites())


def _noun(snapshot: Snapshot, sites: Collection[str]) -> Noun:
    kinds = {snapshot.sites[site].site.kind for site in sites}
    if kinds == {MUNICIPALITY}:
        return "municipalities"
    return "trusts" if kinds == {TRUST} else "sites"

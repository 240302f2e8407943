"""Who decides a change of the rollout, by the rights that are in force on a date."""

from datetime import date

from hpplan.domain.governance import ITSELF, ChangeOf, Governance, Party, Right
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Snapshot
from hpplan.periods import Duration, Period
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Matter:
    """A change of the rollout, as rights see it: what it alters, the sites and the waves that it
    concerns, and the go-lives before and after, as far as they are known.
    """

    of: ChangeOf
    sites: tuple[str, ...]
    waves: tuple[str, ...] = ()
    go_lives: tuple[Period, ...] = ()

    @property
    def goes_live(self) -> date | None:
        """The first day of the earlier of both go-lives."""
        return min((period.first for period in self.go_lives), default=None)


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who decides matters, by the right that matches them; who is consulted before, who pays.

    A body that each site has stands for each site that a matter concerns.
    """

    right: Right
    matters: tuple[Matter, ...]
    decides: tuple[Party, ...]
    consult: tuple[Party, ...]
    pays: tuple[Party, ...]


def mandate_of(
    matter: Matter, governance: Governance, snapshot: Snapshot, day: date
) -> Mandate | None:
    """Who decides it on the day, with the sites as the snapshot has them; None where no right in
    force matches.
    """
    asking = _Bodies(governance, snapshot)
    for right in governance.rights:
        if (sites := asking.matched(right, matter, day)) is not None:
            return Mandate(
                right,
                (matter,),
                asking.parties(right.decides, sites),
                tuple(p for body in right.consult for p in asking.parties(body, matter.sites)),
                asking.payers(right, sites),
            )
    return None


@dataclass(frozen=True, slots=True)
class _Bodies:
    """The bodies with the sites that each belongs to, as the snapshot has them."""

    governance: Governance
    snapshot: Snapshot

    def matched(self, right: Right, matter: Matter, day: date) -> tuple[str, ...] | None:
        """The sites for which the right matches; None where it does not match at all."""
        if matter.of not in right.change or not _in_time(right.within, matter.goes_live, day):
            return None
        if right.waves.ids is not None and set(right.waves.ids).isdisjoint(matter.waves):
            return None
        body = self.governance.bodies[right.decides]
        sites = self._selected(matter.sites, right.sites)
        if body.of is not None:
            sites = self._selected(sites, body.of)
        needs_a_site = body.of is not None or not right.sites.everyone
        return None if needs_a_site and not sites else sites

    def parties(self, body: str, sites: tuple[str, ...]) -> tuple[Party, ...]:
        """The body, or that of each of the sites that has one."""
        of = self.governance.bodies[body].of
        if of is None:
            return (Party(body),)
        return tuple(Party(body, site) for site in self._selected(sites, of))

    def payers(self, right: Right, sites: tuple[str, ...]) -> tuple[Party, ...]:
        """Who pays the cost of the change: a body, or the sites themselves."""
        if right.pays is None:
            return ()
        if right.pays == ITSELF:
            return tuple(Party(None, site) for site in sites)
        return self.parties(right.pays, sites)

    def _selected(self, sites: tuple[str, ...], by: Sites) -> tuple[str, ...]:
        if by.everyone:
            return sites
        matching = frozenset(self.snapshot.matching(by))
        return tuple(site for site in sites if site in matching)


def _in_time(within: Duration | None, goes_live: date | None, day: date) -> bool:
    """Whether the day is less than that long before the go-live; False where that is not known."""
    if within is None:
        return True
    return goes_live is not None and goes_live.toordinal() < within.ordinal(day)

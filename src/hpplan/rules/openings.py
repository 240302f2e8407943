"""The waves that rules about single sites leave each site, before anything is weighed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Slot, Snapshot
from hpplan.rules.base import Rule, Verdict
from hpplan.rules.notice import Notice


@dataclass(frozen=True, slots=True)
class Bar:
    """A rule that keeps the sites from the waves. `staying` says that who is in one may stay."""

    rule: Rule
    sites: frozenset[str]
    waves: frozenset[str]
    staying: bool

    def keeps(self, snapshot: Snapshot, site: str, wave: str) -> bool:
        """Whether the rule keeps the site from the wave."""
        if site not in self.sites or wave not in self.waves:
            return False
        return not (self.staying and snapshot.sites[site].wave == wave)


def bars(snapshot: Snapshot, rules: Iterable[Rule]) -> list[Bar]:
    """What the rules about single sites bar. What a wave is barred for, it is barred for alike to
    all the sites that a rule selects, so that one of them is tried.
    """
    found = []
    for rule in rules:
        selector = getattr(rule, "sites", None)
        if not rule.unary or not isinstance(selector, Sites):
            continue
        staying = isinstance(rule, Notice)
        sites = [
            site
            for site in snapshot.select(selector)
            if not snapshot.live(site) and not (staying and snapshot.sites[site].firm)
        ]
        waves = frozenset(
            slot.id for slot in snapshot.waves if _barred(snapshot, rule, sites, slot)
        )
        if waves:
            found.append(Bar(rule, frozenset(sites), waves, staying))
    return found


def _barred(snapshot: Snapshot, rule: Rule, sites: Sequence[str], slot: Slot) -> bool:
    tried = next((site for site in sites if snapshot.sites[site].wave != slot.id), None)
    tried = tried or next(iter(sites), None)
    if tried is None:
        return False
    breaks = rule.violations(snapshot, {tried: slot.id})
    return any(found.verdict is Verdict.BROKEN for found in breaks)


def openings(snapshot: Snapshot, barring: Iterable[Bar]) -> Mapping[str, tuple[Slot, ...]]:
    """The waves that claims and these rules leave each site that takes part, in order."""
    left = {site: snapshot.allowed(site) for site in snapshot.taking_part}
    for bar in barring:
        for site in bar.sites:
            left[site] = tuple(w for w in left[site] if not bar.keeps(snapshot, site, w.id))
    return left

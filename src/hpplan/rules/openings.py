"""The waves that rules about single sites leave each site, before anything is weighed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Snapshot, WaveState
from hpplan.rules.base import Rule, Verdict
from hpplan.rules.notice import Notice

_NO_MATTER: Final = frozenset({"address", "id", "sites", "because", "source", "note", "in_force"})
"""Keys of a rule that say nothing of which waves it bars."""


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
    """What the rules about single sites bar, of the waves that somebody may be in. What a wave is
    barred for, it is barred for alike to all the sites that a rule selects, so that one of them is
    tried; rules that differ in their sites alone bar the same.
    """
    found = []
    alike: dict[tuple[object, ...], frozenset[str]] = {}
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
        if not sites:
            continue
        key = tuple(getattr(rule, key) for key in type(rule).model_fields if key not in _NO_MATTER)
        if staying or key not in alike:
            alike[key] = frozenset(
                slot.id for slot in snapshot.enterable if _barred(snapshot, rule, sites, slot)
            )
        if alike[key]:
            found.append(Bar(rule, frozenset(sites), alike[key], staying))
    return found


def _barred(snapshot: Snapshot, rule: Rule, sites: Sequence[str], slot: WaveState) -> bool:
    tried = next((site for site in sites if snapshot.sites[site].wave != slot.id), None)
    breaks = rule.violations(snapshot, {tried or sites[0]: slot.id})
    return any(found.verdict is Verdict.BROKEN for found in breaks)


def openings(snapshot: Snapshot, barring: Sequence[Bar]) -> Mapping[str, tuple[WaveState, ...]]:
    """The waves that claims and these rules leave each site that takes part, in order. Sites that
    are left the same waves share them.
    """
    more = tuple(slot for slot in snapshot.waves if slot.takes_more)
    bars_of: dict[str, list[int]] = {}
    for number, bar in enumerate(barring):
        for site in bar.sites:
            bars_of.setdefault(site, []).append(number)
    alike: dict[tuple[object, ...], tuple[WaveState, ...]] = {}
    left: dict[str, tuple[WaveState, ...]] = {}
    for site in snapshot.taking_part:
        found = snapshot.sites[site]
        slot = snapshot.wave.get(found.wave or "")
        free = found.firm is None and (slot is None or slot.takes_more or slot.past)
        by = tuple(bars_of.get(site, ()))
        # Where a site is counts for rules that let it stay, and in a wave that others cannot enter.
        own = None if free and not any(barring[n].staying for n in by) else found.wave
        key = (found.firm is None, free, by, own)
        if key not in alike:
            waves = more if free else snapshot.allowed(site)
            alike[key] = tuple(
                w for w in waves if not any(barring[n].keeps(snapshot, site, w.id) for n in by)
            )
        left[site] = alike[key]
    return left

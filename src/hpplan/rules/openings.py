"""The waves that rules about single sites leave each site, before any goal is weighed."""

from collections.abc import Iterable, Mapping, Sequence

from hpplan.domain.snapshot import Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.rules.base import Rule
from hpplan.rules.traits import Unary
from hpplan.values import dataclass


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
    """The bars that rules about single sites set up, for the waves that some site may be in."""
    found = []
    alike: dict[frozenset[str], frozenset[str]] = {}
    for rule in rules:
        if not isinstance(rule, Unary):
            continue
        for sites in rule.alike(snapshot):
            if shut := rule.shut_to(snapshot, sites[0]):
                waves = alike.setdefault(shut, shut)
                found.append(Bar(rule, frozenset(sites), waves, rule.lets_stay))
    return found


def openings(snapshot: Snapshot, barring: Sequence[Bar]) -> Mapping[str, tuple[WaveState, ...]]:
    """The waves that claims and these rules leave each site that takes part, in order. Sites with
    the same waves share one tuple.
    """
    more = tuple(slot for slot in snapshot.waves if slot.takes_more)
    bars_of: dict[str, list[int]] = {}
    for number, bar in enumerate(barring):
        for site in bar.sites:
            bars_of.setdefault(site, []).append(number)
    alike: dict[tuple[object, ...], tuple[WaveState, ...]] = {}
    left: dict[str, tuple[WaveState, ...]] = {}
    nothing = frozenset[str]()
    for site in snapshot.taking_part:
        found = snapshot.sites[site]
        slot = snapshot.wave.get(found.wave or "")
        free = found.firm is None and (slot is None or slot.takes_more or slot.past)
        barred = nothing
        for number in bars_of.get(site, ()):
            bar = barring[number]
            shut = bar.waves
            if bar.staying and found.wave in shut:
                shut -= {found.wave}
            barred = shut if not barred else barred | shut
        # Where a site is counts in a wave that others cannot enter.
        own = None if free else found.wave
        key = (found.firm is None, free, barred, own)
        if key not in alike:
            waves = more if free else snapshot.allowed(site)
            alike[key] = tuple(w for w in waves if w.id not in barred) if barred else waves
        left[site] = alike[key]
    return left

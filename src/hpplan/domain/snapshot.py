"""Sites and waves as known on one date, and questions about them: who takes part, which waves are
open to a site, what a selector selects.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from hpplan.domain.entry import sized
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.sites import TRUST
from hpplan.domain.standing import SiteState
from hpplan.domain.wave_state import WaveState
from hpplan.domain.waves import Wave
from hpplan.periods import Duration, Period
from hpplan.text import enumerated
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.domain.gaps import Gap
    from hpplan.domain.governance import Governance

Placements = Mapping[str, str]
"""The wave of each site that is placed, both by id; a site that is not placed is absent."""

Grouping = Literal["region", "trust"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase: from and to a time after a go-live; the end is not part of it."""

    starts: Duration
    ends: Duration


@dataclass(frozen=True)
class Snapshot:
    """What is known on `as_of`: the sites that exist then, in the order of the data, and the waves
    that exist then, in order of go-live.
    """

    as_of: date
    sites: Mapping[str, SiteState]
    waves: tuple[WaveState, ...]
    dropped: Mapping[str, Wave] = field(default_factory=dict)
    phases: Mapping[str, Stretch] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    """The names of regions, by id."""
    governance: "Governance | None" = None
    """The bodies, rights and decisions; None where the data state none."""

    @cached_property
    def wave(self) -> Mapping[str, WaveState]:
        return {slot.id: slot for slot in self.waves}

    @cached_property
    def wave_ids(self) -> tuple[str, ...]:
        """The ids of all waves, in their order."""
        return tuple(self.wave)

    @cached_property
    def _tables(self) -> "dict[tuple[tuple[str, int], ...], tuple[tuple[int, ...], ...]]":
        return {}

    def early_enough(self, gap: "Gap") -> tuple[tuple[int, ...], ...]:
        """For each wave, in order, the positions of the waves that it is late enough after, and not
        too late.
        """
        said = gap.content
        if said not in self._tables:
            found = (gap.early_enough(self.waves, slot) for slot in self.waves)
            self._tables[said] = tuple(tuple(sorted(positions)) for positions in found)
        return self._tables[said]

    @cached_property
    def taking_part(self) -> tuple[str, ...]:
        return tuple(site for site, found in self.sites.items() if found.takes_part)

    def takes_part(self, site: str) -> bool:
        """Whether the site exists on the date, and takes part."""
        found = self.sites.get(site)
        return found is not None and found.takes_part

    def is_ahead(self, slot: WaveState) -> bool:
        """Whether the wave has a date that can still change: it is not over, and no site in it is
        live.
        """
        live = any(found.live and found.wave == slot.id for found in self.sites.values())
        return slot.go_live is not None and not slot.past and not live

    def redated(self, go_lives: Mapping[str, Period]) -> "Snapshot":
        """The same sites and waves, each wave at its position, with other go-lives for some of
        them.
        """
        waves = (
            replace(slot, go_live=to, past=to.last < self.as_of)
            if (to := go_lives.get(slot.id)) is not None
            else slot
            for slot in self.waves
        )
        return replace(self, waves=tuple(waves))

    def name(self, site: str) -> str:
        return self.sites[site].name if site in self.sites else site

    def called(self, wave: str) -> str:
        """The wave by its label."""
        return str(self.wave.get(wave, wave))

    def names(self, sites: Sites, called: str | None = None) -> str:
        """The selector in words, with the names of sites that are listed by id; others are `called`
        that.
        """
        return sites.words(lambda ids: enumerated(map(self.name, ids)), called)

    def live(self, site: str) -> bool:
        return site in self.living

    @cached_property
    def living(self) -> frozenset[str]:
        """The sites that are live."""
        return frozenset(site for site, found in self.sites.items() if found.live)

    def select(self, sites: Sites) -> tuple[str, ...]:
        """The ids of the selected sites that take part, in the order of the data."""
        if sites.everyone:
            return self.taking_part
        if not sites.narrows and sites.ids is not None:
            return tuple(filter(self.takes_part, dict.fromkeys(sites.ids)))
        if (known := self._selected.get(sites)) is None:
            chosen = self.select(Sites.model_construct(ids=sites.ids))
            known = tuple(i for i in chosen if self._matches(self.sites[i], sites))
            self._selected[sites] = known
        return known

    @cached_property
    def _selected(self) -> dict[Sites, tuple[str, ...]]:
        """The selections made so far: rules often share one."""
        return {}

    def matching(self, sites: Sites) -> tuple[str, ...]:
        """The ids of the selected sites that exist, including those that take no part."""
        named = self.sites if sites.ids is None else dict.fromkeys(sites.ids)
        return tuple(i for i in named if i in self.sites and self._matches(self.sites[i], sites))

    def _matches(self, site: SiteState, wanted: Sites) -> bool:
        return (
            (wanted.kind is None or site.site.kind in wanted.kind)
            and (wanted.region is None or not set(wanted.region).isdisjoint(site.fields.regions))
            and (wanted.trust is None or self.trust_of(site.id) in wanted.trust)
            and (wanted.serves is None or site.fields.serves in wanted.serves)
            and (wanted.county is None or site.fields.county in wanted.county)
            and (wanted.status is None or site.status in wanted.status)
            and (wanted.spared is None or site.id not in self._taken_away(wanted.spared))
        )

    def _taken_away(self, spared: Sites) -> frozenset[str]:
        """The sites that the `not` of a selector excludes."""
        if spared not in self._spared:
            self._spared[spared] = frozenset(self.matching(spared))
        return self._spared[spared]

    @cached_property
    def _spared(self) -> dict[Sites, frozenset[str]]:
        return {}

    def select_waves(self, waves: Waves) -> tuple[WaveState, ...]:
        """The selected waves that exist, in order of go-live."""
        if waves.ids is None:
            return self.waves
        found = {wave: self.wave[wave] for wave in waves.ids if wave in self.wave}
        return tuple(sorted(found.values(), key=lambda slot: slot.position))

    def trust_of(self, site: str) -> str | None:
        """The trust whose catchment the site lies in; a trust lies in its own."""
        found = self.sites[site]
        return site if found.site.kind == TRUST else found.fields.trust

    def groups(self, of: Grouping) -> dict[str, tuple[str, ...]]:
        """The sites taking part, by region or by trust; a site may be in several regions."""
        members: dict[str, list[str]] = {}
        for site in self.taking_part:
            for group in self._groups_of(site, of):
                members.setdefault(group, []).append(site)
        return {group: tuple(found) for group, found in members.items()}

    def group_name(self, group: str, of: Grouping) -> str:
        """The name of a region, or of a trust."""
        return self.name(group) if of == "trust" else self.regions.get(group, group)

    def _groups_of(self, site: str, of: Grouping) -> Iterator[str]:
        match of:
            case "region":
                yield from dict.fromkeys(self.sites[site].fields.regions)
            case "trust":
                if (trust := self.trust_of(site)) is not None:
                    yield trust

    def size(self, site: str, measure: str) -> int:
        return sized(self.sites[site].fields.size, measure)

    def held(self, placements: Placements) -> Mapping[str, Sequence[str]]:
        """The sites in each wave of a plan that is used, in the order of the data.

        One rule after another asks it of the same plan, so the last answer is kept: a plan is a
        value, and one that a rule has seen is never altered.
        """
        if not self._last_held or self._last_held[0][0] is not placements:
            found: dict[str, list[str]] = {}
            for site in self.taking_part:
                if (wave := placements.get(site)) is not None:
                    found.setdefault(wave, []).append(site)
            self._last_held[:] = [(placements, found)]
        return self._last_held[0][1]

    @cached_property
    def _last_held(self) -> list[tuple[Placements, Mapping[str, Sequence[str]]]]:
        return []

    def sizes(self, measure: str) -> Mapping[str, int]:
        """How much of the measure each site has that has any."""
        if measure not in self._sizes:
            self._sizes[measure] = {
                site: size
                for site, found in self.sites.items()
                if (size := sized(found.fields.size, measure))
            }
        return self._sizes[measure]

    @cached_property
    def _sizes(self) -> dict[str, Mapping[str, int]]:
        return {}

    def allowed(self, site: str) -> tuple[WaveState, ...]:
        """The waves that the site's own claims and the state of the waves leave it, in order.

        A firm site has its wave only. Others may enter waves that take more sites, and may stay in
        their current wave unless it is past.
        """
        found = self.sites[site]
        if not found.takes_part:
            return ()
        if found.firm is not None:
            return tuple(slot for slot in self.waves if slot.id == found.wave)
        here = self.wave.get(found.wave or "")
        if here is None or here.past or here.takes_more:
            return self._taking_more
        return tuple(slot for slot in self.waves if slot.takes_more or slot is here)

    @cached_property
    def _taking_more(self) -> tuple[WaveState, ...]:
        return tuple(slot for slot in self.waves if slot.takes_more)

    def comes_from(self) -> dict[str, str]:
        """For each site, the wave that it leaves if it moves; that may be one that was dropped."""
        taking_part = (s for s in self.sites.values() if s.takes_part)
        return {s.id: wave for s in taking_part if (wave := s.comes_from) is not None}

    def current(self) -> dict[str, str]:
        """The plan by the claims: the current wave of every site that takes part."""
        return {s.id: s.wave for s in self.sites.values() if s.takes_part and s.wave is not None}

    @cached_property
    def enterable(self) -> tuple[WaveState, ...]:
        """The waves that at least one site may be in."""
        held = {s.wave for s in self.sites.values() if s.takes_part}
        return tuple(slot for slot in self.waves if slot.takes_more or slot.id in held)

    @cached_property
    def enterable_ids(self) -> frozenset[str]:
        return frozenset(slot.id for slot in self.enterable)

    def on_days(self, days: Mapping[str, date]) -> "Snapshot":
        """The same snapshot with these waves, by id, going live on these days. Their order is
        unchanged.
        """
        if not days:
            return self
        waves = tuple(
            replace(slot, go_live=Period.day(days[slot.id])) if slot.id in days else slot
            for slot in self.waves
        )
        return replace(self, waves=waves)

    def go_live(self, site: str, wave: str) -> Period | None:
        """The go-live of the site in that wave: its own day, where it went live there."""
        found = self.sites[site]
        if found.live and found.wave == wave and found.went_live is not None:
            return found.went_live
        return self.wave[wave].go_live

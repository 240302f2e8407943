"""The positions of the sites of a plan, and the wave of each."""

from hpplan.analysis.timeline import TimelineData, TimelineEntry
from hpplan.domain.borders import Border
from hpplan.programme.programme import SituationData
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Located:
    """A site: its state, and its position, if that is known. `location` is latitude and longitude.
    `within` is the site that it was split from, whose border it shares as long as it has none of
    its own.
    """

    entry: TimelineEntry
    location: tuple[float, float] | None = None
    border: Border | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The sites of a timeline, in its order, with their positions."""

    timeline: TimelineData
    sites: tuple[Located, ...]
    attribution: str | None = None
    """The owner of the borders."""

    @property
    def has_borders(self) -> bool:
        return any(site.border is not None for site in self.sites)


def site_map(situation: SituationData, timeline: TimelineData) -> SiteMap:
    """The entries of the timeline with their positions on its day."""
    borders = situation.programme.borders
    located = []
    for entry in timeline.entries:
        known = situation.snapshot.sites[entry.site]
        border = None if borders is None else borders.of(known.site, situation.as_of)
        within = known.site.split_from if border is None else None
        located.append(Located(entry, known.fields.location, border, within))
    return SiteMap(timeline, tuple(located), None if borders is None else borders.attribution)

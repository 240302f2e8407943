"""Where the sites of a plan lie, and which wave each of them is in."""

from hpplan.analysis.timeline import TimelineData, TimelineEntry
from hpplan.domain.borders import Border
from hpplan.programme.programme import SituationData
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Located:
    """A site: how it stands, and where it lies, if that is known.

    `location` is latitude and longitude. `within` is the site that it was split from, in whose
    border it lies as long as it has none of its own.
    """

    entry: TimelineEntry
    location: tuple[float, float] | None = None
    border: Border | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The sites of a timeline, in its order, with where they lie."""

    timeline: TimelineData
    sites: tuple[Located, ...]
    attribution: str | None = None
    """Whose the borders are."""

    @property
    def has_borders(self) -> bool:
        return any(site.border is not None for site in self.sites)


def site_map(situation: SituationData, timeline: TimelineData) -> SiteMap:
    """The entries of the timeline with their places on its day."""
    borders = situation.programme.borders
    located = []
    for entry in timeline.entries:
        known = situation.snapshot.sites[entry.site]
        border = None if borders is None else borders.of(known.site, situation.as_of)
        within = known.site.split_from if border is None else None
        located.append(Located(entry, known.fields.location, border, within))
    return SiteMap(timeline, tuple(located), None if borders is None else borders.attribution)

"""Who goes live when."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hpplan.analysis.timeline import TimelineData, TimelineEntry
from hpplan.api.arguments import names_of
from hpplan.api.shown import Picture, counted, drawn
from hpplan.programme.names import known_region, known_site, known_trust, known_wave
from hpplan.programme.programme import SituationData
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.formats import html

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class Timeline:
    """Who goes live when, with the phases, milestones and gates of each project."""

    data: TimelineData
    made_for: SituationData

    @property
    def entries(self) -> tuple[TimelineEntry, ...]:
        """A site each, in the order of go-live; those without a wave last."""
        return self.data.entries

    def only(
        self,
        *,
        sites: str | Iterable[str] = (),
        waves: str | Iterable[str] = (),
        regions: str | Iterable[str] = (),
        trusts: str | Iterable[str] = (),
    ) -> "Timeline":
        """The entries of any of these sites, waves, regions or trusts; all, if none is named. A
        trust stands for itself and its catchment.
        """
        known = self.made_for
        chosen = self.data.only(
            [known_site(known, name) for name in names_of(sites, "sites")],
            [known_wave(known, name) for name in names_of(waves, "waves")],
            [known_region(known, name) for name in names_of(regions, "regions")],
            [known_trust(known, name) for name in names_of(trusts, "trusts")],
        )
        return Timeline(chosen, known)

    def plot(self, *, sites: bool = True) -> Picture:
        """A Gantt chart: each wave with its phases and gates and, unless only the waves are wanted,
        who is in it.
        """
        from hpplan.views.pictures.gantt import gantt

        return Picture(gantt(self.data, sites=sites))

    def map(self, *, tiles: bool = False) -> Picture:
        """A map of its sites: by their borders, where the programme names a file of them, or as
        equal tiles.
        """
        from hpplan.analysis.site_map import site_map
        from hpplan.views.pictures.map import map_picture

        return Picture(map_picture(site_map(self.made_for, self.data), tiles=tiles))

    def to_frame(self) -> "DataFrame":
        """A row for each site, with the columns of the CSV file: beside those of a plan, `kind`,
        `decide_by`, and for each phase and milestone `<id>_from`, `<id>_to` (datetime64[s]) and
        `<id>_approximate`, for a gate `<id>_state` too. It needs pandas.
        """
        from hpplan.views import timeline_csv
        from hpplan.views.formats import frame

        return frame.render(timeline_csv.titles(self.data), timeline_csv.rows(self.data))

    def __str__(self) -> str:
        from hpplan.views import timeline as view

        return drawn(view.document(self.data))

    def __repr__(self) -> str:
        return f"<Timeline {literal(self._title())}>"

    def _repr_html_(self) -> str:
        rows = [
            (
                entry.name,
                entry.label or "",
                entry.go_live.label if entry.go_live else "",
                entry.status.value,
            )
            for entry in self.entries
        ]
        return html.table(self._title(), ("Site", "Wave", "Go-live", "Status"), rows)

    def _title(self) -> str:
        count = counted(len(self.entries), "site")
        return f"{self.data.programme} as of {self.data.as_of}: {count}"

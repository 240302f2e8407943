"""The go-live of each site."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from hpplan.analysis.timeline import TimelineData, TimelineEntry
from hpplan.api.arguments import a_flag, a_language, names_of
from hpplan.api.shown import Picture, counted, drawn
from hpplan.language import Language, in_force, speaking
from hpplan.programme.names import known_region, known_site, known_trust, known_wave
from hpplan.programme.plan import PlanData
from hpplan.programme.plan_sentences import said_again
from hpplan.programme.programme import SituationData
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.formats import html

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class Timeline:
    """The go-live of each site, with the phases, milestones and gates of each project.

    Its `data` are in English. Text for people is in the language `lang`: en, nb or nn; by default
    that of the programme.
    """

    data: TimelineData
    made_for: SituationData
    plan: PlanData

    @property
    def entries(self) -> tuple[TimelineEntry, ...]:
        """One entry for each site, in the order of go-live; those without a wave last."""
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
        return Timeline(chosen, known, self.plan)

    def plot(self, *, sites: bool = True, lang: str | None = None) -> Picture:
        """A Gantt chart: each wave with its phases and gates and, unless only the waves are wanted,
        its sites.
        """
        from hpplan.views.pictures.gantt import gantt

        with speaking(self._language(lang)):
            return Picture(gantt(self._said(), sites=a_flag(sites, "sites")))

    def map(self, *, tiles: bool = False, lang: str | None = None) -> Picture:
        """A map of its sites: by their borders, where the programme names a file of them, or as
        equal tiles.
        """
        from hpplan.analysis.site_map import site_map
        from hpplan.views.pictures.map import map_picture

        alike = a_flag(tiles, "tiles")
        with speaking(self._language(lang)):
            return Picture(map_picture(site_map(self.made_for, self._said()), tiles=alike))

    def to_frame(self) -> "DataFrame":
        """A row for each site, with the columns of the CSV file: in addition to those of a plan,
        `kind`, `decide_by`, and for each phase and milestone `<id>_from`, `<id>_to` (datetime64[s])
        and `<id>_approximate`, for a gate also `<id>_state`. It needs pandas.
        """
        from hpplan.views import timeline_csv
        from hpplan.views.formats import frame

        return frame.render(timeline_csv.titles(self.data), timeline_csv.rows(self.data))

    def text(self, *, lang: str | None = None) -> str:
        """The timeline as `hpplan timeline` shows it."""
        from hpplan.views import timeline as view

        with speaking(self._language(lang)):
            return drawn(view.document(self._said()))

    def to_html(self, *, lang: str | None = None) -> str:
        """Its sites as a table, which notebooks show."""
        from hpplan.views import timeline as view

        with speaking(self._language(lang)):
            return html.tables(view.document(self._said()))

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Timeline {literal(self._title())}>"

    def _repr_html_(self) -> str:
        return self.to_html()

    def _language(self, lang: object) -> Language:
        return a_language(lang, self.made_for.programme)

    def _said(self) -> TimelineData:
        """The timeline with its sentences in the language in force."""
        if in_force() is Language.EN:
            return self.data
        from hpplan.analysis.timeline import timeline

        said = timeline(self.made_for, said_again(self.made_for, self.plan, Language.EN))
        shown = {entry.site for entry in self.entries}
        entries = tuple(entry for entry in said.entries if entry.site in shown)
        first = said.first_in_full if self.data.first_in_full is not None else None
        return replace(said, entries=entries, first_in_full=first)

    def _title(self) -> str:
        count = counted(len(self.entries), "site")
        return f"{self.data.programme} as of {self.data.as_of}: {count}"

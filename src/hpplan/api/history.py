"""Every version of the plan by the claims."""

from typing import TYPE_CHECKING

from hpplan.analysis.history import HistoryData, PlanVersion
from hpplan.api.arguments import a_language
from hpplan.api.shown import Picture, counted, drawn
from hpplan.language import speaking
from hpplan.programme.programme import ProgrammeData
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.formats import html

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class History:
    """Every version of the plan by the claims, and the claims that changed it."""

    data: HistoryData
    programme: ProgrammeData
    """The programme of this history."""

    @property
    def versions(self) -> tuple[PlanVersion, ...]:
        """The changes in each version, in order."""
        return self.data.versions

    def plot(self, *, lang: str | None = None) -> Picture:
        """A milestone trend chart: the go-live of each wave, as it was known at each time; in the
        language `lang`: en, nb or nn; by default that of the programme.
        """
        from hpplan.views.pictures.trend_chart import trend_chart

        with speaking(a_language(lang, self.programme)):
            return Picture(trend_chart(self.data, tuple(self.data.labels)))

    def to_frame(self) -> "DataFrame":
        """A row for each version, and site or wave in it: the data of a milestone trend chart.

        `known` is when the version began, `from` and `to` are the days of the go-live, `delay_days`
        counts whole days from the first date that was named. It needs pandas.
        """
        from hpplan.views import history_csv
        from hpplan.views.formats import frame

        return frame.render(history_csv.TITLES, history_csv.rows(self.data))

    def text(self, *, lang: str | None = None) -> str:
        """The history as `hpplan history` shows it, in the language `lang`."""
        from hpplan.views import history as view

        with speaking(a_language(lang, self.programme)):
            return drawn(view.document(self.data))

    def to_html(self, *, lang: str | None = None) -> str:
        """The history as a page, which notebooks show."""
        return html.text(self.text(lang=lang))

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        count = counted(len(self.versions), "version")
        return f"<History {literal(self.data.name or self.data.title)}: {count}>"

    def _repr_html_(self) -> str:
        return self.to_html()

"""The effect of risks on a plan."""

from pathlib import Path
from typing import TYPE_CHECKING

from hpplan.analysis.risk.assessment import RiskData
from hpplan.api.arguments import a_path, wrong_choice
from hpplan.api.files import write
from hpplan.api.shown import Picture, Report
from hpplan.language import speaking
from hpplan.values import dataclass

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class RiskReport(Report[RiskData]):
    """The figures of many futures: its `value`, and the text that `hpplan risk` shows for it, in
    its `language`, which pictures have too.
    """

    def plot(self, what: str = "coverage") -> Picture:
        """A picture of the futures: `coverage` over time as a fan, how late `sites` may be, or the
        effect of each of the `risks`, where that was asked for.
        """
        with speaking(self.language):
            return self._plot(what)

    def _plot(self, what: str) -> Picture:
        match what:
            case "coverage":
                from hpplan.views.pictures.fan_chart import fan_chart

                return Picture(fan_chart(self.value))
            case "sites":
                from hpplan.views.pictures.delay_chart import delay_chart

                return Picture(delay_chart(self.value))
            case "risks":
                from hpplan.views.pictures.driver_chart import driver_chart

                return Picture(driver_chart(self.value))
            case _:
                wrong_choice("what", "'coverage', 'sites' or 'risks'", what)

    def save(self, path: str | Path) -> None:
        """Write the figures to a file, as a whole or not at all: all of them as .json, a row for
        each site as .csv, coverage over time as .svg.
        """
        from hpplan.views import risk_csv, risk_json

        file = a_path(path, "path", ".json", ".csv", ".svg")
        match file.suffix.lower():
            case ".json":
                write(file, risk_json.render(self.value))
            case ".csv":
                write(file, risk_csv.render(self.value))
            case _:
                write(file, str(self.plot()))

    def to_frame(self, what: str = "sites") -> "DataFrame":
        """A row for each of the `sites` or `waves`, with its shares and days; for `everybody` in
        each share of the futures; for each day of `coverage`; or for each of the `risks`. Days are
        datetime64[s], and missing for never. It needs pandas.
        """
        from hpplan.views.formats import frame
        from hpplan.views.risk_tables import TABLES, table

        if what not in TABLES:
            wrong_choice("what", "'sites', 'waves', 'everybody', 'coverage' or 'risks'", what)
        return frame.render(*table(what, self.value))

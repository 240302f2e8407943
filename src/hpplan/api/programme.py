"""A programme, read or made in code, and the days at which it is looked at."""

from datetime import date

from hpplan.analysis.data_diff import DataDiff
from hpplan.api.arguments import SECONDS, a_day, a_name, limits_of, wrong
from hpplan.api.errors import InvalidProgramme
from hpplan.api.history import History
from hpplan.api.shown import Report, counted
from hpplan.api.situation import Situation
from hpplan.builder import Draft
from hpplan.diagnostics.finding import Finding
from hpplan.programme.names import ever_site, ever_wave
from hpplan.programme.programme import ProgrammeData
from hpplan.reading import Reading
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.formats import html


@dataclass(frozen=True, repr=False)
class Programme:
    """All that a data directory says, or that was built in code."""

    data: ProgrammeData

    @staticmethod
    def build(id: str, **keys: object) -> "Builder":  # noqa: A002  # the key of data files
        """Begin a programme in code; the keys are those of a data file's `programme`."""
        return Builder(id, **keys)

    def at(self, as_of: date | str | None = None) -> Situation:
        """What is known on a day: the programme's own, unless given; today, if it has none. Text
        names a day or a longer period, of which the last day counts.
        """
        return Situation(self.data.on(a_day(as_of, self.data)))

    def history(
        self,
        as_of: date | str | None = None,
        *,
        site: str | None = None,
        wave: str | None = None,
    ) -> History:
        """Every version of the plan that the claims make, up to a day: of all, or of one site or
        wave.
        """
        from hpplan.analysis.history import history_of

        if site is not None and wave is not None:
            raise ValueError("wave: name a site or a wave, not both")
        value = history_of(
            self.data,
            self.at(as_of).as_of,
            None if site is None else ever_site(self.data, a_name(site, "site")),
            None if wave is None else ever_wave(self.data, a_name(wave, "wave")),
        )
        return History(value)

    def diff(
        self, other: "Programme", as_of: date | str | None = None, *, seconds: float = SECONDS
    ) -> Report[DataDiff]:
        """What differs from here to another version of the data: facts, and what becomes of the
        best plan; each as of its own date, unless one is given.
        """
        from hpplan.analysis.data_diff import data_diff
        from hpplan.views import data_diff as view

        if not isinstance(other, Programme):
            wrong("other", "a Programme", other)
        old, new = self.at(as_of).data, other.at(as_of).data
        value = data_diff(("the old data", old), ("the new data", new), limits_of(seconds))
        return Report(value, view.document(value))

    @property
    def name(self) -> str:
        return self.data.agenda.name

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What reading found that does not keep the programme from being understood."""
        return tuple(self.data.findings)

    @property
    def sites(self) -> dict[str, str]:
        """The name of each site, by id, whenever it exists."""
        return {site.id: site.name for site in self.data.sites}

    @property
    def waves(self) -> tuple[str, ...]:
        """The ids of all waves."""
        return tuple(wave.id for wave in self.data.waves)

    def __repr__(self) -> str:
        return f"<Programme {literal(self.name)}: {self._counts()}>"

    def _repr_html_(self) -> str:
        return html.sentence(f"{self.name}: {self._counts()}")

    def _counts(self) -> str:
        data = self.data
        counts = (
            counted(len(data.sites), "site"),
            counted(len(data.waves), "wave"),
            counted(len(data.rules), "rule"),
            counted(len(data.goals), "goal"),
        )
        return ", ".join(counts)


class Builder(Draft):
    """A programme made in code: add sources, regions, trusts, sites, waves, rules and goals."""

    def build(self) -> Programme:
        """The programme. Raises InvalidProgramme, with findings as of a data file."""
        return programme_of(self.read())


def programme_of(reading: Reading) -> Programme:
    if reading.programme is None:
        raise InvalidProgramme(reading.findings)
    return Programme(reading.programme)

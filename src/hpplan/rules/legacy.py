"""The kind `legacy`."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.selectors import Sites
from hpplan.domain.sites import RecordSystem
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState, fits_dates
from hpplan.language import _
from hpplan.periods import Duration, Fit, day_in_words
from hpplan.rules.base import Push, Relaxation, Rule, Verdict, Violation
from hpplan.rules.traits import Relaxable, SwitchingOff, Unary

NO_GRACE: Final = Duration()


class Legacy(Unary, Relaxable, SwitchingOff, Rule):
    """The rule `legacy`."""

    title = "nobody is left without a record system"
    meaning = """
    A selected site that is placed goes live no later than the last day of its record system,
    `until` in its `legacy`, plus `grace`.

    A site whose record system has no end is not bound. A break is history when the site is live.
    """
    asks = (
        "no later than the last day of its record system, `until` in its `legacy`, plus the "
        "grace; whose system has no end is not bound"
    )
    history = "the site"
    one_break = "a site"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask, legacy: {system: CosDoc, until: 2024-11-30}}
      - {id: berg, name: Berg, legacy: CosDoc}
    waves:
      - {id: W1, go_live: 2024-11-02}
      - {id: W2, go_live: 2025-02-28}
      - {id: W3, go_live: 2025-03-01}
    rules:
      - {kind: legacy, grace: 3m, because: the supplier keeps it running so long}
    """
    keeps = "ask:W2 berg:W3"
    breaks = "ask:W3 berg:W1"

    kind: Literal["legacy"] = "legacy"
    sites: Sites = Field(Sites(), description="whom it binds, if their record system has an end")
    grace: Duration = Field(NO_GRACE, description="how long after that end they may go live")

    @field_validator("grace")
    @classmethod
    def _not_before(cls, grace: Duration) -> Duration:
        if grace.months < 0 or grace.days < 0:
            raise PydanticCustomError("incomplete", "the grace is a time after the end: write 3m")
        return grace

    def sentence(self, snapshot: Snapshot) -> str:
        names = snapshot.names(self.sites)
        if self.grace == NO_GRACE:
            return _("{sites} live by the end of their record system", sites=names)
        return _(
            "{sites} live by the end of their record system plus {time}",
            sites=names,
            time=self.grace.words,
        )

    @property
    def by_date(self) -> bool:
        return True

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        breaks = []
        for site in snapshot.select(self.sites):
            system, placed = snapshot.sites[site].fields.legacy, placements.get(site)
            if system is None or system.until is None or placed is None:
                continue
            slot, live = snapshot.wave[placed], snapshot.live(site)
            latest = self.grace.after(system.until.last)
            fit = fits_dates(slot, None, latest)
            message = _(
                "{site} is in {wave}, but {ends}",
                site=snapshot.name(site),
                wave=slot.dated,
                ends=self._ends(system),
            )
            if fit is Fit.NONE:
                verdict = Verdict.HISTORY if live else Verdict.BROKEN
                breaks.append(Violation((site,), message, verdict, () if live else (site,)))
            elif fit is Fit.SOME and not live:
                breaks.append(Violation((site,), message, Verdict.UNSURE))
        return breaks

    def _ends(self, system: RecordSystem) -> str:
        """When the system ends, and with the grace."""
        assert system.until is not None
        end = system.until.last
        if self.grace == NO_GRACE:
            return _("{system} ends on {day}", system=system, day=day_in_words(end))
        return _(
            "{system} ends on {day}, with {time} of grace on {last}",
            system=system,
            day=day_in_words(end),
            time=self.grace.words,
            last=day_in_words(self.grace.after(end)),
        )

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        (site,) = broken.subject
        found, slot = snapshot.sites[site], snapshot.wave[placements[site]]
        assert found.fields.legacy is not None
        ends = self._ends(found.fields.legacy)
        return _(
            "{site} would go live {when} in {wave}, but {ends}",
            site=found.name,
            when=slot.when,
            wave=slot,
            ends=ends,
        )

    def push(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> Push:  # noqa: ARG002  # later is no help
        return Push((), self.sentence(snapshot))

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:
        """A longer grace: in whole months, where it is one of months, else by days."""
        firsts = {slot.go_live.first for slot in snapshot.waves if slot.go_live is not None}
        longer = {
            self._reaching(first, end)
            for sites in self.alike(snapshot)
            if (end := _end(snapshot, sites[0])) is not None
            for first in firsts
            if self.grace.ordinal(end) < first.toordinal()
        }
        graces = sorted(longer, key=lambda grace: (grace.months, grace.days))
        return [Relaxation(len(graces), lambda step: self.altered(grace=graces[step - 1]))]

    def _reaching(self, day: date, end: date) -> Duration:
        """The shortest longer grace with which a system that ends on the one day still exists on
        the other.
        """
        if not self.grace.months or self.grace.days:
            missing = day.toordinal() - self.grace.ordinal(end)
            return Duration(self.grace.months, self.grace.days + missing)
        months = max(self.grace.months, 12 * (day.year - end.year) + day.month - end.month - 1)
        while Duration(months).ordinal(end) < day.toordinal():
            months += 1
        return Duration(months)

    def alike(self, snapshot: Snapshot) -> Iterator[Sequence[str]]:
        together: dict[date, list[str]] = {}
        for site in self.bound(snapshot):
            if (end := _end(snapshot, site)) is not None:
                together.setdefault(end, []).append(site)
        yield from together.values()

    def shuts(self, snapshot: Snapshot, wave: WaveState, site: str) -> bool:
        end = _end(snapshot, site)
        if end is None or wave.go_live is None:
            return False
        return self.grace.ordinal(end) < wave.go_live.first.toordinal()

    def days(self, snapshot: Snapshot, site: str) -> tuple[date | None, date | None]:
        end = _end(snapshot, site)
        return None, None if end is None else self.grace.after(end)


def _end(snapshot: Snapshot, site: str) -> date | None:
    """The last day of the site's record system, where it has one."""
    system = snapshot.sites[site].fields.legacy
    return None if system is None or system.until is None else system.until.last

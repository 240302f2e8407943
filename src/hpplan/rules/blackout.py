"""The kind `blackout`."""

from datetime import date, timedelta
from typing import Final, Literal

from pydantic import Field

from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.language import _
from hpplan.periods import Fit, Period
from hpplan.rules.base import Rule, Violation
from hpplan.rules.traits import DayBound

END_OF_FEBRUARY: Final = (2, 28)
ENOUGH_DAYS: Final = 9 * 366
"""Consecutive days that hold every day of the year, 29 February too."""


class Blackout(DayBound, Rule):
    """The rule `blackout`."""

    title = "no go-live in a period"
    meaning = """
    No selected site goes live in the period, nor, with `recurs: yearly`, in the same days of
    any other year. A month, quarter, half, season, year or a stretch that ends with one, whose
    last day is the end of February, ends on the 29th in leap years; days that somebody names stay
    these days.

    The rule is broken where every day the wave may go live on lies in the period. A break is
    history when the site is live.
    """
    asks = (
        "no go-live in the period; with `recurs: yearly`, in those days of any year. A month, "
        "quarter, half, season, year or a stretch that ends with one, whose last day is the end "
        "of February, ends on the 29th in leap years"
    )
    history = "the site"
    one_break = "a site"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
    waves:
      - {id: W1, go_live: 2024-06-29}
      - {id: W2, go_live: 2025-07-05}
      - {id: W3, go_live: 2025-08-02}
    rules:
      - {kind: blackout, period: 2024-07, recurs: yearly, because: summer holidays}
    """
    keeps = "ask:W1 berg:W3"
    breaks = "ask:W1 berg:W2"

    kind: Literal["blackout"] = "blackout"
    period: Period = Field(description="the days without a go-live")
    sites: Sites = Field(Sites(), description="who does not go live then")
    recurs: Literal["yearly"] | None = Field(
        None, description="`yearly`: in the same days of any other year too"
    )

    def sentence(self, snapshot: Snapshot) -> str:
        names, when = snapshot.names(self.sites), self.period.when
        if self.recurs:
            return _(
                "no go-live of {sites} {when} or the same days of any year", sites=names, when=when
            )
        return _("no go-live of {sites} {when}", sites=names, when=when)

    def _covers(self, day: date) -> bool:
        """Whether the days of the year that the period names include it."""
        first, last = self.period.first, self.period.last
        if (last - first).days >= 365:
            return True
        start, end = (first.month, first.day), (last.month, last.day)
        if end == END_OF_FEBRUARY and self.period.ends_with_month:
            end = (2, 29)
        this = (day.month, day.day)
        return start <= this <= end if start <= end else this >= start or this <= end

    def fit(self, wave: WaveState) -> Fit:
        """Whether the wave can go live outside the period."""
        if wave.go_live is None:
            return Fit.SOME
        days = (wave.go_live.last - wave.go_live.first).days + 1
        if self.recurs is None:
            return self._clear_of_one(wave.go_live)
        days = min(days, ENOUGH_DAYS)
        covered = sum(self._covers(wave.go_live.first + timedelta(n)) for n in range(days))
        if covered == days:
            return Fit.NONE
        return Fit.SOME if covered else Fit.ALL

    def _clear_of_one(self, go_live: Period) -> Fit:
        if self.period.contains(go_live):
            return Fit.NONE
        return Fit.SOME if self.period.overlaps(go_live) else Fit.ALL

    @property
    def by_date(self) -> bool:
        return True

    def says(self, site: str, wave: WaveState, fit: Fit) -> str:  # noqa: ARG002  # alike
        if wave.go_live is None:
            return _("{site} is in {wave} (without a date)", site=site, wave=wave)
        return _("{site} is in {wave} ({period})", site=site, wave=wave, period=wave.go_live.words)

    @property
    def closed(self) -> Period:
        return self.period

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        (site,) = broken.subject
        slot, name = snapshot.wave[placements[site]], snapshot.name(site)
        if slot.go_live is None:
            would = _("{site} would go live in {wave}", site=name, wave=slot)
        else:
            would = _(
                "{site} would go live {when} in {wave}",
                site=name,
                when=slot.go_live.when,
                wave=slot,
            )
        if self.recurs:
            return _(
                "{would}, and no go-live may be {when} or the same days of any year",
                would=would,
                when=self.period.when,
            )
        return _("{would}, and no go-live may be {when}", would=would, when=self.period.when)

    def shuts(self, snapshot: Snapshot, wave: WaveState, site: str) -> bool:  # noqa: ARG002  # by the wave alone
        return self.fit(wave) is Fit.NONE

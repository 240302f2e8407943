"""Kind `notice`: nobody is put into a wave that comes too soon to prepare for."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from hpplan.domain.entry import Whole
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot, fits_dates
from hpplan.periods import Duration, Fit, Period
from hpplan.rules.base import Break, Decisions, Ladder, Rule, Verdict


class Notice(Rule):
    """A selected site that is not firm enters a wave other than its current one only if that goes
    live at least `months` after the as-of date, or after `from`, where that is given.

    Staying is always allowed.
    """

    unary = True

    kind: Literal["notice"] = "notice"
    sites: Sites = Field(Sites(), description="who is to be told in time")
    months: Annotated[Whole, Field(ge=0, le=1200)] = Field(
        description="how many months there are to prepare, at least"
    )
    since: Period | None = Field(
        default=None,
        alias="from",
        description="counted from the last day of this period, not from the as-of date",
    )

    def sentence(self, snapshot: Snapshot) -> str:
        start = "" if self.since is None else f", counted from {self.since}"
        return (
            f"{snapshot.names(self.sites)} enter another wave only "
            f"with {Duration(months=self.months)} notice{start}"
        )

    def earliest(self, snapshot: Snapshot) -> date:
        """The first day on which somebody who moves now may go live."""
        start = snapshot.as_of if self.since is None else self.since.last
        return Duration(months=self.months).after(start)

    @property
    def by_date(self) -> bool:
        return True

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Break]:
        earliest, breaks = self.earliest(snapshot), []
        for site in snapshot.select(self.sites):
            wave, found = placements.get(site), snapshot.sites[site]
            if found.firm is not None or wave is None or wave == found.wave:
                continue
            slot = snapshot.wave[wave]
            where = f"{found.name} enters {slot}"
            fit = fits_dates(slot, earliest, None)
            if fit is Fit.NONE:
                message = f"{where} ({slot.go_live}), before {earliest}"
                breaks.append(Break((site,), message, sites=(site,)))
            elif fit is Fit.SOME:
                when = "has no date" if slot.go_live is None else f"is only known as {slot.go_live}"
                breaks.append(Break((site,), f"{where}, which {when}", Verdict.UNSURE))
        return breaks

    def ladders(self, snapshot: Snapshot) -> list[Ladder]:  # noqa: ARG002  # whatever is known
        return [Ladder(self.months, lambda n: self.altered(months=self.months - n))]

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        earliest = self.earliest(snapshot)
        soon = [s for s in snapshot.waves if fits_dates(s, earliest, None) is Fit.NONE]
        for site in snapshot.select(self.sites):
            found = snapshot.sites[site]
            if found.firm is None:
                for slot in soon:
                    if slot.id != found.wave:
                        decisions.bar((site,), site, slot)

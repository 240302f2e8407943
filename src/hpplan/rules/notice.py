"""The kind `notice`."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from hpplan.domain.entry import Whole
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.language import (
    _,
    plural,
)
from hpplan.periods import Duration, Fit, Period, day_in_words
from hpplan.rules.base import Relaxation, Rule, Verdict, Violation
from hpplan.rules.traits import Relaxable, Unary


def notice_of(time: Duration) -> str:
    """A notice of this length: `12 months' notice`."""
    last = time.days or time.months
    if not time.months and time.days % 7 == 0:
        last = time.days // 7
    return plural("{time}'s notice", "{time}' notice", last, time=time.words)


class Notice(Unary, Relaxable, Rule):
    """The rule `notice`."""

    title = "nobody is put into a wave that comes too soon to prepare for"
    meaning = """
    A selected site that is not firm enters a wave other than its current one only if that goes
    live at least `months` after the as-of date, or after `from`, where that is given.

    Staying is always allowed.
    """
    asks = (
        "who is not firm enters a wave other than its current one only if that goes live at least "
        "`months` after the as-of date, or after `from`"
    )
    history = "nothing: it never binds who is live, decided or overdue"
    one_break = "a site"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    sources:
      - {id: plan, kind: document, title: Plan of the programme board, published: 2023-12-12}
    municipalities:
      - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: plan}]}
      - {id: berg, name: Berg}
    waves:
      - {id: W1, go_live: 2024-05-04}
      - {id: W2, go_live: 2024-11-02}
      - {id: W3, go_live: 2025-05-03}
    rules:
      - {kind: notice, months: 12}
    """
    keeps = "ask:W1 berg:W3"
    breaks = "ask:W1 berg:W2"

    lets_stay: ClassVar[bool] = True

    kind: Literal["notice"] = "notice"
    sites: Sites = Field(Sites(), description="who gets the notice")
    months: Annotated[Whole, Field(ge=0, le=1200)] = Field(
        description="how many months there are to prepare, at least"
    )
    since: Period | None = Field(
        default=None,
        alias="from",
        description="counted from the last day of this period, not from the as-of date",
    )

    def sentence(self, snapshot: Snapshot) -> str:
        names = snapshot.names(self.sites)
        if self.since is None:
            return _(
                "{sites} enter another wave only with {notice}", sites=names, notice=self._notice
            )
        return _(
            "{sites} enter another wave only with {notice}, counted from {day}",
            sites=names,
            notice=self._notice,
            day=self.since.words,
        )

    @property
    def _notice(self) -> str:
        return notice_of(Duration(months=self.months))

    def earliest(self, snapshot: Snapshot) -> date:
        """The first day on which somebody who moves now may go live."""
        start = snapshot.as_of if self.since is None else self.since.last
        return Duration(months=self.months).after(start)

    def _in_time(self, snapshot: Snapshot, slot: WaveState) -> Fit:
        """Whether the wave goes live late enough for somebody who moves into it now."""
        if slot.go_live is None:
            return Fit.SOME
        start = snapshot.as_of if self.since is None else self.since.last
        earliest = Duration(months=self.months).ordinal(start)
        if slot.go_live.last.toordinal() < earliest:
            return Fit.NONE
        return Fit.ALL if earliest <= slot.go_live.first.toordinal() else Fit.SOME

    @property
    def by_date(self) -> bool:
        return True

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        earliest, breaks = self.earliest(snapshot), []
        for site in snapshot.select(self.sites):
            wave, found = placements.get(site), snapshot.sites[site]
            if found.firm is not None or wave is None or wave == found.wave:
                continue
            slot = snapshot.wave[wave]
            fit = self._in_time(snapshot, slot)
            if fit is Fit.NONE:
                message = _(
                    "{site} enters {wave}; with {notice} it goes live from {day} on",
                    site=found.name,
                    wave=slot.dated,
                    notice=self._notice,
                    day=day_in_words(earliest),
                )
                breaks.append(Violation((site,), message, sites=(site,)))
            elif fit is Fit.SOME:
                if slot.go_live is None:
                    message = _(
                        "{site} enters {wave}, which has no date", site=found.name, wave=slot
                    )
                else:
                    message = _(
                        "{site} enters {wave}, which is only known as {period}",
                        site=found.name,
                        wave=slot,
                        period=slot.go_live.words,
                    )
                breaks.append(Violation((site,), message, Verdict.UNSURE))
        return breaks

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        (site,) = broken.subject
        slot = snapshot.wave[placements[site]]
        values = {
            "site": snapshot.name(site),
            "day": day_in_words(self.earliest(snapshot)),
            "notice": self._notice,
            "wave": slot,
        }
        if slot.go_live is None:
            return _(
                "{site} may enter another wave from {day} on, with {notice}; {wave} goes live",
                **values,
            )
        return _(
            "{site} may enter another wave from {day} on, with {notice}; {wave} goes live {when}",
            **values,
            when=slot.go_live.when,
        )

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:  # noqa: ARG002  # whatever is known
        return [Relaxation(self.months, lambda n: self.altered(months=self.months - n))]

    def shuts(self, snapshot: Snapshot, wave: WaveState, site: str) -> bool:  # noqa: ARG002  # all alike
        return self._in_time(snapshot, wave) is Fit.NONE

    def days(self, snapshot: Snapshot, site: str) -> tuple[date | None, date | None]:  # noqa: ARG002  # all alike
        return self.earliest(snapshot), None

    @property
    def notice(self) -> Duration:
        return Duration(months=self.months)

    @property
    def lead_time(self) -> Duration | None:
        """None where it counts from a fixed day: then every day of decision is early enough."""
        return Duration(months=self.months) if self.since is None else None

"""A rule of our own, which no programme states: a site that failed a gate waits until it
can pass.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import ClassVar, Literal

from hpplan.domain.claims import Claim, Says, WaveClaim
from hpplan.domain.gates import Failure, Gates
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.language import _
from hpplan.periods import Duration, day_in_words
from hpplan.rules.base import Rule, Verdict, Violation
from hpplan.rules.traits import Unary


class FailedGate(Unary, Rule):
    """The sites go live only in waves whose day for the gate is later than the as-of date. Where a
    whole wave failed, others, the `entrants`, may enter that wave only then. A break is history
    when the site is live. `subject` is the site or wave that failed.
    """

    of_claims: ClassVar[bool] = True

    kind: Literal["failed-gate"] = "failed-gate"
    sites: Sites
    entrants: tuple[str, ...]
    gate: str
    at: Duration
    binds_after: date | None
    subject: str
    called: str
    of_wave: bool

    @property
    def name(self) -> str:
        return _("{subject} failed {gate}", subject=self.called, gate=self.gate)

    def sentence(self, snapshot: Snapshot) -> str:
        as_of = day_in_words(snapshot.as_of)
        if self.of_wave:
            return _(
                "all in it go live only in a wave whose day for it, {time} before the go-live, is "
                "later than {as_of}",
                time=self._lead,
                as_of=as_of,
            )
        return _(
            "{site} goes live only in a wave whose day for it, {time} before the go-live, is "
            "later than {as_of}",
            site=self.called,
            time=self._lead,
            as_of=as_of,
        )

    @property
    def _lead(self) -> str:
        return Duration(-self.at.months, -self.at.days).words

    @property
    def by_date(self) -> bool:
        return True

    def days(self, snapshot: Snapshot, site: str) -> tuple[date | None, date | None] | None:
        """The first day of go-live whose day for the gate is later than the date."""
        if site in self.entrants or site not in snapshot.select(self.sites):
            return None
        return _first_after(self.at, snapshot.as_of), None

    def ended_by(self) -> tuple[str, Claim | WaveClaim]:
        passed: Claim | WaveClaim
        if self.of_wave:
            passed = WaveClaim(says=Says.PASSED, gate=self.gate)
        else:
            passed = Claim(says=Says.PASSED, gate=self.gate)
        return self.subject, passed

    # --- of a finished plan: by days -------------------------------------------------------------

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        breaks = []
        for site in snapshot.select(self.sites):
            wave = placements.get(site)
            if wave is None or snapshot.live(site):
                continue
            if site in self.entrants and wave != self.subject:
                continue
            slot = snapshot.wave[wave]
            values = {"site": snapshot.name(site), "wave": slot, "gate": self.gate}
            if slot.go_live is None:
                message = _("{site} is in {wave}, whose day for {gate} is not known", **values)
                breaks.append(Violation((site,), message, Verdict.UNSURE))
                continue
            if self.binds_after is not None and slot.go_live.last <= self.binds_after:
                continue
            first, last = self.at.after(slot.go_live.first), self.at.after(slot.go_live.last)
            if last <= snapshot.as_of:
                day = day_in_words(last)
                message = (
                    _("{site} is in {wave}, whose day for {gate} is {day}", **values, day=day)
                    if last == snapshot.as_of
                    else _("{site} is in {wave}, whose day for {gate} was {day}", **values, day=day)
                )
                breaks.append(Violation((site,), message, sites=(site,)))
            elif first <= snapshot.as_of:
                message = _(
                    "{site} is in {wave}, whose day for {gate} may be {day}, and is known only to "
                    "a period",
                    **values,
                    day=day_in_words(first),
                )
                breaks.append(Violation((site,), message, Verdict.UNSURE))
        return breaks

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        (site,) = broken.subject
        slot = snapshot.wave[placements[site]]
        last = snapshot.as_of if slot.go_live is None else self.at.after(slot.go_live.last)
        return _(
            "{failed}, and the day for it in {wave}, {day}, is not later than {as_of}",
            failed=self.name,
            wave=slot,
            day=day_in_words(last),
            as_of=day_in_words(snapshot.as_of),
        )

    # --- for the solver: by the number of the last day -------------------------------------------

    def shuts(self, snapshot: Snapshot, wave: WaveState, site: str) -> bool:
        if wave.go_live is None or (wave.id != self.subject and site in self.entrants):
            return False
        go_live = wave.go_live.last
        if self.binds_after is not None and self.binds_after >= go_live:
            return False
        return self.at.ordinal(go_live) <= snapshot.as_of.toordinal()

    def alike(self, snapshot: Snapshot) -> Iterator[Sequence[str]]:
        bound = self.bound(snapshot)
        for inside in (True, False):
            if sites := [site for site in bound if (site not in self.entrants) is inside]:
                yield sites


def _first_after(at: Duration, as_of: date) -> date | None:
    """The first day of go-live whose day for the gate, `at` a time from it, is later than the date;
    None where the calendar ends before.
    """
    day = Duration(-at.months, -at.days).after(as_of)
    a_day = timedelta(days=1)
    while day > date.min and at.ordinal(day - a_day) > as_of.toordinal():
        day -= a_day
    while day < date.max and at.ordinal(day) <= as_of.toordinal():
        day += a_day
    return day if at.ordinal(day) > as_of.toordinal() else None


def failed_gates(gates: Gates) -> list[Rule]:
    """The rules that follow from the failures on the date."""
    return [_rule(failure, gates) for failure in gates.failures if failure.adopted is None]


def _rule(failure: Failure, gates: Gates) -> Rule:
    snapshot, gate = gates.snapshot, failure.gate
    subject = failure.site or failure.wave or ""
    of_wave = failure.wave is not None
    return FailedGate.model_construct(
        address=failure.claim.address,
        kind="failed-gate",
        because=failure.claim.because,
        source=failure.claim.source,
        sites=Sites(ids=(*failure.members, *failure.entrants)),
        entrants=failure.entrants,
        gate=gate.id,
        at=gate.at,
        binds_after=gates.binds_after(gate),
        subject=subject,
        called=snapshot.called(subject) if of_wave else snapshot.name(subject),
        of_wave=of_wave,
    )

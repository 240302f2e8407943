"""Kind `pool`: a resource that overlapping waves share."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Final, Literal

from pydantic import Field

from hpplan.domain.entry import COUNTING_SITES, WITHOUT_ADDRESS, Measure, PhaseId, Whole
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.periods import Duration
from hpplan.rules.base import Break, Decisions, Ladder, Rule, Verdict

A_DAY: Final = timedelta(days=1)
A_MONTH: Final = Duration(months=1)

Span = tuple[date, date]
"""From a day to the day after the last."""

Need = tuple[Span, int]
"""A span of days, and how much is needed on each."""


class Pool(Rule):
    """On no day do the phases that run then need more than `max`.

    A selected site needs, while a phase named in `use` runs, its amount times the site's measure
    (1 for `sites`). A phase runs from its first to before its last day; with `by`, it counts in
    every week (from Monday) or month that it touches. Where a go-live is not known to the day,
    a phase runs on the days on which it surely does. Waves without a date need nothing.

    A break is history when everybody who needs the resource at that time is live.
    """

    kind: Literal["pool"] = "pool"
    measure: Measure = Field(
        COUNTING_SITES,
        description="what the amounts are multiplied by; `sites` counts each site as one",
    )
    sites: Sites = Field(Sites(), description="who shares the resource")
    use: Annotated[
        dict[PhaseId, Annotated[Whole, Field(ge=0)]], WITHOUT_ADDRESS, Field(min_length=1)
    ] = Field(description="how much of it a site needs in each phase, by the phase's id")
    max: Annotated[Whole, Field(ge=0)] = Field(description="how much of it there is on any day")
    by: Literal["week", "month"] | None = Field(
        None, description="a phase counts in every week, or month, that it touches"
    )

    def sentence(self, snapshot: Snapshot) -> str:
        needs = ", ".join(f"{amount} in {phase}" for phase, amount in self.use.items())
        what = snapshot.names(self.sites)
        return f"at no time do {what} need more than {self.max} ({needs}, by {self.measure})"

    @property
    def by_date(self) -> bool:
        return True

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Break]:
        needs = {
            site: list(self._needs(snapshot, site, placements[site]))
            for site in snapshot.select(self.sites)
            if site in placements
        }
        history: list[Break] = []
        for day in _turns(needs.values()):
            users = {site: need for site in needs if (need := _needed(needs[site], day))}
            if (total := sum(users.values())) <= self.max:
                continue
            names = ", ".join(map(snapshot.name, users))
            message = f"on {day} {total} are needed, {total - self.max} over {self.max}: {names}"
            if movable := tuple(site for site in users if not snapshot.live(site)):
                return [Break((), message, Verdict.BROKEN, movable)]
            history = history or [Break((), message, Verdict.HISTORY)]
        return history

    def ladders(self, snapshot: Snapshot) -> list[Ladder]:
        sizes = sum(snapshot.size(s, self.measure) for s in snapshot.select(self.sites))
        most = sizes * sum(self.use.values()) - self.max
        return [Ladder(most, lambda n: self.altered(max=self.max + n))]

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        choices = [
            (site, slot, list(self._needs(snapshot, site, slot.id)))
            for site in snapshot.select(self.sites)
            for slot in snapshot.waves
            if not snapshot.live(site) or slot.id == snapshot.sites[site].wave
        ]
        for day in _turns(needs for _, _, needs in choices):
            # Live sites are counted by hand: they are where they are, whatever the rule says.
            taken, entering = 0, []
            for site, slot, needs in choices:
                if need := _needed(needs, day):
                    if snapshot.live(site):
                        taken += need
                    else:
                        entering.append((need, decisions.in_wave(site, slot)))
            decisions.at_most((), entering, max(0, self.max - taken))

    def _needs(self, snapshot: Snapshot, site: str, wave: str) -> Iterator[Need]:
        """What the site needs when, if it is in the wave."""
        go_live = snapshot.go_live(site, wave)
        size = snapshot.size(site, self.measure)
        if go_live is None:
            return
        for phase, amount in self.use.items():
            stretch = snapshot.phases[phase]
            first, end = stretch.starts.after(go_live.last), stretch.ends.after(go_live.first)
            if first < end and size * amount:
                yield self._whole(first, end), size * amount

    def _whole(self, first: date, end: date) -> Span:
        """The span, widened to the weeks or months that it touches."""
        match self.by:
            case None:
                return first, end
            case "week":
                last = end - A_DAY
                return first - first.weekday() * A_DAY, last + (7 - last.weekday()) * A_DAY
            case "month":
                return first.replace(day=1), A_MONTH.after((end - A_DAY).replace(day=1))


def _turns(needs: Iterable[Iterable[Need]]) -> list[date]:
    """The days on which somebody begins to need something: the load is greatest on one of them."""
    return sorted({first for each in needs for (first, _), _ in each})


def _needed(needs: Iterable[Need], day: date) -> int:
    return sum(amount for (first, end), amount in needs if first <= day < end)

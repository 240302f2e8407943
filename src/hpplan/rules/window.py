"""The kind `window`."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState, fits_dates
from hpplan.language import _, worded
from hpplan.periods import Fit, Period
from hpplan.rules.base import Push, Relaxation, Rule, Violation
from hpplan.rules.traits import DayBound, Relaxable
from hpplan.text import alternatives


class Window(DayBound, Relaxable, Rule):
    """The rule `window`."""

    title = "only in these waves, or only in this stretch of time"
    meaning = """
    A selected site that is placed is in one of `waves`, and goes live neither before the first
    day of `not_before` nor after the last day of `not_after`.

    A break is history when the site is live.
    """
    asks = (
        "only in these waves, not before the first day of the one period, not after the last day "
        "of the other"
    )
    history = "the site"
    one_break = "a site"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
    waves:
      - {id: W1, go_live: 2024-05-04}
      - {id: W2, go_live: 2024-11-02}
      - {id: W3, go_live: 2025-05-03}
    rules:
      - {kind: window, sites: berg, not_before: 2024-06, not_after: 2025-04}
    """
    keeps = "ask:W3 berg:W2"
    breaks = "ask:W2 berg:W3"

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": ["waves"]},
                {"required": ["not_before"]},
                {"required": ["not_after"]},
            ]
        }
    )

    kind: Literal["window"] = "window"
    sites: Sites = Field(Sites(), description="whom it binds")
    waves: Waves = Field(
        Waves(), description="the waves they may be in; one of the three limits is needed"
    )
    not_before: Period | None = Field(None, description="they go live on its first day or later")
    not_after: Period | None = Field(None, description="they go live on its last day or earlier")

    @model_validator(mode="after")
    def _bounds_something(self) -> Self:
        if self.waves.ids is None and self.not_before is None and self.not_after is None:
            raise PydanticCustomError(
                "incomplete", "a window needs 'waves', 'not_before' or 'not_after'"
            )
        return self

    def sentence(self, snapshot: Snapshot) -> str:
        limits = self._limits
        if self.waves.ids is not None:
            limits = [_("only in {waves}", waves=self.waves.named("or")), *limits]
        return _("{sites} {limits}", sites=snapshot.names(self.sites), limits=", ".join(limits))

    @property
    def _limits(self) -> list[str]:
        """The first and the last day allowed, in words."""
        limits = []
        if self.not_before is not None:
            limits.append(_("no earlier than {period}", period=self.not_before.words))
        if self.not_after is not None:
            limits.append(_("no later than {period}", period=self.not_after.words))
        return limits

    def supposed(self, snapshot: Snapshot, instead_of: Rule | None = None) -> str:
        sites = self.sites.ids or ()
        if len(sites) != 1 or self.sites.narrows or (self.by_date and self.waves.ids):
            return super().supposed(snapshot, instead_of)
        name, early, late = snapshot.name(sites[0]), self.not_before, self.not_after
        if not self.by_date:
            waves = alternatives(map(snapshot.called, self.waves.ids or ()))
            return _("{site} in {wave}", site=name, wave=waves)
        if early is not None and early == late:
            when = early.when
        elif early is not None and late is not None:
            when = _("between {first} and {last}", first=early.words, last=late.words)
        else:
            when = "".join(self._limits)
        if self.because:
            because = worded(self.because)
            return _("{site} goes live {when} ({because})", site=name, when=when, because=because)
        return _("{site} goes live {when}", site=name, when=when)

    def _dates(self, slot: WaveState) -> Fit:
        if self.not_before is None and self.not_after is None:
            return Fit.ALL
        return fits_dates(
            slot,
            self.not_before.first if self.not_before is not None else None,
            self.not_after.last if self.not_after is not None else None,
        )

    @property
    def by_date(self) -> bool:
        return self.not_before is not None or self.not_after is not None

    def fit(self, wave: WaveState) -> Fit:
        return Fit.NONE if wave.id not in self.waves else self._dates(wave)

    def says(self, site: str, wave: WaveState, fit: Fit) -> str:
        if wave.id not in self.waves:
            return _("{site} is in {wave}, outside its waves", site=site, wave=wave)
        if wave.go_live is None:
            return _("{site} is in {wave}, without a date", site=site, wave=wave)
        if fit is Fit.NONE:
            when = wave.go_live.when
            return _("{site} is in {wave}, live {when}", site=site, wave=wave, when=when)
        period = wave.go_live.words
        return _("{site} is in {wave}, only known as {period}", site=site, wave=wave, period=period)

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        (site,) = broken.subject
        slot = snapshot.wave[placements[site]]
        name = snapshot.name(site)
        if slot.id not in self.waves:
            return _(
                "{site} may only be in {waves}, and would be in {wave}",
                site=name,
                waves=self.waves.named("or"),
                wave=slot,
            )
        assert slot.go_live is not None
        if self.not_before is not None and slot.go_live.last < self.not_before.first:
            asked = self._limits[0]
        else:
            asked = self._limits[-1]
        return _(
            "{site} may go live {limit}, and would go live {when} in {wave}",
            site=name,
            limit=asked,
            when=slot.go_live.when,
            wave=slot,
        )

    def push(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> Push:
        (site,) = broken.subject
        slot, early = snapshot.wave[placements[site]], self.not_before
        if slot.go_live is None or early is None or early.first <= slot.go_live.last:
            return Push((), self.sentence(snapshot))
        name = snapshot.name(site)
        return Push((slot.id,), _("{site} not before {period}", site=name, period=early))

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:
        found = []
        if (ids := self.waves.ids) is not None:
            named = [slot.position for slot in snapshot.waves if slot.id in ids]
            near = sorted(
                (slot for slot in snapshot.waves if slot.id not in ids),
                key=lambda slot: (
                    min((abs(slot.position - n) for n in named), default=0),
                    slot.position,
                ),
            )
            more = [slot.id for slot in near]
            found.append(Relaxation(len(more), lambda n: self._with_waves((*ids, *more[:n]))))
        dated = [slot.go_live for slot in snapshot.waves if slot.go_live is not None]
        if (early := self.not_before) is not None:
            days = sorted({p.last for p in dated if p.last < early.first}, reverse=True)
            found.append(_days(days, lambda day: self.altered(not_before=Period.day(day))))
        if (late := self.not_after) is not None:
            days = sorted({p.first for p in dated if p.first > late.last})
            found.append(_days(days, lambda day: self.altered(not_after=Period.day(day))))
        return found

    def _with_waves(self, ids: tuple[str, ...]) -> Self:
        return self.altered(waves=self.waves.model_copy(update={"ids": ids}))

    def shuts(self, snapshot: Snapshot, wave: WaveState, site: str) -> bool:  # noqa: ARG002  # by the wave alone
        if wave.id not in self.waves:
            return True
        if wave.go_live is None:
            return False
        first, last = wave.go_live.first, wave.go_live.last
        if self.not_before is not None:
            first = max(first, self.not_before.first)
        if self.not_after is not None:
            last = min(last, self.not_after.last)
        return first > last

    def shut_to(self, snapshot: Snapshot, site: str) -> frozenset[str]:
        if self.by_date or self.waves.ids is None:
            return super().shut_to(snapshot, site)
        return snapshot.enterable_ids.difference(self.waves.ids)

    def days(self, snapshot: Snapshot, site: str) -> tuple[date | None, date | None]:  # noqa: ARG002  # as stated
        return (
            None if self.not_before is None else self.not_before.first,
            None if self.not_after is None else self.not_after.last,
        )


def _days(days: Sequence[date], alter: Callable[[date], Rule]) -> Relaxation:
    return Relaxation(len(days), lambda step: alter(days[step - 1]))

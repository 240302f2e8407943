"""The kind `capacity`."""

from collections.abc import Collection, Sequence
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.entry import COUNTING_SITES, Flag, Measure, Whole
from hpplan.domain.measures import measure_unit
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.domain.wave_state import WaveState
from hpplan.language import _, plural
from hpplan.rules.base import Decisions, Relaxation, Rule, Term, Verdict, Violation, WaveSymmetry
from hpplan.rules.traits import Counting, Summing
from hpplan.text import whole


class Capacity(Summing, Counting, Rule):
    """The rule `capacity`."""

    title = "a wave holds only so much"
    meaning = """
    In each of the waves the measure, summed over the selected sites placed there, is at most
    `max` and at least `min`.

    `sites` as measure counts sites. `min` binds a wave also when it is empty, unless it is past or
    takes no more sites; with `if_used` only where it holds a selected site. A break is history when
    every selected site of the wave is live.
    """
    asks = (
        "in each of the waves, the measure of the sites placed there is at most `max` and at "
        "least `min`. `min` binds an empty wave too, unless that is past or closed; with "
        "`if_used: true` only waves that hold a selected site"
    )
    history = "every selected site of the wave"
    one_break = "a wave"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask, size: {inhabitants: 21000}}
      - {id: berg, name: Berg, size: {inhabitants: 5900}}
      - {id: dal, name: Dal, size: {inhabitants: 2400}}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: capacity, measure: inhabitants, max: 24000}
    """
    keeps = "ask:W1 dal:W1 berg:W2"
    breaks = "ask:W1 berg:W1 dal:W2"

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["max"]}, {"required": ["min"]}],
            "if": {"properties": {"if_used": {"const": True}}, "required": ["if_used"]},
            "then": {"required": ["min"]},
        }
    )

    kind: Literal["capacity"] = "capacity"
    measure: Measure = Field(COUNTING_SITES, description="what is summed; `sites` counts them")
    waves: Waves = Field(Waves(), description="the waves that are bounded, each by itself")
    max: Annotated[Whole, Field(ge=0)] | None = Field(
        None, description="how much each of them holds at most; this, `min` or both are needed"
    )
    min: Annotated[Whole, Field(ge=0)] | None = Field(
        None,
        description="how much each of them holds at least, unless it is empty and past or closed",
    )
    if_used: Flag = Field(
        False, description="`true`: `min` binds only waves that hold a selected site"
    )
    sites: Sites = Field(Sites(), description="who is counted")

    @model_validator(mode="after")
    def _bounds_something(self) -> Self:
        if self.max is None and self.min is None:
            raise PydanticCustomError("incomplete", "a capacity needs 'max', 'min' or both")
        if self.max is not None and self.min is not None and self.min > self.max:
            raise PydanticCustomError("incomplete", "'min' is larger than 'max'")
        if self.if_used and self.min is None:
            raise PydanticCustomError("incomplete", "'if_used' needs the 'min' that it speaks of")
        return self

    def sentence(self, snapshot: Snapshot) -> str:
        if self.min is not None and self.max is not None:
            most = self._amount(snapshot, self.max)
            bounds = _("at least {least} and at most {most}", least=whole(self.min), most=most)
        elif self.max is not None:
            bounds = _("at most {most}", most=self._amount(snapshot, self.max))
        else:
            bounds = _("at least {least}", least=self._amount(snapshot, self.min or 0))
        waves = self.waves.named("and")
        if self.waves.ids is not None and len(self.waves.ids) > 1:
            if self.if_used:
                return _("{waves} hold {bounds} each, if it is used", waves=waves, bounds=bounds)
            return _("{waves} hold {bounds} each", waves=waves, bounds=bounds)
        if self.if_used:
            return _("{wave} holds {bounds}, if it is used", wave=waves, bounds=bounds)
        return _("{wave} holds {bounds}", wave=waves, bounds=bounds)

    def supposed(self, snapshot: Snapshot, instead_of: Rule | None = None) -> str:
        waves = self.waves.ids or ()
        simple = self.min is None and self.sites.everyone
        if len(waves) != 1 or self.max is None or (instead_of is None and not simple):
            return super().supposed(snapshot, instead_of)
        most, wave = measure_unit(self.measure).amount(self.max), snapshot.called(waves[0])
        match instead_of:
            case Capacity(max=int() as before) if before != self.max:
                return _(
                    "{wave} holds at most {most} instead of {before} ({rule})",
                    wave=wave,
                    most=most,
                    before=whole(before),
                    rule=instead_of.name,
                )
            case Capacity():
                rule = instead_of.name
                return _("{wave} holds at most {most} ({rule})", wave=wave, most=most, rule=rule)
            case None | Rule():
                return _("{wave} holds at most {most} (no rule says so now)", wave=wave, most=most)

    def _amount(self, snapshot: Snapshot, number: int) -> str:
        """An amount of what it counts, in words."""
        amount = measure_unit(self.measure).amount(number)
        if self.sites == Sites():
            return amount
        if self.measure == COUNTING_SITES and self.sites.ids is None:
            return snapshot.names(self.sites, called=amount)
        names = snapshot.names(self.sites)
        if self.measure == COUNTING_SITES:
            return _("{some} of {all}", some=amount, all=names)
        return _("{amount} of {sites}", amount=amount, sites=names)

    def counts(self, snapshot: Snapshot) -> Collection[str]:
        return snapshot.select(self.sites)

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        held, sizes = snapshot.held(placements), snapshot.sizes(self.measure)
        selected = None if self.sites.everyone else frozenset(snapshot.select(self.sites))
        breaks = []
        for slot in snapshot.select_waves(self.waves):
            here = held.get(slot.id, ())
            if selected is not None:
                here = [site for site in here if site in selected]
            load = sum(sizes.get(site, 0) for site in here)
            if self.max is not None and load > self.max:
                message = _(
                    "{wave} holds {amount}, {over} over {most}",
                    wave=slot,
                    amount=measure_unit(self.measure).amount(load),
                    over=whole(load - self.max),
                    most=whole(self.max),
                )
                verdict, movable = _judged(snapshot, here)
                breaks.append(Violation((slot.id,), message, verdict, movable))
            elif self.min is not None and load < self.min and (here or self._fills(slot)):
                message = _(
                    "{wave} holds {amount}, {under} under {least}",
                    wave=slot,
                    amount=measure_unit(self.measure).amount(load),
                    under=whole(self.min - load),
                    least=whole(self.min),
                )
                verdict, _movable = _judged(snapshot, here)
                breaks.append(Violation((slot.id,), message, verdict))
        return breaks

    def _fills(self, slot: WaveState) -> bool:
        """Whether `min` binds the wave also when it is empty."""
        return slot.takes_more and not self.if_used

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        slot = snapshot.wave[broken.subject[0]]
        here = [s for s in snapshot.select(self.sites) if placements.get(s) == slot.id]
        load = sum(snapshot.size(site, self.measure) for site in here)
        if self.max is None or load <= self.max:
            return _(
                "{wave} needs at least {least}, but would hold {load}",
                wave=slot,
                least=self._amount(snapshot, self.min or 0),
                load=whole(load),
            )
        takes = _("{wave} holds at most {most}", wave=slot, most=self._amount(snapshot, self.max))
        if not all(snapshot.sites[site].firm for site in here):
            return _("{takes}, but would have to hold {load}", takes=takes, load=whole(load))
        live = any(map(snapshot.live, here))
        if self.measure == COUNTING_SITES and live:
            return plural(
                "{takes}, but {n} is live there or decided for it",
                "{takes}, but {n} are live there or decided for it",
                load,
                takes=takes,
                n=whole(load),
            )
        if self.measure == COUNTING_SITES:
            return plural(
                "{takes}, but {n} is decided for it",
                "{takes}, but {n} are decided for it",
                load,
                takes=takes,
                n=whole(load),
            )
        if live:
            return _(
                "{takes}, but those live there or decided for it have {load}",
                takes=takes,
                load=whole(load),
            )
        return _("{takes}, but those decided for it have {load}", takes=takes, load=whole(load))

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:
        found = []
        if (most := self.max) is not None:
            total = sum(snapshot.size(s, self.measure) for s in snapshot.select(self.sites))
            found.append(Relaxation(total - most, lambda n: self.altered(max=most + n)))
        if (least := self.min) is not None:
            found.append(Relaxation(least, lambda n: self.altered(min=least - n)))
        return found

    def shortage(self, snapshot: Snapshot) -> str | None:
        return self._too_little(snapshot) or self._too_large(snapshot) or self._too_much(snapshot)

    def _too_little(self, snapshot: Snapshot) -> str | None:
        selected = snapshot.select(self.sites)
        begun = {snapshot.sites[site].wave for site in selected if snapshot.live(site)}
        waves = [s for s in snapshot.select_waves(self.waves) if s.takes_more and s.id not in begun]
        there = sum(snapshot.size(site, self.measure) for site in selected)
        least = 0 if self.if_used else self.min or 0
        if len(waves) < 2 or least * len(waves) <= there:
            return None
        return plural(
            "{waves} waves need at least {least} each, {needed} in all, and there is {n}",
            "{waves} waves need at least {least} each, {needed} in all, and there are {n}",
            there,
            waves=len(waves),
            least=measure_unit(self.measure).amount(least),
            needed=whole(least * len(waves)),
            n=whole(there),
        )

    def _too_large(self, snapshot: Snapshot) -> str | None:
        """That a site is by itself too large for every wave that it may be in."""
        if self.max is None or self.measure == COUNTING_SITES:  # no site is larger than another
            return None
        for site in snapshot.select(self.sites):
            found, size = snapshot.sites[site], snapshot.size(site, self.measure)
            if size <= self.max or not found.required or found.firm is not None:
                continue
            waves = snapshot.allowed(site)
            if waves and all(slot.id in self.waves for slot in waves):
                return _(
                    "{site} has {size}, and no wave holds more than {most}",
                    site=found.name,
                    size=measure_unit(self.measure).amount(size),
                    most=whole(self.max),
                )
        return None

    def _too_much(self, snapshot: Snapshot) -> str | None:
        selected = [s for s in snapshot.select(self.sites) if snapshot.sites[s].required]
        waves = [slot for slot in snapshot.waves if slot.takes_more]
        if self.max is None or any(map(snapshot.live, selected)):
            return None
        if len(waves) < 2 or not all(slot.id in self.waves for slot in waves):
            return None
        needed = sum(snapshot.size(site, self.measure) for site in selected)
        room = self.max * len(waves)
        if needed <= room:
            return None
        return _(
            "{needed} must be placed, and {waves} waves hold at most {most} each, {room} in all",
            needed=measure_unit(self.measure).amount(needed),
            waves=len(waves),
            most=whole(self.max),
            room=whole(room),
        )

    def largest_sum(self, extent: Extent) -> Sum:
        return Sum(extent.total(self.measure) + (self.max or 0) + (self.min or 0), self.measure)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        selected, sizes = snapshot.select(self.sites), snapshot.sizes(self.measure)
        living = [site for site in selected if snapshot.live(site)] if snapshot.living else []
        still_open = [site for site in selected if not snapshot.live(site)] if living else selected
        entering = sizes
        if living or not self.sites.everyone:
            entering = {site: sizes[site] for site in still_open if site in sizes}
        for slot in snapshot.select_waves(self.waves):
            # Live sites are counted by hand: they stay where they are, whatever the rule says.
            live = [site for site in living if snapshot.sites[site].wave == slot.id]
            taken = sum(sizes.get(site, 0) for site in live)
            load = decisions.load(entering, slot)
            if self.max is not None and taken > self.max:
                for site in still_open:
                    decisions.bar((slot.id,), site, slot)
            elif self.max is not None:
                decisions.at_most((slot.id,), load, self.max - taken)
            if self.min is not None and taken < self.min:
                self._fill(slot, bool(live), still_open, load, self.min - taken, decisions)

    def _fill(
        self,
        slot: WaveState,
        begun: bool,
        still_open: Sequence[str],
        load: Sequence[Term],
        missing: int,
        decisions: Decisions,
    ) -> None:
        if slot.takes_more and not (begun or self.if_used):
            decisions.at_least((slot.id,), load, missing)
            return
        # Any site that enters or stays makes the rule bind.
        entered = decisions.any_of(decisions.in_wave(site, slot) for site in still_open)
        decisions.at_least((slot.id,), load, missing, given=[entered])

    def scope(self, snapshot: Snapshot) -> Collection[str] | None:
        return None if self.sites.everyone else snapshot.select(self.sites)

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:
        return (
            WaveSymmetry.ANY_ORDER
            if all(s.id in self.waves for s in snapshot.waves)
            else WaveSymmetry.NONE
        )


def _judged(snapshot: Snapshot, here: Sequence[str]) -> tuple[Verdict, tuple[str, ...]]:
    """What a break is in a wave that holds these sites, and which of them can still move."""
    movable = tuple(site for site in here if not snapshot.live(site))
    return (Verdict.HISTORY if here and not movable else Verdict.BROKEN), movable

"""The kind `capacity`."""

from collections.abc import Collection, Sequence
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.entry import COUNTING_SITES, Flag, Measure, Whole
from hpplan.domain.measures import measure_unit
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.snapshot import Placements, Snapshot, WaveState
from hpplan.domain.sums import Extent, Sum
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
            bounds = f"at least {whole(self.min)} and at most {self._amount(snapshot, self.max)}"
        elif self.max is not None:
            bounds = f"at most {self._amount(snapshot, self.max)}"
        else:
            bounds = f"at least {self._amount(snapshot, self.min or 0)}"
        used = ", if it is used" if self.if_used else ""
        several = self.waves.ids is not None and len(self.waves.ids) > 1
        verb, each = ("hold", " each") if several else ("holds", "")
        return f"{self.waves.named('and')} {verb} {bounds}{each}{used}"

    def supposed(self, snapshot: Snapshot, instead_of: Rule | None = None) -> str:
        waves = self.waves.ids or ()
        simple = self.min is None and self.sites.everyone
        if len(waves) != 1 or self.max is None or (instead_of is None and not simple):
            return super().supposed(snapshot, instead_of)
        most = measure_unit(self.measure).amount(self.max)
        holds = f"{snapshot.called(waves[0])} holds at most {most}"
        match instead_of:
            case Capacity(max=before):
                was = "" if before is None or before == self.max else f" instead of {whole(before)}"
                return f"{holds}{was} ({instead_of.name})"
            case _:
                return f"{holds} (no rule says so now)"

    def _amount(self, snapshot: Snapshot, number: int) -> str:
        """So much of what it counts."""
        amount = measure_unit(self.measure).amount(number)
        if self.sites == Sites():
            return amount
        selected = snapshot.names(self.sites)
        if self.measure == COUNTING_SITES and self.sites.ids is None:
            return amount + selected.removeprefix("all ").removeprefix("sites")
        return f"{amount} of {selected}"

    def counts(self, snapshot: Snapshot) -> Collection[str]:
        return snapshot.select(self.sites)

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        held, sizes = snapshot.held(placements), snapshot.sizes(self.measure)
        selected = None if self.sites.everyone else frozenset(snapshot.select(self.sites))
        unit, breaks = measure_unit(self.measure), []
        for slot in snapshot.select_waves(self.waves):
            here = held.get(slot.id, ())
            if selected is not None:
                here = [site for site in here if site in selected]
            load = sum(sizes.get(site, 0) for site in here)
            movable = tuple(site for site in here if not snapshot.live(site))
            verdict = Verdict.HISTORY if here and not movable else Verdict.BROKEN
            if self.max is not None and load > self.max:
                over = f"{whole(load - self.max)} over {whole(self.max)}"
                message = f"{slot} holds {unit.amount(load)}, {over}"
                breaks.append(Violation((slot.id,), message, verdict, movable))
            elif self.min is not None and load < self.min and (here or self._fills(slot)):
                under = f"{whole(self.min - load)} under {whole(self.min)}"
                message = f"{slot} holds {unit.amount(load)}, {under}"
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
            least = self._amount(snapshot, self.min or 0)
            return f"{slot} needs at least {least}, but would hold {whole(load)}"
        takes = f"{slot} holds at most {self._amount(snapshot, self.max)}, but"
        if not all(snapshot.sites[site].firm for site in here):
            return f"{takes} would have to hold {whole(load)}"
        live = any(map(snapshot.live, here))
        firm = f"{'live there or ' if live else ''}decided for it"
        if self.measure == COUNTING_SITES:
            return f"{takes} {whole(load)} {'is' if load == 1 else 'are'} {firm}"
        return f"{takes} those {firm} have {whole(load)}"

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:
        found = []
        if (most := self.max) is not None:
            total = sum(snapshot.size(s, self.measure) for s in snapshot.select(self.sites))
            found.append(Relaxation(total - most, lambda n: self.altered(max=most + n)))
        if (least := self.min) is not None:
            found.append(Relaxation(least, lambda n: self.altered(min=least - n)))
        return found

    def shortage(self, snapshot: Snapshot) -> str | None:
        return self._too_little(snapshot) or self._too_much(snapshot)

    def _too_little(self, snapshot: Snapshot) -> str | None:
        selected = snapshot.select(self.sites)
        begun = {snapshot.sites[site].wave for site in selected if snapshot.live(site)}
        waves = [s for s in snapshot.select_waves(self.waves) if s.takes_more and s.id not in begun]
        there = sum(snapshot.size(site, self.measure) for site in selected)
        least = 0 if self.if_used else self.min or 0
        if len(waves) < 2 or least * len(waves) <= there:
            return None
        return (
            f"{len(waves)} waves need at least {measure_unit(self.measure).amount(least)} each, "
            f"{whole(least * len(waves))} in all, and there {'is' if there == 1 else 'are'} "
            f"{whole(there)}"
        )

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
        return (
            f"{measure_unit(self.measure).amount(needed)} must be placed, and {len(waves)} waves "
            f"hold at most {whole(self.max)} each, {whole(room)} in all"
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
            # Live sites are counted by hand: they are where they are, whatever the rule says.
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
        # Whoever enters or stays makes the rule bind.
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

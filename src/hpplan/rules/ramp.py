"""The kind `ramp`."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.entry import COUNTING_SITES, Measure, Number, Whole
from hpplan.domain.measures import measure_unit, measure_word
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Path, Sum
from hpplan.language import _, decimal
from hpplan.rules.base import (
    Decisions,
    HeadlineTopic,
    Relaxation,
    Rule,
    Term,
    Verdict,
    Violation,
    WaveSymmetry,
)
from hpplan.rules.traits import Relaxable
from hpplan.text import Unit

if TYPE_CHECKING:
    from fractions import Fraction


class Ramp(Relaxable, Rule):
    """The rule `ramp`."""

    title = "waves grow step by step"
    meaning = """
    A wave holds at most `factor` times as much of the measure as the largest wave before it, or
    at most `step` more.

    The first wave that holds the measure is free. A break is history when every selected site of
    the wave is live.
    """
    asks = (
        "a wave holds at most `factor` times the largest before it, or at most `step` more. The "
        "first that holds anything is free"
    )
    history = "every selected site of the wave"
    one_break = "a wave"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
      - {id: dal, name: Dal}
      - {id: eid, name: Eid}
    waves: [{id: W1}, {id: W2}, {id: W3}]
    rules:
      - {kind: ramp, step: 1}
    """
    keeps = "ask:W1 berg:W2 dal:W2 eid:W3"
    breaks = "ask:W1 berg:W2 dal:W2 eid:W2"

    headline = HeadlineTopic.FIGURES
    symmetry = WaveSymmetry.PACKABLE

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["factor"]}, {"required": ["step"]}],
            "not": {
                "required": ["factor", "step"],
                "properties": {"factor": {"type": "number"}, "step": {"type": "number"}},
            },
        }
    )

    kind: Literal["ramp"] = "ramp"
    measure: Measure = Field(COUNTING_SITES, description="what is compared; `sites` counts them")
    factor: Annotated[Number, Field(gt=0, le=1000)] | None = Field(
        None, description="how many times the largest before it; this or `step` is needed"
    )
    step: Annotated[Whole, Field(ge=0)] | None = Field(
        None, description="how much more than the largest before it"
    )
    sites: Sites = Field(Sites(), description="who is counted")

    @model_validator(mode="after")
    def _bounds_something(self) -> Self:
        if (self.factor is None) == (self.step is None):
            raise PydanticCustomError("incomplete", "a ramp needs either 'factor' or 'step'")
        return self

    def sentence(self, snapshot: Snapshot) -> str:  # noqa: ARG002  # names no site
        measure = measure_word(self.measure)
        if self.factor is not None:
            return _(
                "a wave holds at most {factor} times the {measure} of the largest wave before it",
                factor=self._factor,
                measure=measure,
            )
        return _(
            "a wave holds at most {step} more than the {measure} of the largest wave before it",
            step=self.step,
            measure=measure,
        )

    @property
    def _factor(self) -> str:
        """The factor as shown to people."""
        written = f"{self.factor:g}"
        if self.factor is None or "e" in written:
            return written
        return decimal(self.factor, len(written.partition(".")[2]))

    @property
    def _growth(self) -> "Fraction":
        from fractions import Fraction  # slow to load, and seldom needed

        return Fraction(1) if self.factor is None else Fraction(str(self.factor))

    @property
    def limits_waves(self) -> bool:
        return True

    @property
    def fixable_by_additions(self) -> bool:
        return True

    def counts(self, snapshot: Snapshot) -> Collection[str]:
        return snapshot.select(self.sites)

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        selected = snapshot.select(self.sites)
        unit, breaks, largest = measure_unit(self.measure), [], 0
        for slot in snapshot.waves:
            here = [site for site in selected if placements.get(site) == slot.id]
            load = sum(snapshot.size(site, self.measure) for site in here)
            limit = self._growth * largest + (self.step or 0)
            if largest and load > limit:
                movable = tuple(site for site in here if not snapshot.live(site))
                verdict = Verdict.BROKEN if movable else Verdict.HISTORY
                message = _(
                    "{wave} holds {amount}, and may hold at most {most}",
                    wave=slot,
                    amount=unit.amount(load),
                    most=self._more(unit, largest),
                )
                breaks.append(Violation((slot.id,), message, verdict, movable))
            largest = max(largest, load)
        return breaks

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        loads = {slot.id: 0 for slot in snapshot.waves}
        for site in snapshot.select(self.sites):
            if site in placements:
                loads[placements[site]] += snapshot.size(site, self.measure)
        (wave,) = broken.subject
        slot, unit = snapshot.wave[wave], measure_unit(self.measure)
        largest = max(loads[before.id] for before in snapshot.waves[: slot.position])
        return _(
            "{wave} would hold {amount}, and may hold at most {most}",
            wave=slot,
            amount=unit.amount(loads[wave]),
            most=self._more(unit, largest),
        )

    def _more(self, unit: Unit, largest: int) -> str:
        amount = unit.amount(largest)
        if self.factor is not None:
            return _(
                "{factor} times the {amount} of the largest wave before it",
                factor=self._factor,
                amount=amount,
            )
        return _(
            "{step} more than the {amount} of the largest wave before it",
            step=self.step,
            amount=amount,
        )

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:
        if (step := self.step) is None:
            return []  # no step is natural for a factor
        total = sum(snapshot.size(s, self.measure) for s in snapshot.select(self.sites))
        return [Relaxation(total, lambda n: self.altered(step=step + n))]

    def largest_sum(self, extent: Extent) -> Sum:
        growth, total = self._growth, extent.total(self.measure)
        compared = total * (growth.numerator + growth.denominator)
        step = (self.step or 0) + total  # a repair may allow that much more
        most = compared + step * growth.denominator + total * extent.waves
        own: dict[Path, int] = {("factor",): growth.denominator} if self.factor is not None else {}
        return Sum(most, self.measure, own)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        selected = snapshot.select(self.sites)
        known = snapshot.sizes(self.measure)
        sizes = {site: known[site] for site in selected if site in known}
        before: list[Sequence[Term]] = []
        for slot in snapshot.waves:
            load = decisions.load(sizes, slot)
            still_open = [site for site in selected if not snapshot.live(site)]
            open_here = decisions.any_of(decisions.in_wave(site, slot) for site in still_open)
            if before:
                outgrown = [self._no_more_than(load, earlier, decisions) for earlier in before]
                first = decisions.is_at_most([term for earlier in before for term in earlier], 0)
                decisions.any_true((slot.id,), [~open_here, first, *outgrown])
            before.append(load)

    def _no_more_than(
        self, load: Sequence[Term], earlier: Sequence[Term], decisions: Decisions
    ) -> int:
        growth = self._growth
        terms = [(size * growth.denominator, here) for size, here in load]
        terms += [(-size * growth.numerator, there) for size, there in earlier]
        return decisions.is_at_most(terms, (self.step or 0) * growth.denominator)

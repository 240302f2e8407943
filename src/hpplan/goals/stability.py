"""The kind `stability`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.entry import COUNTING_SITES, Measure
from hpplan.domain.measures import (
    SITES,
    measure_unit,
    measure_word,
)
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.sums import Extent, Sum
from hpplan.goals.base import (
    Measured,
    Objective,
    names_of_change,
    no_site,
    noun_of,
    sites_unit,
    with_names,
)
from hpplan.goals.earliest import delay_unit, delays, first_day, starts_later
from hpplan.goals.reference import CLAIMS, AgainstCurrent
from hpplan.language import _, marked, plural
from hpplan.rules.base import Decisions
from hpplan.text import Unit, average


class Stability(AgainstCurrent):
    """The goal `stability`."""

    title = "what was planned stays"
    meaning = """
    The number of sites whose wave is not their current one; minimised.

    A site that has a current wave and is not placed counts as moved; one without a current wave
    never does. A wave that was dropped is current all the same. `against` names a plan file,
    relative to the data directory, whose waves then count as the current ones.

    `by: days` sums instead the measure times the days that a site goes live later than by its
    current wave; earlier counts nothing. Days, and what counts for a site that is not placed, are
    those of `earliest`. Of a wave that was dropped no day is left that a site could be later than.
    """
    measures = (
        "sites that leave their current wave, or the wave they have in a plan file (`against: "
        "plan.json`); `by: days`: the measure times the days that each goes live later than in "
        "it, earlier counts nothing"
    )
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    sources:
      - {id: plan, kind: document, title: Plan of the programme board, published: 2023-12-12}
    municipalities:
      - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: plan}]}
      - {id: berg, name: Berg, claims: [{says: planned, wave: W1, source: plan}]}
      - {id: dal, name: Dal}
    waves: [{id: W1}, {id: W2}]
    goals:
      - {kind: stability}
    """
    better = "ask:W1 berg:W1 dal:W2"
    worse = "ask:W1 dal:W1 berg:W2"

    purpose = marked("so that fewer leave their wave")

    kind: Literal["stability"] = "stability"
    by: Literal["sites", "days"] = Field(
        "sites", description="`sites` counts those that leave, `days` how much later they go live"
    )
    measure_of: Measure = Field(
        default=COUNTING_SITES,
        alias="measure",
        description="with `by: days`, what a day is multiplied by; `sites` counts each site as one",
    )

    @model_validator(mode="after")
    def _weighs_days_only(self) -> Self:
        if self.by == "sites" and self.measure_of != COUNTING_SITES:
            raise PydanticCustomError(
                "incomplete", "'measure' multiplies days: it stands beside 'by: days'"
            )
        return self

    @property
    def by_date(self) -> bool:
        return self.by == "days"

    def sentence(self) -> str:
        measure, plan = measure_word(self.measure_of), self.against
        match self.by == "days", plan == CLAIMS:
            case True, True:
                return _(
                    "as little later as possible than in the current wave, by {measure}",
                    measure=measure,
                )
            case True, False:
                return _(
                    "as little later as possible than in the wave in {plan}, by {measure}",
                    plan=plan,
                    measure=measure,
                )
            case False, True:
                return _("as few sites as possible leave their current wave")
            case _:
                return _("as few sites as possible leave their wave in {plan}", plan=plan)

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        if self.by == "sites":
            return len(self._leaving(snapshot, placements))
        delay, never = delays(snapshot)
        due = self._due(snapshot, delay)
        return sum(
            max(0, (delay[placements[site]] if site in placements else never) - due[wave])
            * snapshot.size(site, self.measure_of)
            for site, wave in self._dated(snapshot)
        )

    def _due(self, snapshot: Snapshot, delay: Mapping[str, int]) -> Mapping[str, int]:
        """The delay of each wave as a current one: by its day in the plan file, if any."""
        start = first_day(snapshot)
        if start is None or not self._days:
            return delay
        return {
            wave: (self._days[wave] - start).days if wave in self._days else late
            for wave, late in delay.items()
        }

    def _leaving(self, snapshot: Snapshot, placements: Placements) -> list[str]:
        current = self.current(snapshot)
        return [
            site
            for site in snapshot.taking_part
            if site in current and placements.get(site) != current[site]
        ]

    def _dated(self, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
        """The sites whose current wave still exists, with that wave."""
        current = self.current(snapshot)
        for site in snapshot.taking_part:
            if current.get(site) in snapshot.wave:
                yield site, current[site]

    def unit(self, snapshot: Snapshot) -> Unit:
        if self.by == "sites":
            return SITES
        return measure_unit(self.measure_of).times(delay_unit(snapshot))

    def says_value(self, snapshot: Snapshot, value: int) -> str:
        if self.by == "days":
            if not value:
                return _(
                    "{nobody} goes live later than in {wave}",
                    nobody=no_site(snapshot),
                    wave=self.wave_of(1),
                )
            return _(
                "{who} go live {mean} later than in {wave} on average ({total})",
                who=noun_of(snapshot, self.measure_of).of(2),
                mean=f"{average(value, self._everybody(snapshot))} {delay_unit(snapshot).of(2)}",
                wave=self.wave_of(2),
                total=self.unit(snapshot).amount(value),
            )
        if not value:
            nobody = no_site(snapshot)
            return _("{nobody} leaves {wave}", nobody=nobody, wave=self.wave_of(1))
        return self._leave(value, sites_unit(snapshot).amount(value))

    def says_difference(self, before: Measured, after: Measured) -> str:
        change, snapshot = after.value - before.value, after.snapshot
        if self.by == "days":
            values = {
                "wave": self.wave_of(2),
                "mean": f"{average(change, self._everybody(snapshot))} "
                f"{delay_unit(snapshot).of(2)}",
                "total": self.unit(snapshot).amount(abs(change)),
            }
            if self._everybody(snapshot) != self._everybody(before.snapshot):
                if change > 0:
                    return _("delays against {wave} grow by {total} in total", **values)
                return _("delays against {wave} shrink by {total} in total", **values)
            if change > 0:
                return _("delays against {wave} grow by {mean} on average ({total})", **values)
            return _("delays against {wave} shrink by {mean} on average ({total})", **values)
        noun, names = self._named(before, after)
        return with_names(self._leave(change, noun.more(change)), names)

    def says_briefly(self, before: Measured, after: Measured) -> str:
        if self.by == "days":
            return self.says_difference(before, after)
        change = after.value - before.value
        return self._leave(change, self._named(before, after)[0].more(change))

    def _named(self, before: Measured, after: Measured) -> tuple[Unit, str]:
        was = self._leaving(before.snapshot, before.placements)
        now = self._leaving(after.snapshot, after.placements)
        return names_of_change(before, after, was, now)

    @property
    def shown_by_moves(self) -> bool:
        return True

    def _leave(self, number: int, sites: str) -> str:
        wave = self.wave_of(number)
        return plural(
            "{sites} leaves {wave}", "{sites} leave {wave}", number, sites=sites, wave=wave
        )

    def _everybody(self, snapshot: Snapshot) -> int:
        """The total measure of all sites that have a current wave."""
        sizes = (snapshot.size(site, self.measure_of) for site, _ in self._dated(snapshot))
        return max(1, sum(sizes))

    def comparable(self, value: int, snapshot: Snapshot, others: Iterable[Snapshot]) -> int | None:
        if self.by == "sites":
            return value
        return None if starts_later(snapshot, [*others]) is None else value

    def largest_sum(self, extent: Extent) -> Sum:
        if self.by == "sites":
            return super().largest_sum(extent)
        total = extent.total(self.measure_of)
        return Sum(total * extent.days * (extent.waves + 1), self.measure_of)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        current = self.current(snapshot)
        settled = [site for site in snapshot.taking_part if site in current]
        if self.by == "days":
            return self._encode_days(snapshot, decisions, settled)
        stays = [
            (-1, decisions.in_wave(site, snapshot.wave[current[site]]))
            for site in settled
            if current[site] in snapshot.wave
        ]
        return Objective(tuple(stays), len(settled))

    def _encode_days(
        self, snapshot: Snapshot, decisions: Decisions, settled: Iterable[str]
    ) -> Objective:
        """The cost of not being placed, less what each wave saves of that."""
        delay, never = delays(snapshot)
        current, dues = self.current(snapshot), self._due(snapshot, delay)
        terms, constant = [], 0
        for site in settled:
            size, due = snapshot.size(site, self.measure_of), dues.get(current[site])
            if due is None or not size or never <= due:
                continue
            constant += size * (never - due)
            terms += [
                (-size * (never - max(due, delay[slot.id])), decisions.in_wave(site, slot))
                for slot in snapshot.waves
                if delay[slot.id] < never
            ]
        return Objective(tuple(terms), constant)

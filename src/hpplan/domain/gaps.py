"""The gap between two go-lives, in waves or in time."""

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Self

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from hpplan.domain.entry import Entry, Whole
from hpplan.domain.wave_state import WaveState
from hpplan.language import _, plural
from hpplan.periods import SPAN, Duration, Fit, fit_between

Count = Annotated[Whole, Field(ge=0, le=10_000)]


class _Measured(Entry):
    waves: Count | None = Field(None, description="the number of waves")
    months: Count | None = Field(None, description="the number of months")
    weeks: Count | None = Field(None, description="the number of weeks")
    days: Count | None = Field(None, description="the number of days")

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        """Accept a text such as `6m` for the mapping."""
        if not isinstance(value, str):
            return value
        try:
            duration = Duration.parse(value)
        except ValueError as fault:
            raise PydanticCustomError("duration", "{why}", {"why": str(fault)}) from None
        return {"months": duration.months} if duration.months else {"days": duration.days}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        mapping = handler.resolve_ref_schema(handler(schema))
        forms = [{"type": "string", "pattern": SPAN}, {**mapping}]
        described = mapping["description"]
        mapping.clear()
        mapping.update({"description": described, "examples": ["6m", "2w"], "anyOf": forms})
        return mapping

    @property
    def time(self) -> Duration | None:
        if self.months is None and self.weeks is None and self.days is None:
            return None
        return Duration(self.months or 0, 7 * (self.weeks or 0) + (self.days or 0))

    @property
    def stated(self) -> bool:
        return self.waves is not None or self.time is not None

    def units(self) -> Iterator[tuple[str, int]]:
        """The units that are stated, with their numbers."""
        for unit in ("waves", "months", "weeks", "days"):
            if (number := getattr(self, unit)) is not None:
                yield unit, number

    def words(self) -> str:
        waves = None if self.waves is None else plural("{n} wave", "{n} waves", self.waves)
        return self._with_time(waves)

    def _with_time(self, waves: str | None) -> str:
        time = None if self.time is None else self.time.words
        if waves is None or time is None:
            return waves or time or ""
        return _("{waves} and {time}", waves=waves, time=time)


class Bound(_Measured):
    """An upper bound of a gap, in waves or time."""


class Gap(_Measured):
    """How much later one go-live is than another: at least a number of waves or a time, and at most
    `at_most`, where that is given.

    Time is counted from day to day; where a go-live is not known to the day, the gap fails only if
    no days of the two periods keep it. A wave has one go-live, known or not: there is no time
    between its sites. Two waves of which one has no date are taken to keep any gap.
    """

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    at_most: Bound | None = Field(None, description="an upper bound, written the same way")

    @model_validator(mode="after")
    def _states_something(self) -> Self:
        if not self.stated and self.at_most is None:
            raise PydanticCustomError(
                "incomplete", "a gap states waves, months, weeks, days or at_most"
            )
        return self

    def over(self, waves: int) -> "Gap":
        """The gap with this lower bound in waves, unless it states one of its own."""
        return self if self.stated else self.model_copy(update={"waves": waves})

    def fit(self, first: WaveState, then: WaveState) -> Fit:
        """Whether `then` is late enough after `first`, and not too late."""
        steps = then.position - first.position
        most = self.at_most
        if self.waves is not None and steps < self.waves:
            return Fit.NONE
        if most is not None and most.waves is not None and steps > most.waves:
            return Fit.NONE
        least_time = self.time
        most_time = most.time if most is not None else None
        if least_time is None and most_time is None:
            return Fit.ALL
        if steps == 0:
            late_enough = least_time is None or not (least_time.months or least_time.days)
            return Fit.ALL if late_enough else Fit.NONE
        if first.go_live is None or then.go_live is None:
            return Fit.SOME
        return fit_between(first.go_live, then.go_live, least_time, most_time)

    def early_enough(self, waves: Sequence[WaveState], then: WaveState) -> Collection[int]:
        """The positions, among all waves in order, of those that `then` is late enough after, and
        not too late.
        """
        if self.by_date:
            return {first.position for first in waves if self.fit(first, then) is not Fit.NONE}
        latest = len(waves) - 1 if self.waves is None else then.position - self.waves
        most = None if self.at_most is None else self.at_most.waves
        return range(0 if most is None else max(0, then.position - most), latest + 1)

    @property
    def content(self) -> tuple[tuple[str, int], ...]:
        """The content of the gap, regardless of its place in the data: the units of both bounds."""
        most = () if self.at_most is None else self.at_most.units()
        return (*self.units(), *((f"at most {unit}", number) for unit, number in most))

    @property
    def strict(self) -> bool:
        """Whether a site cannot keep this gap to itself."""
        time = self.time
        return (self.waves or 0) > 0 or (time is not None and (time.months > 0 or time.days > 0))

    @property
    def begins_with_the_same(self) -> bool:
        """Whether its lower bound only demands that `then` is not before `first`."""
        return self.waves == 0 and self.time is None

    @property
    def allows_the_same(self) -> bool:
        """Whether it only demands that `then` is not before `first`."""
        return self.begins_with_the_same and self.at_most is None

    @property
    def by_date(self) -> bool:
        return self.time is not None or (self.at_most is not None and self.at_most.time is not None)

    def later(self) -> str:
        """The gap as a condition on the later site."""
        if self.allows_the_same:
            return _("in the same wave or later")
        return _("{gap} later", gap=self)

    def not_before(self, sites: str, first: str) -> str:
        """The demand of a gap that begins with the same wave."""
        if self.at_most is None:
            return _("{sites} not before {first}", sites=sites, first=first)
        return _("{sites} not before {first}, and {gap} after", sites=sites, first=first, gap=self)

    def asked_of(self, then: str, first: str) -> str:
        """The demand of the gap on the site that waits for another."""
        if self.allows_the_same:
            return _("{then} must not come before {first}", then=then, first=first)
        least = self._with_time(_("one wave")) if self.waves == 1 else self.words()
        gap = self._bounds(least)
        return _("{then} must come {gap} after {first}", then=then, gap=gap, first=first)

    def __str__(self) -> str:
        return self._bounds(self.words())

    def _bounds(self, least: str) -> str:
        if self.at_most is None:
            return _("at least {least}", least=least)
        if not self.stated or self.begins_with_the_same:
            return _("at most {most}", most=self.at_most.words())
        most = self.at_most.words()
        return _("at least {least} and at most {most}", least=least, most=most)

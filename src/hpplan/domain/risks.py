"""Events that may disrupt a plan: slips, withdrawals, less capacity, failed gates, each with its
chance.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.entry import Flag, GateId, Number, RuleId, Text, Whole
from hpplan.domain.in_force import FromItsSource
from hpplan.domain.selectors import Sites, Waves
from hpplan.periods import SPAN, Duration, Period

_UNITS: Final = frozenset({"months", "weeks", "days"})


def _weighed(value: object) -> object:
    """Accept a single delay in place of a list."""
    match value:
        case dict():
            stated = {key: weight for key, weight in value.items() if key != "@"}
            if stated and stated.keys() <= _UNITS:
                return {Duration.of(stated): 1}
            return stated
        case str() | Duration():
            return {value: 1}
        case _:
            return value


def _later(delays: dict[Duration, float]) -> dict[Duration, float]:
    """Check that every delay is later, not earlier."""
    for delay in delays:
        if delay.never_after(Duration()):
            raise PydanticCustomError(
                "incomplete", "a delay is a time later: write '3m', not '{by}'", {"by": delay}
            )
    return delays


_AMOUNT: Final = {"type": "integer", "minimum": -99_999, "maximum": 99_999}
_DELAYS: Final = {
    "anyOf": [
        {"type": "string", "pattern": SPAN},
        {
            "type": "object",
            "properties": dict.fromkeys(sorted(_UNITS), _AMOUNT),
            "additionalProperties": False,
            "minProperties": 1,
        },
        {
            "type": "object",
            "propertyNames": {"pattern": SPAN},
            "additionalProperties": {"type": "number", "exclusiveMinimum": 0},
            "minProperties": 1,
        },
    ],
    "examples": ["3m", {"3m": 2, "6m": 1}],
}

Chance = Annotated[Number, Field(ge=0, le=1)]
Delays = Annotated[
    dict[Duration, Annotated[Number, Field(gt=0)]],
    BeforeValidator(_weighed),
    AfterValidator(_later),
    Field(min_length=1),
    WithJsonSchema(_DELAYS),
]
"""The possible delays, each with its weight relative to the others."""


class Risk(FromItsSource):
    """An event that happens or not, independently in each future of the plan."""

    id: Text | None = Field(None, description="its name in figures; no other risk has it")
    chance: Chance = Field(description="how likely it is, from 0 to 1")
    on: Period | None = Field(None, description="by whose last day it is known, if it happens")

    @property
    def delays(self) -> Mapping[Duration, float]:
        """The possible delays of those affected, each with its weight; empty where it delays
        nobody.
        """
        return {}

    @property
    def is_common(self) -> bool:
        """Whether a single draw decides for all that it may affect."""
        return False


class _Common(Risk):
    together: Flag = Field(
        False, description="`true`: one draw for all; else each of them has a draw of its own"
    )

    @property
    def is_common(self) -> bool:
        return self.together


class _Delaying(_Common):
    by: Delays = Field(
        description="the delay: `3m`; or several, each with its weight: `{3m: 2, 6m: 1}`"
    )

    @property
    def delays(self) -> Mapping[Duration, float]:
        return self.by


class SlipRisk(_Delaying):
    """Waves go live later with all their sites; or sites do, each independently."""

    kind: Literal["slip"] = "slip"
    sites: Sites | None = Field(None, description="the sites that may be late; or `waves`")
    waves: Waves | None = Field(None, description="the waves that may be late; or `sites`")

    @model_validator(mode="after")
    def _of_sites_or_waves(self) -> Self:
        if (self.sites is None) == (self.waves is None):
            raise PydanticCustomError("incomplete", "a slip needs 'sites' or 'waves', one of them")
        return self


class WithdrawRisk(_Common):
    """A site leaves the programme."""

    kind: Literal["withdraw"] = "withdraw"
    sites: Sites = Field(description="the sites that may leave the programme")


class CapacityRisk(Risk):
    """A rule has another maximum."""

    kind: Literal["capacity"] = "capacity"
    rule: RuleId = Field(description="the rule, of a kind that has a `max`")
    max: Annotated[Whole, Field(ge=0)] = Field(description="the maximum that it has then")


class GateRisk(_Delaying):
    """A site fails a gate, and passes it later by a delay."""

    kind: Literal["gate"] = "gate"
    gate: GateId = Field(description="the gate that may be failed")
    sites: Sites = Field(Sites(), description="who may fail it, of those who have to pass it")


RISKS: Final[tuple[type[Risk], ...]] = (SlipRisk, WithdrawRisk, CapacityRisk, GateRisk)
"""Every kind of risk, in the order of the documentation."""

BY_KIND: Final[Mapping[str, type[Risk]]] = {
    risk.model_fields["kind"].default: risk for risk in RISKS
}

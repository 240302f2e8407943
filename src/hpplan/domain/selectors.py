"""Which sites and which waves a rule or goal speaks of."""

from typing import Annotated

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from hpplan.domain.entry import (
    AS_LIST,
    NAME_OF,
    Entry,
    Noun,
    RegionId,
    ServedId,
    SiteId,
    SiteKind,
    Text,
    TrustId,
    WaveId,
)
from hpplan.domain.status import Status
from hpplan.text import conjoined


class Sites(Entry):
    """Sites by id, or by what must match, all at once; without either, every site."""

    ids: tuple[SiteId, ...] | None = Field(None, description="is one of these")
    kind: Annotated[tuple[SiteKind, ...], AS_LIST] | None = Field(
        None, description="municipality, trust, or a kind of your own"
    )
    region: Annotated[tuple[RegionId, ...], AS_LIST] | None = Field(
        None, description="lies in one of these regions"
    )
    trust: Annotated[tuple[TrustId, ...], AS_LIST] | None = Field(
        None, description="lies in the catchment of one of these trusts; a trust lies in its own"
    )
    serves: Annotated[tuple[ServedId, ...], AS_LIST] | None = Field(
        None, description="serves one of these municipalities or sites"
    )
    county: Annotated[tuple[Text, ...], AS_LIST] | None = Field(
        None, description="lies in one of these counties"
    )
    status: Annotated[tuple[Status, ...], AS_LIST] | None = Field(
        None, description="has one of these statuses on the as-of date"
    )
    spared: "Sites | None" = Field(
        default=None, alias="not", description="less those that this selector means, of any form"
    )

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return _selected(value)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _with_short_forms(schema, handler, "site")

    @property
    def everyone(self) -> bool:
        return self.ids is None and not self.narrows

    @property
    def narrows(self) -> bool:
        """Whether sites have to match something, not only to be named."""
        return not (
            self.kind is None
            and self.region is None
            and self.trust is None
            and self.serves is None
            and self.county is None
            and self.status is None
            and self.spared is None
        )

    def __str__(self) -> str:
        return self._meant() if self.spared is None else f"{self._meant()} except {self.spared}"

    def _meant(self) -> str:
        if self.ids is not None:
            return ", ".join(self.ids)
        parts = [
            f"{name} {' or '.join(wanted)}"
            for name in ("kind", "region", "trust", "county", "status")
            if (wanted := getattr(self, name)) is not None
        ]
        if self.serves is None:
            return f"sites of {', '.join(parts)}" if parts else "all sites"
        of = f" of {', '.join(parts)}" if parts else ""
        return f"sites{of} that serve {' or '.join(self.serves)}"


class Waves(Entry):
    """Waves by id; without any, every wave."""

    ids: tuple[WaveId, ...] | None = Field(None, description="is one of these")

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return _selected(value)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return _with_short_forms(schema, handler, "wave")

    def __str__(self) -> str:
        return "every wave" if self.ids is None else ", ".join(self.ids)

    def named(self, word: str) -> str:
        """The same in a sentence: `KI2, KI3 or KI4`."""
        return conjoined(self.ids, word) if self.ids else str(self)

    def __contains__(self, wave: str) -> bool:
        return self.ids is None or wave in self.ids


def _selected(value: object) -> object:
    """`all`, an id, or a list of ids, as the mapping that it is short for."""
    match value:
        case "all":
            return {}
        case str() | int() if not isinstance(value, bool):
            return {"ids": [value]}
        case list() | tuple():
            return {"ids": value}
        case _:
            return value


def _with_short_forms(
    schema: CoreSchema, handler: GetJsonSchemaHandler, noun: Noun
) -> JsonSchemaValue:
    """What `_selected` reads: `all` or an id, a list of ids, or the mapping."""
    mapping = handler.resolve_ref_schema(handler(schema))
    one = {"type": ["string", "integer"], NAME_OF: noun}
    ids = {"type": "array", "items": {"type": ["string", "number"], NAME_OF: noun}}
    forms = [{"const": "all"}, one, ids, {**mapping}]
    described = mapping["description"]
    mapping.clear()
    mapping.update({"description": described, "examples": ["all"], "anyOf": forms})
    return mapping

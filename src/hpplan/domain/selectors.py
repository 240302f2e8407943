"""The sites and waves that a rule or goal is about."""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Literal

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
from hpplan.language import _, plural
from hpplan.text import alternatives, conjoined


class Sites(Entry):
    """Sites by id, or by conditions that must all hold; without either, every site."""

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
        """Whether sites have to meet a condition, not only to be named."""
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
        return self.words(", ".join)

    def words(self, listed: Callable[[Iterable[str]], str], called: str | None = None) -> str:
        """The selection in words: those named by id are `listed`; others are `called` that: `3
        sites of region fosen`.
        """
        meant = listed(self.ids) if self.ids is not None else self._meant(called)
        if self.spared is None:
            return meant
        return _("{sites} except {spared}", sites=meant, spared=self.spared.words(listed))

    def _meant(self, called: str | None) -> str:
        traits = ", ".join(self._traits())
        if not traits and self.serves is None:
            return _("all sites") if called is None else called
        sites = _("sites") if called is None else called
        if traits:
            sites = _("{sites} of {traits}", sites=sites, traits=traits)
        if self.serves is None:
            return sites
        return _("{sites} that serve {served}", sites=sites, served=alternatives(self.serves))

    def _traits(self) -> Iterator[str]:
        if self.kind is not None:
            yield _("kind {names}", names=alternatives(map(kind_in_words, self.kind)))
        if self.region is not None:
            yield _("region {names}", names=alternatives(self.region))
        if self.trust is not None:
            yield _("trust {names}", names=alternatives(self.trust))
        if self.county is not None:
            yield _("county {names}", names=alternatives(self.county))
        if self.status is not None:
            yield _("status {names}", names=alternatives(one.word for one in self.status))


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
        return _("every wave") if self.ids is None else ", ".join(self.ids)

    def named(self, word: Literal["and", "or"]) -> str:
        """The selection within a sentence: `KI2, KI3 or KI4`."""
        return conjoined(self.ids, word) if self.ids else str(self)

    def __contains__(self, wave: str) -> bool:
        return self.ids is None or wave in self.ids


def kind_in_words(kind: str) -> str:
    """A kind of site as shown to people; one that only the data know, as they name it."""
    match kind:
        case "municipality":
            return plural("municipality", "municipalities", 1)
        case "trust":
            return plural("trust", "trusts", 1)
        case _:
            return kind


def _selected(value: object) -> object:
    """Accept `all`, an id, or a list of ids in place of the mapping."""
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
    """The schema of what `_selected` accepts: `all` or an id, a list of ids, or the mapping."""
    mapping = handler.resolve_ref_schema(handler(schema))
    one = {"type": ["string", "integer"], NAME_OF: noun}
    ids = {"type": "array", "items": {"type": ["string", "number"], NAME_OF: noun}}
    forms = [{"const": "all"}, one, ids, {**mapping}]
    described = mapping["description"]
    mapping.clear()
    mapping.update({"description": described, "examples": ["all"], "anyOf": forms})
    return mapping

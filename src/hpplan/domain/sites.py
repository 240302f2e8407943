"""The sites that go live: municipalities, hospital trusts, and whatever else a programme places."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from hpplan.domain.claims import Claim, Says
from hpplan.domain.entry import (
    AS_LIST,
    NAMED_BY_ID,
    WITHOUT_ADDRESS,
    Entry,
    Flag,
    Name,
    Number,
    RegionId,
    ServedId,
    SiteId,
    SourceId,
    Text,
    TrustId,
    WaveId,
    Whole,
)
from hpplan.periods import Period

Sizes = Annotated[dict[str, Annotated[Whole, Field(ge=0)]], WITHOUT_ADDRESS]
"""Named measures of a site in whole numbers, such as inhabitants or staff."""

Location = Annotated[
    tuple[Annotated[Number, Field(ge=-90, le=90)], Annotated[Number, Field(ge=-180, le=180)]],
    Field(),
]
"""Latitude and longitude in degrees (WGS84)."""

Regions = Annotated[tuple[RegionId, ...], AS_LIST]


class RecordSystem(Entry):
    """The record system that a site leaves; its name alone may stand for the mapping."""

    system: Text = Field(description="its name")
    until: Period | None = Field(
        None, description="its last day is the last on which the system may be used"
    )

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        named = isinstance(value, str | int | float) and not isinstance(value, bool)
        return {"system": value} if named else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        mapping = handler.resolve_ref_schema(handler(schema))
        described = mapping["description"]
        forms = [{"type": ["string", "number"], "minLength": 1}, {**mapping}]
        mapping.clear()
        mapping.update({"description": described, "examples": ["CosDoc"], "anyOf": forms})
        return mapping

    def __str__(self) -> str:
        return self.system


Provenance = Annotated[dict[str, SourceId], WITHOUT_ADDRESS]
"""The source of each plain field, by the field's name (`size.inhabitants`, `trust`)."""

MUNICIPALITY: Final = "municipality"
TRUST: Final = "trust"


class Region(Entry):
    """Co-operating municipalities; a municipality may be in several."""

    id: Text = Field(description="its name in the data")
    name: Name = Field(default_factory=str, description="as people call it; else its id")
    source: SourceId | None = Field(None, description="who says who belongs to it")
    note: Text | None = Field(None, description="anything else; shown only")

    _goes_by_its_id = NAMED_BY_ID


class Fields(Entry):
    """The plain, undated fields of a site."""

    number: Text | None = Field(None, description='its official number, in quotes: `"5055"`')
    name: Text | None = Field(None, description="as people call it")
    county: Text | None = Field(None, description="the county it lies in")
    trust: TrustId | None = Field(
        None, description="the trust in whose catchment it lies, and that it may have to follow"
    )
    serves: ServedId | None = Field(
        None, description="the municipality that it belongs to, and that it may have to follow"
    )
    regions: Regions = Field((), description="the regions it lies in; one, several or none")
    location: Location | None = Field(None, description="latitude and longitude in degrees (WGS84)")
    size: Sizes = Field(
        default_factory=dict,
        description="measures in whole numbers, such as `inhabitants`, for rules and goals",
    )
    gps: Literal["employed", "self-employed", "mixed"] | None = Field(
        None, description="who employs its general practitioners; coverage counts them"
    )
    legacy: RecordSystem | None = Field(
        None, description="the record system that is switched off, and until when it may be used"
    )


class Earlier(Fields):
    """Fields of a site as they were until a date; fields that are not stated were as they
    are now.
    """

    until: Period = Field(description="to its last day it was so")
    source: SourceId | None = Field(None, description="who says so")
    note: Text | None = Field(None, description="anything else; shown only")


class Site(Fields):
    """Something that goes live in one wave: a municipality, a hospital trust (helseforetak), or
    another `kind`.
    """

    model_config = ConfigDict(json_schema_extra={"dependentRequired": {"split_from": ["since"]}})

    id: Text = Field(description="its name in the data and on the command line")
    name: Name = Field(default_factory=str, description="as people call it; else its id")
    kind: Text = Field(description="what it is, such as `gp-office`")
    earlier: tuple[Earlier, ...] = Field((), description="fields as they were until a date")
    since: Period | None = Field(None, description="exists from its first day")
    until: Period | None = Field(None, description="exists to its last day")
    split_from: SiteId | None = Field(
        None, description="what it was part of before `since`; if that was live, so is it"
    )
    required: Flag = Field(True, description="`false`: a plan may leave it out")
    wishes: Annotated[dict[WaveId, Whole], WITHOUT_ADDRESS] = Field(
        default_factory=dict, description="what a wave costs it, lower is better; else nothing"
    )
    wave: WaveId | None = Field(
        None, description="the wave it is planned for: short for a claim that was always known"
    )
    claims: tuple[Claim, ...] = Field(
        (), description="dated statements about it; a later one is added, none is erased"
    )
    provenance: Provenance = Field(
        default_factory=dict,
        alias="from",
        description="where its plain fields come from, if not from what the file's `from` says",
    )
    note: Text | None = Field(None, description="anything else; shown only")

    _goes_by_its_id = NAMED_BY_ID

    def with_short_claim(self) -> "Site":
        """The site with the claim that its `wave` stands for."""
        if self.wave is None:
            return self
        short = Claim.model_construct(address=self.address, says=Says.PLANNED, wave=self.wave)
        return self.model_copy(update={"claims": (short, *self.claims)})

    def exists_on(self, day: date) -> bool:
        return not (
            (self.since is not None and day < self.since.first)
            or (self.until is not None and self.until.last < day)
        )

    def fields_on(self, day: date) -> Fields:
        """The plain fields as they were on that day. For each field, and each measure of `size`,
        the entry counts that states it and whose `until` is the first not yet past.
        """
        then = [e for e in self.earlier if day <= e.until.last]
        if not then:
            return self
        stated = {name: getattr(self, name) for name in Fields.model_fields}
        sizes = dict(self.size)
        for past in sorted(then, key=lambda e: e.until.last, reverse=True):
            stated |= {name: getattr(past, name) for name in past.model_fields_set & stated.keys()}
            sizes |= past.size
        return Fields.model_construct(**{**stated, "size": sizes})

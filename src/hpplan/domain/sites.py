"""Who goes live: municipalities, hospital trusts, and whatever else a programme places."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from hpplan.domain.claims import Claim
from hpplan.domain.entry import (
    AS_LIST,
    WITHOUT_ADDRESS,
    Entry,
    Flag,
    Number,
    RegionId,
    SiteId,
    SourceId,
    Text,
    TrustId,
    WaveId,
    Whole,
)
from hpplan.periods import Period

Sizes = Annotated[dict[str, Annotated[Whole, Field(ge=0, le=10**12)]], WITHOUT_ADDRESS]
"""Named measures of a site in whole numbers, such as inhabitants or staff."""

Location = Annotated[
    tuple[Annotated[Number, Field(ge=-90, le=90)], Annotated[Number, Field(ge=-180, le=180)]],
    Field(),
]
"""Latitude and longitude in degrees (WGS84)."""

Regions = Annotated[tuple[RegionId, ...], AS_LIST]
Provenance = Annotated[dict[str, SourceId], WITHOUT_ADDRESS]
"""The source of each plain field, by the field's name (`size.inhabitants`, `trust`)."""

MUNICIPALITY: Final = "municipality"
TRUST: Final = "trust"


class Region(Entry):
    """Co-operating municipalities; a municipality may be in several."""

    id: Text
    name: Text
    source: SourceId | None = None
    note: Text | None = None


class Fields(Entry):
    """What may be said of a site plainly, without a date."""

    number: Text | None = None
    name: Text | None = None
    county: Text | None = None
    trust: TrustId | None = None
    regions: Regions = ()
    location: Location | None = None
    size: Sizes = Field(default_factory=dict)
    gps: Literal["employed", "self-employed", "mixed"] | None = None
    legacy: Text | None = None


class Earlier(Fields):
    """Fields of a site as they were until a date; what is not named was as it is now."""

    until: Period
    source: SourceId | None = None
    note: Text | None = None


class Site(Fields):
    """Something that goes live in one wave: a municipality, a hospital trust (helseforetak), or
    what else `kind` says.
    """

    id: Text
    name: Text
    kind: Text
    earlier: tuple[Earlier, ...] = ()
    since: Period | None = None
    until: Period | None = None
    split_from: SiteId | None = None
    required: Flag = True
    wishes: Annotated[dict[WaveId, Whole], WITHOUT_ADDRESS] = Field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    provenance: Provenance = Field(default_factory=dict, alias="from")
    note: Text | None = None

    def exists_on(self, day: date) -> bool:
        return not (
            (self.since is not None and day < self.since.first)
            or (self.until is not None and self.until.last < day)
        )

    def fields_on(self, day: date) -> Fields:
        """The plain fields as they were on that day: the earliest `until` not yet past counts."""
        then = [e for e in self.earlier if day <= e.until.last]
        if not then:
            return self
        past = min(then, key=lambda e: e.until.last)
        stated = {
            name: getattr(past if name in past.model_fields_set else self, name)
            for name in Fields.model_fields
        }
        return Fields.model_construct(**{**stated, "size": {**self.size, **past.size}})

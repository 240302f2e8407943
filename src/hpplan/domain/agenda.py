"""What the programme says of itself: calendar, phases, milestones and published figures."""

from typing import Annotated, Literal

from pydantic import Field

from hpplan.domain.entry import (
    AS_LIST,
    WITHOUT_ADDRESS,
    Entry,
    Explained,
    Number,
    SourceId,
    Text,
    Whole,
)
from hpplan.domain.selectors import Sites
from hpplan.domain.status import Status
from hpplan.periods import Duration, Period

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Month = Annotated[Whole, Field(ge=1, le=12)]
Season = Literal["spring", "summer", "autumn", "winter"]


class Calendar(Entry):
    """On which days a wave may go live; checked against the waves, no rule of planning."""

    holidays: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    go_live_days: tuple[Weekday, ...] = ()
    source: SourceId | None = None
    note: Text | None = None


class Phase(Explained):
    """A stretch of a site's project, from and to so long after its go-live."""

    id: Text
    name: Text | None = None
    starts: Duration = Field(alias="from")
    ends: Duration = Field(alias="to")


class Milestone(Explained):
    """What must be ready so long after (or, negative, before) a site's go-live."""

    id: Text
    name: Text | None = None
    at: Duration


class NoGoLive(Explained):
    """A period in which nobody goes live."""

    period: Period
    reason: Text | None = None
    sites: Sites = Sites()
    recurs: Literal["yearly"] | None = None


class Reported(Entry):
    """A count of municipalities that somebody published, to compare ours with.

    `count` names one or several statuses; `share` is the share of inhabitants in percent.
    """

    count: Annotated[tuple[Status, ...], AS_LIST]
    sites: Annotated[Whole, Field(ge=0)]
    of: Annotated[Whole, Field(ge=0)] | None = None
    share: Annotated[Number, Field(ge=0, le=100)] | None = None
    on: Period
    source: SourceId | None = None
    note: Text | None = None


class Agenda(Entry):
    """The `programme` section of the data."""

    id: Text
    name: Text
    as_of: Period | None = None
    seasons: Annotated[dict[Season, tuple[Month, Month]], WITHOUT_ADDRESS] = Field(
        default_factory=dict
    )
    calendar: Calendar = Calendar.model_construct()
    blackouts: tuple[NoGoLive, ...] = ()
    phases: tuple[Phase, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    reported: tuple[Reported, ...] = ()
    source: SourceId | None = None
    note: Text | None = None

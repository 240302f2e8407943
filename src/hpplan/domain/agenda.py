"""The programme section of the data: calendar, phases, milestones and published figures."""

from typing import Annotated, Final, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.entry import (
    AS_LIST,
    NAMED_BY_ID,
    WITHOUT_ADDRESS,
    Entry,
    Explained,
    Measure,
    Name,
    Number,
    SourceId,
    Text,
    Texts,
    Whole,
)
from hpplan.domain.in_force import FromItsSource
from hpplan.domain.selectors import Sites
from hpplan.domain.status import Status
from hpplan.language import Language
from hpplan.periods import Duration, Period

COUNTRY: Final = r"^[A-Z]{2}$"
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Month = Annotated[Whole, Field(ge=1, le=12)]
Season = Literal["spring", "summer", "autumn", "winter"]


class Calendar(Entry):
    """The days on which a wave may go live; compared with the stated go-lives, not a
    planning rule.
    """

    holidays: Annotated[str, Field(pattern=COUNTRY)] | None = Field(
        None, description="whose public holidays, as two letters such as `NO`"
    )
    go_live_days: tuple[Weekday, ...] = Field(
        (), description="the weekdays on which a wave may go live"
    )
    source: SourceId | None = Field(None, description="where that comes from")
    note: Text | None = Field(None, description="anything else; shown only")


class Phase(Explained):
    """A period of a site's project, from and to a time after its go-live."""

    id: Text = Field(description="its name in rules of kind `pool`")
    name: Texts | None = Field(None, description="as people call it")
    starts: Duration = Field(alias="from", description="its first day, as a time after go-live")
    ends: Duration = Field(
        alias="to", description="the day after its last, as a time after go-live"
    )

    @field_validator("ends")
    @classmethod
    def _after_the_start(cls, ends: Duration, info: ValidationInfo) -> Duration:
        starts: Duration | None = info.data.get("starts")
        if starts is not None and ends.never_after(starts):
            raise PydanticCustomError(
                "incomplete", "the phase has no day: it ends when it begins, or before"
            )
        return ends


class Milestone(Explained):
    """Something that must be ready at a time after (or, negative, before) a site's go-live."""

    id: Text = Field(description="its name in JSON; no other milestone or gate has it")
    name: Texts | None = Field(None, description="as people call it")
    at: Duration = Field(description="the time after go-live; before it with a minus: `-90d`")


class Gate(FromItsSource):
    """Something that these sites must pass at a time before their go-live."""

    id: Text = Field(description="its name in claims; no other gate or milestone has it")
    name: Texts | None = Field(None, description="as people call it")
    at: Duration = Field(description="the time before go-live, with a minus: `-90d`")
    sites: Sites = Field(Sites(), description="who has to pass it")

    @field_validator("at")
    @classmethod
    def _before_the_go_live(cls, at: Duration) -> Duration:
        if not at.never_after(Duration()):
            raise PydanticCustomError(
                "incomplete", "a gate is passed before the go-live: write a minus, such as -90d"
            )
        return at


class NoGoLive(Explained):
    """A period without go-lives."""

    period: Period = Field(description="the period without go-lives")
    reason: Texts | None = Field(None, description="the reason, in words")
    sites: Sites = Field(Sites(), description="who does not go live then")
    recurs: Literal["yearly"] | None = Field(
        None, description="`yearly`: in these days of any year"
    )


class Reported(Entry):
    """A published count of municipalities, for comparison with ours. `count` names one or several
    statuses; `share` is the share of inhabitants in percent.
    """

    count: Annotated[tuple[Status, ...], AS_LIST] = Field(description="of which statuses")
    sites: Annotated[Whole, Field(ge=0)] = Field(description="how many municipalities have one")
    of: Annotated[Whole, Field(ge=0)] | None = Field(
        None, description="how many municipalities there are"
    )
    share: Annotated[Number, Field(ge=0, le=100)] | None = Field(
        None, description="the share of inhabitants, in percent"
    )
    on: Period = Field(description="when it was so")
    source: SourceId | None = Field(None, description="who published it")
    note: Text | None = Field(None, description="anything else; shown only")


class Covering(Entry):
    """What coverage counts: a measure of these sites, where they exist on the date."""

    measure: Measure | None = Field(
        None, description="what is added up; else `inhabitants`, and `sites` where none has any"
    )
    of: Sites | None = Field(
        None, description="whose; else of municipalities, or of all sites where there are none"
    )


class Agenda(Entry):
    """The `programme` section of the data."""

    id: Text = Field(description="its name in plans and in JSON")
    name: Name = Field(default_factory=str, description="as people call it; else its id")
    as_of: Period | None = Field(
        None, description="what is known by its last day counts, unless --as-of says otherwise"
    )
    language: Language = Field(
        Language.EN, description="of what people read, unless --lang says otherwise"
    )
    seasons: Annotated[dict[Season, tuple[Month, Month]], WITHOUT_ADDRESS] = Field(
        default_factory=dict, description="what `2024-spring` means: its first and last month"
    )
    calendar: Calendar = Field(
        Calendar.model_construct(), description="the days that `check` holds go-lives against"
    )
    blackouts: tuple[NoGoLive, ...] = Field((), description="the period without go-lives")
    phases: tuple[Phase, ...] = Field((), description="the parts of a site's project")
    milestones: tuple[Milestone, ...] = Field((), description="what must be ready when")
    gates: tuple[Gate, ...] = Field((), description="what must be passed before a go-live")
    reported: tuple[Reported, ...] = Field(
        (), description="published counts, that `check` compares with ours"
    )
    coverage: Covering = Field(
        Covering.model_construct(), description="what shares of coverage are taken of"
    )
    map: Text | None = Field(
        None, description="a GeoJSON file beside the data with the borders of its sites"
    )
    source: SourceId | None = Field(None, description="where that comes from")
    note: Text | None = Field(None, description="anything else; shown only")

    _goes_by_its_id = NAMED_BY_ID

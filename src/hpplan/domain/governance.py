"""Who may change a rollout: bodies, what each of them decides, and the decisions they made."""

from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.entry import (
    AS_LIST,
    NAMED_BY_ID,
    BodyId,
    Entry,
    Explained,
    Name,
    OrWord,
    SiteId,
    SourceId,
    SubjectId,
    Text,
)
from hpplan.domain.in_force import FromItsSource
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.sources import Source
from hpplan.periods import Duration, Period
from hpplan.values import dataclass

ITSELF: Final = "site"
"""Instead of a body that pays: the site that the change concerns."""


class Body(Entry):
    """A council, a board or a forum that decides or is asked."""

    id: Text = Field(description="its name in rights and decisions")
    name: Name = Field(default_factory=str, description="as people call it; else its id")
    of: Sites | None = Field(
        None,
        description="there is one for each of these sites, such as a council; a decision of one "
        "names its `site`",
    )
    source: SourceId | None = Field(None, description="where that comes from")
    note: Text | None = Field(None, description="anything else; shown only")

    _goes_by_its_id = NAMED_BY_ID


@dataclass(frozen=True, slots=True)
class Party:
    """A body, or the body of one site; a site itself, where no body is named."""

    body: str | None
    site: str | None = None


class ChangeOf(StrEnum):
    """What a change of the rollout alters."""

    WAVE = "wave"
    GO_LIVE = "go_live"
    RULE = "rule"
    PARTICIPATION = "participation"


class Right(FromItsSource):
    """Who decides a change, who is consulted before, and who pays for it.

    Of the rights in force on the day on which a change became known, the first that matches it
    counts.
    """

    id: Text | None = Field(None, description="its name in messages; no other right has it")
    change: Annotated[tuple[ChangeOf, ...], AS_LIST, Field(min_length=1)] = Field(
        description="of what: the `wave` of a site, the `go_live` of a wave, a `rule`, or "
        "`participation`"
    )
    sites: Sites = Field(
        Sites.model_construct(), description="whose change; of a wave or a rule, whom it concerns"
    )
    waves: Waves = Field(
        Waves.model_construct(), description="which wave is left, entered, or gets another date"
    )
    within: Duration | None = Field(
        None,
        description="only a change that is known less than so long before the earlier of both "
        "go-lives; it needs a decision",
    )
    decides: BodyId = Field(description="the body that decides")
    consult: Annotated[tuple[BodyId, ...], AS_LIST] = Field(
        (), description="the bodies that are asked before"
    )
    pays: Annotated[BodyId, OrWord(ITSELF, BodyId)] | None = Field(
        None, description="the body that pays what the change costs, or `site`: the site itself"
    )

    @property
    def name(self) -> str:
        return self.id or f"{' or '.join(self.change)} by {self.decides}"

    @model_validator(mode="after")
    def _counts_to_a_go_live(self) -> Self:
        if self.within is not None and ChangeOf.RULE in self.change:
            raise PydanticCustomError(
                "incomplete", "'within' counts to a go-live, which a change of a rule has not"
            )
        return self


class Consultation(Entry):
    """That a body was asked before a decision."""

    body: BodyId = Field(description="who was asked")
    site: SiteId | None = Field(
        None, description="whose, of a body that each site has; without it, of all of them"
    )
    on: Period | None = Field(None, description="when")
    source: SourceId | None = Field(None, description="who says so")
    note: Text | None = Field(None, description="anything else; shown only")

    def of(self, party: Party) -> bool:
        """Whether it is this body that was asked; without a site, it is the body of every site."""
        return self.body == party.body and self.site in (None, party.site)


class Decision(Explained):
    """What a body decided. A claim that rests on it names it."""

    id: Text = Field(description="its name, for claims")
    by: BodyId = Field(description="the body that decided")
    site: SiteId | None = Field(None, description="whose, of a body that each site has")
    on: Period = Field(description="when")
    known: Period | None = Field(
        None, description="from whose last day it was known; else what its source says"
    )
    says: Literal["adopted", "rejected"] = Field(description="what came of it")
    about: Annotated[tuple[SubjectId, ...], AS_LIST, Field(min_length=1)] = Field(
        description="the sites, waves, rules and gates it is about"
    )
    consulted: tuple[Consultation, ...] = Field((), description="who was asked before")

    @property
    def adopted(self) -> bool:
        return self.says == "adopted"

    @property
    def maker(self) -> Party:
        return Party(self.by, self.site)

    def asked(self, party: Party) -> bool:
        """Whether the body was consulted no later than the decision was made."""
        return any(
            asked.of(party) and (asked.on is None or asked.on.first <= self.on.last)
            for asked in self.consulted
        )

    def known_from(self, sources: Mapping[str, Source]) -> date:
        """The first day on which it was known; where that is not stated, the day it was made."""
        source = sources.get(self.source) if self.source is not None else None
        period = self.known or (None if source is None else source.published)
        return (period or self.on).last


@dataclass(frozen=True, slots=True)
class Governance:
    """The bodies, the rights in force on a date, and the decisions that are known then, by id."""

    bodies: Mapping[str, Body] = field(default_factory=dict)
    rights: tuple[Right, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    def adopting(self, about: Collection[str], since: date) -> Decision | None:
        """The newest decision, made on that day or later, that adopts something about all of
        these: `adopting(("heim", "readiness-90"), failed)`.
        """
        found = [
            decision
            for decision in self.decisions.values()
            if decision.adopted
            and decision.on.last >= since
            and set(about).issubset(decision.about)
        ]
        return max(found, key=lambda decision: decision.on.last, default=None)

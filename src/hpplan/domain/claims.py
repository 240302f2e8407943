"""Dated statements about sites and waves. A statement is superseded by a later one, never
erased.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal, Self, TypeVar

from pydantic import ConfigDict, Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.entry import (
    DecisionId,
    Entry,
    Flag,
    GateId,
    OrWord,
    SourceId,
    Text,
    Texts,
    WaveId,
)
from hpplan.domain.sources import Source
from hpplan.language import _, marked
from hpplan.periods import Period, in_words


class Says(StrEnum):
    """The word of a claim about a site: how far it has come, weakest first, and what became of its
    gates.
    """

    OPTION = marked("option")
    PREPROJECT = marked("preproject")
    JOINED = marked("joined")
    AGREEMENT = marked("agreement")
    CANDIDATE = marked("candidate")
    PLANNED = marked("planned")
    DECIDED = marked("decided")
    UNDECIDED = marked("undecided")
    DECLINED = marked("declined")
    WITHDRAWN = marked("withdrawn")
    LIVE = marked("live")
    PASSED = marked("passed")
    FAILED = marked("failed")

    @property
    def word(self) -> str:
        """The word as shown to people."""
        return _(self.value)

    def of_wave(self, wave: object) -> str:
        """The word with the wave: `planned for KI2`."""
        match self:
            case Says.CANDIDATE:
                return _("a candidate for {wave}", wave=wave)
            case Says.PLANNED:
                return _("planned for {wave}", wave=wave)
            case Says.DECIDED:
                return _("decided on {wave}", wave=wave)
            case Says.LIVE:
                return _("live with {wave}", wave=wave)
            case _:
                return f"{self.word} {wave}"

    def of_gate(self, gate: object) -> str:
        """The word with the gate: `passed readiness`."""
        if self is Says.PASSED:
            return _("passed {gate}", gate=gate)
        return _("failed {gate}", gate=gate)


NAMES_A_WAVE = frozenset({Says.CANDIDATE, Says.PLANNED, Says.DECIDED, Says.LIVE})
OF_A_GATE = frozenset({Says.PASSED, Says.FAILED})
WORDS_OF_WAVES = ("go_live", "open", "called", "dropped", "passed", "failed")
"""The words that a claim of a wave may say."""


def _if_it_says(says: frozenset[Says], then: dict[str, JsonValue]) -> JsonValue:
    words: list[JsonValue] = [one.value for one in sorted(says)]
    return {"if": {"properties": {"says": {"enum": words}}, "required": ["says"]}, "then": then}


MEANINGS: Final[Mapping[Says, str]] = {
    Says.OPTION: "has an option agreement; no effect",
    Says.PREPROJECT: "its council voted to start the pre-project; no effect",
    Says.JOINED: "its council voted to take up the option: takes part",
    Says.AGREEMENT: "the service agreement is signed: takes part, and is required",
    Says.CANDIDATE: "a survey or a proposal places it in `wave`",
    Says.PLANNED: "an adopted plan places it in `wave`; leaving it is a move",
    Says.DECIDED: "its council or board decided `wave`: it stays there",
    Says.UNDECIDED: "will decide, `until` a date if known; takes back an earlier decision",
    Says.DECLINED: "says no: takes no part until it joins, signs or decides",
    Says.WITHDRAWN: "leaves its wave: takes no part until it joins, signs or decides",
    Says.LIVE: "went live in `wave`, `on` a day; stays there for ever",
    Says.PASSED: "has passed the `gate`",
    Says.FAILED: "has failed the `gate`: goes live only in a wave whose day for it is still ahead",
}
"""What each word means, for editors."""


UNKNOWN: Final = "unknown"
"""Instead of a go-live: the date is taken back."""


GoLive = Annotated[Period | Literal["unknown"], OrWord(UNKNOWN, Period)]
"""The go-live of a wave, or that it is unknown again."""


class Dated(Entry):
    """The keys of every claim: when it held, from when it was known, and its source."""

    on: Period | None = Field(None, description="when it happened, or from when it holds")
    known: Period | None = Field(
        None, description="from whose last day it was known; else what its source says"
    )
    source: SourceId | None = Field(None, description="who says so")
    decision: DecisionId | None = Field(None, description="the decision that it rests on")
    because: Texts | None = Field(None, description="the reason, in words")
    note: Text | None = Field(None, description="anything else; shown only")
    settles: Text | None = Field(
        None, description="why this one is believed among equally new ones that contradict"
    )

    def known_from(self, sources: Mapping[str, Source]) -> date | None:
        """The first day on which this was known; None if it always was. A claim from an undated
        document that names no day of its own is a fault that checks report; here it counts as
        always known.
        """
        period = self.known_in(sources)
        return None if period is None else period.last

    def known_in(self, sources: Mapping[str, Source]) -> Period | None:
        """The period in which this became known; its last day counts."""
        if self.known is not None:
            return self.known
        if self._known_when_it_happened and self.on is not None:
            return self.on
        source = sources.get(self.source) if self.source is not None else None
        return None if source is None else source.published

    @property
    @abstractmethod
    def said(self) -> str:
        """The content of the claim, in words: `planned for W1`, `go-live 27 April 2024`."""

    @property
    def _known_when_it_happened(self) -> bool:
        return False


class Claim(Dated):
    """A statement about a site."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [  # an unknown word is one fault, not two
                _if_it_says(NAMES_A_WAVE, {"required": ["wave"]}),
                _if_it_says(
                    frozenset(Says) - NAMES_A_WAVE, {"properties": {"wave": {"type": "null"}}}
                ),
                _if_it_says(OF_A_GATE, {"required": ["gate"]}),
                _if_it_says(
                    frozenset(Says) - OF_A_GATE, {"properties": {"gate": {"type": "null"}}}
                ),
            ]
        }
    )

    says: Says = Field(description="what it says")
    wave: WaveId | None = Field(
        None, description="the wave it speaks of, for candidate, planned, decided and live"
    )
    gate: GateId | None = Field(None, description="the gate that is passed or failed")
    until: Period | None = Field(None, description="by when an undecided site will decide")

    @model_validator(mode="after")
    def _names_its_wave(self) -> Self:
        if self.wave is None and self.says in NAMES_A_WAVE:
            raise PydanticCustomError(
                "incomplete", "'{says}' needs the wave it speaks of", {"says": self.says}
            )
        if self.wave is not None and self.says not in NAMES_A_WAVE:
            raise PydanticCustomError(
                "incomplete", "'{says}' does not name a wave", {"says": self.says}
            )
        return self

    @model_validator(mode="after")
    def _names_its_gate(self) -> Self:
        if self.gate is None and self.says in OF_A_GATE:
            raise PydanticCustomError(
                "incomplete", "'{says}' needs the gate it speaks of", {"says": self.says}
            )
        if self.gate is not None and self.says not in OF_A_GATE:
            raise PydanticCustomError(
                "incomplete", "'{says}' does not name a gate", {"says": self.says}
            )
        return self

    @property
    def said(self) -> str:
        if self.gate is not None:
            return self.says.of_gate(self.gate)
        return self.says.word if self.wave is None else self.says.of_wave(self.wave)

    @property
    def _known_when_it_happened(self) -> bool:
        return self.says is Says.LIVE


WAVE_QUESTIONS: Final = ("go_live", "open", "called", "dropped", "says")
"""The questions that a claim of a wave may answer."""


class WaveClaim(Dated):
    """A statement about a wave: its go-live, whether it takes more sites, its label, its end, or
    what all its sites have passed or failed.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"required": ["go_live"]},
                {"required": ["open"]},
                {"required": ["called"]},
                {"required": ["dropped"]},
                {"required": ["says"]},
            ],
            "allOf": [_if_it_says(OF_A_GATE, {"required": ["gate"]})],
        }
    )

    go_live: GoLive | None = Field(
        None, description="when it goes live; `unknown` takes its date back"
    )
    open: Flag | None = Field(None, description="`false`: it takes no more sites")
    called: Text | None = Field(None, description="the label that it goes by")
    dropped: Flag | None = Field(None, description="`true`: from then on it no longer exists")
    says: Literal[Says.PASSED, Says.FAILED] | None = Field(
        None, description="that all in it have passed the `gate`, or failed it"
    )
    gate: GateId | None = Field(None, description="the gate that is passed or failed")

    @model_validator(mode="after")
    def _states_something(self) -> Self:
        if all(getattr(self, question) is None for question in WAVE_QUESTIONS):
            raise PydanticCustomError(
                "incomplete",
                "a claim of a wave states go_live, open, called or dropped, or says that a gate "
                "was passed or failed",
            )
        if (self.says is None) is not (self.gate is None):
            raise PydanticCustomError(
                "incomplete", "'says: passed' or 'says: failed', and the 'gate', stand together"
            )
        return self

    @property
    def period(self) -> Period | None:
        """The go-live that it states; None where it takes the date back."""
        return None if self.go_live == UNKNOWN else self.go_live

    @property
    def said(self) -> str:
        parts = []
        if self.go_live is not None:
            parts.append(_("go-live {period}", period=in_words(self.go_live)))
        if self.called is not None:
            parts.append(_("called {label}", label=self.called))
        if self.open is not None:
            parts.append(_("open") if self.open else _("closed"))
        if self.dropped is not None:
            parts.append(_("dropped") if self.dropped else _("back"))
        if self.says is not None:
            parts.append(self.says.of_gate(self.gate))
        return ", ".join(parts)


C = TypeVar("C", bound=Dated)


def outdating(claims: Iterable[Dated], sources: Mapping[str, Source]) -> Callable[[Dated], bool]:
    """A predicate: whether one of these claims is newer than a given one, that is known later, or
    known at the same time and about a later time.
    """
    latest = date.min
    begins: dict[date, date] = {}
    for claim in claims:
        known = claim.known_from(sources) or date.min
        latest = max(latest, known)
        if claim.on is not None:
            begins[known] = max(begins.get(known, date.min), claim.on.first)

    def outdated(claim: Dated) -> bool:
        known = claim.known_from(sources) or date.min
        if known != latest:
            return known < latest
        return claim.on is not None and begins.get(known, date.min) > claim.on.last

    return outdated


def newest(claims: Sequence[C], sources: Mapping[str, Source]) -> list[C]:
    """The claims that no other is newer than: one, or several that are equally new."""
    if len(claims) < 2:
        return list(claims)
    outdated = outdating(claims, sources)
    return [claim for claim in claims if not outdated(claim)]

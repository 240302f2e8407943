"""What some kinds of rules have in common; each trait states what the rest of hpplan asks of it."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Self

from hpplan.domain.gaps import Gap
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.language import _, plural
from hpplan.periods import Duration, Fit, Period
from hpplan.rules.base import (
    DayDecisions,
    Decisions,
    HeadlineTopic,
    Push,
    Relaxation,
    Rule,
    Verdict,
    Violation,
    Wait,
    WaveSymmetry,
)
from hpplan.rules.precedence import (
    demand_days_between,
    demand_waiting,
    gap_relaxations,
    seen_by,
    waiting_break,
    waiting_missed,
    waiting_push,
)

if TYPE_CHECKING:
    Trait = Rule
else:
    # A kind names `Rule` beside its traits. Were each trait a pydantic model too, it would collect
    # the keys of `Rule` once more, and every command would wait for that.
    Trait = ABC


class Relaxable(Trait):
    """A rule that can ask less."""

    @abstractmethod
    def relaxations(self, snapshot: Snapshot) -> Sequence[Relaxation]:
        """The ways in which it can ask less."""


class Grouping(Trait):
    """A rule that puts sites into one wave, or into none, together."""

    headline: ClassVar[HeadlineTopic] = HeadlineTopic.PLACES

    @abstractmethod
    def same_wave_groups(self, snapshot: Snapshot) -> Iterable[Sequence[str]]:
        """The groups of these sites, where the rule is hard."""


class Counting(Trait):
    """A rule for which counting alone may prove that no plan keeps it."""

    headline: ClassVar[HeadlineTopic] = HeadlineTopic.FIGURES

    @abstractmethod
    def shortage(self, snapshot: Snapshot) -> str | None:
        """How much it asks for in all and how much there is, where that is the whole reason."""


class Bounded(Relaxable):
    """A rule with a maximum: of what each wave holds, or of what is in use on a day."""

    if TYPE_CHECKING:

        @property
        def max(self) -> int | None: ...

        @property
        def measure(self) -> str: ...

    @property
    def limits_waves(self) -> bool:
        return self.max is not None

    def with_maximum(self, most: int) -> Self:
        """The rule with another maximum, but not below its own minimum."""
        return self.altered(max=most)


class Summing(Bounded):
    """A rule that bounds the total of the sites of a wave, separately in each of its waves."""

    if TYPE_CHECKING:
        sites: Sites
        waves: Waves
        min: int | None
        if_used: bool

    def with_maximum(self, most: int) -> Self:
        least = None if self.min is None else min(self.min, most)
        return self.altered(max=most, min=least)

    def in_wave(self, wave: str, most: int) -> Self:
        """The same rule for this wave only, with another maximum."""
        here = self.waves.model_copy(update={"ids": (wave,)})
        return self.with_maximum(most).altered(waves=here)


def waves_to_enter(waves: int) -> str:
    """The number of waves that take more sites, as the end of a sentence about a shortage."""
    return plural(
        "there is {n} wave that they may enter", "there are {n} waves that they may enter", waves
    )


class Separating(Counting):
    """A rule that lets only a limited number of its sites share a wave, so that they need
    several.
    """

    alone: ClassVar[bool] = False
    """Whether other sites may not be in their wave either."""

    if TYPE_CHECKING:
        sites: Sites

    @property
    def limits_waves(self) -> bool:
        return True

    @property
    @abstractmethod
    def most_together(self) -> int:
        """How many of its sites may be in one wave."""


class Spaced(Trait):
    """A rule that asks for time between one wave that is used and the next."""

    if TYPE_CHECKING:

        @property
        def least(self) -> Duration | None: ...


class Placing(Trait):
    """A rule that puts one site into one wave."""

    if TYPE_CHECKING:
        site: str
        wave: str


class SwitchingOff(Trait):
    """A rule that holds go-lives against the end of each site's record system."""

    if TYPE_CHECKING:
        sites: Sites


class Unary(Trait):
    """A rule that only bars single sites from single waves."""

    headline: ClassVar[HeadlineTopic] = HeadlineTopic.DATES
    unary: ClassVar[bool] = True

    lets_stay: ClassVar[bool] = False
    """Whether a site that is in a wave may stay there, and a firm site is not bound at all."""

    if TYPE_CHECKING:
        sites: Sites

    @abstractmethod
    def shuts(self, snapshot: Snapshot, wave: WaveState, site: str) -> bool:
        """Whether it keeps this site, which it binds, out of the wave."""

    def shut_to(self, snapshot: Snapshot, site: str) -> frozenset[str]:
        """The waves that it keeps this site, which it binds, out of, among those that some site may
        be in.
        """
        waves = snapshot.enterable
        return frozenset(slot.id for slot in waves if self.shuts(snapshot, slot, site))

    def alike(self, snapshot: Snapshot) -> Iterator[Sequence[str]]:
        """The sites that it binds, grouped by the waves that it keeps them out of."""
        if bound := self.bound(snapshot):
            yield bound

    def bound(self, snapshot: Snapshot) -> list[str]:
        """The sites that it binds; live sites stay where they are."""
        return [
            site
            for site in snapshot.select(self.sites)
            if not snapshot.live(site)
            and not (self.lets_stay and snapshot.sites[site].firm is not None)
        ]

    def _stays(self, snapshot: Snapshot, site: str, wave: WaveState) -> bool:
        """Whether the site is in the wave, and may stay there."""
        return self.lets_stay and snapshot.sites[site].wave == wave.id

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        for sites in self.alike(snapshot):
            shut = [wave for wave in snapshot.waves if self.shuts(snapshot, wave, sites[0])]
            for site in sites if shut else ():
                for wave in shut:
                    if not self._stays(snapshot, site, wave):
                        decisions.bar((site,), site, wave)

    def encode_days(self, snapshot: Snapshot, decisions: DayDecisions) -> None:
        if not self.by_date:
            return
        for sites in self.alike(snapshot):
            for wave in snapshot.waves:
                shut = [
                    day
                    for day in decisions.days(wave)
                    if self.shuts(snapshot, replace(wave, go_live=Period.day(day)), sites[0])
                ]
                too_bad = decisions.goes_live_on(wave, shut)
                for site in sites if shut else ():
                    if not self._stays(snapshot, site, wave):
                        here = decisions.in_wave(site, wave)
                        decisions.any_true((site,), [~here, ~too_bad])

    def scope(self, snapshot: Snapshot) -> Collection[str] | None:
        return None if self.sites.everyone else snapshot.select(self.sites)

    @property
    def notice(self) -> Duration | None:
        """The time to prepare that it gives a site that is put into a wave; None where it gives
        none.
        """
        return None

    @property
    def lead_time(self) -> Duration | None:
        """How long before its go-live a site has to be put into a wave at the latest."""
        return None

    @property
    def closed(self) -> Period | None:
        """The period in which it lets no site go live, where that is all it asks."""
        return None

    @property
    def of_fewer(self) -> Self:
        return self


class DayBound(Unary):
    """A rule that judges each wave by its days, the same for all sites: a break by a live site is
    history, and a wave that fits on some of its possible days is in doubt.
    """

    @abstractmethod
    def fit(self, wave: WaveState) -> Fit:
        """On how many of the possible days of the wave the rule is kept."""

    @abstractmethod
    def says(self, site: str, wave: WaveState, fit: Fit) -> str:
        """What is wrong or doubtful about the wave, for the site of this name in it."""

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        breaks = []
        fits: dict[str, Fit] = {}
        for site in snapshot.select(self.sites):
            if (placed := placements.get(site)) is None:
                continue
            if placed not in fits:
                fits[placed] = self.fit(snapshot.wave[placed])
            if (fit := fits[placed]) is Fit.ALL:
                continue
            wave, live = snapshot.wave[placed], snapshot.live(site)
            message = self.says(snapshot.name(site), wave, fit)
            if fit is Fit.NONE:
                verdict = Verdict.HISTORY if live else Verdict.BROKEN
                breaks.append(Violation((site,), message, verdict, () if live else (site,)))
            elif not live:
                breaks.append(Violation((site,), message, Verdict.UNSURE))
        return breaks


class Precedence(Relaxable):
    """A rule that makes sites wait for others, by a gap."""

    headline: ClassVar[HeadlineTopic] = HeadlineTopic.WAITS
    waiting: ClassVar[bool] = True

    if TYPE_CHECKING:
        gap: Gap

    @abstractmethod
    def pairs(self, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
        """The pairs of a site that goes first and one that waits for it."""

    @property
    def ends(self) -> tuple[Sites, Sites] | None:
        """The selectors of the sites that go first and of those that wait, where the rule states
        them so.
        """
        return None

    def waited_for(self, snapshot: Snapshot, first: str) -> str:
        """The site that goes first, in a sentence about one that waits for it."""
        return snapshot.name(first)

    def precedences(self, snapshot: Snapshot) -> Iterator[Wait]:
        """The waits that still matter."""
        for first, then in self.pairs(snapshot):
            if not snapshot.live(then):
                yield Wait(first, then, self.gap)

    @property
    def by_date(self) -> bool:
        return self.gap.by_date

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        found = (
            waiting_break(
                snapshot, placements, first, then, self.gap, self.waited_for(snapshot, first)
            )
            for first, then in self.pairs(snapshot)
        )
        return [broken for broken in found if broken is not None]

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        first = self.waited_for(snapshot, broken.subject[0])
        return waiting_missed(snapshot, placements, broken, self.gap, first)

    def shortage(self, snapshot: Snapshot) -> str | None:
        for wait in self.precedences(snapshot):
            first, then = snapshot.sites[wait.first], snapshot.sites[wait.then]
            early, late = snapshot.allowed(first.id), snapshot.allowed(then.id)
            fits = {wait.gap.fit(one, other) for one in early for other in late}
            if not (first.required and then.required) or not fits <= {Fit.NONE}:
                continue
            asked = wait.gap.asked_of(then.name, self.waited_for(snapshot, first.id))
            waves = {wave.id for wave in (*early, *late)}
            if self.by_date and len(waves) > 1:
                return _("{asked}, and no two waves that they may enter allow that", asked=asked)
            return _("{asked}, and {there}", asked=asked, there=waves_to_enter(len(waves)))
        return None

    def push(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> Push:
        first = self.waited_for(snapshot, broken.subject[0])
        return waiting_push(snapshot, placements, broken, self.gap, first)

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:
        waves = len(snapshot.waves)
        return list(gap_relaxations(self.gap, waves, lambda gap: self.altered(gap=gap)))

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        for first, then in self.pairs(snapshot):
            demand_waiting(snapshot, decisions, first, then, self.gap)

    def encode_days(self, snapshot: Snapshot, decisions: DayDecisions) -> None:
        if self.by_date:
            for wait in self.precedences(snapshot):
                demand_days_between(snapshot, decisions, wait)

    def scope(self, snapshot: Snapshot) -> Collection[str]:
        return {site for pair in self.pairs(snapshot) for site in pair}

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002  # the gap says it
        return seen_by(self.gap)

"""What some kinds of rules have in common, each trait with what the rest of hpplan asks of it."""

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from hpplan.domain.gaps import Gap
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot, WaveState
from hpplan.periods import Duration
from hpplan.rules.base import (
    Decisions,
    HeadlineTopic,
    Relaxation,
    Rule,
    Violation,
    Wait,
    WaveSymmetry,
)
from hpplan.rules.precedence import (
    demand_waiting,
    gap_relaxations,
    seen_by,
    waiting_break,
    waiting_missed,
)


class Relaxable(Rule):
    """A rule that can ask less."""

    @abstractmethod
    def relaxations(self, snapshot: Snapshot) -> Sequence[Relaxation]:
        """The ways in which it can."""


class Grouping(Rule):
    """A rule that puts sites into one wave, or into none, together."""

    headline: ClassVar[HeadlineTopic] = HeadlineTopic.PLACES

    @abstractmethod
    def same_wave_groups(self, snapshot: Snapshot) -> Iterable[Sequence[str]]:
        """Which sites these are, where the rule is hard."""


class Counting(Rule):
    """A rule of which counting alone may show that no plan keeps it."""

    headline: ClassVar[HeadlineTopic] = HeadlineTopic.FIGURES

    @abstractmethod
    def shortage(self, snapshot: Snapshot) -> str | None:
        """How much it asks for in all and how much there is, where that is the whole reason."""


class Unary(Rule):
    """A rule that only bars single sites from single waves, each wave alike for all it binds."""

    headline: ClassVar[HeadlineTopic] = HeadlineTopic.DATES
    unary: ClassVar[bool] = True

    lets_stay: ClassVar[bool] = False
    """Whether who is in a wave may stay there, and who is firm is not bound at all."""

    if TYPE_CHECKING:
        sites: Sites

    @abstractmethod
    def shuts(self, snapshot: Snapshot, wave: WaveState) -> bool:
        """Whether it keeps those whom it binds out of the wave."""

    def bound(self, snapshot: Snapshot) -> list[str]:
        """The sites that it binds; what is live is where it is."""
        return [
            site
            for site in snapshot.select(self.sites)
            if not snapshot.live(site)
            and not (self.lets_stay and snapshot.sites[site].firm is not None)
        ]

    def bars(self, snapshot: Snapshot, site: str, wave: WaveState) -> bool:
        """Whether it keeps a site that it binds out of the wave."""
        stays = self.lets_stay and snapshot.sites[site].wave == wave.id
        return not stays and self.shuts(snapshot, wave)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        shut = [wave for wave in snapshot.waves if self.shuts(snapshot, wave)]
        for site in self.bound(snapshot) if shut else ():
            for wave in shut:
                if self.bars(snapshot, site, wave):
                    decisions.bar((site,), site, wave)

    def scope(self, snapshot: Snapshot) -> Collection[str] | None:
        return None if self.sites.everyone else snapshot.select(self.sites)

    @property
    def lead_time(self) -> Duration | None:
        """How long before its go-live a site is put into a wave at the latest."""
        return None


class Precedence(Relaxable):
    """A rule that lets sites wait for others, by a gap."""

    headline: ClassVar[HeadlineTopic] = HeadlineTopic.WAITS
    waiting: ClassVar[bool] = True

    if TYPE_CHECKING:
        gap: Gap

    @abstractmethod
    def pairs(self, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
        """Who goes first, and who waits for it."""

    def waited_for(self, snapshot: Snapshot, first: str) -> str:
        """Who goes first, in the words of somebody who waits for it."""
        return snapshot.name(first)

    def precedences(self, snapshot: Snapshot) -> Iterator[Wait]:
        """Who still waits for whom."""
        for first, then in self.pairs(snapshot):
            if not snapshot.live(then):
                yield Wait(first, then, self.gap)

    @property
    def by_date(self) -> bool:
        return self.gap.by_date

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        found = (
            waiting_break(snapshot, placements, first, then, self.gap)
            for first, then in self.pairs(snapshot)
        )
        return [broken for broken in found if broken is not None]

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        first = self.waited_for(snapshot, broken.subject[0])
        return waiting_missed(snapshot, placements, broken, self.gap, first)

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:
        waves = len(snapshot.waves)
        return list(gap_relaxations(self.gap, waves, lambda gap: self.altered(gap=gap)))

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        for first, then in self.pairs(snapshot):
            demand_waiting(snapshot, decisions, first, then, self.gap)

    def scope(self, snapshot: Snapshot) -> Collection[str]:
        return {site for pair in self.pairs(snapshot) for site in pair}

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:  # noqa: ARG002  # the gap says it
        return seen_by(self.gap)


def ties(rules: Iterable[Rule], snapshot: Snapshot) -> Iterator[Sequence[str]]:
    """Who goes together because of these rules."""
    for rule in rules:
        if isinstance(rule, Grouping):
            yield from rule.same_wave_groups(snapshot)


def waits(rules: Iterable[Rule], snapshot: Snapshot) -> Iterator[tuple[Rule, Wait]]:
    """Who waits for whom, each with the rule that says so."""
    for rule in rules:
        if isinstance(rule, Precedence):
            yield from ((rule, wait) for wait in rule.precedences(snapshot))

"""The futures of a plan as pieces of work, each done independently."""

from collections.abc import Callable, Iterator
from typing import Final

from hpplan.analysis.risk.counts import Counts, Reader
from hpplan.analysis.risk.futures import Die, drawn
from hpplan.analysis.risk.replanning import Ending, Replanner
from hpplan.domain.snapshot import Placements
from hpplan.programme.programme import SituationData
from hpplan.solving.replan import NoReplan
from hpplan.values import dataclass

AT_ONCE: Final = 10
"""How many futures form a piece of work: about a second of it."""
MOST_PIECES: Final = 1_000
"""The most pieces of work; with very many futures the pieces grow, but not beyond what may be lost
with a worker.
"""
LARGEST: Final = 100

Piece = tuple[range, str | None]
"""Numbers of futures, and the risk that is left out."""


def pieces(runs: int, without: str | None) -> Iterator[Piece]:
    """The futures, in pieces of work."""
    size = min(max(AT_ONCE, runs // MOST_PIECES), LARGEST)
    for first in range(0, runs, size):
        yield range(first, min(first + size, runs)), without


@dataclass(frozen=True)
class Futures:
    """The futures of a plan, by their numbers, with everything needed to live through them."""

    situation: SituationData
    placements: Placements
    dice: tuple[Die, ...]
    seed: int

    @property
    def replanner(self) -> Replanner:
        """A replanner, which remembers plans; one for each process."""
        return Replanner(self.situation, dict(self.placements))

    @property
    def shared(self) -> tuple[object, ...]:
        """Nothing: the results consist of names and dates."""
        return ()

    def begin(self) -> "Callable[[Piece], Lived]":
        """A function that lives through pieces of futures, and counts."""
        replanner = self.replanner
        reader = Reader(replanner)

        def live(piece: Piece) -> Lived:
            lived, endings = Lived(), dict[Ending, tuple[int, int]]()
            for number, ending in zip(piece[0], self.lived(replanner, *piece), strict=True):
                times, first = endings.get(ending, (0, number))
                endings[ending] = times + 1, first
            for ending, (times, first) in endings.items():
                reader.count(ending, times, lived.counts)
                if ending.lost is NoReplan.PROVED:
                    lived.dead_ends[ending.digest] = DeadEnd(times, first)
            return lived

        return live

    def lived(self, replanner: Replanner, numbers: range, without: str | None) -> list[Ending]:
        """The result of each of these futures; optionally without one risk."""
        dice = [die for die in self.dice if die.risk != without]
        return [replanner.through(drawn(dice, self.seed, number)) for number in numbers]


@dataclass(frozen=True)
class FuturesOfPlans:
    """The futures of several plans as one task, so that workers start once for all of them: its
    items are the number of a plan and some futures of it, one plan after the other.
    """

    plans: tuple[Futures, ...]

    @property
    def shared(self) -> tuple[object, ...]:
        """Nothing: the results consist of names and dates."""
        return ()

    def begin(self) -> "Callable[[tuple[int, Piece]], Lived]":
        """A function that lives through pieces of futures, and remembers only the latest plan."""
        at_hand: dict[int, Callable[[Piece], Lived]] = {}

        def live(item: tuple[int, Piece]) -> Lived:
            number, piece = item
            if number not in at_hand:
                at_hand.clear()
                at_hand[number] = self.plans[number].begin()
            return at_hand[number](piece)

        return live


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """How many futures ended the same way, without a plan, and the first of them."""

    times: int
    first: int


class Lived:
    """The results of futures, counted."""

    def __init__(self) -> None:
        self.counts = Counts()
        self.dead_ends: dict[bytes, DeadEnd] = {}
        """By the digest of the ending, in order of the first of each: that future can be lived
        through again anywhere.
        """

    def take(self, others: "Lived") -> None:
        """Add the results of others, which come after these."""
        self.counts.take(others.counts)
        for digest, more in others.dead_ends.items():
            known = self.dead_ends.get(digest)
            self.dead_ends[digest] = (
                more if known is None else DeadEnd(known.times + more.times, known.first)
            )

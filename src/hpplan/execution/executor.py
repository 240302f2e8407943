"""Work in many parts, and who does it: what comes out is the same, and in the same order."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Protocol, TypeVar

from hpplan.values import dataclass

Item = TypeVar("Item")
Item_co = TypeVar("Item_co", covariant=True)
Item_contra = TypeVar("Item_contra", contravariant=True)
Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class Task(Protocol[Item_contra, Result_co]):
    """What is done for each item. It goes to other processes whole, once to each."""

    def begin(self) -> Callable[[Item_contra], Result_co]:
        """Who does it for one item after the other; what it remembers changes no result."""
        ...

    @property
    def shared(self) -> Sequence[object]:
        """What results may hold that whoever asks has already: it comes back as the same."""
        ...


class WorkItems(Protocol[Item_co]):
    """What is handed out, each when somebody takes it up, and how many there are."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Item_co]: ...


class Executor(Protocol):
    """Whoever does the work. Ctrl-C, or a loss, comes between two results."""

    @property
    def at_once(self) -> int:
        """How many items are worked on at the same time."""
        ...

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        """The results, in the order of the items."""
        ...


Progress = Callable[[int, int], None]
"""Hears of how much is done, of how much."""


def unheard(done: int, of: int) -> None:
    """Nobody listens."""


class WorkersLost(Exception):
    """Those who did the work are gone, and what they had with them; the message says who."""


@dataclass(frozen=True, slots=True)
class InProcess:
    """One item after the other, here."""

    at_once: int = 1

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        do = task.begin()
        for item in items:
            yield do(item)


HERE: Final = InProcess()

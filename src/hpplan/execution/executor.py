"""Work in many parts, and what does it: the results are the same whatever that is, and in order."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Protocol, TypeVar

from hpplan.values import dataclass

Item = TypeVar("Item")
Item_co = TypeVar("Item_co", covariant=True)
Item_contra = TypeVar("Item_contra", contravariant=True)
Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class Task(Protocol[Item_contra, Result_co]):
    """The work that is done for each item. It is sent to other processes whole, once to each."""

    def begin(self) -> Callable[[Item_contra], Result_co]:
        """A function that does it for an item; what it remembers of others changes no result."""
        ...

    @property
    def shared(self) -> Sequence[object]:
        """Objects that results may hold and the caller has: they come back as the same ones."""
        ...


class WorkItems(Protocol[Item_co]):
    """The items, each made when it is handed out, and how many there are."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Item_co]: ...


class Executor(Protocol):
    """What does the work. Ctrl-C, or a loss, comes between two results."""

    @property
    def at_once(self) -> int:
        """How many items are worked on at the same time."""
        ...

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        """The results, in the order of the items."""
        ...


Progress = Callable[[int, int], None]
"""Is called with how many items are done, and of how many."""


def unheard(done: int, of: int) -> None:
    """Report no progress."""


class WorkersLost(Exception):
    """The workers are gone, with the items that they had; the message says which workers."""


@dataclass(frozen=True, slots=True)
class InProcess:
    """This process, which does one item after the other."""

    at_once: int = 1

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        do = task.begin()
        for item in items:
            yield do(item)


HERE: Final = InProcess()

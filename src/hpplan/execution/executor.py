"""Work in many parts, and executors of it: the results are the same for each, and in order."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Protocol, TypeVar

from hpplan.values import dataclass

Item = TypeVar("Item")
Item_co = TypeVar("Item_co", covariant=True)
Item_contra = TypeVar("Item_contra", contravariant=True)
Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class Task(Protocol[Item_contra, Result_co]):
    """The work that is done for each item. It is sent as a whole to each process, once."""

    def begin(self) -> Callable[[Item_contra], Result_co]:
        """A function that does the work for an item; what it remembers of others changes
        no result.
        """
        ...

    @property
    def shared(self) -> Sequence[object]:
        """Objects that results may contain and the caller has: they come back as the same
        objects.
        """
        ...


class WorkItems(Protocol[Item_co]):
    """The items, each created when it is handed out, and how many there are."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Item_co]: ...


class Executor(Protocol):
    """Does the work. Ctrl-C, or a loss of workers, comes between two results."""

    @property
    def at_once(self) -> int:
        """How many items are worked on at the same time."""
        ...

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        """The results, in the order of the items."""
        ...


Progress = Callable[[int, int], None]
"""Called with the number of items done, and the total."""


def unheard(done: int, of: int) -> None:
    """Report no progress."""


class WorkersLost(Exception):
    """The workers are gone, with the items that they had; the message names them."""


@dataclass(frozen=True, slots=True)
class InProcess:
    """This process, which does one item after the other."""

    at_once: int = 1

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        do = task.begin()
        for item in items:
            yield do(item)


HERE: Final = InProcess()

"""Work handed out slightly ahead of the workers, and collected in order."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Final, Protocol, TypeVar

from hpplan.execution.executor import WorkItems

AHEAD: Final = 2
"""How many items are handed out for each worker: one in progress, one waiting."""

Item = TypeVar("Item")


class Handed(Protocol):
    """An item that a worker has."""

    def done(self) -> bool:
        """Whether its result is known."""
        ...


Work = TypeVar("Work", bound=Handed)


def in_order(
    items: WorkItems[Item],
    hand_out: Callable[[Item], Work],
    wait: Callable[[], int],
    workers: int,
    after_wait: Callable[[], None] = lambda: None,
) -> Iterator[Work]:
    """The items that were handed out, each once it is done, in order. `wait` returns how many more
    are done by then: one, or none, where it stops waiting. `after_wait` is called after each wait.
    """
    waiting: deque[Work] = deque()
    undone = 0
    for item in items:
        waiting.append(hand_out(item))
        undone += 1
        while undone >= AHEAD * workers:
            undone -= wait()
            after_wait()
        while waiting and waiting[0].done():
            yield waiting.popleft()
    while waiting:
        while not waiting[0].done():
            wait()
            after_wait()
        yield waiting.popleft()

"""Work that ends early."""

from collections.abc import Iterator
from dataclasses import dataclass

from hpplan.execution.executor import HERE, Item, Result, Task, WorkItems


@dataclass(frozen=True)
class Stopped:
    """An executor that ends after so many results."""

    after: int
    by: type[BaseException] = KeyboardInterrupt
    at_once: int = 1

    def run(self, task: Task[Item, Result], items: WorkItems[Item]) -> Iterator[Result]:
        for number, result in enumerate(HERE.run(task, items)):
            if number == self.after:
                raise self.by
            yield result

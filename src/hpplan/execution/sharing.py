"""Tasks and results in transit between processes. Objects that both sides have are sent
as numbers.
"""

import io
import pickle
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from hpplan.execution.executor import Task

Item = TypeVar("Item")
Result = TypeVar("Result")


class Worker(Generic[Item, Result]):
    """Does a task in another process."""

    def __init__(self, task: Task[Item, Result]) -> None:
        self._do: Callable[[Item], Result] = task.begin()
        self._numbers = {id(each): number for number, each in enumerate(task.shared)}
        self._kept = task.shared  # or another thing could get the same id

    def result(self, item: Item) -> bytes:
        """The result of the item, pickled for a process that has the task."""
        said = io.BytesIO()
        _Packer(said, self._numbers).dump(self._do(item))
        return said.getvalue()


def unpacked(said: bytes, shared: Sequence[object]) -> Any:
    """The result of a task with these shared objects."""
    return _Unpacker(io.BytesIO(said), shared).load()


class _Packer(pickle.Pickler):
    def __init__(self, to: io.BytesIO, numbers: dict[int, int]) -> None:
        super().__init__(to, pickle.HIGHEST_PROTOCOL)
        self._numbers = numbers

    def persistent_id(self, each: object) -> int | None:
        return self._numbers.get(id(each))


class _Unpacker(pickle.Unpickler):  # only what our own workers say
    def __init__(self, said: io.BytesIO, shared: Sequence[object]) -> None:
        super().__init__(said)
        self._shared = shared

    def persistent_load(self, number: Any) -> object:
        return self._shared[number]

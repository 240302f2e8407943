"""In which order workers run tests.

xdist gives each worker as many tests that follow each other, and who is done takes from the
end of another's. So that nobody is left alone with what takes long, everybody begins with that.
"""

from collections.abc import Callable, Sequence
from itertools import groupby, islice
from typing import TypeVar

Test = TypeVar("Test")


def slow_first(
    tests: Sequence[Test],
    workers: int,
    *,
    file: Callable[[Test], str],
    slow: Callable[[Test], bool],
) -> list[Test]:
    """The tests in as many equal parts, each of which begins with files that have slow ones."""
    files = [list(group) for _, group in groupby(tests, file)]
    parts: list[list[Test]] = [[] for _ in range(workers)]
    for group in files:
        if any(map(slow, group)):
            min(parts, key=len).extend(group)
    quick = iter([test for group in files if not any(map(slow, group)) for test in group])
    for number, part in enumerate(parts):
        full = (number + 1) * len(tests) // workers - number * len(tests) // workers
        part.extend(islice(quick, max(0, full - len(part))))
    return [test for part in parts for test in part] + list(quick)

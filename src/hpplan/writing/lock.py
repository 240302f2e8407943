"""One writer of a folder at a time."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

NAME: Final = ".hpplan.writing"
"""The file that is locked. It is empty, and removed when nobody writes; a writer that is killed
leaves it behind.
"""
PATIENCE: Final = 30.0
"""Seconds to wait for another writer, which needs some milliseconds."""
_EACH: Final = 0.01


class Busy(Exception):
    """Another writer has been at work for longer than any should be."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """A context in which no other writer that uses this lock writes in the folder. Raises Busy, and
    OSError where the folder does not permit it.
    """
    path, deadline = folder / NAME, time.monotonic() + PATIENCE
    descriptor = _taken(path)
    while descriptor is None:
        if time.monotonic() > deadline:
            raise Busy
        time.sleep(_EACH)
        descriptor = _taken(path)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows does not remove an open file
            path.unlink()
        os.close(descriptor)


def _taken(path: Path) -> int | None:
    """The lock, if it is free: on the current file, not on one that was just removed."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if _is_locked(descriptor) and _is(descriptor, path):
            return descriptor
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _is(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _is_locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True

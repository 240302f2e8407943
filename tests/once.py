"""What costs seconds to make is made by the first worker that wants it; the others wait for it."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The file or folder of this name, in a folder that all workers of a run share. Nobody changes
    what is there.
    """
    own = factory.getbasetemp()
    path = (own.parent if own.name.startswith("popen-") else own) / name
    with path.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            make(path)
    return path

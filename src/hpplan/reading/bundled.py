"""The data that comes with hpplan: it is read, and never written."""

import os
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path


def bundled() -> Path:
    """The folder of the bundled data: in the package, or beside `src` in a checkout."""
    package = Path(str(files("hpplan")))
    shipped = package / "bundled"
    return shipped if shipped.is_dir() else package.parents[1] / "data"


def is_bundled(folder: Path) -> bool:
    """Whether it is that folder, whichever path leads to it."""
    return os.path.realpath(folder) == os.path.realpath(bundled())


def bundled_among(named: Iterable[str]) -> str | None:
    """The first of the files that belongs to the bundled data, even through a link."""
    real = ((file, Path(os.path.realpath(file))) for file in named)
    return next((file for file, path in real if is_bundled(path.parent)), None)

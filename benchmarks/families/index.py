"""The tables of a folder of instances."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """A row of `index.csv`: an instance, its file, and its known optimum."""

    instance: str
    file: str
    optimum: str

    @staticmethod
    def table(path: Path) -> Iterator[dict[str, str]]:
        """The rows of a table by their heads."""
        with path.open(encoding="utf-8", newline="") as opened:
            yield from csv.DictReader(opened)


def rows_of(folder: Path, family: str) -> Iterator[Row]:
    """The instances of a family, in the order of the index."""
    for row in Row.table(folder / "index.csv"):
        if row["family"] == family:
            yield Row(row["instance"], row["file"], row["optimum"])

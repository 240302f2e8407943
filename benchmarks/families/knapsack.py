"""Knapsacks of several dimensions: what is worth most goes in, the rest stays out."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from families.index import rows_of
from families.problem import Case, Goal, Judged, Limit, Placed, Problem

WORTH = "worth"


@dataclass(frozen=True, slots=True)
class Knapsack:
    """Items with their worth; how much of each dimension they take, and how much there is."""

    worth: tuple[Fraction, ...]
    takes: tuple[tuple[int, ...], ...]
    holds: tuple[int, ...]

    @property
    def unit(self) -> int:
        """What makes whole numbers of the worths."""
        return 10 if any(worth.denominator != 1 for worth in self.worth) else 1


def cases(folder: Path) -> Iterator[Case]:
    """The greatest worth of one wave; names end in the number of the problem in its file."""
    read_files: dict[str, list[Knapsack]] = {}
    for row in rows_of(folder, "mkp"):
        if row.file not in read_files:
            read_files[row.file] = read(folder / row.file)
        number = int(row.instance.rpartition("-")[2])
        yield packed(row.instance, read_files[row.file][number - 1], Fraction(row.optimum))


def packed(name: str, sack: Knapsack, optimum: Fraction) -> Case:
    dimensions = range(len(sack.holds))
    problem = Problem(
        sites={
            f"i{n}": {
                WORTH: int(worth * sack.unit),
                **{f"r{d}": sack.takes[d][n] for d in dimensions},
            }
            for n, worth in enumerate(sack.worth)
        },
        waves=1,
        goals=(Goal("participation", WORTH),),
        limits=tuple(Limit(f"r{d}", sack.holds[d]) for d in dimensions),
        optional=True,
    )
    best = (int(optimum * sack.unit),)
    return Case("mkp", name, problem, best, lambda placed: judge(sack, placed))


def judge(sack: Knapsack, placed: Placed) -> Judged:
    inside = [n for n in range(len(sack.worth)) if f"i{n}" in placed]
    taken = [sum(row[n] for n in inside) for row in sack.takes]
    faults = [
        f"{took} of {holds}" for took, holds in zip(taken, sack.holds, strict=True) if took > holds
    ]
    worth = sum((sack.worth[n] for n in inside), Fraction())
    return Judged(tuple(faults), (int(worth * sack.unit),))


def read(file: Path) -> list[Knapsack]:
    """The number of problems; for each its items, dimensions and optimum, the worths, a row of
    sizes for each dimension, and what the dimensions hold.
    """
    numbers = iter([Fraction(word) for word in file.read_text(encoding="utf-8").split()])

    def row(length: int) -> tuple[Fraction, ...]:
        return tuple(next(numbers) for _ in range(length))

    def one() -> Knapsack:
        items, dimensions, _ = row(3)
        worth = row(int(items))
        takes = tuple(tuple(map(int, row(int(items)))) for _ in range(int(dimensions)))
        return Knapsack(worth, takes, tuple(map(int, row(int(dimensions)))))

    return [one() for _ in range(int(next(numbers)))]

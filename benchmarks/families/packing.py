"""Bin packing: sizes go into as few bins as possible."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from families.index import rows_of
from families.problem import Case, Goal, Judged, Limit, Placed, Problem, tightened

SIZE = "size"
SPARE = 2
"""How many bins more than needed there are."""


@dataclass(frozen=True, slots=True)
class Items:
    """Sizes by item, and what a bin holds."""

    sizes: dict[str, int]
    bin: int


def cases(folder: Path) -> Iterator[Case]:
    """The least number of bins; one less is asked for where the sizes alone forbid it."""
    read_files: dict[str, dict[str, Items]] = {}
    for row in rows_of(folder, "bpp"):
        if row.file not in read_files:
            read_files[row.file] = read(folder / row.file)
        items = read_files[row.file][row.instance]
        case = packed(row.instance, items, int(row.optimum))
        yield case
        if sum(items.sizes.values()) > (int(row.optimum) - 1) * items.bin:
            yield tightened(case)


def packed(name: str, items: Items, optimum: int) -> Case:
    problem = Problem(
        sites={item: {SIZE: size} for item, size in items.sizes.items()},
        waves=optimum + SPARE,
        goals=(Goal("fewest-waves"),),
        limits=(Limit(SIZE, items.bin),),
    )
    return Case("bpp", name, problem, (optimum,), lambda placed: judge(items, placed))


def judge(items: Items, placed: Placed) -> Judged:
    faults = [f"{item} is in no bin" for item in items.sizes if item not in placed]
    loads: dict[int, int] = {}
    for item, number in placed.items():
        loads[number] = loads.get(number, 0) + items.sizes[item]
    faults += [f"bin {n} holds {load}" for n, load in loads.items() if load > items.bin]
    return Judged(tuple(faults), (len(loads),))


def read(file: Path) -> dict[str, Items]:
    """The number of problems; for each its name, a bin's room, its items and the best known."""
    words = iter(file.read_text(encoding="utf-8").split())
    found = {}
    for _ in range(int(next(words))):
        name, room, count, _ = (next(words) for _ in range(4))
        sizes = {f"i{n}": int(next(words)) for n in range(int(count))}
        found[name] = Items(sizes, int(room))
    return found

"""Generalised assignment: jobs go to agents, each of which has so much of a resource of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from families.index import rows_of
from families.problem import Case, Goal, Judged, Limit, Placed, Problem


@dataclass(frozen=True, slots=True)
class Assignment:
    """Costs and needs by agent, then job; and what each agent has."""

    cost: tuple[tuple[int, ...], ...]
    need: tuple[tuple[int, ...], ...]
    has: tuple[int, ...]

    @property
    def jobs(self) -> range:
        return range(len(self.cost[0]))


def cases(folder: Path) -> Iterator[Case]:
    """Names end in `_min` for the least cost, in `_max` for the greatest."""
    for row in rows_of(folder, "gap"):
        greatest = row.instance.endswith("_max")
        given = read(folder / row.file)
        yield assigned(row.instance, given, int(row.optimum), greatest=greatest)


def assigned(name: str, given: Assignment, optimum: int, *, greatest: bool) -> Case:
    """The greatest cost is asked for as the least of what each cost lacks to a number above all."""
    above = 1 + max(map(max, given.cost)) if greatest else 0
    agents = range(1, len(given.has) + 1)

    def value(cost: int) -> int:
        return len(given.jobs) * above - cost if greatest else cost

    def judged(placed: Placed) -> Judged:
        found = judge(given, placed)
        return Judged(found.faults, tuple(map(value, found.values)))

    problem = Problem(
        sites={f"j{j}": {f"r{a}": given.need[a - 1][j] for a in agents} for j in given.jobs},
        waves=len(given.has),
        goals=(Goal("wishes"),),
        limits=tuple(Limit(f"r{a}", given.has[a - 1], waves=(a,)) for a in agents),
        wishes={
            f"j{j}": {a: abs(above - given.cost[a - 1][j]) for a in agents} for j in given.jobs
        },
    )
    return Case("gap", name, problem, (value(optimum),), judged)


def judge(given: Assignment, placed: Placed) -> Judged:
    faults = [f"job {j} has no agent" for j in given.jobs if f"j{j}" not in placed]
    used = [0] * len(given.has)
    for j in given.jobs:
        agent = placed[f"j{j}"] - 1
        used[agent] += given.need[agent][j]
    faults += [
        f"agent {n} needs {used_up} of {has}"
        for n, (used_up, has) in enumerate(zip(used, given.has, strict=True), 1)
        if used_up > has
    ]
    cost = sum(given.cost[placed[f"j{j}"] - 1][j] for j in given.jobs)
    return Judged(tuple(faults), (cost,))


def read(file: Path) -> Assignment:
    """Numbers: agents and jobs, costs and needs row by row, and what the agents have."""
    agents, jobs, *rest = map(int, file.read_text(encoding="utf-8").split())
    rows = [tuple(rest[n * jobs : (n + 1) * jobs]) for n in range(2 * agents)]
    has = rest[2 * agents * jobs : 2 * agents * jobs + agents]
    return Assignment(tuple(rows[:agents]), tuple(rows[agents:]), tuple(has))

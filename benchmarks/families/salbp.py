"""Simple assembly line balancing: tasks go to stations, none before those it needs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from families.index import Row, rows_of
from families.problem import Case, Goal, Judged, Limit, Placed, Problem, tightened

TIME = "time"
SPARE = 2
"""How many stations more than needed there are, where as few as possible are wanted."""


@dataclass(frozen=True, slots=True)
class Line:
    """Tasks with their times; `arcs` holds pairs of which the first is no later."""

    times: dict[str, int]
    arcs: frozenset[tuple[str, str]]


def cases_of_type_1(folder: Path) -> Iterator[Case]:
    """The least number of stations for a cycle time."""
    for row in rows_of(folder, "salbp1"):
        cycle = int(row.instance.rpartition("_c")[2])
        case = fewest_stations(row.instance, read(folder / row.file), cycle, int(row.optimum))
        yield case
        yield tightened(case)


def cases_of_type_2(folder: Path) -> Iterator[Case]:
    """The least cycle time for a number of stations."""
    for row in rows_of(folder, "salbp2"):
        stations = int(row.instance.rpartition("_m")[2])
        case = least_cycle(row.instance, read(folder / row.file), stations, int(row.optimum))
        yield case
        yield tightened(case)


def cases_of_pairs(folder: Path) -> Iterator[Case]:
    """The least number of stations for a cycle time, then the least load with that number."""
    table = folder / "lexicographic_pairs.csv"
    if not table.is_file():
        return
    files = {Path(row.file).stem: row.file for row in rows_of(folder, "salbp1")}
    for row in Row.table(table):
        graph, cycle = row["graph"], int(row["cycle_time"])
        if graph in files:
            pair = int(row["min_stations"]), int(row["then_min_max_load"])
            yield both(f"{graph}_c{cycle}", read(folder / files[graph]), cycle, pair)


def fewest_stations(name: str, line: Line, cycle: int, optimum: int) -> Case:
    goals = (Goal("fewest-waves"),)
    problem = _problem(line, optimum + SPARE, goals, Limit(TIME, cycle))
    return Case("salbp1", name, problem, (optimum,), lambda p: _only(judge(line, p, cycle), 0))


def least_cycle(name: str, line: Line, stations: int, optimum: int) -> Case:
    problem = _problem(line, stations, (Goal("peak", TIME),))
    return Case("salbp2", name, problem, (optimum,), lambda p: _only(judge(line, p), 1))


def both(name: str, line: Line, cycle: int, optimum: tuple[int, int]) -> Case:
    goals = Goal("fewest-waves"), Goal("peak", TIME)
    problem = _problem(line, optimum[0] + SPARE, goals, Limit(TIME, cycle))
    return Case("lexicographic", name, problem, optimum, lambda p: judge(line, p, cycle))


def _problem(line: Line, stations: int, goals: tuple[Goal, ...], *limits: Limit) -> Problem:
    return Problem(
        sites={task: {TIME: time} for task, time in line.times.items()},
        waves=stations,
        goals=goals,
        limits=limits,
        before=tuple((first, then, 0) for first, then in sorted(line.arcs)),
    )


def judge(line: Line, placed: Placed, cycle: int | None = None) -> Judged:
    """The values are the number of stations used, and the largest load of one."""
    faults = [f"{task} is at no station" for task in line.times if task not in placed]
    faults += [f"{a} is after {b}" for a, b in line.arcs if placed[a] > placed[b]]
    loads: dict[int, int] = {}
    for task, station in placed.items():
        loads[station] = loads.get(station, 0) + line.times[task]
    if cycle is not None:
        faults += [f"station {n} takes {load}" for n, load in loads.items() if load > cycle]
    return Judged(tuple(faults), (len(loads), max(loads.values())))


def _only(judged: Judged, number: int) -> Judged:
    return Judged(judged.faults, (judged.values[number],))


def read(file: Path) -> Line:
    """The number of tasks, their times, and arcs until `-1,-1`; the rest is talk."""
    lines = file.read_text(encoding="latin-1").split("\n")
    count = int(lines[0])
    times = {f"t{n}": int(time) for n, time in enumerate(lines[1 : count + 1], 1)}
    rest = (re.match(r"\s*(-?\d+)\s*,\s*(-?\d+)", text) for text in lines[count + 1 :])
    arcs = takewhile(lambda found: found[1] != "-1", (found for found in rest if found))
    return Line(times, frozenset((f"t{found[1]}", f"t{found[2]}") for found in arcs))

"""Balanced academic curriculum: courses go to periods, after those they build on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from families.index import Row, rows_of
from families.problem import COUNT, Case, Goal, Judged, Limit, Placed, Problem, tightened

LOAD = "load"


@dataclass(frozen=True, slots=True)
class Curriculum:
    """Courses with their credits; `after` holds pairs (course, the course it builds on)."""

    credit: dict[str, int]
    after: frozenset[tuple[str, str]]
    periods: int
    load: tuple[int, int]
    courses: tuple[int, int]


def cases(folder: Path) -> Iterator[Case]:
    """The least load of the fullest period, within the least and greatest that are allowed."""
    for row in rows_of(folder, "bacp"):
        case = balanced(row.instance, read(folder / row.file), int(row.optimum))
        yield case
        yield tightened(case)


def cases_of_fewest_periods(folder: Path) -> Iterator[Case]:
    """The least number of periods that hold a course, at the greatest load allowed."""
    table = folder / "bacp_optima.csv"
    if not table.is_file():
        return
    files = {row.instance: row.file for row in rows_of(folder, "bacp")}
    for row in Row.table(table):
        name = row["instance"]
        if name in files:
            least = int(row["min_periods_at_load_ub"])
            case = shortest(name, read(folder / files[name]), least)
            yield case
            yield tightened(case)


def balanced(name: str, curriculum: Curriculum, optimum: int) -> Case:
    (least, most), (fewest, count) = curriculum.load, curriculum.courses
    limits = Limit(LOAD, most, least), Limit(COUNT, count, fewest)
    problem = _problem(curriculum, limits, Goal("peak", LOAD))
    return Case("bacp", name, problem, (optimum,), lambda placed: judge(curriculum, placed))


def shortest(name: str, curriculum: Curriculum, optimum: int) -> Case:
    limits = Limit(LOAD, curriculum.load[1]), Limit(COUNT, curriculum.courses[1])
    problem = _problem(curriculum, limits, Goal("fewest-waves"))

    def judged(placed: Placed) -> Judged:
        return judge(curriculum, placed, fewest=True)

    return Case("bacp-waves", name, problem, (optimum,), judged)


def _problem(curriculum: Curriculum, limits: tuple[Limit, ...], goal: Goal) -> Problem:
    return Problem(
        sites={course: {LOAD: credit} for course, credit in curriculum.credit.items()},
        waves=curriculum.periods,
        goals=(goal,),
        limits=limits,
        before=tuple((first, course, 1) for course, first in sorted(curriculum.after)),
    )


def judge(curriculum: Curriculum, placed: Placed, *, fewest: bool = False) -> Judged:
    """`fewest` counts periods, and allows empty ones."""
    faults = [f"{course} is in no period" for course in curriculum.credit if course not in placed]
    faults += [
        f"{course} is not after {first}"
        for course, first in curriculum.after
        if placed[course] <= placed[first]
    ]
    loads = [0] * (curriculum.periods + 1)
    counts = [0] * (curriculum.periods + 1)
    for course, period in placed.items():
        loads[period] += curriculum.credit[course]
        counts[period] += 1
    for held, (least, most) in ((loads, curriculum.load), (counts, curriculum.courses)):
        low = 0 if fewest else least
        faults += [f"a period holds {n}" for n in held[1:] if not low <= n <= most]
    value = sum(1 for count in counts if count) if fewest else max(loads)
    return Judged(tuple(faults), (value,))


def read(file: Path) -> Curriculum:
    text = file.read_text(encoding="utf-8")
    return _of_minizinc(text) if file.suffix == ".mzn" else _of_csplib(text)


def _of_csplib(text: str) -> Curriculum:
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
    number = {key: int(n) for key, n in re.findall(r"\b([pabcd])\s*=\s*(\d+)", text)}
    names = _words(text, r"courses\s*=\s*\{(.*?)\}")
    worth = map(int, _words(text, r"credit\s*=\s*\[(.*?)\]"))
    pairs = re.findall(r"<\s*(\w+)\s*,\s*(\w+)\s*>", text)
    return Curriculum(
        credit=dict(zip(names, worth, strict=True)),
        after=frozenset(pairs),
        periods=number["p"],
        load=(number["a"], number["b"]),
        courses=(number["c"], number["d"]),
    )


def _of_minizinc(text: str) -> Curriculum:
    number = {key: int(n) for key, n in re.findall(r"^(\w+)\s*=\s*(\d+);", text, re.MULTILINE)}
    worth = map(int, _words(text, r"course_load\s*=\s*\[(.*?)\]"))
    pairs = re.findall(r"^constraint prerequisite\((\d+),\s*(\d+)\);", text, re.MULTILINE)
    return Curriculum(
        credit={f"c{n}": credit for n, credit in enumerate(worth, 1)},
        after=frozenset((f"c{course}", f"c{first}") for course, first in pairs),
        periods=number["n_periods"],
        load=(number["load_per_period_lb"], number["load_per_period_ub"]),
        courses=(number["courses_per_period_lb"], number["courses_per_period_ub"]),
    )


def _words(text: str, pattern: str) -> list[str]:
    found = re.search(pattern, text, re.DOTALL)
    assert found is not None, f"nothing matches {pattern}"
    return re.findall(r"\w+", found[1])

"""Public planning problems with known optima, planned by hpplan and by a plain CP-SAT model.

    python benchmarks/instances.py DIR [--family F] [--only NAME] [--seconds 60] [--json FILE]

Each instance of the folder becomes a data directory, is read and planned through hpplan's Python
interface, and its plan is judged from the original instance, not by hpplan. A name that ends in
`-1` is the same with one unit less than the optimum needs: no plan exists, and that is proved.
Times are seconds on the wall; the ratio is of the processor's time for solving, ours to plain.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path
from statistics import median

import plain
from data_directory import wave_number, write
from families import FAMILIES
from families.problem import COUNT, Case, Goal, Limit, Placed, Problem, renamed
from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.reading import read
from hpplan.solving.result import Limits, Undecided
from plain import Answer

ENOUGH = 2.0
"""Problems that take so many seconds are not repeated."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one case went. `wrong` says what is wrong with the answers; it is empty."""

    family: str
    name: str
    sites: int
    waves: int
    optimum: tuple[int, ...] | None
    ours: Answer
    theirs: Answer
    wrong: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """Of the work, which other processes blur less than the time on the wall."""
        return self.ours.work / self.theirs.work

    @property
    def solved(self) -> bool:
        return self.ours.proved and not self.wrong


def planned(problem: Problem, seconds: float, workers: int) -> Answer:
    """What hpplan makes of the problem, as a data directory in a folder that goes away again."""
    with tempfile.TemporaryDirectory() as folder:
        write(problem, Path(folder))
        started = time.perf_counter()
        reading = read(Path(folder))
        loaded, worked = time.perf_counter(), time.process_time()
    assert reading.programme is not None, reading.findings
    outcome = best_plan(reading.programme.on(), Limits(seconds=seconds, workers=workers))
    times = time.perf_counter() - loaded, time.process_time() - worked, loaded - started
    match outcome:
        case Solved(plan):
            placed = {site: wave_number(wave) for site, wave in plan.waves.items()}
            values = tuple(goal.value for goal in plan.goals)
            proved = all(goal.proved for goal in plan.goals)
            return Answer(placed, values, proved, *times)
        case Infeasible():
            return Answer(None, (), True, *times)
        case Undecided():
            return Answer(None, (), False, *times)


def measured(case: Case, seconds: float, workers: int, repeats: int) -> Result:
    """Both answers, in turn; of short ones the fastest of some."""
    ours = planned(case.problem, seconds, workers)
    theirs = plain.solve(case.problem, seconds, workers)
    for _ in range(repeats - 1):
        if ours.solving < ENOUGH:
            ours = _faster(ours, planned(case.problem, seconds, workers))
        if theirs.solving < ENOUGH:
            theirs = _faster(theirs, plain.solve(case.problem, seconds, workers))
    return Result(
        case.family,
        case.name,
        len(case.problem.sites),
        case.problem.waves,
        case.optimum,
        ours,
        theirs,
        (*faults(case, ours), *(f"plain: {fault}" for fault in faults(case, theirs))),
    )


def warm_up() -> None:
    """Both ways once, so that no instance pays for what is imported when it is first used."""
    limits = Limit(COUNT, 1, waves=(1,)), Limit(COUNT, 1, waves=(2,))
    problem = Problem({"a": {}, "b": {}}, 2, (Goal("fewest-waves"),), limits, (("a", "b", 1),))
    for possible in (problem, replace(problem, waves=1, limits=())):
        planned(possible, 10.0, 1)
        plain.solve(possible, 10.0, 1)


def _faster(one: Answer, other: Answer) -> Answer:
    reading = min(one.reading, other.reading)
    return replace(min(one, other, key=lambda answer: answer.work), reading=reading)


def faults(case: Case, answer: Answer) -> list[str]:
    """What is wrong with an answer, by the original instance and its known optimum."""
    if answer.placed is None:
        refuted = answer.proved and case.optimum is not None
        return ["says that there is no plan"] if refuted else []
    if case.optimum is None:
        return ["has a plan where there is none"]
    return _faults_of_plan(case, answer, answer.placed, case.optimum)


def _faults_of_plan(
    case: Case, answer: Answer, placed: Placed, optimum: tuple[int, ...]
) -> list[str]:
    judged = case.judge(placed)
    found = list(judged.faults)
    if judged.values[: len(answer.values)] != answer.values:
        found.append(f"says it is worth {answer.values}, but it is {judged.values}")
    if answer.proved and answer.values != optimum:
        found.append(f"says it proved {answer.values}, but {optimum} is")
    return found


# --- The table ------------------------------------------------------------------------------

HEAD = (
    f"{'instance':<22}{'sites':>6}{'waves':>6}{'optimum':>10}{'hpplan':>10}{'':>8}"
    f"{'reading':>9}{'solving':>9}{'plain':>10}{'':>8}{'solving':>9}{'ratio':>9}"
)


def line(result: Result) -> str:
    ours, theirs = result.ours, result.theirs
    return (
        f"{result.name:<22}{result.sites:>6}{result.waves:>6}{_values(result.optimum):>10}"
        f"{_found(ours):>10}{_proof(ours):>8}{ours.reading:>9.3f}{ours.solving:>9.3f}"
        f"{_found(theirs):>10}{_proof(theirs):>8}{theirs.solving:>9.3f}{result.ratio:>9.2f}"
        + "".join(f"\n    WRONG: {fault}" for fault in result.wrong)
    )


def _values(values: tuple[int, ...] | None) -> str:
    return "none" if values is None else ", ".join(map(str, values))


def _found(answer: Answer) -> str:
    if answer.placed is None:
        return "none" if answer.proved else "?"
    return _values(answer.values)


def _proof(answer: Answer) -> str:
    return "proved" if answer.proved else "open"


def summary(results: Iterable[Result]) -> Iterator[str]:
    """A line for each family, for the possible and for the impossible ones."""
    yield f"{'family':<28}{'hpplan':>9}{'plain':>9}{'median ratio':>14}{'worst':>9}{'plain':>9}"

    def part(result: Result) -> tuple[str, bool]:
        return result.family, result.optimum is None

    together = list(results)
    for (family, none), found in groupby(sorted(together, key=part), part):
        yield _summed(f"{family}{', impossible' if none else ''}", list(found))
    for none in (False, True):
        if found_all := [result for result in together if (result.optimum is None) is none]:
            yield _summed(f"all{', impossible' if none else ''}", found_all)


def _summed(name: str, results: Sequence[Result]) -> str:
    def share(done: Callable[[Result], bool]) -> str:
        return f"{sum(1 for result in results if done(result))}/{len(results)}"

    ratio = median(result.ratio for result in results)
    ours = max(result.ours.solving for result in results)
    theirs = max(result.theirs.solving for result in results)
    return (
        f"{name:<28}{share(lambda r: r.solved):>9}{share(lambda r: r.theirs.proved):>9}"
        f"{ratio:>14.2f}{ours:>9.2f}{theirs:>9.2f}"
    )


# --- The command ----------------------------------------------------------------------------


def chosen(
    folder: Path, families: Iterable[str], only: str, which: str, seed: int | None
) -> Iterator[Case]:
    """The cases of these families that are asked for, in other words where a seed is given."""
    for family in families:
        for case in FAMILIES[family](folder):
            named = case.name == only or fnmatchcase(case.name, only)
            if named and which in ("all", "impossible" if case.optimum is None else "possible"):
                yield case if seed is None else renamed(case, seed)


def main(arguments: Sequence[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    families = given.family or list(FAMILIES)
    results: list[Result] = []
    asked = chosen(given.folder, families, given.only, given.which, given.renamed)
    warm_up()
    for family, cases in groupby(asked, key=lambda case: case.family):
        print(f"\n{family}\n{HEAD}", flush=True)
        for case in cases:
            results.append(measured(case, given.seconds, given.workers, given.repeats))
            print(line(results[-1]), flush=True)
    if not results:
        print(f"no instance of '{given.folder}' matches", file=sys.stderr)
        return 1
    print("", *summary(results), sep="\n")
    if given.json is not None:
        rows = [{**asdict(r), "ratio": r.ratio, "solved": r.solved} for r in results]
        given.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 1 if any(result.wrong for result in results) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder with index.csv")
    parser.add_argument("--family", action="append", choices=FAMILIES, help="only of this family")
    parser.add_argument("--only", metavar="NAME", default="*", help="only these; * is anything")
    which = ("all", "possible", "impossible")
    parser.add_argument("--which", choices=which, default="all", help="only those with a plan, …")
    parser.add_argument("--seconds", type=float, default=60.0, help="the limit for each search")
    parser.add_argument("--workers", type=int, default=1, help="threads of each search")
    parser.add_argument("--repeats", type=int, default=1, help="short ones: the fastest of so many")
    parser.add_argument("--renamed", type=int, metavar="SEED", help="in other names and sizes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the table there as well")
    return parser


if __name__ == "__main__":
    sys.exit(main())

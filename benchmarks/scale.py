"""How planning scales: seeded rollouts of 70 to 100,000 sites, beside a plain CP-SAT model and a
greedy planner in the same run.

    python benchmarks/scale.py [--sites N ...] [--family F ...] [--seconds S] [--seed N] [--reading]

Every plan is checked here, by a few lines that know nothing of hpplan. `gap` is how far the value
may be from the best, by the bound that was proved; 0 is proved best. Seconds are those of the
clock, and in brackets those of the processor: where other programs run as well, time limits, which
are by the clock, leave a planner less than they say.

With `--reading`, only the time and memory that it takes to read and check the files, beside
`yaml.CSafeLoader`, each in a process of its own.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from rollouts import Rollout, Site, rollout, write

PlanData = Mapping[str, int]
"""The wave of each placed site."""
FAMILIES = ("replanning", "greenfield", "over-subscribed")


@dataclass(frozen=True, slots=True)
class Result:
    """What a planner gave: its plan, goal values (smaller is better) with bounds, and its time."""

    planner: str
    plan: PlanData
    values: tuple[int, ...]
    bounds: tuple[int | None, ...]
    seconds: "Seconds"


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long something took, by the clock and by the processor."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.1f} [{self.processor:.1f}]"


class Stopwatch:
    def __init__(self) -> None:
        self._clock, self._processor = time.monotonic(), time.process_time()

    def read(self) -> Seconds:
        return Seconds(time.monotonic() - self._clock, time.process_time() - self._processor)


def delays(problem: Rollout) -> list[int]:
    """Days from the first wave to each, and twelve months after the last for never."""
    from datetime import date

    months = [6 + 5 * wave for wave in range(problem.waves)]
    days = [date(2026 + m // 12, m % 12 + 1, 1) for m in months]
    never = days[-1].replace(year=days[-1].year + 1)
    return [(day - days[0]).days for day in [*days, never]]


def values(problem: Rollout, plan: PlanData) -> tuple[int, ...]:
    """Sites left out, sites moved (unless greenfield), waves of regions too many, and waiting."""
    late = delays(problem)
    left_out = sum(site.id not in plan for site in problem.sites)
    moved = sum(
        site.current is not None and plan.get(site.id) != site.current for site in problem.sites
    )
    spread = 0
    for _, members in groupby(problem.sites, key=lambda site: site.region):
        spread += max(0, len({plan[s.id] for s in members if s.id in plan}) - 1)
    waiting = sum(
        site.size["inhabitants"] * late[plan.get(site.id, problem.waves)] for site in problem.sites
    )
    replans = problem.family != "greenfield"
    return (left_out, *((moved,) if replans else ()), spread, waiting)


def faults(problem: Rollout, plan: PlanData) -> int:
    """How many rules a plan breaks."""
    loads: dict[tuple[str, int], int] = {}
    for site in problem.sites:
        if site.id in plan:
            for measure in problem.caps:
                key = measure, plan[site.id]
                loads[key] = loads.get(key, 0) + site.size.get(measure, 1)
    over = sum(load > problem.caps[measure][wave] for (measure, wave), load in loads.items())
    torn = sum(len({plan.get(site) for site in group}) > 1 for group in problem.together)
    early = sum(
        plan.get(then) is not None and plan.get(first, problem.waves) >= plan[then]
        for first, then in problem.before
    )
    outside = sum(
        not first <= plan[site] <= last
        for site, (first, last) in problem.windows.items()
        if site in plan
    )
    return over + torn + early + outside


def by_hpplan(problem: Rollout, seconds: float) -> tuple[Result, Seconds]:
    """Hpplan's plan, from files, through the public API; and how long reading took."""
    from hpplan.planning import Solved, best_plan
    from hpplan.reading import read
    from hpplan.solving.result import Limits

    with tempfile.TemporaryDirectory() as folder:
        write(problem, Path(folder))
        watch = Stopwatch()
        reading = read(Path(folder))
        assert reading.programme is not None, reading.findings[:3]
        loading = watch.read()
    watch = Stopwatch()
    outcome = best_plan(reading.programme.on(), Limits(seconds=seconds))
    took = watch.read()
    if not isinstance(outcome, Solved):
        return Result("hpplan", {}, (), (), took), loading
    plan = {site: int(wave[1:]) for site, wave in outcome.plan.waves.items()}
    people = len(problem.sites)
    bounds = [goal.bound for goal in outcome.plan.goals]
    first = None if bounds[0] is None else people - bounds[0]
    return Result("hpplan", plan, values(problem, plan), (first, *bounds[1:]), took), loading


def by_greed(problem: Rollout) -> Result:
    """Groups in order of how little choice they have, each in its current or the first wave that
    has room for it.
    """
    watch = Stopwatch()
    site = {s.id: s for s in problem.sites}
    groups = {s: group for group in problem.together for s in group}
    firsts: dict[str, list[str]] = {}
    for first, then in problem.before:
        firsts.setdefault(then, []).append(first)
    room = {measure: list(caps) for measure, caps in problem.caps.items()}
    plan: dict[str, int] = {}

    def choices(members: tuple[str, ...]) -> range:
        spans = [problem.windows.get(s, (0, problem.waves - 1)) for s in members]
        last = min(problem.waves - 1, *(high for _, high in spans))
        return range(max(low for low, _ in spans), last + 1)

    waiting = list(dict.fromkeys(groups.get(s.id, (s.id,)) for s in problem.sites))
    waiting.sort(key=lambda members: len(choices(members)))
    while waiting:
        later = []
        for members in waiting:
            needed = [f for s in members for f in firsts.get(s, ())]
            if any(f not in plan for f in needed):
                later.append(members)
                continue
            low = max((plan[f] + 1 for f in needed), default=0)
            current = site[members[0]].current
            order = [current, *choices(members)] if current is not None else choices(members)
            for wave in order:
                if wave is None or wave < low or wave not in choices(members):
                    continue
                need = {m: sum(site[s].size.get(m, 1) for s in members) for m in room}
                if all(room[m][wave] >= need[m] for m in room):
                    for measure, amount in need.items():
                        room[measure][wave] -= amount
                    plan |= dict.fromkeys(members, wave)
                    break
        if len(later) == len(waiting):
            break
        waiting = later
    return Result("greedy", plan, values(problem, plan), (None,) * 4, watch.read())


def by_plain_model(problem: Rollout, seconds: float, *, tuned: bool) -> Result:
    """A hand-written CP-SAT model, goal after goal; `tuned` with cores for the goals that count
    and the full relaxation for the one that weighs, else with the engine's defaults.
    """
    started, watch = time.monotonic(), Stopwatch()
    model: Any = cp_model.CpModel()
    waves = range(problem.waves)
    x = {(s.id, w): model.new_bool_var("") for s in problem.sites for w in waves}
    out = {s.id: model.new_bool_var("") for s in problem.sites}
    for s in problem.sites:
        model.add_exactly_one([*(x[s.id, w] for w in waves), out[s.id]])
        low, high = problem.windows.get(s.id, (0, problem.waves - 1))
        for w in waves:
            if not low <= w <= high:
                model.add(x[s.id, w] == 0)
    for measure, caps in problem.caps.items():
        for w in waves:
            terms = [x[s.id, w] * s.size.get(measure, 1) for s in problem.sites]
            model.add(sum(terms) <= caps[w])
    for group in problem.together:
        for other in group[1:]:
            for w in waves:
                model.add(x[group[0], w] == x[other, w])
    for first, then in problem.before:
        for w in waves:
            model.add(sum(x[then, v] for v in range(w + 1)) <= sum(x[first, v] for v in range(w)))
    goals = _plain_goals(model, problem, x, out)
    best: dict[Any, int] = {}
    found: list[int | None] = []
    bounds: list[int | None] = []
    plan: dict[str, int] = {}
    until = started + seconds
    for number, goal in enumerate(goals):
        solver: Any = cp_model.CpSolver()
        share = (until - time.monotonic()) / (len(goals) - number)
        solver.parameters.max_time_in_seconds = max(0.01, share)
        solver.parameters.num_workers = 1
        if tuned:
            last = number == len(goals) - 1
            solver.parameters.linearization_level = 2 if last else 0
            solver.parameters.optimize_with_core = not last
        model.clear_hints()
        for variable, value in best.items():
            model.add_hint(variable, value)
        model.minimize(goal)
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            bounds.append(None)
            found.append(None)
            continue
        best = {variable: solver.value(variable) for variable in (*x.values(), *out.values())}
        plan = {s: w for (s, w), variable in x.items() if best[variable]}
        bounds.append(round(solver.best_objective_bound))
        found.append(round(solver.objective_value))
        model.add(goal <= round(solver.objective_value))
    name = "plain model, tuned" if tuned else "plain model"
    took = watch.read()
    return Result(name, plan, values(problem, plan) if plan else (), tuple(bounds), took)


def _plain_goals(model: Any, problem: Rollout, x: Any, out: Any) -> list[Any]:
    waves, late = range(problem.waves), delays(problem)
    goals = [sum(out.values())]
    if problem.family != "greenfield":
        goals.append(sum(1 - x[s.id, s.current] for s in problem.sites if s.current is not None))
    spread = []
    for _, group in groupby(problem.sites, key=lambda site: site.region):
        members: list[Site] = list(group)
        used = [model.new_bool_var("") for _ in waves]
        anybody = model.new_bool_var("")
        for s in members:
            model.add_implication(out[s.id].negated(), anybody)
            for w in waves:
                model.add_implication(x[s.id, w], used[w])
        model.add_bool_or([anybody.negated(), *(out[s.id].negated() for s in members)])
        spread += [*used, -anybody]
    goals.append(sum(spread))
    goals.append(
        sum(
            s.size["inhabitants"]
            * (sum(late[w] * x[s.id, w] for w in waves) + late[-1] * out[s.id])
            for s in problem.sites
        )
    )
    return goals


def line(result: Result, problem: Rollout) -> str:
    """A row of the table."""
    cells = []
    for value, bound in zip(result.values, result.bounds, strict=False):
        if bound is None:
            cells.append(f"{value} (?)")
        else:
            gap = (value - bound) / max(1, abs(value))
            cells.append(f"{value} (0)" if value <= bound else f"{value} ({gap:.1%})")
    broken = faults(problem, result.plan)
    state = "; ".join(cells) if cells else "no plan"
    warning = f" BREAKS {broken} RULES" if broken else ""
    return f"| {result.planner} | {state} | {result.seconds}{warning} |"


def by_yaml(folder: Path) -> str:
    """Load the files as plain YAML."""
    import yaml

    for path in sorted(folder.glob("*.yaml")):
        yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return ""


def by_reading(folder: Path) -> str:
    """Load the files and check them."""
    from hpplan.checks.run import inspect
    from hpplan.reading import read

    reading = read(folder)
    assert reading.programme is not None, reading.findings[:3]
    return f"{len(inspect(reading.programme.on()))} findings"


def measured(work: Callable[[Path], str], folder: Path, answer: Connection) -> None:
    """Tell what the work found, in how many seconds of the processor, and the peak of memory."""
    watch = Stopwatch()
    found = work(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    answer.send((found, watch.read().processor, peak))


def compare_reading(problem: Rollout) -> None:
    """A table of how the files are read, each time in a process of its own."""
    print("| by | seconds of the processor | MB | |\n|---|---|---|---|")
    taken: list[tuple[float, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        write(problem, Path(folder))
        for name, work in (("yaml.CSafeLoader", by_yaml), ("hpplan check", by_reading)):
            fresh = multiprocessing.get_context("spawn")
            here, there = fresh.Pipe(duplex=False)
            process = fresh.Process(target=measured, args=(work, Path(folder), there))
            process.start()
            found, seconds, peak = here.recv()
            process.join()
            taken.append((seconds, peak))
            print(f"| {name} | {seconds:.2f} | {peak} | {found} |", flush=True)
    (theirs, their_peak), (ours, our_peak) = taken
    print(f"\n{ours / theirs:.2f} of the time, {our_peak / their_peak:.2f} of the memory")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sites", type=int, nargs="*", default=[70, 357, 2_000])
    parser.add_argument("--family", nargs="*", default=list(FAMILIES), choices=FAMILIES)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only-hpplan", action="store_true")
    parser.add_argument("--reading", action="store_true")
    asked = parser.parse_args()
    for sites in asked.sites:
        for family in asked.family:
            problem = rollout(sites, family, asked.seed)
            if asked.reading:
                print(f"\n### {sites} sites, {family}, reading\n")
                compare_reading(problem)
                continue
            print(f"\n### {sites} sites, {family}, {asked.seconds:g} s\n")
            print("| planner | left out; moved; spread; waiting (gap) | seconds |\n|---|---|---|")
            mine, loading = by_hpplan(problem, asked.seconds)
            print(line(mine, problem), flush=True)
            print(line(by_greed(problem), problem), flush=True)
            if not asked.only_hpplan:
                for tuned in (True, False):
                    result = by_plain_model(problem, asked.seconds, tuned=tuned)
                    print(line(result, problem), flush=True)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"\nreading {loading} s; this process so far {peak} MB", flush=True)


if __name__ == "__main__":
    main()

"""The same problems as a competent user of CP-SAT would write them, to measure hpplan against."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from families.problem import COUNT, Goal, Placed, Problem

Sum = cp_model.LinearExprT


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan, or none; the values of its goals; whether they, or that there is none, are proved.

    `solving` and `reading` are seconds on the wall; `work` is the processor's time for solving.
    """

    placed: Placed | None
    values: tuple[int, ...]
    proved: bool
    solving: float
    work: float
    reading: float = 0.0


@dataclass(frozen=True, slots=True)
class _Written:
    model: cp_model.CpModel
    within: Mapping[tuple[str, int], cp_model.IntVar]
    problem: Problem

    @property
    def waves(self) -> range:
        return range(1, self.problem.waves + 1)

    def load(self, wave: int, measure: str) -> Sum:
        return cp_model.LinearExpr.weighted_sum(
            [self.within[site, wave] for site in self.problem.sites],
            [size_of(sizes, measure) for sizes in self.problem.sites.values()],
        )


def size_of(sizes: Mapping[str, int], measure: str) -> int:
    return 1 if measure == COUNT else sizes.get(measure, 0)


def solve(problem: Problem, seconds: float, workers: int) -> Answer:
    """One search for each goal, with what the goals before it have reached held."""
    started, worked = time.perf_counter(), time.process_time()
    written = _written(problem)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    placed: Placed | None = None
    values: list[int] = []
    proved = True
    for goal in problem.goals:
        total, sign = _objective(written, goal)
        written.model.minimize(sign * total)
        left = seconds - (time.perf_counter() - started)
        solver.parameters.max_time_in_seconds = max(left, 0.001)
        status = solver.solve(written.model)
        if status == cp_model.INFEASIBLE:
            proved, placed, values = True, None, []
            break
        proved = proved and status == cp_model.OPTIMAL
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        placed = {s: wave for (s, wave), here in written.within.items() if solver.value(here)}
        values.append(solver.value(total))
        written.model.add(sign * total <= sign * values[-1])
    solving, work = time.perf_counter() - started, time.process_time() - worked
    return Answer(placed, tuple(values), proved, solving, work)


def _written(problem: Problem) -> _Written:
    model = cp_model.CpModel()
    waves = range(1, problem.waves + 1)
    within = {(s, wave): model.new_bool_var(f"{s}@{wave}") for s in problem.sites for wave in waves}
    written = _Written(model, within, problem)
    for site in problem.sites:
        options = [within[site, wave] for wave in waves]
        if problem.optional:
            model.add_at_most_one(options)
        else:
            model.add_exactly_one(options)
    for limit in problem.limits:
        for wave in limit.waves or waves:
            load = written.load(wave, limit.measure)
            if limit.most is not None:
                model.add(load <= limit.most)
            if limit.least is not None:
                model.add(load >= limit.least)
    position = {s: sum(wave * within[s, wave] for wave in waves) for s in problem.sites}
    for first, then, gap in problem.before:
        model.add(position[first] + gap <= position[then])
    for one, other in problem.apart:
        for wave in waves:
            model.add_at_most_one(within[one, wave], within[other, wave])
    return written


def _objective(written: _Written, goal: Goal) -> tuple[Sum, int]:
    """The goal's value, and the sign that makes it something to minimise."""
    problem = written.problem
    match goal.kind:
        case "peak":
            assert goal.measure is not None
            peak = written.model.new_int_var(0, problem.total(goal.measure), "peak")
            for wave in written.waves:
                written.model.add(written.load(wave, goal.measure) <= peak)
            return peak, 1
        case "fewest-waves":
            return sum(_used(written, wave) for wave in written.waves), 1
        case "participation":
            assert goal.measure is not None
            return sum(written.load(wave, goal.measure) for wave in written.waves), -1
        case "wishes":
            assert problem.wishes is not None
            costs = [problem.wishes[s].get(wave, 0) for s, wave in written.within]
            return cp_model.LinearExpr.weighted_sum(list(written.within.values()), costs), 1


def _used(written: _Written, wave: int) -> cp_model.IntVar:
    """Whether the wave holds a site: where it is not used it holds nothing, by any measure."""
    used = written.model.new_bool_var(f"used@{wave}")
    limits = [limit for limit in written.problem.limits if limit.most is not None]
    for limit in limits:
        assert limit.most is not None
        written.model.add(written.load(wave, limit.measure) <= limit.most * used)
    if not limits:
        for site in written.problem.sites:
            written.model.add_implication(written.within[site, wave], used)
    return used

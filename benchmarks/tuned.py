"""hpplan beside a hand-tuned CP-SAT model on large rollouts, one after the other, with how the
values of both fall over time.

    python benchmarks/tuned.py DIR ... [--sites N --seed S] [--seconds S] [--only hpplan|tuned]

Each DIR is a data folder of the kind `rollouts.py` writes: rules `capacity`, `together`, `apart`,
`before`, `window`; goals participation, stability, cohesion, earliest. With --sites, one is made.
The tuned model is what somebody who knows CP-SAT writes for these rules: built in bulk, everybody
placed first, then goal after goal, by cores where a goal counts and by the full relaxation where it
weighs, then neighbourhoods of whole regions. A plan is better if it is better by the first goal
that differs. The plan of the tuned model is held against hpplan's verifiers.
"""

import argparse
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from rollouts import rollout, write

Values = tuple[int, ...]
Point = tuple[float, Values]
"""Seconds since the data were read, and the values reached by then."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a planner reached, with its bounds, and when."""

    curve: tuple[Point, ...]
    bounds: tuple[int | None, ...]
    wall: float
    processor: float
    megabytes: int
    faults: int = 0


def by_hpplan(folder: Path, seconds: float) -> Run:
    """hpplan, with each step that it reports."""
    from hpplan.planning import Solved, best_plan
    from hpplan.reading import read
    from hpplan.solving.result import Limits
    from hpplan.solving.solve import Step

    reading = read(folder)
    assert reading.programme is not None, reading.findings[:3]
    situation = reading.programme.on()
    names = [goal.kind for goal in situation.goals]
    began, worked = time.monotonic(), time.process_time()
    state: dict[str, int] = {}
    curve: list[Point] = []

    def hear(step: Step) -> None:
        state[step.goal.kind] = step.value
        if len(state) == len(names):
            curve.append((time.monotonic() - began, tuple(state[name] for name in names)))

    outcome = best_plan(situation, Limits(seconds=seconds), hear)
    wall, work = time.monotonic() - began, time.process_time() - worked
    if not isinstance(outcome, Solved):
        return Run((), (None,) * len(names), wall, work, peak())
    curve.append((wall, tuple(goal.value for goal in outcome.plan.goals)))
    bounds = tuple(goal.bound for goal in outcome.plan.goals)
    return Run(tuple(curve), bounds, wall, work, peak())


@dataclass(slots=True)
class Model:
    """The rollout in arrays: nodes are sites that go together, with one variable for each wave."""

    proto: Any
    helper: Any
    options: list[dict[int, int]]
    """For each node the variable of each wave it may enter."""
    stays: list[int]
    """The variables that say that a site stays; one that counts twice stands there twice."""
    costs: dict[int, int]
    used: list[int]
    """The variables that a region uses a wave."""
    regions: list[list[int]]
    """The nodes of each region."""
    never: int
    lost: int
    """What nobody can keep: sites whose wave is closed to them."""
    sites: list[str] = field(default_factory=list)
    node_of: dict[str, int] = field(default_factory=dict)
    waves: list[str] = field(default_factory=list)


def by_tuned(folder: Path, seconds: float) -> Run:
    """The hand-tuned model; the data are read by hpplan, which no time is counted for."""
    from hpplan.reading import read
    from hpplan.verification import verify

    reading = read(folder)
    assert reading.programme is not None, reading.findings[:3]
    situation = reading.programme.on()
    began, worked = time.monotonic(), time.process_time()
    model = built(situation)
    search = Search(model, began, began + seconds)
    plan = search.run()
    wall, work = time.monotonic() - began, time.process_time() - worked
    if plan is None:
        return Run((), (None,) * 4, wall, work, peak())
    broken = [f for f in verify(situation, plan) if f.severity.name == "ERROR"]
    measured = tuple(goal.measure(situation.snapshot, plan) for goal in situation.goals)
    curve = (*search.curve, (wall, measured))
    return Run(curve, search.bounds, wall, work, peak(), len(broken))


def built(situation: Any) -> Model:
    """The model of everybody placed. Rows are made in bulk, from lists of numbers."""
    from ortools.sat.python import cp_model_helper

    helper: Any = cp_model_helper
    snapshot = situation.snapshot
    waves = [slot.id for slot in snapshot.waves]
    sites = list(snapshot.taking_part)
    rules: dict[str, list[Any]] = {}
    for rule in situation.hard_rules:
        rules.setdefault(rule.kind, []).append(rule)
    root = {site: site for site in sites}

    def find(site: str) -> str:
        while root[site] != site:
            root[site] = root[root[site]]
            site = root[site]
        return site

    for rule in rules.get("together", ()):
        first, *others = snapshot.select(rule.sites)
        for other in others:
            root[find(other)] = find(first)
    members: dict[str, list[str]] = {}
    for site in sites:
        members.setdefault(find(site), []).append(site)
    node_of = {site: number for number, name in enumerate(members) for site in members[name]}
    open_to = {site: {slot.position for slot in situation.openings[site]} for site in sites}
    allowed = [set.intersection(*(open_to[s] for s in group)) for group in members.values()]
    waits = [
        (node_of[first], node_of[then], snapshot.early_enough(rule.gap))
        for rule in rules.get("before", ())
        for first, then in rule.pairs(snapshot)
    ]
    narrow(allowed, waits)
    proto = helper.CpModelProto()
    boolean = helper.IntegerVariableProto()
    boolean.domain.extend([0, 1])
    count = 0
    options: list[dict[int, int]] = []
    for left in allowed:
        options.append({wave: count + n for n, wave in enumerate(sorted(left))})
        count += len(left)
    proto.variables.extend([boolean] * count)
    rows = proto.constraints
    for choice in options:
        rows.add().exactly_one.literals.extend(choice.values())

    def linear(variables: Sequence[int], weights: Sequence[int], low: int, high: int) -> None:
        body = rows.add().linear
        body.vars.extend(variables)
        body.coeffs.extend(weights)
        body.domain.extend((low, high))

    groups = list(members.values())
    for rule in rules.get("capacity", ()):
        sizes = snapshot.sizes(rule.measure)
        weights = [sum(sizes.get(s, 0) for s in group) for group in groups]
        for slot in snapshot.select_waves(rule.waves):
            held = [n for n, o in enumerate(options) if slot.position in o and weights[n]]
            here = [options[n][slot.position] for n in held]
            linear(here, [weights[n] for n in held], 0, rule.max)
    for first, then, table in waits:
        early, late = options[first], options[then]
        waiting: list[int] = []
        for wave in sorted(late):
            waiting.append(late[wave])
            fine = [early[w] for w in table[wave] if w in early]
            if len(fine) < len(early):
                signs = [1] * len(fine) + [-1] * len(waiting)
                linear([*fine, *waiting], signs, 0, 1)
    for rule in rules.get("apart", ()):
        chosen = [node_of[s] for s in snapshot.select(rule.sites)]
        for wave in range(len(waves)):
            here = [options[n][wave] for n in chosen if wave in options[n]]
            if len(here) > 1:
                rows.add().at_most_one.literals.extend(here)
    current = {s: snapshot.wave[w].position for s, w in snapshot.current().items()}
    stays = [options[node_of[s]][w] for s, w in current.items() if w in options[node_of[s]]]
    regions: list[list[int]] = []
    used: list[int] = []
    for ids in snapshot.groups("region").values():
        nodes = sorted({node_of[s] for s in ids if s in node_of})
        regions.append(nodes)
        meets: dict[int, list[int]] = {}
        for node in nodes:
            for wave, variable in options[node].items():
                meets.setdefault(wave, []).append(variable)
        for here in meets.values():
            used.append(count)
            proto.variables.extend([boolean])
            for variable in here:
                rows.add().bool_or.literals.extend((-variable - 1, count))
            count += 1
    people = snapshot.sizes("inhabitants")
    start = snapshot.waves[0].go_live.first
    days = [(slot.go_live.first - start).days for slot in snapshot.waves]
    costs = {
        variable: sum(people.get(s, 0) for s in groups[node]) * days[wave]
        for node, choice in enumerate(options)
        for wave, variable in choice.items()
    }
    return Model(
        proto, helper, options, stays, costs, used, regions,
        count, len(current) - len(stays), sites, node_of, waves,
    )  # fmt: skip


def narrow(allowed: list[set[int]], waits: Sequence[tuple[int, int, Any]]) -> None:
    """Leave only waves that leave room for those before and after."""
    changed = True
    while changed:
        changed = False
        for first, then, table in waits:
            late = {w for w in allowed[then] if allowed[first].intersection(table[w])}
            supports = {e for w in late for e in table[w]}
            early = allowed[first] & supports
            changed |= late != allowed[then] or early != allowed[first]
            allowed[then], allowed[first] = late, early


class Search:
    """Everybody placed, then goal after goal, then neighbourhoods for what is not proved."""

    def __init__(self, model: Model, began: float, until: float) -> None:
        self._model, self._began, self._until = model, began, until
        self.curve: list[Point] = []
        self.bounds: tuple[int | None, ...] = (None,) * 4
        self._best: list[int] = []
        moves = {variable: -times for variable, times in Counter(model.stays).items()}
        self._aims = (moves, dict.fromkeys(model.used, 1), model.costs)
        self._constants = (model.lost + len(model.stays), -len(model.regions), 0)
        self._dice = random.Random(0)

    def run(self) -> dict[str, str] | None:
        """The plan at the end of the time; none if not everybody could be placed."""
        bare = {"cp_model_presolve": False, "linearization_level": 0}
        found = self._ask(None, bare, self._until, hint=self._present())
        if found is None:
            return None
        self._take(found[0])
        people = len(self._model.sites)
        bounds: list[int | None] = [people, None, None, None]
        by_goal = (
            {**bare, "optimize_with_core": True},
            {**bare, "optimize_with_core": True},
            {"linearization_level": 2, "cp_model_probing_level": 0, "symmetry_level": 0},
        )
        proved = True
        for rank, parameters in enumerate(by_goal):
            left = (self._until - time.monotonic()) / (2 * (len(by_goal) - rank))
            answer = self._ask(rank, parameters, time.monotonic() + left, self._best)
            if answer is not None:
                values, bound, optimal = answer
                if values:
                    self._take(values)
                bounds[rank + 1] = None if bound is None else bound + self._constants[rank]
                proved = proved and optimal
            if answer is None or not answer[2]:
                end = time.monotonic() + (self._until - time.monotonic()) / (len(by_goal) - rank)
                self._neighbourhoods(rank, end)
        self.bounds = tuple(bounds)
        return self._plan()

    def _present(self) -> list[int]:
        values = [0] * self._model.never
        for variable in self._model.stays:
            values[variable] = 1
        return values

    def _value(self, rank: int, values: Sequence[int]) -> int:
        aim = self._aims[rank]
        return sum(c * values[v] for v, c in aim.items()) + self._constants[rank]

    def _take(self, values: Sequence[int]) -> None:
        self._best = self._tight(values)
        reached = tuple(self._value(rank, self._best) for rank in range(3))
        at = time.monotonic() - self._began
        self.curve.append((at, (len(self._model.sites), *reached)))

    def _tight(self, values: Sequence[int]) -> list[int]:
        """The values with every wave of a region unused that nobody is in."""
        tight = list(values)
        place = 0
        for nodes in self._model.regions:
            waves: dict[int, list[int]] = {}
            for node in nodes:
                for wave, variable in self._model.options[node].items():
                    waves.setdefault(wave, []).append(variable)
            for here in waves.values():
                tight[self._model.used[place]] = int(any(values[v] for v in here))
                place += 1
        return tight

    def _ask(
        self,
        rank: int | None,
        parameters: Mapping[str, Any],
        until: float,
        hint: Sequence[int],
        fixed: Sequence[int] = (),
    ) -> tuple[list[int], int | None, bool] | None:
        model = self._model
        helper = model.helper
        proto = helper.CpModelProto()
        proto.copy_from(model.proto)
        for earlier in range(rank or 0):
            body = proto.constraints.add().linear
            body.vars.extend(list(self._aims[earlier]))
            body.coeffs.extend(list(self._aims[earlier].values()))
            most = self._value(earlier, self._best) - self._constants[earlier]
            body.domain.extend((-(2**60), most))
        for variable in fixed:
            domain = proto.variables[variable].domain
            domain.clear()
            domain.extend([1, 1])
        if rank is not None:
            proto.objective.vars.extend(list(self._aims[rank]))
            proto.objective.coeffs.extend(list(self._aims[rank].values()))
        proto.solution_hint.vars.extend(range(model.never))
        proto.solution_hint.values.extend(hint)
        settings = helper.SatParameters()
        left = max(0.01, until - time.monotonic())
        asked = {"num_workers": 1, "max_time_in_seconds": left, **parameters}
        for name, value in asked.items():
            setattr(settings, name, value)
        solver = helper.SolveWrapper()
        solver.set_parameters(settings)
        answer = solver.solve(proto)
        status = helper.CpSolverStatus(answer.status).name
        bound = answer.inner_objective_lower_bound if rank is not None else None
        if status in ("OPTIMAL", "FEASIBLE"):
            return list(answer.solution), bound, status == "OPTIMAL"
        return None if rank is None or not bound else ([], bound, False)

    def _neighbourhoods(self, rank: int, until: float) -> None:
        """Some regions are set free, the rest stays."""
        model = self._model
        every = range(len(model.options))
        size = 3
        while time.monotonic() < until - 0.5:
            chosen = self._dice.sample(model.regions, min(size, len(model.regions)))
            free = {node for nodes in chosen for node in nodes}
            fixed = [
                next(v for v in model.options[n].values() if self._best[v])
                for n in every
                if n not in free
            ]
            light = {"cp_model_probing_level": 0, "symmetry_level": 0, "linearization_level": 1}
            end = min(until, time.monotonic() + 5)
            answer = self._ask(rank, light, end, self._best, fixed)
            if answer is not None and answer[0]:
                before = self._value(rank, self._best)
                if self._value(rank, answer[0]) < before:
                    self._take(answer[0])
                elif answer[2]:
                    size = min(size + 1, 30)

    def _plan(self) -> dict[str, str]:
        model = self._model
        wave = [next(w for w, v in o.items() if self._best[v]) for o in model.options]
        return {site: model.waves[wave[model.node_of[site]]] for site in model.sites}


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def in_a_process(work: Callable[[Path, float], Run], folder: Path, seconds: float) -> Run:
    """The run, in a process of its own."""
    fresh = get_context("spawn")
    here, there = fresh.Pipe(duplex=False)
    process = fresh.Process(target=answer_to, args=(there, work, folder, seconds))
    process.start()
    there.close()
    found: Run = here.recv()
    process.join()
    return found


def answer_to(
    answer: Connection, work: Callable[[Path, float], Run], folder: Path, seconds: float
) -> None:
    answer.send(work(folder, seconds))


PLANNERS = {"tuned": by_tuned, "hpplan": by_hpplan}


def compare(name: str, folder: Path, seconds: float, only: str | None) -> None:
    """A table of both, and how their values fell."""
    print(f"\n### {name}, {seconds:g} s\n")
    goals = "participation; stability; cohesion; earliest (bound)"
    print(f"| planner | {goals} | wall [processor] | MiB |")
    print("|---|---|---|---|")
    runs: dict[str, Run] = {}
    for planner, work in PLANNERS.items():
        if only not in (None, planner):
            continue
        run = runs[planner] = in_a_process(work, folder, seconds)
        warning = f" BREAKS {run.faults} RULES" if run.faults else ""
        cells = "no plan"
        if run.curve:
            pairs = zip(run.curve[-1][1], run.bounds, strict=True)
            cells = "; ".join(f"{value} ({'?' if b is None else b})" for value, b in pairs)
        seconds_taken = f"{run.wall:.1f} [{run.processor:.1f}]"
        print(f"| {planner} | {cells}{warning} | {seconds_taken} | {run.megabytes} |", flush=True)
    for planner, run in runs.items():
        print(f"\n{planner}, values over time:\n\n```text")
        for at, values in thinned(run.curve):
            print(f"{at:6.1f} s  " + "  ".join(f"{value:>12,}" for value in values))
        print("```", flush=True)


def thinned(curve: Sequence[Point]) -> list[Point]:
    """The first point, those that differ in rank order at least five seconds apart, the last."""
    kept: list[Point] = []
    for point in curve:
        if not kept or (point[1] != kept[-1][1] and point[0] >= kept[-1][0] + 5):
            kept.append(point)
    return kept if not curve or kept[-1] == curve[-1] else [*kept, curve[-1]]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", metavar="DIR", type=Path, nargs="*")
    parser.add_argument("--sites", type=int)
    parser.add_argument("--seed", type=int, nargs="*", default=[1])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", choices=sorted(PLANNERS))
    asked = parser.parse_args()
    for folder in asked.folders:
        compare(folder.name, folder, asked.seconds, asked.only)
    for seed in asked.seed if asked.sites else ():
        with tempfile.TemporaryDirectory() as folder:
            write(rollout(asked.sites, "published", seed), Path(folder))
            name = f"{asked.sites} sites, seed {seed}"
            compare(name, Path(folder), asked.seconds, asked.only)


if __name__ == "__main__":
    main()

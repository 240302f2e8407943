"""Programmes that have no plan, for known reasons: are all of them reported, and repairs that work.

    python benchmarks/conflicts.py [--count 300] [--large 10] [--cpmpy] [--seed 1]

Conflicts are planted among facts that a plan keeps (`planted.py`). It is judged, by a model that
knows nothing of hpplan, whether all of them were found, whether each that was found is impossible,
and possible without any one of its facts, whether every fact is named with its place, and whether
every repair works: by itself for its own conflict, and for the whole with those it was tried with.
The same programmes are given to a plain CP-SAT model with its facts as assumptions and, with
--cpmpy, to CPMpy's `mus`. Times are seconds of the processor.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from ortools.sat.python import cp_model

from hpplan.conflicts.conflict import Conflict, Repair
from hpplan.domain.claims import WaveClaim
from hpplan.periods import Period
from hpplan.planning import Infeasible, best_plan
from hpplan.programme.changes import Change, ClaimAdded, Reopened, RuleReplaced, WaveRestated
from hpplan.reading import read
from hpplan.solving.result import Limits
from planted import FactId, Problem, Rule, possible, problem, wave, write, written


@dataclass(frozen=True, slots=True)
class Result:
    """How one programme went. `wrong` says what is wrong with the answer; it is empty."""

    sites: int
    planted: int
    found: int
    repairs: int
    wall: float
    work: float
    conflicts_alone: float
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """What another way makes of the programme: how many of the planted conflicts it tells exactly,
    whether what it tells can be made smaller, in how many seconds.
    """

    exact: int
    smallest: bool
    seconds: float


def measured(made: Problem, seconds: float = 60) -> Result:
    """What hpplan tells of the problem, and whether it is so."""
    with tempfile.TemporaryDirectory() as folder:
        where = write(made, Path(folder))
        reading = read(Path(folder))
        assert reading.programme is not None, reading.findings
        worked = time.process_time()
        alone = best_plan(reading.programme.on(), Limits(seconds, repairs=0))
        seconds_alone = time.process_time() - worked
        assert isinstance(alone, Infeasible), alone
        clock, worked = time.perf_counter(), time.process_time()
        outcome = best_plan(reading.programme.on(), Limits(seconds))
        wall, work = time.perf_counter() - clock, time.process_time() - worked
    assert isinstance(outcome, Infeasible), outcome
    repairs = sum(len(conflict.repairs) for conflict in outcome.conflicts)
    return Result(
        len(made.sites),
        len(made.planted),
        len(outcome.conflicts),
        repairs,
        wall,
        work,
        seconds_alone,
        tuple(faults(made, outcome, where)),
    )


def faults(
    made: Problem, outcome: Infeasible, where: dict[tuple[str, int, int], FactId]
) -> Iterator[str]:
    """What is wrong with an answer, by the model that knows nothing of hpplan."""
    shown = []
    for number, conflict in enumerate(outcome.conflicts, start=1):
        cited = {where.get(_place(fact.place)) for fact in conflict.facts}
        if None in cited or len(cited) != len(conflict.facts):
            yield f"conflict {number} cites a place where no fact stands"
            continue
        facts = frozenset(fact for fact in cited if fact is not None)
        shown.append(facts)
        yield from _not_smallest(made, conflict, facts, number)
    if not outcome.all_found:
        yield "says that there may be more conflicts"
    if set(shown) != set(made.planted):
        yield f"{len(set(made.planted) - set(shown))} planted conflicts are not named"
    yield from _repairs(made, outcome, shown)


def _place(place: Any) -> tuple[str, int, int]:
    return ("", 0, 0) if place is None else (Path(place.file).name, place.line, place.column)


def _not_smallest(
    made: Problem, conflict: Conflict, facts: frozenset[FactId], number: int
) -> Iterator[str]:
    if not conflict.minimal:
        yield f"conflict {number} is not said to be smallest"
    if possible(made.only(facts)):
        yield f"conflict {number} is possible"
    for fact in facts:
        if not possible(made.only(facts - {fact})):
            yield f"conflict {number} is impossible without {' '.join(fact)} too"


def _repairs(
    made: Problem, outcome: Infeasible, shown: Sequence[frozenset[FactId]]
) -> Iterator[str]:
    repairs = {r.id: r for conflict in outcome.conflicts for r in conflict.repairs}
    for number, conflict in enumerate(outcome.conflicts):
        if not conflict.repairs:
            yield f"conflict {number + 1} has no repair"
        others = [fact for n, facts in enumerate(shown) if n != number for fact in facts]
        for repair in conflict.repairs:
            if not possible(repaired(made, [repair]).without(others)):
                yield f"{repair.id} does not resolve its conflict"
            if not possible(repaired(made, [repair, *(repairs[r] for r in repair.tried_with)])):
                yield f"{repair.id} gives no plan with {', '.join(repair.tried_with)}"
            if repair.cost is None or repair.placements is None:
                yield f"{repair.id} has no price"
    if len(outcome.together) != len(shown):
        yield "no repairs are said to go together"
    elif not possible(repaired(made, [repairs[name] for name in outcome.together])):
        yield f"{' + '.join(outcome.together)} give no plan"


def repaired(made: Problem, repairs: Iterable[Repair]) -> Problem:
    """The problem with what the repairs change, read from their typed changes."""
    for repair in repairs:
        for change in repair.changes:
            made = _changed(made, change)
    return made


def _changed(made: Problem, change: Change) -> Problem:
    match change:
        case ClaimAdded(site) | Reopened(site):
            return made.without([("decided", site)])
        case WaveRestated(opened, WaveClaim(open=True)):
            return made.without([("closed", opened)])
        case RuleReplaced(rule, by=None):
            return made.without([("rule", rule.name)])
        case RuleReplaced(rule, by=instead):
            rules = [_as_altered(r, instead) if r.id == rule.id else r for r in made.rules]
            return replace(made, rules=tuple(rules))
        case WaveRestated(moved, WaveClaim(go_live=Period() as to)):
            months = 12 * (to.first.year - 2026) + to.first.month - 1
            return _moved(made, moved, months + (to.first.day - 1) / 31)
        case _:
            raise AssertionError(f"no repair is {change}")


def _as_altered(rule: Rule, instead: Any) -> Rule:
    keys = dict(rule.keys)
    match rule.kind:
        case "capacity":
            keys["max"] = instead.max
        case "apart":
            keys["at_most"] = instead.at_most
        case "window":
            keys["waves"] = list(instead.waves.ids)
        case "before":
            keys["gap"] = dict(instead.gap.units())
        case _:
            raise AssertionError(f"no rule of kind {rule.kind} asks less")
    return replace(rule, keys=keys)


def _moved(made: Problem, moved: str, month: float) -> Problem:
    """The problem with the wave at another time, and the waves numbered in order of time again."""
    months = list(made.months)
    months[int(moved.removeprefix("W"))] = month
    order = sorted(range(len(months)), key=lambda w: (months[w], w))
    place = {wave(w): wave(n) for n, w in enumerate(order)}
    number = {w: n for n, w in enumerate(order)}

    def renamed(value: Any) -> Any:
        if isinstance(value, list):
            return [renamed(one) for one in value]
        return place.get(value, value) if isinstance(value, str) else value

    return replace(
        made,
        months=tuple(months[w] for w in order),
        decided={site: number[w] for site, w in made.decided.items()},
        closed=frozenset(number[w] for w in made.closed),
        rules=tuple(
            replace(rule, keys={k: renamed(v) for k, v in rule.keys.items()}) for rule in made.rules
        ),
    )


# --- Others -------------------------------------------------------------------------------------


def by_assumptions(made: Problem) -> Other:
    """What CP-SAT names when every fact is an assumption."""
    started = time.process_time()
    whole = written(made)
    literals = list(whole.literal.values())
    whole.model.add_assumptions(literals)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(whole.model) == cp_model.INFEASIBLE
    core = set(solver.sufficient_assumptions_for_infeasibility())
    named = frozenset(fact for fact, held in whole.literal.items() if held.index in core)
    return _judged(made, named, time.process_time() - started)


def by_cpmpy(made: Problem) -> Other:
    """What CPMpy's deletion over assumptions leaves of the facts."""
    cpmpy = import_module("cpmpy")
    mus = import_module("cpmpy.tools.explain").mus
    started = time.process_time()
    waves = len(made.months)
    at = {site: cpmpy.intvar(0, waves - 1, name=site) for site in made.sites}
    soft = {fact: _in_cpmpy(fact, made, at, cpmpy) for fact in made.facts}
    found = mus(list(soft.values()), hard=[], solver="ortools")
    named = frozenset(fact for fact, stated in soft.items() if any(stated is one for one in found))
    return _judged(made, named, time.process_time() - started)


def _in_cpmpy(fact: FactId, made: Problem, at: dict[str, Any], cpmpy: Any) -> Any:
    kind, name = fact
    if kind == "decided":
        return cpmpy.all([at[name] == made.decided[name]])
    if kind == "closed":
        w = int(name.removeprefix("W"))
        return cpmpy.all([at[s] != w for s in made.sites if made.decided.get(s) != w])
    rule = next(rule for rule in made.rules if rule.id == name)
    keys, months = rule.keys, made.months

    def numbers(waves: Any) -> list[int]:
        return [int(w.removeprefix("W")) for w in ([waves] if isinstance(waves, str) else waves)]

    match rule.kind:
        case "capacity":
            (w,) = numbers(keys["waves"])
            held = [at[site] == w for site in keys.get("sites", made.sites)]
            return cpmpy.all([cpmpy.sum(held) <= keys["max"]])
        case "before" if "gap" in keys:
            one, other = at[keys["first"]], at[keys["then"]]
            apart = [(w, v) for w in range(len(months)) for v in range(len(months))]
            return cpmpy.all(
                [
                    (one != w) | (other != v)
                    for w, v in apart
                    if months[v] - months[w] < keys["gap"]["months"]
                ]
            )
        case "before":
            return cpmpy.all([at[keys["first"]] < at[keys["then"]]])
        case "together" | "apart":
            one, other = (at[site] for site in keys["sites"])
            return cpmpy.all([one == other if rule.kind == "together" else one != other])
        case "window":
            return cpmpy.any([at[keys["sites"]] == w for w in numbers(keys["waves"])])
        case "forbid":
            return cpmpy.all([at[keys["sites"]] != w for w in numbers(keys["waves"])])
        case "pin":
            (w,) = numbers(keys["wave"])
            return cpmpy.all([at[keys["site"]] == w])
        case _:
            raise AssertionError(rule.kind)


def _judged(made: Problem, named: frozenset[FactId], seconds: float) -> Other:
    smallest = all(possible(made.only(named - {fact})) for fact in named)
    return Other(int(named in made.planted), smallest, seconds)


# --- The table ----------------------------------------------------------------------------------


def problems(count: int, large: int, seed: int) -> Iterator[Problem]:
    """So many programmes of 10 to 70 sites with 1 to 5 conflicts, then some of 357."""
    dice, made = random.Random(seed), 0
    while made < count:
        try:
            yield problem(dice.randint(10, 70), dice.randint(1, 5), dice.randrange(10**9))
        except ValueError:
            continue  # so few sites do not hold so many conflicts
        made += 1
    for _ in range(large):
        yield problem(357, dice.randint(1, 5), dice.randrange(10**9))


def table(
    results: Sequence[Result], plain: Sequence[Other], cpmpy: Sequence[Other]
) -> Iterator[str]:
    """What was found, of how much, and in what time."""
    planted = sum(result.planted for result in results)
    wrong = sum(bool(result.wrong) for result in results)
    sizes = f"{min(r.sites for r in results)} to {max(r.sites for r in results)} sites"
    yield f"{len(results)} programmes of {sizes}, {planted} conflicts planted"
    yield f"{'':<26}{'found':>12}{'smallest':>12}{'median s':>10}{'worst s':>10}"
    found = sum(result.found for result in results)
    right = len(results) - wrong
    alone = [result.conflicts_alone for result in results]
    work = [result.work for result in results]
    yield _row("hpplan, conflicts", f"{found}/{planted}", f"{right}/{len(results)}", alone)
    repairs = sum(result.repairs for result in results)
    yield _row(f"hpplan, {repairs} repairs too", f"{found}/{planted}", "", work)
    for name, others in (("CP-SAT assumptions", plain), ("CPMpy mus", cpmpy)):
        if others:
            exact = sum(other.exact for other in others)
            small = sum(other.smallest for other in others)
            seconds = [other.seconds for other in others]
            yield _row(name, f"{exact}/{planted}", f"{small}/{len(others)}", seconds)
    yield (
        f"All found, all smallest, every place right, every repair works: {right} of "
        f"{len(results)} programmes"
    )


def _row(name: str, found: str, smallest: str, seconds: Sequence[float]) -> str:
    return f"{name:<26}{found:>12}{smallest:>12}{median(seconds):>10.2f}{max(seconds):>10.2f}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=300, help="so many of 10 to 70 sites")
    parser.add_argument("--large", type=int, default=10, help="so many of 357 sites")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cpmpy", action="store_true", help="CPMpy is installed: ask it as well")
    asked = parser.parse_args(arguments)
    groups: dict[bool, tuple[list[Result], list[Other], list[Other]]] = {}
    for made in problems(asked.count, asked.large, asked.seed):
        results, plain, cpmpy = groups.setdefault(len(made.sites) > 70, ([], [], []))
        results.append(measured(made))
        for fault in results[-1].wrong:
            print(f"WRONG ({len(made.sites)} sites, {len(made.planted)} conflicts): {fault}")
        plain.append(by_assumptions(made))
        if asked.cpmpy:
            cpmpy.append(by_cpmpy(made))
    for results, plain, cpmpy in groups.values():
        print("\n".join(table(results, plain, cpmpy)), end="\n\n")
    return int(any(result.wrong for results, _, _ in groups.values() for result in results))


if __name__ == "__main__":
    sys.exit(main())

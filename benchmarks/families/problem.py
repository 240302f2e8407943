"""A wave planning problem in plain values, and what is known of its best plan."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

COUNT = "sites"
"""The measure by which every site counts one."""

Placed = Mapping[str, int]
"""The wave of each placed site, numbered from 1."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What each of the waves may hold of a measure, and must; every wave, unless some are named."""

    measure: str
    most: int | None = None
    least: int | None = None
    waves: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal by its kind in the data files; `measure` where the kind has one."""

    kind: Literal["peak", "fewest-waves", "participation", "wishes"]
    measure: str | None = None

    @property
    def scales(self) -> bool:
        """Whether the value grows with the sizes and costs."""
        return self.kind == "wishes" or self.measure not in (None, COUNT)


@dataclass(frozen=True, slots=True)
class Problem:
    """Sites with their sizes, waves 1 to `waves`, rules, and goals in rank order.

    `before` holds (first, then, gap in waves); `wishes` the cost of a wave for a site.
    """

    sites: Mapping[str, Mapping[str, int]]
    waves: int
    goals: tuple[Goal, ...]
    limits: tuple[Limit, ...] = ()
    before: tuple[tuple[str, str, int], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    wishes: Mapping[str, Mapping[int, int]] | None = None
    optional: bool = False

    def total(self, measure: str) -> int:
        return sum(size.get(measure, 0) for size in self.sites.values())


@dataclass(frozen=True, slots=True)
class Judged:
    """What the original instance says of a plan: what is wrong with it, and what it is worth."""

    faults: tuple[str, ...]
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A problem, its known optimum (None: no plan exists), and the judge of its plans."""

    family: str
    name: str
    problem: Problem
    optimum: tuple[int, ...] | None
    judge: Callable[[Placed], Judged]


def tightened(case: Case) -> Case:
    """The same with one unit less than its first goal needs, so that no plan exists."""
    assert case.optimum is not None
    problem, goal, least = case.problem, case.problem.goals[0], case.optimum[0]
    match goal.kind:
        case "fewest-waves":
            tight = replace(problem, waves=least - 1)
        case "peak":
            assert goal.measure is not None
            tight = replace(problem, limits=_lowered(problem.limits, goal.measure, least - 1))
        case "participation" | "wishes":
            raise ValueError(f"no rule of the format bounds {goal.kind}")
    return replace(case, name=f"{case.name} -1", problem=tight, optimum=None)


def _lowered(limits: tuple[Limit, ...], measure: str, most: int) -> tuple[Limit, ...]:
    if all(limit.measure != measure for limit in limits):
        return (*limits, Limit(measure, most))
    return tuple(
        replace(limit, most=most) if limit.measure == measure else limit for limit in limits
    )


def renamed(case: Case, seed: int) -> Case:
    """The same problem in other words: other names in another order, larger sizes and costs."""
    dice = random.Random(f"{case.family}-{case.name}-{seed}")
    factor = dice.randint(2, 9)
    old = list(case.problem.sites)
    dice.shuffle(old)
    numbers = dice.sample(range(10 * len(old)), len(old))
    new = {site: f"site-{number}" for site, number in zip(old, numbers, strict=True)}
    back = {name: site for site, name in new.items()}
    scales = [factor if goal.scales else 1 for goal in case.problem.goals]

    def judge(placed: Placed) -> Judged:
        found = case.judge({back[name]: wave for name, wave in placed.items()})
        return replace(found, values=_times(found.values, scales))

    return replace(
        case,
        problem=_reworded(case.problem, new, factor, dice),
        optimum=None if case.optimum is None else _times(case.optimum, scales),
        judge=judge,
    )


def _times(values: tuple[int, ...], factors: list[int]) -> tuple[int, ...]:
    return tuple(value * factor for value, factor in zip(values, factors, strict=True))


def _reworded(
    problem: Problem, new: Mapping[str, str], factor: int, dice: random.Random
) -> Problem:
    before = [(new[first], new[then], gap) for first, then, gap in problem.before]
    apart = [(new[one], new[other]) for one, other in problem.apart]
    dice.shuffle(before)
    dice.shuffle(apart)
    wishes = problem.wishes
    return replace(
        problem,
        sites={
            name: {m: size * factor for m, size in problem.sites[site].items()}
            for site, name in new.items()
        },
        limits=tuple(_scaled(limit, factor) for limit in problem.limits),
        before=tuple(before),
        apart=tuple(apart),
        wishes=wishes
        and {
            name: {wave: cost * factor for wave, cost in wishes[site].items()}
            for site, name in new.items()
        },
    )


def _scaled(limit: Limit, factor: int) -> Limit:
    if limit.measure == COUNT:
        return limit
    most = None if limit.most is None else limit.most * factor
    least = None if limit.least is None else limit.least * factor
    return replace(limit, most=most, least=least)

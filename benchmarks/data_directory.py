"""Problems as the YAML files of a data directory, as their owner would write them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from families.problem import Goal, Limit, Problem

AS_OF = "2024-01-01"


def write(problem: Problem, folder: Path) -> None:
    """Who in one file, when and under which rules in the other."""
    who = _section("sites", _sites(problem))
    when = (
        f"programme: {{id: instance, name: Instance, as_of: {AS_OF}}}\n"
        + _section("waves", ({"id": wave_id(n)} for n in range(1, problem.waves + 1)))
        + _section("rules", _rules(problem))
        + _section("goals", map(_goal, problem.goals))
    )
    (folder / "sites.yaml").write_text(who, encoding="utf-8")
    (folder / "waves.yaml").write_text(when, encoding="utf-8")


def wave_id(number: int) -> str:
    return f"W{number}"


def wave_number(wave: str) -> int:
    return int(wave.removeprefix("W"))


def _sites(problem: Problem) -> Iterator[Mapping[str, Any]]:
    for site, size in problem.sites.items():
        entry: dict[str, Any] = {"id": site, "kind": "item", "name": site}
        if size:
            entry["size"] = dict(size)
        if problem.optional:
            entry["required"] = False
        if problem.wishes is not None:
            entry["wishes"] = {wave_id(n): cost for n, cost in problem.wishes[site].items()}
        yield entry


def _rules(problem: Problem) -> Iterator[Mapping[str, Any]]:
    yield from map(_capacity, problem.limits)
    waiting: dict[tuple[str, int], list[str]] = {}
    for first, then, gap in problem.before:
        waiting.setdefault((then, gap), []).append(first)
    for (then, gap), firsts in waiting.items():
        yield {"kind": "before", "first": firsts, "then": then, "gap": {"waves": gap}}
    for pair in problem.apart:
        yield {"kind": "apart", "sites": list(pair)}


def _capacity(limit: Limit) -> Mapping[str, Any]:
    rule: dict[str, Any] = {"kind": "capacity", "measure": limit.measure}
    rule["waves"] = "all" if limit.waves is None else [wave_id(n) for n in limit.waves]
    if limit.most is not None:
        rule["max"] = limit.most
    if limit.least is not None:
        rule["min"] = limit.least
    return rule


def _goal(goal: Goal) -> Mapping[str, str]:
    return {"kind": goal.kind} | ({} if goal.measure is None else {"measure": goal.measure})


def _section(name: str, entries: Iterable[Mapping[str, Any]]) -> str:
    lines = (
        yaml.safe_dump(dict(e), default_flow_style=True, sort_keys=False, width=10**6, indent=2)
        for e in entries
    )
    return f"{name}:\n" + "".join(f"  - {text}" for text in lines)

"""Infeasible programmes with planted conflicts, and a second opinion on what is possible in them.

Nothing here knows how hpplan plans: programmes are written as data files, and judged by a plain
CP-SAT model of their own facts.
"""

import random
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

FactId = tuple[str, str]
"""`decided` and a site, `closed` and a wave, or `rule` and its id."""

MONTHS_APART = 4


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the data file has it."""

    id: str
    kind: str
    keys: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """A programme in plain values: every site is required, wave w goes live in month `months[w]`.

    `planted` are the sets of facts that conflict, each by itself.
    """

    sites: tuple[str, ...]
    months: tuple[float, ...]
    decided: Mapping[str, int]
    closed: frozenset[int]
    rules: tuple[Rule, ...]
    planted: tuple[frozenset[FactId], ...] = ()

    @property
    def facts(self) -> list[FactId]:
        found = [("decided", site) for site in self.decided]
        found += [("closed", wave(w)) for w in sorted(self.closed)]
        return found + [("rule", rule.id) for rule in self.rules]

    def without(self, facts: Collection[FactId]) -> "Problem":
        return replace(
            self,
            decided={s: w for s, w in self.decided.items() if ("decided", s) not in facts},
            closed=frozenset(w for w in self.closed if ("closed", wave(w)) not in facts),
            rules=tuple(rule for rule in self.rules if ("rule", rule.id) not in facts),
        )

    def only(self, facts: Collection[FactId]) -> "Problem":
        return self.without([fact for fact in self.facts if fact not in facts])


def wave(number: int) -> str:
    return f"W{number}"


# --- Generating ---------------------------------------------------------------------------------


@dataclass
class Draft:
    dice: random.Random
    waves: int
    sites: list[str] = field(default_factory=list)
    decided: dict[str, int] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)
    closes: bool = False

    def site(self) -> str:
        self.sites.append(f"s{len(self.sites):03}")
        return self.sites[-1]

    def decide(self, at: int) -> FactId:
        site = self.site()
        self.decided[site] = at
        return "decided", site

    def rule(self, kind: str, **keys: Any) -> FactId:
        self.rules.append(Rule(f"{kind}-{len(self.rules)}", kind, keys))
        return "rule", self.rules[-1].id

    def middle(self) -> int:
        return self.dice.randint(2, self.waves - 5)


def _too_many(draft: Draft) -> list[FactId]:
    most, at = draft.dice.randint(1, 4), draft.middle()
    decided = [draft.decide(at) for _ in range(most + 1)]
    sites = [site for _, site in decided]
    return [*decided, draft.rule("capacity", waves=[wave(at)], max=most, sites=sites)]


def _too_early(draft: Draft) -> list[FactId]:
    early, late = draft.decide(draft.middle()), draft.decide(draft.waves - 3)
    return [early, late, draft.rule("before", first=late[1], then=early[1])]


def _too_soon(draft: Draft) -> list[FactId]:
    at = draft.middle()
    one, other = draft.decide(at), draft.decide(at + 1)
    gap = {"months": MONTHS_APART + draft.dice.randint(1, 3)}
    return [one, other, draft.rule("before", first=one[1], then=other[1], gap=gap)]


def _circle(draft: Draft) -> list[FactId]:
    sites = [draft.site() for _ in range(draft.dice.randint(2, 5))]
    pairs = zip(sites, [*sites[1:], sites[0]], strict=True)
    return [draft.rule("before", first=one, then=other) for one, other in pairs]


def _chain(draft: Draft) -> list[FactId]:
    length = draft.dice.randint(2, 4)
    sites = [draft.site() for _ in range(length + 1)]
    pairs = pairwise(sites)
    facts = [draft.rule("before", first=one, then=other) for one, other in pairs]
    return [*facts, draft.rule("window", sites=sites[-1], waves=[wave(w) for w in range(length)])]


def _apart_together(draft: Draft) -> list[FactId]:
    one, other = draft.site(), draft.site()
    return [draft.rule(kind, sites=[one, other]) for kind in ("together", "apart")]


def _torn(draft: Draft) -> list[FactId]:
    at = draft.middle()
    one, other = draft.decide(at), draft.decide(at + 1)
    return [one, other, draft.rule("together", sites=[one[1], other[1]])]


def _forbidden(draft: Draft) -> list[FactId]:
    at = draft.middle()
    decided = draft.decide(at)
    return [decided, draft.rule("forbid", sites=decided[1], waves=wave(at))]


def _shut(draft: Draft) -> list[FactId]:
    draft.closes = True
    pinned = draft.rule("pin", site=draft.site(), wave=wave(draft.waves - 1))
    return [("closed", wave(draft.waves - 1)), pinned]


KINDS: tuple[Callable[[Draft], list[FactId]], ...] = (
    _too_many,
    _too_early,
    _too_soon,
    _circle,
    _chain,
    _apart_together,
    _torn,
    _forbidden,
    _shut,
)


def problem(sites: int, conflicts: int, seed: int) -> Problem:
    """A programme of so many sites with so many planted conflicts; all else fits a plan."""
    dice = random.Random(f"{sites}-{conflicts}-{seed}")
    draft = Draft(dice, waves=min(16, 8 + sites // 25))
    planted = []
    for kind in dice.sample(KINDS, conflicts):
        planted.append(frozenset(kind(draft)))
        if len(draft.sites) > sites:
            raise ValueError(f"{sites} sites are too few for these conflicts")
    unsat_core = len(draft.sites)
    at: dict[str, int] = {}
    while len(draft.sites) < sites:
        at[draft.site()] = dice.randrange(draft.waves - 1)  # the last wave may be closed
    _surroundings(draft, at, unsat_core)
    dice.shuffle(draft.rules)
    return Problem(
        tuple(draft.sites),
        tuple(5 + MONTHS_APART * w for w in range(draft.waves)),
        draft.decided,
        frozenset([draft.waves - 1] if draft.closes else []),
        tuple(draft.rules),
        tuple(planted),
    )


def _surroundings(draft: Draft, at: Mapping[str, int], unsat_core: int) -> None:
    """Rules and decisions that the plan `at` keeps, with room for those who conflict."""
    dice, sites = draft.dice, list(at)
    for w in range(draft.waves):
        load = sum(1 for home in at.values() if home == w)
        draft.rule("capacity", waves=[wave(w)], max=load + unsat_core + 1)
    for _ in range(len(sites) // 3):
        one, other = dice.choice(sites), dice.choice(sites)
        if at[one] < at[other]:
            draft.rule("before", first=one, then=other)
        elif at[one] > at[other]:
            draft.rule("apart", sites=[one, other])
        elif one != other:
            draft.rule("together", sites=[one, other])
    for site in sites:
        if dice.random() < 0.3:
            draft.decided[site] = at[site]
        elif dice.random() < 0.3:
            low, high = max(0, at[site] - 1), at[site] + 2
            near = range(low, min(draft.waves - 1, high) + 1)
            draft.rule("window", sites=site, waves=[wave(w) for w in near])


# --- As data files ------------------------------------------------------------------------------


def write(made: Problem, folder: Path) -> dict[tuple[str, int, int], FactId]:
    """Write the programme as data files; where each fact stands: file, line and column."""
    where: dict[tuple[str, int, int], FactId] = {}
    who, when = ["municipalities:"], ["programme: {id: p, name: Planted, as_of: 2026-01-01}"]
    for site in made.sites:
        who += [f"  - id: {site}", f"    name: Site {site}", "    size: {inhabitants: 1000}"]
        if site in made.decided:
            who += ["    claims:", f"      - {{says: decided, wave: {wave(made.decided[site])}}}"]
            where["who.yaml", len(who), 9] = ("decided", site)
    when.append("waves:")
    for w, month in enumerate(made.months):
        shut = ", open: false" if w in made.closed else ""
        when.append(f"  - {{id: {wave(w)}, go_live: {_month(int(month))}-01{shut}}}")
        if shut:
            where["when.yaml", len(when), 5] = ("closed", wave(w))
    when.append("rules:")
    for rule in made.rules:
        keys = ", ".join(f"{key}: {_flow(value)}" for key, value in rule.keys.items())
        when.append(f"  - {{id: {rule.id}, kind: {rule.kind}, {keys}}}")
        where["when.yaml", len(when), 5] = ("rule", rule.id)
    (folder / "who.yaml").write_text("\n".join(who) + "\n", encoding="utf-8")
    (folder / "when.yaml").write_text("\n".join(when) + "\n", encoding="utf-8")
    return where


def _month(number: int) -> str:
    return f"{2026 + number // 12}-{number % 12 + 1:02}"


def _flow(value: Any) -> str:
    match value:
        case list():
            return f"[{', '.join(map(_flow, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_flow(v)}' for key, v in value.items())}}}"
        case _:
            return str(value)


# --- A second opinion ---------------------------------------------------------------------------


@dataclass
class Written:
    """A plain CP-SAT model of a problem; each fact's constraints hold where its literal does."""

    model: cp_model.CpModel
    literal: dict[FactId, cp_model.IntVar]


def written(made: Problem) -> Written:
    """Each site has a position among the waves, and is in one wave or another."""
    model = cp_model.CpModel()
    waves = range(len(made.months))
    at = {s: model.new_int_var(0, len(waves) - 1, s) for s in made.sites}
    within = {}
    for site in made.sites:
        for w in waves:
            within[site, w] = model.new_bool_var(f"{site}@{w}")
        model.add_exactly_one(within[site, w] for w in waves)
        model.add(at[site] == sum(w * within[site, w] for w in waves))
    literal = {fact: model.new_bool_var(" ".join(fact)) for fact in made.facts}
    for site, w in made.decided.items():
        model.add_implication(literal["decided", site], within[site, w])
    for w in made.closed:
        for site in made.sites:
            if made.decided.get(site) != w:
                model.add_implication(literal["closed", wave(w)], within[site, w].negated())
    for rule in made.rules:
        held = literal["rule", rule.id]
        for constraint in _constraints(rule, made, at, within, model):
            constraint.only_enforce_if(held)
    return Written(model, literal)


def _constraints(
    rule: Rule,
    made: Problem,
    at: Mapping[str, cp_model.IntVar],
    within: Mapping[tuple[str, int], cp_model.IntVar],
    model: cp_model.CpModel,
) -> Iterable[cp_model.Constraint]:
    keys, waves = rule.keys, range(len(made.months))
    match rule.kind:
        case "capacity":
            for w in _numbers(keys["waves"]):
                load = sum(within[site, w] for site in keys.get("sites", made.sites))
                yield model.add(load <= keys["max"])
        case "before":
            one, other, gap = keys["first"], keys["then"], keys.get("gap", {"waves": 1})
            if "waves" in gap:
                yield model.add(at[one] + gap["waves"] <= at[other])
            else:
                for w in waves:
                    for v in waves:
                        if made.months[v] - made.months[w] < gap["months"]:
                            yield model.add_bool_or(
                                within[one, w].negated(), within[other, v].negated()
                            )
        case "together":
            one, other = keys["sites"]
            yield model.add(at[one] == at[other])
        case "apart":
            one, other = keys["sites"]
            for w in waves:
                yield model.add(within[one, w] + within[other, w] <= keys.get("at_most", 1))
        case "window":
            allowed = _numbers(keys["waves"])
            yield model.add_bool_or(within[keys["sites"], w] for w in allowed)
        case "forbid":
            for w in _numbers(keys["waves"]):
                yield model.add_bool_or(within[keys["sites"], w].negated())
        case "pin":
            (w,) = _numbers(keys["wave"])
            yield model.add_bool_or(within[keys["site"], w])
        case kind:
            raise AssertionError(f"no rule of kind {kind} is planted")


def _numbers(waves: str | Iterable[str]) -> list[int]:
    named = [waves] if isinstance(waves, str) else list(waves)
    return [int(name.removeprefix("W")) for name in named]


def _spoken_of(made: Problem) -> Problem:
    """The problem without sites that no fact speaks of, unless one counts all of them."""
    named = set(made.decided)
    for rule in made.rules:
        if rule.kind == "capacity" and "sites" not in rule.keys:
            return made
        for key in ("sites", "site", "first", "then"):
            value = rule.keys.get(key, [])
            named.update([value] if isinstance(value, str) else value)
    return replace(made, sites=tuple(site for site in made.sites if site in named))


def possible(made: Problem, seconds: float = 60) -> bool:
    """Whether some plan keeps all facts of the problem."""
    whole = written(_spoken_of(made))
    for held in whole.literal.values():
        whole.model.add(held == 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(whole.model)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE), status
    return bool(status != cp_model.INFEASIBLE)

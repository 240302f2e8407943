"""What clingo says of a programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import clingo

from tests.oracle.documents import Document
from tests.oracle.facts import Facts

PLANS: Final = Path(__file__).with_name("plans.lp")
LARGER_IS_BETTER: Final = frozenset({"participation"})
CONFLICTS: Final = 20_000
"""After so many the search ends: some goals that weigh are not closed in hours."""


@dataclass(frozen=True)
class Answer:
    """The goal values of the best plan found, by kind in rank order; None if none was found.
    `proved` says that there is no better one, or none at all.
    """

    values: Mapping[str, int] | None
    proved: bool


def best_plan(document: Document) -> Answer:
    """How good a plan can be."""
    return _answer(Facts(document))


def judged(document: Document, plan: Mapping[str, str]) -> Mapping[str, int] | None:
    """The goal values of this plan; None if it is none, by the rules."""
    facts = Facts(document)
    for site in facts.part:
        for wave, number in facts.waves.items():
            kept = "not " if plan.get(site) == wave else ""
            facts.text.append(f":- {kept}in({site},{number}).")
    return _answer(facts).values


def _answer(facts: Facts) -> Answer:
    control = clingo.Control([f"--solve-limit={CONFLICTS}", "--warn=none"])
    control.load(str(PLANS))
    control.add("base", [], "\n".join(facts.text))
    control.ground([("base", [])])
    found: list[dict[int, int]] = []

    def note(model: clingo.Model) -> None:
        found.append(dict(zip(model.priority, model.cost, strict=True)))

    result = control.solve(on_model=note)
    if not found:
        return Answer(None, proved=bool(result.exhausted))
    # A goal that costs nothing in any plan has no priority there.
    costs = [found[-1].get(len(facts.goals) - rank, 0) for rank in range(len(facts.goals))]
    values = {
        kind: -cost if kind in LARGER_IS_BETTER else cost
        for kind, cost in zip(facts.goals, costs, strict=True)
    }
    return Answer(values, proved=bool(result.exhausted))


def ranked(values: Mapping[str, int]) -> tuple[int, ...]:
    """The values so that smaller is better."""
    return tuple(-value if kind in LARGER_IS_BETTER else value for kind, value in values.items())

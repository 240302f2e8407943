"""One file per format. What it writes is compared whole."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hpplan.planning import Outcome, Solved, best_plan
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import Overrides, SituationData
from tests.builders import programme
from tests.patience import ENOUGH

GIVEN = """
programme:
  id: p
  name: Plattformen
  phases:
    - {id: main, name: Hovedprosjekt, from: -12m, to: 0d}
    - {id: support, name: Støtte, from: 0d, to: 3w}
  milestones: [{id: ready, name: Klar, at: -90d}]
sources: [{id: brev, kind: document, title: Brevet, published: 2023-03-01}]
trusts: [{id: t, name: St. Olavs, claims: [{says: live, wave: W0, on: 2023-11-11}]}]
municipalities:
  - {id: a, name: Aure, size: {inhabitants: 3500}, claims: [PLANNED]}
  - {id: b, name: Bjugn, size: {inhabitants: 4500}, claims: [DECIDED]}
  - {id: r, name: Rauma, size: {inhabitants: 7000}, claims: [{says: candidate, wave: W1}]}
  - {id: o, name: Oppdal, size: {inhabitants: 5000}, claims: [{says: declined, source: brev}]}
waves:
  - {id: W0, go_live: 2023-11-11}
  - {id: W1, go_live: 2024-11-09}
  - {id: W2, claims: [{go_live: 2025-autumn}, {called: KI2}]}
rules:
  - {id: cap, kind: capacity, measure: inhabitants, max: 9000, because: few can help}
  - {kind: notice, months: 6}
"""
GIVEN = GIVEN.replace("PLANNED", "{says: planned, wave: W1, source: brev}")
GIVEN = GIVEN.replace("DECIDED", "{says: decided, wave: W1, on: 2023-06}")
"""Aure and Bjugn fill W1, so Rauma leaves it."""

NOBODY_ASKED = Overrides()
RAUMA_PINNED = Overrides(pins=(("r", "W1"),))
"""Rauma and Bjugn, who decided, are too many for W1."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A programme on 1 January 2024, and the best plan for it."""

    situation: SituationData
    plan: PlanData


def situation(
    folder: Path, text: str = GIVEN, overrides: Overrides = NOBODY_ASKED, as_of: str = "2024-01-01"
) -> SituationData:
    return programme(folder, text).on(date.fromisoformat(as_of), overrides)


def solve(known: SituationData) -> Outcome:
    """What solving comes to, without the time it took."""
    return best_plan(known, ENOUGH)


def planned(folder: Path, text: str = GIVEN, overrides: Overrides = NOBODY_ASKED) -> Planned:
    known = situation(folder, text, overrides)
    outcome = solve(known)
    assert isinstance(outcome, Solved)
    return Planned(known, outcome.plan)

"""The whole programmes under docs/examples are planned as their page tells."""

from pathlib import Path

import pytest

import hpplan
from hpplan.diagnostics.finding import Severity
from hpplan.programme.plan import Proof
from tests.docs.sessions import ROOT

EXAMPLES = ROOT / "docs" / "examples"


def days_of(folder: Path) -> dict[str, str]:
    """The days that are chosen for the waves of the programme, each goal proved best."""
    plan = hpplan.load(folder).at().assign(dates=True)
    assert isinstance(plan, hpplan.Plan)
    assert plan.dates is not None
    assert plan.proof is plan.dates.proof is Proof.OPTIMAL
    return {wave: day.isoformat() for wave, day in plan.dates.days.items()}


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("library", {"autumn": "2025-09-01", "winter": "2025-11-03"}),
        (
            "hospitals",
            {
                "first": "2026-03-28",
                "second": "2026-05-23",
                "third": "2026-07-18",
                "fourth": "2026-09-12",
            },
        ),
    ],
)
def test_the_waves_of_an_example_get_these_days(name: str, days: dict[str, str]) -> None:
    assert days_of(EXAMPLES / name) == days


def test_the_draft_of_the_hospitals_breaks_one_rule_and_four_move() -> None:
    situation = hpplan.load(EXAMPLES / "hospitals").at()
    warned = [found.message for found in situation.check() if found.severity is Severity.WARNING]
    assert [message.partition(":")[0] for message in warned] == [
        "the current plan breaks rule 'hurricanes'"
    ] * 2
    plan = situation.assign()
    assert isinstance(plan, hpplan.Plan)
    moved = {placed.site for placed in plan.placements if placed.moved_from}
    assert moved == {"harbor-point", "lighthouse", "prairie-view", "wheatfield"}

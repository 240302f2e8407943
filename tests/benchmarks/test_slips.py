"""The slips in docs/risk.md are those of the shipped data, and so are the chances of its risks."""

from pathlib import Path

import pytest

import slips
from hpplan.domain.risks import SlipRisk
from hpplan.programme.programme import ProgrammeData
from hpplan.reading import read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shipped() -> ProgrammeData:
    programme = read(ROOT / "data").programme
    assert programme is not None
    return programme


@pytest.mark.slow
def test_the_page_has_every_date_and_every_place_of_the_shipped_data(
    shipped: ProgrammeData,
) -> None:
    page = (ROOT / "docs" / "risk.md").read_text(encoding="utf-8")
    assert f"\n\n{slips.table_of_waves(shipped)}\n\n" in page
    assert f"\n\n{slips.table_of_places(shipped)}\n\n" in page


@pytest.mark.slow
@pytest.mark.parametrize(("name", "trust"), [("rounds", False), ("trusts", True)])
def test_the_chances_of_slips_are_those_of_the_history(
    shipped: ProgrammeData, name: str, trust: bool
) -> None:
    those = [p for p in slips.places_given(shipped, slips.AS_OF) if p.trust == trust]
    late, settled = slips.chance(those)
    risk = dict(shipped.named_risks)[name]
    assert isinstance(risk, SlipRisk)
    assert risk.chance == round(late / settled, 2)
    by = [(d.months, w) for d, w in sorted(risk.by.items(), key=lambda each: each[0].months)]
    months = slips.delays(those)
    assert by == [(n, months.count(n)) for n in sorted(set(months))]
    assert risk.in_force is not None
    assert str(risk.in_force.since) == str(slips.AS_OF)

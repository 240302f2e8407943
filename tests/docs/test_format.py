"""docs/format.md against the code: its examples are read, its tables leave nothing out."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from pydantic import BaseModel

from hpplan.checks.run import inspect
from hpplan.diagnostics.finding import Severity
from hpplan.domain.agenda import Agenda
from hpplan.domain.claims import Claim, Says, WaveClaim
from hpplan.domain.sites import Site
from hpplan.goals import KINDS as GOALS
from hpplan.goals.base import Goal
from hpplan.reading import read
from hpplan.reading.directory import SECTIONS
from hpplan.rules import KINDS as RULES
from hpplan.rules import Rule

FORMAT = (Path(__file__).parents[2] / "docs" / "format.md").read_text(encoding="utf-8")


def cells(header: str, first: str = "") -> list[list[str]]:
    """The cells of each row of the table with this header, whose first row begins with `first`."""
    start = re.search(rf"^{re.escape(header)}\n[|-]+\n(?=\| {first})", FORMAT, re.MULTILINE)
    assert start is not None, f"docs/format.md has no table {header} that begins with {first}"
    lines = FORMAT[start.end() :].partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


def words(text: str) -> set[str]:
    """The keys and words that a text shows as code."""
    return set(re.findall(r"`([a-z_]+)(?:: true)?`", text))


def keys(model: type[BaseModel], beyond: type[BaseModel] | None = None) -> set[str]:
    """The keys of the model as data files write them, less those of another model."""
    common = set(beyond.model_fields) if beyond is not None else set()
    return {
        field.alias or name
        for name, field in model.model_fields.items()
        if name not in common and not field.exclude
    }


def test_the_examples_after_the_first_are_a_programme_without_a_fault(tmp_path: Path) -> None:
    _, *examples = re.findall(r"^```yaml\n(.*?)^```", FORMAT, re.MULTILINE | re.DOTALL)
    for number, example in enumerate(examples):
        (tmp_path / f"{number}.yaml").write_text(example, encoding="utf-8")
    reading = read(tmp_path)
    assert reading.findings == ()
    assert reading.programme is not None
    answer = inspect(reading.programme.on())
    assert [finding for finding in answer if finding.severity is not Severity.INFO] == []


@pytest.mark.parametrize(
    ("header", "kinds", "common"),
    [
        ("| kind | keys | what it asks | history where live is | one break is |", RULES, Rule),
        ("| kind | keys | value |", GOALS, Goal),
    ],
)
def test_each_kind_has_a_row_with_its_keys(
    header: str, kinds: Sequence[type[BaseModel]], common: type[BaseModel]
) -> None:
    shown = {kind.strip("`"): words(stated) for kind, stated, *_ in cells(header)}
    assert shown == {kind.model_fields["kind"].default: keys(kind, common) for kind in kinds}


def test_every_section_is_reported() -> None:
    shown = words(" ".join(section for section, _ in cells("| section | holds |")))
    assert shown == set(SECTIONS)


def test_everything_a_claim_may_say_is_reported() -> None:
    shown = words(" ".join(says for says, _, _ in cells("| `says` | means | effect |")))
    assert shown == {says.value for says in Says}


@pytest.mark.parametrize(
    ("model", "first", "named_beside"),
    [
        (Site, "`number`", {"id", "name", "kind", "note"}),
        (Claim, "`on`", {"says", "wave"}),
        (Agenda, "`as_of`", {"id", "name", "source", "note"}),
        (Rule, "`id`", {"kind"}),
    ],
)
def test_every_key_is_reported(model: type[BaseModel], first: str, named_beside: set[str]) -> None:
    shown = words(" ".join(key for key, _ in cells("| key | meaning |", first)))
    assert shown | named_beside == keys(model)


def test_every_key_of_a_waves_claim_is_reported() -> None:
    paragraph = FORMAT.partition("A **wave** has an `id`")[2].partition("\n\n")[0]
    assert words(paragraph) - {"id"} == keys(WaveClaim)

"""Facts and plans that the library writes into data files, and why it does not."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import hpplan
from tests.cli.programmes import CALM, write

LETTER = {"id": "letter-2", "title": "A letter", "published": "2024-01-20"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path)


def text_of(data: Path) -> str:
    return (data / "programme.yaml").read_text(encoding="utf-8")


def test_a_fact_is_written_and_what_it_changes_is_said(data: Path) -> None:
    report = hpplan.record(data, "dal", "decided", "W1", source=LETTER, on=date(2023, 5, 2))
    claim = "{says: decided, wave: W1, on: 2023-05-02, source: letter-2}"
    assert claim in text_of(data)
    assert "{id: letter-2, title: A letter, published: 2024-01-20}" in text_of(data)
    assert str(report).startswith("Recorded: Dal, decided on W1")
    again = hpplan.record(data, "dal", "decided", "W1", source="letter-2", on="2023-05-02")
    assert (again.value.already, again.value.written.files) == (True, ())


def test_flags_and_days_of_waves_are_values_of_python(data: Path) -> None:
    moved = hpplan.record(data, "W2", "go_live", date(2025, 6, 7), source=LETTER, dry_run=True)
    shut = hpplan.record(data, "W2", "open", False, source=LETTER, dry_run=True)
    assert [report.value.keys for report in (moved, shut)] == [
        {"go_live": "2025-06-07", "source": "letter-2"},
        {"open": False, "source": "letter-2"},
    ]
    assert text_of(data) == CALM


def test_what_must_not_be_written_raises_and_leaves_the_files(data: Path) -> None:
    with pytest.raises(hpplan.NotWritten, match="nothing was written") as raised:
        hpplan.record(data, "dal", "decided", "W9", source=LETTER)
    (finding,) = raised.value.findings
    assert finding.message == "there is no wave 'W9'"
    with pytest.raises(hpplan.UnknownName, match="there is no site and no wave 'dall'"):
        hpplan.record(data, "dall", "withdrawn", source=LETTER)
    with pytest.raises(hpplan.UnknownName, match="there is no source 'lettre'"):
        hpplan.record(data, "dal", "withdrawn", source="lettre")
    with pytest.raises(ValueError, match="says: a claim of a site does not say 'dcided'; did you"):
        hpplan.record(data, "dal", "dcided", "W1", source=LETTER)
    with pytest.raises(ValueError, match="what: 'decided' needs it"):
        hpplan.record(data, "dal", "decided", source=LETTER)
    with pytest.raises(TypeError, match="source: expected the id of a source, or the keys of a n"):
        hpplan.record(data, "dal", "decided", "W1", source=3)  # type: ignore[arg-type]
    assert text_of(data) == CALM


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"seconds": "60"}, "seconds: expected a number, not '60'"),
        ({"dry_run": "yes"}, "dry_run: expected True or False, not 'yes'"),
        ({"advance": 1}, "advance: expected True or False, not 1"),
    ],
)
def test_nothing_is_written_before_every_argument_is_right(
    data: Path, wrong: Mapping[str, Any], says: str
) -> None:
    plan = hpplan.load(data).at().current_plan()
    with pytest.raises(TypeError, match=f"^{says}$"):
        hpplan.record(data, "dal", "decided", "W1", source=LETTER, **wrong)
    with pytest.raises(TypeError, match=f"^{says}$"):
        hpplan.adopt(data, plan, source=LETTER, **wrong)
    assert text_of(data) == CALM


def test_a_plan_is_adopted_as_an_object_and_as_a_file(data: Path) -> None:
    plan = hpplan.load(data).at().assign(dates=True)
    assert isinstance(plan, hpplan.Plan)
    plan.save(data.parent / "plan.json")
    shown = hpplan.adopt(data, plan, source=LETTER, dry_run=True)
    assert text_of(data) == CALM
    done = hpplan.adopt(data, data.parent / "plan.json", source=LETTER, advance=True)
    assert done.value.adoption.statements == shown.value.adoption.statements
    assert hpplan.load(data).at().current_plan().waves == plan.waves
    assert str(hpplan.adopt(data, plan, source="letter-2")).startswith("Adopted already")


def test_a_plan_of_other_data_is_adopted_only_by_force(data: Path) -> None:
    plan = hpplan.load(data).at().assign()
    assert isinstance(plan, hpplan.Plan)
    changed = CALM.replace("{inhabitants: 125}", "{inhabitants: 126}")
    (data / "programme.yaml").write_text(changed, encoding="utf-8")
    with pytest.raises(hpplan.NotWritten, match="the plan is not adopted; nothing was written"):
        hpplan.adopt(data, plan, source=LETTER)
    report = hpplan.adopt(data, plan, source=LETTER, sites="eid", force=True, dry_run=True)
    assert len(report.value.adoption.statements) == 1

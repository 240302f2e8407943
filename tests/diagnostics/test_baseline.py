"""Baselines: findings are known again wherever they move, and reported once there are more."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.diagnostics.baseline import Baseline, read
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.diagnostics.place import Place
from tests.cli.programmes import write
from tests.cli.running import run

CODES = st.sampled_from(["HP206", "HP701"])
FINDINGS = st.lists(
    st.builds(
        Finding,
        CODES,
        st.just(Severity.INFO),
        st.sampled_from(["a", "b\n«", "\udc00"]),
        st.none() | st.builds(Place, st.just("x.yaml"), st.integers(1, 9), *[st.just(1)] * 3),
    ),
    max_size=5,
)


@given(FINDINGS)
def test_what_is_written_is_read_again_and_knows_all_of_it(findings: list[Finding]) -> None:
    baseline = Baseline.of(findings)
    assert read(baseline.text()) == baseline
    assert baseline.new(findings) == []
    assert baseline.paid(findings) == 0


@given(FINDINGS, FINDINGS)
def test_each_debt_is_known_of_as_often_as_it_was_found(
    old: list[Finding], new: list[Finding]
) -> None:
    assert len(Baseline.of(old).new([*old, *new])) == len(new)
    assert Baseline.of([*old, *new]).paid(new) == len(old)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"hpplan_baseline": 2, "findings": []}',
        '{"hpplan_baseline": 1, "findings": [1]}',
        '{"hpplan_baseline": 1, "findings": [{"code": "HP206"}]}',
        '{"hpplan_baseline": 1, "findings": [{"code": 1, "file": "", "message": "", "times": 1}]}',
        "[" * 100_000,
    ],
)
def test_anything_else_is_no_baseline(text: str) -> None:
    assert read(text) is None


DATA = """\
programme: {id: coast, name: The coast, as_of: 2023-07-04}
regions:
  - {id: coast, name: The coast}
waves: [{id: W1}]
municipalities: [{id: ask, name: Ask, claims: [{says: option}]}]
"""


def codes(stdout: str) -> list[str]:
    return [found["code"] for found in json.loads(stdout)["findings"]]


def test_debts_are_left_out_wherever_they_stand_now_and_new_ones_are_reported(
    tmp_path: Path,
) -> None:
    debts = tmp_path / "debts.json"
    data = write(tmp_path, DATA)
    written = run("check", data, "--write-baseline", debts, "--format", "json")
    assert codes(written.stdout) == ["HP206", "HP701"]
    assert written.stderr == f"wrote {debts}: 2 known of from now on\n"

    (data / "programme.yaml").write_text(
        "# a line more\n" + DATA.replace("}]}]", "}, {says: joined}]}]"), encoding="utf-8"
    )
    ran = run("check", data, "--baseline", debts, "--fail-on", "warning", "--format", "json")
    assert (ran.exit_code, codes(ran.stdout), ran.stderr) == (1, ["HP701"], "")


def test_debts_that_are_paid_are_counted(tmp_path: Path) -> None:
    debts = tmp_path / "debts.json"
    data = write(tmp_path, DATA)
    run("check", data, "--write-baseline", debts)
    paid = DATA.replace("name: Ask,", "name: Ask, regions: coast,")
    (data / "programme.yaml").write_text(paid, encoding="utf-8")
    ran = run("check", data, "--baseline", debts)
    assert (ran.exit_code, ran.stdout) == (0, "no findings\n")
    assert ran.stderr == (
        "1 finding of the baseline is found no more: write it again with --write-baseline\n"
    )


def test_errors_that_keep_data_from_being_read_are_no_debts(tmp_path: Path) -> None:
    debts = tmp_path / "debts.json"
    data = write(tmp_path, "waves: [")
    ran = run("check", data, "--write-baseline", debts)
    assert ran.exit_code == 1
    assert not debts.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "cannot be read: no such file or directory"),
        (b"{}", "is no baseline; --write-baseline"),
        (b"\xff", "cannot be read: it is not text"),
    ],
)
def test_a_file_that_is_no_baseline_is_wrong_usage(
    tmp_path: Path, content: bytes | None, why: str
) -> None:
    debts = tmp_path / "debts.json"
    if content is not None:
        debts.write_bytes(content)
    ran = run("check", write(tmp_path, DATA), "--baseline", debts)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert why in " ".join(ran.stderr.split())

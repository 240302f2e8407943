"""Baselines: findings are recognised wherever they move, and reported once there are more."""

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
    assert baseline.no_longer_found(findings) == 0


@given(FINDINGS, FINDINGS)
def test_each_finding_is_known_as_often_as_it_was_found(
    old: list[Finding], new: list[Finding]
) -> None:
    assert len(Baseline.of(old).new([*old, *new])) == len(new)
    assert Baseline.of([*old, *new]).no_longer_found(new) == len(old)


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


def test_known_findings_are_left_out_wherever_they_stand_now_and_new_ones_are_reported(
    tmp_path: Path,
) -> None:
    known = tmp_path / "known.json"
    data = write(tmp_path, DATA)
    written = run("check", data, "--write-baseline", known, "--format", "json")
    assert codes(written.stdout) == ["HP206", "HP701"]
    assert written.stderr == f"wrote {known}: a baseline of 2 findings\n"

    (data / "programme.yaml").write_text(
        "# a line more\n" + DATA.replace("}]}]", "}, {says: joined}]}]"), encoding="utf-8"
    )
    ran = run("check", data, "--baseline", known, "--fail-on", "warning", "--format", "json")
    assert (ran.exit_code, codes(ran.stdout), ran.stderr) == (1, ["HP701"], "")


def test_entries_that_no_longer_occur_are_counted(tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    data = write(tmp_path, DATA)
    run("check", data, "--write-baseline", known)
    paid = DATA.replace("name: Ask,", "name: Ask, regions: coast,")
    (data / "programme.yaml").write_text(paid, encoding="utf-8")
    ran = run("check", data, "--baseline", known)
    assert (ran.exit_code, ran.stdout) == (0, "no findings\n")
    assert ran.stderr == "1 baseline entry no longer occurs: write it again with --write-baseline\n"


def test_errors_that_keep_data_from_being_read_get_no_baseline(tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    data = write(tmp_path, "waves: [")
    ran = run("check", data, "--write-baseline", known)
    assert ran.exit_code == 1
    assert not known.exists()


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
    known = tmp_path / "known.json"
    if content is not None:
        known.write_bytes(content)
    ran = run("check", write(tmp_path, DATA), "--baseline", known)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert why in " ".join(ran.stderr.split())

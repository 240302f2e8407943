"""Data made to hurt, small: each case ends with findings or without, in bounds."""

from collections import Counter
from pathlib import Path

import pytest

from extremes import CASES, Case, Cost, cost, file, row

NAMED = {case.what: case for case in CASES}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ("10⁶ unknown sections", {"HP101": 1_000}),
        ("a billion laughs", {"HP005": 1, "HP101": 20}),
        ("links in a ring", {"HP001": 2}),
        ("a byte order mark, CRLF", {"HP207": 1, "HP212": 1}),
    ],
)
def test_a_case_ends_with_its_findings_and_within_its_limits(
    what: str, codes: dict[str, int]
) -> None:
    taken = cost(NAMED[what], share=0.002 if "10⁶" in what else 1)
    assert (taken.kept, taken.found) == (True, Counter(codes))


def test_names_of_cases_are_distinguished() -> None:
    assert len(NAMED) == len(CASES)


def test_a_case_is_written_to_one_file(tmp_path: Path) -> None:
    file(lambda times: "å" * times)(tmp_path, 3)
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "ååå"


@pytest.mark.parametrize(
    ("exit_code", "found", "kept"),
    [(0, {}, True), (1, {"HP006": 1}, True), (1, {}, False), (70, {}, False), (-9, {}, False)],
)
def test_check_keeps_its_promise_if_it_ends_well_or_with_findings(
    exit_code: int, found: dict[str, int], kept: bool
) -> None:
    assert Cost(exit_code, Counter(found), 1, 1, 1).kept is kept


def test_a_row_tells_how_it_ended_and_what_it_took() -> None:
    case = Case("a pipe", 1, file(lambda _: ""))
    taken = Cost(1, Counter({"HP101": 1_000, "HP001": 1}), 2.345, 1234.5, 50)
    assert row(case, taken) == "| a pipe | 50.0 | 1 | HP001 1, HP101 1,000 | 2.3 | 1,234 |"

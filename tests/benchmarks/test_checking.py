"""How long checking takes: the measuring, on the real data."""

import sys

import pytest

from checking import Measured, main, row
from spent import Limits, run

pytestmark = pytest.mark.slow


def test_the_real_data_are_measured_and_a_row_is_reported(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--rounds", "1", "--sites", "70"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "| sites | MB | hpplan check | hpplan.load | yaml.CSafeLoader | ratio |"
    assert lines[4].startswith("| 70 | 0.1 | ")


def test_a_row_has_each_program_and_the_ratio_of_the_first_to_the_last() -> None:
    taken = [Measured(6, 1234.4), Measured(1.5, 80), Measured(4, 100)]
    assert row(10_000, 2.71, taken) == (
        "| 10,000 | 2.7 | 6.00 s, 1,234 MiB | 1.50 s, 80 MiB | 4.00 s, 100 MiB | 1.5 |"
    )


def test_a_process_is_ended_at_its_limits() -> None:
    hungry = run([sys.executable, "-c", "bytes(10**9)"], Limits(memory=512 * 1024**2))
    assert hungry.exit_code == 1
    fine = run([sys.executable, "-c", "print(len(b'x' * 10**8))"])
    assert (fine.exit_code, fine.stdout) == (0, b"100000000\n")
    assert fine.mebibytes > 95

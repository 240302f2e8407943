"""Writing cut short, eight times in each of the ways of benchmarks/torn_files.py."""

import subprocess
import sys

import pytest

from tests.cli.running import PLAIN, REPOSITORY
from tests.patience import PATIENCE
from torn_files import KINDS

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_is_torn_and_no_claim_is_lost(kind: str) -> None:
    """In a process of its own, which may fork: this one may have threads."""
    script = REPOSITORY / "benchmarks" / "torn_files.py"
    done = subprocess.run(
        [sys.executable, script, "--tries", "8", "--only", kind],
        env=PLAIN,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{kind}: 8 tries, no file torn, no claim lost (")

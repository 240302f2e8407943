"""The manual page, made by its script in a terminal of the usual width."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

SCRIPT: Final = Path(__file__).parents[2] / "scripts" / "manual.py"


def refresh(*options: str) -> str:
    """Write the page, or `--check` it; what the script complains of."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *options],
        check=False,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80"},
    )
    return done.stderr

"""How long `hpplan check` takes, and how much memory, beside a bare YAML loader on the same files.

    .venv/bin/python benchmarks/checking.py [--rounds 3] [--sites 70 10000 100000]

70 are the real data; the others are made up (rollouts.py). Each run is a process of its own; what
is measured is its processor time, start-up included, and the most memory that it had at once. Of
several rounds the median is taken.
"""

import argparse
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rollouts import rollout, write
from spent import Spent, run

DATA = Path(__file__).parents[1] / "data"
REAL = 70
"""How many sites the real data have, trusts included."""
LOAD = """
import sys, yaml
from pathlib import Path
for path in Path(sys.argv[1]).glob("*.yaml"):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
READ = """
import sys
from hpplan import load
load(sys.argv[1])
"""
RUNS = {
    "hpplan check": ["-m", "hpplan", "check", "--format", "json", "--data"],
    "hpplan.load": ["-c", READ],
    "yaml.CSafeLoader": ["-c", LOAD],
}


@dataclass(frozen=True)
class Measured:
    """What one program took on one data directory."""

    seconds: float
    mebibytes: float


def measured(words: Sequence[str], data: Path, rounds: int) -> Measured:
    """The median of some runs."""
    runs = [run([sys.executable, *words, str(data)]) for _ in range(rounds)]
    failed = [each.exit_code for each in runs if each.exit_code not in (0, 1)]
    if failed:
        sys.exit(f"{' '.join(words)} ended with {failed[0]}")
    return Measured(_median(runs, "seconds"), _median(runs, "mebibytes"))


def _median(runs: Sequence[Spent], what: str) -> float:
    return float(median(getattr(each, what) for each in runs))


def row(sites: int, megabytes: float, taken: Sequence[Measured]) -> str:
    """A row of the table: each program's seconds and mebibytes, and the ratio of first to last."""
    cells = [f"{sites:,}", f"{megabytes:.1f}"]
    cells += [f"{each.seconds:.2f} s, {each.mebibytes:,.0f} MiB" for each in taken]
    cells.append(f"{taken[0].seconds / taken[-1].seconds:.1f}")
    return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sites", type=int, nargs="+", default=[REAL, 10_000, 100_000])
    asked = parser.parse_args(arguments)
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
    print(f"| sites | MB | {' | '.join(RUNS)} | ratio |")
    print(f"|--:|--:|{'--:|' * len(RUNS)}--:|", flush=True)
    for sites in asked.sites:
        with tempfile.TemporaryDirectory() as temporary:
            data = DATA if sites == REAL else Path(temporary)
            if sites != REAL:
                write(rollout(sites, "replanning"), data)
            size = sum(path.stat().st_size for path in data.glob("*.yaml")) / 1e6
            taken = [measured(words, data, asked.rounds) for words in RUNS.values()]
        print(row(sites, size, taken), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

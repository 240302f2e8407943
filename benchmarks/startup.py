"""How much `hpplan check` on the real data costs beside Python that imports what it is made of.

    .venv/bin/python benchmarks/startup.py [ROUNDS]

Both run in turn, each in a process of its own; what is measured is the processor's time of that
process, which a busy machine blurs less than the clock on the wall.
"""

import os
import platform
import resource
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

DATA = Path(__file__).parents[1] / "data"
AIM = 2.0

BASELINE = """
import pydantic, yaml

class Model(pydantic.BaseModel):
    number: int

Model(number=1)
"""
BASE = "pydantic and yaml, one model"
CHECK = "hpplan check"
RUNS = {
    BASE: ["-c", BASELINE],
    "hpplan --help": ["-m", "hpplan", "--help"],
    CHECK: ["-m", "hpplan", "check", "--data", str(DATA)],
}


# As installed: the modules' compiled form is kept, and nothing of the caller's shell has a say.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def cpu_seconds(arguments: Sequence[str]) -> float:
    """What a run costs, the kernel's work for it included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        [sys.executable, *arguments],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode != 0:
        sys.exit(f"{' '.join(arguments)} ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main(rounds: int) -> None:
    for arguments in RUNS.values():
        cpu_seconds(arguments)  # so that every file has been read and compiled once
    seconds: dict[str, list[float]] = {what: [] for what in RUNS}
    for _ in range(rounds):
        for what, arguments in RUNS.items():
            seconds[what].append(cpu_seconds(arguments))
    packages = ", ".join(f"{name} {version(name)}" for name in ("hpplan", "pydantic", "pyyaml"))
    print(f"Python {platform.python_version()}, {packages}")
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors")
    print(f"{rounds} rounds; milliseconds of processor time\n")
    print(f"{'':32}{'median':>8}{'least':>8}{'most':>8}")
    for what, found in seconds.items():
        row = "".join(f"{1000 * t:8.0f}" for t in (median(found), min(found), max(found)))
        print(f"{what:32}{row}")
    ratios = [check / base for base, check in zip(seconds[BASE], seconds[CHECK], strict=True)]
    row = "".join(f"{ratio:8.2f}" for ratio in (median(ratios), min(ratios), max(ratios)))
    print(f"{f'ratio of {CHECK}':32}{row}   (aim: at most {AIM:.1f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)

"""How much `hpplan check` on the real data costs beside Python that imports what it is made of, and
`hpplan assign` on 70 sites beside a CP-SAT model of them that is written and tuned by hand.

    .venv/bin/python benchmarks/startup.py [ROUNDS]

All run in turn, each in a process of its own; what is measured is the processor's time of that
process, which a busy machine blurs less than the clock on the wall. The model by hand is the plain
one of `scale.py`, which is faster there than with other parameters. It reads no file, prints no
plan, and does without pandas, which OR-Tools imports and a model does not need: that takes as long
as all the rest. Both prove the same plan best.
"""

import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

from rollouts import rollout, write

DATA = Path(__file__).parents[1] / "data"
BY_HAND = """
import sys, types

class Pandas(types.ModuleType):
    Index = Series = DataFrame = type("Unused", (), {})

sys.modules["pandas"] = Pandas("pandas")
sys.path.insert(0, sys.argv[1])
from rollouts import rollout
from scale import by_plain_model

assert by_plain_model(rollout(70, "replanning"), 60, tuned=False).bounds[-1] == 296164029
"""

BASELINE = """
import pydantic, yaml

class Model(pydantic.BaseModel):
    number: int

Model(number=1)
"""
BASE = "pydantic and yaml, one model"
CHECK = "hpplan check"
MODEL = "70 sites, a model by hand"
ASSIGN = "70 sites, hpplan assign"
AIMS = {CHECK: (BASE, 1.9), ASSIGN: (MODEL, 2.3)}


def runs(rollout: Path) -> Mapping[str, Sequence[str]]:
    """What is run, by name; the rollout is a data directory of 70 sites."""
    return {
        BASE: ["-c", BASELINE],
        "hpplan --help": ["-m", "hpplan", "--help"],
        CHECK: ["-m", "hpplan", "check", "--data", str(DATA)],
        MODEL: ["-c", BY_HAND, str(Path(__file__).parent)],
        ASSIGN: ["-m", "hpplan", "assign", "--data", str(rollout)],
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
    with tempfile.TemporaryDirectory() as folder:
        write(rollout(70, "replanning"), Path(folder))
        run = runs(Path(folder))
        for arguments in run.values():
            cpu_seconds(arguments)  # so that every file has been read and compiled once
        seconds: dict[str, list[float]] = {what: [] for what in run}
        for _ in range(rounds):
            for what, arguments in run.items():
                seconds[what].append(cpu_seconds(arguments))
    packages = ", ".join(f"{name} {version(name)}" for name in ("hpplan", "pydantic", "pyyaml"))
    print(f"Python {platform.python_version()}, {packages}")
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors")
    print(f"{rounds} rounds; milliseconds of processor time\n")
    print(f"{'':32}{'median':>8}{'least':>8}{'most':>8}")
    for what, found in seconds.items():
        row = "".join(f"{1000 * t:8.0f}" for t in (median(found), min(found), max(found)))
        print(f"{what:32}{row}")
    for what, (beside, aim) in AIMS.items():
        ratios = [
            ours / theirs for ours, theirs in zip(seconds[what], seconds[beside], strict=True)
        ]
        row = "".join(f"{ratio:8.2f}" for ratio in (median(ratios), min(ratios), max(ratios)))
        print(f"{what.rpartition(', ')[2] + ' beside that':32}{row}   (aim: at most {aim:.1f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)

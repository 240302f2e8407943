"""Whether planning keeps its time limit, and how much memory it takes, by real seconds.

    python benchmarks/limits.py [--sites N ...] [--seconds S ...] [--seed N]

Seeded rollouts (`rollouts.py`) are read and checked; from then on the clock runs: planning, giving
reasons, verifying, and writing the plan as JSON to a file. The promise is the limit, a tenth of it
and two seconds, with a verified plan or none. Each in a process of its own.
"""

import argparse
import resource
import tempfile
import time
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from rollouts import rollout, write

SLACK, SHARE = 2.0, 0.1


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it, in seconds since the data were read, and of the processor, with the peak of
    memory.
    """

    outcome: str
    wall: float
    processor: float
    megabytes: int


def planned(folder: Path, seconds: float) -> Taken:
    """Read, check, and then plan and write by the clock."""
    from hpplan.checks.run import inspect
    from hpplan.planning import Solved, best_plan
    from hpplan.reading import read
    from hpplan.solving.result import Limits
    from hpplan.views import plan_json

    reading = read(folder)
    assert reading.programme is not None, reading.findings[:3]
    situation = reading.programme.on()
    inspect(situation)
    began, worked = time.monotonic(), time.process_time()
    outcome = best_plan(situation, Limits(seconds=seconds))
    text = plan_json.render(situation, outcome)
    (folder / "plan.json").write_text(text, encoding="utf-8")
    said = type(outcome).__name__.lower()
    if isinstance(outcome, Solved):
        said = "; ".join(f"{goal.kind} {goal.value}" for goal in outcome.plan.goals)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Taken(said, time.monotonic() - began, time.process_time() - worked, peak)


def answer_to(answer: Connection, folder: Path, seconds: float) -> None:
    answer.send(planned(folder, seconds))


def measured(folder: Path, seconds: float) -> Taken:
    """What it took in a fresh process."""
    fresh = get_context("spawn")
    here, there = fresh.Pipe(duplex=False)
    process = fresh.Process(target=answer_to, args=(there, folder, seconds))
    process.start()
    there.close()
    found: Taken = here.recv()
    process.join()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sites", type=int, nargs="*", default=[70, 2_000, 10_000])
    parser.add_argument("--seconds", type=float, nargs="*", default=[5, 30])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print("| sites | limit | allowed | took [processor] | MiB | outcome |")
    print("|---|---|---|---|---|---|")
    for sites in asked.sites:
        for seconds in asked.seconds:
            with tempfile.TemporaryDirectory() as folder:
                write(rollout(sites, "published", asked.seed), Path(folder))
                taken = measured(Path(folder), seconds)
            allowed = seconds * (1 + SHARE) + SLACK
            late = "" if taken.wall <= allowed else " TOO LATE"
            took = f"{taken.wall:.1f}{late} [{taken.processor:.1f}]"
            cells = (sites, f"{seconds:g}", f"{allowed:g}", took, taken.megabytes, taken.outcome)
            print(f"| {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()

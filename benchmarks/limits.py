"""Whether planning keeps its time limit, and how much memory it takes, by real seconds.

    python benchmarks/limits.py [--sites N ...] [--seconds S ...] [--seed N] [--ask QUESTION ...]
                                [--busy N]

Seeded rollouts (`rollouts.py`) are read and checked; from then on the clock runs: planning, giving
reasons, verifying, and writing the plan as JSON to a file; or answering a question about a site or
a wave in the middle. The promise is the limit, a tenth of it and two seconds, with a verified plan
or none. Each in a process of its own, beside so many that are busy with nothing.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from rollouts import rollout, write

if TYPE_CHECKING:
    from hpplan.programme.programme import SituationData
    from hpplan.solving.result import Limits

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


QUESTIONS = "plan", "explain", "recommend", "wave", "whatif", "capacity"


def answered(situation: "SituationData", question: str, limits: "Limits") -> tuple[str, str]:
    """The answer as JSON, and what came of it in a few words."""
    from hpplan.analysis.capacity import explain_capacity
    from hpplan.analysis.recommendation import recommend
    from hpplan.analysis.site import explain_site
    from hpplan.analysis.wave import explain_wave
    from hpplan.analysis.what_if import what_if
    from hpplan.planning import Solved, best_plan
    from hpplan.programme.changes import pinned
    from hpplan.views import answers_json, plan_json

    sites, waves = situation.snapshot.taking_part, situation.snapshot.wave_ids
    site, wave = sites[len(sites) // 2], waves[len(waves) // 2]
    match question:
        case "explain":
            text = answers_json.site(explain_site(situation, site, limits))
        case "recommend":
            text = answers_json.recommendation(recommend(situation, site, limits))
        case "wave":
            text = answers_json.wave(explain_wave(situation, wave, limits))
        case "whatif":
            text = answers_json.what_if(what_if(situation, [[pinned(site, wave)]], limits))
        case "capacity":
            text = answers_json.capacities(explain_capacity(situation, limits))
        case _:
            outcome = best_plan(situation, limits)
            said = type(outcome).__name__.lower()
            if isinstance(outcome, Solved):
                said = "; ".join(f"{goal.kind} {goal.value}" for goal in outcome.plan.goals)
            return plan_json.render(situation, outcome), said
    return text, question


def planned(folder: Path, seconds: float, question: str) -> Taken:
    """Read, check, and then answer and write by the clock."""
    from hpplan.checks.run import inspect
    from hpplan.reading import read
    from hpplan.solving.result import Limits

    reading = read(folder)
    assert reading.programme is not None, reading.findings[:3]
    situation = reading.programme.on()
    inspect(situation)
    began, worked = time.monotonic(), time.process_time()
    text, said = answered(situation, question, Limits(seconds=seconds))
    (folder / "answer.json").write_text(text, encoding="utf-8")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Taken(said, time.monotonic() - began, time.process_time() - worked, peak)


def answer_to(answer: Connection, folder: Path, seconds: float, question: str) -> None:
    answer.send(planned(folder, seconds, question))


def measured(folder: Path, seconds: float, question: str = "plan") -> Taken:
    """What it took in a fresh process."""
    fresh = get_context("spawn")
    here, there = fresh.Pipe(duplex=False)
    process = fresh.Process(target=answer_to, args=(there, folder, seconds, question))
    process.start()
    there.close()
    found: Taken = here.recv()
    process.join()
    return found


def be_busy() -> None:
    while True:
        pass


@contextmanager
def busy_processes(number: int) -> Iterator[None]:
    """So many processes that take what they get of the processors."""
    processes = [get_context("spawn").Process(target=be_busy, daemon=True) for _ in range(number)]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.kill()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sites", type=int, nargs="*", default=[70, 2_000, 10_000])
    parser.add_argument("--seconds", type=float, nargs="*", default=[5, 30])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ask", nargs="*", choices=QUESTIONS, default=["plan"])
    parser.add_argument("--busy", type=int, default=0)
    asked = parser.parse_args()
    print("| sites | limit | allowed | took [processor] | MiB | outcome |")
    print("|---|---|---|---|---|---|")
    with busy_processes(asked.busy):
        for sites, seconds, question in product(asked.sites, asked.seconds, asked.ask):
            with tempfile.TemporaryDirectory() as folder:
                write(rollout(sites, "published", asked.seed), Path(folder))
                taken = measured(Path(folder), seconds, question)
            allowed = seconds * (1 + SHARE) + SLACK
            late = "" if taken.wall <= allowed else " TOO LATE"
            took = f"{taken.wall:.1f}{late} [{taken.processor:.1f}]"
            cells = (sites, f"{seconds:g}", f"{allowed:g}", took, taken.megabytes, taken.outcome)
            print(f"| {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()

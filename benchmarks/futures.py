"""What futures cost: `hpplan risk` in one process, by the processor's time, and what it remembers.

    python benchmarks/futures.py [--data DIR] [--as-of DATE] [--runs 1000] [--seed 1]
    python benchmarks/futures.py --sites 357 --runs 100

A line for each tenth of the futures: what each took, and how many plans were made for it; all
other plans were remembered. Then the figures. With `--sites` it is a made-up rollout of so many,
in which each wave is late like those of the shipped programme, and each site leaves with a chance
of 0.03.
"""

import argparse
import resource
import time
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hpplan.analysis.risk.counts import Counts, Reader
from hpplan.analysis.risk.figures import figures_of
from hpplan.analysis.risk.futures import dice_of
from hpplan.analysis.risk.lives import Futures
from hpplan.planning import Solved, best_plan
from hpplan.reading import read
from hpplan.solving.result import Limits
from rollouts import rollout, write

TENTHS = 10
RISKS = """\
risks:
  - {id: rounds, kind: slip, waves: all, chance: 0.57, by: {3m: 1, 4m: 1, 8m: 2}}
  - {id: councils, kind: withdraw, sites: all, chance: 0.03}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[1] / "data")
    parser.add_argument("--as-of", type=date.fromisoformat)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sites", type=int)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        if asked.sites is not None:
            write(rollout(asked.sites, "replanning"), Path(folder))
            (Path(folder) / "risks.yaml").write_text(RISKS, encoding="utf-8")
        programme = read(asked.data if asked.sites is None else Path(folder)).programme
    assert programme is not None
    situation = programme.on(asked.as_of)
    base = best_plan(situation, Limits(300, repairs=0))
    assert isinstance(base, Solved)
    dice = dice_of(situation, base.plan.waves)
    futures = Futures(situation, base.plan.waves, dice, asked.seed)
    replanner = futures.replanner
    print(f"{len(situation.snapshot.taking_part)} sites, {len(dice)} draws a future")
    counts, reader, began = Counts(), Reader(replanner), time.process_time()
    for tenth in range(TENTHS):
        numbers = range(tenth * asked.runs // TENTHS, (tenth + 1) * asked.runs // TENTHS)
        before, made = time.process_time(), replanner.made
        for ending, times in Counter(futures.lived(replanner, numbers, None)).items():
            reader.count(ending, times, counts)
        spent, many = time.process_time() - before, max(len(numbers), 1)
        each = f"{spent / many:.4f} s a future, {(replanner.made - made) / many:.2f} plans made"
        print(f"{numbers.start:7,} to {numbers.stop:7,}: {each}", flush=True)
    spent = time.process_time() - began
    found = figures_of(replanner, counts, drawn=True)
    print(f"{spent:.1f} s for {asked.runs:,} futures, {spent / asked.runs:.4f} s each")
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"no plan in {100 * found.no_plan.value:.1f} %; {largest} MB of memory at most")
    for share, by in found.everybody:
        print(f"everybody: {share:.0%} by {by.day} ({by.earliest} to {by.latest})")
    for wave in found.waves:
        print(f"{wave.wave}: {wave.as_planned.value:.1%} on its date, 80 % by {wave.by_80.day}")


if __name__ == "__main__":
    main()

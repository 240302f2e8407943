"""What questions about a plan cost in large programmes, and whether all of it is decided.

    python benchmarks/explained.py [--sites 357] [--sample 3] [--limit 20] [--seed 1]
                                   [--family replanning]

A rollout (`rollouts.py`), of whose sites some are asked about at random: `recommend SITE` and
`explain SITE`, each with the plan that it is compared with made anew. Seconds are the processor's,
those of the limit too, though the engine ends by the clock on the wall. Then how many of the waves
that each may enter were decided: with a plan, or proved to have none. The conflicts of as many
sites are in `conflicts.py --count 0`.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hpplan.analysis.choices import WaveChoice
from hpplan.analysis.recommendation import recommend
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.site import explain_site
from hpplan.planning import best_plan
from hpplan.programme.programme import SituationData
from hpplan.reading import read
from hpplan.solving.result import Limits, Undecided
from rollouts import rollout, write


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=357)
    parser.add_argument("--sample", type=int, default=3)
    parser.add_argument("--limit", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--family", default="replanning")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        write(rollout(asked.sites, asked.family, asked.seed), Path(folder))
        programme = read(Path(folder)).programme
    assert programme is not None
    situation = programme.on()
    limits = Limits(asked.limit, repairs=0, clock=time.process_time)
    began = time.process_time()
    base = best_plan(situation, limits)
    print(f"{asked.family}, {asked.sites} sites, seed {asked.seed}")
    print(f"{'the plan':<24}{time.process_time() - began:>8.1f} s  {type(base).__name__}")
    sites = [s.id for s in situation.snapshot.sites.values() if s.takes_part and not s.live]
    questions: Sequence[tuple[str, Callable[[SituationData, str, Limits], object]]] = (
        ("recommend", recommend),
        ("explain", explain_site),
    )
    for site in random.Random(asked.seed).sample(sites, asked.sample):
        for name, ask in questions:
            clock, began = time.perf_counter(), time.process_time()
            found = ask(situation, site, limits)
            spent, waited = time.process_time() - began, time.perf_counter() - clock
            choices: Sequence[WaveChoice] = getattr(found, "choices", ())
            undecided = [c for c in choices if isinstance(c.answer, Undecided)]
            unproved = [
                choice
                for choice in choices
                if isinstance(choice.answer, SolvedScenario) and not choice.answer.effect.proved
            ]
            print(
                f"{name + ' ' + site:<24}{spent:>8.1f} s ({waited:.1f} waited)  "
                f"{len(choices)} waves, {len(undecided)} undecided, {len(unproved)} unproved",
                flush=True,
            )


if __name__ == "__main__":
    main()

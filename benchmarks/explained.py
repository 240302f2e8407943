"""What questions about a plan cost in large programmes, and whether all of it is decided.

    python benchmarks/explained.py [--sites 357] [--sample 5] [--limit 20] [--seeds 1 2]
                                   [--family replanning] [--only SITE ...] [--loaded]

Rollouts (`rollouts.py`), of whose sites some are asked about at random: `recommend SITE` and
`explain SITE`, each with the plan that it is compared with made anew. Seconds are the processor's,
those of the limit too, though the engine ends by the clock on the wall: where other programs run
as well, `--loaded` lengthens the engine's limits by as much as this process has to wait. Then how
many of the waves that each may enter are undecided, which is that neither a plan with the site in
it was found nor that there is none; and of how many plans each goal is proved, in rank order. The
conflicts of as many sites are in `conflicts.py --count 0`.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hpplan.analysis.choices import WaveChoice
from hpplan.analysis.recommendation import recommend
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.site import explain_site
from hpplan.programme.programme import SituationData
from hpplan.reading import read
from hpplan.solving.cpsat import Settings
from hpplan.solving.result import Limits, Undecided
from rollouts import Family, rollout, write

QUESTIONS: Sequence[tuple[str, Callable[[SituationData, str, Limits], object]]] = (
    ("recommend", recommend),
    ("explain", explain_site),
)


@dataclass(frozen=True)
class DecidedWaves:
    """What was decided of the waves of a site, and in how many seconds."""

    waves: int
    undecided: int
    impossible: int
    proved: tuple[int, ...]
    """Of how many plans each goal is proved, in rank order."""
    plans: int
    seconds: float
    waited: float

    def __str__(self) -> str:
        goals = " ".join(str(proved) for proved in self.proved)
        return (
            f"{self.seconds:>6.1f} s ({self.waited:.1f} waited)  {self.waves} waves: "
            f"{self.undecided} undecided, {self.impossible} impossible, {self.plans} plans, "
            f"goals proved {goals}"
        )


def lengthen_the_limits_of_the_engine() -> None:
    """Let the engine search as long by the processor as it is allowed to by the clock."""
    stated, clock, began = Settings.parameters, time.perf_counter(), time.process_time()

    def parameters(settings: Settings) -> dict[str, Any]:
        waited, spent = time.perf_counter() - clock, time.process_time() - began
        found = stated(settings)
        found["max_time_in_seconds"] *= max(1.0, waited / max(spent, 0.01))
        return found

    vars_of: Any = Settings
    vars_of.parameters = parameters


def ask(
    question: Callable[[SituationData, str, Limits], object],
    situation: SituationData,
    site: str,
    limits: Limits,
) -> DecidedWaves:
    """What the answer to a question says of the waves of a site."""
    clock, began = time.perf_counter(), time.process_time()
    found = question(situation, site, limits)
    spent, waited = time.process_time() - began, time.perf_counter() - clock
    choices: Sequence[WaveChoice] = getattr(found, "choices", ())
    plans = [c.answer.plan for c in choices if isinstance(c.answer, SolvedScenario)]
    undecided = sum(isinstance(choice.answer, Undecided) for choice in choices)
    here = sum(choice.free for choice in choices if not isinstance(choice.answer, SolvedScenario))
    proved = tuple(
        sum(plan.goals[rank].proved for plan in plans) for rank in range(len(situation.goals))
    )
    impossible = len(choices) - len(plans) - undecided - here
    return DecidedWaves(len(choices), undecided, impossible, proved, len(plans), spent, waited)


def total(all_of_them: Sequence[DecidedWaves]) -> DecidedWaves:
    """The sums, and the most seconds that one took."""
    return DecidedWaves(
        sum(each.waves for each in all_of_them),
        sum(each.undecided for each in all_of_them),
        sum(each.impossible for each in all_of_them),
        tuple(map(sum, zip(*(each.proved for each in all_of_them), strict=True))),
        sum(each.plans for each in all_of_them),
        max(each.seconds for each in all_of_them),
        max(each.waited for each in all_of_them),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=357)
    parser.add_argument("--sample", type=int, default=5)
    parser.add_argument("--limit", type=float, default=20)
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--family", default="replanning")
    parser.add_argument("--only", nargs="*", help="ask about these sites instead of a sample")
    parser.add_argument("--loaded", action="store_true")
    asked = parser.parse_args()
    if asked.loaded:
        lengthen_the_limits_of_the_engine()
    family: Family = asked.family
    answers: dict[str, list[DecidedWaves]] = {name: [] for name, _ in QUESTIONS}
    limits = Limits(asked.limit, repairs=0, clock=time.process_time)
    for seed in asked.seeds:
        with TemporaryDirectory() as folder:
            write(rollout(asked.sites, family, seed), Path(folder))
            programme = read(Path(folder)).programme
        assert programme is not None
        situation = programme.on()
        print(f"{family}, {asked.sites} sites, seed {seed}")
        sites = [s.id for s in situation.snapshot.sites.values() if s.takes_part and not s.live]
        for site in asked.only or random.Random(seed).sample(sites, asked.sample):
            for name, question in QUESTIONS:
                found = ask(question, situation, site, limits)
                answers[name].append(found)
                print(f"{name + ' ' + site:<18}{found}", flush=True)
    print("all of these; seconds are the most that one took")
    for name, found_of in answers.items():
        print(f"{name:<18}{total(found_of)}")


if __name__ == "__main__":
    main()

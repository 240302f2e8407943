"""Cut searches short, and hold everything that they call proved against long ones.

    python benchmarks/cut_short.py [--programmes 20] [--seed 1] [--from 0] [--jobs 1]
                                   [--reference 60] [--questions 8]

Each programme is a rollout of 100 to 400 sites (`rollouts.py`). It is asked of it what `assign`,
`recommend`, `explain` and `whatif` answer, each time within another limit of 0.05 to 20 seconds, on
one thread or two, some of them ended by Ctrl-C, one of them in a process of its own. Then every
situation that something was said of is planned for long, on from the best plan that is known of it.
Refuted is a bound that any plan betters that was found or planted, by the rules' own verifiers and
the goals' measures; an impossibility of which there is a plan; and what contradicts itself. The
same seed and number ask the same; Ctrl-C shows what was held so far, and how to go on.
"""

import argparse
import gc
import json
import math
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import Any, Final

import brute
from hpplan.analysis.choices import Here, Shut
from hpplan.analysis.recommendation import recommend
from hpplan.analysis.scenario import Answer, SolvedScenario
from hpplan.analysis.site import explain_site
from hpplan.analysis.what_if import what_if
from hpplan.domain.claims import Says
from hpplan.domain.snapshot import Placements
from hpplan.goals.base import Sense
from hpplan.planning import Infeasible, Outcome, Solved, best_plan
from hpplan.programme.changes import Change, barred, changed, pinned, rule_dropped, says, within
from hpplan.programme.plan import PlanData, Proof
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.reading import read
from hpplan.solving.result import Limits, Undecided
from rollouts import Family, Rollout, rollout, write

FAMILIES: Final[Sequence[Family]] = ("replanning", "greenfield", "over-subscribed")
SITES: Final = (100, 400)
SHORTEST: Final = 0.05
LONGEST: Final = 20.0
COMMANDS: Final = ("assign", "recommend", "explain", "whatif")

Ranked = tuple[int, ...]
"""The values of the goals in rank order, so that smaller is better."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A question, and how its search is cut short: by the limit, or by Ctrl-C after so many
    seconds; `alone` it is a process of its own, which gets a real signal.
    """

    command: str
    seconds: float
    workers: int = 1
    interrupted_after: float | None = None
    alone: bool = False

    def __str__(self) -> str:
        ended = "" if self.interrupted_after is None else f", Ctrl-C {self.interrupted_after:.2f} s"
        process = ", a process" if self.alone else ""
        return f"{self.command} [{self.seconds:.2f} s, {self.workers} workers{ended}{process}]"


@dataclass(frozen=True, slots=True)
class Claim:
    """What was said of a situation: that there is no plan, where `values` is None, or what the
    goals of a plan measure, with their bounds.
    """

    by: str
    situation: SituationData
    values: Ranked | None = None
    bounds: tuple[int | None, ...] = ()
    proved: tuple[bool, ...] = ()
    optimal: bool = False


@dataclass
class Found:
    """What the questions about a programme brought: claims, and plans by who found them."""

    claims: list[Claim] = field(default_factory=list)
    plans: dict[tuple[tuple[str, str], ...], str] = field(default_factory=dict)

    def plan(self, waves: Placements, by: str) -> None:
        self.plans.setdefault(tuple(sorted(waves.items())), by)


@dataclass
class Tally:
    """What was held, and what of it was refuted."""

    counts: Counter[str] = field(default_factory=Counter)
    refuted: list[str] = field(default_factory=list)


# --- Asking -------------------------------------------------------------------------------------


@contextmanager
def ctrl_c(after: float | None) -> Iterator[None]:
    """Interrupt what is done inside after so many seconds, as Ctrl-C does. Python collects nothing
    meanwhile: who listens to that, as hypothesis does, would be interrupted instead.
    """

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    if after is None:
        yield
        return
    before, collects = signal.signal(signal.SIGALRM, interrupt), gc.isenabled()
    gc.disable()
    signal.setitimer(signal.ITIMER_REAL, after)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if collects:
            gc.enable()


def cuts(dice: Random, number: int) -> Iterator[Cut]:
    """So many questions: each command in turn, within every length of time."""
    for question in range(number):
        command = COMMANDS[question % len(COMMANDS)]
        seconds = SHORTEST * (LONGEST / SHORTEST) ** dice.random()
        after = seconds * dice.random() if dice.random() < 0.3 else None
        alone = command == "assign" and after is not None and dice.random() < 0.5
        yield Cut(command, seconds, dice.choice((1, 1, 2)), after, alone)


def ask(cut: Cut, programme: ProgrammeData, folder: Path, dice: Random, found: Found) -> None:
    """Ask the question, and note what is claimed and found."""
    if cut.alone:
        _ask_alone(cut, programme, folder, found)
        return
    situation = programme.on()
    limits = Limits(cut.seconds, cut.workers, repairs=0)
    sites = situation.snapshot.taking_part
    site = dice.choice(sites)
    by = str(cut)
    with suppress(KeyboardInterrupt), ctrl_c(cut.interrupted_after):
        match cut.command:
            case "assign":
                _of_outcome(by, situation, best_plan(programme.on(), limits), found)
            case "recommend":
                recommended = recommend(situation, site, limits)
                _of_outcome(by, situation, recommended.base, found)
                for choice in recommended.choices:
                    _of_answer(by, situation, [pinned(site, choice.wave.id)], choice.answer, found)
            case "explain":
                explained = explain_site(situation, site, limits)
                _of_outcome(by, situation, explained.base, found)
                for choice in explained.choices:
                    _of_answer(by, situation, [pinned(site, choice.wave.id)], choice.answer, found)
                if (blockage := explained.earlier.blockage) is not None:
                    earlier = within(site, [slot.id for slot in explained.earlier.waves])
                    _of_answer(by, situation, earlier, blockage.answer, found)
                    if isinstance(blockage.beyond, SolvedScenario):
                        _of_answer(by, situation, [], blockage.beyond, found)
                for binding in explained.earlier.binding:
                    _of_answer(by, situation, [], binding.without, found)
            case _:
                cases = [[_change(dice, situation)] for _ in range(3)]
                supposed = what_if(situation, cases, limits)
                _of_outcome(by, situation, supposed.base, found)
                for case in supposed.cases:
                    _of_answer(by, situation, case.changes, case.answer, found)


def _change(dice: Random, situation: SituationData) -> Change:
    site = dice.choice(situation.snapshot.taking_part)
    wave = dice.choice(situation.snapshot.waves).id
    dropped = rule_dropped(dice.choice(situation.rules))
    kinds: list[Change] = [
        pinned(site, wave),
        barred(site, wave),
        says(site, Says.WITHDRAWN),
        dropped,
    ]
    return dice.choice(kinds)


def _of_outcome(by: str, situation: SituationData, outcome: Outcome, found: Found) -> None:
    match outcome:
        case Solved(plan=plan):
            found.claims.append(claim_of(by, situation, plan))
            found.plan(plan.waves, by)
        case Infeasible():
            found.claims.append(Claim(by, situation))
        case Undecided():
            pass


def _of_answer(
    by: str,
    situation: SituationData,
    changes: Sequence[Change],
    answer: Answer | Here | Shut,
    found: Found,
) -> None:
    match answer:
        case SolvedScenario(situation=instead, plan=plan):
            found.claims.append(claim_of(by, instead, plan))
            found.plan(plan.waves, by)
        case Infeasible():
            found.claims.append(Claim(by, changed(situation, changes)))
        case _:
            pass


def claim_of(by: str, situation: SituationData, plan: PlanData) -> Claim:
    """What a plan says of itself."""
    signs = [1 if goal.sense is Sense.MINIMISE else -1 for goal in plan.goals]
    stated = list(zip(plan.goals, signs, strict=True))
    return Claim(
        by,
        situation,
        tuple(sign * goal.value for goal, sign in stated),
        tuple(None if goal.bound is None else sign * goal.bound for goal, sign in stated),
        tuple(goal.proved for goal in plan.goals),
        plan.proof is Proof.OPTIMAL,
    )


def _ask_alone(cut: Cut, programme: ProgrammeData, folder: Path, found: Found) -> None:
    """Ask a process of its own, and interrupt it."""
    command = [sys.executable, "-m", "hpplan", "assign", "--data", str(folder), "--format", "json"]
    command += ["--time-limit", f"{max(1, math.ceil(cut.seconds))}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        time.sleep(cut.interrupted_after or 0)
        running.send_signal(signal.SIGINT)
        printed, _ = running.communicate()
    if printed.strip():
        _of_document(str(cut), programme.on(), json.loads(printed), found)


def _of_document(
    by: str, situation: SituationData, stated: Mapping[str, Any], found: Found
) -> None:
    """What the JSON of a plan says of itself."""
    if stated["status"] == "infeasible":
        found.claims.append(Claim(by, situation))
    if stated["status"] not in ("optimal", "feasible"):
        return
    goals = list(zip(stated["goals"], situation.goals, strict=True))
    signs = [1 if goal.sense is Sense.MINIMISE else -1 for _, goal in goals]
    shown = list(zip((each for each, _ in goals), signs, strict=True))
    claim = Claim(
        by,
        situation,
        tuple(sign * each["value"] for each, sign in shown),
        tuple(None if each["bound"] is None else sign * each["bound"] for each, sign in shown),
        tuple(each["proved"] for each, _ in shown),
        stated["status"] == "optimal",
    )
    found.claims.append(claim)
    found.plan({each["site"]: each["wave"] for each in stated["placements"]}, by)


# --- Holding ------------------------------------------------------------------------------------


def contradictions(claim: Claim) -> Iterator[str]:
    """What a claim says against itself."""
    if claim.values is None:
        return
    for value, bound, proved in zip(claim.values, claim.bounds, claim.proved, strict=True):
        if bound is not None and bound > value:
            yield f"the bound {bound} is beyond the value {value} (smaller is better)"
        if proved and bound != value:
            yield f"{value} is called proved with the bound {bound}"
    if sorted(claim.proved, reverse=True) != list(claim.proved):
        yield f"a goal is called proved, and one before it is not: {list(claim.proved)}"
    if claim.optimal != all(claim.proved):
        yield f"optimal is {claim.optimal}, and proved are {list(claim.proved)}"


def refutations(claim: Claim, known: Iterable[tuple[Ranked, str]]) -> Iterator[str]:
    """What plans of the situation, with who found them, say against a claim."""
    for values, by in known:
        if claim.values is None:
            yield f"there is a plan, {values}, by {by}"
            return
        for rank, bound in enumerate(claim.bounds):
            before = zip(values[:rank], claim.values[:rank], strict=True)
            as_good = all(value <= reached for value, reached in before)
            if bound is not None and as_good and values[rank] < bound:
                kind = claim.situation.goals[rank].kind
                yield f"{kind} has the bound {bound}, and {values} is a plan, by {by}"
                return


def _same(situation: SituationData) -> tuple[object, ...]:
    """What is equal in equal situations of one programme."""
    rules = sorted(repr(rule) for rule in situation.rules)
    return (situation.snapshot.taking_part, *rules)


def held(found: Found, reference: float, tally: Tally) -> Iterator[str]:
    """What is refuted of the claims, once each situation was planned for so many seconds."""
    situations: dict[tuple[object, ...], list[Claim]] = {}
    for claim in found.claims:
        situations.setdefault(_same(claim.situation), []).append(claim)
    for claims in situations.values():
        situation = claims[0].situation
        tally.counts["situations"] += 1
        known = _known(situation, found.plans)
        start = dict(min(known)[2]) if known else None
        long = best_plan(situation, Limits(reference, repairs=0), start=start)
        if isinstance(long, Solved):
            claims.append(claim_of(f"{reference:g} s", situation, long.plan))
            found.plan(long.plan.waves, f"{reference:g} s")
            known = _known(situation, found.plans)
            tally.counts["proved by the long search"] += long.plan.proof is Proof.OPTIMAL
        if isinstance(long, Infeasible):
            claims.append(Claim(f"{reference:g} s", situation))
            tally.counts["proved by the long search"] += 1
        best = min(known)[0] if known else None
        for claim in claims:
            _count(claim, best, tally)
            wrong = [*contradictions(claim)]
            wrong += refutations(claim, ((values, by) for values, by, _ in known))
            yield from (f"{claim.by}: {each}" for each in wrong)


def _known(
    situation: SituationData, plans: Mapping[tuple[tuple[str, str], ...], str]
) -> list[tuple[Ranked, str, tuple[tuple[str, str], ...]]]:
    """The plans that keep what has to be kept in the situation, with what they are worth."""
    asked, measures = brute.everything(situation), brute.measures(situation)
    return [
        (tuple(measure(dict(plan)) for measure in measures), by, plan)
        for plan, by in plans.items()
        if brute.keeps(situation, asked, dict(plan))
    ]


def _count(claim: Claim, best: Ranked | None, tally: Tally) -> None:
    counts = tally.counts
    if claim.values is None:
        counts["said to be impossible"] += 1
        return
    counts["plans"] += 1
    counts["said to be optimal"] += claim.optimal
    counts["goals said to be proved"] += sum(claim.proved)
    counts["bounds"] += sum(bound is not None for bound in claim.bounds)
    counts["plans that are not the best known"] += claim.values != best


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the programmes of a seed."""

    seed: int
    questions: int
    reference: float

    def tried(self, number: int) -> Tally:
        """What comes of the programme of this number."""
        dice = Random(f"{self.seed} {number}")
        sites, family = dice.randint(*SITES), FAMILIES[number % len(FAMILIES)]
        tally = Tally()
        made = rollout(sites, family, number)
        again = f"--seed {self.seed} --from {number} --programmes 1"
        for refuted in refuted_of(made, cuts(dice, self.questions), dice, self.reference, tally):
            tally.refuted.append(f"REFUTED ({again}; {sites} sites, {family}): {refuted}")
        return tally


def refuted_of(
    made: Rollout,
    asked: Iterable[Cut],
    dice: Random,
    reference: float,
    tally: Tally,
) -> Iterator[str]:
    """What is refuted of the answers to questions about a rollout."""
    found = Found()
    tally.counts["programmes"] += 1
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write(made, folder)
        programme = read(folder).programme
        assert programme is not None
        found.plan({site.id: f"w{site.planted:02}" for site in made.sites}, "planting")
        for cut in asked:
            tally.counts["questions"] += 1
            ask(cut, programme, folder, dice, found)
    yield from held(found, reference, tally)


# --- The table ----------------------------------------------------------------------------------


def table(tally: Tally) -> Iterator[str]:
    """What was held, and how much of it was refuted."""
    for what, count in tally.counts.items():
        yield f"{what:<36}{count:>10,}"
    yield f"{'refuted':<36}{len(tally.refuted):>10,}"


def _deaf() -> None:
    """Ctrl-C is for the process that shows the table, and for those that are sent it."""
    signal.signal(signal.SIGINT, lambda *_: None)  # what is ignored stays so in other processes


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--programmes", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first number")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--questions", type=int, default=8, help="so many of each programme")
    parser.add_argument("--reference", type=float, default=60.0, help="seconds of a long search")
    given = parser.parse_args(arguments)
    asked = Asked(given.seed, given.questions, given.reference)
    whole, done, started = Tally(), 0, time.monotonic()
    with Pool(given.jobs, initializer=_deaf) as pool:
        try:
            numbers = range(given.first, given.first + given.programmes)
            for one in pool.imap(asked.tried, numbers):
                done += 1
                whole.counts += one.counts
                whole.refuted += one.refuted
                for refuted in one.refuted:
                    print(refuted, flush=True)
        except KeyboardInterrupt:
            pool.terminate()
    print("\n".join(table(whole)))
    print(f"{'seconds':<36}{time.monotonic() - started:>10,.0f}")
    if left := given.programmes - done:
        print(f"go on with --seed {given.seed} --from {given.first + done} --programmes {left}")
    return 1 if whole.refuted else 130 if left else 0


if __name__ == "__main__":
    sys.exit(main())

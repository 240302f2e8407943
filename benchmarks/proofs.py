"""Hold what hpplan proves of small random programmes against every plan there is.

    python benchmarks/proofs.py [--programmes 20000] [--seed 1] [--from 0] [--jobs 2] [--clingo 10]

Each programme (`tests/oracle/small.py`) has up to seven sites and a rule or a goal of each kind in
turn beside some others, hard and soft, with sizes and factors as large and odd as data has them. It
is planned, and every plan is tried by the rules' own verifiers and the goals' measures
(`brute.py`). Compared are the status, every goal value, every bound, and every conflict: its facts
are impossible together, and possible without any one of them. Many are planned once more, and what
is claimed then is compared as well: in hardly any time, in the ways that are meant for large
programmes, or with a second opinion. With --clingo N, clingo is asked of one in N of those that it
can be asked of. The same seed and number make the same programme, whatever else is tried; Ctrl-C
shows what was compared so far, and how to go on.
"""

import argparse
import json
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

import brute
from hpplan.diagnostics.finding import Severity
from hpplan.goals.base import Sense
from hpplan.planning import Infeasible, Outcome, Solved, best_plan, best_plan_proved_twice
from hpplan.programme.plan import PlanData, Proof
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.reading import read
from hpplan.solving.facts import Fact, RuleStands, SiteIsFirm, WaveTakesNoMore
from hpplan.solving.lexicographic import Sizes
from hpplan.solving.result import Limits, Undecided

sys.path.append(str(Path(__file__).parents[1]))
from tests.oracle import answers
from tests.oracle.documents import GOALS, RULES, Document
from tests.oracle.small import Small

KINDS: Final = (*RULES, *GOALS)
SECONDS: Final = 30.0
"""How long a programme may be planned: much longer than any of them takes."""
CUT: Final = (0.0, 0.001, 0.003, 0.01, 0.03)
"""How long, in seconds, those may be planned of which the search is to be cut short."""
SIZES: Final = (Sizes(0, 10**9), Sizes(0, 0), Sizes(0, 0, relaxed=0))
"""From how many variables on a programme counts as large, and very large: all of them do."""
FEW_SECONDS: Final = 2.0
"""How long one may be planned that counts as large."""
REDUCED: Final = 200
"""So many smaller programmes are tried in place of one that shows a difference."""


@dataclass
class Tally:
    """What was compared, by what it is; and the differences, each with its programme."""

    counts: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which programme of which seed, and one in how many is put to clingo as well, if any."""

    seed: int
    clingo: int

    def tried(self, number: int) -> Tally:
        """What comes of the programme of this number."""
        tally = Tally()
        maker = Small(f"{self.seed} {number}")
        document = maker.document(KINDS[number % len(KINDS)])
        asks_clingo = bool(self.clingo) and maker.plain and number % self.clingo == 0
        found = list(differences(document, number, tally, clingo=asks_clingo))
        if found:

            def still(smaller: Document) -> bool:
                again = differences(smaller, number, Tally(), clingo=asks_clingo)
                return any(_kind(each) == _kind(found[0]) for each in again)

            smaller = reduced(document, still)
            again = f"--seed {self.seed} --from {number} --programmes 1"
            what = "\n".join(f"    {each}" for each in found)
            text = yaml.safe_dump(smaller, sort_keys=False, default_flow_style=None, width=100)
            tally.differences.append(f"DIFFERENCE ({again}):\n{what}\n{text}")
        return tally


def _kind(difference: str) -> str:
    """What kind of difference it is, by its first words."""
    return " ".join(difference.split()[:5])


def differences(
    document: Document, number: int, tally: Tally, *, clingo: bool = False
) -> Iterator[str]:
    """What hpplan says of the programme that is not so."""
    counts = tally.counts
    counts["programmes"] += 1
    programme = _read(document, tally)
    if programme is None:
        return
    situation = programme.on()
    asked = brute.everything(situation)
    best = brute.best(situation, asked)
    counts["without any plan" if best is None else "with a plan"] += 1
    judge = Judge(situation, asked, best, counts)
    limits = Limits(SECONDS, repairs=3 if number % 4 == 0 else 0)
    yield from judge.wrong("planned", lambda: best_plan(programme.on(), limits))
    if number % 3 == 0:
        dice = Random(f"cut {number}")
        workers = 2 if dice.random() < 0.1 else 1
        short = Limits(dice.choice(CUT), workers, repairs=0)
        yield from judge.wrong("cut short", lambda: best_plan(programme.on(), short))
    if best is not None and number % 5 == 0:
        sizes = SIZES[number // 5 % len(SIZES)]
        few = Limits(FEW_SECONDS, repairs=0)
        yield from judge.wrong("as if large", lambda: best_plan(situation, few, sizes=sizes))
    if best is not None and number % 7 == 0:
        yield from judge.wrong(
            "with a second opinion",
            lambda: best_plan_proved_twice(programme.on(), limits),
        )
    if clingo and document["waves"]:
        counts["also asked of clingo"] += 1
        placed = [goal for goal in document["goals"] if goal["kind"] != "rhythm"]  # is of days
        answer = answers.best_plan({**document, "goals": placed})
        values = None if answer.values is None else tuple(answer.values.values())
        ours = None if best is None else tuple(_as_stated(best, situation))
        if answer.proved and values != ours:
            yield f"clingo proves {values}, and the best of all plans is {ours}"


def _read(document: Document, tally: Tally) -> ProgrammeData | None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "small.yaml").write_text(json.dumps(document), encoding="utf-8")
        reading = read(Path(folder))
    if reading.programme is None:
        wrong = {f.code for f in reading.findings if f.severity is Severity.ERROR}
        tally.refused.update(wrong)
        tally.counts["refused as data"] += 1
    return reading.programme


@dataclass(frozen=True, slots=True)
class Judge:
    """What is known of a situation by trying every plan: the best values, if there is a plan."""

    situation: SituationData
    asked: brute.Asked
    best: tuple[int, ...] | None
    counts: Counter[str]

    def wrong(self, how: str, plan: Callable[[], Outcome]) -> Iterator[str]:
        """What is not so of an answer. Only what was planned with all the time must be proved."""
        try:
            outcome = plan()
        except Exception as fault:  # noqa: BLE001  # whatever it is, it is what is looked for
            yield f"{how}: {type(fault).__name__}: {fault}"
            return
        status = _status(outcome)
        self.counts[f"{how}: {status}"] += 1
        match outcome:
            case Solved(plan=found):
                wrong = wrong_plan(self.situation, self.asked, self.best, found, self.counts)
            case Infeasible():
                wrong = wrong_conflicts(self.situation, self.best, outcome, self.counts)
            case Undecided():
                wrong = iter(())
        yield from (f"{how}: {each}" for each in wrong)
        if how == "planned" and status in ("feasible", "undecided"):
            yield f"{how}: {status} after {SECONDS} s"


def _status(outcome: Outcome) -> str:
    match outcome:
        case Solved(plan=plan):
            return plan.proof.value
        case Infeasible():
            return "infeasible"
        case Undecided():
            return "undecided"


def _as_stated(ranked: Sequence[int], situation: SituationData) -> Iterator[int]:
    """Values of which smaller is better as the goals state them, and the other way round."""
    for value, goal in zip(ranked, situation.goals, strict=True):
        yield value if goal.sense is Sense.MINIMISE else -value


def wrong_plan(
    situation: SituationData,
    asked: brute.Asked,
    best: tuple[int, ...] | None,
    plan: PlanData,
    counts: Counter[str],
) -> Iterator[str]:
    """What is wrong with a plan and what is proved of it."""
    if best is None or not brute.keeps(situation, asked, plan.waves):
        yield f"the plan {plan.waves} breaks what it has to keep"
        return
    measured = [measure(plan.waves) for measure in brute.measures(situation)]
    stated = tuple(_as_stated([goal.value for goal in plan.goals], situation))
    counts["goal values"] += len(stated)
    if stated != tuple(measured):
        yield f"the plan states {stated}, and measures {tuple(measured)} (smaller is better)"
    proved = [goal.proved for goal in plan.goals]
    counts["proofs"] += sum(proved)
    if (plan.proof is Proof.OPTIMAL) != all(proved):
        yield f"the status is {plan.proof}, and proved are {proved}"
    if proved != sorted(proved, reverse=True):
        yield f"a goal is called proved, and one before it is not: {proved}"
    bounds: list[int | None] = [
        None if goal.bound is None else bound
        for goal, bound in zip(
            plan.goals, _as_stated([goal.bound or 0 for goal in plan.goals], situation), strict=True
        )
    ]
    counts["bounds"] += sum(bound is not None for bound in bounds)
    if all(proved):  # then it is enough that this is the best plan
        if stated != best or bounds != list(best):
            yield f"{stated} with bounds {bounds} is called best, and {best} is (smaller is better)"
        return
    every = brute.values(situation, asked)
    for rank, (goal, bound) in enumerate(zip(plan.goals, bounds, strict=True)):
        as_good = (v for v in every if all(map(int.__le__, v[:rank], measured[:rank])))
        least = min(v[rank] for v in as_good)
        if bound is not None and bound > least:
            yield f"{goal.kind} has the bound {bound}, and a plan has {least} (smaller is better)"
        if proved[rank] and bound != measured[rank]:
            yield f"{goal.kind} is called proved with the bound {bound} at {measured[rank]}"


def wrong_conflicts(
    situation: SituationData,
    best: tuple[int, ...] | None,
    outcome: Infeasible,
    counts: Counter[str],
) -> Iterator[str]:
    """What is wrong with what is said of a situation that is called impossible."""
    if best is not None:
        yield f"no plan exists, it says, and one measures {best} (smaller is better)"
        return
    for number, conflict in enumerate(outcome.conflicts, start=1):
        facts = [stated.fact for stated in conflict.facts]
        counts["conflicts"] += 1
        counts["facts of conflicts"] += len(facts)
        if not conflict.minimal:
            counts["conflicts not said to be smallest"] += 1
        if brute.possible(situation, brute.only(situation, facts, live=True)):
            yield f"conflict {number} is possible: {_facts(facts)}"
            continue
        for fact in facts if conflict.minimal else ():
            if not brute.needed(situation, facts, fact):
                yield f"conflict {number} is impossible without {_facts([fact])} too"
    if outcome.all_found:
        shown = {_name(stated.fact) for each in outcome.conflicts for stated in each.facts}
        untold = [fact for fact in _every_fact(situation) if _name(fact) not in shown]
        if not brute.possible(situation, brute.only(situation, untold, live=False)):
            yield "without all that its conflicts name there is no plan either"


def _every_fact(situation: SituationData) -> Iterator[Fact]:
    snapshot = situation.snapshot
    for site in snapshot.sites.values():
        if site.takes_part and site.firm is not None:
            yield SiteIsFirm(site)
    for slot in snapshot.waves:
        if slot.past or not slot.open:
            yield WaveTakesNoMore(slot)
    for rule in situation.hard_rules:
        yield RuleStands(rule)


def _name(fact: Fact) -> tuple[str, object]:
    match fact:
        case RuleStands(rule) if rule.of_claims:  # made anew of every situation
            return "failed gate", (rule.address, rule.name)
        case RuleStands(rule):
            return "rule", id(rule)
        case SiteIsFirm(site):
            return "site", site.id
        case WaveTakesNoMore(slot):
            return "wave", slot.id
        case _:
            raise AssertionError(f"no plan without days rests on {fact}")


def _facts(facts: Sequence[Fact]) -> str:
    shown = []
    for fact in facts:
        match fact:
            case RuleStands(rule):
                shown.append(f"rule {rule.name}")
            case SiteIsFirm(site):
                shown.append(f"{site.id} in {site.wave}")
            case WaveTakesNoMore(slot):
                shown.append(f"{slot.id} shut")
            case _:
                shown.append(str(fact))
    return ", ".join(shown) or "nothing"


# --- A smaller programme that shows the same ----------------------------------------------------


def reduced(document: Document, differs: Callable[[Document], bool]) -> Document:
    """The programme without what the difference does not need, as far as that is soon found."""
    tries, made = iter(range(REDUCED)), document
    again = True
    while again:
        again = False
        for smaller in _smaller(made):
            if next(tries, None) is None:
                return made
            if differs(smaller):
                made, again = smaller, True
                break
    return made


def _smaller(document: Document) -> Iterator[Document]:
    """The programme with one thing left out."""
    for section in ("rules", "goals", "municipalities", "trusts", "waves"):
        for at in range(len(document[section])):
            if section != "goals" or len(document[section]) > 1:
                made: Any = deepcopy(document)
                del made[section][at]
                yield made
    for section in ("municipalities", "trusts", "waves"):
        for at, entry in enumerate(document[section]):
            for key in entry:
                if key not in ("id", "name", "go_live"):
                    made = deepcopy(document)
                    del made[section][at][key]
                    yield made


# --- The table ----------------------------------------------------------------------------------


def table(tally: Tally) -> Iterator[str]:
    """What was compared, and how often it differed."""
    for what, count in tally.counts.items():
        yield f"{what:<36}{count:>10,}"
    if tally.refused:
        codes = ", ".join(f"{code} {count:,}" for code, count in sorted(tally.refused.items()))
        yield f"{'refused by the finding':<36}{codes:>10}"
    yield f"{'programmes with a difference':<36}{len(tally.differences):>10,}"


def run(asked: Asked, numbers: range, jobs: int, shown: Callable[[str], None]) -> tuple[Tally, int]:
    """What comes of the programmes of these numbers, and how many of them were tried."""
    whole, done = Tally(), 0
    with Pool(jobs, initializer=_deaf) as pool:
        results = pool.imap(asked.tried, numbers, chunksize=8)
        try:
            for one in results:
                done += 1
                whole.counts += one.counts
                whole.refused += one.refused
                whole.differences += one.differences
                for difference in one.differences:
                    shown(difference)
        except KeyboardInterrupt:
            pool.terminate()
    return whole, done


def _deaf() -> None:
    """Ctrl-C is for the process that shows the table."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--programmes", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first number")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--clingo", type=int, default=0, help="ask clingo of one in so many")
    given = parser.parse_args(arguments)
    numbers = range(given.first, given.first + given.programmes)
    started = time.monotonic()
    show = partial(print, flush=True)
    tally, done = run(Asked(given.seed, given.clingo), numbers, given.jobs, show)
    print("\n".join(table(tally)))
    print(f"{'seconds':<36}{time.monotonic() - started:>10,.0f}")
    if done < len(numbers):
        left = len(numbers) - done
        print(f"go on with --seed {given.seed} --from {given.first + done} --programmes {left}")
    return 1 if tally.differences else 130 if done < len(numbers) else 0


if __name__ == "__main__":
    sys.exit(main())

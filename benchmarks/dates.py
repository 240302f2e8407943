"""How long the days of a plan take, on top of its placements.

    python benchmarks/dates.py [--sites 70 357] [--seeds 3] [--seconds 120] [--any-day] [--tight]
                               [--compare]

Seeded rollouts, as in `rollouts.py`, whose waves are known to half a year each, with a calendar,
rules about days, and a rhythm; `--tight` leaves each wave nine days, and asks for a little more
time than there is between two, so that the best placements have no days. Times are of the
processor, for the search alone. `--compare` adds two other ways to the best placements that have
days: the model of both from nothing, and cuts, which rule out placements by a smallest reason for
which their days conflict, and search again.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hpplan.programme.programme import Overrides, SituationData
from hpplan.reading import read
from hpplan.solving.cpsat import EngineAnswer, EngineStatus, Settings
from hpplan.solving.cpsat import solve as solve_model
from hpplan.solving.dates.encoding import EncodedDays, encode_days
from hpplan.solving.dates.search import solve_with_days
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.encoding import Encoded, encode
from hpplan.solving.lexicographic import USUAL, LexicographicSearch
from hpplan.solving.model import Expression
from hpplan.solving.result import DatedSolution, Limits, Solution
from hpplan.solving.search import any_values
from hpplan.solving.solve import aim_of, solve
from hpplan.solving.strategies import BARE
from rollouts import Rollout, rollout
from rollouts import write as write_rollout

CALENDAR = 'calendar: {holidays: "NO", go_live_days: [friday, saturday]}'
ANY_DAY = 'calendar: {holidays: "NO"}'
RULES = """\
  - {kind: blackout, period: 2026-07, recurs: yearly}
  - {kind: blackout, period: 2026-12-15..2027-01-06, recurs: yearly}
  - {kind: spacing, min: 8w}
  - {kind: notice, months: 6}
"""
TIGHT_RULES = """\
  - {kind: spacing, min: 154d}
"""


def dated(made: Rollout, directory: Path, *, any_day: bool, tight: bool) -> None:
    """Write the rollout with waves known to a period and rules about days."""
    write_rollout(made, directory)
    path = directory / "waves.yaml"
    calendar = ANY_DAY if any_day else CALENDAR
    gap = "{waves: 1, months: 5}" if tight else "{waves: 1, months: 2}"
    text = path.read_text(encoding="utf-8")
    text = text.replace("as_of: 2026-01-01}", f"as_of: 2026-01-01, {calendar}}}")
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("  - {id: w"):
            wave, _, day = line.removesuffix("}").partition(", go_live: ")
            year, month = int(day[:4]), int(day[5:7])
            last_year, last = divmod(12 * year + month - 1 + 5, 12)
            end = f"{day[:7]}-09" if tight else f"{last_year}-{last + 1:02}"
            lines.append(f"{wave}, go_live: {day if tight else day[:7]}..{end}}}")
        elif line.startswith("  - {kind: before"):
            lines.append(line.replace("}", f", gap: {gap}}}"))
        else:
            lines.append(line)
        if line == "rules:":
            lines += TIGHT_RULES.splitlines() if tight else RULES.splitlines()
    lines.append("  - {kind: rhythm, gap: 21w}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def situation(
    sites: int, seed: int, *, any_day: bool = False, tight: bool = False
) -> SituationData:
    """The programme of that many sites, of which the days are asked for."""
    with tempfile.TemporaryDirectory() as folder:
        made = rollout(sites, "replanning", seed)
        dated(made, Path(folder), any_day=any_day, tight=tight)
        reading = read(Path(folder))
    assert reading.programme is not None, reading.findings
    return reading.programme.on(None, Overrides(dates=True))


def measured(known: SituationData, seconds: float) -> list[str]:
    """What the placements take, the days on top, and what came of them."""
    limits = Limits(seconds)
    started = time.process_time()
    placed = solve(replace(known, overrides=Overrides()), limits)
    placing = time.process_time() - started
    assert isinstance(placed, Solution)
    started = time.process_time()
    found = solve_with_days(known, limits)
    both = time.process_time() - started
    cells = [f"{placing:.1f} s", f"{both - placing:.1f} s"]
    if not isinstance(found, DatedSolution):
        return [*cells, type(found).__name__, "", ""]
    plan = found.placed.placements
    moved = plan != placed.placements
    seen = known.on_days(found.days).snapshot
    values = [goal.measure(seen, plan) for goal in known.day_goals]
    proved = sum(v == b for v, b in zip(values, found.day_bounds, strict=True))
    worth = [goal.measure(known.snapshot, plan) for goal in known.goals]
    best = worth == [*placed.bounds]
    return [
        *cells,
        f"{proved} of {len(values)}",
        ", ".join(map(str, values)),
        "as placed" if not moved else "others as good" if best else "others, worse",
    ]


def aims(encoded: Encoded, known: SituationData) -> list[Expression]:
    return [aim_of(goal, encoded, known).minimise for goal in known.goals]


def one_model(known: SituationData, seconds: float) -> str:
    """Placements that have days, searched for in the model of both from nothing."""
    started = time.process_time()
    budget = Budget(Deadline.after(seconds), 1)
    encoded = encode_days(known)
    goals = aims(encoded, known)
    found = any_values(encoded.model, budget, encoded.assignment({}))
    if found.values is None:
        return f"{found.status.value} after {time.process_time() - started:.1f} s"
    search = LexicographicSearch(encoded, goals, found, USUAL)
    while not budget.over and not search.proved(len(goals) - 1):
        search.run(budget)
    proved = sum(map(search.proved, range(len(goals))))
    return f"{proved} of {len(goals)} in {time.process_time() - started:.1f} s"


def by_cuts(known: SituationData, seconds: float) -> str:
    """The same, placements by themselves with one cut after the other."""
    started = time.process_time()
    budget = Budget(Deadline.after(seconds), 1)
    with_days, encoded = encode_days(known), encode(known)
    goals = aims(encoded, known)
    rounds = 0
    while not budget.over:
        rounds += 1
        found = any_values(encoded.model, budget, encoded.assignment({}))
        if found.values is None:
            return f"{found.status.value} after {rounds} rounds"
        search = LexicographicSearch(encoded, goals, found, USUAL)
        search.run(budget)
        placements = encoded.placements(search.best)
        reason = conflict(with_days, placements, known, budget)
        if reason is None:
            proved = sum(map(search.proved, range(len(goals))))
            spent = time.process_time() - started
            return f"{proved} of {len(goals)} in {spent:.1f} s, {rounds} rounds"
        waves = known.snapshot.wave
        encoded.model.clause(~encoded.in_wave(site, waves[placements[site]]) for site in reason)
    return f"not after {rounds} rounds"


def conflict(
    encoded: EncodedDays, placements: dict[str, str], known: SituationData, budget: Budget
) -> Sequence[str] | None:
    """A smallest set of sites that have no days where they are placed; None if all have."""
    waves = known.snapshot.wave
    left = list(placements)

    def asked(sites: Sequence[str]) -> EngineAnswer:
        literals = [encoded.in_wave(site, waves[placements[site]]) for site in sites]
        more = {**BARE}
        return solve_model(encoded.model, Settings(budget.left, more=more), assumed=literals)

    answer = asked(left)
    if answer.status is not EngineStatus.INFEASIBLE:
        return None
    core = set(answer.core)
    named = [site for site in left if encoded.in_wave(site, waves[placements[site]]) in core]
    if asked(named).status is EngineStatus.INFEASIBLE:
        left = named
    for site in [*left]:
        rest = [other for other in left if other != site]
        if not budget.over and asked(rest).status is EngineStatus.INFEASIBLE:
            left = rest
    return left


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sites", type=int, nargs="+", default=[70, 357])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--any-day", action="store_true")
    parser.add_argument("--tight", action="store_true")
    parser.add_argument("--compare", action="store_true")
    asked = parser.parse_args()
    titles = [
        "sites",
        "seed",
        "placements",
        "days on top",
        "goals of days proved",
        "values",
        "plan",
    ]
    titles += ["one model", "cuts"] if asked.compare else []
    print(f"| {' | '.join(titles)} |")
    print("|---" * len(titles) + "|")
    for sites in asked.sites:
        for seed in range(1, asked.seeds + 1):
            known = situation(sites, seed, any_day=asked.any_day, tight=asked.tight)
            cells = [str(sites), str(seed), *measured(known, asked.seconds)]
            if asked.compare:
                cells += [one_model(known, asked.seconds), by_cuts(known, asked.seconds)]
            print(f"| {' | '.join(cells)} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

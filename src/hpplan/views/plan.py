"""What every reader of a plan is told, whatever it is drawn with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hpplan.domain.entry import COUNTING_SITES
from hpplan.goals.base import Sense
from hpplan.programme.coverage import coverage
from hpplan.programme.plan import GoalValue, Plan, Proof
from hpplan.programme.programme import Overrides, Situation
from hpplan.solving.result import Opinion
from hpplan.text import shown
from hpplan.views.formats.drawing import counted, percent
from hpplan.views.loads import loads_of

FEW_RULES = 8
"""How many capacities are told wave by wave."""
FEW_LINES = 30
"""How many lines are told under a heading."""


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave as a line: how many go live, who, and which share is covered from then on."""

    wave: str
    go_live: str
    sites: int
    covered: str
    who: str


def headline(situation: Situation, plan: Plan) -> str:
    name = situation.programme.agenda.name
    placed, everybody = len(plan.placements), len(plan.placements) + len(plan.unplaced)
    return f"{name} as of {plan.as_of}: {placed} of {counted(everybody, 'site')} placed"


def wave_rows(situation: Situation, plan: Plan) -> Iterator[WaveRow]:
    """The waves that hold a site, in order."""
    snapshot = situation.snapshot
    covered = {step.wave: step.share.percent for step in coverage(situation, plan).steps}
    for slot in snapshot.waves:
        here = [placed for placed in plan.placements if placed.wave == slot.id]
        if not here:
            continue
        told: dict[str, list[str]] = {}
        for placed in here:
            firm = snapshot.sites[placed.site].firm
            word = "placed" if firm is None else firm.value
            told.setdefault(word, []).append(snapshot.name(placed.site))
        words = [word for word in ("live", "overdue", "decided", "placed") if word in told]
        yield WaveRow(
            slot.introduced,
            slot.go_live.label if slot.go_live else "no date",
            len(here),
            percent(covered.get(slot.id)),
            "; ".join(f"{word}: {', '.join(told[word])}" for word in words),
        )


def moves(situation: Situation, plan: Plan) -> list[str]:
    """Who leaves its current wave, where to, and why."""
    snapshot = situation.snapshot
    moved = [
        f"{snapshot.name(placed.site)}, {_label(situation, placed.moved_from)} -> "
        f"{placed.label}: {placed.reason}"
        for placed in plan.placements
        if placed.moved_from is not None
    ]
    moved += [
        f"{snapshot.name(out.site)}, {_label(situation, out.moved_from)} -> nowhere: {out.reason}"
        for out in plan.unplaced
        if out.moved_from is not None and snapshot.sites[out.site].takes_part
    ]
    return _few(moved)


def left_out(situation: Situation, plan: Plan) -> list[str]:
    """Who is in no wave, and why; those with the same reason together."""
    together: dict[str, list[str]] = {}
    for out in plan.unplaced:
        together.setdefault(out.reason, []).append(situation.snapshot.name(out.site))
    return _few([f"{', '.join(names)}: {reason}" for reason, names in together.items()])


def _label(situation: Situation, wave: str) -> str:
    """What the wave is called on the date; its id, where it was dropped."""
    slots = situation.snapshot.wave
    return slots[wave].label if wave in slots else f"{wave} (dropped)"


def _few(told: list[str]) -> list[str]:
    more = len(told) - FEW_LINES
    return told if more <= 0 else [*told[:FEW_LINES], f"… and {more} more"]


def loads(situation: Situation, plan: Plan) -> list[str]:
    """What the waves hold against what they may hold."""
    found = loads_of(situation, plan.waves)
    told = []
    for rule, held in found[:FEW_RULES]:
        used = ", ".join(
            f"{_label(situation, wave)} {load}{' (full)' if load == rule.max else ''}"
            for wave, load in held.items()
            if load
        )
        told.append(f"{rule.name}, at most {rule.max} {rule.measure}: {used or 'nothing yet'}")
    more = len(found) - FEW_RULES
    return told if more <= 0 else [*told, f"… and {more} more"]


def covered_now(situation: Situation, plan: Plan) -> str:
    """The shares of what the programme counts that are live, and live or decided."""
    shares = coverage(situation, plan)
    if shares.live.percent is None:
        return ""
    live, firm = shares.live, shares.live_or_decided
    if shares.measure == COUNTING_SITES:
        return (
            f"{live.sites} of {live.of} {shares.noun} are live ({percent(live.percent)}), "
            f"{firm.sites} live or decided ({percent(firm.percent)})"
        )
    return (
        f"{percent(live.percent)} of the {shares.measure} are live ({shares.noun}: {live.sites}), "
        f"{percent(firm.percent)} live or decided ({firm.sites})"
    )


def goal_rows(goals: Sequence[GoalValue]) -> list[tuple[str, str, str, str]]:
    """Each goal with its rank, value and what is known of it."""
    return [
        (str(rank), goal.sentence, str(goal.value), known_of(goal))
        for rank, goal in enumerate(goals, start=1)
    ]


def known_of(goal: GoalValue) -> str:
    """Whether the value is proved best, else how far it may be from it."""
    if goal.proved:
        return "proved best"
    if goal.bound is None:
        return "no bound known"
    word = "at least" if goal.sense is Sense.MINIMISE else "at most"
    gap = abs(goal.value - goal.bound) / max(1, abs(goal.value))
    return f"best is {word} {goal.bound} (gap {shown(100 * gap, 1)})"


def asked_for(overrides: Overrides) -> str:
    """The options that the plan was made with, as they were written."""
    return " ".join(
        [
            *(f"--pin {site}={wave}" for site, wave in overrides.pins),
            *(f"--forbid {site}={wave}" for site, wave in overrides.forbids),
            *(f"--reopen {site}" for site in overrides.reopened),
        ]
    )


def verdict(plan: Plan) -> str:
    """One sentence: what is proved of the plan."""
    if plan.proof is Proof.OPTIMAL:
        reached = ", ".join(f"{goal.kind} {goal.value}" for goal in plan.goals)
        return f"Proved best: {reached}."
    if plan.proof is Proof.CURRENT:
        return "This is what the claims say; nothing is proved of it."
    unproved = [goal for goal in plan.goals if not goal.proved]
    if not unproved:
        return "Every rule is kept, and each goal reached its bound; their order is not proved."
    worst = unproved[0]
    return (
        f"Every rule is kept. The time ended before all was proved: of {len(plan.goals)} goals "
        f"{len(plan.goals) - len(unproved)} are best, '{worst.kind}' is {worst.value}, "
        f"{known_of(worst)}."
    )


def second_opinion(opinions: Sequence[Opinion]) -> str:
    """One sentence: which proofs were confirmed, and by which methods."""
    if not opinions:
        return "Second opinion: no goal was proved, so there was nothing to confirm."
    confirmed = [opinion for opinion in opinions if opinion.confirmed]
    methods = ", ".join(dict.fromkeys(str(opinion.by) for opinion in confirmed))
    how = f" without presolve ({methods})" if confirmed else ""
    if len(confirmed) == len(opinions):
        proofs = f"all {len(opinions)} proofs are" if len(opinions) > 1 else "the proof is"
        return f"Second opinion: {proofs} confirmed{how}."
    open_goals = ", ".join(opinion.kind for opinion in opinions if not opinion.confirmed)
    return (
        f"Second opinion: {len(confirmed)} of {counted(len(opinions), 'proof')} confirmed{how}; "
        f"not confirmed in the time given: {open_goals}."
    )

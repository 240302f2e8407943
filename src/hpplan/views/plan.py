"""A plan for people; also what there is to say where none was found in time."""

from collections.abc import Iterator, Sequence

from hpplan.domain.entry import COUNTING_SITES
from hpplan.domain.go_live_days import WEEKDAYS
from hpplan.domain.measures import measure_unit
from hpplan.domain.snapshot import WaveState
from hpplan.goals.base import Sense
from hpplan.periods import day_in_words
from hpplan.programme.coverage import Coverage, coverage
from hpplan.programme.loads import loads_of
from hpplan.programme.plan import GoalValue, PlanData, PlanDays, Proof
from hpplan.programme.programme import Overrides, SituationData
from hpplan.programme.upheaval import upheaval_of
from hpplan.rules.base import Rule
from hpplan.rules.traits import Bounded, Counting
from hpplan.solving.result import Opinion, Undecided
from hpplan.text import shown, whole
from hpplan.views import coverage as coverage_view
from hpplan.views import upheaval as bill
from hpplan.views.document import (
    FEW,
    Block,
    Document,
    Grid,
    Headline,
    Line,
    Listed,
    Sentence,
    few,
    listed,
)
from hpplan.views.formats.drawing import Column, counted, percent

FEW_RULES = 8
"""How many capacities are listed wave by wave."""
FEW_DAYS = 40
"""Of how many waves it is said why they go live on their day."""


WAVES = (
    Column("Wave", most=24),
    Column("Go-live"),
    Column("Sites", "right"),
    Column("Covered", "right"),
    Column("Who", wraps=True),
)
GOALS = (
    Column("", "right"),
    Column("Goal", wraps=True),
    Column("Result", wraps=True),
    Column("Proof", wraps=True),
)
SO_FAR = "interrupted: this is the best plan so far"


def document(
    situation: SituationData,
    plan: PlanData,
    opinions: Sequence[Opinion] | None = None,
    *,
    interrupted: bool = False,
) -> Document:
    """The waves with their sites, what moved, loads, coverage, goals, and what is proved."""
    return tuple(_blocks(situation, plan, opinions, interrupted=interrupted))


def undecided(situation: SituationData, outcome: Undecided) -> Document:
    """Neither a plan nor a proof."""
    name, day = situation.programme.agenda.name, day_in_words(situation.as_of)
    why = "interrupted" if outcome.interrupted else "the time ended"
    return (
        Headline(
            f"{name} on {day}: undecided. After {outcome.seconds:.0f} s {why} "
            "before a plan, or a proof that there is none, was found; give more with --time-limit."
        ),
    )


def _blocks(
    situation: SituationData,
    plan: PlanData,
    opinions: Sequence[Opinion] | None,
    *,
    interrupted: bool,
) -> Iterator[Block]:
    day = f"on {day_in_words(plan.as_of)}"
    covered = coverage(situation, plan)
    yield Headline(_headline(situation, plan), _options(plan.overrides), day)
    yield Grid(WAVES, tuple(_wave_rows(situation, plan, covered)))
    yield _few("Changes from the current plan", _moves(situation, plan) or ["none"])
    yield from bill.line(upheaval_of(situation, plan.waves), situation)
    if left_out := _left_out(situation, plan):
        yield _few("In no wave", left_out)
    if loads := _loads(situation, plan):
        yield _few("Load", loads, FEW_RULES)
    elif plan.proof is not Proof.CURRENT and not any(map(_limits, situation.rules)):
        yield Sentence("No rule limits a wave; see hpplan rule capacity.")
    if now := _covered_now(covered):
        yield listed("Coverage", [now, *coverage_view.further(covered, situation.snapshot)])
    yield Grid(GOALS, tuple(_goal_rows(plan.goals)), section="Goals")
    yield Sentence(_verdict(plan))
    if plan.dates is not None:
        yield from days(situation, plan.dates)
    if opinions is not None:
        yield Sentence(_second_opinion(opinions))
    if interrupted:
        yield Sentence(f"{SO_FAR}.")


def _few(title: str, texts: Sequence[str], most: int = FEW) -> Listed:
    return Listed(title, few([Line(text) for text in texts], most))


def _headline(situation: SituationData, plan: PlanData) -> str:
    name = situation.programme.agenda.name
    placed, everybody = len(plan.placements), len(plan.placements) + len(plan.unplaced)
    proof = {Proof.OPTIMAL: ", proved best", Proof.FEASIBLE: "; not proved best"}
    who = counted(everybody, "site")
    sites = f"{placed} of {who}"
    if placed == everybody:
        sites = who if everybody <= 1 else f"all {who}"
    return f"{name}: a plan for {sites}{proof.get(plan.proof, '')}"


def _wave_rows(
    situation: SituationData, plan: PlanData, served: Coverage
) -> Iterator[tuple[str, ...]]:
    """The waves that hold a site, in order: how many go live, who, and which share is covered from
    then on.
    """
    snapshot = situation.snapshot
    covered = {step.wave: step.share.percent for step in served.by_wave}
    for slot in snapshot.waves:
        here = [placed for placed in plan.placements if placed.wave == slot.id]
        if not here:
            continue
        named: dict[str, list[str]] = {}
        for placed in here:
            firm = snapshot.sites[placed.site].firm
            word = "placed" if firm is None else firm.value
            named.setdefault(word, []).append(snapshot.name(placed.site))
        words = [word for word in ("live", "overdue", "decided", "placed") if word in named]
        yield (
            slot.introduced,
            _when(slot, plan),
            str(len(here)),
            percent(covered.get(slot.id)),
            "; ".join(f"{word}: {', '.join(named[word])}" for word in words),
        )


def _when(slot: WaveState, plan: PlanData) -> str:
    """When the wave goes live: the day that was chosen, with its weekday, or what the data say."""
    if (day := plan.days.get(slot.id)) is not None:
        return f"{WEEKDAYS[day.weekday()].capitalize()[:3]} {day_in_words(day, short=True)}"
    return slot.go_live.short if slot.go_live else "no date"


def days(situation: SituationData, dates: PlanDays) -> Iterator[Block]:
    """Why no wave goes live earlier, and how good the days are."""
    snapshot = situation.snapshot
    lines = []
    for chosen in dates.chosen:
        slot, why = snapshot.wave[chosen.wave], chosen.because
        if chosen.earlier is not None:
            why = f"not {day_in_words(chosen.earlier)}, as {why}"
        weekday = WEEKDAYS[chosen.day.weekday()].capitalize()
        lines.append(f"{slot} {weekday} {day_in_words(chosen.day)}: {why}")
    lines += [f"{snapshot.wave[wave]}: no day chosen, {why}" for wave, why in dates.none_for]
    if lines:
        yield _few("Days", lines, FEW_DAYS)
    yield Grid(GOALS, tuple(_goal_rows(dates.goals)), section="Goals of the days")
    match dates.proof:
        case Proof.OPTIMAL:
            yield Sentence("Days: optimal. No plan as good has better ones, by any of their goals.")
        case Proof.CURRENT:
            pass
        case Proof.FEASIBLE:
            yield Sentence("Days: feasible. Every rule is kept on them; not all is proved best.")


def _moves(situation: SituationData, plan: PlanData) -> list[str]:
    """Who leaves its current wave, where to, and why."""
    snapshot = situation.snapshot
    moved = [
        f"{snapshot.name(placed.site)}, {_label(situation, placed.moved_from)} -> "
        f"{placed.label}: {placed.reason}"
        for placed in plan.placements
        if placed.moved_from is not None
    ]
    moved += [
        f"{snapshot.name(out.site)}, {_label(situation, out.moved_from)} -> no wave: {out.reason}"
        for out in plan.unplaced
        if out.moved_from is not None and snapshot.sites[out.site].takes_part
    ]
    return moved


def _left_out(situation: SituationData, plan: PlanData) -> list[str]:
    """Who is in no wave, and why; those with the same reason together."""
    together: dict[str, list[str]] = {}
    for out in plan.unplaced:
        together.setdefault(out.reason, []).append(situation.snapshot.name(out.site))
    return [f"{', '.join(names)}: {reason}" for reason, names in together.items()]


def _label(situation: SituationData, wave: str) -> str:
    """What the wave is called on the date; its id, where it was dropped."""
    slots = situation.snapshot.wave
    return slots[wave].label if wave in slots else f"{wave} (dropped)"


def _loads(situation: SituationData, plan: PlanData) -> list[str]:
    """What the waves hold against what they may hold."""
    texts = []
    for rule, most, held in loads_of(situation, plan.waves):
        used = ", ".join(
            f"{_label(situation, wave)} {whole(load)}{' (full)' if load == most else ''}"
            for wave, load in held.items()
            if load
        )
        limit = f"at most {measure_unit(rule.measure).amount(most)}"
        texts.append(f"{rule.name}, {limit}: {used or 'nothing yet'}")
    return texts


def _limits(rule: Rule) -> bool:
    """Whether the rule bounds what a wave holds."""
    return isinstance(rule, Bounded | Counting)


def _covered_now(shares: Coverage) -> str:
    """The shares of what the programme counts that are live, and live or decided."""
    if shares.live.percent is None:
        return ""
    live, firm = shares.live, shares.live_or_decided
    if shares.measure == COUNTING_SITES:
        return (
            f"{live.sites} of {live.of} {shares.noun} are live ({percent(live.percent)}), "
            f"{firm.sites} live or decided ({percent(firm.percent)})"
        )
    return (
        f"{live.sites} {shares.noun} are live, with {percent(live.percent)} of the "
        f"{shares.measure}; {firm.sites} live or decided, with {percent(firm.percent)}"
    )


def _goal_rows(goals: Sequence[GoalValue]) -> list[tuple[str, str, str, str]]:
    """Each goal with its rank, what the plan comes to by it, and what is proved of that; without
    the goals by which no plans of this data differ.
    """
    return [
        (str(rank), goal.sentence, goal.said, _known_of(goal))
        for rank, goal in enumerate(goals, start=1)
        if goal.said is not None
    ]


def _known_of(goal: GoalValue) -> str:
    """Whether the value is proved best, else how far it may be from it."""
    if goal.proved:
        return "proved best"
    if goal.bound is None:
        return "no bound known"
    word = "at least" if goal.sense is Sense.MINIMISE else "at most"
    gap = abs(goal.value - goal.bound) / max(1, abs(goal.value))
    return f"best is {word} {goal.unit.amount(goal.bound)} (gap {shown(100 * gap, 1)})"


def _options(overrides: Overrides) -> str:
    """The options that the plan was made with, as they were written."""
    return " ".join(
        [
            *(f"--pin {site}={wave}" for site, wave in overrides.pins),
            *(f"--forbid {site}={wave}" for site, wave in overrides.forbids),
            *(f"--reopen {site}" for site in overrides.reopened),
            *(["--dates"] if overrides.dates else []),
        ]
    )


def _verdict(plan: PlanData) -> str:
    """One sentence: what is proved of the plan."""
    if plan.proof is Proof.OPTIMAL:
        return "Status: optimal, every goal is proved best."
    if plan.proof is Proof.CURRENT:
        return "This is what the claims say; nothing is proved of it."
    open_goals = ((n, goal) for n, goal in enumerate(plan.goals, start=1) if not goal.proved)
    if (first := next(open_goals, None)) is None:
        return (
            "Status: feasible. Every rule is kept, and each goal reached its bound; their order is "
            "not proved."
        )
    return (
        "Status: feasible. Every rule is kept. The time ended before every goal was proved best; "
        f"the first that is not is goal {first[0]}, {first[1].sentence}."
    )


def _second_opinion(opinions: Sequence[Opinion]) -> str:
    """One sentence: which proofs were confirmed, and by which methods."""
    if not opinions:
        return "Second opinion: no goal was proved, so there was nothing to confirm."
    confirmed = [opinion for opinion in opinions if opinion.confirmed]
    methods = ", ".join(dict.fromkeys(str(opinion.by) for opinion in confirmed))
    how = f" without presolve ({methods})" if confirmed else ""
    if len(confirmed) == len(opinions):
        proofs = f"all {len(opinions)} proofs are" if len(opinions) > 1 else "the proof is"
        return f"Second opinion: {proofs} confirmed{how}."
    placed = [opinion for opinion in opinions if not opinion.of_days]
    of_days = [opinion for opinion in opinions if opinion.of_days]
    open_goals = [_unconfirmed(placed, ""), _unconfirmed(of_days, " of the days")]
    return (
        f"Second opinion: {len(confirmed)} of {counted(len(opinions), 'proof')} confirmed{how}; "
        f"not confirmed in the time given: {' and '.join(filter(None, open_goals))}."
    )


def _unconfirmed(opinions: Sequence[Opinion], of: str) -> str:
    """`goals 2, 3 of the days`; nothing where all are confirmed."""
    numbers = [str(n) for n, opinion in enumerate(opinions, start=1) if not opinion.confirmed]
    return f"goal{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}{of}" if numbers else ""

"""A plan for people; also the answer if none was found in time."""

from collections.abc import Iterator, Sequence

from hpplan.domain.entry import COUNTING_SITES
from hpplan.domain.go_live_days import weekday_of
from hpplan.domain.measures import measure_unit, measure_word
from hpplan.domain.wave_state import WaveState
from hpplan.goals.base import Sense
from hpplan.language import _, marked, plural
from hpplan.periods import day_in_words
from hpplan.programme.coverage import Coverage, coverage
from hpplan.programme.loads import loads_of
from hpplan.programme.plan import GoalValue, PlanData, PlanDays, Proof
from hpplan.programme.programme import Overrides, SituationData
from hpplan.programme.upheaval import upheaval_of
from hpplan.solving.result import Opinion, Undecided
from hpplan.text import conjoined, shown, whole
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
from hpplan.views.formats.drawing import Column, percent

PLACED = marked("placed")
STANDING = (marked("live"), marked("overdue"), marked("decided"), PLACED)
"""The statuses of a wave's sites, in this order."""
FEW_RULES = 8
"""How many capacities are listed wave by wave."""
FEW_DAYS = 40
"""For how many waves the reason for their day is given."""


SO_FAR = marked("interrupted: this is the best plan so far")


def wave_columns() -> tuple[Column, ...]:
    """The columns of the waves."""
    return (
        Column(_("Wave"), most=24),
        Column(_("Go-live")),
        Column(_("Sites"), "right"),
        Column(_("Covered"), "right"),
        Column(_("Who"), wraps=True),
    )


def goal_columns() -> tuple[Column, ...]:
    """The columns of the goals."""
    return (
        Column("", "right"),
        Column(_("Goal"), wraps=True),
        Column(_("Result"), wraps=True),
        Column(_("Proof"), wraps=True),
    )


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
    why = _("interrupted") if outcome.interrupted else _("the time ended")
    return (
        Headline(
            _(
                "{programme} on {day}: undecided. After {seconds} s {why} before a plan, or a "
                "proof that there is none, was found; give more with --time-limit.",
                programme=name,
                day=day,
                seconds=f"{outcome.seconds:.0f}",
                why=why,
            )
        ),
    )


def _blocks(
    situation: SituationData,
    plan: PlanData,
    opinions: Sequence[Opinion] | None,
    *,
    interrupted: bool,
) -> Iterator[Block]:
    day = _("on {day}", day=day_in_words(plan.as_of))
    covered = coverage(situation, plan)
    yield Headline(_headline(situation, plan), _options(plan.overrides), day)
    yield Grid(wave_columns(), tuple(_wave_rows(situation, plan, covered)))
    yield _few(_("Changes from the current plan"), _moves(situation, plan) or [_("none")])
    yield from bill.line(upheaval_of(situation, plan.waves), situation)
    if left_out := _left_out(situation, plan):
        yield _few(_("In no wave"), left_out)
    if loads := _loads(situation, plan):
        yield _few(_("Load"), loads, FEW_RULES)
    elif plan.proof is not Proof.CURRENT and not any(rule.limits_waves for rule in situation.rules):
        yield Sentence(_("No rule limits a wave; see hpplan rule capacity."))
    if now := _covered_now(covered):
        yield listed(_("Coverage"), [now, *coverage_view.further(covered, situation.snapshot)])
    yield Grid(goal_columns(), tuple(_goal_rows(plan.goals)), section=_("Goals"))
    yield Sentence(_verdict(plan, interrupted=interrupted))
    if plan.dates is not None:
        yield from days(situation, plan.dates)
    if opinions is not None:
        yield Sentence(_second_opinion(opinions))
    if interrupted:
        yield Sentence(f"{_(SO_FAR)}.")


def _few(title: str, texts: Sequence[str], most: int = FEW) -> Listed:
    return Listed(title, few([Line(text) for text in texts], most))


def _headline(situation: SituationData, plan: PlanData) -> str:
    name = situation.programme.agenda.name
    placed, everybody = len(plan.placements), len(plan.placements) + len(plan.unplaced)
    if placed != everybody:
        said = plural(
            "{programme}: a plan for {placed} of {n} site",
            "{programme}: a plan for {placed} of {n} sites",
            everybody,
            programme=name,
            placed=placed,
        )
    elif everybody > 1:
        said = plural(
            "{programme}: a plan for all {n} sites",
            "{programme}: a plan for all {n} sites",
            everybody,
            programme=name,
        )
    else:
        said = plural(
            "{programme}: a plan for {n} site",
            "{programme}: a plan for {n} sites",
            everybody,
            programme=name,
        )
    match plan.proof:
        case Proof.OPTIMAL:
            return _("{plan}, proved best", plan=said)
        case Proof.FEASIBLE:
            return _("{plan}; not proved best", plan=said)
        case Proof.CURRENT:
            return said


def _wave_rows(
    situation: SituationData, plan: PlanData, served: Coverage
) -> Iterator[tuple[str, ...]]:
    """The waves in use, in order: the number of sites, their names, and the share that is covered
    from then on.
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
            word = PLACED if firm is None else firm.value
            named.setdefault(word, []).append(snapshot.name(placed.site))
        words = [word for word in STANDING if word in named]
        yield (
            slot.introduced,
            _when(slot, plan),
            str(len(here)),
            percent(covered.get(slot.id)),
            "; ".join(f"{_(word)}: {', '.join(named[word])}" for word in words),
        )


def _when(slot: WaveState, plan: PlanData) -> str:
    """The go-live of the wave: the chosen day, with its weekday, or the date in the data."""
    if (day := plan.days.get(slot.id)) is not None:
        return f"{weekday_of(day, short=True)} {day_in_words(day, short=True)}"
    return slot.go_live.short if slot.go_live else _("no date")


def days(situation: SituationData, dates: PlanDays) -> Iterator[Block]:
    """Why no wave goes live earlier, and how good the days are."""
    snapshot = situation.snapshot
    lines = []
    for chosen in dates.chosen:
        slot, why = snapshot.wave[chosen.wave], chosen.because
        if chosen.earlier is not None:
            why = _("not {day}, as {why}", day=day_in_words(chosen.earlier), why=why)
        day = f"{weekday_of(chosen.day)} {day_in_words(chosen.day)}"
        lines.append(f"{slot} {day}: {why}")
    lines += [
        _("{wave}: no day chosen, {why}", wave=snapshot.wave[wave], why=why)
        for wave, why in dates.none_for
    ]
    if lines:
        yield _few(_("Days"), lines, FEW_DAYS)
    waves = (*(chosen.wave for chosen in dates.chosen), *(wave for wave, __ in dates.none_for))
    if all(snapshot.wave[wave].go_live is None for wave in waves):
        yield Sentence(_("No wave of this plan has a period in which to choose a day."))
        return
    yield Grid(goal_columns(), tuple(_goal_rows(dates.goals)), section=_("Goals of the days"))
    match dates.proof:
        case Proof.OPTIMAL:
            yield Sentence(
                _("Days: optimal. No plan as good has better ones, by any of their goals.")
            )
        case Proof.CURRENT:
            pass
        case Proof.FEASIBLE:
            yield Sentence(_("Days: feasible. Every rule is kept on them; not all is proved best."))


def _moves(situation: SituationData, plan: PlanData) -> list[str]:
    """The sites that leave their current wave, their new wave, and the reason."""
    snapshot = situation.snapshot
    moved = [
        f"{snapshot.name(placed.site)}, {_label(situation, placed.moved_from)} -> "
        f"{placed.label}: {placed.reason}"
        for placed in plan.placements
        if placed.moved_from is not None
    ]
    nowhere = _("no wave")
    moved += [
        f"{snapshot.name(out.site)}, {_label(situation, out.moved_from)} -> {nowhere}: {out.reason}"
        for out in plan.unplaced
        if out.moved_from is not None and snapshot.sites[out.site].takes_part
    ]
    return moved


def _left_out(situation: SituationData, plan: PlanData) -> list[str]:
    """The sites in no wave, with the reason; those with the same reason together."""
    together: dict[str, list[str]] = {}
    for out in plan.unplaced:
        together.setdefault(out.reason, []).append(situation.snapshot.name(out.site))
    return [f"{', '.join(names)}: {reason}" for reason, names in together.items()]


def _label(situation: SituationData, wave: str) -> str:
    """The label of the wave on the date; its id, if it was dropped."""
    slots = situation.snapshot.wave
    return slots[wave].label if wave in slots else _("{wave} (dropped)", wave=wave)


def _loads(situation: SituationData, plan: PlanData) -> list[str]:
    """The loads of the waves beside their maxima."""
    texts = []
    for rule, most, held in loads_of(situation, plan.waves):
        used = []
        for wave, load in held.items():
            if load:
                amount = whole(load)
                shown = _("{amount} (full)", amount=amount) if load == most else amount
                used.append(f"{_label(situation, wave)} {shown}")
        limit = _("at most {most}", most=measure_unit(rule.measure).amount(most))
        held_now = ", ".join(used) or _("nothing yet")
        texts.append(f"{rule.name}, {limit}: {held_now}")
    return texts


def _covered_now(shares: Coverage) -> str:
    """The shares of what the programme counts that are live, and live or decided."""
    if shares.live.percent is None:
        return ""
    live, firm = shares.live, shares.live_or_decided
    if shares.measure == COUNTING_SITES:
        return plural(
            "{n} of {of} {noun} is live ({share}), {firm} live or decided ({firm_share})",
            "{n} of {of} {noun} are live ({share}), {firm} live or decided ({firm_share})",
            live.sites,
            of=live.of,
            noun=measure_word(shares.noun),
            share=percent(live.percent),
            firm=firm.sites,
            firm_share=percent(firm.percent),
        )
    return plural(
        "{n} {noun} is live, with {share} of the {measure}; "
        "{firm} live or decided, with {firm_share}",
        "{n} {noun} are live, with {share} of the {measure}; "
        "{firm} live or decided, with {firm_share}",
        live.sites,
        noun=measure_unit(shares.noun).of(live.sites),
        share=percent(live.percent),
        measure=measure_word(shares.measure),
        firm=firm.sites,
        firm_share=percent(firm.percent),
    )


def _goal_rows(goals: Sequence[GoalValue]) -> list[tuple[str, str, str, str]]:
    """Each goal with its rank, its value, and what is proved of it; without goals by which no plans
    of this data differ.
    """
    return [
        (str(rank), goal.sentence, goal.said, _known_of(goal))
        for rank, goal in enumerate(goals, start=1)
        if goal.said is not None
    ]


def _known_of(goal: GoalValue) -> str:
    """Whether the value is proved best, else how far it may be from it."""
    if goal.proved:
        return _("proved best")
    if goal.bound is None:
        return _("no bound known")
    gap = shown(100 * abs(goal.value - goal.bound) / max(1, abs(goal.value)), 1)
    bound = goal.unit.amount(goal.bound)
    if goal.sense is Sense.MINIMISE:
        return _("best is at least {bound} (gap {gap})", bound=bound, gap=gap)
    return _("best is at most {bound} (gap {gap})", bound=bound, gap=gap)


def _options(overrides: Overrides) -> str:
    """The options of the plan, as they were written."""
    return " ".join(
        [
            *(f"--pin {site}={wave}" for site, wave in overrides.pins),
            *(f"--forbid {site}={wave}" for site, wave in overrides.forbids),
            *(f"--reopen {site}" for site in overrides.reopened),
            *(["--dates"] if overrides.dates else []),
        ]
    )


def _verdict(plan: PlanData, *, interrupted: bool) -> str:
    """What is proved of the plan, and why no more is."""
    if plan.proof is Proof.OPTIMAL:
        return _("Status: optimal, every goal is proved best.")
    if plan.proof is Proof.CURRENT:
        return _("This is what the claims say; nothing is proved of it.")
    open_goals = ((n, goal) for n, goal in enumerate(plan.goals, start=1) if not goal.proved)
    if (first := next(open_goals, None)) is None:
        return _(
            "Status: feasible. Every rule is kept, and each goal reached its bound; their order is "
            "not proved."
        )
    number, goal = first[0], first[1].sentence
    if interrupted:
        return _(
            "Status: feasible. Every rule is kept. You ended the search before every goal was "
            "proved best; the first that is not is goal {number}, {goal}.",
            number=number,
            goal=goal,
        )
    return _(
        "Status: feasible. Every rule is kept. The time ended before every goal was proved best; "
        "the first that is not is goal {number}, {goal}.",
        number=number,
        goal=goal,
    )


def _second_opinion(opinions: Sequence[Opinion]) -> str:
    """One sentence: which proofs were confirmed, and by which methods."""
    if not opinions:
        return _("Second opinion: no goal was proved, so there was nothing to confirm.")
    confirmed = [opinion for opinion in opinions if opinion.confirmed]
    methods = ", ".join(dict.fromkeys(_(opinion.by) for opinion in confirmed if opinion.by))
    if len(confirmed) == len(opinions):
        return plural(
            "Second opinion: the proof is confirmed without presolve ({methods}).",
            "Second opinion: all {n} proofs are confirmed without presolve ({methods}).",
            len(opinions),
            methods=methods,
        )
    placed = _unconfirmed([opinion for opinion in opinions if not opinion.of_days])
    of_days = _unconfirmed([opinion for opinion in opinions if opinion.of_days])
    goals = [_goals(placed)] if placed else []
    goals += [_goals_of_days(of_days)] if of_days else []
    share = plural(
        "{some} of {n} proof confirmed",
        "{some} of {n} proofs confirmed",
        len(opinions),
        some=len(confirmed),
    )
    if confirmed:
        share = _("{share} without presolve ({methods})", share=share, methods=methods)
    return _(
        "Second opinion: {share}; not confirmed in the time given: {goals}.",
        share=share,
        goals=conjoined(goals),
    )


def _unconfirmed(opinions: Sequence[Opinion]) -> list[str]:
    """The numbers of the goals that are not."""
    return [str(n) for n, opinion in enumerate(opinions, start=1) if not opinion.confirmed]


def _goals(numbers: Sequence[str]) -> str:
    said = ", ".join(numbers)
    return plural("goal {numbers}", "goals {numbers}", len(numbers), numbers=said)


def _goals_of_days(numbers: Sequence[str]) -> str:
    said = ", ".join(numbers)
    return plural(
        "goal {numbers} of the days", "goals {numbers} of the days", len(numbers), numbers=said
    )

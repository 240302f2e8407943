"""A site in the plan, for people: why there, why not elsewhere, which wave would be best."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from hpplan.analysis.barriers import Barrier, Blockage
from hpplan.analysis.choices import Here, Shut, WaveChoice, best_first
from hpplan.analysis.recommendation import Recommendation
from hpplan.analysis.scenario import SolvedScenario
from hpplan.analysis.site import EarlierWave, SiteExplained, Waiting, WhyNot
from hpplan.conflicts.conflict import StatedFact
from hpplan.domain.snapshot import WaveState
from hpplan.planning import Infeasible, Outcome, Solved
from hpplan.solving.facts import WaveTakesNoMore
from hpplan.solving.result import Undecided
from hpplan.views import effect as view
from hpplan.views import facts
from hpplan.views.document import Block, Document, Grid, Headline, Line, Listed, Sentence, listed
from hpplan.views.formats.drawing import Column, counted

NAME: Final = 24
"""How wide a column of names is, if its words let it."""
HANDFUL: Final = 6
"""So many waves, or sites, are listed; the others in full only."""
WAVES = (
    Column("Wave", most=NAME),
    Column("Go-live"),
    Column("What it does to the plan", wraps=True),
)


Item = TypeVar("Item")


def handful(shown: Sequence[Item]) -> Sequence[Item]:
    """The first few, where there are many."""
    return shown if len(shown) <= HANDFUL + 1 else shown[:HANDFUL]


def explained(shown: SiteExplained, *, full: bool = False) -> Document:
    """Why the site is where it is; of many waves the best ones, unless in `full`."""
    return tuple(_explained(shown, full=full))


def _explained(shown: SiteExplained, *, full: bool) -> Iterator[Block]:
    where = "in no wave" if shown.wave is None else f"in {_dated(shown.wave)}"
    yield Headline(f"{view.named(shown.situation)}: {shown.site.name} is {where}")
    yield from view.as_things_stand(shown.base)
    beneath = facts.beneath(shown.place)
    yield Listed("Because", (Line(shown.reason, beneath),))
    if shown.site.live:
        yield Sentence("It is live, which cannot be undone.")
    yield from _earlier(shown.earlier, shown.site.id)
    if shown.choices:
        yield from _choices(shown.choices, shown.site.id, shown.base, full=full)
        if isinstance(shown.base, Solved):
            yield Sentence(_slack(shown.choices))
    if shown.waits_for:
        yield Listed("Waits for", tuple(map(_waiting, shown.waits_for)))
    if shown.waited_for_by:
        yield Listed("Waited for by", tuple(map(_waiting, shown.waited_for_by)))
    if not shown.waits_for and not shown.waited_for_by and shown.site.takes_part:
        yield Sentence("By the hard rules it waits for nobody, and nobody waits for it.")


def _dated(slot: WaveState) -> str:
    return f"{slot}, {slot.go_live or 'without a date'}"


def _waiting(waiting: Waiting) -> Line:
    beneath = facts.beneath(waiting.place)
    return Line(f"{waiting.name}: {waiting.gap} ({waiting.rule})", beneath)


def _pulled(shown: EarlierWave, answer: SolvedScenario, site: str) -> str:
    wave = answer.plan.waves.get(site)
    label = next((slot.label for slot in shown.waves if slot.id == wave), "")
    price, who = view.price(answer.effect), _who_moves(answer, site)
    if not answer.effect.compared:
        return f"A plan has it earlier: in {label} {price}; {who}."
    if answer.effect.as_good:
        return f"It could be earlier: in {label} {price}; {who}."
    return f"Not earlier, because the plan would be worse: best in {label}, {price}; {who}."


def _earlier(shown: EarlierWave, site: str) -> Iterator[Block]:
    if shown.way is None:
        return
    waves = _or(slot.label for slot in shown.waves)
    match shown.way.answer:
        case SolvedScenario() as answer:
            yield Sentence(_pulled(shown, answer, site))
            if shown.binding:
                lines = [
                    Line(f"without {bound.fact.text}", (facts.where(bound.fact.place),))
                    for bound in shown.binding
                ]
                yield Listed("It would be earlier", tuple(lines))
        case Infeasible():
            yield Sentence(f"Not earlier: no plan has it in {waves}. This is proved.")
            yield from _barriers(shown.way)
            if shown.binding:
                lines = [
                    Line(f"without {bound.fact.text}", (view.price(bound.without.effect),))
                    for bound in shown.binding
                ]
                yield Listed("Any one of these less makes it possible", tuple(lines))
        case Undecided():
            yield Sentence("Not earlier: undecided, the time ended; give more with --time-limit.")
    if not shown.complete:
        yield Sentence("There are more facts than were left out one by one.")


def _or(names: Iterator[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def _who_moves(answer: SolvedScenario, site: str) -> str:
    others = [move for move in answer.effect.moves if move.site != site]
    if not others:
        return "Nobody moves." if not site else "nobody else moves"
    shown = view.movers(others)
    return f"Moves: {shown}." if not site else f"also moves: {shown}"


def _barriers(shown: Blockage) -> Iterator[Block]:
    """What stands in the way, and what would be beyond it."""
    count = len(shown.barriers)
    if count > 1 and all(len(barrier.facts) == 1 for barrier in shown.barriers):
        stated = [fact for barrier in shown.barriers for fact in barrier.facts]
        yield Listed("In the way, each by itself", tuple(_facts(stated)), numbered=True)
    else:
        for number, barrier in enumerate(shown.barriers, start=1):
            which = "" if count == 1 else f" ({number} of {count})"
            together = " while all of these hold" if len(barrier.facts) > 1 else ""
            title = f"In the way{together}{which}"
            yield Listed(title, tuple(_facts(barrier.facts)), numbered=True)
    if not all(barrier.minimal for barrier in shown.barriers):
        yield Sentence("The time ended before it was proved that all of these are needed.")
    match shown.beyond:
        case SolvedScenario() as answer:
            each = "it" if _alone(shown.barriers) else "all of these"
            price = view.price(answer.effect)
            yield Sentence(f"Without {each} a plan has it there: {price}. {_who_moves(answer, '')}")
        case Infeasible():
            yield Sentence("Without these there would still be no plan.")
        case Undecided() | None:
            pass


def _alone(barriers: Sequence[Barrier]) -> bool:
    return len(barriers) == 1 and len(barriers[0].facts) == 1


def _facts(stated: Sequence[StatedFact]) -> Iterator[Line]:
    """Each with its place; waves that are over together."""
    over = [
        f.fact.slot.label
        for f in stated
        if isinstance(f.fact, WaveTakesNoMore) and f.fact.slot.past
    ]
    if len(over) > 1:
        yield Line(f"{', '.join(over)} are over; no other site can join them")
    for fact in stated:
        past = isinstance(fact.fact, WaveTakesNoMore) and fact.fact.slot.past
        if not (past and len(over) > 1):
            yield facts.fact(fact)


def _choices(
    shown: Sequence[WaveChoice], site: str, base: Outcome, *, full: bool
) -> Iterator[Block]:
    """The waves as a table, the best of many in the order they come; those nobody enters in a
    sentence.
    """
    asked = [choice for choice in shown if not isinstance(choice.answer, Shut)]
    few = asked if full else handful(best_first(asked, base))
    kept = {choice.wave.id for choice in few}
    rows = [
        (choice.wave.introduced, str(choice.wave.go_live or ""), _choice(choice, site))
        for choice in asked
        if choice.wave.id in kept
    ]
    yield Grid(WAVES, tuple(rows))
    if more := len(asked) - len(few):
        yield Sentence(f"… and {counted(more, 'more wave')}; --full lists them.")
    shut = [choice.wave.label for choice in shown if isinstance(choice.answer, Shut)]
    if shut:
        yield Sentence(f"Nobody enters {', '.join(shut)} any more.")


def _choice(choice: WaveChoice, site: str) -> str:
    match choice.answer:
        case Here():
            return "it is here"
        case SolvedScenario() as answer:
            return f"{view.price(answer.effect)}; {_who_moves(answer, site)}"
        case Infeasible(conflicts=conflicts):
            return f"no plan: {'; '.join(conflict.headline for conflict in conflicts)}"
        case Undecided():
            return "undecided: the time ended"
        case Shut(fact=fact):
            return fact.text


def _slack(shown: Sequence[WaveChoice]) -> str:
    free = [c.wave.label for c in shown if c.free and not isinstance(c.answer, Here)]
    if free:
        return f"Slack: in {_or(iter(free))} every goal is as good."
    if not all(_is_settled(choice) for choice in shown):
        return "Slack: none is proved."
    return "No slack: in every other wave some goal is worse, or there is no plan."


def _is_settled(choice: WaveChoice) -> bool:
    match choice.answer:
        case Undecided():
            return False
        case SolvedScenario(effect=effect):
            return effect.proved
        case _:
            return True


def not_there(shown: WhyNot, *, full: bool = False) -> Document:
    """Why the site is not in the wave, or what it would do to the plan if it were."""
    return tuple(_not_there(shown, full=full))


def _not_there(shown: WhyNot, *, full: bool) -> Iterator[Block]:
    name = shown.site.name
    yield Headline(f"{view.named(shown.situation)}: why is {name} not in {_dated(shown.wave)}?")
    yield from view.as_things_stand(shown.base)
    if shown.supposed:
        yield listed("Supposed", shown.supposed)
    match shown.way.answer:
        case SolvedScenario() as answer if not answer.effect:
            yield Sentence(f"{name} is there: the best plan has it in {shown.wave}.")
        case SolvedScenario() as answer:
            as_well = answer.effect.as_good or not answer.effect.compared
            word = "It could be as well" if as_well else "It could be, at a price"
            yield Sentence(f"{word}. {view.verdict(answer)}")
            yield from view.differences(answer.effect, full=full)
        case Infeasible():
            yield Sentence(f"No plan has {name} in {shown.wave}. This is proved.")
            yield from _barriers(shown.way)
        case Undecided() as answer:
            yield from view.blocks(answer)


def no_earlier(shown: SiteExplained) -> Document:
    """Only why the site is not earlier."""
    where = "in no wave" if shown.wave is None else f"in {_dated(shown.wave)}"
    head = Headline(
        f"{view.named(shown.situation)}: why is {shown.site.name}, {where}, not earlier?"
    )
    why = tuple(_earlier(shown.earlier, shown.site.id))
    if shown.site.live:
        why = (Sentence("It is live, which cannot be undone."),)
    elif not shown.site.takes_part:
        why = (Sentence(f"It takes no part: {shown.reason}."),)
    elif not why:
        why = (Sentence("Every wave before it is over, or there is none."),)
    return (head, *view.as_things_stand(shown.base), *why)


def recommended(shown: Recommendation, *, full: bool = False) -> Document:
    """The waves of a site, the best first; of many the best ones, unless in `full`."""
    return tuple(_recommended(shown, full=full))


def _recommended(shown: Recommendation, *, full: bool) -> Iterator[Block]:
    yield Headline(f"{view.named(shown.situation)}: which wave for {shown.site.name}?")
    yield from view.as_things_stand(shown.base)
    if shown.supposed:
        yield listed("Supposed", shown.supposed)
    yield from _choices(shown.choices, shown.site.id, shown.base, full=full)
    possible = [c for c in shown.choices if isinstance(c.answer, Here | SolvedScenario)]
    if not possible:
        yield Sentence("No wave is known to have room for it.")
        return
    best = possible[0].wave
    undecided = sum(isinstance(choice.answer, Undecided) for choice in shown.choices)
    rest = f"; {counted(undecided, 'wave')} undecided" if undecided else ""
    yield Sentence(f"Best for the plan: {_dated(best)}{rest}.")

"""Rules, capacities and assumptions, for people: the cost of each, and what depends on it."""

from collections.abc import Iterator
from dataclasses import replace

from hpplan.analysis.assumptions import Assumption, Assumptions, Tried
from hpplan.analysis.capacity import CapacitiesExplained, CapacityExplained, InWave, binds
from hpplan.analysis.effect import Effect
from hpplan.analysis.rule import RuleExplained
from hpplan.analysis.scenario import Answer, SolvedScenario
from hpplan.domain.measures import measure_unit
from hpplan.language import _, worded
from hpplan.periods import day_in_words
from hpplan.planning import Outcome
from hpplan.programme.changes import RuleReplaced
from hpplan.solving.result import Undecided
from hpplan.text import Unit
from hpplan.views import effect as view
from hpplan.views import facts
from hpplan.views.document import Block, Document, Line, Listed, Sentence, few


def explained(shown: RuleExplained, *, full: bool = False) -> Document:
    """The rule in words, and the plan without it; long lists are folded, unless in `full`."""
    return tuple(_explained(shown, full=full))


def _explained(shown: RuleExplained, *, full: bool) -> Iterator[Block]:
    rule, snapshot = shown.rule, shown.situation.snapshot
    named = (
        _("The rule {name}", name=rule.name)
        if rule.hard
        else _("The rule {name}, a soft one", name=rule.name)
    )
    yield view.headline(shown.situation, named)
    beneath = [_("because: {why}", why=worded(rule.because))] if rule.because else []
    beneath += [_("source: {source}", source=rule.source)] if rule.source else []
    sentence = Line(rule.sentence(snapshot), tuple(beneath), place=facts.at(shown.place))
    yield Listed(_("It says"), (sentence,))
    if shown.breaks:
        lines = tuple(Line(f"{found.message} ({found.verdict.word})") for found in shown.breaks)
        yield Listed(_("The plan does not keep it here"), lines if full else few(lines))
    yield from view.as_things_stand(shown.base)
    in_force, answer = shown.in_force, shown.otherwise
    if in_force and isinstance(answer, SolvedScenario):
        counted = _still_counted(answer.effect)
        if not counted:
            said = [_("It costs nothing: without it the same plan is best.")]
            said += [_("This is proved.")] if counted.proved else []
            yield Sentence(" ".join(said))
            return
    then = (
        _("Without it")
        if in_force
        else _("It is not in force on {day}; if it were", day=day_in_words(shown.situation.as_of))
    )
    match answer:
        case SolvedScenario(effect=effect):
            yield Sentence(f"{then}: {view.verdict(answer)}")
            yield from view.differences(effect, full=full)
        case _:
            yield Sentence(f"{then}:")
            yield from view.blocks(answer, full=full)


def _still_counted(effect: Effect) -> Effect:
    """The effect without the breaks of soft rules, if there was none and the last one is gone."""
    goals = (goal for goal in effect.goals if goal.after is not None or goal.before)
    return replace(effect, goals=tuple(goals))


def capacities(shown: CapacitiesExplained) -> Document:
    """Which capacities are binding, and what more of them would buy."""
    return tuple(_capacities(shown))


def _capacities(shown: CapacitiesExplained) -> Iterator[Block]:
    yield view.headline(shown.situation, _("Which capacities bind?"))
    yield from view.as_things_stand(shown.base)
    if not shown.capacities:
        yield Sentence(_("No rule sets a maximum; see hpplan rule capacity."))
        return
    yield Listed(_("Capacities"), tuple(_capacity(shown.base, each) for each in shown.capacities))


def _capacity(base: Outcome, shown: CapacityExplained) -> Line:
    rule = shown.rule
    most = measure_unit(rule.measure).amount(rule.max or 0)
    what = _("{rule}, at most {most}", rule=rule.name, most=most)
    beneath: list[str] = []
    place = facts.at(shown.place)
    undecided = isinstance(base, Undecided)  # there is nothing that it could be better than
    if (
        isinstance(shown.without, SolvedScenario)
        and not undecided
        and not binds(base, shown.without)
    ):
        idle = (
            _("binds nowhere, no plan is better without it")
            if shown.without.effect.proved
            else _("binds nowhere, no plan is better without it, as far as was proved")
        )
        return Line(f"{what}: {idle}", place=place)
    line = _("{what}: without it {outcome}", what=what, outcome=_outcome(shown.without))
    if shown.one_more is not None:
        beneath.append(_("one more: {outcome}", outcome=_outcome(shown.one_more)))
    for each in shown.waves:
        beneath += _in_wave(base, each, measure_unit(rule.measure))
    return Line(line, tuple(beneath), place=place)


def _in_wave(base: Outcome, shown: InWave, unit: Unit) -> Iterator[str]:
    """The effect of room for one more, and of room for everything."""
    holds = _("{wave} holds {load}", wave=shown.wave, load=unit.amount(shown.load))
    if shown.one_more is None and isinstance(shown.unbounded, SolvedScenario):
        yield _("{holds}: more room in it alone buys nothing", holds=holds)
    elif shown.one_more is None:
        yield f"{holds}: {_outcome(shown.unbounded)}"
    else:
        if binds(base, shown.one_more):
            bought = _outcome(shown.one_more)
            yield _("{holds}; room for 1 more: {outcome}", holds=holds, outcome=bought)
        else:
            yield _("{holds}; room for 1 more buys nothing", holds=holds)
        yield _(
            "{wave} would hold {most}, if it could: {outcome}",
            wave=shown.wave,
            most=unit.amount(shown.then or 0),
            outcome=_outcome(shown.unbounded),
        )


def _outcome(answer: Answer) -> str:
    if not isinstance(answer, SolvedScenario):
        return view.in_words(answer)
    if not answer.effect:
        return _("nothing changes")
    who = f"; {view.movers(answer.effect.moves)}" if answer.effect.moves else ""
    return f"{view.price(answer.effect)}{who}"


def assumptions(shown: Assumptions) -> Document:
    """The assumptions that the plan rests on."""
    return tuple(_assumptions(shown))


def _assumptions(shown: Assumptions) -> Iterator[Block]:
    yield view.headline(shown.situation, _("Which assumptions does the plan rest on?"))
    yield from view.as_things_stand(shown.base)
    matter = [each for each in shown.found if each.matters]
    others = [each for each in shown.found if not each.matters]
    if not shown.found:
        yield Sentence(_("No rule in force, and no claim that places or dates, is an assumption."))
    if matter:
        yield Listed(_("The plan rests on"), tuple(map(_assumption, matter)))
    if others:
        yield Listed(_("It would be the same plan without"), tuple(map(_assumption, others)))


def _assumption(shown: Assumption) -> Line:
    return Line(
        shown.text,
        tuple(_tried(each, shown.text) for each in shown.tried),
        place=facts.at(shown.place),
    )


def _tried(shown: Tried, of: str) -> str:
    """The effect; the assumption itself is above."""
    named = shown.sentence.removeprefix(f"{of.partition(': ')[0]}: ")
    replaced = isinstance(shown.change, RuleReplaced) and shown.change.by is not None
    sentence = named if replaced else _("without it")
    return f"{sentence}: {_outcome(shown.answer)}"

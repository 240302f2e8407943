"""The best plan after an event, with a limit on the work and none on the time.

Of equally good plans it is the one in which, site by site in the order of the data, each stays
where it is if it can, else goes live as early as it can: so equal questions have one answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Final

from hpplan.domain.snapshot import Placements
from hpplan.goals import Goal, Participation, Stability
from hpplan.goals.soft_rules import SoftRules
from hpplan.programme.dependencies import Dependencies, Group, dependencies
from hpplan.programme.programme import SituationData
from hpplan.solving.cpsat import EngineAnswer, EngineStatus, Settings, solve
from hpplan.solving.encoding import Encoded, encode, encode_nearby
from hpplan.solving.model import TRUE, Expression, Model
from hpplan.solving.solve import aim_of
from hpplan.solving.strategies import (
    REPLANNING,
    REPLANNING_AT_LAST,
    SITES_AT_ONCE,
    UNHURRIED,
    SolverParameters,
)

_LARGEST_WEIGHT: Final = 2**50
_NOTHING: Final = Expression((), ())


class NoReplan(Enum):
    """Why there is no plan: it is proved that there is none, or the work allowed did not
    suffice.
    """

    PROVED = "proved"
    UNDECIDED = "undecided"


def replan(situation: SituationData, start: Placements) -> dict[str, str] | NoReplan:
    """The best plan by the goals of the situation; of equally good ones the nearest to `start`.
    Raises KeyboardInterrupt where the user ends the search.
    """
    graph = dependencies(situation)
    near = _nearby(situation, start, graph)
    return _anywhere(situation, start, graph) if near is None else near


def _nearby(
    situation: SituationData, start: Placements, graph: Dependencies
) -> dict[str, str] | None:
    """The best plan in which everybody stays who is not barred from where they are: if everybody is
    placed in it and no soft rule broken, no plan has fewer moves, and every plan with as few has
    the same ones, so it is the best of all. None where that is not so.
    """
    goals = situation.goals
    first = next((n for n, goal in enumerate(goals) if _counts_moves(goal)), None)
    if first is None or not all(isinstance(g, Participation | SoftRules) for g in goals[:first]):
        return None
    encoded = encode_nearby(situation, start, graph)
    aims = [aim_of(goal, encoded, situation).minimise for goal in goals]
    model = encoded.model
    for literal in encoded.optional:
        model.clause((~literal,))
    for broken in encoded.soft_breaks():
        model.clause((~broken,))
    turns = _by_turns(encoded, situation.snapshot.taking_part, start)
    values: Sequence[int] | None = None
    for aim in _ranked(model, [*aims[first + 1 :], *turns]) or [_NOTHING]:
        values = _least(model, aim, values)
        if values is None:
            return None
        model.hold(aim, aim.value(values))
    return None if values is None else encoded.placements(values)


def _counts_moves(goal: Goal) -> bool:
    return isinstance(goal, Stability) and goal.by == "sites" and goal.plan_file is None


def _ranked(model: Model, aims: Iterable[Expression]) -> list[Expression]:
    """The aims in rank order, as few as possible: several become one where each of them counts for
    more than all after it.
    """
    ranked: list[Expression] = []
    size = _LARGEST_WEIGHT
    for aim in aims:
        least, most = model.bounds(aim)
        values = most - least + 1
        if values > 1:
            if size * values < _LARGEST_WEIGHT:
                ranked[-1], size = _weighted_sum(ranked[-1], values, aim), size * values
            else:
                ranked.append(aim)
                size = values
    return ranked


def _weighted_sum(first: Expression, weight: int, then: Expression) -> Expression:
    coefficients = dict(zip(first.variables, (weight * c for c in first.coefficients), strict=True))
    for variable, coefficient in zip(then.variables, then.coefficients, strict=True):
        coefficients[variable] = coefficients.get(variable, 0) + coefficient
    constant = weight * first.constant + then.constant
    return Expression(tuple(coefficients), tuple(coefficients.values()), constant)


def _anywhere(
    situation: SituationData, start: Placements, graph: Dependencies
) -> dict[str, str] | NoReplan:
    """The best of all plans."""
    encoded = encode(situation, graph)
    aims = [aim_of(goal, encoded, situation).minimise for goal in situation.goals]
    model = encoded.model.with_()
    at_hand = encoded.assignment(start)
    values: Sequence[int] | None = at_hand if model.keeps(at_hand) else None
    if values is None:
        found = _asked(model, None, at_hand, REPLANNING)
        if found.status is EngineStatus.UNKNOWN:
            found = _asked(model, None, at_hand, REPLANNING_AT_LAST)
        if found.values is None:
            proved = found.status is EngineStatus.INFEASIBLE
            return NoReplan.PROVED if proved else NoReplan.UNDECIDED
        values = found.values
    for aim in [*aims, *_by_turns(encoded, situation.snapshot.taking_part, start)]:
        values = _least(model, aim, values) or values
        model.hold(aim, aim.value(values))
    return encoded.placements(values)


def _least(model: Model, total: Expression, values: Sequence[int] | None) -> Sequence[int] | None:
    """Values for which the expression is proved to be least: the known ones, if they are. None
    where the work allowed does not prove it.
    """
    if values is not None and total.value(values) == model.bounds(total)[0]:
        return values
    found = _asked(model, total, values, REPLANNING)
    return found.values if found.status is EngineStatus.OPTIMAL else None


def _asked(
    model: Model, minimise: Expression | None, hint: Sequence[int] | None, more: SolverParameters
) -> EngineAnswer:
    found = solve(model, Settings(UNHURRIED, more=more), minimise, hint)
    if found.interrupted:
        raise KeyboardInterrupt
    return found


def _by_turns(encoded: Encoded, sites: Iterable[str], start: Placements) -> Iterator[Expression]:
    """The remaining choices, in the order of the sites: the distance of each from what it should
    have first, to stay, then to be early, lastly to be in no wave. Of a few sites at once the first
    counts more than all after it.
    """
    waves_of = {site: waves for group, waves in encoded.choices.items() for site in group}
    group_of = {site: group for group in encoded.choices for site in group}
    seen: set[Group] = set()
    several: list[Mapping[str, int]] = []
    for site in sites:
        group, waves = group_of[site], waves_of[site]
        is_open = len(waves) > 1 or (waves and encoded.placed(site) != TRUE)
        if group not in seen and is_open:
            here, place = start.get(site), encoded.snapshot.wave
            ranked = sorted(waves, key=lambda w: (w != here, place[w].position))
            several.append({wave: waves[wave] for wave in ranked})
        seen.add(group)
        if len(several) == SITES_AT_ONCE:
            yield _weighed(several)
            several = []
    if several:
        yield _weighed(several)


def _weighed(several: Sequence[Mapping[str, int]]) -> Expression:
    base = 1 + max(map(len, several))
    variables, coefficients, constant = list[int](), list[int](), 0
    for number, waves in enumerate(reversed(several)):
        weight, last = base**number, len(waves)
        constant += weight * last
        variables += waves.values()
        coefficients += [weight * (rank - last) for rank in range(last)]
    return Expression(tuple(variables), tuple(coefficients), constant)

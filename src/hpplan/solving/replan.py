"""The best plan after something happened, with a bound on the work and none on the time.

Of equally good plans it is the one in which, site by site in the order of the data, each stays
where it is if it can, else goes live as early as it can: so equal questions have one answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from hpplan.domain.snapshot import Placements
from hpplan.programme.dependencies import Group
from hpplan.programme.programme import SituationData
from hpplan.solving.cpsat import EngineAnswer, EngineStatus, Settings, solve
from hpplan.solving.encoding import Encoded, encode
from hpplan.solving.model import Expression, Model
from hpplan.solving.solve import aim_of
from hpplan.solving.strategies import (
    REPLANNING,
    REPLANNING_AT_LAST,
    SITES_AT_ONCE,
    UNHURRIED,
    SolverParameters,
)


class NoReplan(Enum):
    """Why there is no plan: it is proved that there is none, or the work did not suffice."""

    PROVED = "proved"
    UNDECIDED = "undecided"


def replan(situation: SituationData, start: Placements) -> dict[str, str] | NoReplan:
    """The best plan by the goals of the situation, that `start` most of all. Raises
    KeyboardInterrupt where the user ends the search.
    """
    encoded = encode(situation)
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
    for aim in aims:
        values = _least(model, aim, values)
    for several in _by_turns(encoded, situation.snapshot.taking_part, start):
        values = _least(model, several, values)
    return encoded.placements(values)


def _least(model: Model, total: Expression, values: Sequence[int]) -> Sequence[int]:
    """Values by which the expression is least, and the model held to that."""
    if total.value(values) > model.bounds(total)[0]:
        found = _asked(model, total, values, REPLANNING)
        if found.values is not None and total.value(found.values) <= total.value(values):
            values = found.values
    model.hold(total, total.value(values))
    return values


def _asked(
    model: Model, minimise: Expression | None, hint: Sequence[int], more: SolverParameters
) -> EngineAnswer:
    found = solve(model, Settings(UNHURRIED, more=more), minimise, hint)
    if found.interrupted:
        raise KeyboardInterrupt
    return found


def _by_turns(encoded: Encoded, sites: Iterable[str], start: Placements) -> Iterator[Expression]:
    """What is still to be chosen, in the order of the sites: of each how far it is from what it
    should have rather, to stay, then to be early, at last to be in no wave. Of a few sites at once
    the first counts more than all behind it.
    """
    waves_of = {site: waves for group, waves in encoded.choices.items() for site in group}
    group_of = {site: group for group in encoded.choices for site in group}
    seen: set[Group] = set()
    several: list[Mapping[str, int]] = []
    for site in sites:
        group, waves = group_of[site], waves_of[site]
        if group not in seen and len(waves) > 1:
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

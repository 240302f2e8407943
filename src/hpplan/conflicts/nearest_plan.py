"""A plan near the current one, found without any goal but to place sites and move few."""

from collections.abc import Sequence
from dataclasses import replace

from hpplan.domain.snapshot import Placements
from hpplan.programme.programme import SituationData
from hpplan.solving.cpsat import EngineAnswer, EngineStatus, Settings, solve
from hpplan.solving.dates.encoding import encode_days
from hpplan.solving.deadline import Budget, Deadline, TimeIsOver
from hpplan.solving.encoding import Encoded, encode
from hpplan.solving.model import expression
from hpplan.solving.search import any_values
from hpplan.solving.strategies import AT_ONCE, AT_ONCE_BY_CORES, FEWER_MOVES
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class NearestPlan:
    """A plan, or none if none was found in time; the number of variables it was chosen by; and
    whether the user ended the search.
    """

    placements: dict[str, str] | None
    variables: int = 0
    interrupted: bool = False


def nearest_plan(situation: SituationData, start: Placements | None, seconds: float) -> NearestPlan:
    """A plan that keeps every hard rule, places as many sites as possible and moves few; the search
    starts from `start`, or from the current waves. Where days are asked for, it has some.
    """
    deadline = Deadline.after(seconds)
    try:
        encoded = (
            encode_days(situation, deadline)
            if situation.overrides.dates
            else encode(situation, deadline=deadline)
        )
    except TimeIsOver:
        return NearestPlan(None)
    snapshot = situation.snapshot
    staying = [
        (-1, encoded.in_wave(site, snapshot.wave[wave]))
        for site, wave in snapshot.current().items()
        if snapshot.sites[site].firm is None
    ]
    placed = [(-len(snapshot.sites), encoded.placed(site)) for site in snapshot.taking_part]
    moves = expression([*staying, *placed])
    hint = encoded.assignment(snapshot.current() if start is None else start)
    # Bounded by effort, not by the clock: equal data gives equal prices.
    few_moves = Settings(deadline.left, more={**AT_ONCE_BY_CORES, **FEWER_MOVES})
    found = solve(encoded.model, few_moves, moves, hint)
    if found.status is EngineStatus.UNKNOWN and not found.interrupted:
        found = _any_plan(encoded, hint, deadline)
        if found.values is not None and not found.interrupted:
            better = solve(encoded.model, few_moves, moves, found.values)
            found = replace(
                found if better.values is None else better, interrupted=better.interrupted
            )
    if found.values is None:
        return NearestPlan(None, interrupted=found.interrupted)
    return NearestPlan(encoded.placements(found.values), encoded.model.size, found.interrupted)


def _any_plan(encoded: Encoded, hint: Sequence[int], deadline: Deadline) -> EngineAnswer:
    """Any plan, with everybody placed if possible. Usually one is near, and found at once."""
    models = [encoded.model]
    if optional := encoded.optional:
        models.insert(0, encoded.model.with_true(~literal for literal in optional))
    found = EngineAnswer(EngineStatus.UNKNOWN, None, None)
    for model in models:
        few = Settings(deadline.left, more={**AT_ONCE, **FEWER_MOVES})
        found = solve(model, few, None, hint)
        if found.status is EngineStatus.UNKNOWN and not found.interrupted:
            half = Budget(deadline.share(2), 1)
            found = any_values(model, half, hint)
        if found.values is not None or found.interrupted:
            break
    return found

"""A plan near one that was good before something changed: nearly all sites stay where they are."""

from collections.abc import Iterable, Iterator, Sequence

from hpplan.domain.snapshot import Placements
from hpplan.programme.dependencies import Group
from hpplan.solving.cpsat import EngineAnswer, EngineStatus, solve
from hpplan.solving.deadline import Budget
from hpplan.solving.encoding import Encoded
from hpplan.solving.model import Expression, Model
from hpplan.solving.strategies import FEW_GROUPS, MEDIUM, NEARBY, NO_SYMMETRY, WAVES_AROUND


def nearby(
    encoded: Encoded, start: Placements, minimise: Expression | None, budget: Budget
) -> EngineAnswer:
    """Values that keep every constraint, most of them as in the start; unknown if none are found
    soon.

    Set free are the groups that are in no wave, those that a broken constraint concerns, those that
    share a constraint on few variables with them, and all in the waves concerned; then those in the
    waves around these.
    """
    now = _options(encoded, start)
    wave_of = {v: wave for waves in encoded.choices.values() for wave, v in waves.items()}
    placed = {site: wave_of[v] for group, v in now.items() for site in group}
    values = encoded.assignment(placed)
    broken = [_about(encoded, row) for row in _broken(encoded.model, values)]
    few = [literals for literals in broken if len(literals) <= FEW_GROUPS]
    concerned = {wave_of[v] for literals in few for v in literals}
    moving = {group for literals in few for group in literals.values()}
    moving |= encoded.choices.keys() - now.keys()
    concerned |= {wave_of[now[group]] for group in moving if group in now}
    at = {v: group for group, v in now.items()}
    concerned |= {wave_of[v] for literals in broken for v in literals if v in at}
    meeting = partners(encoded)
    more = {**NEARBY, **NO_SYMMETRY} if encoded.model.size > MEDIUM else NEARBY
    place = {slot.id: slot.position for slot in encoded.snapshot.waves}
    for around in WAVES_AROUND:
        near = {place[wave] + step for wave in concerned for step in range(-around, around + 1)}
        free = moving | {group for group, v in now.items() if place[wave_of[v]] in near}
        free |= {other for group in moving for other in meeting.get(group, ())}
        if budget.over:
            break
        stay = [v for group, v in now.items() if group not in free]
        settings = budget.settings(more)
        found = solve(encoded.model.with_true(stay), settings, minimise, values)
        if found.values is not None or found.interrupted:
            return _unproved(found)
    return _unproved(None)


def _unproved(found: EngineAnswer | None) -> EngineAnswer:
    """What was found where most stay says nothing of what there is where they do not."""
    if found is None or found.values is None:
        interrupted = found is not None and found.interrupted
        return EngineAnswer(EngineStatus.UNKNOWN, None, None, interrupted)
    return EngineAnswer(EngineStatus.FEASIBLE, found.values, None, found.interrupted)


def _options(encoded: Encoded, start: Placements) -> dict[Group, int]:
    """The literal of the wave that each group is in; a group in no wave has none."""
    found = (
        (group, next((waves[w] for s in group if (w := start.get(s)) in waves), None))
        for group, waves in encoded.choices.items()
    )
    return {group: literal for group, literal in found if literal is not None}


def _about(encoded: Encoded, row: Iterable[int]) -> dict[int, Group]:
    """The literals of waves in a constraint, and the groups they belong to."""
    whose = {v: group for group, waves in encoded.choices.items() for v in waves.values()}
    return {v: whose[v] for v in row if v in whose}


def _rows(model: Model) -> Iterator[Iterable[int]]:
    """The variables of each constraint."""
    for clause in model.clauses:
        yield [max(literal, ~literal) for literal in clause.literals]
    for linear in model.linears:
        yield linear.variables


def partners(encoded: Encoded) -> dict[Group, set[Group]]:
    """For each group, the groups that share a constraint on few variables with it."""
    whose = {v: group for group, waves in encoded.choices.items() for v in waves.values()}
    partners: dict[Group, set[Group]] = {}
    for row in _rows(encoded.model):
        groups = {whose[v] for v in row if v in whose}
        if 1 < len(groups) <= FEW_GROUPS:
            for group in groups:
                partners.setdefault(group, set()).update(groups)
    return partners


def _broken(model: Model, values: Sequence[int]) -> Iterator[Iterable[int]]:
    """The variables of each constraint that the values break."""

    def holds(literal: int) -> bool:
        return bool(values[literal]) if literal >= 0 else not values[~literal]

    for clause in model.clauses:
        if not any(map(holds, clause.literals)):
            yield [max(literal, ~literal) for literal in clause.literals]
    for linear in model.linears:
        if all(map(holds, linear.given)):
            pairs = zip(linear.variables, linear.coefficients, strict=True)
            total = sum(coefficient * values[variable] for variable, coefficient in pairs)
            low, high = linear.low, linear.high
            if (low is not None and total < low) or (high is not None and total > high):
                yield linear.variables

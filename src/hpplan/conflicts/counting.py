"""Conflicts that show by counting: rows that need more than all who are counted have, or leave room
for less.
"""

from collections.abc import Iterable

from hpplan.solving.model import Linear, Model


def impossible_by_counting(model: Model) -> bool:
    """Whether rows about the same groups ask for more in total than the groups have, or leave less
    room than the groups that must be in them need. False proves nothing.
    """
    group_of = {v: number for number, group in enumerate(model.exactly_one) for v in group}
    families: dict[tuple[bool, frozenset[int]], list[Linear]] = {}
    for row in model.linears:
        if row.given or any(c < 0 for c in row.coefficients):
            continue
        if not all(variable in group_of for variable in row.variables):
            continue
        about = frozenset(group_of[variable] for variable in row.variables)
        if row.low is not None:
            families.setdefault((True, about), []).append(row)
        if row.high is not None:
            families.setdefault((False, about), []).append(row)
    return any(
        _asks_too_much(model, about, rows) if asks else _leaves_too_little(model, about, rows)
        for (asks, about), rows in families.items()
    )


def _asks_too_much(model: Model, about: Iterable[int], rows: list[Linear]) -> bool:
    counted = _sums(rows)
    there = sum(max(counted.get(v, 0) for v in model.exactly_one[group]) for group in about)
    return sum(row.low or 0 for row in rows) > there


def _leaves_too_little(model: Model, about: Iterable[int], rows: list[Linear]) -> bool:
    counted = _sums(rows)
    needed = sum(min(counted.get(v, 0) for v in model.exactly_one[group]) for group in about)
    return needed > sum(row.high or 0 for row in rows)


def _sums(rows: Iterable[Linear]) -> dict[int, int]:
    total: dict[int, int] = {}
    for row in rows:
        for variable, coefficient in zip(row.variables, row.coefficients, strict=True):
            total[variable] = total.get(variable, 0) + coefficient
    return total

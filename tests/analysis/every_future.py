"""Every future that the dice of a plan may draw, with its probability."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from hpplan.analysis.risk.futures import Die, RiskEvent


def enumerated_futures(dice: Sequence[Die]) -> Iterator[tuple[Fraction, tuple[RiskEvent, ...]]]:
    """Each combination of what the dice may draw."""
    for drawn_together in product(*(tuple(outcomes(die)) for die in dice)):
        probability = Fraction(1)
        for share, _ in drawn_together:
            probability *= share
        yield probability, tuple(event for _, events in drawn_together for event in events)


def outcomes(die: Die) -> Iterator[tuple[Fraction, tuple[RiskEvent, ...]]]:
    """Everything that one die may draw, with its probability."""
    chance = Fraction(die.chance)
    total = sum(Fraction(weight) for weight, _ in die.outcomes)
    if chance < 1:
        yield 1 - chance, ()
    if chance > 0:
        for weight, events in die.outcomes:
            yield chance * Fraction(weight) / total, events

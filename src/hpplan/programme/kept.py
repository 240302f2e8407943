"""What a scenario assumes, and suggestions therefore leave unchanged."""

from collections.abc import Iterable
from typing import Final

from hpplan.programme.changes import (
    Change,
    ClaimAdded,
    RuleAdded,
    RuleReplaced,
    WaveAdded,
    WaveClaimAdded,
    WaveRestated,
)
from hpplan.rules import Rule
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """What is assumed, and suggestions therefore leave unchanged: rules, waves in their dates and
    in whether they take more sites, and gates passed or failed.
    """

    rules: tuple[Rule, ...] = ()
    waves: frozenset[str] = frozenset()
    at_gates: frozenset[tuple[str, str | None]] = frozenset()
    """The sites or waves assumed to have passed or failed a gate, with the gate."""

    def keeps(self, rule: Rule) -> bool:
        match rule.ended_by():
            case of, claim:
                return (of, claim.gate) in self.at_gates
            case _:
                return any(rule is kept for kept in self.rules)


NOTHING_KEPT: Final = Kept()


def kept_by(changes: Iterable[Change]) -> Kept:
    """What the changes assume of rules and waves."""
    rules, waves, at_gates = list[Rule](), set[str](), set[tuple[str, str | None]]()
    for change in changes:
        match change:
            case RuleAdded(rule) | RuleReplaced(by=Rule() as rule):
                rules.append(rule)
            case WaveRestated(wave):
                waves.add(wave)
            case WaveAdded(wave):
                waves.add(wave.id)
            case ClaimAdded(of, claim) | WaveClaimAdded(of, claim) if claim.gate is not None:
                at_gates.add((of, claim.gate))
            case _:
                pass
    return Kept(tuple(rules), frozenset(waves), frozenset(at_gates))

"""The smallest relaxation of a rule that suffices."""

from collections.abc import Sequence

from hpplan.conflicts.fact_parts import FactParts
from hpplan.rules.base import Relaxation
from hpplan.solving.deadline import TimeIsOver
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Relaxer:
    """Relaxes the rule of one fact."""

    facts: FactParts
    fact: int

    def least(self, held: Sequence[Sequence[int]]) -> int | None:
        """The milder rule, as a new fact, that can be kept with the last of these lists of parts;
        None if there is none. Each list contains those before it: with few parts it is quick to see
        which relaxations are too small.
        """
        rule, situation = self.facts.rule(self.fact), self.facts.situation
        if rule in situation.overrides.rules():
            return None
        for relaxation in rule.relaxations(situation.snapshot):
            too_low, milder = 0, None
            for parts in held:
                if (found := self._first_step(relaxation, parts, too_low)) is None:
                    milder = None
                    break
                too_low, milder = found[0] - 1, found[1]
            if milder is not None:
                return milder
        return None

    def _first_step(
        self, relaxation: Relaxation, held: Sequence[int], too_low: int
    ) -> tuple[int, int] | None:
        """The first step above one that is too low at which the rule can be kept, and the fact.
        None if there is none; raises TimeIsOver where that was not decided in time.
        """
        step, kept = 1, None
        while kept is None:  # usually little is missing
            if too_low >= relaxation.steps:
                return None
            enough = min(too_low + step, relaxation.steps)
            kept = self._if_possible(relaxation, enough, held)
            if kept is None:
                too_low, step = enough, step * 2
        while too_low + 1 < enough:
            middle = (too_low + enough) // 2
            if (lower := self._if_possible(relaxation, middle, held)) is None:
                too_low = middle
            else:
                kept, enough = lower, middle
        return enough, kept

    def _if_possible(self, relaxation: Relaxation, step: int, held: Sequence[int]) -> int | None:
        """The rule at that step as a fact, if it can be kept with the held parts."""
        milder = self.facts.add(relaxation.at(step), self.fact)
        possible = self.facts.oracle.possible([*held, *self.facts.parts[milder]])
        if possible is None:
            raise TimeIsOver
        return milder if possible else None

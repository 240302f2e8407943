"""Which facts of history a conflict does not need.

In a model of a situation, live sites are not choices: rules count such a site in its wave, and ask
nothing of it. So what they would ask if it were not live is a question to another model.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from hpplan.conflicts.minimal_subsets import (
    UnsatisfiableSubset,
    UnsatisfiableSubsets,
    smallest_first,
)
from hpplan.conflicts.oracle import ConflictOracle
from hpplan.programme.programme import SituationData
from hpplan.solving.encoding import Encoded, encode_with_assumptions
from hpplan.solving.facts import Fact, RuleStands, SiteIsFirm, is_history
from hpplan.values import dataclass


def without_needless_history(
    found: UnsatisfiableSubsets,
    situation: SituationData,
    encoded: Encoded,
    facts: Sequence[Fact],
    oracle: ConflictOracle,
) -> UnsatisfiableSubsets:
    """The conflicts without those facts of history that their other facts do not need: these would
    be impossible even if the history had been different. Its parts stay among theirs.
    """
    if not situation.snapshot.living:
        return found
    asked = _Asked(situation, encoded, facts, oracle)
    needed = [_needed(subset, asked) for subset in found.found]
    return replace(found, found=smallest_first(needed))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A situation without a plan, its facts, and the time for questions about them."""

    situation: SituationData
    encoded: Encoded
    facts: Sequence[Fact]
    oracle: ConflictOracle

    def impossible(self, numbers: Collection[int]) -> bool | None:
        """Whether no plan keeps these facts, whether all live sites are where they are, or only
        those among the facts; None if the time ran out before the answer.
        """
        possible = self._possible_without_other_history(numbers)
        if possible is False:
            possible = self._possible_as_it_came(numbers)
        return None if possible is None else not possible

    def _possible_as_it_came(self, numbers: Collection[int]) -> bool | None:
        held = {
            number
            for number, fact in enumerate(self.facts)
            if number in numbers or (isinstance(fact, SiteIsFirm) and fact.site.live)
        }
        parts = enumerate(self.encoded.parts)
        return self.oracle.possible(part for part, (fact, _) in parts if fact in held)

    def _possible_without_other_history(self, numbers: Collection[int]) -> bool | None:
        if self.oracle.over():
            return None
        stated = [self.facts[number] for number in numbers]
        live = {fact.site.id for fact in stated if isinstance(fact, SiteIsFirm)}
        sites = {
            site: replace(found, firm=None) if found.live and site not in live else found
            for site, found in self.situation.snapshot.sites.items()
        }
        otherwise = replace(
            self.situation,
            snapshot=replace(self.situation.snapshot, sites=sites),
            rules=tuple(fact.rule for fact in stated if isinstance(fact, RuleStands)),
        )
        encoded, facts = encode_with_assumptions(otherwise)
        held = {number for number, fact in enumerate(facts) if fact in stated}
        oracle = ConflictOracle(encoded.model, self.oracle.left)
        parts = enumerate(encoded.parts)
        possible = oracle.possible(part for part, (fact, _) in parts if fact in held)
        self.oracle.interrupted = self.oracle.interrupted or oracle.interrupted
        return possible


def _needed(subset: UnsatisfiableSubset, asked: _Asked) -> UnsatisfiableSubset:
    kept, left = subset.facts, _history(subset.facts, asked.facts)
    while left and subset.minimal:
        number, *left = left
        rest = tuple(other for other in kept if other != number)
        match asked.impossible(rest):
            case False:
                continue
            case True:  # what was needed beside it may not be needed without it
                kept, left = rest, _history(rest, asked.facts)
            case None:
                return replace(subset, facts=kept, minimal=False)
    return replace(subset, facts=kept)


def _history(numbers: Sequence[int], facts: Sequence[Fact]) -> list[int]:
    """The facts that are history, waves that are over first: these explain less."""
    found = [number for number in numbers if is_history(facts[number])]
    return sorted(found, key=lambda number: (isinstance(facts[number], SiteIsFirm), number))

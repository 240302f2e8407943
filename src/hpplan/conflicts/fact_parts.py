"""The facts of a situation that has no plan, and the milder rules that could replace some
of them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from hpplan.conflicts.authority import Authority, whose
from hpplan.conflicts.candidates import RepairCandidate
from hpplan.conflicts.known_plan import KnownPlan
from hpplan.conflicts.oracle import ConflictOracle
from hpplan.domain.snapshot import Placements
from hpplan.programme.kept import NOTHING_KEPT, Kept
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.rules.base import Subject
from hpplan.solving.dates.encoding import EncodedDays
from hpplan.solving.encoding import Encoded
from hpplan.solving.facts import Fact, RuleStands, WaveTakesNoMore, is_history
from hpplan.solving.model import Expression, expression, is_kept


class FactParts:
    """Facts by their numbers, and the parts of the model that rest on each."""

    def __init__(
        self,
        situation: SituationData,
        encoded: Encoded,
        facts: Sequence[Fact],
        oracle: ConflictOracle,
        kept: Kept = NOTHING_KEPT,
    ) -> None:
        self.situation = situation
        self.oracle = oracle
        self.kept = kept
        self.facts = list(facts)
        self.parts: dict[int, list[int]] = {}
        self._encoded = encoded
        self._stated = len(facts)
        self._original: dict[int, int] = {}
        self._index(0)

    def _index(self, start: int) -> None:
        for part in range(start, len(self._encoded.parts)):
            self.parts.setdefault(self._encoded.parts[part][0], []).append(part)

    def standing(
        self, repairs: Sequence[RepairCandidate], aside: Collection[int]
    ) -> dict[int, list[int]]:
        """The facts that still hold with these repairs, and their parts except those put aside."""
        gone = {fact for repair in repairs for fact in repair.without}
        instead = {fact for repair in repairs for fact in repair.instead}
        return {
            fact: [part for part in parts if part not in aside]
            for fact, parts in self.parts.items()
            if (fact < self._stated or fact in instead) and fact not in gone
        }

    def known(self, placements: Placements) -> KnownPlan:
        """A plan, and the parts that it keeps."""
        values = self._encoded.assignment(placements)
        parts = self.oracle.parts
        return KnownPlan(
            values,
            frozenset(
                part
                for part in chain.from_iterable(self.parts.values())
                if all(is_kept(constraint, values) for constraint in parts.of(part))
            ),
        )

    def near(
        self, known: KnownPlan, repairs: Sequence[RepairCandidate], staying: Placements
    ) -> Iterator[dict[str, str]]:
        """Plans near the known one that keep what still holds with these repairs. In each, as many
        sites as possible stay in these waves, among those that are considered; a site that may
        leave the current wave goes as few waves away as possible, and all others stay where the
        known plan has them.
        """
        parts = self.of_all(self.standing(repairs, ()))
        for found in self.oracle.near(known, parts, self._moves(known, staying)):
            yield self._encoded.placements(found.values)

    def _moves(self, known: KnownPlan, staying: Placements) -> Expression:
        snapshot, current = self.situation.snapshot, self.situation.snapshot.current()
        leaving = {site: wave for site, wave in current.items() if site not in staying}
        placed = self._encoded.placements(known.values)
        others = {site: wave for site, wave in placed.items() if site not in current}
        a_move = len(snapshot.waves) * len(leaving) + len(others) + 1
        weighed = ((staying, a_move), (others, 1))
        terms = [
            (-weight, self._encoded.in_wave(site, snapshot.wave[wave]))
            for here, weight in weighed
            for site, wave in here.items()
        ]
        for site, wave in leaving.items():
            at = snapshot.wave[wave].position
            terms += [
                (abs(slot.position - at), self._encoded.in_wave(site, slot))
                for slot in snapshot.waves
            ]
        return expression(terms)

    def of_all(self, facts: Iterable[int]) -> list[int]:
        """The parts of all these facts."""
        return [part for fact in facts for part in self.parts[fact]]

    def parts_about(self, fact: int) -> list[tuple[int, Subject]]:
        """The parts of the fact, each with its subject."""
        return [(part, self._encoded.parts[part][1]) for part in self.parts.get(fact, ())]

    def days_of(self, wave: str) -> dict[date, int]:
        """The literal of each day of the wave, where the model chooses days."""
        if not isinstance(self._encoded, EncodedDays) or wave not in self._encoded.chosen:
            return {}
        chosen = self._encoded.chosen[wave]
        return dict(zip(chosen.days, chosen.on, strict=True))

    def original(self, fact: int) -> int:
        """The fact of the data that this one replaces."""
        return self._original.get(fact, fact)

    def rule(self, fact: int) -> Rule:
        """The rule of a fact that is a rule."""
        stands = self.facts[fact]
        assert isinstance(stands, RuleStands)
        return stands.rule

    def fixed(self, fact: int) -> bool:
        """Whether no repair leaves the fact out: it is history, or part of the scenario."""
        found = self.facts[fact]
        match found:
            case RuleStands(rule) if self.kept.keeps(rule):
                return True
            case WaveTakesNoMore(slot) if slot.id in self.kept.waves:
                return True
            case _:
                return is_history(found)

    def authority(self, fact: int) -> Authority:
        return whose(self.facts[fact], self.situation)

    def add(self, rule: Rule, instead_of: int) -> int:
        """Encode a milder rule as one more fact, which replaces that of the data; its number."""
        fact, start = len(self.facts), len(self._encoded.parts)
        self.facts.append(RuleStands(rule))
        self._original[fact] = self.original(instead_of)
        self._encoded.encode([(rule, fact)])
        self.parts[fact] = []
        self._index(start)
        self.oracle.refresh()
        return fact

"""`Decisions` on our model: the demands of rules as variables and constraints."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import mul
from types import MappingProxyType
from typing import Final, TypeVar

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.programme.dependencies import Dependencies, Group, dependencies
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Literal, Quantity, Rule, Subject, Term
from hpplan.rules.traits import Unary
from hpplan.solving.deadline import NO_END, Deadline
from hpplan.solving.facts import Fact, RuleStands, SiteIsFirm, WaveTakesNoMore, facts_of
from hpplan.solving.model import ALWAYS, FALSE, TRUE, Clause, Expression, Model, expression

NOWHERE: Final[Placements] = MappingProxyType({})
"""No site has a wave."""

Part = tuple[int, Subject]
"""The number of a fact and the subject of one part of it: a rule binds many sites or waves, and
conflicts in one of them may have nothing to do with those in another.
"""


class Encoded:
    """A situation as a model. It answers to `Decisions` while rules and goals are encoded.

    Each group of sites has one variable for each wave it can be in, and, unless it must be placed,
    one for being in none. Everything is built in the order of names, so that the order of the data
    makes no difference to the engine.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        groups: Iterable[Group],
        waves: Mapping[Group, Sequence[WaveState]],
        placed: Callable[[Group], bool],
        deadline: Deadline = NO_END,
    ) -> None:
        self.snapshot = snapshot
        self.model = Model()
        self.deadline = deadline
        """When encoding is abandoned, with TimeIsOver."""
        self.choices: dict[Group, dict[str, Literal]] = {}
        """For each group the literal of each wave, by id, that it can be in."""
        self.used: dict[str, Literal] = {}
        """For each wave where a rule or goal asked for it, the literal that the wave is used."""
        self._here: dict[str, dict[str, Literal]] = {slot.id: {} for slot in snapshot.waves}
        self._unplaced: dict[str, Literal] = {}
        self._any_of: dict[tuple[Literal, ...], Literal] = {}
        self._meanings: list[tuple[Literal, Callable[[Sequence[int]], int]]] = []
        self._broken: dict[tuple[int, Subject], Literal] = {}
        self._rule: Rule | None = None
        self._fact = ALWAYS
        self._parts: dict[Part, int] = {}
        for group in groups:
            deadline.ask()
            self._decide(group, waves[group], placed=placed(group))

    def _decide(self, group: Group, waves: Sequence[WaveState], *, placed: bool) -> None:
        literals = [self.model.variable() for _ in waves]
        nowhere = FALSE if placed else self.model.variable()
        options = literals if placed else [*literals, nowhere]
        if options:
            self.model.exactly_one.append(tuple(options))
        else:
            self.model.clause(())
        self.choices[group] = {s.id: lit for s, lit in zip(waves, literals, strict=True)}
        for site in group:
            self._unplaced[site] = nowhere
            for slot, literal in zip(waves, literals, strict=True):
                self._here[slot.id][site] = literal

    def encode(self, rules: Iterable[tuple[Rule, int]]) -> None:
        """Encode the rules, each with the number of the fact it rests on, or `ALWAYS`."""
        for rule, fact in rules:
            self.deadline.ask()
            self._rule, self._fact = rule, fact
            rule.encode(self.snapshot, self)
        self._rule, self._fact = None, ALWAYS

    def part(self, fact: int, subject: Subject) -> int:
        """The number that constraints carry which rest on this fact, for this subject."""
        return (
            ALWAYS if fact == ALWAYS else self._parts.setdefault((fact, subject), len(self._parts))
        )

    @property
    def parts(self) -> Sequence[Part]:
        """The parts that the numbers of constraints stand for."""
        return tuple(self._parts)

    def placements(
        self, values: Sequence[int], of: Collection[int] | None = None
    ) -> dict[str, str]:
        """The wave of each placed site in a solution; only of those that these variables decide."""
        return {
            site: wave
            for wave, here in self._here.items()
            for site, literal in here.items()
            if values[literal] and (of is None or literal in of)
        }

    def assignment(self, placements: Mapping[str, str]) -> list[int]:
        """The values of all variables that mean these placements, helpers included."""
        values = self.choices_made(placements)
        for helper, meaning in self._meanings:
            values[helper] = meaning(values)
        for literal in self._soft_breaks(values):
            values[literal] = 1
        return values

    def choices_made(self, placements: Mapping[str, str]) -> list[int]:
        """The values of the deciding variables for these placements; 0 for all others."""
        values = [1] + [0] * (self.model.size - 1)
        for site, wave in placements.items():
            if (literal := self._here[wave].get(site)) is not None:
                values[literal] = 1
        for site, literal in self._unplaced.items():
            if literal > 0 and site not in placements:
                values[literal] = 1
        return values

    def _soft_breaks(self, values: Sequence[int]) -> list[Literal]:
        """The literals of the subjects for which a soft rule is broken by these values."""
        spared = set(self._broken.values())
        if not spared:
            return []
        broken: list[Literal] = []
        for linear in self.model.linears:
            pardon = [~literal for literal in linear.given if ~literal in spared]
            if pardon and all(_holds(literal, values) for literal in linear.given):
                total = sum(
                    map(mul, linear.coefficients, map(values.__getitem__, linear.variables))
                )
                if (linear.high is not None and total > linear.high) or (
                    linear.low is not None and total < linear.low
                ):
                    broken += pardon
        for clause in self.model.clauses:
            pardon = [literal for literal in clause.literals if literal in spared]
            if pardon and not any(_holds(literal, values) for literal in clause.literals):
                broken += pardon
        return broken

    @property
    def optional(self) -> list[Literal]:
        """For each group that may be left out, the literal that it is left out."""
        return sorted({literal for literal in self._unplaced.values() if literal != FALSE})

    @property
    def unions(self) -> Mapping[Literal, tuple[Literal, ...]]:
        """For each helper that says whether any of some literals holds, these literals."""
        return {meaning: literals for literals, meaning in self._any_of.items()}

    # --- Decisions --------------------------------------------------------------------------

    def in_wave(self, site: str, wave: WaveState) -> Literal:
        return self._here[wave.id].get(site, FALSE)

    def load(self, sizes: Mapping[str, int], wave: WaveState) -> list[Term]:
        self.deadline.ask()
        here = self._here[wave.id]
        if len(sizes) < len(here):
            return [(sizes[site], here[site]) for site in sorted(sizes) if site in here]
        return [(sizes[site], literal) for site, literal in here.items() if site in sizes]

    def placed(self, site: str) -> Literal:
        return ~self._unplaced[site] if site in self._unplaced else FALSE

    def uses(self, wave: WaveState) -> Literal:
        if wave.id not in self.used:
            here = (self.in_wave(site, wave) for site in self._unplaced)
            self.used[wave.id] = self.any_of(here)
        return self.used[wave.id]

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        self.deadline.ask()
        kept = tuple(sorted({lit for lit in literals if lit != FALSE}))
        if TRUE in kept:
            return TRUE
        if len(kept) <= 1:
            return kept[0] if kept else FALSE
        if kept not in self._any_of:
            meaning = self.model.variable()
            self.model.clauses += [Clause((~literal, meaning)) for literal in kept]
            self.model.clauses.append(Clause((~meaning, *kept)))
            self._any_of[kept] = meaning
            self._meanings.append((meaning, lambda v: int(any(_holds(lit, v) for lit in kept))))
        return self._any_of[kept]

    def is_at_most(self, terms: Iterable[Term], bound: int) -> Literal:
        total = expression(terms)
        least, most = self.model.bounds(total)
        if most <= bound:
            return TRUE
        if least > bound:
            return FALSE
        literal = self.model.variable()
        self.model.linear(total.terms, None, bound - total.constant, [literal])
        self._meanings.append((literal, lambda v: int(total.value(v) <= bound)))
        return literal

    def largest(self, sums: Iterable[Iterable[Term]]) -> Quantity:
        totals = [expression(terms) for terms in sums]
        most = max((self.model.bounds(total)[1] for total in totals), default=0)
        number = self.model.number(0, max(most, 0))
        for total in totals:
            self.model.linear([(1, number), *_negated(total)], total.constant, None)
        self._meanings.append(
            (number, lambda v: max(0, max((total.value(v) for total in totals), default=0)))
        )
        return number

    def smallest(self, sums: Iterable[tuple[Literal, Iterable[Term]]], most: Quantity) -> Quantity:
        totals = [(given, expression(terms)) for given, terms in sums]
        number = self.model.number(0, self.model.ranges[most][1])
        self.model.linear([(1, most), (-1, number)], 0, None)
        for given, total in totals:
            self.model.linear([(-1, number), *total.terms], -total.constant, None, [given])
        self._meanings.append(
            (
                number,
                lambda v: min(
                    (total.value(v) for given, total in totals if _holds(given, v)),
                    default=v[most],
                ),
            )
        )
        return number

    def soft_breaks(self) -> Iterable[Literal]:
        return self._broken.values()

    def bar(self, subject: Subject, site: str, wave: WaveState) -> None:
        literal = self.in_wave(site, wave)
        if literal != FALSE:
            self.model.clause((~literal, *self._unless(subject)), self.part(self._fact, subject))

    def at_most(
        self,
        subject: Subject,
        terms: Iterable[Term],
        bound: int,
        given: Sequence[Literal] = (),
    ) -> None:
        self.deadline.ask()
        self.model.linear(
            terms, None, bound, self._given(subject, given), self.part(self._fact, subject)
        )

    def at_least(
        self,
        subject: Subject,
        terms: Iterable[Term],
        bound: int,
        given: Sequence[Literal] = (),
    ) -> None:
        self.deadline.ask()
        self.model.linear(
            terms, bound, None, self._given(subject, given), self.part(self._fact, subject)
        )

    def any_true(self, subject: Subject, literals: Iterable[Literal]) -> None:
        self.model.clause((*literals, *self._unless(subject)), self.part(self._fact, subject))

    def _given(self, subject: Subject, given: Sequence[Literal]) -> Iterator[Literal]:
        return chain(given, (~literal for literal in self._unless(subject)))

    def _unless(self, subject: Subject) -> tuple[Literal, ...]:
        """The literal that this subject of the current rule is broken; none for a hard rule."""
        if self._rule is None or self._rule.hard:
            return ()
        key = self._break_of(self._rule), subject
        if key not in self._broken:
            self._broken[key] = self.model.variable()
        return (self._broken[key],)

    def _break_of(self, rule: Rule) -> int:
        """The key of the rule's breaks."""
        return id(rule)


class EncodedNearby(Encoded):
    """A situation of which only some groups are open: a group with one wave left is known to be
    there, so that everything that concerns only such groups is settled while it is encoded.
    """

    def _decide(self, group: Group, waves: Sequence[WaveState], *, placed: bool) -> None:
        if not placed or len(waves) != 1:
            super()._decide(group, waves, placed=placed)
            return
        self.choices[group] = {waves[0].id: TRUE}
        for site in group:
            self._unplaced[site] = FALSE
            self._here[waves[0].id][site] = TRUE


def _holds(literal: Literal, values: Sequence[int]) -> bool:
    return bool(values[literal]) if literal >= 0 else not values[~literal]


def _negated(total: Expression) -> list[Term]:
    return [(-coefficient, variable) for coefficient, variable in total.terms]


def choices_in(situation: SituationData) -> int:
    """How many choices of a site and a wave there are: a measure of what a model takes."""
    return sum(map(len, situation.openings.values()))


def by_name(rules: Iterable[Rule]) -> list[Rule]:
    """The rules in an order that depends on their content, not on where they stand in the data."""
    return sorted(rules, key=lambda rule: (rule.kind, repr(rule)))


E = TypeVar("E", bound=Encoded)


def encode(
    situation: SituationData, graph: Dependencies | None = None, deadline: Deadline = NO_END
) -> Encoded:
    """The model to plan by; see `encoded_as`."""
    return encoded_as(Encoded, situation, graph, deadline=deadline)


def encode_for_goals(situation: SituationData) -> Encoded:
    """The model that goals are expressions of: the choices, and the breaks of soft rules; without
    hard rules, which make up most of a model.
    """
    return encoded_as(Encoded, situation, hard=False)


def encode_nearby(
    situation: SituationData, start: Placements, graph: Dependencies | None = None
) -> EncodedNearby:
    """The model of the plans in which everybody stays who can: only those groups are open that are
    not placed yet, or that claims and rules about them alone bar from where they are.
    """
    return encoded_as(EncodedNearby, situation, graph, start)


def encoded_as(
    model: type[E],
    situation: SituationData,
    graph: Dependencies | None = None,
    staying: Placements = NOWHERE,
    deadline: Deadline = NO_END,
    *,
    hard: bool = True,
) -> E:
    """The model to plan by: firm sites, unary rules and waits leave only the waves that are
    possible, and sites that go together are one. The dependency graph is made, unless it is given.

    Groups that can stay in their wave in `staying` do so. The other demands of hard rules are left
    out where `hard` is false. Raises TimeIsOver at the deadline.
    """
    snapshot = situation.snapshot
    graph = graph or dependencies(situation)
    allowed = {site: {s.id for s in waves} for site, waves in situation.openings.items()}

    def placed(group: Group) -> bool:
        stand = [snapshot.sites[site] for site in group]
        return any(found.required or found.firm is not None for found in stand)

    def waves(group: Group) -> list[WaveState]:
        deadline.ask()
        shared = [s for s in snapshot.waves if all(s.id in allowed[site] for site in group)]
        here = {staying.get(site) for site in group}
        stay = [slot for slot in shared if here == {slot.id}]
        return stay or shared

    open_waves = {group: waves(group) for group in graph.groups}
    stays = {
        group
        for group, left in open_waves.items()
        if left and {staying.get(site) for site in group} == {left[0].id}
    }

    def known(group: Group) -> bool:
        return group in stays or placed(group)

    reachable = graph.reachable(open_waves, known)
    encoded = model(snapshot, graph.groups, reachable, known, deadline)
    rules = (
        rule for rule in situation.rules if not rule.hard or (hard and not isinstance(rule, Unary))
    )
    encoded.encode((rule, ALWAYS) for rule in by_name(rules))
    return encoded


def encode_with_assumptions(
    situation: SituationData, deadline: Deadline = NO_END
) -> tuple[Encoded, list[Fact]]:
    """The model to find conflicts with: everything that could be otherwise is a constraint that
    rests on a part of its fact, so that any fact, or any part of one, can be dropped. Raises
    TimeIsOver at the deadline.
    """
    facts = list(facts_of(situation))
    encoded = with_assumptions(Encoded, situation.snapshot, facts, deadline)
    encoded.encode(rules_of(facts))
    return encoded, facts


def rules_of(facts: Sequence[Fact]) -> list[tuple[Rule, int]]:
    """The rules among the facts, each with the number of its fact, in a fixed order."""
    numbers = {id(fact.rule): n for n, fact in enumerate(facts) if isinstance(fact, RuleStands)}
    rules = by_name(fact.rule for fact in facts if isinstance(fact, RuleStands))
    return [(rule, numbers[id(rule)]) for rule in rules]


def with_assumptions(
    model: type[E], snapshot: Snapshot, facts: Sequence[Fact], deadline: Deadline = NO_END
) -> E:
    """The model of a snapshot in which firm sites and closed waves rest on parts of these facts."""
    groups = [(site,) for site in sorted(snapshot.taking_part)]
    encoded = model(
        snapshot,
        groups,
        dict.fromkeys(groups, snapshot.waves),
        lambda group: snapshot.sites[group[0]].required,
        deadline,
    )
    for number, fact in enumerate(facts):
        deadline.ask()
        match fact:
            case SiteIsFirm(firm):
                wave = None if firm.wave is None else snapshot.wave[firm.wave]
                here = FALSE if wave is None else encoded.in_wave(firm.id, wave)
                encoded.model.clause((here,), encoded.part(number, (firm.id,)))
            case WaveTakesNoMore(slot):
                for site in snapshot.taking_part:
                    if snapshot.sites[site].wave != slot.id or (
                        slot.past and snapshot.sites[site].firm is None
                    ):
                        part = encoded.part(number, (site,))
                        encoded.model.clause((~encoded.in_wave(site, slot),), part)
            case _:
                pass
    return encoded

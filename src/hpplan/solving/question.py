"""Whether parts of facts can hold together, asked of the engine again and again."""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from hpplan.solving.cpsat import Answer, Settings, Status, solve
from hpplan.solving.model import ALWAYS, TRUE, Clause, Linear, Model
from hpplan.solving.search import BARE, RELAXING, Way

FIRST_TURN: Final = 0.5
"""How long, in the engine's deterministic seconds, a way of searching may take before the other
gets its turn; each round takes four times as long. Most clashes show at once without presolve;
those of many sites for too few places only in the linear relaxation.
"""
WAYS: Final[Sequence[Way]] = (BARE, RELAXING)


class Question:
    """A model of which parts can be left out, and the time to ask about it."""

    def __init__(self, model: Model, seconds: float) -> None:
        self.model = model
        self.interrupted = False
        self._until = time.monotonic() + seconds
        self._of_part: defaultdict[int, list[Linear | Clause]] = defaultdict(list)
        self._meaning: defaultdict[int, list[Linear | Clause]] = defaultdict(list)
        for linear in model.linears:
            self._take(linear)
        for clause in model.clauses:
            self._take(clause)
        self._group_of = {v: group for group in model.exactly_one for v in group}

    def _take(self, constraint: Linear | Clause) -> None:
        if constraint.part != ALWAYS:
            self._of_part[constraint.part].append(constraint)
        else:  # a helper is younger than what it is made of
            self._meaning[max(_variables(constraint), default=ALWAYS)].append(constraint)

    @property
    def left(self) -> float:
        """Seconds until no more questions are asked."""
        return self._until - time.monotonic()

    @property
    def over(self) -> bool:
        return self.interrupted or self.left <= 0

    def possible(self, parts: Iterable[int]) -> bool | None:
        """Whether a plan keeps these parts; None if the time ran out before the answer."""
        model = self.about(parts)
        for turn in range(100):
            for way in WAYS:
                answer = self._search(model, way, FIRST_TURN * 4**turn)
                if answer is None:
                    return None
                if answer.status is not Status.UNKNOWN:
                    return answer.status is not Status.INFEASIBLE
        return None

    def clashing(
        self, bundles: Mapping[int, Collection[int]], given: Collection[int]
    ) -> list[int] | None:
        """Some of the bundles of parts that cannot hold together, once the given parts hold, by the
        engine's word; None if that was not found at once.
        """
        model = self.about([*given, *(p for parts in bundles.values() for p in parts)])
        literal = {bundle: model.size + n for n, bundle in enumerate(bundles)}
        of = {p: literal[bundle] for bundle, parts in bundles.items() for p in parts}
        linears = [replace(c, given=(*c.given, of.get(c.part, TRUE))) for c in model.linears]
        clauses = [Clause((*c.literals, ~of.get(c.part, TRUE))) for c in model.clauses]
        size = model.size + len(bundles)
        model = Model(size, linears, clauses, model.exactly_one, model.ranges)
        answer = self._search(model, BARE, FIRST_TURN, tuple(literal.values()))
        if answer is None or answer.status is not Status.INFEASIBLE:
            return None
        named = set(answer.core)
        return [bundle for bundle in bundles if literal[bundle] in named]

    def _search(
        self, model: Model, way: Way, effort: float, assumed: Sequence[int] = ()
    ) -> Answer | None:
        """An answer, be it that more effort is needed; None if the time is over."""
        if self.over:
            return None
        more = {**way, "max_deterministic_time": effort}
        answer = solve(model, Settings(self.left, more=more), assumed=assumed)
        self.interrupted = self.interrupted or answer.interrupted
        return answer

    def about(self, parts: Iterable[int]) -> Model:
        """The model of these parts alone: what else it says of their variables, and nothing of
        others, which they leave free.
        """
        stated = [c for p in dict.fromkeys(parts) for c in self._of_part[p]]
        stated += self._meaning[ALWAYS]
        seen: set[int] = set()
        groups: dict[tuple[int, ...], None] = {}
        at = 0
        while at < len(stated):
            for variable in _variables(stated[at]):
                if variable not in seen:
                    seen.add(variable)
                    stated += self._meaning.get(variable, ())
                    if variable in self._group_of:
                        groups[self._group_of[variable]] = None
            at += 1
        return Model(
            self.model.size,
            [c for c in stated if isinstance(c, Linear)],
            [c for c in stated if isinstance(c, Clause)],
            list(groups),
            self.model.ranges,
        )


def _variables(constraint: Linear | Clause) -> Iterator[int]:
    if isinstance(constraint, Linear):
        yield from constraint.variables
        literals = constraint.given
    else:
        literals = constraint.literals
    for literal in literals:
        yield max(literal, ~literal)

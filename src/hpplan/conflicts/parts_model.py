"""A model from which parts of facts can be left out, and the constraints on variables of some
parts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from hpplan.solving.model import ALWAYS, Clause, Linear, Model

Constraint = Linear | Clause

Choice = tuple[int, ...]
"""Variables of which exactly one is true."""

PartGroups = Mapping[int, Collection[int]]
"""Parts of facts that are kept or left out together, by any number."""


class PartsModel:
    """The constraints of a model by the part that they rest on, and by the variables they
    mention.
    """

    def __init__(self, whole: Model) -> None:
        self.whole = whole
        self.choice_of: dict[int, Choice] = {v: one for one in whole.exactly_one for v in one}
        """The choice that a variable belongs to. Other variables are helpers."""
        self._of_part: defaultdict[int, list[Constraint]] = defaultdict(list)
        self._meaning: defaultdict[int, list[Constraint]] = defaultdict(list)
        self._about: defaultdict[int, list[Constraint]] = defaultdict(list)
        self._linears = self._clauses = 0
        self._indexed = 0, 0
        self.refresh()

    def refresh(self) -> None:
        """Take in what was added to the model since the last question."""
        for linear in self.whole.linears[self._linears :]:
            self._take(linear)
        for clause in self.whole.clauses[self._clauses :]:
            self._take(clause)
        self._linears, self._clauses = len(self.whole.linears), len(self.whole.clauses)

    def _take(self, constraint: Constraint) -> None:
        if constraint.part != ALWAYS:
            self._of_part[constraint.part].append(constraint)
        else:  # a helper is created after the variables that define it
            self._meaning[max(variables_of(constraint), default=ALWAYS)].append(constraint)

    def of(self, part: int) -> Sequence[Constraint]:
        """The constraints that rest on the part."""
        return self._of_part[part]

    def meaning_of(self, variable: int) -> Sequence[Constraint]:
        """The constraints that define the variable by others, whatever facts hold."""
        return self._meaning.get(variable, ())

    def about(self) -> Mapping[int, Sequence[Constraint]]:
        """The constraints by each variable that they mention."""
        linears, clauses = self._indexed
        self._indexed = len(self.whole.linears), len(self.whole.clauses)
        new: Iterable[Constraint] = chain(
            self.whole.linears[linears:], self.whole.clauses[clauses:]
        )
        for constraint in new:
            for variable in variables_of(constraint):
                self._about[variable].append(constraint)
        return self._about

    def settled_by(self, part: int) -> Iterator[Choice]:
        """The choices that the part settles by itself."""
        for constraint in self._of_part[part]:
            match constraint:
                case Clause((literal,)) if literal in self.choice_of:
                    yield self.choice_of[literal]
                case _:
                    pass

    def submodel(self, parts: Iterable[int], spoken_of: Iterable[int] = ()) -> Model:
        """The model of these parts alone, and of the variables in `spoken_of`: all other
        constraints on their variables, and none on others, which stay free.
        """
        stated = [c for p in dict.fromkeys(parts) for c in self._of_part[p]]
        stated += self._meaning[ALWAYS]
        seen: set[int] = set()
        groups: dict[tuple[int, ...], None] = {}

        def see(variables: Iterable[int]) -> None:
            for variable in variables:
                if variable not in seen:
                    seen.add(variable)
                    stated.extend(self._meaning.get(variable, ()))
                    if (group := self.choice_of.get(variable)) is not None and group not in groups:
                        groups[group] = None
                        see(group)

        see(spoken_of)
        at = 0
        while at < len(stated):
            see(variables_of(stated[at]))
            at += 1
        return replace(
            self.whole,
            linears=[c for c in stated if isinstance(c, Linear)],
            clauses=[c for c in stated if isinstance(c, Clause)],
            exactly_one=list(groups),
        )


def variables_of(constraint: Constraint) -> Iterator[int]:
    """The variables that a constraint mentions."""
    if isinstance(constraint, Linear):
        yield from constraint.variables
        literals = constraint.given
    else:
        literals = constraint.literals
    for literal in literals:
        yield max(literal, ~literal)


def assuming(model: Model, groups: PartGroups) -> tuple[Model, dict[int, int]]:
    """The model in which each group of parts holds where its literal does, and these literals."""
    literal = {group: model.size + n for n, group in enumerate(groups)}
    of = {part: literal[group] for group, parts in groups.items() for part in parts}
    linears = [
        Linear(c.variables, c.coefficients, c.low, c.high, (*c.given, of[c.part]), c.part)
        if c.part in of
        else c
        for c in model.linears
    ]
    clauses = [
        Clause((*c.literals, ~of[c.part]), c.part) if c.part in of else c for c in model.clauses
    ]
    size = model.size + len(groups)
    return replace(model, size=size, linears=linears, clauses=clauses), literal

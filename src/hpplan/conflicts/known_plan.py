"""A plan that keeps some parts of a model, and what of it may have to change to keep others.

Most questions about conflicts differ little from one that was answered with a plan. So the first
attempt is to keep the new parts by changing a few choices, while all others stay: a model of a few
variables, where that of the question has thousands. If it has a solution, the whole plan keeps all
that was asked for; if it has none, nothing is proved.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from hpplan.conflicts.parts_model import Choice, Constraint, PartsModel, variables_of
from hpplan.solving.model import ALWAYS, TRUE, Expression, Model, expression, is_kept
from hpplan.solving.strategies import FREE_CHOICES, FREE_VARIABLES, MAKING_ROOM
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """Values that keep these parts and every choice of one, and that agree with the model for all
    variables that the parts mention.
    """

    values: Sequence[int]
    parts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The small model of the changes to a known plan that may make it keep the parts asked for: its
    variables by those of the whole.
    """

    known: KnownPlan
    parts: frozenset[int]
    model: Model
    numbers: Mapping[int, int]
    constraints: Sequence[Constraint]
    """The constraints of the whole model that it was made of."""

    @property
    def hopeless(self) -> bool:
        """Whether the model is obviously infeasible."""
        return any(not clause.literals for clause in self.model.clauses)

    @property
    def hint(self) -> list[int]:
        """The current values."""
        return [self.known.values[variable] for variable in self.numbers]

    def of(self, total: Expression) -> Expression:
        """The expression in terms of the small model."""
        return expression(
            [(c, self.numbers[v]) for c, v in total.terms if v in self.numbers],
            sum(c * self.known.values[v] for c, v in total.terms if v not in self.numbers),
        )

    def with_values(self, found: Sequence[int]) -> KnownPlan:
        """The known plan with the values that were found."""
        values = list(self.known.values)
        for variable, number in self.numbers.items():
            values[variable] = found[number]
        return KnownPlan(values, self.parts)


def adjustments(
    known: KnownPlan, parts: Collection[int], whole: PartsModel
) -> Iterator[Adjustment]:
    """The possible changes to the known plan: the choices that the new parts are about, then others
    as well that could make room. None where that is a large part of the plan.
    """
    missing = [0] * (whole.whole.size - len(known.values))
    known = KnownPlan([*known.values, *missing], known.parts) if missing else known
    asked = frozenset(parts)
    stated = [c for part in parts if part not in known.parts for c in whole.of(part)]
    choices = _concerned(stated, known.values, whole)
    if choices is None:
        return
    mentioned = (variable for constraint in stated for variable in variables_of(constraint))
    helpers = _reached(mentioned, whole).keys() - whole.choice_of.keys()
    small = _opened(known, asked, stated, choices, helpers, whole)
    if small is None:
        return
    yield small
    if not choices:
        return
    wider = _opened(known, asked, stated, _with_room(choices, small, whole), helpers, whole)
    if wider is not None:
        yield wider


def _opened(
    known: KnownPlan,
    asked: frozenset[int],
    stated: Sequence[Constraint],
    choices: Mapping[Choice, None],
    helpers: Iterable[int],
    whole: PartsModel,
) -> Adjustment | None:
    """The adjustment in which these choices and helpers are open; None if they are too many."""
    free = dict.fromkeys(variable for choice in choices for variable in choice)
    free |= dict.fromkeys(sorted(helpers))
    constraints = _spoken_of(free, stated, asked, whole)
    if len(free) * FREE_VARIABLES > whole.whole.size:
        return None
    numbers = {TRUE: TRUE, **{variable: n for n, variable in enumerate(free, start=1)}}
    model = _left_open(constraints, choices, numbers, known.values, whole)
    return Adjustment(known, asked, model, numbers, constraints)


def _concerned(
    stated: Iterable[Constraint], values: Sequence[int], whole: PartsModel
) -> dict[Choice, None] | None:
    """The choices that these constraints are about; of a constraint about many that the values
    break, only those that it counts. None if they are still too many.
    """
    choices: dict[Choice, None] = {}
    for constraint in stated:
        reached = [v for v in _reached(variables_of(constraint), whole) if v in whole.choice_of]
        about = dict.fromkeys(whole.choice_of[variable] for variable in reached)
        if len(about) > FREE_CHOICES:
            if is_kept(constraint, values):
                continue
            about = dict.fromkeys(whole.choice_of[v] for v in reached if values[v])
        choices |= about
        if len(choices) > FREE_CHOICES:
            return None
    return choices


def _with_room(
    choices: Mapping[Choice, None], small: Adjustment, whole: PartsModel
) -> dict[Choice, None]:
    """The choices, those that constraints tie to them, and a few of all others, to make room for
    them; none that a single constraint settles.
    """
    more = dict(choices)
    for constraint in small.constraints:
        about = dict.fromkeys(
            whole.choice_of[v] for v in variables_of(constraint) if v in whole.choice_of
        )
        if len(about) <= FREE_CHOICES:
            more |= about
    settled = {choice for part in small.parts for choice in whole.settled_by(part)}
    loose = [
        choice for choice in whole.whole.exactly_one if choice not in more and choice not in settled
    ]
    every = max(1, len(loose) // MAKING_ROOM)
    return more | dict.fromkeys(loose[::every][:MAKING_ROOM])


def _reached(variables: Iterable[int], whole: PartsModel) -> dict[int, None]:
    """The variables, and those that they are defined by."""
    reached = dict.fromkeys(variables)
    left = [variable for variable in reached if variable not in whole.choice_of]
    while left:
        for constraint in whole.meaning_of(left.pop()):
            for variable in variables_of(constraint):
                if variable not in reached:
                    reached[variable] = None
                    if variable not in whole.choice_of:
                        left.append(variable)
    return reached


def _spoken_of(
    free: dict[int, None], stated: Sequence[Constraint], asked: frozenset[int], whole: PartsModel
) -> list[Constraint]:
    """The constraints on free variables, and the new ones; helpers that they mention become free as
    well, together with their definitions, as long as these are few.
    """
    taken = {id(constraint): constraint for constraint in stated}
    left, about = list(free), whole.about()
    while left and len(free) * FREE_VARIABLES <= whole.whole.size:
        for constraint in about.get(left.pop(), ()):
            if id(constraint) in taken or not (
                constraint.part == ALWAYS or constraint.part in asked
            ):
                continue
            taken[id(constraint)] = constraint
            for variable in variables_of(constraint):
                if variable not in whole.choice_of and variable not in free:
                    free[variable] = None
                    left.append(variable)
    return list(taken.values())


def _left_open(
    constraints: Iterable[Constraint],
    choices: Iterable[Choice],
    numbers: Mapping[int, int],
    values: Sequence[int],
    whole: PartsModel,
) -> Model:
    """The residual of the constraints in the numbered variables, where all others have these
    values.
    """
    limits = whole.whole.ranges
    ranges = {number: limits[v] for v, number in numbers.items() if v in limits}
    model = Model(len(numbers), ranges=ranges)
    model.exactly_one += [tuple(numbers[v] for v in choice) for choice in choices]
    for constraint in constraints:
        model.add_residual(constraint, numbers, values)
    return model

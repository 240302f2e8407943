"""Whether parts of facts can hold together, and what is cheapest to leave out where they cannot:
the questions to the engine beneath minimal unsatisfiable subsets and correction sets.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hpplan.conflicts.counting import impossible_by_counting
from hpplan.conflicts.known_plan import KnownPlan, adjustments
from hpplan.conflicts.parts_model import PartGroups, PartsModel, assuming
from hpplan.solving.cpsat import EngineAnswer, EngineStatus, solve
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.effort import Effort
from hpplan.solving.model import Clause, Expression, Model
from hpplan.solving.strategies import (
    AT_ONCE,
    AT_ONCE_BY_CORES,
    CONFLICT_PARAMETERS,
    CONFLICT_TURNS,
    FEW_OF_ALL,
    FIRST_TURN_CONFLICT,
    HUGE,
    HUGE_RELAXATION_PARAMETERS,
    RELAXATION_PARAMETERS,
    TURN_GROWTH,
    SolverParameters,
    within,
)


class ConflictOracle:
    """A model whose parts can be left out, and the time for questions about it."""

    def __init__(
        self,
        model: Model,
        seconds: float,
        hint: Sequence[int] = (),
        core_turns: int = 1,
        effort: Effort | None = None,
        parameters: Sequence[SolverParameters] = CONFLICT_PARAMETERS,
    ) -> None:
        """A `hint` gives values that are tried first. A core is looked for in `core_turns` turns.
        `effort` limits the work on all questions. The `parameters` take turns in deciding what is
        possible.
        """
        self.parts = PartsModel(model)
        self._hint, self._core_turns = hint, core_turns
        self._parameters = parameters
        self.interrupted = False
        self._budget = Budget(Deadline.after(seconds), workers=1, effort=effort)
        self._known: KnownPlan | None = None

    def refresh(self) -> None:
        """Take in what was added to the model since the last question."""
        self.parts.refresh()

    @property
    def left(self) -> float:
        """Seconds left for questions."""
        return self._budget.left

    def more_time(self, seconds: float) -> None:
        """Extend the time for questions by this many seconds, counted from the former end or from
        now, whichever is later.
        """
        self._budget = replace(self._budget, deadline=self._budget.deadline.later(seconds))

    def over(self) -> bool:
        return self.interrupted or self._budget.over

    def possible(self, parts: Iterable[int]) -> bool | None:
        """Whether a plan keeps these parts; None if the time ran out before the answer."""
        if self.over():
            return None
        asked = tuple(dict.fromkeys(parts))
        known = self._known
        if (
            known is not None
            and FEW_OF_ALL * len(asked) > len(known.parts)
            and self._adjusted(known, asked) is not None
        ):
            return True
        model = self.parts.submodel(asked)
        if impossible_by_counting(model):
            return False
        near = None if self._known is None else self._known.values
        if FEW_OF_ALL * len(model.exactly_one) <= self._choices and not self._hint:
            model, near = model.compact(), None
        for turn in range(CONFLICT_TURNS):
            for parameters in self._parameters:
                effort = FIRST_TURN_CONFLICT * TURN_GROWTH**turn
                answer = self._search(model, parameters, effort, near=near)
                if answer is None:
                    return None
                if answer.status is not EngineStatus.UNKNOWN:
                    self._learn(asked, model, answer)
                    return answer.status is not EngineStatus.INFEASIBLE
        return None

    @property
    def _choices(self) -> int:
        return len(self.parts.whole.exactly_one)

    def _adjusted(self, known: KnownPlan, parts: Collection[int]) -> KnownPlan | None:
        """A plan near the known one that keeps these parts; None if none was found there."""
        found = next(self.near(known, parts), None)
        if found is not None:
            self._remember(found)
        return found

    def near(
        self, known: KnownPlan, parts: Collection[int], minimise: Expression | None = None
    ) -> Iterator[KnownPlan]:
        """Plans near the known one that keep these parts, each with a smaller value of the
        expression, among more plans than the one before.
        """
        for small in adjustments(known, parts, self.parts):
            if small.hopeless:
                continue
            wanted = None if minimise is None else small.of(minimise)
            parameters = AT_ONCE if wanted is None else AT_ONCE_BY_CORES
            answer = self._search(
                small.model, parameters, FIRST_TURN_CONFLICT, minimise=wanted, near=small.hint
            )
            if answer is not None and answer.values is not None:
                yield small.with_values(answer.values)

    def _remember(self, found: KnownPlan) -> None:
        """Start from this plan the next time, unless another one keeps more: from one question to
        the next hardly anything changes.
        """
        if self._known is None or len(found.parts) >= len(self._known.parts):
            self._known = found

    def _learn(self, parts: Iterable[int], model: Model, answer: EngineAnswer) -> None:
        """Remember the plan of an answer, if it decides every choice."""
        if answer.values is not None and len(model.exactly_one) == self._choices:
            values = answer.values[: self.parts.whole.size]
            self._remember(KnownPlan(values, frozenset(parts)))

    def tried(
        self, groups: PartGroups, given: Collection[int]
    ) -> tuple[bool | None, list[int] | None]:
        """Whether a plan keeps the given parts and all of these groups, None if the time ran out
        before the answer; and, where none does, a core of the groups if that was found as well.
        """
        every = _all_of(groups, given)
        if self._core_turns == 1 and not self.over():
            model = self.parts.submodel(every)
            if impossible_by_counting(model):
                return False, None
            answer, core = self._core(model, groups, FIRST_TURN_CONFLICT)
            if core is not None:
                return False, core
            if answer is not None and answer.values is not None:
                self._learn(every, model, answer)
                return True, None
        return self.possible(every), None

    def counted_out(self, parts: Iterable[int]) -> bool:
        """Whether counting alone shows that no plan keeps these parts, without the engine."""
        return impossible_by_counting(self.parts.submodel(parts))

    def unsat_core(self, groups: PartGroups, given: Collection[int]) -> list[int] | None:
        """Some of the groups of parts that cannot hold together with the given parts, as the engine
        reports them; None if it found none at once.
        """
        model = self.parts.submodel(_all_of(groups, given))
        for turn in range(self._core_turns):
            core = self._core(model, groups, FIRST_TURN_CONFLICT * TURN_GROWTH**turn)[1]
            if core is not None:
                return core
        return None

    def _core(
        self, model: Model, groups: PartGroups, effort: float
    ) -> tuple[EngineAnswer | None, list[int] | None]:
        """The result of a search with this much effort, and the core of the groups if it
        finds one.
        """
        assumed, literal = assuming(model, groups)
        answer = self._search(assumed, AT_ONCE, effort, tuple(literal.values()))
        if answer is None or answer.status is not EngineStatus.INFEASIBLE:
            return answer, None
        named = set(answer.core)
        return answer, [group for group in groups if literal[group] in named]

    def nearest(
        self, held: Collection[int], relaxed: Collection[int]
    ) -> tuple[Sequence[int], Collection[int]] | None:
        """Values that keep the held parts, and the relaxed ones as nearly as possible, the largest
        excess first; and the variables that these parts mention. None if there are no such values,
        or none were found in time.
        """
        model, relaxing = self.parts.submodel([*held, *relaxed]), set(relaxed)
        spoken_of = {variable for group in model.exactly_one for variable in group}
        slackened = replace(model, linears=[], clauses=[], ranges=dict(model.ranges))
        slacks: list[int] = []
        for linear in model.linears:
            if linear.part not in relaxing:
                slackened.linears.append(linear)
                continue
            least, most = model.bounds(Expression(linear.variables, linear.coefficients))
            over = slackened.number(
                0, max(0, most - (most if linear.high is None else linear.high))
            )
            under = slackened.number(
                0, max(0, (least if linear.low is None else linear.low) - least)
            )
            slacks += [over, under]
            slackened.linears.append(
                replace(
                    linear,
                    variables=(*linear.variables, over, under),
                    coefficients=(*linear.coefficients, -1, 1),
                )
            )
        for clause in model.clauses:
            extra = []
            if clause.part in relaxing:
                slacks.append(slackened.variable())
                extra = [slacks[-1]]
            slackened.clauses.append(Clause((*clause.literals, *extra)))
        ends = [slackened.ranges.get(slack, (0, 1))[1] for slack in slacks]
        worst = slackened.number(0, max(ends, default=0))
        for slack in slacks:
            slackened.linear([(1, worst), (-1, slack)], 0, None)
        found: Sequence[int] | None = None
        # One after the other: the sum of both may exceed the numbers of the engine.
        for wanted in ((worst,), tuple(slacks)):
            values = self._least(slackened, Expression(wanted, (1,) * len(wanted)))
            if values is None:
                break
            found = values
            if sum(values[slack] for slack in slacks) == values[worst]:
                break  # all of them together cannot be less than the worst
            slackened.linear([(1, worst)], None, values[worst])
        return None if found is None else (found, spoken_of)

    def _least(self, model: Model, minimise: Expression) -> Sequence[int] | None:
        """Values that make the expression small; None if there are none, or none are found soon."""
        least, most = model.bounds(minimise)
        huge = most - least > HUGE
        for parameters in HUGE_RELAXATION_PARAMETERS if huge else RELAXATION_PARAMETERS:
            answer = self._search(model, parameters, FIRST_TURN_CONFLICT, minimise=minimise)
            if answer is None or answer.status is EngineStatus.INFEASIBLE:
                return None
            if answer.values is not None:
                return answer.values
        return None

    def minimum_cost_relaxation(
        self,
        held: Collection[int],
        prices: Mapping[int, int],
        groups: PartGroups,
        barred: Iterable[Collection[int]],
        alone: Collection[int] = (),
    ) -> list[int] | None:
        """The groups of parts that are cheapest to leave out, so that the others are possible with
        the held parts. Not all of a barred set, and no two of those that go `alone`. None if there
        are none, or none were found in time.
        """
        model, kept = assuming(self.parts.submodel(_all_of(groups, held)), groups)
        model.clauses += [Clause(tuple(kept[b] for b in few if b in kept)) for few in barred]
        if alone:
            model.linear([(1, kept[group]) for group in alone], len(alone) - 1, None)
        minimise = Expression(
            tuple(kept.values()), tuple(-prices[group] for group in kept), sum(prices.values())
        )
        for turn in range(CONFLICT_TURNS):
            for parameters in RELAXATION_PARAMETERS:
                answer = self._search(
                    model, parameters, FIRST_TURN_CONFLICT * TURN_GROWTH**turn, minimise=minimise
                )
                if answer is None or answer.status is EngineStatus.INFEASIBLE:
                    return None
                if answer.values is not None:
                    return [b for b, literal in kept.items() if not answer.values[literal]]
        return None

    def _search(
        self,
        model: Model,
        parameters: SolverParameters,
        effort: float,
        assumed: Sequence[int] = (),
        minimise: Expression | None = None,
        near: Sequence[int] | None = None,
    ) -> EngineAnswer | None:
        """An answer, with more and more effort if necessary; None if the time is over."""
        if self.over():
            return None
        more = {**parameters, **within(effort)}
        hint = near or self._hint or None
        if hint is not None:
            hint = [*hint, *([0] * (model.size - len(hint)))]
        answer = solve(model, self._budget.settings(more), minimise, hint, assumed)
        self.interrupted = self.interrupted or answer.interrupted
        return answer

    def least(self, parts: Iterable[int], minimise: Expression) -> Sequence[int] | None:
        """Values that keep these parts and make the expression small; None if there are none, or
        none are found soon.
        """
        return self._least(self.parts.submodel(parts, minimise.variables), minimise)


def _all_of(groups: PartGroups, given: Collection[int]) -> list[int]:
    return [*given, *(part for parts in groups.values() for part in parts)]

"""What a search by goals in rank order has come to: the best plan so far, and for each goal a bound
that is proved with the goals before it held.
"""

from collections.abc import Sequence
from dataclasses import field

from hpplan.solving.cpsat import EngineAnswer, EngineContradiction, EngineStatus
from hpplan.solving.model import Expression, Model
from hpplan.values import dataclass


@dataclass(slots=True)
class GoalState:
    """How far a goal has come: its value in the best plan, and a bound that holds for every plan
    that is as good by the goals before it.
    """

    value: int
    floor: int
    """A bound that holds for every plan, whatever its earlier goals come to."""
    bound: int = field(init=False)
    held: tuple[int, ...] = ()
    """The values of the goals before it with which the bound was proved."""

    def __post_init__(self) -> None:
        self.bound = self.floor

    def raise_floor(self, to: int) -> None:
        """Record that no plan at all is better than this."""
        self.floor = max(self.floor, to)
        self.bound = max(self.bound, to)

    def know(self, bound: int, held: tuple[int, ...]) -> None:
        """Record that no plan with these values of the goals before is better than this."""
        if bound > self.bound:
            self.bound, self.held = bound, held

    @property
    def met(self) -> bool:
        return self.value == self.bound


class GoalProgress:
    """The best plan so far, as values of a model, and how far each of the goals, `aims`, has come
    with it, in rank order. `start` is a plan, with a bound of the first goal, if one is known.
    """

    def __init__(self, model: Model, aims: Sequence[Expression], start: EngineAnswer) -> None:
        assert start.values is not None
        self.best = start.values
        self.interrupted = False
        self.goal_states = [GoalState(aim.value(self.best), model.floor(aim)) for aim in aims]
        if self.goal_states and start.bound is not None:
            self.goal_states[0].raise_floor(start.bound)
        self._model, self._aims = model, aims

    def carry_over(self, values: Sequence[int], bounds: Sequence[int | None]) -> None:
        """Take over what was proved of the goals where at least as many plans were possible, with
        these values of the goals before each.
        """
        for rank, (goal_state, bound) in enumerate(zip(self.goal_states, bounds, strict=False)):
            if bound is not None:
                goal_state.know(bound, tuple(values[:rank]))
        self._drop_bounds_that_no_longer_hold()
        self._contradict_nothing()

    def proved(self, rank: int) -> bool:
        """Whether no plan is better by this goal, nor by any before it."""
        return all(goal_state.met for goal_state in self.goal_states[: rank + 1])

    def _take(self, values: Sequence[int], totals: Sequence[int]) -> None:
        """Take these values as the best plan; `totals` are what the goals come to in it."""
        self.best = values
        for goal_state, total in zip(self.goal_states, totals, strict=True):
            goal_state.value = total
        self._drop_bounds_that_no_longer_hold()
        self._contradict_nothing()

    def _contradict_nothing(self) -> None:
        """Raise EngineContradiction if the plan is better than what was proved to be possible."""
        for rank, goal_state in enumerate(self.goal_states, start=1):
            if goal_state.bound > goal_state.value:
                raise EngineContradiction(
                    f"goal {rank} is {goal_state.value}, and was proved at least {goal_state.bound}"
                )

    def _values_before(self, rank: int) -> tuple[int, ...]:
        return tuple(goal_state.value for goal_state in self.goal_states[:rank])

    def _drop_bounds_that_no_longer_hold(self) -> None:
        """A bound was proved with the goals before it held. Where one of them is worse by now,
        because a goal before that one improved, the goal falls back to the bound that holds for
        every plan.
        """
        for rank, goal_state in enumerate(self.goal_states):
            before = zip(self._values_before(rank), goal_state.held, strict=False)
            if any(now > then for now, then in before):
                goal_state.bound, goal_state.held = goal_state.floor, ()

    def _held(self, rank: int) -> Model:
        """The model with the goals before this one held at what they have reached."""
        return self._holding(rank, self._model)

    def _holding(self, rank: int, model: Model) -> Model:
        """A model in the same variables, with the goals before this one held."""
        model = model.with_()
        for aim, goal_state in zip(self._aims[:rank], self.goal_states, strict=False):
            model.hold(aim, goal_state.value)
        return model

    def _keeps_to(self, rank: int, values: Sequence[int]) -> bool:
        """Whether no goal before this one is worse by these values."""
        before = zip(self._aims[:rank], self.goal_states, strict=False)
        return all(aim.value(values) <= goal_state.value for aim, goal_state in before)

    def _record(self, rank: int, answer: EngineAnswer) -> None:
        goal_state = self.goal_states[rank]
        held = self._values_before(rank)
        if answer.values is not None and self._aims[rank].value(answer.values) <= goal_state.value:
            self.best = answer.values
            for aim, each in zip(self._aims, self.goal_states, strict=True):
                each.value = aim.value(answer.values)
        if answer.bound is not None:
            goal_state.bound = max(goal_state.bound, answer.bound)
        if answer.status is EngineStatus.OPTIMAL:
            goal_state.bound = max(goal_state.bound, goal_state.value)
        goal_state.held = held
        self._drop_bounds_that_no_longer_hold()
        self._contradict_nothing()
        self.interrupted = self.interrupted or answer.interrupted

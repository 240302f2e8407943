"""Other days for the waves of a plan in which everybody stays in the same wave."""

from collections.abc import Mapping, Sequence
from datetime import date

from hpplan.domain.snapshot import Placements
from hpplan.programme.programme import SituationData
from hpplan.solving.cpsat import EngineStatus
from hpplan.solving.dates.encoding import encode_days
from hpplan.solving.dates.search import DaySearch, aim_of_days, aims_of_days_of
from hpplan.solving.deadline import Budget, Deadline
from hpplan.solving.model import Clause, Model
from hpplan.solving.result import Limits, Undecided
from hpplan.solving.search import any_values
from hpplan.solving.strategies import GRACE
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class DaysFound:
    """The best days, and for each goal of days whether it is proved best."""

    days: Mapping[str, date]
    proved: tuple[bool, ...]


class OtherDays:
    """The model of the days of a plan, for questions about one wave on other days. All questions
    share the time limit; raises TimeIsOver where it does not suffice to make the model.
    """

    def __init__(self, situation: SituationData, placements: Placements, limits: Limits) -> None:
        self._started, self._clock = limits.clock(), limits.clock
        deadline = Deadline(self._started + limits.seconds, limits.clock)
        self._budget = Budget(deadline, limits.workers, limits.effort)
        ends = self._budget.deadline.later(GRACE)
        encoded = encode_days(situation, ends)
        aims = [aim_of_days(goal, encoded, situation) for goal in situation.day_goals]
        here = encoded.model.simplified(encoded.as_in(placements), ends.ask)
        self._encoded = encoded.in_model(here)
        self._aims = aims_of_days_of(placements, self._encoded, situation, aims)
        self._near = self._encoded.assignment(placements)

    def impossible(self, wave: str, days: Sequence[date]) -> bool | Undecided:
        """Whether it is proved that no choice of days puts the wave on any of these."""
        chosen = self._encoded.chosen[wave]
        on = dict(zip(chosen.days, chosen.on, strict=True))
        found = self._any(self._encoded.model.with_([Clause(tuple(on[day] for day in days))]))
        return found if isinstance(found, Undecided) else found is None

    def best(self, wave: str, day: date) -> DaysFound | Undecided | None:
        """The best days with the wave on this day, by the goals of days; None if it is proved that
        there are none.
        """
        chosen = self._encoded.chosen[wave]
        model = self._encoded.model.with_true([chosen.on[chosen.days.index(day)]])
        found = self._any(model)
        if found is None or isinstance(found, Undecided):
            return found
        search = DaySearch(self._encoded, model, self._aims, found)
        search.run(self._budget)
        if search.interrupted:
            return self._undecided(interrupted=True)
        proved = tuple(search.proved(rank) for rank in range(len(self._aims)))
        return DaysFound(self._encoded.days_of(search.best), proved)

    def _any(self, model: Model) -> Sequence[int] | Undecided | None:
        if self._budget.over:
            return self._undecided(interrupted=False)
        found = any_values(model, self._budget, self._near)
        if found.interrupted or found.status is EngineStatus.UNKNOWN:
            return self._undecided(interrupted=found.interrupted)
        return found.values

    def _undecided(self, *, interrupted: bool) -> Undecided:
        return Undecided(self._clock() - self._started, interrupted)

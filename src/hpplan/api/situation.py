"""What is known on a day, its plans, and the questions that are asked of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hpplan.analysis.alternatives import Alternatives
from hpplan.analysis.assumptions import Assumptions
from hpplan.analysis.capacity import CapacitiesExplained
from hpplan.analysis.diff import Side
from hpplan.analysis.recommendation import Recommendation, Recommendations
from hpplan.analysis.rule import RuleExplained
from hpplan.analysis.site import SiteExplained, WhyNot
from hpplan.analysis.wave import WaveExplained
from hpplan.analysis.wave_day import DayExplained
from hpplan.analysis.what_if import WhatIf
from hpplan.api.arguments import SECONDS, a_name, a_number, limits_of, names_of, pairs_of, wrong
from hpplan.api.differences import Comparable
from hpplan.api.errors import InvalidPlan
from hpplan.api.plan import Plan
from hpplan.api.shown import Report, counted
from hpplan.api.timeline import Timeline
from hpplan.diagnostics.finding import Finding
from hpplan.planning import Infeasible, Solved
from hpplan.programme.changes import Change, WaveSlip
from hpplan.programme.names import known_overrides, known_rule, known_site, known_wave
from hpplan.programme.plan import Proof, current_plan, plan_of
from hpplan.programme.programme import Overrides, SituationData
from hpplan.reading.expressions import Misread, read_changes
from hpplan.reading.lock import read_plan_or_lock
from hpplan.rules import Rule
from hpplan.solving.result import Undecided
from hpplan.solving.solve import Step
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.formats import html

if TYPE_CHECKING:
    from hpplan.api.programme import Programme


@dataclass(frozen=True, repr=False)
class Situation(Comparable):
    """What is known of a programme on a day: who is where, the rules in force, the goals.

    A question is given `seconds` of the clock in all, and is searched by `workers` threads; with
    one, equal data gives an equal answer, with more it may vary which of several equally good plans
    is found. What cannot be planned, or was not decided in that time, is part of the answer. Names
    that do not exist raise UnknownName, values of a wrong type TypeError, others ValueError.
    """

    data: SituationData

    @property
    def programme(self) -> "Programme":
        """The programme that it is a situation of."""
        from hpplan.api.programme import Programme

        return Programme(self.data.programme)

    @property
    def side(self) -> Side:
        """The plan that its claims make, as one of two that are compared."""
        return Side.of_claims(self.data)

    @property
    def as_of(self) -> date:
        """The day whose knowledge counts."""
        return self.data.as_of

    def check(self, *, deep_seconds: float | None = None) -> list[Finding]:
        """Everything that is wrong or doubtful, less what the data asks to ignore; by place. With
        `deep_seconds` the solver proves in that time whether any plan exists.
        """
        from hpplan.checks.run import inspect

        return inspect(self.data, None if deep_seconds is None else limits_of(deep_seconds))

    def assign(
        self,
        *,
        pins: Mapping[str, str] | None = None,
        forbids: Mapping[str, str | Iterable[str]] | None = None,
        reopen: str | Iterable[str] = (),
        seconds: float = SECONDS,
        workers: int = 1,
        repairs: int = 3,
        on_progress: Callable[[Step], None] | None = None,
        second_opinion: bool = False,
        dates: bool = False,
    ) -> Plan | Infeasible | Undecided:
        """Place every site: the best plan by the goals in rank order, or why there is none.

        `pins` are waves by site, `forbids` waves, or lists of them, by site, `reopen` sites to be
        planned as if they had not decided; all by their ids. Of each conflict `repairs` are tried,
        at most so many. `on_progress` is called with each goal as it is reached.
        A plan has passed the rules' own verifiers, and so has the plan that each repair was tried
        with. With a `second_opinion` each proved goal is proved once more in another way, in the
        same time; one that is not confirmed counts as unproved. With `dates` the day of every wave
        in use that is known to a period only is chosen, too: the plan's `dates`. KeyboardInterrupt
        gives the best plan so far.
        """
        from hpplan.planning import best_plan, best_plan_proved_twice

        if on_progress is not None and not callable(on_progress):
            wrong("on_progress", "a function that takes a Step", on_progress)
        asked = self._with(pins, forbids, reopen, dates=dates)
        plan = best_plan_proved_twice if second_opinion else best_plan
        outcome = plan(asked.data, limits_of(seconds, workers, repairs), on_progress)
        if not isinstance(outcome, Solved):
            return outcome
        return Plan(outcome.plan, asked.data, outcome.interrupted, outcome.opinions)

    def current_plan(self) -> Plan:
        """The plan that the claims make."""
        return Plan(current_plan(self.data), self.data)

    def plan(self, stated: "str | Path | Mapping[str, str]") -> Plan:
        """A plan of your own: the wave of each site, or a plan file, which is read as of the day of
        this situation. Raises InvalidPlan for a file that cannot be understood.
        """
        if isinstance(stated, Mapping):
            waves = {
                known_site(self.data, a_name(site, "plan")): known_wave(
                    self.data, a_name(wave, "plan")
                )
                for site, wave in stated.items()
            }
            return Plan(plan_of(self.data, waves, Proof.CURRENT), self.data)
        if not isinstance(stated, str | Path):
            wrong("plan", "a path, or a mapping of sites to waves", stated)
        reading = read_plan_or_lock(Path(stated))
        if reading.plan is None:
            raise InvalidPlan(reading.findings)
        asked = self.data.programme.on(self.as_of, reading.plan.overrides)
        return Plan(reading.plan.plan(asked), asked)

    def timeline(self) -> Timeline:
        """Who goes live when, in the plan that the claims make."""
        return self.current_plan().timeline()

    def what_if(
        self,
        *cases: str | Sequence[str],
        seconds: float = SECONDS,
        workers: int = 1,
        dates: bool = False,
    ) -> Report[WhatIf]:
        """What becomes of the best plan in each of the cases, by itself: an expression such as
        `heim=KI3`, or a list of them that hold together. With `dates` waves get days where some of
        them slip, such as in `KI2+6m`.
        """
        from hpplan.analysis.what_if import what_if
        from hpplan.views import what_if as view

        changes = [self._changes(case) for case in cases]
        if not changes:
            raise ValueError("cases: expected one or more, such as 'heim=KI3'")
        if dates and not any(isinstance(change, WaveSlip) for case in changes for change in case):
            raise ValueError("dates: expected a delay among the cases, such as 'KI2+6m'")
        value = what_if(self.data, changes, limits_of(seconds, workers), dates=dates)
        return Report(value, view.document(value) if len(cases) == 1 else view.side_by_side(value))

    def explain(
        self, site: str, *, seconds: float = SECONDS, workers: int = 1
    ) -> Report[SiteExplained]:
        """Why the site is where the best plan has it, and what keeps it from going earlier."""
        from hpplan.analysis.site import explain_site
        from hpplan.views import site as view

        value = explain_site(self.data, self._site(site), limits_of(seconds, workers))
        return Report(value, view.explained(value))

    def why_not(
        self, site: str, wave: str, *, seconds: float = SECONDS, workers: int = 1
    ) -> Report[WhyNot]:
        """What the site in the wave would do to the plan, or what keeps it from there."""
        from hpplan.analysis.site import why_not
        from hpplan.views import why_not as view

        there = self._site(site), self._wave(wave)
        value = why_not(self.data, *there, limits_of(seconds, workers))
        return Report(value, view.not_there(value))

    def recommend(
        self, site: str, *, seconds: float = SECONDS, workers: int = 1
    ) -> Report[Recommendation]:
        """The waves of a site that is not live, in the order of what they do to the plan."""
        from hpplan.analysis.recommendation import recommend
        from hpplan.views import recommended as view

        found = self.data.snapshot.sites[self._site(site)]
        if found.live:
            where = f"{found.name} is live in {found.wave}, which cannot be undone"
            raise ValueError(literal(f"site: {where}"))
        value = recommend(self.data, found.id, limits_of(seconds, workers))
        return Report(value, view.recommended(value))

    def recommend_all(
        self, *, seconds: float = SECONDS, workers: int = 1
    ) -> Report[Recommendations]:
        """The waves of every site that takes part and has not decided, each in the order of what
        they do to the plan.
        """
        from hpplan.analysis.recommendation import recommend_all
        from hpplan.views import recommendations as view

        value = recommend_all(self.data, limits_of(seconds, workers))
        return Report(value, view.document(value))

    def explain_wave(
        self, wave: str, *, seconds: float = SECONDS, workers: int = 1
    ) -> Report[WaveExplained]:
        """Who is in the wave, how full it is, and what others would do to the plan there."""
        from hpplan.analysis.wave import explain_wave
        from hpplan.views import wave as view

        value = explain_wave(self.data, self._wave(wave), limits_of(seconds, workers))
        return Report(value, view.explained(value))

    def explain_day(
        self, wave: str, *, seconds: float = SECONDS, workers: int = 1
    ) -> Report[DayExplained]:
        """Why the wave goes live on the day that the best plan with days has chosen, not before."""
        from hpplan.analysis.wave_day import explain_day
        from hpplan.views import wave_day as view

        value = explain_day(self.data, self._wave(wave), limits_of(seconds, workers))
        return Report(value, view.explained(value))

    def explain_rule(
        self, rule: str | Rule, *, seconds: float = SECONDS, workers: int = 1
    ) -> Report[RuleExplained]:
        """What the rule, or that of an id, costs: the best plan without it."""
        from hpplan.analysis.rule import explain_rule
        from hpplan.views import rule as view

        named = rule if isinstance(rule, Rule) else known_rule(self.data, a_name(rule, "rule"))
        value = explain_rule(self.data, named, limits_of(seconds, workers))
        return Report(value, view.explained(value))

    def explain_capacity(
        self, *, seconds: float = SECONDS, workers: int = 1
    ) -> Report[CapacitiesExplained]:
        """Which capacities bind, and what one more unit buys."""
        from hpplan.analysis.capacity import explain_capacity
        from hpplan.views import rule as view

        value = explain_capacity(self.data, limits_of(seconds, workers))
        return Report(value, view.capacities(value))

    def explain_assumptions(
        self, *, seconds: float = SECONDS, workers: int = 1
    ) -> Report[Assumptions]:
        """Which assumptions the plan rests on."""
        from hpplan.analysis.assumptions import explain_assumptions
        from hpplan.views import rule as view

        value = explain_assumptions(self.data, limits_of(seconds, workers))
        return Report(value, view.assumptions(value))

    def alternatives(
        self, number: int, differ_by: int = 3, *, seconds: float = SECONDS, workers: int = 1
    ) -> Report[Alternatives]:
        """The best plan, and the best that differ from it and from each other by so many sites."""
        from hpplan.analysis.alternatives import alternatives
        from hpplan.views import alternatives as view

        plans = a_number(number, "number", least=1)
        apart = a_number(differ_by, "differ_by", least=1)
        value = alternatives(self.data, plans, apart, limits_of(seconds, workers))
        return Report(value, view.compared(value))

    def __repr__(self) -> str:
        return f"<Situation {literal(self._title())}: {self._counts()}>"

    def _repr_html_(self) -> str:
        return html.sentence(f"{self._title()}: {self._counts()}")

    def _title(self) -> str:
        return f"{self.data.programme.agenda.name} as of {self.as_of}"

    def _counts(self) -> str:
        snapshot, data = self.data.snapshot, self.data
        firm = sum(site.firm is not None for site in snapshot.sites.values())
        counts = (
            f"{counted(len(snapshot.sites), 'site')} ({firm} firm)",
            counted(len(snapshot.waves), "wave"),
            counted(len(data.rules), "rule"),
            counted(len(data.goals), "goal"),
        )
        return ", ".join(counts)

    def _site(self, name: str) -> str:
        return known_site(self.data, a_name(name, "site"))

    def _wave(self, name: str) -> str:
        return known_wave(self.data, a_name(name, "wave"))

    def _with(self, pins: object, forbids: object, reopen: object, *, dates: bool) -> "Situation":
        """The situation with what is asked for beyond the data."""
        reopened = names_of(reopen, "reopen")
        asked = Overrides(pairs_of(pins, "pins"), pairs_of(forbids, "forbids"), reopened)
        if not asked and not dates:
            return self
        known = replace(known_overrides(self.data, asked), dates=dates)
        return Situation(self.data.programme.on(self.as_of, known))

    def _changes(self, case: object) -> tuple[Change, ...]:
        match read_changes(self.data, names_of(case, "cases", "an expression such as 'heim=KI3'")):
            case Misread() as misread:
                raise ValueError(literal(f"cases: {misread}"))
            case changes:
                return changes

"""The questions that a situation answers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

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
from hpplan.api.arguments import (
    SECONDS,
    a_flag,
    a_language,
    a_name,
    a_number,
    limits_of,
    names_of,
)
from hpplan.api.differences import Comparable
from hpplan.api.shown import Report
from hpplan.api.workers import workers_of
from hpplan.diagnostics.finding import Finding
from hpplan.language import Language, speaking
from hpplan.programme.changes import Change, WaveSlip
from hpplan.programme.names import known_rule, known_site, known_wave
from hpplan.programme.programme import SituationData
from hpplan.reading.expression_text import Misread
from hpplan.reading.expressions import read_changes
from hpplan.rules import Rule
from hpplan.text import literal
from hpplan.values import dataclass


@dataclass(frozen=True, repr=False)
class SituationQuestions(Comparable):
    """Questions about a situation: what is wrong with it, and how its best plan changes.

    For each question `seconds` of the clock are allowed in total, and `workers` threads search;
    with one thread, equal data gives an equal answer, with more it may vary which of several
    equally good plans is found. Whatever cannot be planned, or was not decided in that time, is
    part of the answer. Names that do not exist raise UnknownName, values of a wrong type TypeError,
    other invalid values ValueError. Answers, with the sentences in their `value`, are in the
    language `lang`: en, nb or nn; by default that of the programme. The findings of `check` are in
    English. With more than one of `jobs`, that many processes answer, or the workers of the
    dask.distributed cluster whose scheduler has the address `dask`; the answers are equal, if the
    time suffices.
    """

    data: SituationData

    @property
    def side(self) -> Side:
        """The plan by its claims, as one side of a comparison."""
        return Side.of_claims(self.data)

    @property
    def as_of(self) -> date:
        """The day whose knowledge counts."""
        return self.data.as_of

    def check(self, *, deep_seconds: float | None = None) -> list[Finding]:
        """Everything that is wrong or doubtful, except what the data asks to ignore; by place. With
        `deep_seconds` the solver proves within that time whether any plan exists.
        """
        from hpplan.checks.run import inspect

        if deep_seconds is None:
            return inspect(self.data)
        return inspect(self.data, limits_of(deep_seconds, name="deep_seconds"))

    def what_if(
        self,
        *cases: str | Sequence[str],
        seconds: float = SECONDS,
        workers: int = 1,
        dates: bool = False,
        jobs: int = 1,
        dask: str | None = None,
        lang: str | None = None,
    ) -> Report[WhatIf]:
        """The effect on the best plan of each of the cases, by itself: an expression such as
        `heim=KI3`, or a list of them that hold together. With `dates` waves get days where some of
        them slip, such as in `KI2+6m`.
        """
        from hpplan.analysis.what_if import what_if
        from hpplan.views import what_if as view

        with self._speaking(lang) as language:
            changes = [self._changes(case) for case in cases]
            if not all(changes) or not changes:
                raise ValueError("cases: expected one or more, such as 'heim=KI3'")
            asked = [change for case in changes for change in case]
            if a_flag(dates, "dates") and not any(isinstance(change, WaveSlip) for change in asked):
                raise ValueError("dates: expected a delay among the cases, such as 'KI2+6m'")
            limits = limits_of(seconds, workers)
            with workers_of(jobs, dask) as executor:
                value = what_if(self.data, changes, limits, dates=dates, executor=executor)
            shown = view.document if len(cases) == 1 else view.side_by_side
            return Report(value, shown(value), language)

    def explain(
        self, site: str, *, seconds: float = SECONDS, workers: int = 1, lang: str | None = None
    ) -> Report[SiteExplained]:
        """Why the best plan has the site in its wave, and what keeps it from going earlier."""
        from hpplan.analysis.site import explain_site
        from hpplan.views import site as view

        with self._speaking(lang) as language:
            value = explain_site(self.data, self._site(site), limits_of(seconds, workers))
            return Report(value, view.explained(value), language)

    def why_not(
        self,
        site: str,
        wave: str,
        *,
        seconds: float = SECONDS,
        workers: int = 1,
        lang: str | None = None,
    ) -> Report[WhyNot]:
        """The effect on the plan of having the site in the wave, or what keeps it from there."""
        from hpplan.analysis.site import why_not
        from hpplan.views import why_not as view

        there = self._site(site), self._wave(wave)
        with self._speaking(lang) as language:
            value = why_not(self.data, *there, limits_of(seconds, workers))
            return Report(value, view.not_there(value), language)

    def recommend(
        self, site: str, *, seconds: float = SECONDS, workers: int = 1, lang: str | None = None
    ) -> Report[Recommendation]:
        """The waves of a site that is not live, in the order of their effect on the plan."""
        from hpplan.analysis.recommendation import recommend
        from hpplan.views import recommended as view

        found = self.data.snapshot.sites[self._site(site)]
        if found.live:
            where = f"{found.name} is live in {found.wave}, which cannot be undone"
            raise ValueError(literal(f"site: {where}"))
        with self._speaking(lang) as language:
            value = recommend(self.data, found.id, limits_of(seconds, workers))
            return Report(value, view.recommended(value), language)

    def recommend_all(
        self,
        *,
        seconds: float = SECONDS,
        workers: int = 1,
        jobs: int = 1,
        dask: str | None = None,
        lang: str | None = None,
    ) -> Report[Recommendations]:
        """The waves of every site that takes part and has not decided, each in the order of their
        effect on the plan.
        """
        from hpplan.analysis.recommendation import recommend_all
        from hpplan.views import recommendations as view

        with self._speaking(lang) as language:
            limits = limits_of(seconds, workers)
            with workers_of(jobs, dask) as executor:
                value = recommend_all(self.data, limits, executor)
            return Report(value, view.document(value), language)

    def explain_wave(
        self, wave: str, *, seconds: float = SECONDS, workers: int = 1, lang: str | None = None
    ) -> Report[WaveExplained]:
        """The sites in the wave, how full it is, and the effect on the plan of adding others."""
        from hpplan.analysis.wave import explain_wave
        from hpplan.views import wave as view

        with self._speaking(lang) as language:
            value = explain_wave(self.data, self._wave(wave), limits_of(seconds, workers))
            return Report(value, view.explained(value), language)

    def explain_day(
        self, wave: str, *, seconds: float = SECONDS, workers: int = 1, lang: str | None = None
    ) -> Report[DayExplained]:
        """Why the wave goes live on the day that the best plan with days has chosen, not before."""
        from hpplan.analysis.wave_day import explain_day
        from hpplan.views import wave_day as view

        with self._speaking(lang) as language:
            value = explain_day(self.data, self._wave(wave), limits_of(seconds, workers))
            return Report(value, view.explained(value), language)

    def explain_rule(
        self,
        rule: str | Rule,
        *,
        seconds: float = SECONDS,
        workers: int = 1,
        lang: str | None = None,
    ) -> Report[RuleExplained]:
        """The cost of the rule, or that of an id: the best plan without it."""
        from hpplan.analysis.rule import explain_rule
        from hpplan.views import rule as view

        named = rule if isinstance(rule, Rule) else known_rule(self.data, a_name(rule, "rule"))
        with self._speaking(lang) as language:
            value = explain_rule(self.data, named, limits_of(seconds, workers))
            return Report(value, view.explained(value), language)

    def explain_capacity(
        self, *, seconds: float = SECONDS, workers: int = 1, lang: str | None = None
    ) -> Report[CapacitiesExplained]:
        """Which capacities are binding, and what one more unit would buy."""
        from hpplan.analysis.capacity import explain_capacity
        from hpplan.views import rule as view

        with self._speaking(lang) as language:
            value = explain_capacity(self.data, limits_of(seconds, workers))
            return Report(value, view.capacities(value), language)

    def explain_assumptions(
        self, *, seconds: float = SECONDS, workers: int = 1, lang: str | None = None
    ) -> Report[Assumptions]:
        """The assumptions that the plan rests on."""
        from hpplan.analysis.assumptions import explain_assumptions
        from hpplan.views import rule as view

        with self._speaking(lang) as language:
            value = explain_assumptions(self.data, limits_of(seconds, workers))
            return Report(value, view.assumptions(value), language)

    def alternatives(
        self,
        number: int,
        differ_by: int = 3,
        *,
        seconds: float = SECONDS,
        workers: int = 1,
        lang: str | None = None,
    ) -> Report[Alternatives]:
        """Up to `number` plans, the best first, each the best of those that differ by `differ_by`
        sites or more from all before it.
        """
        from hpplan.analysis.alternatives import alternatives
        from hpplan.views import alternatives as view

        plans = a_number(number, "number", least=1)
        apart = a_number(differ_by, "differ_by", least=1)
        with self._speaking(lang) as language:
            value = alternatives(self.data, plans, apart, limits_of(seconds, workers))
            return Report(value, view.compared(value), language)

    @contextmanager
    def _speaking(self, lang: object) -> Iterator[Language]:
        """A context in which sentences are in the language."""
        language = a_language(lang, self.data.programme)
        with speaking(language):
            yield language

    def _site(self, name: str) -> str:
        return known_site(self.data, a_name(name, "site"))

    def _wave(self, name: str) -> str:
        return known_wave(self.data, a_name(name, "wave"))

    def _changes(self, case: object) -> tuple[Change, ...]:
        match read_changes(self.data, names_of(case, "cases", "an expression such as 'heim=KI3'")):
            case Misread() as misread:
                raise ValueError(literal(f"cases: {misread}"))
            case changes:
                return changes

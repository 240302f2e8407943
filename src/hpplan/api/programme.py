"""A programme, what is known of it on a day, and its plans: each leads to the others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from hpplan.analysis.data_diff import DataDiff
from hpplan.api.arguments import (
    SECONDS,
    a_day,
    a_flag,
    a_language,
    a_name,
    limits_of,
    names_of,
    pairs_of,
    wrong,
)
from hpplan.api.errors import InvalidPlan, InvalidProgramme
from hpplan.api.history import History
from hpplan.api.plan_content import PlanContent
from hpplan.api.questions import SituationQuestions
from hpplan.api.shown import Report
from hpplan.api.timeline import Timeline
from hpplan.builder import Draft
from hpplan.diagnostics.finding import Finding
from hpplan.language import Language, speaking
from hpplan.planning import Infeasible, Solved
from hpplan.programme.names import (
    ever_site,
    ever_wave,
    known_overrides,
    known_site,
    known_wave,
)
from hpplan.programme.plan import Proof, current_plan, plan_of
from hpplan.programme.plan_sentences import said_again
from hpplan.programme.programme import Overrides, ProgrammeData
from hpplan.reading import Reading
from hpplan.reading.lock import read_plan_or_lock
from hpplan.solving.result import Undecided
from hpplan.solving.solve import Step
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.formats import html


class Plan(PlanContent):
    """Which site goes live in which wave, why, how good that is, and what is proved of it."""

    @property
    def situation(self) -> "Situation":
        """The situation that it is a plan for, with the requests beyond the data."""
        return Situation(self.made_for)


class Situation(SituationQuestions):
    """What is known of a programme on a day: where sites are, the rules in force, the goals.

    For each plan and each question `seconds` of the clock are allowed in total, and `workers`
    threads search; with one thread, equal data gives an equal answer, with more it may vary which
    of several equally good plans is found. Whatever cannot be planned, or was not decided in that
    time, is part of the answer. Names that do not exist raise UnknownName, values of a wrong type
    TypeError, other invalid values ValueError.
    """

    @property
    def programme(self) -> "Programme":
        """The programme that this is a situation of."""
        return Programme(self.data.programme)

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
        lang: str | None = None,
    ) -> Plan | Infeasible | Undecided:
        """Place every site: the best plan by the goals in rank order, or why there is none.

        `pins` are waves by site, `forbids` waves, or lists of them, by site, `reopen` sites to be
        planned as if they had not decided; all by their ids. At most `repairs` are tried for each
        conflict. `on_progress` is called with each goal as it is reached. A plan has passed the
        rules' own verifiers, and so has the plan that each repair was tried with. With a
        `second_opinion` each proved goal is proved once more in another way, in the same time; one
        that is not confirmed counts as unproved. With `dates` a day is also chosen for every wave
        in use that is known only by its period: the plan's `dates`. KeyboardInterrupt gives the
        best plan so far. Conflicts and repairs are described in the language `lang`; a plan can be
        shown in any language later.
        """
        from hpplan.planning import best_plan, best_plan_proved_twice

        if on_progress is not None and not callable(on_progress):
            wrong("on_progress", "a function that takes a Step", on_progress)
        asked = self._with(pins, forbids, reopen, dates=dates)
        twice = a_flag(second_opinion, "second_opinion")
        plan = best_plan_proved_twice if twice else best_plan
        language = a_language(lang, self.data.programme)
        with speaking(language):
            outcome = plan(asked.data, limits_of(seconds, workers, repairs), on_progress)
        if not isinstance(outcome, Solved):
            return outcome
        found = said_again(asked.data, outcome.plan, language)
        return Plan(found, asked.data, outcome.interrupted, outcome.opinions)

    def current_plan(self) -> Plan:
        """The plan by the claims."""
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
        """The go-live of each site, in the plan by the claims."""
        return self.current_plan().timeline()

    def __repr__(self) -> str:
        from hpplan.views import counts

        with speaking(Language.EN):
            return f"<Situation {literal(self._title())}: {counts.in_situation(self.data)}>"

    def _repr_html_(self) -> str:
        from hpplan.views import counts

        with speaking(self.data.programme.agenda.language):
            return html.sentence(counts.of_situation(self.data))

    def _title(self) -> str:
        return f"{self.data.programme.agenda.name} as of {self.as_of}"

    def _with(self, pins: object, forbids: object, reopen: object, *, dates: bool) -> "Situation":
        """The situation with these requests beyond the data."""
        reopened = names_of(reopen, "reopen")
        asked = Overrides(pairs_of(pins, "pins"), pairs_of(forbids, "forbids"), reopened)
        with_days = a_flag(dates, "dates")
        if not asked and not with_days:
            return self
        known = replace(known_overrides(self.data, asked), dates=with_days)
        return Situation(self.data.programme.on(self.as_of, known))


@dataclass(frozen=True, repr=False)
class Programme:
    """All that a data directory says, or that was built in code."""

    data: ProgrammeData

    @staticmethod
    def build(id: str, **keys: object) -> "Builder":  # noqa: A002  # the key of data files
        """Begin a programme in code; the keys are those of a data file's `programme`."""
        return Builder(id, **keys)

    def at(self, as_of: date | str | None = None) -> Situation:
        """What is known on a day: the programme's own, unless another is given; today, if it has
        none. Text names a day or a longer period, whose last day counts.
        """
        return Situation(self.data.on(a_day(as_of, self.data)))

    def history(
        self,
        as_of: date | str | None = None,
        *,
        site: str | None = None,
        wave: str | None = None,
    ) -> History:
        """Every version of the plan by the claims, up to a day: of all sites and waves,
        or of one.
        """
        from hpplan.analysis.history import history_of

        if site is not None and wave is not None:
            raise ValueError("wave: name a site or a wave, not both")
        value = history_of(
            self.data,
            self.at(as_of).as_of,
            None if site is None else ever_site(self.data, a_name(site, "site")),
            None if wave is None else ever_wave(self.data, a_name(wave, "wave")),
        )
        return History(value, self.data)

    def diff(
        self, other: "Programme", as_of: date | str | None = None, *, seconds: float = SECONDS
    ) -> Report[DataDiff]:
        """The differences from this to another version of the data: facts, and how the best plan
        changes; each as of its own date, unless one is given.
        """
        from hpplan.analysis.data_diff import data_diff
        from hpplan.views import data_diff as view

        if not isinstance(other, Programme):
            wrong("other", "a Programme", other)
        old, new = self.at(as_of).data, other.at(as_of).data
        value = data_diff(("the old data", old), ("the new data", new), limits_of(seconds))
        return Report(value, view.document(value))

    @property
    def name(self) -> str:
        """The name of the programme."""
        return self.data.agenda.name

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of reading that do not keep the programme from being understood."""
        return tuple(self.data.findings)

    @property
    def sites(self) -> dict[str, str]:
        """The name of each site, by id, whenever it exists."""
        return {site.id: site.name for site in self.data.sites}

    @property
    def waves(self) -> tuple[str, ...]:
        """The ids of all waves."""
        return tuple(wave.id for wave in self.data.waves)

    def __repr__(self) -> str:
        from hpplan.views import counts

        with speaking(Language.EN):
            return f"<Programme {literal(self.name)}: {counts.in_programme(self.data)}>"

    def _repr_html_(self) -> str:
        from hpplan.views import counts

        with speaking(self.data.agenda.language):
            return html.sentence(counts.of_programme(self.data))


class Builder(Draft):
    """A programme made in code: add sources, regions, trusts, sites, waves, rules and goals."""

    def build(self) -> Programme:
        """The programme. Raises InvalidProgramme, with findings like those of a data file."""
        return programme_of(self.read())


def programme_of(reading: Reading) -> Programme:
    """The programme that was read. Raises InvalidProgramme where it could not be understood."""
    if reading.programme is None:
        raise InvalidProgramme(reading.findings)
    return Programme(reading.programme)

"""The contents of a plan, and how it is verified, shown and saved."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hpplan.analysis.diff import Side
from hpplan.api.arguments import a_flag, a_language, a_number, a_path, wrong_choice
from hpplan.api.differences import Comparable
from hpplan.api.files import write
from hpplan.api.risk import RiskReport
from hpplan.api.shown import Picture, counted, drawn
from hpplan.api.timeline import Timeline
from hpplan.api.workers import workers_of
from hpplan.diagnostics.finding import Finding
from hpplan.language import Language, speaking
from hpplan.planning import Solved
from hpplan.programme.coverage import Coverage
from hpplan.programme.plan import GoalValue, Placement, PlanData, PlanDays, Proof, Unplaced
from hpplan.programme.plan_sentences import said_again
from hpplan.programme.programme import SituationData
from hpplan.solving.result import Opinion
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.document import Document
from hpplan.views.formats import html

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False)
class PlanContent(Comparable):
    """Which site goes live in which wave, why, how good that is, and what is proved of it.

    Its `data` are in English, and so are JSON and CSV. Text for people is in the language `lang`:
    en, nb or nn; by default that of the programme.
    """

    data: PlanData
    made_for: SituationData
    """The situation that it is a plan for, with the requests beyond the data."""
    interrupted: bool = False
    """Whether the search was ended by KeyboardInterrupt."""
    opinions: tuple[Opinion, ...] | None = None
    """Second opinions on what was proved, where they were asked for."""

    @property
    def side(self) -> Side:
        """This plan as one side of a comparison."""
        return Side.of_plan(self.made_for, self._said())

    @property
    def as_of(self) -> date:
        """The as-of date of the plan."""
        return self.data.as_of

    @property
    def proof(self) -> Proof:
        """Whether it is proved that no plan is better; for a plan by the claims, that it is one."""
        return self.data.proof

    @property
    def waves(self) -> dict[str, str]:
        """The wave of each placed site, by id."""
        return self.data.waves

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Each placed site with its wave and go-live, whether it is firm, the wave it leaves, and
        the reason.
        """
        return self.data.placements

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        """Each site that is in no wave, the wave it leaves, and the reason."""
        return self.data.unplaced

    @property
    def goals(self) -> tuple[GoalValue, ...]:
        """The value of each goal, in rank order."""
        return self.data.goals

    @property
    def dates(self) -> PlanDays | None:
        """The days that were chosen for its waves, if any: how good they are, and why none is
        earlier.
        """
        return self.data.dates

    def verify(self) -> list[Finding]:
        """The findings about the plan, by the rules' own verifiers: errors where it breaks a hard
        rule, warnings for soft ones.
        """
        from hpplan.verification import verify_plan

        return verify_plan(self.made_for, self.data)

    def coverage(self) -> Coverage:
        """The share that is served, now and after each wave, and how many have come further."""
        from hpplan.programme.coverage import coverage

        return coverage(self.made_for, self.data)

    def timeline(self) -> Timeline:
        """The go-live of each site, with phases, milestones and gates."""
        from hpplan.analysis.timeline import timeline

        return Timeline(timeline(self.made_for, self.data), self.made_for, self.data)

    def risk(
        self,
        runs: int = 1000,
        seed: int = 1,
        *,
        contributions: bool = False,
        jobs: int = 1,
        dask: str | None = None,
        lang: str | None = None,
    ) -> RiskReport:
        """The effect of the data's risks on the plan in a number of futures, `runs`, drawn with
        `seed`; with `contributions` also that of each risk.

        Equal seeds give equal figures, for any number of processes (`jobs`), and on the workers of
        the dask.distributed cluster whose scheduler has the address `dask`. Shares are fractions of
        1, with their standard errors; delays are in days.
        """
        from hpplan.analysis.risk.assessment import RunsAsked, assess
        from hpplan.views import risk as view

        many = a_number(runs, "runs", least=1)
        added = a_flag(contributions, "contributions")
        asked = RunsAsked(many, a_number(seed, "seed", least=0), added)
        language = self._language(lang)
        with speaking(language), workers_of(jobs, dask) as executor:
            value = assess(self.made_for, self.data, asked, executor)
            return RiskReport(value, view.document(value), language)

    def plot(self, what: str = "timeline", *, lang: str | None = None) -> Picture:
        """A picture of the plan: its `timeline`, a `map` of its sites, its `coverage` over time, or
        the `load` of each wave.
        """
        match what:
            case "timeline":
                return self.timeline().plot(lang=lang)
            case "map":
                return self.timeline().map(lang=lang)
            case "coverage":
                from hpplan.analysis.coverage_curve import coverage_curves
                from hpplan.views.pictures.coverage_chart import coverage_chart

                with speaking(self._language(lang)):
                    return Picture(coverage_chart(coverage_curves(self.made_for, self._said())))
            case "load":
                from hpplan.analysis.load_by_wave import load_by_wave
                from hpplan.views.pictures.load_chart import load_chart

                with speaking(self._language(lang)):
                    return Picture(load_chart(load_by_wave(self.made_for, self._said())))
            case _:
                wrong_choice("what", "'timeline', 'map', 'coverage' or 'load'", what)

    def save(self, path: str | Path, *, lang: str | None = None) -> None:
        """Write the plan to a file, as a whole or not at all, in the format of its ending: .json,
        which `Situation.plan` and every command read back; .csv, .xlsx, .mmd (a Mermaid chart),
        .ics (a calendar), .svg or .geojson.
        """
        from hpplan.views.plan_files import BY_ENDING, FOR_PROGRAMS, plan_file

        file, language = a_path(path, "path", *BY_ENDING), self._language(lang)
        form = BY_ENDING[file.suffix.lower()]
        with speaking(Language.EN if form in FOR_PROGRAMS else language):
            solved = Solved(self._said(), 0, self.interrupted, self.opinions)
            written = plan_file(form, self.made_for, solved)
        write(file, written)

    def to_frame(self) -> "DataFrame":
        """A row for each site: site, name, wave, label, go_live, from, to, status, firm,
        moved_from, reason, and chosen where days were. `from` and `to` are datetime64[s], the first
        and last day of the go-live, flags are nullable booleans. It needs pandas.
        """
        from hpplan.views import plan_csv
        from hpplan.views.formats import frame

        return frame.render(plan_csv.titles(self.data), plan_csv.rows(self.made_for, self.data))

    def text(self, *, lang: str | None = None) -> str:
        """The plan as `hpplan assign` shows it."""
        with speaking(self._language(lang)):
            return drawn(self._document())

    def to_html(self, *, lang: str | None = None) -> str:
        """Its waves and goals as tables, which notebooks show."""
        with speaking(self._language(lang)):
            return html.tables(self._document())

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Plan {literal(self._title())}>"

    def _repr_html_(self) -> str:
        return self.to_html()

    def _language(self, lang: object) -> Language:
        return a_language(lang, self.made_for.programme)

    def _document(self) -> Document:
        """The plan as a document in the language in force."""
        from hpplan.views import plan as view

        opinions, interrupted = self.opinions, self.interrupted
        return view.document(self.made_for, self._said(), opinions, interrupted=interrupted)

    def _said(self) -> PlanData:
        """The plan with its sentences in the language in force."""
        return said_again(self.made_for, self.data, Language.EN)

    def _title(self) -> str:
        placed, out = len(self.placements), len(self.unplaced)
        name = self.made_for.programme.agenda.name
        so_far = ", interrupted" if self.interrupted else ""
        counts = f"{placed} of {counted(placed + out, 'site')} placed"
        return f"{name} as of {self.as_of}: {counts}, {self.proof}{so_far}"

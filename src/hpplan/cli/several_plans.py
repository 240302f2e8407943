"""Several plans from `hpplan assign`: alternatives to the best, or the most robust of them."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import typer

from hpplan.cli.formats import Format
from hpplan.cli.progress import progress_in
from hpplan.cli.workers import refuse_workers, workers
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.analysis.alternatives import Alternatives
    from hpplan.analysis.risk.robust import RobustChoice
    from hpplan.planning import Outcome
    from hpplan.programme.programme import SituationData
    from hpplan.solving.result import Limits

ALTERNATIVES: Final = "--alternatives"
DIFFER_BY: Final = "--differ-by"
ROBUST: Final = "--robust"
LOSS: Final = 0.05
"""The default share of the last goal's value that a robust plan may lose."""
RUNS: Final = 200
"""The default number of futures for each plan."""
APART: Final = 3
"""The default number of sites by which alternatives differ."""
_HOLDING: Final = {
    Format.CSV: "a CSV table holds",
    Format.XLSX: "a workbook holds",
    Format.MERMAID: "a chart shows",
    Format.ICS: "a calendar holds",
    Format.SVG: "a picture shows",
    Format.GEOJSON: "a map shows",
}
"""The formats that can hold only one plan."""


@dataclass(frozen=True, slots=True)
class SeveralAsked:
    """The options for further plans; None where not given."""

    alternatives: int | None
    differ_by: int | None
    robust: int | None
    loss: float | None
    runs: int | None
    seed: int | None
    jobs: int | None
    dask: str | None

    @property
    def option(self) -> str | None:
        """The option that asks for several plans, if any does."""
        if self.robust is not None:
            return ROBUST
        return None if self.alternatives is None else ALTERNATIVES

    def check(
        self, form: Format, repairs: Collection[str], *, second_opinion: bool, dates: bool
    ) -> None:
        """End the command with a usage error if the options do not fit together."""
        if self.differ_by is not None and self.alternatives is None:
            raise typer.BadParameter(f"it applies to {ALTERNATIVES} only", param_hint=DIFFER_BY)
        of_robust = (("--loss", self.loss), ("--runs", self.runs), ("--seed", self.seed))
        for option, given in of_robust:
            if given is not None and self.robust is None:
                raise typer.BadParameter(f"it applies to {ROBUST} only", param_hint=option)
        if self.robust is None:
            refuse_workers(self.jobs, self.dask, unless=ROBUST)
        if self.robust is not None and self.alternatives is not None:
            raise typer.BadParameter(f"cannot be combined with {ALTERNATIVES}", param_hint=ROBUST)
        several = self.option
        if several is None:
            return
        if (what := _HOLDING.get(form)) is not None:
            raise typer.BadParameter(f"{what} one plan; use --format json", param_hint=several)
        if second_opinion:
            message = "cannot be combined with --second-opinion, which proves one plan twice"
            raise typer.BadParameter(message, param_hint=several)
        if repairs:
            message = "cannot be combined with --apply-repair"
            raise typer.BadParameter(message, param_hint=several)
        if dates:
            message = (
                "plans are compared without days, by who is in which wave: leave out --dates, and "
                "ask for the days of one of them with --dates and a --pin for each site by which "
                "they differ"
            )
            raise typer.BadParameter(message, param_hint=several)

    def solve(self, planned: "SituationData", limits: "Limits") -> "Plans":
        """The plans that are asked for."""
        return (
            _alternatives(self, planned, limits)
            if self.robust is None
            else _robust(self, planned, limits)
        )


@dataclass(frozen=True, slots=True)
class Plans:
    """The plan that is shown, or why there is none, and the plans that it was chosen from, if
    several were asked for.
    """

    outcome: "Outcome"
    alternatives: "Alternatives | None" = None
    choice: "RobustChoice | None" = None

    @property
    def several(self) -> bool:
        """Whether there are other plans beside it."""
        return self.alternatives is not None or self.choice is not None

    @property
    def interrupted(self) -> bool:
        """Whether the user ended the search before all that was asked for was found."""
        return (self.alternatives or self.choice or self.outcome).interrupted


def _alternatives(asked: SeveralAsked, planned: "SituationData", limits: "Limits") -> Plans:
    from hpplan.analysis.alternatives import alternatives

    found = alternatives(planned, asked.alternatives or 0, asked.differ_by or APART, limits)
    return Plans(found.base, alternatives=found)


def _robust(asked: SeveralAsked, planned: "SituationData", limits: "Limits") -> Plans:
    from hpplan.analysis.risk.assessment import RunsAsked
    from hpplan.analysis.risk.robust import RobustAsked, robust_choice
    from hpplan.planning import Solved

    futures = RunsAsked(asked.runs or RUNS, 1 if asked.seed is None else asked.seed)
    loss = LOSS if asked.loss is None else asked.loss
    wanted = RobustAsked(asked.robust or 0, loss, futures)
    with workers(asked.jobs, asked.dask) as executor:
        found, choice = robust_choice(planned, wanted, limits, executor, progress_in("futures"))
    outcome = found.base
    if choice is None and isinstance(outcome, Solved):  # ended before any future was counted
        outcome = replace(outcome, interrupted=True)
    return Plans(outcome, choice=choice)

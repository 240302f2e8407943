"""Plan files that the user names, with the day and the data that they are read with."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hpplan.cli.data_directory import broken_rules, day, load, require_waves, situation
from hpplan.cli.reply import Reply
from hpplan.values import dataclass

if TYPE_CHECKING:
    from hpplan.diagnostics.finding import Finding
    from hpplan.diagnostics.place import Locator, Place
    from hpplan.programme.plan import PlanData
    from hpplan.programme.programme import ProgrammeData, SituationData
    from hpplan.reading.stated_plan import PlanFile


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A plan file with the situation that it is a plan for, and the places in both."""

    file: "PlanFile"
    plan: "PlanData"
    situation: "SituationData"
    places: "Locator"

    def findings(self) -> "list[Finding]":
        """The findings about it, by the rules' own verifiers."""
        from hpplan.diagnostics.finding import in_order
        from hpplan.verification import verify_names, verify_plan

        file = self.file
        named = verify_names(self.situation, file.unplaced_at, file.dated_at)
        judged = verify_plan(self.situation, self.plan, file.at, file.dated_at, file.digest)
        return in_order([*judged, *named])


def open_plan(
    path: Path, programme: "ProgrammeData", as_of: str | None, reply: Reply
) -> OpenedPlan:
    """The plan in the file, as of the day that the user names, else as of its own. A file that
    cannot be understood ends the command with its findings.
    """
    from hpplan.reading.lock import read_plan_or_lock

    reply.spare(path)
    reading = read_plan_or_lock(path)
    if reading.plan is None:
        reply.refuse(reading.findings, reading.places)
    file = reading.plan
    known = programme.on(day(as_of, programme) or file.as_of, file.overrides)
    require_waves(known, reply)
    places = BothPlaces(reading.places, programme.places)
    return OpenedPlan(file, file.plan(known), known, places)


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The plan that a command shows, its situation, and the findings about it."""

    plan: "PlanData"
    situation: "SituationData"
    findings: "list[Finding]"

    @property
    def worse_than_info(self) -> "list[Finding]":
        """The findings to be reported beside an answer."""
        from hpplan.diagnostics.finding import Severity

        return [finding for finding in self.findings if finding.severity is not Severity.INFO]


def shown_plan(
    path: Path | None,
    folder: Path | None,
    as_of: str | None,
    reply: Reply,
    speak: "Callable[[ProgrammeData], None]",
) -> PlanShown:
    """The plan in the file, else the one by the claims. Findings are in English. Its reasons are
    sentences of the answer: they are made after the language of the programme is set.
    """
    if path is None:
        from hpplan.programme.plan import current_plan

        known = situation(folder, as_of, reply)
        findings = broken_rules(known)
        speak(known.programme)
        return PlanShown(current_plan(known), known, findings)
    opened = open_plan(path, load(folder, reply), as_of, reply)
    findings = opened.findings()
    speak(opened.situation.programme)
    return PlanShown(opened.plan, opened.situation, findings)


@dataclass(frozen=True, slots=True)
class BothPlaces:
    """Places in a plan file and in the data; addresses are those of the data."""

    plan: "Locator"
    data: "Locator"

    def place(self, address: int) -> "Place | None":
        return self.data.place(address)

    def inside(self, address: int, *path: str | int) -> "Place | None":
        return self.data.inside(address, *path)

    def key(self, address: int, *path: str | int) -> "Place | None":
        return self.data.key(address, *path)

    def source_line(self, place: "Place") -> str | None:
        return self.data.source_line(place) or self.plan.source_line(place)

    def written(self, address: int, *path: str | int) -> str | None:
        return self.data.written(address, *path)

"""Plan files: written by `hpplan assign --output`, or a list of placements made by hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final

from pydantic import ConfigDict, Field, ValidationError

from hpplan.diagnostics.finding import Finding, Note, Severity, in_order
from hpplan.diagnostics.place import Place
from hpplan.domain.entry import AnyWhole, Entry, Flag, Text, Vocabulary
from hpplan.periods import Period, Precision
from hpplan.programme.plan import (
    FORMAT,
)
from hpplan.programme.programme import DataFile, Overrides
from hpplan.reading.codes.references import DUPLICATE_ID
from hpplan.reading.codes.schema import INCOMPLETE, MISSING_KEY, NOT_A_CHOICE, WRONG_TYPE
from hpplan.reading.file_content import NOW, Files
from hpplan.reading.places import Places
from hpplan.reading.stated_plan import PlanFile, PlanReading, StatedGoal
from hpplan.reading.validation import findings_of
from hpplan.reading.yaml_text import UNREAD, parse_content

Pair = Annotated[str, Field(pattern=r"^[^=]+=[^=]+$")]
"""A site and a wave, written SITE=WAVE."""


class _Loose(Entry):
    """Part of a plan file. Keys that are only informative are ignored."""

    model_config = ConfigDict(extra="ignore")


class _GoLive(_Loose):
    label: Text
    first: Period = Field(alias="from")
    last: Period = Field(alias="to")
    chosen: Flag = False

    @property
    def period(self) -> Period:
        try:
            precision = Period.parse(self.label).precision
        except ValueError:  # a stretch without a name
            precision = Precision.DAY if self.first == self.last else Precision.SEASON
        return Period(self.label, self.first.first, self.last.last, precision)


class _Placed(_Loose):
    site: Text
    wave: Text
    label: Text | None = None
    go_live: _GoLive | None = None
    reason: Text | None = None


class _Unplaced(_Loose):
    site: Text
    reason: Text | None = None


class _Made(_Loose):
    file: Text
    sha256: Text


class _Options(_Loose):
    pin: tuple[Pair, ...] = ()
    forbid: tuple[Pair, ...] = ()
    reopen: tuple[Text, ...] = ()
    dates: Flag = False


class _DaysStated(_Loose):
    goals: tuple[StatedGoal, ...] = ()


class _Stated(_Loose):
    format: Annotated[AnyWhole, Field(ge=1)] = 1
    programme: Text | None = None
    as_of: Period | None = None
    status: Text | None = None
    placements: tuple[_Placed, ...]
    unplaced: tuple[_Unplaced, ...] = ()
    goals: tuple[StatedGoal, ...] | None = None
    dates: _DaysStated | None = None
    made_from: tuple[_Made, ...] | None = None
    digest: Text | None = None
    options: _Options = _Options.model_construct()


TABLES: Final = (".csv", ".xlsx", ".xlsm", ".xls", ".ods")
"""The endings of the names of files that are read as tables."""


def read_plan(path: Path, files: Files = NOW) -> PlanReading:
    """Read a plan as JSON or YAML; JSON is YAML. A list of `{site, wave}` placements is enough. A
    file with the name of a table is read as CSV, or as a workbook.
    """
    if path.suffix.lower() in TABLES:
        from hpplan.reading.plan_table import read_plan_table

        return read_plan_table(path, files)
    places, shown = Places(), files.shown(path)
    value, faults = parse_content(files.content(path), shown, places)
    findings = list(faults)
    plan: PlanFile | None = None
    if value is not UNREAD and not isinstance(value, dict):
        message, hint = "expected a mapping with the key 'placements'", "see hpplan assign --output"
        place = Place(shown, 1, 1, 1, 1)
        findings.append(WRONG_TYPE.finding(message, place, hint=hint))
    elif isinstance(value, dict) and (newer := _newer(value, places)) is not None:
        findings.append(newer)
    elif isinstance(value, dict) and "placements" not in value:
        message = "the key 'placements' is missing: this is no plan"
        hint = "a plan is what hpplan assign --output writes, or a list of placements"
        findings.append(MISSING_KEY.finding(message, places.place(value["@"]), hint=hint))
    elif isinstance(value, dict):
        address = value["@"]
        try:
            stated = _Stated.model_validate(value)
        except ValidationError as fault:
            findings += findings_of(fault, _Stated, address, (), places, Vocabulary())
        else:
            findings += [*_no_plan(stated, address, places), *_twice(stated, address, places)]
            plan = _plan_file(stated, address, places)
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    return PlanReading(None if failed else plan, tuple(in_order(findings)), places)


def _newer(value: Mapping[str, object], places: Places) -> Finding | None:
    """The finding for a format newer than this version, before anything else is read."""
    stated, address = value.get("format"), value["@"]
    if not (isinstance(stated, int) and isinstance(address, int) and stated > FORMAT):
        return None
    message = f"this plan file has format {stated}; this hpplan reads formats up to {FORMAT}"
    hint = "update hpplan, or make the plan again with hpplan assign --output"
    return NOT_A_CHOICE.finding(message, places.inside(address, "format"), hint=hint)


def _no_plan(stated: _Stated, address: int, places: Places) -> list[Finding]:
    if stated.status not in ("infeasible", "undecided"):
        return []
    place = places.inside(address, "status")
    message = f"this file contains no plan: its status is '{stated.status}'"
    return [INCOMPLETE.finding(message, place, hint="make one with hpplan assign")]


def _twice(stated: _Stated, address: int, places: Places) -> list[Finding]:
    """Sites that are named twice: in one list, or both as placed and as unplaced."""
    standing = [("placements", number, one.site) for number, one in enumerate(stated.placements)]
    standing += [("unplaced", number, one.site) for number, one in enumerate(stated.unplaced)]
    first: dict[str, tuple[str, int]] = {}
    found = []
    for where, number, site in standing:
        if (before := first.setdefault(site, (where, number))) == (where, number):
            continue
        place = places.inside(address, where, number, "site")
        note = Note("first here", places.inside(address, *before, "site"))
        message = (
            f"'{site}' is placed, and also in 'unplaced'"
            if before[0] != where
            else f"'{site}' is {'placed' if where == 'placements' else 'unplaced'} twice"
        )
        found.append(DUPLICATE_ID.finding(message, place, hint="keep one", notes=[note]))
    return found


def _plan_file(stated: _Stated, address: int, places: Places) -> PlanFile:
    at = {
        placed.site: place
        for number, placed in enumerate(stated.placements)
        if (place := places.inside(address, "placements", number, "wave")) is not None
    }
    options = stated.options
    return PlanFile(
        waves={placed.site: placed.wave for placed in stated.placements},
        at=at,
        programme=stated.programme,
        as_of=None if stated.as_of is None else stated.as_of.last,
        overrides=Overrides(
            _pairs(options.pin), _pairs(options.forbid), options.reopen, options.dates
        ),
        goals=stated.goals,
        reasons=_reasons(stated),
        dates={
            placed.site: (placed.label or placed.wave, placed.go_live.period)
            for placed in stated.placements
            if placed.go_live is not None
        },
        chosen={
            placed.site: placed.go_live.period.first
            for placed in stated.placements
            if placed.go_live is not None and placed.go_live.chosen
        },
        day_goals=None if stated.dates is None else stated.dates.goals,
        made_from=None
        if stated.made_from is None
        else tuple(DataFile(made.file, made.sha256) for made in stated.made_from),
        digest=stated.digest,
    )


def _reasons(stated: _Stated) -> dict[str, str]:
    reasons = {placed.site: placed.reason for placed in stated.placements if placed.reason}
    return reasons | {out.site: out.reason for out in stated.unplaced if out.reason}


def _pairs(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = (text.partition("=") for text in texts)
    return tuple((site, wave) for site, _, wave in pairs)

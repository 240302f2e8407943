"""New facts and adopted plans, written into the files of a data directory as claims."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from hpplan.analysis.adoption import EVERYBODY, Adoption, NotAdoptable, adoption, on_the_day
from hpplan.api.arguments import (
    SECONDS,
    a_flag,
    a_name,
    a_path,
    a_period,
    limits_of,
    names_of,
    wrong,
)
from hpplan.api.errors import InvalidPlan, InvalidProgramme, NotWritten
from hpplan.api.programme import Plan
from hpplan.api.shown import Report
from hpplan.domain.claims import Says
from hpplan.domain.selectors import Sites
from hpplan.domain.sources import Source
from hpplan.importing.files import InMemory
from hpplan.planning import Solved
from hpplan.programme.names import UnknownName, known_site
from hpplan.programme.programme import ProgrammeData
from hpplan.programme.statements import Grounds
from hpplan.reading.bundled import bundled_among
from hpplan.reading.lock import read_plan_or_lock
from hpplan.reading.plan_file import read_plan
from hpplan.reading.stated_plan import PlanFile
from hpplan.reading.vocabulary import vocabulary
from hpplan.recording.claim import (
    SUBJECT,
    Misstated,
    claim_keys,
    claim_tried,
    given,
    period_value,
    subject_of,
)
from hpplan.recording.grounds import (
    BadSource,
    grounds_on,
    known_source,
    moved_date,
    new_source,
    source_not_there,
)
from hpplan.recording.statements import StatementsTried, in_vain, statements_tried
from hpplan.recording.trial import NewError, RefusedChange, Trial
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.data_written import DataWritten, data_written
from hpplan.views.recorded import Recorded
from hpplan.writing.data_files import DataFiles
from hpplan.writing.yaml_flow import Value

NewSource = Mapping[str, str | date | int]
"""A new source by its keys, such as `{"id": "log", "title": "Log", "published": "2024-02-01"}`."""
_PLAN = "the plan.json"


@dataclass(frozen=True, slots=True)
class Adopted:
    """The plan that was adopted, the statements that adopt it, and what was written."""

    adoption: Adoption
    written: DataWritten


def record(
    directory: str | Path,
    subject: str,
    says: str,
    what: str | date | bool | None = None,
    *,
    source: str | NewSource,
    on: date | str | None = None,
    known: date | str | None = None,
    until: date | str | None = None,
    decision: str | None = None,
    because: str | None = None,
    note: str | None = None,
    settles: str | None = None,
    advance: bool = False,
    dry_run: bool = False,
    seconds: float = SECONDS,
) -> Report[Recorded]:
    """Write a new fact into the data files, as a claim after the others, and show its effect:
    `record("data", "froya", "decided", "KI2", source="log")`.

    The words are those of `hpplan record`; `what` is the wave, gate, period, label or flag that
    they need. `source` is the id of one, or the keys of a new one. With `advance` the programme's
    date moves to when the fact is known; with `dry_run` nothing is written. `seconds` is the time
    for planning before and after. Raises NotWritten, and writes nothing, where the data would have
    one more error or claims would contradict one another; InvalidProgramme where the data cannot be
    understood.
    """
    limits = limits_of(seconds)
    moves, dry = a_flag(advance, "advance"), a_flag(dry_run, "dry_run")
    data = _Opened.of(directory)
    of = subject_of(a_name(subject, "subject"), data.programme)
    if isinstance(of, Misstated):
        _misstated(of)
    keys = claim_keys(
        of, a_name(says, "says"), _what(what), None if until is None else a_period(until, "until")
    )
    if isinstance(keys, Misstated):
        _misstated(keys)
    added, name = data.source(source)
    keys |= {
        **given(on=_period(on, "on"), known=_period(known, "known"), until=_period(until, "until")),
        **given(source=name, decision=_text(decision, "decision")),
        **given(because=_text(because, "because"), note=_text(note, "note")),
        **given(settles=_text(settles, "settles")),
    }
    found = claim_tried(data.files, data.programme, of, keys, added, advance=moves)
    if isinstance(found, RefusedChange | NewError):
        _refused(found)
    data.write(found.trial, dry_run=dry)
    done = data_written(found.trial, found.day, found.known, limits, dry_run=dry)
    return _recorded(Recorded.of(found, done))


def adopt(
    directory: str | Path,
    plan: Plan | str | Path,
    *,
    source: str | NewSource,
    says: str = "planned",
    sites: str | Iterable[str] | None = None,
    known: date | str | None = None,
    decision: str | None = None,
    note: str | None = None,
    force: bool = False,
    advance: bool = False,
    dry_run: bool = False,
    seconds: float = SECONDS,
) -> Report[Adopted]:
    """Write a plan, or a plan file, into the data files: a claim for each site (of these `sites`)
    that does not have that wave in the data yet, and for each wave whose day it chose.

    `says` is `planned` or `decided`; `source`, `advance`, `dry_run` and `seconds` are as for
    `record`. With `force` the plan may be one of other data. Raises NotWritten, and writes nothing,
    where it breaks a rule, was made from other data, or would not count; InvalidPlan where a file
    cannot be understood.
    """
    if says not in (Says.PLANNED, Says.DECIDED):
        raise ValueError(f"says: 'planned' or 'decided' is expected, not '{literal(str(says))}'")
    limits = limits_of(seconds)
    moves, dry = a_flag(advance, "advance"), a_flag(dry_run, "dry_run")
    forced = a_flag(force, "force")
    file, data = _plan_file(plan), _Opened.of(directory)
    added, name = data.source(source)
    grounds = data.grounds(name, added, _period_text(known, "known"), decision, note)
    chosen = EVERYBODY if sites is None else _sites(sites, data.programme, grounds)
    found = adoption(data.programme, file, grounds, Says(says), chosen, force=forced)
    if isinstance(found, NotAdoptable):
        raise NotWritten("the plan is not adopted", found.findings)
    situation, statements = found.situation, found.statements
    if (vain := in_vain(situation, statements, grounds)) is not None:
        _refused(vain)
    beside = [
        *source_not_there(added if statements else None, data.programme),
        *moved_date(data.programme, grounds.known_from, advance=moves),
    ]
    ready = statements_tried(data.files, situation, statements, beside)
    if not isinstance(ready, StatementsTried):
        _refused(ready)
    data.write(ready.trial, dry_run=dry)
    done = data_written(ready.trial, situation.as_of, grounds.known_from, limits, dry_run=dry)
    return _adopted(Adopted(found, done))


def _recorded(value: Recorded) -> Report[Recorded]:
    from hpplan.views import recorded as view

    return Report(value, view.document(value))


def _adopted(value: Adopted) -> Report[Adopted]:
    from hpplan.views import adoption as view

    return Report(value, view.document(value.adoption, value.written))


@dataclass(frozen=True, slots=True)
class _Opened:
    """The files of a folder that are about to be written."""

    files: DataFiles
    programme: ProgrammeData

    @classmethod
    def of(cls, directory: str | Path) -> "_Opened":
        files = DataFiles.read_from(a_path(directory, "directory"))
        reading = files.reading()
        if reading.programme is None:
            raise InvalidProgramme(reading.findings)
        return cls(files, reading.programme)

    def source(self, source: object) -> tuple[dict[str, Value] | None, str]:
        """The keys of a new source, if it is one, and its id."""
        if isinstance(source, str):
            known = known_source(source, self.programme)
            if isinstance(known, RefusedChange):
                raise UnknownName(literal(known.message))
            return None, known.id
        if not isinstance(source, Mapping) or not isinstance(source.get("id"), str):
            wrong("source", "the id of a source, or the keys of a new one", source)
        keys = {str(key): _value(value) for key, value in source.items()}
        match new_source(keys, self.programme):
            case BadSource(message):
                raise ValueError(literal(f"source: {message}"))
            case RefusedChange() as why:
                _refused(why)
            case found:
                return keys, found.id

    def grounds(
        self,
        name: str,
        added: Mapping[str, Value] | None,
        known: str | None,
        decision: str | None,
        note: str | None,
    ) -> Grounds:
        """The grounds of the claims of a plan."""
        programme = self.programme
        source = known_source(name, programme) if added is None else new_source(added, programme)
        assert isinstance(source, Source)
        rest = _text(decision, "decision"), _text(note, "note")
        found = grounds_on(source, programme, known, *rest)
        if isinstance(found, RefusedChange):
            raise UnknownName(literal(found.message))
        return found

    def write(self, tried: Trial, *, dry_run: bool) -> None:
        """Replace the files, unless it is a dry run."""
        if (file := bundled_among(tried.texts)) is not None:
            raise NotWritten(f"'{file}' comes with hpplan: name a folder of yours")
        if not dry_run and (failed := tried.write()) is not None:
            written = f"; written before that: {', '.join(failed.were)}" if failed.were else ""
            raise NotWritten(f"{failed.file} {failed.why}{written}")


def _plan_file(plan: object) -> PlanFile:
    match plan:
        case Plan(data=made, made_for=situation):
            from hpplan.views import plan_json

            text = plan_json.render(situation, Solved(made, 0))
            reading = read_plan(Path(_PLAN), InMemory(Path(), {_PLAN: text}))
        case str() | Path():
            reading = read_plan_or_lock(Path(plan))
        case _:
            wrong("plan", "a Plan, or the path of a plan file", plan)
    if reading.plan is None:
        raise InvalidPlan(reading.findings)
    return reading.plan


def _sites(sites: object, programme: ProgrammeData, grounds: Grounds) -> Sites:
    known = on_the_day(programme, grounds)
    names = [known_site(known, name) for name in names_of(sites, "sites")]
    return Sites.model_validate(names, context=vocabulary(programme))


def _refused(why: RefusedChange | NewError) -> NoReturn:
    if isinstance(why, NewError):
        raise NotWritten("the data would have an error", [why.finding])
    where = "" if why.place is None else f"{why.place.file}:{why.place.line}: "
    raise NotWritten(f"{where}{why.message}")


def _misstated(why: Misstated) -> NoReturn:
    parts = {SUBJECT: "subject", "SAYS": "says", "--until": "until"}
    message = literal(f"{parts.get(why.part, 'what')}: {why.why}")
    raise UnknownName(message) if why.part == SUBJECT else ValueError(message)


def _what(value: object) -> str | None:
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case date():
            return a_period(value, "what")
        case _:
            wrong("what", "the wave, gate, period, label or flag that is said", value)


def _period_text(value: object, name: str) -> str | None:
    return None if value is None else a_period(value, name)


def _period(value: object, name: str) -> Value:
    return period_value(_period_text(value, name))


def _text(value: object, name: str) -> str | None:
    return None if value is None else a_name(value, name)


def _value(value: object) -> Value:
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case str() | int():
            return value
        case _:
            wrong("source", "keys with text, days or numbers", value)

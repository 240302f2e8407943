"""A claim in words, and its trial in the data files."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from hpplan.diagnostics.fixes.dates import why_no_period
from hpplan.diagnostics.place import Place
from hpplan.diagnostics.suggestion import did_you_mean
from hpplan.domain.claims import NAMES_A_WAVE, OF_A_GATE, WORDS_OF_WAVES, Says
from hpplan.programme.programme import ProgrammeData
from hpplan.recording.grounds import moved_date, source_not_there
from hpplan.recording.trial import NewError, RefusedChange, Trial, trial
from hpplan.text import enumerated
from hpplan.values import dataclass
from hpplan.writing.changes import CannotWrite, DataChange, NewClaim, changed_texts
from hpplan.writing.data_files import DataFiles
from hpplan.writing.objections import StatedClaim, newest_stated, objection, stated_already
from hpplan.writing.yaml_flow import Value

SITE_PREFIX, WAVE_PREFIX = "site:", "wave:"
SUBJECT, SAYS, UNTIL = "SITE|WAVE", "SAYS", "--until"
"""The names of the parts of a claim, for errors; the others go by their keys."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The site or wave that the claim is about."""

    section: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Misstated:
    """Which part of a claim makes no sense, and why."""

    part: str
    why: str


def subject_of(text: str, programme: ProgrammeData) -> Subject | Misstated:
    """The site or the wave of this id."""
    sites, waves = programme.site, {wave.id: wave for wave in programme.waves}
    as_site = text in sites or (
        text.startswith(SITE_PREFIX) and text.removeprefix(SITE_PREFIX) in sites
    )
    as_wave = text in waves or (
        text.startswith(WAVE_PREFIX) and text.removeprefix(WAVE_PREFIX) in waves
    )
    if as_site and as_wave:
        why = f"'{text}' is a site and a wave: write {SITE_PREFIX}{text} or {WAVE_PREFIX}{text}"
        return Misstated(SUBJECT, why)
    if as_site:
        name = text if text in sites else text.removeprefix(SITE_PREFIX)
        return Subject("sites", name, programme.called(name))
    if as_wave:
        name = text if text in waves else text.removeprefix(WAVE_PREFIX)
        return Subject("waves", name, name)
    meant = did_you_mean(text, [*sites, *waves])
    hint = "" if meant is None else f"; {meant}"
    return Misstated(SUBJECT, f"there is no site and no wave '{text}'{hint}")


def claim_keys(
    of: Subject, says: str, what: str | None, until: str | None
) -> dict[str, Value] | Misstated:
    """The claim by its keys."""
    if of.section == "waves":
        if until is not None:
            return Misstated(UNTIL, "only a site is undecided until some day")
        return _of_wave(says, what)
    if (wrong := _not_one_of(says, [*Says], "a site")) is not None:
        return wrong
    said = Says(says)
    if until is not None and said is not Says.UNDECIDED:
        return Misstated(UNTIL, f"only a site that is undecided has one, not one that is '{said}'")
    if said in NAMES_A_WAVE or said in OF_A_GATE:
        key = "gate" if said in OF_A_GATE else "wave"
        return _missing(says, key.upper()) if what is None else {"says": says, key: what}
    if what is not None:
        return Misstated("WAVE", f"'{says}' names no wave, and '{what}' stands behind it")
    return {"says": says}


def _of_wave(says: str, what: str | None) -> dict[str, Value] | Misstated:
    if (wrong := _not_one_of(says, WORDS_OF_WAVES, "a wave")) is not None:
        return wrong
    match says, what:
        case "go_live", None:
            return _missing(says, "PERIOD")
        case "go_live", str():
            why = None if what == "unknown" else why_no_period(what)
            return {"go_live": period_value(what)} if why is None else Misstated("PERIOD", why)
        case "dropped", None:
            return {"dropped": True}
        case "open", None:
            return _missing(says, "true|false")
        case (("open" | "dropped"), str()):
            if what not in ("true", "false"):
                return Misstated("true|false", f"'{says}' is true or false, not '{what}'")
            return {says: what == "true"}
        case "called", _:
            return _missing(says, "LABEL") if what is None else {"called": what}
        case _:
            return _missing(says, "GATE") if what is None else {"says": says, "gate": what}


def _not_one_of(says: str, words: Iterable[str], of: str) -> Misstated | None:
    known = [str(word) for word in words]
    if says in known:
        return None
    hint = did_you_mean(says, known) or f"one of: {enumerated(known)}"
    return Misstated(SAYS, f"a claim of {of} does not say '{says}'; {hint}")


def _missing(says: str, name: str) -> Misstated:
    return Misstated(name, f"'{says}' needs it: hpplan record … {says} {name}")


def period_value(text: str | None) -> Value:
    """A period as written in YAML: a year without quotes."""
    return int(text) if text is not None and text.isdecimal() and text[0] != "0" else text


def given(**keys: Value) -> dict[str, Value]:
    """The keys that were given, in this order."""
    return {key: value for key, value in keys.items() if value is not None}


# --- in the data ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClaimTried:
    """A claim in the data files, what it says and where it stands; it was there `already`, or would
    be written. It is known from one day, and its effect is shown as of another.
    """

    of: Subject
    keys: Mapping[str, Value]
    said: str
    place: Place | None
    already: bool
    trial: Trial
    known: date | None
    day: date | None


def claim_tried(
    files: DataFiles,
    programme: ProgrammeData,
    of: Subject,
    keys: Mapping[str, Value],
    source: Mapping[str, Value] | None,
    *,
    advance: bool,
) -> ClaimTried | RefusedChange | NewError:
    """The claim after the others of its subject, with a new source, if there is one, and with the
    programme's date moved to when it is known, if that is wanted.
    """
    claim = NewClaim(of.section, of.id, keys)
    sources = list(source_not_there(source, programme))
    read = _read_with(files, [*sources, claim], of)
    if isinstance(read, RefusedChange):
        return read
    there = None if read is None else stated_already(read.programme, read.stated)
    known = None if read is None else read.known
    dates = moved_date(programme, known, advance=advance)
    days = (programme.default_as_of(), known)
    day = max((each for each in days if each is not None), default=None)
    done = trial(files, programme, [*sources, *dates, *([] if there else [claim])], day)
    if not isinstance(done, Trial):
        return done
    if there is None:
        read = _Read(done.programme, newest_stated(done.programme, of.section, of.id))
        if (why := objection(programme, done.programme, [read.stated], day)) is not None:
            return RefusedChange(why.message, why.place)
    assert read is not None, "what cannot be read has an error"
    return ClaimTried(
        of,
        keys,
        read.stated.claim.said,
        read.programme.places.place((there or read.stated.claim).address),
        there is not None,
        done,
        read.known,
        day,
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """The claim as read in a programme with it."""

    programme: ProgrammeData
    stated: StatedClaim

    @property
    def known(self) -> date | None:
        return self.stated.claim.known_from(self.programme.sources)


def _read_with(
    files: DataFiles, changes: Sequence[DataChange], of: Subject
) -> _Read | RefusedChange | None:
    """The claim as it would be read; None where the data could not be understood then."""
    texts = changed_texts(files.texts, changes)
    if isinstance(texts, CannotWrite):
        return RefusedChange(texts.message, texts.place)
    programme = files.reading(texts).programme
    if programme is None:
        return None
    return _Read(programme, newest_stated(programme, of.section, of.id))

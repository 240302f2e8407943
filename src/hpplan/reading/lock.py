"""`hpplan.lock`: a plan as lines that git can merge, one for each site and one for each wave with a
chosen day. No line depends on another, or on the plan as a whole.

A key is the id of a site or a wave; `site:` or `wave:` before it says which, where an id alone
could be taken for something else.
"""

import re
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Final

from hpplan.diagnostics.finding import Finding, Severity, in_order
from hpplan.diagnostics.place import Place
from hpplan.domain.entry import NOWHERE
from hpplan.programme.programme import Overrides
from hpplan.reading.codes.files import SYNTAX
from hpplan.reading.codes.schema import BAD_DATE, WRONG_TYPE
from hpplan.reading.file_content import NOW, Files
from hpplan.reading.places import Places
from hpplan.reading.plan_file import read_plan
from hpplan.reading.stated_plan import PlanFile, PlanReading
from hpplan.reading.yaml_text import UNREAD, parse_bytes
from hpplan.values import dataclass

NAME: Final = "hpplan.lock"
"""The name of the lock in a data directory."""
ENDING: Final = ".lock"
"""The ending of the names of files that are read as locks."""
AS_OF: Final = "as_of"
SITE: Final = "site:"
WAVE: Final = "wave:"

SETTLE: Final = "run hpplan lock"
"""What to do about a lock that cannot be read."""
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""The content of a wave's line."""
_MARKER: Final = re.compile(rb"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
"""The markers that git writes around lines that it could not merge."""
_DAY_LINE: Final = re.compile(
    rb"^(?!as_of:|\"?site:)[^\r\n]*: [0-9]{4}-[0-9]{2}-[0-9]{2}[ \r]*$", re.MULTILINE
)


def states_days(content: bytes) -> bool:
    """Whether a line of the lock states the day of a wave, even if the rest of it is broken by a
    merge.
    """
    return _DAY_LINE.search(content) is not None


def is_lock(path: Path) -> bool:
    """Whether the name of the file is that of a lock."""
    return path.name.endswith(ENDING)


def read_plan_or_lock(path: Path, files: Files = NOW) -> PlanReading:
    """The plan in a file that a user names: a lock, by its name, else a plan file."""
    return read_lock(path, files) if is_lock(path) else read_plan(path, files)


def read_lock(path: Path, files: Files = NOW) -> PlanReading:
    """Read a lock; all conflict markers of git in it are one finding."""
    places, shown = Places(), files.shown(path)
    content = files.content(path)
    if isinstance(content, Finding):
        return PlanReading(None, (content,), places)
    if (marker := _MARKER.search(content)) is not None:
        return PlanReading(None, (_broken_by_a_merge(content, marker, shown, places),), places)
    value, faults = parse_bytes(content, shown, places)
    lines = _Lines(places, findings=faults)
    if isinstance(value, dict):
        lines.read(value)
    elif value is not UNREAD and value is not None:  # without a line it is that of no site
        message, place = "expected lines such as 'heim: KI2'", Place(shown, 1, 1, 1, 1)
        lines.findings.append(WRONG_TYPE.finding(message, place, hint=SETTLE))
    failed = any(finding.severity is Severity.ERROR for finding in lines.findings)
    plan = None if failed else lines.plan()
    return PlanReading(plan, tuple(in_order(lines.findings)), places)


def _broken_by_a_merge(
    content: bytes | bytearray, marker: re.Match[bytes], shown: str, places: Places
) -> Finding:
    file = places.open(shown, content.decode(errors="replace"))
    start = len(content[: marker.start()].decode(errors="replace"))
    place = file.between(start, start + len(marker[0]))
    message = f"{shown} is broken by a merge: git left both sides of a conflict in it"
    return SYNTAX.finding(message, place, hint=f"{SETTLE}, which settles it")


@dataclass(slots=True)
class _Lines:
    """The lines of a lock, as they are read."""

    places: Places
    findings: list[Finding]
    address: int = NOWHERE
    as_of: date | None = None
    waves: dict[str, str] = field(default_factory=dict)
    unplaced_at: dict[str, Place] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    at: dict[str, Place] = field(default_factory=dict)
    dated_at: dict[str, Place] = field(default_factory=dict)

    def read(self, stated: dict[str, object]) -> None:
        """Take in every line of the file; the value begins with its address."""
        (_, address), *lines = stated.items()
        assert isinstance(address, int)
        self.address = address
        for key, value in lines:
            self._add(key, value)

    def _add(self, key: str, stated: object) -> None:
        kind, name = next(
            ((kind, key[len(kind) :]) for kind in (SITE, WAVE) if key.startswith(kind)), ("", key)
        )
        text = str(stated) if isinstance(stated, int) and not isinstance(stated, bool) else stated
        if text is not None and not isinstance(text, str):
            what = f"expected a wave, a day or null for '{name}'"
            self.findings.append(WRONG_TYPE.finding(what, self._value(key), hint=SETTLE))
        elif key == AS_OF or kind == WAVE or (not kind and text and DAY.fullmatch(text)):
            self._add_day(key, name, text or "")
        elif text is None:
            self.unplaced_at[name] = self._place(key)
        else:
            self.waves[name] = text
            self.at[name] = self._place(key)

    def _add_day(self, key: str, name: str, text: str) -> None:
        try:
            day = date.fromisoformat(text if DAY.fullmatch(text) else "")
        except ValueError:
            message = f"expected a day such as 2024-11-09, got '{text}'"
            self.findings.append(BAD_DATE.finding(message, self._value(key), hint=SETTLE))
            return
        if key == AS_OF:
            self.as_of = day
        else:
            self.days[name] = day
            self.dated_at[name] = self._place(key)

    def _value(self, key: str) -> Place | None:
        return self.places.inside(self.address, key)

    def _place(self, key: str) -> Place:
        """From the beginning of the key to the end of its value."""
        start, end = self.places.key(self.address, key), self.places.inside(self.address, key)
        if start is None or end is None:
            raise AssertionError("a line of a lock stands nowhere")
        return Place(start.file, start.line, start.column, end.end_line, end.end_column)

    def plan(self) -> PlanFile:
        return PlanFile(
            waves=self.waves,
            at=self.at,
            as_of=self.as_of,
            overrides=Overrides(dates=bool(self.days)),
            chosen={s: self.days[w] for s, w in self.waves.items() if w in self.days},
            unplaced_at=self.unplaced_at,
            dated_at=self.dated_at,
        )

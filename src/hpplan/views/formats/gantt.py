"""A Gantt chart for a terminal: a line for each wave or site, a column for some days."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from hpplan.analysis.timeline import PhaseDates, TimelineData, TimelineEntry
from hpplan.language import _
from hpplan.periods import A_DAY, Duration, day_in_words, month_in_words
from hpplan.values import dataclass
from hpplan.views.formats.drawing import fitted, legend

MANY: Final = 16
"""From this many sites on, there is one line for each wave instead."""
NAMED: Final = 14
"""How many columns a name may take."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters drawn; the phases take theirs in order, the last for all further ones."""

    phases: Sequence[str]
    go_live: str
    today: str


FINE = Glyphs(("░", "▒", "▓", "█"), "◆", "│")
PAST = Duration(days=200)
"""How much of the past is drawn."""
PLAIN = Glyphs((".", "-", "=", "#"), "*", "|")


def render(timeline: TimelineData, *, width: int, ascii_only: bool = False) -> str:
    """The chart, no wider than the width; empty where nothing is ahead."""
    glyphs = PLAIN if ascii_only else FINE
    if not (ahead := still_ahead(timeline)):
        return ""
    starts = (phase.start for entry in ahead for phase in entry.phases)
    first = min(timeline.as_of, *starts, *_go_lives(ahead))
    first = max(first, PAST.before(timeline.as_of))
    scale = _Scale(first, max(map(_last, ahead)), width - NAMED - 1)
    rows = titled_rows(timeline, ahead)
    named = dict(zip(timeline.phases, _for(glyphs, timeline), strict=True))
    drawn = [" " * (NAMED + 1) + scale.axis(timeline.as_of, glyphs.today)]
    for title, entry in rows:
        bar = _bar(entry, scale, named, glyphs, timeline.as_of)
        drawn.append(f"{fitted(title, NAMED)} {bar}".rstrip())
    meanings = [f"{glyph} {timeline.phases[phase]}" for phase, glyph in named.items()]
    go_live = _("go-live")
    meanings += [f"{glyphs.go_live} {go_live}", f"{glyphs.today} {day_in_words(timeline.as_of)}"]
    return "\n".join([*drawn, legend(meanings, width)])


def _for(glyphs: Glyphs, timeline: TimelineData) -> list[str]:
    last = len(glyphs.phases) - 1
    return [glyphs.phases[min(number, last)] for number in range(len(timeline.phases))]


def _end(entry: TimelineEntry) -> date | None:
    ends = [phase.end for phase in entry.phases]
    if entry.go_live is not None:
        ends.append(entry.go_live.last)
    return max(ends, default=None)


def _last(entry: TimelineEntry) -> date:
    return _end(entry) or date.min


def _go_lives(entries: Sequence[TimelineEntry]) -> list[date]:
    return [entry.go_live.first for entry in entries if entry.go_live is not None]


def still_ahead(timeline: TimelineData) -> list[TimelineEntry]:
    """The entries that are not entirely over on the day."""
    return [e for e in timeline.entries if _end(e) is not None and _last(e) >= timeline.as_of]


def titled_rows(
    timeline: TimelineData, ahead: Sequence[TimelineEntry]
) -> list[tuple[str, TimelineEntry]]:
    """The subject of each line: a site, or one site for its whole wave."""
    if len(timeline.entries) < MANY:
        return [(entry.name, entry) for entry in ahead]
    waves: dict[str, list[TimelineEntry]] = {}
    for entry in ahead:
        if entry.wave is not None:
            waves.setdefault(entry.wave, []).append(entry)
    return [
        (f"{entries[0].label or wave} ({len(entries)})", entries[0])
        for wave, entries in waves.items()
    ]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days as columns."""

    first: date
    last: date
    columns: int

    def column(self, day: date) -> int:
        span = max(1, (self.last - self.first).days)
        return round((day - self.first).days * (self.columns - 1) / span)

    def axis(self, today: date, mark: str) -> str:
        """The years, and half-years where there is room, or else months; and a mark at today."""
        marks = [" "] * self.columns
        for day, text in self._named():
            at = self.column(day)
            room = at + len(text) <= self.columns and at >= 0
            if room and all(m == " " for m in marks[max(0, at - 1) : at + len(text)]):
                marks[at : at + len(text)] = text
        if not "".join(marks).strip():
            marks[: self.columns] = f"{day_in_words(self.first, short=True):{self.columns}}"
        if (at := self.column(today)) in range(self.columns) and marks[at] == " ":
            marks[at] = mark
        return "".join(marks).rstrip()

    def _named(self) -> list[tuple[date, str]]:
        """The days that the axis names. Where no year begins, it is named with the months."""
        years = range(self.first.year, self.last.year + 1)
        begins = [date(year, 1, 1) for year in years if date(year, 1, 1) >= self.first]
        if begins:
            july = month_in_words(7, short=True)
            halves = [(date(year, 7, 1), july) for year in years]
            return sorted([*((day, str(day.year)) for day in begins), *halves])
        return [
            (date(self.first.year, month, 1), f"{month_in_words(month, short=True)} {years[0]}")
            for month in range(self.first.month + (self.first.day > 1), self.last.month + 1)
        ]


def _bar(
    entry: TimelineEntry, scale: _Scale, named: dict[str, str], glyphs: Glyphs, today: date
) -> str:
    cells = [" "] * scale.columns

    def fill(first: date, last: date, glyph: str) -> None:
        low, high = scale.column(first), scale.column(last)
        for at in range(max(0, low), min(high, scale.columns - 1) + 1):
            cells[at] = glyph

    def longest_first(phase: PhaseDates) -> int:
        return (phase.start - phase.end).days

    for phase in sorted(entry.phases, key=longest_first):
        fill(phase.start, A_DAY.before(phase.end), named[phase.id])
    if (at := scale.column(today)) in range(scale.columns) and cells[at] == " ":
        cells[at] = glyphs.today
    if entry.go_live is not None:
        fill(entry.go_live.first, entry.go_live.last, glyphs.go_live)
    return "".join(cells)

"""A timeline as a picture: each wave with its phases and gates, and its sites."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from hpplan.analysis.timeline import MilestoneDates, PhaseDates, TimelineData, TimelineEntry
from hpplan.domain.gates import GateState
from hpplan.domain.status import Status
from hpplan.language import _, plural
from hpplan.periods import Period, day_in_words
from hpplan.text import enumerated
from hpplan.values import dataclass
from hpplan.views.pictures.axis import HEIGHT, DayAxis
from hpplan.views.pictures.legend import Drawn, legend
from hpplan.views.pictures.marks import gate_mark, go_live_mark, status_mark
from hpplan.views.pictures.palette import WavePalette
from hpplan.views.pictures.svg import (
    LETTERINGS,
    Element,
    Svg,
    group,
    line,
    rect,
    striped,
    words,
)

NAME: Final = "gantt"
WIDTH: Final = 960
NAMED: Final = 190
"""The greatest width of the names of waves and sites."""
BAR: Final = 16
THIN: Final = 5
WAVE_ROW: Final = 38
SITE_ROW: Final = 17
LINE: Final = 14
"""The height of a line of a name."""
BETWEEN: Final = 12
FAINTEST: Final = 0.14
STRONGEST: Final = 0.38
"""The opacity of its wave's colour in the first phase, and in the last. Text is legible
on either.
"""
_FIRM: Final = frozenset({Status.LIVE, Status.DECIDED})


def gantt(timeline: TimelineData, *, sites: bool = True) -> Svg:
    """The chart: a block for each wave, with a row for each site in it, unless only the waves are
    asked for.
    """
    return _Gantt(timeline, sites).picture()


def opacities(number: int) -> list[float]:
    """The opacity of each of a number of phases, in their order, from 0 to 1."""
    step = (STRONGEST - FAINTEST) / max(1, number - 1)
    return [FAINTEST + at * step for at in range(number)]


@dataclass(frozen=True)
class _Gantt:
    timeline: TimelineData
    sites: bool

    def picture(self) -> Svg:
        when = day_in_words(self.timeline.as_of)
        shown, top = legend(self._legend(), 0, WIDTH, 0)
        first = top + HEIGHT + 22
        rows, bottom = self._blocks(first)
        grid = self._grid(first - 4, bottom) if self.dated else []
        return Svg(
            NAME,
            _("{programme}: who goes live when", programme=self.timeline.programme),
            self._described(),
            WIDTH,
            bottom,
            (*shown, *grid, *rows),
            self.waves,
            lead=_("As known on {day}", day=when),
        )

    @cached_property
    def waves(self) -> WavePalette:
        named = dict.fromkeys(self.timeline.slots)
        named |= dict.fromkeys(e.wave for e in self.timeline.entries if e.wave is not None)
        return WavePalette(tuple(named))

    @cached_property
    def blocks(self) -> list[tuple[str | None, list[TimelineEntry]]]:
        """The entries of each wave, and of none."""
        waves: dict[str | None, list[TimelineEntry]] = {}
        for entry in self.timeline.entries:
            waves.setdefault(entry.wave, []).append(entry)
        return list(waves.items())

    @cached_property
    def dated(self) -> bool:
        return any(entry.go_live is not None for entry in self.timeline.entries)

    @cached_property
    def axis(self) -> DayAxis:
        days = [self.timeline.as_of]
        for entry in self.timeline.entries:
            days += [day for phase in entry.phases for day in (phase.start, phase.end)]
            days += [stone.on.first for stone in entry.milestones if _stands(stone)]
            if entry.go_live is not None:
                days += [entry.go_live.first, entry.go_live.last]
        return DayAxis(min(days), max(days), NAMED + 10, WIDTH - 10)

    @cached_property
    def strength(self) -> dict[str, float]:
        """How strongly each phase is drawn."""
        phases = list(self.timeline.phases)
        return dict(zip(phases, opacities(len(phases)), strict=True))

    def _described(self) -> str:
        """The chart as sentences, for those who do not see it."""
        said = [_("As known on {day}", day=day_in_words(self.timeline.as_of))]
        for wave, entries in self.blocks:
            many = plural("{n} site", "{n} sites", len(entries))
            if wave is None:
                said.append(_("in no wave: {sites}", sites=many))
            else:
                called = entries[0].label or wave
                said.append(f"{called}, {_when(entries[0].go_live)}: {many}")
        return "; ".join(said)

    # --- rows ----------------------------------------------------------------------------

    def _grid(self, top: float, bottom: float) -> list[Element]:
        today = self.axis.at(self.timeline.as_of)
        label = day_in_words(self.timeline.as_of)
        half = LETTERINGS["strong"].wide(label) / 2
        middle = min(max(today, half), WIDTH - half)
        return [
            *self.axis.drawn(top, bottom),
            line(today, top - HEIGHT, today, bottom, "fine s-accent"),
            words(middle, top - HEIGHT - 4, label, "strong", paint="accent", anchor="middle"),
        ]

    def _blocks(self, top: float) -> tuple[list[Element], float]:
        drawn, y = list[Element](), top
        for number, (wave, entries) in enumerate(self.blocks):
            if number:
                drawn.append(line(0, y + BETWEEN / 2, WIDTH, y + BETWEEN / 2, "thin s-line"))
                y += BETWEEN
            drawn.append(self._wave(y, wave, entries))
            y += WAVE_ROW
            for entry in entries if self.sites else ():
                row, y = self._site(y, entry, entries[0])
                drawn.append(row)
        if not self.blocks:
            drawn.append(words(0, y + 10, _("there is no site"), paint="muted"))
            y += LINE
        return drawn, y + 4

    def _wave(self, y: float, wave: str | None, entries: Sequence[TimelineEntry]) -> Element:
        """The row of the wave: its name, its date, and its phases and gates."""
        many, first = plural("{n} site", "{n} sites", len(entries)), entries[0]
        note = LETTERINGS["note"]
        if wave is None:
            shapes = [
                words(0, y + 14, _("In no wave"), "head"),
                words(0, y + 29, many, "note", paint="muted"),
            ]
            return group(shapes)
        paint = self.waves.paint(wave)
        chip = LETTERINGS["strong"]
        name = chip.wrapped(wave, NAMED - 12, 1)[0]
        wide = chip.wide(name) + 12
        when = note.wrapped(f"{_when(first.go_live)} · {many}", NAMED, 1)[0]
        shapes = [
            rect(0, y + 1, wide, 18, f"f-{paint}", rx=3),
            words(6, y + 14, name, "strong", paint=f"on-{paint}"),
            words(0, y + 32, when, "note", paint="muted"),
        ]
        own = self.timeline.waves.get(wave)
        if own is not None and NAMED - wide > 40:
            short = note.wrapped(own, NAMED - wide - 6, 1)[0]
            shapes.append(words(wide + 6, y + 14, short, "note"))
        shapes += self._bar(y + 2, first, paint)
        shapes += self._gates(y + 28, first.milestones)
        said = [f"{first.label or wave}: {_when(first.go_live)}, {many}", *_phases(first)]
        return group(shapes, title="; ".join(said), wave=wave)

    def _bar(self, y: float, entry: TimelineEntry, paint: str) -> Iterator[Element]:
        """The phases, the longest beneath the others, and the go-live on top of them."""
        if entry.go_live is None:
            return
        for phase in sorted(entry.phases, key=lambda phase: (phase.start - phase.end).days):
            left, right = self._ends(phase, entry.go_live)
            yield rect(left, y, right - left, BAR, "f-page")
            opacity = f"{self.strength[phase.id]:.2f}"
            look = f"thin f-{paint} s-{paint}"
            yield rect(left, y, right - left, BAR, look, fill_opacity=opacity)
            if phase.approximate:
                yield rect(left, y, right - left, BAR, "", fill=striped(NAME))
        yield from self._phase_names(y, entry, entry.go_live)
        yield from self._go_live(y + BAR / 2, entry, entry.go_live, BAR, 9, paint)

    def _ends(self, phase: PhaseDates, go_live: Period) -> tuple[float, float]:
        """The ends of the phase as drawn: before the go-live by its earliest days, after it by its
        latest, so that the period of the go-live is between.
        """
        after = phase.starts.first >= go_live.first
        first = phase.starts.last if after else phase.starts.first
        end = phase.ends.last if after else phase.ends.first
        return self.axis.at(first), self.axis.at(max(first, end))

    def _phase_names(self, y: float, entry: TimelineEntry, go_live: Period) -> Iterator[Element]:
        """The names that fit where their phase is visible: before those that overlap it."""
        letters = LETTERINGS["note"]
        drawn = [(phase, *self._ends(phase, go_live)) for phase in entry.phases]
        for phase, left, right in drawn:
            covered = [low for other, low, _high in drawn if other is not phase and left < low]
            end = min([right, self.axis.at(go_live.first) - 9, *covered])
            hidden = any(
                low <= left < high and high - low < right - left
                for other, low, high in drawn
                if other is not phase
            )
            if not hidden and not phase.approximate and letters.wide(phase.name) + 8 <= end - left:
                yield words(left + 4, y + 12, phase.name, "note")

    def _go_live(
        self,
        y: float,
        entry: TimelineEntry,
        go_live: Period,
        height: float,
        size: float,
        paint: str,
    ) -> Iterator[Element]:
        left = self.axis.at(go_live.first)
        if go_live.first == go_live.last:
            yield go_live_mark(left, y, size, paint, chosen=entry.chosen)
            return
        wide = max(self.axis.after(go_live.last) - left, 2)
        yield rect(left, y - height / 2, wide, height, f"thin f-{paint} s-{paint}")
        yield rect(left, y - height / 2, wide, height, "", fill=striped(NAME))

    def _gates(self, y: float, stones: Sequence[MilestoneDates]) -> Iterator[Element]:
        """The gates by their states, and the other milestones as ticks."""
        for stone in stones:
            x = self.axis.at(stone.on.first)
            if stone.state is not None:
                mark = gate_mark(x, y, stone.state)
            elif not stone.is_gate:
                mark = line(x, y - 4, x, y + 4, "fine s-muted")
            else:
                continue
            yield group([mark], title=_stone(stone))

    def _site(self, y: float, entry: TimelineEntry, first: TimelineEntry) -> tuple[Element, float]:
        """The row of a site, and the position of the next one."""
        name = LETTERINGS["body"].wrapped(entry.name, NAMED - 18)
        middle = y + SITE_ROW / 2
        shapes = [status_mark(8, middle, entry.status)]
        shapes += [words(18, y + 13 + at * LINE, part) for at, part in enumerate(name)]
        if entry.wave is not None and entry.go_live is not None:
            shapes += self._thin(middle, entry, entry.go_live, self.waves.paint(entry.wave))
            shapes += self._gates(middle, _own(entry, first))
        row = group(shapes, title=_said(entry, first), site=entry.site, wave=entry.wave)
        return row, y + SITE_ROW + (len(name) - 1) * LINE

    def _thin(
        self, y: float, entry: TimelineEntry, go_live: Period, paint: str
    ) -> Iterator[Element]:
        """The project of a site as one thin bar: filled where it is firm, else an outline, dashed
        where the site itself has not decided.
        """
        look = f"thin f-{paint} s-{paint}" if entry.status in _FIRM else f"thin f-page s-{paint}"
        if entry.status in {Status.UNDECIDED, Status.CANDIDATE}:
            look += " dashed"
        ends = [self._ends(phase, go_live) for phase in entry.phases]
        if ends:
            left, right = min(low for low, _ in ends), max(high for _, high in ends)
            yield rect(left, y - THIN / 2, right - left, THIN, look)
        yield from self._go_live(y, entry, go_live, THIN + 3, 5.5, paint)

    # --- the legend ----------------------------------------------------------------------

    def _legend(self) -> Iterator[tuple[Drawn, str]]:
        entries = self.timeline.entries
        dated = [entry for entry in entries if entry.go_live is not None]
        for phase, name in self.timeline.phases.items():
            if any(found.id == phase for entry in dated for found in entry.phases):
                yield _swatch(self.strength[phase]), name
        days = {e.chosen for e in dated if e.go_live and e.go_live.first == e.go_live.last}
        if False in days:
            yield _diamond(chosen=False), _("go-live")
        if True in days:
            yield _diamond(chosen=True), _("go-live on a day that the plan chose")
        if any(e.go_live and e.go_live.first != e.go_live.last for e in dated):
            yield _stripes, _("striped: known to a period only, drawn from its earliest day")
        for status in Status:
            if self.sites and any(entry.status is status for entry in entries):
                yield _of_status(status), status_word(status)
        stones = [stone for entry in dated for stone in entry.milestones]
        if any(not stone.is_gate for stone in stones):
            names = dict.fromkeys(stone.name for stone in stones if not stone.is_gate)
            yield _tick, enumerated(names)
        for state in GateState:
            if any(stone.state is state for stone in stones):
                yield _of_gate(state), _("gate: {state}", state=gate_word(state))


def status_word(status: Status) -> str:
    """The status as shown to people."""
    return "" if status is Status.NONE else status.word


def gate_word(state: GateState) -> str:
    """The state of a gate as shown to people."""
    return state.word


def _swatch(strength: float) -> Drawn:
    def drawn(x: float, y: float) -> Element:
        opacity = f"{strength:.2f}"
        return rect(x - 7, y - 5, 14, 10, "thin f-ink s-muted", fill_opacity=opacity)

    return drawn


def _diamond(*, chosen: bool) -> Drawn:
    return lambda x, y: go_live_mark(x, y, 6, "ink", chosen=chosen)


def _of_status(status: Status) -> Drawn:
    return lambda x, y: status_mark(x, y, status)


def _of_gate(state: GateState) -> Drawn:
    return lambda x, y: gate_mark(x, y, state)


def _stripes(x: float, y: float) -> Element:
    return group(
        [
            rect(x - 7, y - 5, 14, 10, "thin f-ink s-muted"),
            rect(x - 7, y - 5, 14, 10, "", fill=striped(NAME)),
        ]
    )


def _tick(x: float, y: float) -> Element:
    return line(x, y - 4, x, y + 4, "fine s-muted")


# --- words ---------------------------------------------------------------------------------------


def _when(go_live: Period | None) -> str:
    return _("no date") if go_live is None else go_live.short


def _stands(stone: MilestoneDates) -> bool:
    return stone.state is not None or not stone.is_gate


def _own(entry: TimelineEntry, first: TimelineEntry) -> list[MilestoneDates]:
    """The gates whose state differs from that in the row of the wave."""
    shared = {(stone.id, stone.state) for stone in first.milestones}
    return [
        stone
        for stone in entry.milestones
        if stone.is_gate and (stone.id, stone.state) not in shared
    ]


def _said(entry: TimelineEntry, first: TimelineEntry) -> str:
    """Everything that the row of a site shows beside the row of its wave."""
    said = [status_word(entry.status)] if entry.status is not Status.NONE else []
    if entry.wave is not None:
        said.append(f"{entry.label or entry.wave}, {_when(entry.go_live)}")
    if entry.decide_by is not None:
        said.append(_("decide by {day}", day=day_in_words(entry.decide_by)))
    said += [_stone(stone) for stone in _own(entry, first) if stone.state is not None]
    said += _phases(entry) if entry.phases != first.phases else []
    return f"{entry.name}: {'; '.join(said)}" if said else entry.name


def _phases(entry: TimelineEntry) -> list[str]:
    return [
        _("{phase} from {day}", phase=phase.name, day=_day(phase.start, phase))
        for phase in entry.phases
    ]


def _day(day: date, phase: PhaseDates) -> str:
    words_of = day_in_words(day)
    return _("{day} at the earliest", day=words_of) if phase.approximate else words_of


def _stone(stone: MilestoneDates) -> str:
    when = day_in_words(stone.on.first)
    if stone.on.approximate:
        when = _("{day} at the earliest", day=when)
    if stone.state is None:
        return f"{stone.name}: {when}"
    return f"{stone.name}: {when} ({gate_word(stone.state)})"

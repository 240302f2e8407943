"""A timeline for people: the go-live of each site, a chart, and the next events."""

from collections.abc import Iterator, Sequence
from typing import Final

from hpplan.analysis.next_events import Event, Happening, gate_events, next_events, too_late
from hpplan.analysis.timeline import Days, InFull, MilestoneDates, TimelineData, TimelineEntry
from hpplan.domain.gates import GateState
from hpplan.domain.status import Status
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.programme.coverage_steps import ComesTo, CoverageStep
from hpplan.text import capital, conjoined, enumerated, few_names
from hpplan.views.document import (
    HANG,
    Block,
    Chart,
    Document,
    Grid,
    Headline,
    Line,
    Listed,
    Sentence,
    listed,
)
from hpplan.views.formats.drawing import NAME, Column

FEW: Final = 3
"""Up to this many sites are shown with every phase and milestone."""
EVENTS: Final = 12
"""How many upcoming events are listed."""
NAMES: Final = 4
"""How many sites of an event are named."""
NOT_PASSED: Final = (GateState.FAILED, GateState.OVERDUE)


def columns() -> tuple[Column, ...]:
    """The columns of the sites."""
    return (
        Column(_("Site"), wraps=True, least=NAME),
        Column(_("Wave")),
        Column(_("Go-live")),
        Column(_("Status"), wraps=True, least=0),
        Column(_("Starts")),
        Column(_("Decide by")),
    )


def document(timeline: TimelineData) -> Document:
    """The sites in order of go-live, the chart, and the next events as of the date."""
    return tuple(_blocks(timeline))


def _blocks(timeline: TimelineData) -> Iterator[Block]:
    count = len(timeline.entries)
    day = _("on {day}", day=day_in_words(timeline.as_of))
    when = plural(
        "{programme}: when {n} site goes live",
        "{programme}: when {n} sites go live",
        count,
        programme=timeline.programme,
    )
    yield Headline(when, aside=day)
    if not count:
        yield Sentence(_("Nobody matches."))
        return
    yield Grid(columns(), tuple(map(_row, timeline.entries)))
    if named := _named(timeline):
        yield listed(_("Waves"), (f"{wave}: {name}" for wave, name in named.items()))
    if chosen := dict.fromkeys(entry.label for entry in timeline.entries if entry.chosen):
        yield Sentence(
            plural(
                "The plan chose the day of {waves}.",
                "The plan chose the days of {waves}.",
                len(chosen),
                waves=conjoined(filter(None, chosen)),
            )
        )
    if timeline.first_in_full is not None:
        yield Sentence(_first_in_full(timeline.first_in_full))
    if count <= FEW:
        yield from map(_details, timeline.entries)
    yield Chart(timeline)
    if late := too_late(timeline):
        names = enumerated(entry.name for entry in late)
        yield Sentence(
            plural(
                "The last day to decide has passed for {names}: it may stay in its wave, or enter "
                "one that goes live late enough for the notice.",
                "The last day to decide has passed for {names}: they may stay in their wave, or "
                "enter one that goes live late enough for the notice.",
                len(late),
                names=names,
            )
        )
    if open_gates := tuple(_listed(gate_events(timeline, NOT_PASSED))):
        yield Listed(_("Gates failed or overdue"), open_gates)
    if ahead := tuple(_next(timeline)):
        yield Listed(_("Next"), ahead)


def _first_in_full(first: InFull) -> str:
    reached = first.with_
    wave = reached.label if reached.go_live is None else f"{reached.label} {reached.go_live.when}"
    return _(
        "First with their trust and their GPs too: {names}, with {wave}.",
        names=few_names(first.names),
        wave=wave,
    )


def _step(reached: ComesTo) -> str:
    """The date on which the others are live too."""
    when = "" if reached.go_live is None else f", {reached.go_live.words}"
    wave = f"{reached.label}{when}"
    if reached.step is CoverageStep.TRUST:
        return _("its own trust is live too: with {wave}", wave=wave)
    return _("its GPs are live too: with {wave}", wave=wave)


def _named(timeline: TimelineData) -> dict[str, str]:
    """The waves of the table that have names, as labelled there."""
    return {
        entry.label or entry.wave: timeline.waves[entry.wave]
        for entry in timeline.entries
        if entry.wave is not None and entry.wave in timeline.waves
    }


def _row(entry: TimelineEntry) -> tuple[str, ...]:
    starts = ""
    if entry.phases and not entry.live:
        first = entry.phases[0]
        starts = f"{'~' if first.approximate else ''}{day_in_words(first.start, short=True)}"
    return (
        entry.name,
        _wave(entry),
        entry.go_live.short if entry.go_live is not None else "-",
        status_word(entry.status),
        starts,
        "" if entry.decide_by is None else day_in_words(entry.decide_by, short=True),
    )


def status_word(status: Status) -> str:
    """The status of a site; also of one without any claim that gives it a status."""
    return _("no claim") if status is Status.NONE else status.word


def _wave(entry: TimelineEntry) -> str:
    if entry.wave is None and entry.dropped is not None:
        return _("{wave} (dropped)", wave=entry.dropped)
    return entry.label or entry.wave or "-"


def _details(entry: TimelineEntry) -> Sentence:
    beneath = (
        []
        if entry.until is None
        else [_("said it would decide by {period}", period=entry.until.words)]
    )
    for phase in entry.phases:
        days = days_of(Days(phase.start, phase.end))
        shown = _("{days} (approximate)", days=days) if phase.approximate else days
        beneath.append(f"{shown}: {phase.name}")
    beneath += [
        f"{days_of(stone.on)}: {stone.name}{gate_state(stone)}" for stone in entry.milestones
    ]
    beneath += [_step(reached) for reached in entry.steps if reached.wave is not None]
    return Sentence(f"{entry.name}: {entry.reason}", tuple(beneath))


def _next(timeline: TimelineData) -> Iterator[Line]:
    ahead = next_events(timeline)
    yield from _listed(ahead[:EVENTS])
    if len(ahead) > EVENTS:
        more = len(ahead) - EVENTS
        yield Line(
            plural(
                "… and {n} more; --format json has all of them",
                "… and {n} more; --format json has all of them",
                more,
            )
        )


def _listed(events: Sequence[Event]) -> Iterator[Line]:
    wide = max((len(days_of(event.on)) for event in events), default=0)
    for event in events:
        yield Line(f"{days_of(event.on):{wide}}  {_event(event)}", hang=wide + HANG)


def _event(event: Event) -> str:
    who = enumerated(event.names[:NAMES])
    if (more := len(event.names) - NAMES) > 0:
        who = plural("{names} and {n} more", "{names} and {n} more", more, names=who)
    what = what_happens(event)
    if event.what is Happening.DECIDE:  # others may begin with a name, which stays as it is
        what = capital(what)
    return f"{what}: {who}"


def what_happens(event: Event) -> str:
    """The event, in the middle of a sentence."""
    match event.what:
        case Happening.DECIDE:
            return _("last day to decide for {wave}", wave=event.label)
        case Happening.GO_LIVE:
            return _("{wave} goes live", wave=event.label)
        case Happening.STARTS:
            return _("{phase} starts for {wave}", phase=event.name, wave=event.label)
        case Happening.ENDS:
            return _("{phase} ends for {wave}", phase=event.name, wave=event.label)
        case Happening.MILESTONE:
            return _("{name} for {wave}", name=event.name, wave=event.label)
        case Happening.GATE:
            said = _("{name} for {wave}", name=event.name, wave=event.label)
            if event.state is None or event.state is GateState.AHEAD:
                return said
            return f"{said} ({event.state.word})"


def gate_state(stone: MilestoneDates) -> str:
    """The state of a gate, after its name; empty while that is only ahead."""
    if not stone.is_gate or stone.state is GateState.AHEAD:
        return ""
    return f" ({gate_word(stone.state)})"


def gate_word(state: GateState | None) -> str:
    """The state of a gate; also where the site is live and no claim says that it passed."""
    return _("not known to be passed") if state is None else state.word


def days_of(on: Days) -> str:
    """The day, or the first and the last one, in short."""
    first = day_in_words(on.first, short=True)
    if not on.approximate:
        return first
    return _("{first} to {last}", first=first, last=day_in_words(on.last, short=True))

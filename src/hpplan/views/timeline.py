"""A timeline for people: who goes live when, a chart, and what is next."""

from collections.abc import Iterator, Sequence
from typing import Final

from hpplan.analysis.timeline import (
    Days,
    Event,
    Happening,
    InFull,
    MilestoneDates,
    TimelineData,
    TimelineEntry,
    gate_events,
    next_events,
    too_late,
)
from hpplan.domain.gates import GateState
from hpplan.domain.status import Status
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
from hpplan.views.formats.drawing import Column, counted

SITES = (
    Column("Site", wraps=True),
    Column("Wave"),
    Column("Go-live"),
    Column("Status"),
    Column("Starts"),
    Column("Decide by"),
)
FEW: Final = 3
"""Up to so many sites are shown with every phase and milestone."""
EVENTS: Final = 12
"""How many events ahead are listed."""
NO_CLAIM: Final = "no claim"
"""The status of a site of which nobody has said anything that gives it one."""
NAMES: Final = 4
"""How many sites of an event are named."""
NOT_PASSED: Final = (GateState.FAILED, GateState.OVERDUE)


def document(timeline: TimelineData) -> Document:
    """The sites in order of go-live, the chart, and what is next as of the date."""
    return tuple(_blocks(timeline))


def _blocks(timeline: TimelineData) -> Iterator[Block]:
    count = len(timeline.entries)
    day = f"on {day_in_words(timeline.as_of)}"
    who = f"{counted(count, 'site')} {'goes' if count == 1 else 'go'} live"
    yield Headline(f"{timeline.programme}: when {who}", aside=day)
    if not count:
        yield Sentence("Nobody matches.")
        return
    yield Grid(SITES, tuple(map(_row, timeline.entries)))
    if named := _named(timeline):
        yield listed("Waves", (f"{wave}: {name}" for wave, name in named.items()))
    if chosen := dict.fromkeys(entry.label for entry in timeline.entries if entry.chosen):
        days = "days" if len(chosen) > 1 else "day"
        yield Sentence(f"The plan chose the {days} of {conjoined(filter(None, chosen))}.")
    if timeline.first_in_full is not None:
        yield Sentence(_first_in_full(timeline.first_in_full))
    if count <= FEW:
        yield from map(_details, timeline.entries)
    yield Chart(timeline)
    if late := too_late(timeline):
        names = enumerated(entry.name for entry in late)
        yield Sentence(
            f"The last day to decide has passed for {names}: they may stay in their wave, or "
            "enter one that goes live late enough for the notice."
        )
    if open_gates := tuple(_listed(gate_events(timeline, NOT_PASSED))):
        yield Listed("Gates failed or overdue", open_gates)
    if ahead := tuple(_next(timeline)):
        yield Listed("Next", ahead)


def _first_in_full(first: InFull) -> str:
    when = "" if first.with_.go_live is None else f" {first.with_.go_live.when}"
    names = few_names(first.names)
    return f"First with their trust and their GPs too: {names}, with {first.with_.label}{when}."


def _step(reached: ComesTo) -> str:
    """When somebody else is live too."""
    whose = (
        "its own trust is live too"
        if reached.step is CoverageStep.TRUST
        else "its GPs are live too"
    )
    when = "" if reached.go_live is None else f", {reached.go_live.words}"
    return f"{whose}: with {reached.label}{when}"


def _named(timeline: TimelineData) -> dict[str, str]:
    """The waves of the table that have names, as the table calls them."""
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
        NO_CLAIM if entry.status is Status.NONE else entry.status.value,
        starts,
        "" if entry.decide_by is None else day_in_words(entry.decide_by, short=True),
    )


def _wave(entry: TimelineEntry) -> str:
    if entry.wave is None and entry.dropped is not None:
        return f"{entry.dropped} (dropped)"
    return entry.label or entry.wave or "-"


def _details(entry: TimelineEntry) -> Sentence:
    beneath = [] if entry.until is None else [f"said it would decide by {entry.until.words}"]
    beneath += [
        f"{days_of(Days(phase.start, phase.end))}{' (approximate)' if phase.approximate else ''}: "
        f"{phase.name}"
        for phase in entry.phases
    ]
    beneath += [
        f"{days_of(stone.on)}: {stone.name}{gate_state(stone)}" for stone in entry.milestones
    ]
    beneath += [_step(reached) for reached in entry.steps if reached.wave is not None]
    return Sentence(f"{entry.name}: {entry.reason}", tuple(beneath))


def _next(timeline: TimelineData) -> Iterator[Line]:
    ahead = next_events(timeline)
    yield from _listed(ahead[:EVENTS])
    if len(ahead) > EVENTS:
        yield Line(f"… and {len(ahead) - EVENTS} more; --format json has all of them")


def _listed(events: Sequence[Event]) -> Iterator[Line]:
    wide = max((len(days_of(event.on)) for event in events), default=0)
    for event in events:
        yield Line(f"{days_of(event.on):{wide}}  {_event(event)}", hang=wide + HANG)


def _event(event: Event) -> str:
    who = enumerated(event.names[:NAMES])
    if len(event.names) > NAMES:
        who += f" and {len(event.names) - NAMES} more"
    what = what_happens(event)
    if event.what is Happening.DECIDE:  # others may begin with a name, which stays as it is
        what = capital(what)
    return f"{what}: {who}"


def what_happens(event: Event) -> str:
    """What happens on the day, in the middle of a sentence."""
    match event.what:
        case Happening.DECIDE:
            return f"last day to decide for {event.label}"
        case Happening.GO_LIVE:
            return f"{event.label} goes live"
        case Happening.STARTS:
            return f"{event.name} starts for {event.label}"
        case Happening.ENDS:
            return f"{event.name} ends for {event.label}"
        case Happening.MILESTONE:
            return f"{event.name} for {event.label}"
        case Happening.GATE:
            state = "" if event.state is GateState.AHEAD else f" ({event.state})"
            return f"{event.name} for {event.label}{state}"


def gate_state(stone: MilestoneDates) -> str:
    """How a gate stands, behind its name; nothing while that is only ahead."""
    if not stone.is_gate or stone.state is GateState.AHEAD:
        return ""
    return f" ({stone.state or 'not known to be passed'})"


def days_of(on: Days) -> str:
    """The day, or the first and the last one, in short."""
    first = day_in_words(on.first, short=True)
    return f"{first} to {day_in_words(on.last, short=True)}" if on.approximate else first

"""Where a programme stands, and what to do next: what a newcomer asks first."""

from collections.abc import Container, Iterator, Sequence
from typing import Final

from hpplan.analysis.slips import Slip
from hpplan.analysis.timeline import Event, Happening, TimelineData, gate_events, next_events
from hpplan.diagnostics.finding import Finding
from hpplan.domain.entry import COUNTING_SITES
from hpplan.domain.gates import GateState
from hpplan.domain.standing import Firm
from hpplan.periods import day_in_words
from hpplan.programme.coverage import Coverage, Share
from hpplan.text import conjoined, few_names, shown
from hpplan.views.coverage import with_whom
from hpplan.views.document import Document, Headline, Terms
from hpplan.views.finding_counts import in_all
from hpplan.views.formats.drawing import counted
from hpplan.views.timeline import what_happens

FEW: Final = 3
"""How many gates that are due are listed."""
NEXT: Final = {
    "hpplan timeline": "who goes live when, and what is next",
    "hpplan assign": "the best plan, with a proof",
    "hpplan check": "what is wrong or doubtful in the data",
    "hpplan --help": "all commands; each has examples in its own --help",
}


def document(
    timeline: TimelineData,
    coverage: Coverage,
    findings: Sequence[Finding],
    slips: Sequence[Slip],
    counted_sites: Container[str],
) -> Document:
    """A line for each, and the commands that show more. `counted_sites` are those that shares are
    taken of: who is open is one of them, as who is live or decided.
    """
    return (
        Headline(f"{timeline.programme} on {day_in_words(timeline.as_of)}"),
        Terms(
            (
                ("Live", _live(coverage)),
                *_further(coverage, timeline),
                ("Decided", _decided(coverage)),
                ("Open", _open(timeline, counted_sites)),
                ("Next", _next(timeline)),
                *_due(timeline),
                *_slipped(slips),
                ("Findings", in_all(findings) if findings else "none"),
            )
        ),
        Terms(tuple(NEXT.items())),
    )


def _live(coverage: Coverage) -> str:
    sites = f"{coverage.live.sites} of {coverage.everyone.sites} {coverage.noun}"
    return f"{sites}{_served(coverage, coverage.live)}"


def _further(coverage: Coverage, timeline: TimelineData) -> Iterator[tuple[str, str]]:
    """How many of the live ones have their trust, and their GPs, with them; and who has all."""
    further = coverage.live.further
    if not any(one.who for one in further):
        return
    parts = []
    for one in further:
        share = "" if one.share.percent is None else f", {shown(one.share.percent, 0)}"
        parts.append(f"{one.share.sites} {with_whom(one, coverage)}{share}")
    names = {entry.site: entry.name for entry in timeline.entries}
    in_full = few_names(names[site] for site in further[-1].who)
    yield "Of these", "; ".join(parts) + (f": {in_full}" if in_full else "")


def _decided(coverage: Coverage) -> str:
    more = coverage.live_or_decided.sites - coverage.live.sites
    if not more:
        return "nobody else"
    return f"{more} more{_served(coverage, coverage.live_or_decided, ' with them')}"


def _served(coverage: Coverage, share: Share, joined: str = "") -> str:
    if share.percent is None:
        return ""
    of = "" if joined or coverage.measure == COUNTING_SITES else f" of the {coverage.measure}"
    return f", {shown(share.percent, 0)}{of}{joined}"


def _open(timeline: TimelineData, counted_sites: Container[str]) -> str:
    entries = [entry for entry in timeline.entries if entry.site in counted_sites]
    free = [entry for entry in entries if entry.firm is None and entry.wave is not None]
    nowhere = [e for e in entries if e.wave is None and not _refused(e.status)]
    refused = [e for e in entries if _refused(e.status)]
    parts = [f"{len(free)} in a wave but not decided"] if free else []
    parts += [f"{len(nowhere)} in no wave"] if nowhere else []
    if refused:
        parts.append(f"{len(refused)} take{'s' if len(refused) == 1 else ''} no part")
    return ", ".join(parts) or "nobody"


def _due(timeline: TimelineData) -> Iterator[tuple[str, str]]:
    """What has to happen next before a go-live, and who is overdue."""
    ahead = [
        event
        for event in next_events(timeline)
        if event.what is not Happening.GO_LIVE and event.on.first >= timeline.as_of
    ]
    due = gate_events(timeline, (GateState.DUE,))
    parts = [
        f"{_what(event)} on {day_in_words(event.on.first)}{_about(event)} "
        f"({counted(len(event.names), 'site')})"
        for event in (due[:FEW] or ahead[:1])
    ]
    if len(due) > FEW:
        parts.append(f"{counted(len(due) - FEW, 'more gate')} due")
    if timeline.gates:
        parts += _gates(timeline, GateState.FAILED)
        parts += _gates(timeline, GateState.OVERDUE) or ["no gate overdue"]
    overdue = [entry.name for entry in timeline.entries if entry.firm is Firm.OVERDUE]
    if overdue:
        parts.append(f"overdue, not reported live: {few_names(overdue)}")
    if parts:
        yield "Due", "; ".join(parts)


def _what(event: Event) -> str:
    """What happens; of a gate that is due not that it is."""
    gate = event.what is Happening.GATE
    return f"{event.name} for {event.label}" if gate else what_happens(event)


def _gates(timeline: TimelineData, state: GateState) -> list[str]:
    """Which gates are in the state, by name, those of one wave together."""
    waves: dict[str, dict[str, str]] = {}
    sites: dict[str, dict[str, None]] = {}
    for event in gate_events(timeline, (state,)):
        waves.setdefault(event.label, {})[event.id or ""] = event.name or event.id or ""
        sites.setdefault(event.label, {}).update(dict.fromkeys(event.sites))
    return [
        f"{state}: {conjoined(gates.values())} of {label} ({counted(len(sites[label]), 'site')})"
        for label, gates in waves.items()
    ]


def _about(event: Event) -> str:
    return " at the earliest" if event.on.approximate else ""


def _slipped(slips: Sequence[Slip]) -> Iterator[tuple[str, str]]:
    """Who is furthest behind the first date that was named for it."""
    if slips:
        more = f"; {counted(len(slips) - 1, 'other site')} by less" if len(slips) > 1 else ""
        yield "Slipped", f"{slips[0].name}, now {slips[0].shift} than first said{more}"


def _refused(status: str) -> bool:
    return status in ("declined", "withdrawn")


def _next(timeline: TimelineData) -> str:
    events = next_events(timeline)
    go_lives = [event for event in events if event.what is Happening.GO_LIVE]
    if not go_lives:
        return "nobody has a go-live ahead"
    return "; ".join(_go_live(event, timeline) for event in go_lives[:1])


def _go_live(event: Event, timeline: TimelineData) -> str:
    days = (event.on.first - timeline.as_of).days
    when = f"in {days} days" if days > 0 else "these days"
    label = event.label if event.label == event.wave else f"{event.wave} (called {event.label})"
    if event.wave in timeline.waves:
        label += f" – {timeline.waves[event.wave]} –"
    about = "" if not event.on.approximate else " at the earliest"
    return f"{label} on {day_in_words(event.on.first)}{about}, {when}: {few_names(event.names)}"

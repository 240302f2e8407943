"""The state of a programme, and what to do next: a newcomer's first question."""

import shlex
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

from hpplan.analysis.next_events import Event, Happening, gate_events, next_events
from hpplan.analysis.slips import Slip
from hpplan.analysis.timeline import TimelineData
from hpplan.diagnostics.finding import Finding
from hpplan.domain.entry import COUNTING_SITES
from hpplan.domain.gates import GateState
from hpplan.domain.measures import measure_word
from hpplan.domain.standing import Firm
from hpplan.language import _, marked, plural
from hpplan.periods import day_in_words
from hpplan.programme.coverage import Coverage, Share
from hpplan.text import conjoined, few_names, shown
from hpplan.views.coverage import with_whom
from hpplan.views.document import Document, Headline, Terms
from hpplan.views.finding_counts import in_all
from hpplan.views.timeline import what_happens

FEW: Final = 3
"""How many due gates are listed."""
NEXT: Final = {
    "hpplan timeline": marked("who goes live when, and what is next"),
    "hpplan assign": marked("the best plan, with a proof"),
    "hpplan check": marked("what is wrong or doubtful in the data"),
}
ENGLISH: Final = "hpplan check"
"""Commands that always answer in English."""


def document(
    timeline: TimelineData,
    coverage: Coverage,
    findings: Sequence[Finding],
    slips: Sequence[Slip],
    counted_sites: Container[str],
    options: Sequence[str] = (),
    in_language: Sequence[str] = (),
) -> Document:
    """A line for each topic, and the commands that show more; with these options they ask about the
    same data, and answer in the same language. `counted_sites` are those that shares are based on,
    which also applies to open sites.
    """
    return (
        Headline(
            _(
                "{programme} on {day}",
                programme=timeline.programme,
                day=day_in_words(timeline.as_of),
            )
        ),
        Terms(
            (
                (_("Live"), _live(coverage)),
                *_further(coverage, timeline),
                (_("Decided"), _decided(coverage)),
                (_("Open"), _open(timeline, counted_sites)),
                (_("Next"), _next(timeline)),
                *_due(timeline),
                *_slipped(slips),
                (_("Findings"), in_all(findings) if findings else _("none")),
            )
        ),
        Terms(
            (
                *(
                    (shlex.join((*asks.split(), *options, *also)), _(what))
                    for asks, what in NEXT.items()
                    for also in ((() if asks == ENGLISH else in_language),)
                ),
                ("hpplan --help", _("all commands; each has examples in its own --help")),
            )
        ),
    )


def besides(
    timeline: TimelineData,
    coverage: Coverage,
    findings: Sequence[Finding],
    slips: Sequence[Slip],
    counted_sites: Container[str],
) -> Terms:
    """Remarks beyond who is live and decided, and the next go-live."""
    return Terms(
        (
            (_("Open"), _open(timeline, counted_sites)),
            *_further(coverage, timeline, _("Of the live")),
            *_due(timeline),
            *_slipped(slips),
            (_("Findings"), in_all(findings) if findings else _("none")),
        )
    )


def _live(coverage: Coverage) -> str:
    sites = _(
        "{some} of {all} {sites}",
        some=coverage.live.sites,
        all=coverage.everyone.sites,
        sites=measure_word(coverage.noun),
    )
    return f"{sites}{_served(coverage, coverage.live)}"


def _further(
    coverage: Coverage, timeline: TimelineData, title: str = ""
) -> Iterator[tuple[str, str]]:
    """How many of the live ones have their trust, and their GPs, with them; and which have all."""
    further = coverage.live.further
    if not any(one.who for one in further):
        return
    parts = []
    for one in further:
        share = "" if one.share.percent is None else f", {shown(one.share.percent, 0)}"
        parts.append(f"{one.share.sites} {with_whom(one, coverage)}{share}")
    names = {entry.site: entry.name for entry in timeline.entries}
    in_full = few_names(names[site] for site in further[-1].who)
    yield title or _("Of these"), "; ".join(parts) + (f": {in_full}" if in_full else "")


def _decided(coverage: Coverage) -> str:
    more = coverage.live_or_decided.sites - coverage.live.sites
    if not more:
        return _("nobody else")
    share = coverage.live_or_decided.percent
    if share is None:
        return _("{n} more", n=more)
    return _("{n} more, {share} with them", n=more, share=shown(share, 0))


def _served(coverage: Coverage, share: Share) -> str:
    if share.percent is None:
        return ""
    percent = shown(share.percent, 0)
    if coverage.measure == COUNTING_SITES:
        return f", {percent}"
    measure = measure_word(coverage.measure)
    return _(", {share} of the {measure}", share=percent, measure=measure)


def _open(timeline: TimelineData, counted_sites: Container[str]) -> str:
    entries = [entry for entry in timeline.entries if entry.site in counted_sites]
    free = [entry for entry in entries if entry.firm is None and entry.wave is not None]
    nowhere = [e for e in entries if e.wave is None and not _refused(e.status)]
    refused = [e for e in entries if _refused(e.status)]
    parts = [_("{n} in a wave but not decided", n=len(free))] if free else []
    parts += [_("{n} in no wave", n=len(nowhere))] if nowhere else []
    if refused:
        parts.append(plural("{n} takes no part", "{n} take no part", len(refused)))
    return ", ".join(parts) or _("nobody")


def _due(timeline: TimelineData) -> Iterator[tuple[str, str]]:
    """What has to happen next before a go-live, and the overdue sites."""
    ahead = [
        event
        for event in next_events(timeline)
        if event.what is not Happening.GO_LIVE and event.on.first >= timeline.as_of
    ]
    due = gate_events(timeline, (GateState.DUE,))
    parts = [
        _(
            "{what} on {day} ({sites})",
            what=_what(event),
            day=_day(event),
            sites=_sites(len(event.names)),
        )
        for event in (due[:FEW] or ahead[:1])
    ]
    if len(due) > FEW:
        parts.append(plural("{n} more gate due", "{n} more gates due", len(due) - FEW))
    if timeline.gates:
        parts += _gates(timeline, GateState.FAILED)
        parts += _gates(timeline, GateState.OVERDUE) or [_("no gate overdue")]
    overdue = [entry.name for entry in timeline.entries if entry.firm is Firm.OVERDUE]
    if overdue:
        parts.append(_("overdue, not reported live: {sites}", sites=few_names(overdue)))
    if parts:
        yield _("Due"), "; ".join(parts)


def _what(event: Event) -> str:
    """The event; a gate that is due is named without saying so."""
    gate = event.what is Happening.GATE
    if gate:
        return _("{name} for {wave}", name=event.name, wave=event.label)
    return what_happens(event)


def _gates(timeline: TimelineData, state: GateState) -> list[str]:
    """The gates in this state, by name, those of one wave together."""
    waves: dict[str, dict[str, str]] = {}
    sites: dict[str, dict[str, None]] = {}
    for event in gate_events(timeline, (state,)):
        waves.setdefault(event.label, {})[event.id or ""] = event.name or event.id or ""
        sites.setdefault(event.label, {}).update(dict.fromkeys(event.sites))
    return [
        _(
            "{state}: {gates} of {wave} ({sites})",
            state=state.word,
            gates=_often(gates.values()),
            wave=label,
            sites=_sites(len(sites[label])),
        )
        for label, gates in waves.items()
    ]


def _often(names: Iterable[str]) -> str:
    """The names, each once: gates on several days may have one name."""
    return conjoined(
        name if count == 1 else f"{name} ({count})" for name, count in Counter(names).items()
    )


def _sites(number: int) -> str:
    return plural("{n} site", "{n} sites", number)


def _day(event: Event) -> str:
    day = day_in_words(event.on.first)
    return _("{day} at the earliest", day=day) if event.on.approximate else day


def _slipped(slips: Sequence[Slip]) -> Iterator[tuple[str, str]]:
    """The sites furthest behind their first stated date."""
    if slips:
        said = _("{site}, now {shift} than first said", site=slips[0].name, shift=slips[0].shift)
        if more := len(slips) - 1:
            said += plural("; {n} other site by less", "; {n} other sites by less", more)
        yield _("Slipped"), said


def _refused(status: str) -> bool:
    return status in ("declined", "withdrawn")


def _next(timeline: TimelineData) -> str:
    events = next_events(timeline)
    go_lives = [event for event in events if event.what is Happening.GO_LIVE]
    if not go_lives:
        return _("nobody has a go-live ahead")
    return "; ".join(_go_live(event, timeline) for event in go_lives[:1])


def _go_live(event: Event, timeline: TimelineData) -> str:
    days = (event.on.first - timeline.as_of).days
    when = plural("in {n} day", "in {n} days", days) if days > 0 else _("these days")
    label = event.label
    if event.label != event.wave:
        label = _("{wave} (called {label})", wave=event.wave, label=event.label)
    if event.wave in timeline.waves:
        label += f" – {timeline.waves[event.wave]} –"
    return _(
        "{wave} on {day}, {when}: {sites}",
        wave=label,
        day=_day(event),
        when=when,
        sites=few_names(event.names),
    )

"""Bare `hpplan`: where the programme stands, and what to do next."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from hpplan.cli.data_directory import situation
from hpplan.cli.options import Colour
from hpplan.cli.output import answer, terminal_style
from hpplan.cli.reply import Reply
from hpplan.text import enumerated, literal

if TYPE_CHECKING:
    from hpplan.analysis.timeline import Event, Timeline
    from hpplan.diagnostics.finding import Finding
    from hpplan.programme.coverage import Coverage, Share

NEXT: Final = {
    "hpplan timeline": "who goes live when, and what is next",
    "hpplan assign": "the best plan, with a proof",
    "hpplan check": "what is wrong or doubtful in the data",
    "hpplan --help": "all commands; each has examples in its own --help",
}
FEW: Final = 6
"""How many names are told of a wave."""


def overview(data: Path | None, as_of: str | None, colour: Colour) -> None:
    from hpplan.analysis.timeline import timeline
    from hpplan.checks.run import inspect
    from hpplan.programme.coverage import coverage
    from hpplan.programme.plan import current_plan

    known = situation(data, as_of, Reply(colour))
    plan = current_plan(known)
    told = render(
        timeline(known, plan), coverage(known, plan), inspect(known), terminal_style(colour).width
    )
    answer(told)


def render(
    timeline: "Timeline", coverage: "Coverage", findings: "Sequence[Finding]", width: int
) -> str:
    """A line for each thing that a newcomer asks first, and the commands that tell more."""
    rows = {
        "Live": _live(coverage),
        "Decided": _decided(coverage),
        "Open": _open(timeline),
        "Next": _next(timeline),
        "Findings": _findings(findings),
    }
    wide = max(map(len, NEXT)) + 2
    lines = [f"{literal(timeline.programme)} as of {timeline.as_of}", ""]
    for title, text in rows.items():
        head = f"{title:10}"
        lines += wrap(literal(text), width, initial_indent=head, subsequent_indent=" " * 10)
    lines += ["", *(f"{command:{wide}}{what}" for command, what in NEXT.items())]
    return "\n".join(lines) + "\n"


def _live(coverage: "Coverage") -> str:
    counted = f"{coverage.live.sites} of {coverage.everyone.sites} {coverage.noun}"
    return f"{counted}{_served(coverage, coverage.live)}"


def _decided(coverage: "Coverage") -> str:
    more = coverage.live_or_decided.sites - coverage.live.sites
    return f"{more} more{_served(coverage, coverage.live_or_decided, ' with them')}"


def _served(coverage: "Coverage", share: "Share", joined: str = "") -> str:
    from hpplan.domain.entry import COUNTING_SITES
    from hpplan.text import shown

    if share.percent is None:
        return ""
    of = "" if coverage.measure == COUNTING_SITES else f" of the {coverage.measure}"
    return f", {shown(share.percent, 0)}{of}{joined}"


def _open(timeline: "Timeline") -> str:
    free = [entry for entry in timeline.entries if entry.firm is None and entry.wave is not None]
    nowhere = [e for e in timeline.entries if e.wave is None and not _refused(e.status)]
    refused = [e for e in timeline.entries if _refused(e.status)]
    parts = [f"{len(free)} in a wave but not decided", f"{len(nowhere)} in none"]
    if refused:
        parts.append(f"{len(refused)} take{'s' if len(refused) == 1 else ''} no part")
    return ", ".join(parts)


def _refused(status: str) -> bool:
    return status in ("declined", "withdrawn")


def _next(timeline: "Timeline") -> str:
    from hpplan.analysis.timeline import Happening, next_events

    events = next_events(timeline)
    go_lives = [event for event in events if event.what is Happening.GO_LIVE]
    if not go_lives:
        return "nobody has a go-live ahead"
    return "; ".join(_go_live(event, timeline) for event in go_lives[:1])


def _go_live(event: "Event", timeline: "Timeline") -> str:
    days = (event.on.first - timeline.as_of).days
    when = f"in {days} days" if days > 0 else "these days"
    names = enumerated(event.names[:FEW])
    more = f" and {len(event.names) - FEW} more" if len(event.names) > FEW else ""
    label = event.label if event.label == event.wave else f"{event.wave} (called {event.label})"
    if event.wave in timeline.waves:
        label += f" – {timeline.waves[event.wave]} –"
    about = "" if not event.on.approximate else " at the earliest"
    return f"{label} goes live {event.on.first}{about}, {when}: {names}{more}"


def _findings(findings: "Sequence[Finding]") -> str:
    from collections import Counter

    counted = Counter(finding.severity.value for finding in findings)
    told: Iterator[str] = (
        f"{number} {word}{'s' if number != 1 and word != 'info' else ''}"
        for word in ("error", "warning", "info")
        if (number := counted[word])
    )
    return ", ".join(told) or "none"

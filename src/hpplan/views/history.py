"""The plan's history for people: that of one site or wave as a table, of all version by version."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from hpplan.analysis.cited import Cited
from hpplan.analysis.history import SITE, WAVE, HistoryChange, HistoryData, PlanVersion, Slot
from hpplan.domain.measures import DAYS
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.text import conjoined, enumerated, few_names, whole
from hpplan.views import facts
from hpplan.views.diff import claimed
from hpplan.views.document import Block, Document, Grid, Headline, Line, Listed, Sentence
from hpplan.views.formats.drawing import Column

_FEW_BEHIND: Final = 10
"""How many rows list the sites that are furthest behind the first date."""


def document(history: HistoryData) -> Document:
    """The versions, in order."""
    return tuple(_blocks(history))


def _blocks(history: HistoryData) -> Iterator[Block]:
    yield Headline(_title(history), aside=_("on {day}", day=day_in_words(history.as_of)))
    if not history.versions:
        return
    if history.site is not None:
        changes = ((v.known, change) for v in history.versions for change in v.changes)
        yield Grid(_titles_of_a_site(), tuple(_row_of_site(history, *each) for each in changes))
    elif history.wave is not None:
        yield Grid(_titles_of_a_wave(), tuple(_rows_of_wave(history)))
    else:
        yield from _all(history)
    yield Sentence(
        _(
            "Days are counted by first days, against the first version that has a date. What "
            "only became more exact is not later."
        )
    )


def _title(history: HistoryData) -> str:
    subject = history.name or history.title
    count = len(history.versions)
    if not count:
        return _("{subject}: no version of the plan has it", subject=subject)
    versions = plural(
        "{subject}: {n} version of the plan",
        "{subject}: {n} versions of the plan",
        count,
        subject=subject,
    )
    if history.site is None and history.wave is None:
        return versions
    kind, name = (SITE, history.site) if history.site is not None else (WAVE, history.wave)
    last = history.latest.get((kind, name or ""))
    standing = "" if last is None else _standing(last)
    return f"{versions}, {standing}" if standing else versions


def _standing(last: HistoryChange) -> str:
    if last.new is None:
        return _("now in none") if last.kind == SITE else _("now dropped")
    if not last.later:
        return _("as first planned") if last.later == 0 else ""
    return _("now {shift} than first planned", shift=last.shift)


# --- one site, one wave ----------------------------------------------------------------------


def _titles_of_a_site() -> tuple[Column, ...]:
    return (
        Column(_("Known")),
        Column(_("Wave")),
        Column(_("Go-live")),
        Column(_("Days later"), "right"),
        Column(_("Said by"), wraps=True),
    )


def _titles_of_a_wave() -> tuple[Column, ...]:
    return (
        Column(_("Known")),
        Column(_("What"), wraps=True),
        Column(_("Days later"), "right"),
        Column(_("Said by"), wraps=True),
    )


def _row_of_site(
    history: HistoryData, known: date | None, change: HistoryChange
) -> tuple[str, ...]:
    where = _("in no wave") if change.new is None else change.new.label
    return (_day(known), where, _when(change.new), _delay(change), _said_by(history, change))


def _rows_of_wave(history: HistoryData) -> Iterator[tuple[str, ...]]:
    for version in history.versions:
        day = _day(version.known)
        for change in version.changes:
            if change.kind == WAVE:
                when = (
                    _("dropped")
                    if change.new is None
                    else _("go-live {period}", period=_when(change.new))
                )
                yield day, when, _delay(change), _said_by(history, change)
                day = ""
        moves: dict[tuple[bool, str], list[str]] = {}
        for change in version.changes:
            if change.kind == SITE:
                joined = change.new is not None and change.new.wave == history.wave
                moves.setdefault((joined, _said_by(history, change)), []).append(change.name)
        for (joined, said_by), names in moves.items():
            sites = enumerated(names)
            what = (
                _("joined by {sites}", sites=sites) if joined else _("left by {sites}", sites=sites)
            )
            yield day, what, "", said_by
            day = ""


def _day(known: date | None) -> str:
    return _("always") if known is None else day_in_words(known, short=True)


def _when(slot: Slot | None) -> str:
    if slot is None:
        return ""
    return slot.go_live.short if slot.go_live is not None else _("no date")


def _delay(change: HistoryChange) -> str:
    return whole(change.later) if change.later else ""


def _said_by(history: HistoryData, change: HistoryChange) -> str:
    """The publisher of the source, and its id in the data."""
    cited = change.cited
    if cited is None:
        return change.reason
    if cited.source is None:
        return cited.note or ""
    source = history.sources.get(cited.source)
    publisher = source.publisher if source is not None else None
    return f"{publisher} [{cited.source}]" if publisher else f"[{cited.source}]"


# --- all of it -------------------------------------------------------------------------------


def _all(history: HistoryData) -> Iterator[Block]:
    for nth, version in enumerate(history.versions):
        title = _("Always known") if version.known is None else day_in_words(version.known)
        counts = _counts(version) if nth else _at_first(version)
        yield Listed(f"{title}, {counts}", tuple(_lines(version)))
    if rows := tuple(_behind(history))[:_FEW_BEHIND]:
        titles = (
            Column(_("Behind"), wraps=True),
            Column(_("Days later"), "right"),
            Column(_("Now")),
        )
        yield Grid(titles, rows, section=_("Furthest behind their first date"))


def _counts(version: PlanVersion) -> str:
    moved = sum(change.moved for change in version.changes)
    waves = sum(change.kind == WAVE for change in version.changes)
    counts = []
    if moved:
        counts.append(plural("{n} site in another wave", "{n} sites in another wave", moved))
    if waves:
        said = plural("{n} wave with another go-live", "{n} waves with another go-live", waves)
        counts.append(said)
    return conjoined(counts) if counts else _("another go-live")


def _at_first(version: PlanVersion) -> str:
    """The waves of sites in the first version, before which they had no wave to leave."""
    sites = [change.new.wave for change in version.changes if change.moved and change.new]
    waves = [change for change in version.changes if change.kind == WAVE and change.new]
    dated = {change.id for change in waves if change.new and change.new.go_live is not None}
    undated = len(waves) - len(dated)
    counts = []
    if sites:
        held = plural("{n} wave", "{n} waves", len({*sites}))
        placed = plural("{n} site in {waves}", "{n} sites in {waves}", len(sites), waves=held)
        counts.append(placed)
    if dated and dated != {*sites}:
        counts.append(plural("{n} wave with a go-live", "{n} waves with a go-live", len(dated)))
    if undated:
        counts.append(plural("{n} wave without a date", "{n} waves without a date", undated))
    return _("the first version, with {counts}", counts=conjoined(counts))


def _lines(version: PlanVersion) -> Iterator[Line]:
    """Waves, then sites that are in another wave, equal changes together; a site that goes live at
    another time with its wave is not listed.
    """
    redated = {change.id for change in version.changes if change.kind == WAVE}
    alike: dict[tuple[str, str], list[HistoryChange]] = {}
    for change in version.changes:
        behind = change.kind == SITE and not change.moved
        if behind and change.new is not None and change.new.wave in redated:
            continue
        alike.setdefault((_what(change), _because(change)), []).append(change)
    for (what, because), together in alike.items():
        place = _place(together[0].cited) if len(together) == 1 else ""
        yield Line(f"{enumerated(change.name for change in together)}: {what}")
        if because:
            yield Line(because, place=place, goes_on=True)


def _what(change: HistoryChange) -> str:
    old, new = _where(change, change.old), _where(change, change.new)
    moved = new if change.old is None else f"{old} -> {new}"
    return f"{moved}{_behind_first(change)}"


def _where(change: HistoryChange, slot: Slot | None) -> str:
    if change.kind == WAVE:
        if slot is None:
            return _("dropped")
        return slot.go_live.words if slot.go_live is not None else _("no date")
    if slot is None:
        return _("in no wave")
    return slot.label if slot.go_live is None else f"{slot.label} {slot.go_live.words}"


def _behind_first(change: HistoryChange) -> str:
    if not change.later:
        return ""
    days = DAYS.amount(abs(change.later))
    if change.later > 0:
        return ", " + _("{days} later than first", days=days)
    return ", " + _("{days} earlier than first", days=days)


def _because(change: HistoryChange) -> str:
    return change.reason if change.cited is None else claimed(change.cited)


def _place(cited: Cited | None) -> str:
    return "" if cited is None else facts.at(cited.place)


def _behind(history: HistoryData) -> Iterator[tuple[str, ...]]:
    """The sites that go live later than first planned, equal delays together."""
    alike: dict[tuple[int, str], list[str]] = {}
    for change in history.latest.values():
        if change.kind == SITE and change.new is not None and change.later and change.later > 0:
            label = history.labels.get(change.new.wave, change.new.label)
            now = _where(change, replace(change.new, label=label))
            alike.setdefault((change.later, now), []).append(change.name)
    for (delay, now), names in sorted(alike.items(), key=lambda found: (-found[0][0], found[0][1])):
        yield few_names(names), whole(delay), now

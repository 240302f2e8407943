"""The report of one site: its go-live, the reasons, and who has to do what by when."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from hpplan.analysis.history import HistoryChange
from hpplan.analysis.next_events import Event, Happening, gate_events, next_events
from hpplan.analysis.report_site import SiteReportData
from hpplan.domain.gates import GateState
from hpplan.domain.governance import ChangeOf
from hpplan.domain.status import Status
from hpplan.language import _, in_force, plural, worded
from hpplan.periods import day_in_words
from hpplan.text import capital
from hpplan.views import diff as diff_view
from hpplan.views import mandates
from hpplan.views import site as site_view
from hpplan.views import timeline as timeline_view
from hpplan.views.document import Block, Grid, Headline, Listed, Sentence, Terms
from hpplan.views.pictures.gantt import gantt, status_word
from hpplan.views.report import evidence
from hpplan.views.report.blocks import (
    Beside,
    Field,
    Page,
    PageBlock,
    PageTable,
    Picture,
    Row,
    Section,
    Tile,
    Tiles,
)
from hpplan.views.report.programme import names

EVENTS: Final = 14
"""How many upcoming events are listed; more do not fit on the page."""
CHANGES: Final = 5
"""How many of the last changes are listed."""
NOT_PASSED: Final = (GateState.FAILED, GateState.OVERDUE)


def page(report: SiteReportData, calendar: str | None = None) -> Page:
    """The report as a page, which fits on a sheet of paper. `calendar` is the file of its go-live
    in the same folder.
    """
    known, agenda = report.situation, report.situation.programme.agenda
    day = day_in_words(known.as_of)
    return Page(
        lang=str(in_force()),
        title=report.entry.name,
        lead=_("{programme}, as it was known on {day}", programme=agenda.name, day=day),
        sections=tuple(section for section in _sections(report, calendar) if section.blocks),
        foot=(_("Made by hpplan from the data of {programme}.", programme=agenda.name),),
        names=names(known),
        waves=known.snapshot.wave_ids,
        compact=True,
    )


def _sections(report: SiteReportData, calendar: str | None) -> Iterator[Section]:
    explained = report.explained
    yield _section("answer", _("When"), _when(report, calendar))
    yield _section("why", _("Why then"), _why(report))
    yield _section("ready", _("What must be ready when"), _ready(report))
    yield _section("waits", _("Whom it waits for"), _waits(report))
    yield _section("decides", _("Who decides"), _decides(report))
    if explained.choices:
        yield _section("choices", _("Another wave would mean"), _choices(report))
    yield _section("against", _("What moved"), _against(report))
    yield _section("history", _("How it came to be there"), _story(report))
    yield _section("sources", _("Sources"), _sources(report))


def _section(name: str, title: str, blocks: Iterator[PageBlock]) -> Section:
    return Section(name, title, tuple(blocks))


# --- when ------------------------------------------------------------------------------------


def _when(report: SiteReportData, calendar: str | None) -> Iterator[PageBlock]:
    yield Tiles(tuple(_tiles(report)))
    if calendar is not None and report.entry.go_live is not None:
        yield Beside(_("The go-live for your calendar"), calendar)
    if report.entry.go_live is not None:
        yield Picture(gantt(report.timeline), _("The project from its first phase to its last."))


def _tiles(report: SiteReportData) -> Iterator[Tile]:
    entry, as_of = report.entry, report.situation.as_of
    if entry.wave is None:
        dropped = entry.dropped
        about = "" if dropped is None else _("its wave {wave} was dropped", wave=dropped)
        yield Tile(_("Goes live"), _("in no wave"), about)
    else:
        wave = entry.label if report.wave is None else report.wave.introduced
        about = _("with {wave}", wave=wave)
        if entry.go_live is not None and not entry.live:
            days = (entry.go_live.first - as_of).days
            if days > 0:
                wait = plural("in {n} day", "in {n} days", days)
                if entry.go_live.first != entry.go_live.last:
                    wait = _("{wait} at the earliest", wait=wait)
                about = f"{about}, {wait}"
        figure = _("no date") if entry.go_live is None else entry.go_live.words
        yield Tile(_("Went live") if entry.live else _("Goes live"), figure, about)
    yield Tile(_("Status"), _status(entry.status), capital(_said(report)))
    if entry.decide_by is not None:
        days = (entry.decide_by - as_of).days
        left = plural("in {n} day", "in {n} days", days) if days > 0 else _("today")
        about = left if days >= 0 else _("this day is over")
        yield Tile(_("Last day to decide"), day_in_words(entry.decide_by), about)


def _status(status: Status) -> str:
    return _("no claim") if status is Status.NONE else status_word(status)


def _said(report: SiteReportData) -> str:
    entry = report.entry
    if entry.status is Status.UNDECIDED and entry.until is not None:
        return _("it said it would decide by {period}", period=entry.until.words)
    return ""


# --- why -------------------------------------------------------------------------------------


def _why(report: SiteReportData) -> Iterator[PageBlock]:
    """The reason for its wave, and what keeps it from going earlier in the best plan."""
    adopted = site_view.adopted_by(report.explained)
    said = filter(None, (capital(report.entry.reason), adopted))
    yield Sentence(" ".join(f"{sentence}." for sentence in said))
    if (other := report.elsewhere) is not None:
        yield Sentence(
            _(
                "The best plan has it in {wave}, {when}; what follows is about that plan.",
                wave=other.introduced,
                when=_("no date") if other.go_live is None else other.go_live.words,
            )
        )
    if not report.entry.live:
        for block in site_view.no_earlier(report.explained):
            if not isinstance(block, Headline):
                yield _without_places(block)


def _choices(report: SiteReportData) -> Iterator[PageBlock]:
    for block in site_view.other_waves(report.explained, full=True):
        yield replace(block, title="") if isinstance(block, Grid) else _without_places(block)


def _without_places(block: Block) -> Block:
    """The block without places in data files, which are of no use to its readers."""
    if not isinstance(block, Listed):
        return block
    return replace(block, lines=tuple(replace(line, place="") for line in block.lines))


# --- by when, after whom, and by whom --------------------------------------------------------


def _ready(report: SiteReportData) -> Iterator[PageBlock]:
    """What should have been ready and is not, and what is to come."""
    events = [*gate_events(report.timeline, NOT_PASSED)]
    events += [event for event in next_events(report.timeline) if event not in events]
    if not events:
        return
    fields = (Field(_("When"), "date"), Field(_("What")))
    rows = [Row((timeline_view.days_of(each.on), _happens(each))) for each in events[:EVENTS]]
    yield PageTable(_("What must be ready when"), fields, rows, quiet=True)
    if (more := len(events) - EVENTS) > 0:
        yield Sentence(
            plural("{n} later event is left out.", "{n} later events are left out.", more)
        )


def _happens(event: Event) -> str:
    said = timeline_view.what_happens(event)
    return capital(said) if event.what is Happening.DECIDE else said


def _waits(report: SiteReportData) -> Iterator[PageBlock]:
    shown = report.explained
    if report.entry.live:
        return
    for title, waits in (
        (_("It waits for"), shown.waits_for),
        (_("These wait for it"), shown.waited_for_by),
    ):
        if waits:
            yield _without_places(Listed(title, tuple(map(site_view.waiting_line, waits))))
    if not shown.waits_for and not shown.waited_for_by:
        yield Sentence(_("By the hard rules nobody waits for it, and it waits for nobody."))


def _decides(report: SiteReportData) -> Iterator[PageBlock]:
    """Who decides a change, by what would change."""
    called = {
        ChangeOf.WAVE: _("Another wave"),
        ChangeOf.GO_LIVE: _("Another date"),
        ChangeOf.PARTICIPATION: _("Taking part"),
    }
    programme = report.situation.programme
    said = [
        (called[of], capital(mandates.sentence(found, programme))) for of, found in report.mandates
    ]
    if said:
        yield Terms(tuple(said))
    elif not report.entry.live:
        yield Sentence(_("The data do not say."))


# --- how it came to be there -----------------------------------------------------------------


def _against(report: SiteReportData) -> Iterator[PageBlock]:
    if report.against is not None:
        for block in diff_view.document(report.against):
            shown = Sentence(block.text) if isinstance(block, Headline) else block
            yield _without_places(shown)


def _story(report: SiteReportData) -> Iterator[PageBlock]:
    """Each wave and go-live that it was planned for, the newest first."""
    if not report.story:
        return
    fields = (
        Field(_("Known since"), "date"),
        Field(_("Wave"), "wave"),
        Field(_("Go-live"), "date"),
        Field(_("Against the first date")),
        Field(_("Said by")),
    )
    rows = tuple(_changes(report.story[:CHANGES], report))
    yield PageTable(_("How it came to be there"), fields, rows, quiet=True)
    if (more := len(report.story) - CHANGES) > 0:
        yield Sentence(
            plural("{n} earlier change is left out.", "{n} earlier changes are left out.", more)
        )


def _changes(
    story: Sequence[tuple[date | None, HistoryChange]], report: SiteReportData
) -> Iterator[Row]:
    sources = report.situation.programme.sources
    for known, change in story:
        slot, cited = change.new, change.cited
        source = None if cited is None or cited.source is None else sources.get(cited.source)
        yield Row(
            (
                _("always") if known is None else day_in_words(known, short=True),
                _("in no wave") if slot is None else slot.label,
                slot.go_live.words if slot and slot.go_live else "",
                str(change.shift or ""),
                change.reason
                if source is None
                else source.publisher or worded(source.title or source.id),
            )
        )


def _sources(report: SiteReportData) -> Iterator[PageBlock]:
    if report.sources:
        yield evidence.references(report.sources[:CHANGES])

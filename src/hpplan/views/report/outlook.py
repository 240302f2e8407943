"""The future of a plan: waves and phases, coverage, loads, and every site."""

from collections.abc import Iterator, Sequence

from hpplan.analysis.coverage_curve import Curve, CurveOf
from hpplan.analysis.next_events import Happening, next_events
from hpplan.analysis.report import ReportData
from hpplan.analysis.site_map import site_map
from hpplan.analysis.timeline import Days, TimelineEntry
from hpplan.domain.entry import COUNTING_SITES
from hpplan.domain.measures import measure_word
from hpplan.domain.sites import TRUST
from hpplan.domain.status import Status
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.text import capital, enumerated, few_names, shown, whole
from hpplan.views import timeline as timeline_view
from hpplan.views.document import Sentence
from hpplan.views.pictures.coverage_chart import coverage_chart, curve_word
from hpplan.views.pictures.gantt import gantt, status_word
from hpplan.views.pictures.load_chart import load_chart
from hpplan.views.pictures.map import map_picture
from hpplan.views.report.blocks import Field, PageBlock, PageTable, Picture, Row

EVENTS = 15
"""How many upcoming events are listed."""


# --- waves and phases ------------------------------------------------------------------------


def plan(report: ReportData) -> Iterator[PageBlock]:
    """The chart, the waves as a table, and the next events."""
    if not report.timeline.entries:
        return
    if any(entry.go_live is not None for entry in report.timeline.entries):
        caption = _("Who goes live when: a row for each wave and site; the tables say the same.")
        yield Picture(gantt(report.timeline), caption)
    if waves := tuple(_waves(report)):
        yield PageTable(_("Waves"), _wave_fields(), waves)
    if rows := tuple(_phases(report)):
        fields = [Field(_("Wave"), "wave"), *map(Field, report.timeline.phases.values())]
        yield PageTable(_("When each phase runs"), fields, rows)
    events = next_events(report.timeline)
    if events:
        fields = [Field(_("When"), "date"), Field(_("What")), Field(_("Who"))]
        happenings = [
            Row(
                (
                    timeline_view.days_of(event.on),
                    capital(timeline_view.what_happens(event))
                    if event.what is Happening.DECIDE
                    else timeline_view.what_happens(event),
                    few_names(event.names),
                ),
                {"wave": event.wave},
            )
            for event in events[:EVENTS]
        ]
        yield PageTable(_("What is next"), fields, happenings)
        if (more := len(events) - EVENTS) > 0:
            yield Sentence(
                plural("{n} later event is left out.", "{n} later events are left out.", more)
            )


def _wave_fields() -> Sequence[Field]:
    return (
        Field(_("Wave"), "wave"),
        Field(_("Go-live"), "date"),
        Field(_("Sites"), "number"),
        Field(_("Covered then"), "number"),
        Field(_("Who")),
    )


def _waves(report: ReportData) -> Iterator[Row]:
    """The waves that hold a site, in order."""
    covered = {step.wave: step.share.percent for step in report.coverage.by_wave}
    for slot in report.situation.snapshot.waves:
        here = [entry for entry in report.timeline.entries if entry.wave == slot.id]
        if here:
            day = report.plan.days.get(slot.id)
            when = slot.go_live.words if slot.go_live else _("no date")
            yield Row(
                (
                    slot.introduced,
                    when if day is None else day_in_words(day),
                    str(len(here)),
                    _percent(covered.get(slot.id)),
                    enumerated(entry.name for entry in here),
                ),
                {"wave": slot.id},
            )


def _percent(share: float | None) -> str:
    return "" if share is None else shown(share, 0)


def _phases(report: ReportData) -> Iterator[Row]:
    """The phases of each wave, for sites that are not live yet."""
    for slot in report.situation.snapshot.waves:
        here = [e for e in report.timeline.entries if e.wave == slot.id and not e.live and e.phases]
        if here:
            runs = {phase.id: phase for phase in here[0].phases}
            cells = [
                timeline_view.days_of(Days(runs[name].start, runs[name].end))
                if name in runs
                else ""
                for name in report.timeline.phases
            ]
            yield Row((slot.label, *cells), {"wave": slot.id})


# --- the map ---------------------------------------------------------------------------------


def on_map(report: ReportData) -> Iterator[PageBlock]:
    """The sites on a map, if any location is known."""
    found = site_map(report.situation, report.timeline)
    if any(site.location is not None or site.border is not None for site in found.sites):
        caption = _("Who goes with which wave; the table of all sites says the same.")
        yield Picture(map_picture(found), caption)


# --- coverage --------------------------------------------------------------------------------


def coverage(report: ReportData) -> Iterator[PageBlock]:
    """The curves, and their steps as a table."""
    curves = [curve for curve in report.curves.curves if curve.steps]
    if not curves:
        return
    measure = measure_word(report.curves.measure)
    yield Picture(
        coverage_chart(report.curves),
        _("The share of all {measure} that is live, decided, and planned.", measure=measure),
    )
    by_kind = {curve.of: curve for curve in curves}
    of = [of for of in CurveOf if of in by_kind]
    fields = [
        Field(_("Wave"), "wave"),
        Field(_("Go-live"), "date"),
        *(Field(capital(curve_word(each)), "number") for each in of),
    ]
    yield PageTable(_("Share after each wave"), fields, tuple(_steps([by_kind[o] for o in of])))
    counted = report.situation.counted.amounts
    undated = sum(
        e.go_live is None and e.site in counted for e in report.timeline.entries if e.wave
    )
    if undated:
        yield Sentence(
            plural(
                "{n} site is in a wave without a date, and not in the curve.",
                "{n} sites are in waves without a date, and not in the curve.",
                undated,
            )
        )


def _steps(curves: Sequence[Curve]) -> Iterator[Row]:
    last = max(curves, key=lambda curve: len(curve.steps))
    for step in last.steps:
        cells = []
        for curve in curves:
            past = [each for each in curve.steps if each.go_live.last <= step.go_live.last]
            cells.append(shown(past[-1].after if past else 0.0, 0))
        yield Row((step.label, step.go_live.words, *cells), {"wave": step.wave})


# --- loads -----------------------------------------------------------------------------------


def load(report: ReportData) -> Iterator[PageBlock]:
    """The chart, and a table of the loads of each wave."""
    found = report.capacities.capacities
    if not found:
        return
    yield Picture(
        load_chart(report.capacities),
        _("What each wave holds, beside what the rules let it hold."),
    )
    labels = {bar.wave: bar.label for each in found for bar in each.bars}
    held = [{bar.wave: bar.load for bar in each.bars} for each in found]
    fields = [Field(_("Wave"), "wave")]
    fields += [
        Field(_("{rule}, at most {most}", rule=each.rule, most=whole(each.most)), "number")
        for each in found
    ]
    rows = [
        Row(
            (labels[slot], *(whole(loads[slot]) if slot in loads else "" for loads in held)),
            {"wave": slot},
        )
        for slot in report.capacities.slots
        if slot in labels
    ]
    yield PageTable(_("Load of each wave"), fields, rows)


# --- sites -----------------------------------------------------------------------------------


def sites(report: ReportData) -> Iterator[PageBlock]:
    """Every site in order of go-live."""
    if not report.timeline.entries:
        return
    fields = (
        Field(_("Site"), "name"),
        Field(_("Wave"), "wave"),
        Field(_("Go-live"), "date"),
        Field(_("Status"), "status"),
        Field(_("Last day to decide"), "date"),
        Field(capital(measure_word(report.coverage.measure)), "number"),
        Field(_("Trust"), "name"),
        Field(_("Regions")),
    )
    caption = _("All sites in order of go-live")
    rows = [_site(report, entry) for entry in report.timeline.entries]
    yield PageTable(caption, fields, rows, id="all-sites", quiet=True)


def _site(report: ReportData, entry: TimelineEntry) -> Row:
    snapshot = report.situation.snapshot
    amounts = report.situation.counted.amounts
    counting = report.coverage.measure != COUNTING_SITES  # each of which is one
    regions = report.situation.programme.regions
    trust = "" if entry.trust is None or entry.kind == TRUST else snapshot.name(entry.trust)
    cells = (
        entry.name,
        entry.label or entry.wave or "",
        entry.go_live.short if entry.go_live else "",
        _("no claim") if entry.status is Status.NONE else status_word(entry.status),
        "" if entry.decide_by is None else day_in_words(entry.decide_by, short=True),
        whole(amounts[entry.site]) if counting and entry.site in amounts else "",
        trust,
        "; ".join(regions[name].name if name in regions else name for name in entry.regions),
    )
    of = {"site": entry.site, "wave": entry.wave, "status": entry.status}
    return Row(cells, {what: str(value) for what, value in of.items() if value is not None})

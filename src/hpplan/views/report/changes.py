"""Differences: in the best plan, since another plan or day, and version by version."""

from collections.abc import Iterator, Sequence

from hpplan.analysis.history import WAVE, HistoryChange
from hpplan.analysis.report import ReportData
from hpplan.analysis.slips import Slip
from hpplan.language import _
from hpplan.periods import Period, day_in_words
from hpplan.planning import Solved
from hpplan.text import enumerated
from hpplan.views import diff as diff_view
from hpplan.views import effect as effect_view
from hpplan.views.document import Headline, Sentence
from hpplan.views.pictures.trend_chart import trend_chart
from hpplan.views.report import standing
from hpplan.views.report.blocks import Field, PageBlock, PageTable, Picture, Row


def best(report: ReportData) -> Iterator[PageBlock]:
    """The differences between the best plan and the one that is shown; empty where there is no
    plan.
    """
    if not isinstance(report.best, Solved):
        return
    yield Sentence(standing.proved(report))
    if report.change:
        yield from effect_view.differences(report.change, full=True)
    goals = [goal for goal in report.best.plan.goals if goal.said is not None]
    if goals:
        fields = (
            Field(_("Goal, the first counts most")),
            Field(_("In the best plan")),
            Field(_("Proof")),
        )
        rows = [
            Row(
                (
                    goal.sentence,
                    goal.said or "",
                    _("proved best") if goal.proved else _("not proved best"),
                )
            )
            for goal in goals
        ]
        yield PageTable(_("The goals, in their order"), fields, rows)


def against(report: ReportData) -> Iterator[PageBlock]:
    """The differences from another plan or day."""
    if report.against is not None:
        for block in diff_view.document(report.against):
            yield Sentence(block.text) if isinstance(block, Headline) else block


def trend(report: ReportData) -> Iterator[PageBlock]:
    """How the dates of the waves moved, and which sites are behind their first stated date."""
    changes = [
        (version.known, change)
        for version in report.history.versions
        for change in version.changes
        if change.kind == WAVE
    ]
    if any(change.new is not None and change.new.go_live for _known, change in changes):
        slots = report.situation.snapshot.wave_ids
        caption = _("When each wave was to go live, as it was known at the time.")
        yield Picture(trend_chart(report.history, slots), caption)
    if changes:
        fields = (
            Field(_("Known since"), "date"),
            Field(_("Wave"), "wave"),
            Field(_("Go-live"), "date"),
            Field(_("Against the first date")),
            Field(_("Said by")),
        )
        rows = [
            Row(
                (
                    _("always") if known is None else day_in_words(known),
                    change.name,
                    _go_live(change),
                    str(change.shift or ""),
                    _said_by(report, change),
                ),
                {"wave": change.id},
            )
            for known, change in changes
        ]
        yield PageTable(_("Every date that was named for a wave"), fields, rows)
    if report.slips:
        behind = (
            Field(_("Who")),
            Field(_("First date"), "date"),
            Field(_("Now"), "date"),
            Field(_("Later by")),
        )
        yield PageTable(_("Later than first said"), behind, tuple(_slipped(report.slips)))


def _go_live(change: HistoryChange) -> str:
    if change.new is None:
        return _("dropped")
    return change.new.go_live.words if change.new.go_live else _("no date")


def _said_by(report: ReportData, change: HistoryChange) -> str:
    cited = change.cited
    if cited is None or cited.source is None:
        return change.reason
    source = report.history.sources.get(cited.source)
    publisher = None if source is None else source.publisher
    return f"{publisher} [{cited.source}]" if publisher else f"[{cited.source}]"


def _slipped(slips: Sequence[Slip]) -> Iterator[Row]:
    """Equal slips together."""
    alike: dict[tuple[Period, Period], list[Slip]] = {}
    for slip in slips:
        alike.setdefault((slip.first, slip.now), []).append(slip)
    for (first, now), together in alike.items():
        names = enumerated(slip.name for slip in together)
        yield Row((names, first.words, now.words, str(together[0].shift)))

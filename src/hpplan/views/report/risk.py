"""The effect of risks on the plan: the futures that were lived through."""

from collections.abc import Iterator

from hpplan.analysis.report import ReportData
from hpplan.analysis.risk.assessment import RiskData
from hpplan.analysis.risk.coverage_fan import PERCENTILES
from hpplan.analysis.risk.figures import Figures, SiteFigures
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.views import risk_words as words
from hpplan.views.document import Listed, Sentence, listed
from hpplan.views.pictures.delay_chart import delay_chart, may_be_late
from hpplan.views.pictures.driver_chart import driver_chart
from hpplan.views.pictures.fan_chart import ends_of_periods, fan_chart, on_day, percentage
from hpplan.views.report.blocks import Field, PageBlock, PageTable, Picture, Row


def blocks(report: ReportData) -> Iterator[PageBlock]:
    """By when everybody is live, coverage, the risks responsible, waves and sites."""
    found = report.risk
    if found is None or found.figures is None:
        return
    yield from _answer(found, found.figures, given=_is_the_best(report))
    if not found.situation.programme.risks:
        yield Sentence(words.without_risks())
        return
    yield from _coverage(found, found.figures)
    yield from _drivers(found)
    yield from _waves(found, found.figures)
    yield from _sites(found)
    yield Sentence(words.how_sure(found.figures))


def _is_the_best(report: ReportData) -> bool:
    """Whether the plan of the page is the one that the futures begin with."""
    return report.risk is not None and dict(report.plan.waves) == dict(report.risk.plan.waves)


def _answer(found: RiskData, figures: Figures, *, given: bool) -> Iterator[PageBlock]:
    yield Sentence(
        _("{futures}, drawn with its risks.", futures=words.title_of(found, given=given))
    )
    if nowhere := words.nowhere(figures):
        yield Sentence(words.without_wave(nowhere))
    if found.situation.programme.risks:
        yield Sentence(words.promise(found, figures))
    caption = _("By when all that have a wave are live") if nowhere else _("By when all are live")
    fields = (
        Field(_("How sure")),
        Field(_("By"), "date"),
        Field(_("Against the plan")),
        Field(_("95 % interval"), "date"),
    )
    yield PageTable(caption, fields, tuple(map(Row, words.ends(figures))))
    yield Sentence(words.changes(found, figures))
    lost = words.no_plan(found, figures)
    yield Sentence(_("Without any plan that keeps the rules: {futures}.", futures=lost))
    if found.conflicts:
        yield _lost(found)


def _lost(found: RiskData) -> Listed:
    lines = (
        _(
            "{conflict} ({futures})",
            conflict=" ".join(each.sentences),
            futures=plural("{n} future", "{n} futures", each.futures),
        )
        for each in found.conflicts
    )
    return listed(_("Why there is no plan, mostly"), lines)


def _coverage(found: RiskData, figures: Figures) -> Iterator[PageBlock]:
    days = ends_of_periods(figures.coverage)
    if not days:
        return
    yield Picture(fan_chart(found), _("Coverage over time, as planned and in all futures."))
    middle = PERCENTILES.index(50)
    fields = (
        Field(_("Day"), "date"),
        Field(_("As planned"), "number"),
        Field(_("In 9 of 10 futures at least"), "number"),
        Field(_("In half at least"), "number"),
        Field(_("In 1 of 10 at least"), "number"),
    )
    rows = [
        Row((day_in_words(day), *map(percentage, (on.planned, low, at[middle], high))))
        for day in days
        for on in [on_day(figures.coverage, day)]
        for at in [on.percentiles]
        for low, high in [(at[0], at[-1])]
    ]
    yield PageTable(_("Coverage in all futures"), fields, rows)


def _drivers(found: RiskData) -> Iterator[PageBlock]:
    if not found.contributions:
        return
    yield Picture(
        driver_chart(found),
        _("By how much earlier all are live in 80 % of the futures, without each risk by itself."),
    )
    fields = (Field(_("Risk")), Field(_("80 % date without it")), Field(_("Reason")))
    rows = [
        Row((each.risk, words.without(each), words.reason(found, each.risk)))
        for each in words.largest_first(found.contributions)
    ]
    yield PageTable(_("What each risk adds"), fields, rows)


def _waves(found: RiskData, figures: Figures) -> Iterator[PageBlock]:
    snapshot = found.situation.snapshot
    fields = (
        Field(_("Wave"), "wave"),
        Field(_("Go-live"), "date"),
        Field(_("On its date"), "number"),
        Field(_("In 50 % by"), "date"),
        Field(_("In 80 % by"), "date"),
        Field(_("95 % interval"), "date"),
    )
    rows = [
        Row(
            (
                slot.label,
                _("no date") if slot.go_live is None else slot.go_live.words,
                words.percent(each.as_planned.value),
                words.by_day(each.by_50),
                words.by_day(each.by_80),
                words.interval(each.by_80),
            ),
            {"wave": each.wave},
        )
        for each in figures.waves
        for slot in [snapshot.wave[each.wave]]
        if not slot.past
    ]
    if rows:
        yield PageTable(_("How often each wave keeps its date"), fields, rows)


def _sites(found: RiskData) -> Iterator[PageBlock]:
    sites = may_be_late(found)
    if not sites:
        return
    yield Picture(delay_chart(found), _("How late each site may be; the table says the same."))
    fields = (
        Field(_("Site"), "name"),
        Field(_("Wave"), "wave"),
        Field(_("As planned"), "number"),
        Field(_("In 50 % by"), "date"),
        Field(_("In 80 % by"), "date"),
    )
    yield PageTable(_("How late each site may be"), fields, [_site(found, each) for each in sites])


def _site(found: RiskData, each: SiteFigures) -> Row:
    snapshot = found.situation.snapshot
    assert each.wave is not None
    cells = (
        snapshot.name(each.site),
        snapshot.wave[each.wave].label,
        words.percent(each.as_planned.value),
        words.by_day(each.by_50),
        words.by_day(each.by_80),
    )
    return Row(cells, {"site": each.site, "wave": each.wave})

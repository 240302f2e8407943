"""The robust plan beside the best: its cost and benefit, and the sites that are elsewhere."""

from collections.abc import Iterator

from hpplan.analysis.risk.robust import PlanByFutures, RobustChoice
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.text import rounded
from hpplan.views.document import Block, Document, Grid, Sentence
from hpplan.views.formats.drawing import Column


def document(found: RobustChoice) -> Document:
    """The plans that were compared, and the one that is chosen."""
    return tuple(_blocks(found))


def _blocks(found: RobustChoice) -> Iterator[Block]:
    columns = (
        Column(_("Plan"), "right"),
        Column(_("Loses of the last goal"), "right"),
        Column(_("Everybody live in 80 % of futures")),
        Column(""),
    )
    rows = tuple(
        (
            str(number),
            _percent(plan),
            _("never") if plan.by_80 is None else day_in_words(plan.by_80),
            _mark(found, plan),
        )
        for number, plan in enumerate(found.plans, start=1)
    )
    futures = plural("{n} future", "{n} futures", found.asked.runs.runs)
    yield Grid(columns, rows, _("Robust: the same {futures} of each plan", futures=futures))
    if found.interrupted:
        yield Sentence(_("Interrupted before all plans were compared."))
    elif found.cut_short:
        yield Sentence(_("The time ended before a further plan was found."))
    elif len(found.plans) == 1:
        yield Sentence(_("No other plan equals it by every goal but the last and loses so little."))
        return
    if len(found.plans) == 1:
        return
    if found.chosen is found.best:
        yield Sentence(_("No other of them has everybody live earlier: the best plan is chosen."))
        return
    if (days := found.days_80) is None:
        gain = _("at all in 80 % of the futures")
    else:
        gain = plural(
            "{n} day earlier in 80 % of the futures",
            "{n} days earlier in 80 % of the futures",
            days,
        )
    yield Sentence(_("The chosen plan has everybody live {gain}.", gain=gain))
    yield _moves(found)


def _mark(found: RobustChoice, plan: PlanByFutures) -> str:
    if plan is found.chosen:
        return _("best, chosen") if plan is found.best else _("chosen")
    return _("best") if plan is found.best else ""


def _moves(found: RobustChoice) -> Grid:
    snapshot = found.best.situation.snapshot
    best, chosen = found.best.plan.waves, found.chosen.plan.waves
    sites = (site for site in snapshot.sites if best.get(site) != chosen.get(site))

    def wave(name: str | None) -> str:
        return _("no wave") if name is None else snapshot.wave[name].label

    rows = tuple((snapshot.name(s), wave(best.get(s)), wave(chosen.get(s))) for s in sites)
    return Grid((Column(_("Site")), Column(_("Best")), Column(_("Chosen"))), rows)


def _percent(plan: PlanByFutures) -> str:
    percent = rounded(100 * plan.loss, 1)
    if plan.loss and not percent:
        return _("less than 0.1 %")
    return f"{percent:g} %"

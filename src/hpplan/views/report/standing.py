"""The state of a programme: the answer that comes before everything else."""

from collections.abc import Iterator

from hpplan.analysis.next_events import Happening, next_events
from hpplan.analysis.report import ReportData
from hpplan.domain.entry import COUNTING_SITES
from hpplan.domain.measures import measure_word
from hpplan.language import _, plural
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Solved
from hpplan.programme.coverage import Share
from hpplan.programme.plan import Proof
from hpplan.solving.result import Undecided
from hpplan.text import few_names, shown
from hpplan.views import overview
from hpplan.views.document import Sentence
from hpplan.views.pictures.share_bar import share_bar
from hpplan.views.report.blocks import PageBlock, Picture, Tile, Tiles


def blocks(report: ReportData) -> Iterator[PageBlock]:
    """The figures at a glance, what is proved, and what has to happen next."""
    yield Tiles(tuple(_tiles(report)))
    if any(curve.steps for curve in report.curves.curves):
        yield Picture(share_bar(report.curves), "")
    yield Sentence(proved(report))
    yield overview.besides(
        report.timeline,
        report.coverage,
        report.findings,
        report.slips,
        report.situation.counted.amounts,
    )


def _tiles(report: ReportData) -> Iterator[Tile]:
    covered = report.coverage
    yield Tile(_("Live"), _share(covered.live, report), _sites(covered.live, report))
    firm = covered.live_or_decided
    yield Tile(_("Live or decided"), _share(firm, report), _sites(firm, report))
    events = (e for e in next_events(report.timeline) if e.what is Happening.GO_LIVE)
    if (event := next(events, None)) is not None:
        days = (event.on.first - report.situation.as_of).days
        wait = plural("in {n} day", "in {n} days", days) if days > 0 else _("these days")
        when = day_in_words(event.on.first)
        if event.on.approximate:
            when = _("{day} at the earliest", day=when)
        about = _(
            "{wave}, {wait}: {sites}", wave=event.label, wait=wait, sites=few_names(event.names)
        )
        yield Tile(_("Next go-live"), when, about)
    dated = [e.go_live for e in report.timeline.entries if e.wave is not None and e.go_live]
    if dated:
        last = max(dated, key=lambda period: period.last)
        nowhere = sum(entry.wave is None for entry in report.timeline.entries)
        about = _("then everybody is live")
        if nowhere:
            about = plural("{n} site is in no wave", "{n} sites are in no wave", nowhere)
        yield Tile(_("Last go-live"), last.words, about)


def _share(share: Share, report: ReportData) -> str:
    if share.percent is None or report.coverage.measure == COUNTING_SITES:
        return _("{some} of {all}", some=share.sites, all=report.coverage.everyone.sites)
    return shown(share.percent, 0)


def _sites(share: Share, report: ReportData) -> str:
    covered = report.coverage
    if share.percent is None:
        return measure_word(covered.noun)
    if covered.measure == COUNTING_SITES:
        return _(
            "{sites}, {share}", sites=measure_word(covered.noun), share=shown(share.percent, 0)
        )
    return _(
        "of the {measure}: {some} of {all} {sites}",
        measure=measure_word(covered.measure),
        some=share.sites,
        all=covered.everyone.sites,
        sites=measure_word(covered.noun),
    )


def proved(report: ReportData) -> str:
    """What is proved of the plan, and whether a better one exists."""
    match report.best:
        case Infeasible():
            return _("It is proved that no plan keeps every hard rule: see the conflicts.")
        case Undecided():
            return _("Whether a plan keeps every hard rule is not decided: the time ended.")
        case Solved(plan=plan) if not report.change or not report.change.moves:
            if not report.sound:
                return _("The plan breaks a hard rule: see the findings.")
            if plan.proof is Proof.OPTIMAL:
                return _("It is proved that no plan is better by the goals, in their order.")
            return _("No better plan was found; it is not proved that there is none.")
        case Solved(plan=plan):
            number = len(report.change.moves) if report.change else 0
            moves = plural("{n} site would move", "{n} sites would move", number)
            proof = (
                _("this is proved to be the best plan")
                if plan.proof is Proof.OPTIMAL
                else _("it is not proved to be the best plan")
            )
            if not report.sound and (nowhere := _nowhere(report)):
                lacking = plural("{n} site has no wave yet", "{n} sites have no wave yet", nowhere)
                return _(
                    "{lacking}. In the best plan {moves}; {proof}.",
                    lacking=lacking,
                    moves=moves,
                    proof=proof,
                )
            if not report.sound:
                return _(
                    "The plan breaks a hard rule. In one that keeps them all {moves}; {proof}.",
                    moves=moves,
                    proof=proof,
                )
            return _("A better plan exists: {moves}; {proof}.", moves=moves, proof=proof)


def _nowhere(report: ReportData) -> int:
    """The number of sites that take part and have no wave in the plan."""
    sites = report.situation.snapshot.sites
    return sum(
        entry.wave is None and sites[entry.site].takes_part for entry in report.timeline.entries
    )

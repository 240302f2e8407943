"""What a report rests on: conflicts, findings, assumptions and sources."""

from collections.abc import Iterable, Iterator
from typing import Final

from hpplan.analysis.report import ReportData
from hpplan.diagnostics.finding import Finding
from hpplan.domain.sources import Source
from hpplan.language import _, worded
from hpplan.periods import day_in_words
from hpplan.planning import Infeasible, Solved
from hpplan.views import conflict as conflict_view
from hpplan.views import facts
from hpplan.views import rule as rule_view
from hpplan.views.document import Headline, Line, Listed, Sentence
from hpplan.views.finding_counts import NAMES, in_all
from hpplan.views.finding_parts import parts
from hpplan.views.folding import folded
from hpplan.views.report.blocks import Foreign, PageBlock, Reference, References

ENGLISH: Final = "en"
"""The language of the messages of findings, whatever that of the page."""


def conflicts(report: ReportData) -> Iterator[PageBlock]:
    """Why there is no plan, and what would make one possible; else that there is one."""
    match report.best:
        case Infeasible() as why:
            shown = conflict_view.document(report.situation, why, full=True, repairs=False)
            for block in shown:
                yield Sentence(block.text) if isinstance(block, Headline) else block
        case Solved():
            yield Sentence(_("None: a plan exists that keeps every hard rule."))
        case _:
            yield Sentence(_("Not known: the time ended before a plan, or a proof, was found."))


def findings(report: ReportData) -> Iterator[PageBlock]:
    """The faults and doubts about the data, and about the plan: the gravest first."""
    if not report.findings:
        yield Sentence(_("None."))
        return
    yield Sentence(f"{in_all(report.findings)}.")
    gravest_first = list(NAMES)
    folds = sorted(
        folded(report.findings), key=lambda fold: gravest_first.index(fold.first.severity)
    )
    lines = []
    for fold in folds:
        beneath = [part.line for part in parts(fold.first)[1:]]
        beneath += [fold.heading] if fold.others else []
        beneath += [_other(each) for each in fold.listed] + ([fold.left] if fold.left else [])
        head = f"{fold.first.severity} {fold.first.code}: {fold.first.message}"
        lines.append(Line(head, tuple(beneath), place=facts.at(fold.first.place)))
    yield Foreign(ENGLISH, Listed("", tuple(lines)))


def _other(finding: Finding) -> str:
    place = facts.at(finding.place)
    return f"{finding.message} ({place})" if place else finding.message


def assumptions(report: ReportData) -> Iterator[PageBlock]:
    """The assumptions of the plan, and the effect of dropping them."""
    if report.assumptions is not None:
        for block in rule_view.assumptions(report.assumptions):
            if not isinstance(block, Headline):
                yield block


def sources(report: ReportData) -> Iterator[PageBlock]:
    """The sources of the claims, the newest first."""
    if not report.sources:
        yield Sentence(_("The data name no source."))
        return
    yield references(report.sources)


def references(sources: Iterable[Source]) -> References:
    """Each source with its title, its publisher and date, and its address."""
    found = []
    for source in sources:
        about = [source.publisher or ""]
        about += [day_in_words(source.published.last)] if source.published else []
        about += [_("an assumption")] if source.kind == "assumption" else []
        title = worded(source.title or source.id)
        found.append(Reference(source.id, title, ", ".join(filter(None, about)), source.url))
    return References(tuple(found))

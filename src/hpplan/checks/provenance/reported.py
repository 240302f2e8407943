"""HP605: a published count differs from what the claims give."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Final

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.agenda import Reported
from hpplan.domain.claims import Says
from hpplan.domain.sites import MUNICIPALITY
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.sources import Source
from hpplan.domain.standing import SiteState
from hpplan.domain.status import Status
from hpplan.programme.programme import ProgrammeData, SituationData

AT_LEAST: Final = {
    Status.OPTION: frozenset(
        {Says.OPTION, Says.PREPROJECT, Says.JOINED, Says.AGREEMENT, Says.DECIDED, Says.LIVE}
    ),
    Status.PREPROJECT: frozenset(
        {Says.PREPROJECT, Says.JOINED, Says.AGREEMENT, Says.DECIDED, Says.LIVE}
    ),
    Status.JOINED: frozenset({Says.JOINED, Says.AGREEMENT, Says.DECIDED, Says.LIVE}),
    Status.AGREEMENT: frozenset({Says.AGREEMENT, Says.LIVE}),
}
"""Which claims show that a municipality has come at least that far.

A council that took part, signed or decided a wave has said yes to the steps before. Deciding a wave
is no signature, so it does not count as an agreement; no site goes live without one. Being placed
by others (candidate, planned) is not a vote.
"""


class ReportedFigures(Check):
    code = Code(
        "HP605",
        "reported-figure",
        Severity.INFO,
        meaning=(
            "A published count (`reported`) differs from ours as of the later of its date and "
            "its publication. `option`, `preproject`, `joined` and `agreement` count the "
            "municipalities that have come at least so far and take part, all other words those "
            "that have exactly that status."
        ),
        why=("A difference means a missing or superfluous claim, or another way of counting."),
        fix="Find the claim that makes the difference, or explain it in a `note`.",
        bad="""
            programme:
              id: coast
              name: The coast
              reported:
                - {count: decided, sites: «2», on: 2023-06, source: letter}
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, claims: [{says: decided, wave: W1, source: letter}]}
              - {id: berg, name: Berg}
            """,
        instead=("Berg", "Berg, claims: [{says: decided, wave: W1, source: letter}]"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        known_on = cache(lambda day: programme.on(day).snapshot)
        for figure in programme.agenda.reported:
            day = counted_on(programme, figure)
            if day <= situation.as_of:
                yield from self._gaps(programme, figure, day, known_on)

    def _gaps(
        self,
        programme: ProgrammeData,
        figure: Reported,
        day: date,
        known_on: Callable[[date], Snapshot],
    ) -> Iterator[Finding]:
        everyone = [s for s in known_on(day).sites.values() if s.site.kind == MUNICIPALITY]
        sources = programme.sources

        def counts(site: SiteState) -> bool:
            return any(_counts(site, day, sources, word) for word in figure.count)

        ours = [site for site in everyone if counts(site)]
        gaps: list[tuple[str, str]] = []
        if len(ours) != figure.sites:
            gaps.append(("sites", f"{len(ours)} counted, {figure.sites} published"))
        if figure.of is not None and len(everyone) != figure.of:
            gaps.append(("of", f"out of {len(everyone)} counted, out of {figure.of} published"))
        if figure.share is not None and (share := _share(ours, everyone, figure.share)) is not None:
            gaps.append(("share", f"{share} % counted, {_plain(figure.share)} % published"))
        if not gaps:
            return
        what = " or ".join(word.value for word in figure.count)
        who = "" if figure.source is None else f" by {figure.source}"
        yield self.finding(
            f"municipalities {what} on {day}: {'; '.join(text for _, text in gaps)}{who}",
            programme.places.inside(figure.address, gaps[0][0]),
        )


def counted_on(programme: ProgrammeData, figure: Reported) -> date:
    """The date of our count: everything that the publisher can have known counts, up to the day
    meant.
    """
    source = programme.sources.get(figure.source) if figure.source is not None else None
    published = source.published if source is not None else None
    return figure.on.last if published is None else max(figure.on.last, published.last)


def _counts(site: SiteState, day: date, sources: Mapping[str, Source], word: Status) -> bool:
    """Whether the municipality, by what is known of it on the day, counts under the word."""
    if (enough := AT_LEAST.get(word)) is None:
        return site.status is word
    return site.takes_part and (
        site.live
        or any(
            claim.says in enough and (claim.known_from(sources) or day) <= day
            for claim in site.site.claims
        )
    )


def _share(ours: list[SiteState], everyone: list[SiteState], published: float) -> str | None:
    """Our share of inhabitants in percent, as exact as the published one, if they differ."""
    total = sum(site.fields.size.get("inhabitants", 0) for site in everyone)
    if not total:
        return None
    counted = sum(site.fields.size.get("inhabitants", 0) for site in ours)
    stated = Decimal(_plain(published))
    exact = Decimal(100 * counted) / Decimal(total)
    share = exact.quantize(
        Decimal(1).scaleb(min(0, int(stated.as_tuple().exponent))), ROUND_HALF_UP
    )
    if share == stated:
        return None
    while share in (0, 100) and share != exact:  # 0 or 100 only if exactly so
        finer = int(share.as_tuple().exponent) - 1
        share = exact.quantize(Decimal(1).scaleb(finer), ROUND_HALF_UP)
    return str(share)


def _plain(number: float) -> str:
    return repr(number).removesuffix(".0")

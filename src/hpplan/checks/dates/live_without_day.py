"""HP611: a site is live, and no day of go-live is stated."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.claims import Says
from hpplan.programme.programme import SituationData


class LiveWithoutDay(Check):
    code = Code(
        "HP611",
        "live-without-day",
        Severity.WARNING,
        meaning="A `live` claim has no `on`.",
        why=(
            "Its wave's go-live is shown instead, which changes with the wave's date; and the "
            "claim is known from its source's date, not from the go-live."
        ),
        fix="Add `on`: the day, or the month, on which the site went live.",
        bad="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, claims: [«{says: live, wave: W1, source: letter}»]}
            """,
        good="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: live, wave: W1, on: 2023-04, source: letter}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        for site in programme.sites:
            for claim in site.claims:
                if claim.says is Says.LIVE and claim.on is None:
                    yield self.finding(
                        f"{programme.called(site.id)} is live in {claim.wave}, without a date",
                        programme.places.place(claim.address),
                        hint="add 'on: …', the day or month on which it went live",
                        cause="no day",
                    )

"""HP607: a claim that is said to have been known before it happened."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import every_claim, happened, said
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import SituationData


class KnownTooEarly(Check):
    code = Code(
        "HP607",
        "known-before-it-happened",
        Severity.WARNING,
        meaning=(
            "A claim of something that happened (a vote, a signature, a go-live) has a `known` "
            "that ends before its `on` begins. Plans and proposals may well speak of the future."
        ),
        why="As of the days between, the site would appear further along than it was.",
        fix="Correct `known` or `on`; without `known`, the day of the source counts.",
        bad="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: decided, wave: W1, on: 2023-06-15, known: «2023-05», source: letter}
            """,
        good="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: decided, wave: W1, on: 2023-06-15, known: 2023-06, source: letter}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        places = situation.programme.places
        for subject, claim in every_claim(situation.programme):
            if claim.known is None or claim.on is None or not happened(claim):
                continue
            if claim.known.last < claim.on.first:
                yield self.finding(
                    f"{subject}: '{said(claim)}' happened on {claim.on}, and was known on "
                    f"{claim.known} already",
                    places.inside(claim.address, "known"),
                    hint="correct 'known' or 'on'",
                )

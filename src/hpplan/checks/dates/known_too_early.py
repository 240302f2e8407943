"""HP607: a claim that is said to have been known before it happened."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import happenings
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
        instead="2023-06",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        places = situation.programme.places
        for what, claim, day in happenings(situation.programme):
            if claim.known is not None and claim.known.last < day.first:
                yield self.finding(
                    f"{what}, but was already known on {claim.known}",
                    places.inside(claim.address, "known"),
                    hint="correct 'known' or 'on'",
                )

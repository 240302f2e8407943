"""HP701: a claim without a source."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import every_claim, said
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import SituationData


class Unsourced(Check):
    code = Code(
        "HP701",
        "claim-without-source",
        Severity.WARNING,
        meaning="A claim has no source. The short form of a wave's go-live is not a claim.",
        why="It cannot be looked up, and without `known` it counts as always known.",
        fix="Add a `source`, if necessary one of kind `assumption`.",
        bad="""
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, claims: [«{says: planned, wave: W1}»]}
            """,
        good="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: letter}]}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        short = {site.address for site in programme.sites if site.wave is not None}
        for subject, claim in every_claim(programme):
            if claim.source is None and claim.address not in short:
                yield self.finding(
                    f"this claim about {subject} has no source: {said(claim)}",
                    programme.places.place(claim.address),
                    hint="add 'source: …', if necessary one of kind assumption",
                    cause="no source",
                )

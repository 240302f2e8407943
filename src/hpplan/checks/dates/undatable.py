"""HP702: a claim for which it is unknown when it became known."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import every_claim, said
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData


class Undatable(Check):
    code = Code(
        "HP702",
        "claim-without-date",
        Severity.ERROR,
        meaning=(
            "A claim without `known` has a document without `published` as its source. A `live` "
            "claim is known when it happened."
        ),
        why="It would count as always known, so every date before the document would be wrong.",
        fix="Give the document its `published`, or the claim its `known`.",
        bad="""
            sources: [{id: page, kind: document}]
            waves: [{id: W1}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - «{says: planned, wave: W1, source: page}»
            """,
        instead="{says: planned, wave: W1, known: 2023-07, source: page}",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        sources = programme.sources
        for subject, claim in every_claim(programme):
            source = sources.get(claim.source) if claim.source is not None else None
            if source is None or source.kind != "document":
                continue
            if claim.known_from(sources) is None:
                yield self.finding(
                    f"it is unknown when this claim about {subject} became known: {said(claim)}, "
                    f"from the undated document '{source.id}'",
                    programme.places.place(claim.address),
                    hint="add 'known: …' here, or 'published: …' to the document",
                    notes=[Note("the document", programme.places.place(source.address))],
                    cause=source.id,
                )

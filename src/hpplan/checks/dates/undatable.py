"""HP702: a claim of which nobody can say from when it was known."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import every_claim, said
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import Situation


class Undatable(Check):
    code = Code(
        "HP702",
        "claim-without-date",
        Severity.ERROR,
        meaning=(
            "A claim rests on a document that has no `published`, and has no `known` of its own. A "
            "`live` claim is known when it happened."
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
        good="""
            sources: [{id: page, kind: document}]
            waves: [{id: W1}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: planned, wave: W1, known: 2023-07, source: page}
            """,
    )

    def findings(self, situation: Situation) -> Iterator[Finding]:
        programme = situation.programme
        sources = programme.sources
        for subject, claim in every_claim(programme):
            source = sources.get(claim.source) if claim.source is not None else None
            if source is None or source.kind != "document":
                continue
            if claim.known_from(sources) is None:
                yield self.finding(
                    f"nothing says from when this claim about {subject} was known: {said(claim)}, "
                    f"of the undated document '{source.id}'",
                    programme.places.place(claim.address),
                    hint="add 'known: …' here, or 'published: …' to the document",
                    notes=[Note("the document", programme.places.place(source.address))],
                    cause=source.id,
                )

"""HP704: a source that came out before what it is cited for."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import happenings
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData


class SourceTooOld(Check):
    code = Code(
        "HP704",
        "source-older-than-fact",
        Severity.WARNING,
        meaning=(
            "The date of an event or a published count is later than the publication of its "
            "source. Plans and proposals may well speak of the future."
        ),
        why="The source cannot report it: either the source or a date is wrong.",
        fix="Name the source that reports it, or correct `on` or `published`.",
        bad="""
            sources: [{id: plan, kind: document, published: 2022-11-01}]
            waves: [{id: W1}]
            municipalities:
              - id: ask
                name: Ask
                claims: [{says: live, wave: W1, on: 2023-04-29, source: «plan»}]
            """,
        good="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: live, wave: W1, on: 2023-04-29, source: letter}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        for what, claim, day in happenings(programme):
            source = programme.sources.get(claim.source or "")
            if source is None or source.published is None:
                continue
            if source.published.last < day.first:
                yield self.finding(
                    f"{what}, but '{source.id}' was published {source.published}",
                    programme.places.inside(claim.address, "source"),
                    hint="name the source that reports it, or correct a date",
                    notes=[Note("here", programme.places.inside(source.address, "published"))],
                )

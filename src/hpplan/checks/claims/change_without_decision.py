"""HP618: a change became known late, and names no decision."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData


class ChangeWithoutDecision(Check):
    code = Code(
        "HP618",
        "change-without-decision",
        Severity.WARNING,
        meaning=(
            "A site got another wave, a wave another date, or a site takes part after all or no "
            "longer, less than `within` before the earlier of both go-lives, as the right says "
            "that matches; and the claim names no decision."
        ),
        why="So late a change costs others time and money, and nobody is known to have decided it.",
        fix="Enter the decision, and name it at the claim; or correct the dates.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04}
            sources:
              - {id: plan, published: 2023-01-10}
              - {id: letter, published: 2023-07-04}
            bodies: [{id: board, name: The board}]
            rights: [{change: wave, within: 12m, decides: board, source: plan}]
            waves: [{id: W1, go_live: 2024-05}, {id: W2, go_live: 2024-11}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: planned, wave: W1, source: plan}
                  - {says: planned, wave: «W2», source: letter}
            """,
        instead=(
            "W2, source: letter}",
            (
                "W2, source: letter, decision: d1}\ndecisions:\n"
                "  - {id: d1, by: board, on: 2023-06-29, says: adopted, about: ask, source: letter}"
            ),
        ),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        if not any(right.within for right in situation.programme.rights):
            return
        from hpplan.programme.judgement import changes_made

        places = situation.programme.places
        for change in situation.once(changes_made):
            right, goes_live = change.mandate.right, change.matter.goes_live
            if right.within is None or change.decision is not None or goes_live is None:
                continue
            yield self.finding(
                f"{change.said}, known on {change.day}: less than {right.within} before "
                f"{goes_live}, and without a decision",
                places.inside(change.address, change.key),
                hint="enter the decision under 'decisions', and name it here: 'decision: …'",
                notes=[Note(f"right '{right.name}'", places.inside(right.address, "within"))],
                cause=f"{change.day} {right.name}",
            )

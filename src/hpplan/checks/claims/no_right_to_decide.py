"""HP617: a change rests on a decision of a body that has no right to it."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData


class NoRightToDecide(Check):
    code = Code(
        "HP617",
        "no-right-to-decide",
        Severity.WARNING,
        meaning=(
            "A change rests on a decision of a body that has no right to it: by the first right "
            "that matched it, in force on the day on which it became known, another body decides. "
            "A change is another wave of a site, another date of a wave, taking part or no longer, "
            "or a rule that begins or ends."
        ),
        why="The change does not bind whom it concerns, or the right is not as the data say.",
        fix="Name the decision of the body that may decide it, or correct the right.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04}
            sources:
              - {id: plan, published: 2023-01-10}
              - {id: letter, published: 2023-07-04}
            bodies: [{id: board, name: The board}, {id: council, of: {kind: municipality}}]
            rights: [{change: wave, decides: council, source: plan}]
            decisions:
              - {id: d1, by: board, on: 2023-06-29, says: adopted, about: ask, source: letter}
            waves: [{id: W1, go_live: 2024-05}, {id: W2, go_live: 2024-11}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: planned, wave: W1, source: plan}
                  - {says: planned, wave: W2, source: letter, decision: «d1»}
            """,
        instead=("decides: council", "decides: board"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        if not situation.programme.rights:
            return
        from hpplan.domain.governance import ChangeOf
        from hpplan.programme.judgement import changes_made
        from hpplan.programme.matters import named

        programme, places = situation.programme, situation.programme.places
        for change in situation.once(changes_made):
            decision, mandate = change.decision, change.mandate
            if decision is None or decision.maker in mandate.decides:
                continue
            key = change.key if change.matter.of is ChangeOf.RULE else "decision"
            by, right = named([decision.maker], programme), mandate.right
            yield self.finding(
                f"{change.said} by a decision of {by}; it is for "
                f"{named(mandate.decides, programme)} to decide that",
                places.inside(change.address, key),
                hint="name the decision of the body that may decide it, or correct the right",
                notes=[
                    Note(f"decided here: '{decision.id}'", places.inside(decision.address, "by")),
                    Note(f"right '{right.name}'", places.inside(right.address, "decides")),
                ],
                cause=decision.id,
            )

"""HP619: a decision was made without asking a body that has a right to be asked."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData


class ConsultationMissing(Check):
    code = Code(
        "HP619",
        "consultation-missing",
        Severity.WARNING,
        meaning=(
            "A change rests on a decision, and by the right that matches it a body is asked "
            "before: the decision does not list it among the `consulted`, or only after it was "
            "made."
        ),
        why="A decision made without those who must be asked can be contested.",
        fix="Add the consultation to the decision, with its date and source.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04}
            sources:
              - {id: plan, published: 2023-01-10}
              - {id: letter, published: 2023-07-04}
            bodies: [{id: board, name: The board}, {id: forum, name: The forum}]
            rights: [{change: wave, decides: board, consult: forum, source: plan}]
            decisions:
              - {id: «d1», by: board, on: 2023-06-29, says: adopted, about: ask, source: letter}
            waves: [{id: W1, go_live: 2024-05}, {id: W2, go_live: 2024-11}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: planned, wave: W1, source: plan}
                  - {says: planned, wave: W2, source: letter, decision: d1}
            """,
        instead=(
            "about: ask, source: letter}",
            "about: ask, source: letter,\n     consulted: [{body: forum, on: 2023-06-15}]}",
        ),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        if not any(right.consult for right in situation.programme.rights):
            return
        from hpplan.domain.governance import Party
        from hpplan.programme.judgement import ChangeMade, changes_made
        from hpplan.programme.matters import named

        programme, places = situation.programme, situation.programme.places
        missing: dict[tuple[str, str | None], dict[Party, ChangeMade]] = {}
        for change in situation.once(changes_made):
            if (decision := change.decision) is None:
                continue
            for party in change.mandate.consult:
                if party != decision.maker and not decision.asked(party):
                    missing.setdefault((decision.id, party.body), {})[party] = change
        for (name, _), unasked in missing.items():
            decision, change = programme.decisions[name], next(iter(unasked.values()))
            late = all(any(asked.of(party) for asked in decision.consulted) for party in unasked)
            who, right = named(unasked, programme), change.mandate.right
            yield self.finding(
                f"'{name}' was decided before {who} was asked"
                if late
                else f"'{name}' was decided, as far as the data know, without asking {who}",
                places.inside(decision.address, "consulted" if decision.consulted else "id"),
                hint="add the consultation to 'consulted', with its date and source",
                notes=[
                    Note(f"right '{right.name}'", places.inside(right.address, "consult")),
                    Note(change.said, places.inside(change.address, change.key)),
                ],
                cause=name,
            )

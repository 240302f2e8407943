"""HP313: a site goes live after the end of its record system, and no rule covers that."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.periods import day_in_words
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import SwitchingOff


class AfterRecordSystem(Check):
    code = Code(
        "HP313",
        "after-record-system",
        Severity.WARNING,
        meaning=(
            "By its current wave a site goes live later than the last day of its record system "
            "(`until` in its `legacy`), on whatever day of the go-live, and no rule `legacy` in "
            "force binds it. What is live is not reported."
        ),
        why="For that time it has neither the old system nor the new one.",
        fix=(
            "Correct the end, move the site, or add a rule `legacy`, with the `grace` that the "
            "supplier gives."
        ),
        bad="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1, go_live: 2024-04-27}, {id: W2, go_live: 2024-11-09}]
            municipalities:
              - id: ask
                name: Ask
                legacy: {system: CosDoc, until: «2024-06-30»}
                claims: [{says: planned, wave: W2, source: letter}]
            """,
        instead="2024-12-31",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        rules = [rule for rule in situation.rules if isinstance(rule, SwitchingOff)]
        bound = {site for rule in rules for site in snapshot.select(rule.sites)}
        for site, wave in snapshot.current().items():
            found, slot = snapshot.sites[site], snapshot.wave[wave]
            system = found.fields.legacy
            if found.live or site in bound or system is None or system.until is None:
                continue
            if slot.go_live is None or slot.go_live.first <= system.until.last:
                continue
            claim = None if found.claim is None else places.place(found.claim.address)
            yield self.finding(
                f"{found.name} is in {slot.dated}, but {system} ends on "
                f"{day_in_words(system.until.last)}, and no rule 'legacy' is about that",
                places.inside(system.address, "until"),
                hint="correct the end, or add {kind: legacy, grace: …} to the rules",
                notes=[Note(f"this puts {found.name} in {slot.id}", claim)],
            )

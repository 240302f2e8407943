"""HP621: a claim of a gate that the site does not have to pass."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData


class GateNotAsked(Check):
    code = Code(
        "HP621",
        "gate-not-asked",
        Severity.WARNING,
        meaning=(
            "A claim says that a site passed or failed a gate, and the `sites` of that gate do not "
            "include it on the as-of date."
        ),
        why="The claim silently has no effect.",
        fix="Correct the `sites` of the gate, or delete the claim.",
        bad="""
            programme:
              id: coast
              name: The coast
              as_of: 2024-02-01
              gates: [{id: ready-90, at: -90d, sites: {kind: trust}}]
            sources: [{id: review, kind: document, published: 2024-01-30}]
            waves: [{id: W1, go_live: 2024-11-02}]
            trusts: [{id: north, name: North Hospital}]
            municipalities:
              - id: ask
                name: Ask
                claims: [«{says: failed, gate: ready-90, source: review}»]
            """,
        instead=("{kind: trust}", "all"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        places, snapshot = situation.programme.places, situation.snapshot
        gates = {gate.id: gate for gate in situation.gates.standing}
        asked = {name: frozenset(snapshot.matching(gate.sites)) for name, gate in gates.items()}
        for site in snapshot.sites.values() if gates else ():
            for claim in site.site.claims:
                if claim.gate in gates and site.id not in asked[claim.gate]:
                    yield self.finding(
                        f"{site.name} {claim.said}, and does not have to pass it",
                        places.place(claim.address),
                        hint="correct the 'sites' of the gate, or delete the claim",
                        notes=[Note("the gate", places.inside(gates[claim.gate].address, "sites"))],
                    )

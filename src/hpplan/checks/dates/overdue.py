"""HP603: a site's wave is past, and the site is not reported live."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import said
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.standing import Firm
from hpplan.programme.programme import SituationData


class Overdue(Check):
    code = Code(
        "HP603",
        "overdue",
        Severity.WARNING,
        meaning="The go-live of a site's current wave is over, and no claim says that it is live.",
        why="Until then the site counts as firm in that past wave, which may be wrong.",
        fix="Add the `live` claim, or the claim that moved the site. `assign --reopen` frees it.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2024-06-01}
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1, go_live: 2024-04-27}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - «{says: planned, wave: W1, source: letter}»
            """,
        good="""
            programme: {id: coast, name: The coast, as_of: 2024-06-01}
            sources:
              - {id: letter, kind: document, published: 2023-07-04}
              - {id: news, kind: document, published: 2024-04-29}
            waves: [{id: W1, go_live: 2024-04-27}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: planned, wave: W1, source: letter}
                  - {says: live, wave: W1, on: 2024-04-27, source: news}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot = situation.snapshot
        for standing in snapshot.sites.values():
            if standing.firm is not Firm.OVERDUE or standing.claim is None or not standing.wave:
                continue
            slot = snapshot.wave[standing.wave]
            yield self.finding(
                f"{standing.name} is {said(standing.claim)}, whose go-live ({slot.go_live}) has "
                "passed, but is not reported live",
                situation.programme.places.place(standing.claim.address),
                hint=f"add {{says: live, wave: {slot.id}, on: …}}, or the claim that moved it; "
                f"assign --reopen {standing.id} frees it",
                cause=slot.id,
            )

"""HP614: the day for a gate is over, and no claim says whether it was passed."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.gates.standing import current_gates, few
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.gates import GateStanding, GateState
from hpplan.periods import day_in_words
from hpplan.programme.programme import SituationData


class GateOverdue(Check):
    code = Code(
        "HP614",
        "gate-overdue",
        Severity.WARNING,
        meaning=(
            "The last day for a gate of a site's current wave is over, and no claim says that it "
            "was passed or failed. It is reported once for each gate and wave."
        ),
        why="Nobody knows whether the go-live can stand.",
        fix="Add the claim of the wave or of the sites: `{says: passed, gate: …, on: …}`.",
        bad="""
            programme:
              id: coast
              name: The coast
              as_of: 2024-02-01
              gates: [«{id: ready-90, at: -90d}»]
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1, go_live: 2024-04-27}]
            municipalities:
              - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: letter}]}
            """,
        good="""
            programme:
              id: coast
              name: The coast
              as_of: 2024-02-01
              gates: [{id: ready-90, at: -90d}]
            sources:
              - {id: letter, kind: document, published: 2023-07-04}
              - {id: review, kind: document, published: 2024-01-30}
            waves: [{id: W1, go_live: 2024-04-27}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: planned, wave: W1, source: letter}
                  - {says: passed, gate: ready-90, on: 2024-01-29, source: review}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot = situation.snapshot
        overdue: dict[tuple[str, str], list[GateStanding]] = {}
        for wave, standing in current_gates(situation):
            if standing.state is GateState.OVERDUE:
                overdue.setdefault((standing.id, wave), []).append(standing)
        for (gate, wave), found in overdue.items():
            slot = snapshot.wave[wave]
            names = few(snapshot.name(one.site) for one in found)
            yield self.finding(
                f"{gate} of {slot} was to be passed by {day_in_words(found[0].last)}, and nothing "
                f"is known of {names}",
                situation.programme.places.place(found[0].gate.address),
                hint=f"add to the claims of {wave}, or of the sites: "
                f"{{says: passed, gate: {gate}, on: …}}, or failed",
                cause=gate,
            )

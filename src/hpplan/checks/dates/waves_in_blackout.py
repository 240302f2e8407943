"""HP309: a wave's go-live lies in a period without go-lives."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Verdict
from hpplan.rules.traits import Unary


class WavesInBlackout(Check):
    code = Code(
        "HP309",
        "wave-in-blackout",
        Severity.INFO,
        meaning=(
            "Every day on which a wave may go live is in a hard blackout. Past waves are not "
            "reported, nor waves in which the current plan places sites and so breaks the rule "
            "(HP801)."
        ),
        why="No site that the blackout applies to can be in the wave.",
        fix="Move the wave, or correct the blackout.",
        bad="""
            programme:
              id: coast
              name: The coast
              as_of: 2023-07-04
              blackouts: [{period: 2024-07, recurs: yearly, reason: summer holidays}]
            waves: [{id: W1, go_live: «2025-07-05»}, {id: W2, go_live: 2025-11-08}]
            municipalities: [{id: ask, name: Ask}]
            """,
        instead="2025-08-02",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        for rule in situation.hard_rules:
            if not isinstance(rule, Unary) or rule.closed is None:
                continue
            free = [s for s in snapshot.select(rule.sites) if not snapshot.live(s)]
            held = {snapshot.sites[site].wave for site in free}
            for slot in snapshot.waves:
                if slot.past or slot.id in held or slot.go_live_claim is None or not free:
                    continue
                breaks = rule.violations(snapshot, {free[0]: slot.id})
                if any(found.verdict is Verdict.BROKEN for found in breaks):
                    place = places.place(rule.address)
                    yield self.finding(
                        f"{slot} goes live on {slot.go_live}, when there is "
                        f"{rule.sentence(snapshot)}",
                        places.inside(slot.go_live_claim.address, "go_live"),
                        hint="move the wave, or correct the blackout",
                        notes=[Note(f"blackout: {rule.because or rule.closed}", place)],
                    )

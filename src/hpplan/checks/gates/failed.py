"""HP615: a gate was failed, and the go-live has not been changed."""

from collections.abc import Iterator, Sequence

from hpplan.checks.base import Check
from hpplan.checks.gates.standing import current_gates, few
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.gates import Failure, GateStanding
from hpplan.domain.standing import Firm
from hpplan.periods import day_in_words
from hpplan.programme.programme import SituationData


class GateFailed(Check):
    code = Code(
        "HP615",
        "gate-failed",
        Severity.ERROR,
        meaning=(
            "The newest claim says that a site, or all in a wave, failed a gate, and their "
            "current wave goes live so soon that the day for the gate is not later than the as-of "
            "date. It is a warning where a decision made on or after the failure adopts it."
        ),
        why="Who failed a gate goes live only where it can still be passed.",
        fix=(
            "Plan the site for a later wave, or the wave for a later day; add the claim that the "
            "gate was passed; or add the decision by which the go-live stands, `about` the site "
            "or wave and the gate."
        ),
        bad="""
            programme:
              id: coast
              name: The coast
              as_of: 2024-02-01
              gates: [{id: ready-90, at: -90d}]
            sources: [{id: review, kind: document, published: 2024-01-30}]
            waves: [{id: W1, go_live: 2024-04-27}, {id: W2, go_live: 2024-11-02}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: planned, wave: W1, known: 2023-07-04, source: review}
                  - «{says: failed, gate: ready-90, on: 2024-01-29, source: review}»
            """,
        instead=("wave: W1", "wave: W2"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        failures = situation.gates.failures
        if not failures:
            return
        at = {(each.site, each.id): each for _, each in current_gates(situation)}
        for failure in failures:
            stand = (at.get((site, failure.gate.id)) for site in failure.members)
            held = [each for each in stand if each and each.last <= situation.as_of]
            if held:
                yield self._stands(situation, failure, held)

    def _stands(
        self, situation: SituationData, failure: Failure, held: Sequence[GateStanding]
    ) -> Finding:
        snapshot, places = situation.snapshot, situation.programme.places
        gate, sites = failure.gate.id, [snapshot.sites[each.site] for each in held]
        slot = snapshot.wave[sites[0].wave or ""]
        who, go = few(site.name for site in sites), "goes" if len(sites) == 1 else "go"
        stands = f"{who} failed {gate}, and still {go} live in {slot}"
        if failure.wave is not None:
            stands = f"{slot} failed {gate}, and {who} still {go} live in it"
        day = day_in_words(held[0].last)
        message = f"{stands} {slot.when}; the day for {gate} was {day}"
        place = places.place(failure.claim.address)
        if (decision := failure.adopted) is not None:
            note = Note(
                f"{decision.id} of {decision.on.words} adopts it",
                places.place(decision.address),
            )
            message += "; a decision adopts it"
            return self.finding(message, place, severity=Severity.WARNING, notes=(note,))
        firm = [site.id for site in sites if site.firm in (Firm.DECIDED, Firm.OVERDUE)]
        free = f" --reopen {firm[0]}" if firm else ""
        of = failure.site or failure.wave
        return self.finding(
            message,
            place,
            hint=f"hpplan assign{free} looks for a later wave; if the go-live stands, add a "
            f"decision about [{of}, {gate}]",
        )

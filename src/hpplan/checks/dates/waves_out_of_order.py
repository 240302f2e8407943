"""HP305: a wave is listed after one that goes live later."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.wave_state import WaveState
from hpplan.programme.programme import SituationData


class WavesOutOfOrder(Check):
    code = Code(
        "HP305",
        "waves-out-of-order",
        Severity.WARNING,
        meaning=(
            "A wave goes live before another that is listed above it, by what is known on the "
            "as-of date."
        ),
        why=(
            "The list should be in order of go-live, and breaks ties; usually one of the dates "
            "is wrong."
        ),
        fix="Correct the date, or move the wave up.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04}
            municipalities: [{id: ask, name: Ask}]
            waves:
              - {id: W1, go_live: 2025-04-26}
              - {id: W2, go_live: «2024-11-09»}
            """,
        good="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04}
            municipalities: [{id: ask, name: Ask}]
            waves:
              - {id: W1, go_live: 2024-04-27}
              - {id: W2, go_live: 2024-11-09}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        latest: WaveState | None = None
        for wave in situation.programme.waves:
            slot = snapshot.wave.get(wave.id)
            if slot is None or slot.go_live is None or slot.go_live_claim is None:
                continue
            if latest is None or slot.position > latest.position:
                latest = slot
                continue
            assert latest.go_live is not None
            assert latest.go_live_claim is not None
            if slot.go_live.last >= latest.go_live.first:
                continue
            place = places.inside(latest.go_live_claim.address, "go_live")
            yield self.finding(
                f"{slot} ({slot.go_live}) is listed after {latest} ({latest.go_live}), "
                "but goes live before it",
                places.inside(slot.go_live_claim.address, "go_live"),
                hint=f"correct the date, or list {slot.id} before {latest.id}",
                notes=[Note(f"{latest} goes live then", place)],
            )

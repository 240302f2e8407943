"""HP604: a site went live in a wave that is said not to exist."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.claims.void_claims import dropped_by, known_from
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.diagnostics.place import Place
from hpplan.domain.wave_state import WaveState
from hpplan.programme.programme import SituationData
from hpplan.text import enumerated


class LiveInDropped(Check):
    code = Code(
        "HP604",
        "live-in-dropped-wave",
        Severity.WARNING,
        meaning="A site went live in a wave that is dropped, or not known yet, on the as-of date.",
        why="What happened is not undone, so the wave is kept; one of the two claims is wrong.",
        fix="Correct the wave's `dropped` or `known`, or the wave of the `live` claim.",
        bad="""
            sources:
              - {id: plan, kind: document, published: 2022-11-01}
              - {id: letter, kind: document, published: 2023-07-04}
            waves:
              - id: W1
                claims:
                  - {go_live: 2023-04-29, source: plan}
                  - {dropped: «true», source: letter}
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: live, wave: W1, on: 2023-04-29, source: letter}
            """,
        instead=("dropped: true", "open: false"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        living = [found for found in snapshot.sites.values() if found.live]
        for slot in snapshot.waves:
            live = [
                standing
                for standing in living
                if standing.wave == slot.id and standing.because_split is None
            ]
            if live and (fault := _fault(situation, slot)) is not None:
                what, place = fault
                names = enumerated(standing.name for standing in live)
                notes = [
                    Note(f"{standing.name} went live in {slot.id}", places.place(claim.address))
                    for standing in live
                    if (claim := standing.claim) is not None
                ]
                hint = "correct this, or the wave that the 'live' claims name"
                message = f"{slot.id} {what}, but {names} went live in it"
                yield self.finding(message, place, hint=hint, notes=notes)


def _fault(situation: SituationData, slot: WaveState) -> tuple[str, Place | None] | None:
    programme = situation.programme
    if (drop := dropped_by(situation, slot.wave)) is not None:
        return "is dropped", programme.places.inside(drop.address, "dropped")
    sources = programme.sources
    days = [claim.known_from(sources) for claim in slot.wave.all_claims()]
    if days and all(day is not None and day > situation.as_of for day in days):
        place = programme.places.place(slot.wave.address)
        return f"is not known before {known_from(programme, slot.wave)}", place
    return None

"""HP612: a site is live in a wave whose go-live is still ahead of it."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData


class LiveBeforeItsWave(Check):
    code = Code(
        "HP612",
        "live-before-its-wave",
        Severity.WARNING,
        meaning=(
            "A site went live before its wave's go-live as known on the as-of date; or it is "
            "live without a date, and its wave's go-live is after the as-of date."
        ),
        why=(
            "Live sites stay where they are, so a future wave contains a site that is live; "
            "usually the claim names the wrong wave, or the wave's date was not corrected."
        ),
        fix="Correct the wave or the `on` of the claim, or the go-live of the wave.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04}
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1, go_live: 2023-04-29}, {id: W2, go_live: 2024-04-27}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: live, wave: «W2», on: 2023-04-29, source: letter}
            """,
        instead="W1",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        for site in snapshot.sites.values():
            claim = site.claim
            if not site.live or claim is None or site.because_split is not None:
                continue
            slot = snapshot.wave.get(claim.wave or "")
            if slot is None or slot.go_live is None or slot.go_live_claim is None:
                continue
            latest = situation.as_of if claim.on is None else claim.on.last
            if latest >= slot.go_live.first:
                continue
            when = "is live" if claim.on is None else f"went live {claim.on}"
            place = places.inside(slot.go_live_claim.address, "go_live")
            yield self.finding(
                f"{site.name} {when} in {slot}, whose go-live is {slot.go_live}",
                places.inside(claim.address, "wave"),
                hint="correct the wave or the day of this claim, or the go-live of the wave",
                notes=[Note(f"{slot} goes live then", place)],
            )

"""HP303: equally new claims put one wave's go-live on different days."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import dates_of, stated_by
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.as_of import WHEN_LIVE
from hpplan.domain.claims import WaveClaim
from hpplan.programme.programme import SituationData


class WaveDates(Check):
    code = Code(
        "HP303",
        "wave-dates-disagree",
        Severity.ERROR,
        meaning=(
            "Equally new claims about a wave's go-live contradict each other. It is a warning if "
            "one of them has `settles`."
        ),
        why="Every rule about dates and every phase depends on the go-live.",
        fix="Add `settles: <reason>` to the claim to believe, or correct `known` or `on`.",
        bad="""
            sources:
              - {id: letter, kind: document, published: 2023-07-04}
              - {id: page, kind: document, published: 2023-07-04}
            municipalities: [{id: ask, name: Ask}]
            waves:
              - id: W1
                claims:
                  - {go_live: «2023-11-04», source: letter}
                  - {go_live: 2023-11-03, source: page}
            """,
        instead=("2023-11-03", "2023-11"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        places = programme.places
        for slot in situation.snapshot.waves:
            for found in slot.contradictions:
                if found.question != WHEN_LIVE:
                    continue
                claims = [claim for claim in found.claims if isinstance(claim, WaveClaim)]
                first, *others = claims
                dates = " or ".join(dict.fromkeys(str(claim.go_live) for claim in claims))
                message = f"claims about {slot} disagree on {found.question}: {dates}"
                hint: str | None = "add `settles: <reason>` to the claim to believe"
                severity = self.code.severity
                if isinstance(found.believed, WaveClaim):
                    message += f"; {found.believed.go_live} is believed: {found.believed.settles}"
                    hint, severity = None, Severity.WARNING
                notes = [
                    Note(
                        f"here: {claim.go_live}{dates_of(programme, claim)}{stated_by(claim)}",
                        places.inside(claim.address, "go_live"),
                    )
                    for claim in others
                ]
                place = places.inside(first.address, "go_live")
                yield self.finding(message, place, severity=severity, hint=hint, notes=notes)

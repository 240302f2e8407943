"""HP608: a claim names a wave that did not exist when it was made."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import said
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.as_of import DROPPED, newest_said
from hpplan.domain.waves import Wave
from hpplan.programme.programme import ProgrammeData, SituationData


class WaveUnknownThen(Check):
    code = Code(
        "HP608",
        "wave-unknown-then",
        Severity.WARNING,
        meaning=(
            "On the day a claim became known, its wave was not known yet or had been dropped. "
            "This is reported if the wave exists on the as-of date; otherwise see HP602."
        ),
        why=(
            "As of that day the claim has no effect: either it means another wave, or a date is "
            "wrong."
        ),
        fix=(
            "Correct `known` of the claim or of the wave's first claim, or use the wave of that "
            "time."
        ),
        bad="""
            sources:
              - {id: plan, kind: document, published: 2022-11-01}
              - {id: letter, kind: document, published: 2023-07-04}
            waves:
              - {id: W1, claims: [{go_live: 2024-04-27, source: letter}]}
            municipalities:
              - {id: ask, name: Ask, claims: [{says: planned, wave: «W1», source: plan}]}
            """,
        good="""
            sources:
              - {id: plan, kind: document, published: 2022-11-01}
              - {id: letter, kind: document, published: 2023-07-04}
            waves:
              - id: W1
                claims:
                  - {go_live: 2024, source: plan}
                  - {go_live: 2024-04-27, source: letter}
            municipalities:
              - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: plan}]}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        dated = {wave.id: wave for wave in programme.waves if wave.claims and wave.go_live is None}
        begins = {name: _begins(programme, wave) for name, wave in dated.items()}
        dropped = cache(lambda name, day: _dropped(programme, dated[name], day))
        for site in programme.sites:
            for claim in site.claims:
                wave = dated.get(claim.wave or "")
                if wave is None or wave.id not in situation.snapshot.wave:
                    continue
                day = claim.known_from(programme.sources)
                if day is None or day > situation.as_of:
                    continue
                if day < begins[wave.id]:
                    what = f"was not known before {begins[wave.id]}"
                elif dropped(wave.id, day):
                    what = "was dropped then"
                else:
                    continue
                yield self.finding(
                    f"{programme.called(site.id)} is {said(claim)} by a claim of {day}, but "
                    f"{wave.id} {what}",
                    programme.places.inside(claim.address, "wave"),
                    hint="correct one of the dates, or use the wave of that time",
                    notes=[Note(f"{wave.id}", programme.places.inside(wave.address, "id"))],
                    cause=wave.id,
                )


def _begins(programme: ProgrammeData, wave: Wave) -> date:
    return min(claim.known_from(programme.sources) or date.min for claim in wave.claims)


def _dropped(programme: ProgrammeData, wave: Wave, day: date) -> bool:
    drops = [claim for claim in wave.claims if claim.dropped is not None]
    if not drops:
        return False
    known = [c for c in drops if (c.known_from(programme.sources) or date.min) <= day]
    believed, _ = newest_said(wave.id, DROPPED, known, programme.sources, lambda c: c.dropped)
    return believed is not None and believed.dropped is True

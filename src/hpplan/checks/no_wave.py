"""HP301: on the as-of date no wave exists yet, or none exists any more."""

from collections.abc import Iterator
from datetime import date

from hpplan.checks.base import Check
from hpplan.domain.snapshot import snapshot
from hpplan.findings import Code, Finding, Severity
from hpplan.programme import Programme, Situation


class NoWave(Check):
    code = Code(
        "HP301",
        "no-wave",
        Severity.ERROR,
        meaning="No wave exists on the as-of date. Nothing else is checked then.",
        why="There is nothing to place a site into, so no plan can be made or checked.",
        fix=(
            "Ask as of a date on which a wave is known, or give a wave a claim that was known then."
        ),
        bad="""
            programme: {id: coast, name: The coast, as_of: 2022-06-01}
            sources: [{id: plan, kind: document, published: 2023-01-24}]
            waves:
              - «{id: W1, claims: [{go_live: 2024-04-27, source: plan}]}»
            """,
        good="""
            programme: {id: coast, name: The coast, as_of: 2023-06-01}
            sources: [{id: plan, kind: document, published: 2023-01-24}]
            waves:
              - {id: W1, claims: [{go_live: 2024-04-27, source: plan}]}
            """,
    )

    def findings(self, situation: Situation) -> Iterator[Finding]:
        programme, as_of = situation.programme, situation.as_of
        if situation.snapshot.waves:
            return
        if not programme.waves:
            hint = "write a 'waves' section: - {id: W1, go_live: 2025-11-08}"
            yield self.finding("the programme has no waves", None, hint=hint)
            return
        first = _first_day_with_a_wave(programme, as_of)
        place = programme.places.place(programme.waves[0].address)
        if first is None:
            message = f"no wave exists on {as_of}: all are dropped by then, and none comes later"
            yield self.finding(message, place, hint="choose an earlier date with --as-of")
        else:
            message = f"no wave exists on {as_of}: the first is known on {first}"
            yield self.finding(message, place, hint=f"use --as-of {first} or a later date")


def _first_day_with_a_wave(programme: Programme, after: date) -> date | None:
    sources = programme.sources
    days = {
        day
        for wave in programme.waves
        for claim in wave.all_claims()
        if (day := claim.known_from(sources)) is not None and day > after
    }
    return next(
        (day for day in sorted(days) if snapshot((), programme.waves, sources, day).waves), None
    )

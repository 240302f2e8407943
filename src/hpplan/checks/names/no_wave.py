"""HP301: on the as-of date no wave exists yet, or none exists any more."""

from collections.abc import Iterator
from datetime import date

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.as_of import snapshot
from hpplan.programme.programme import ProgrammeData, SituationData


class NoWave(Check):
    code = Code(
        "HP301",
        "no-wave",
        Severity.ERROR,
        meaning="No wave exists on the as-of date. Nothing else is checked.",
        why="Without waves no plan can be made or checked.",
        fix=(
            "Ask as of a date on which a wave is known, or give a wave a claim that was known "
            "then. A period, such as `published: 2024-03`, counts from its last day."
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
            municipalities: [{id: ask, name: Ask}]
            waves:
              - {id: W1, claims: [{go_live: 2024-04-27, source: plan}]}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme, as_of = situation.programme, situation.as_of
        if situation.snapshot.waves:
            return
        if not programme.waves:
            hint = "write a 'waves' section: - {id: W1, go_live: 2025-11-08}"
            yield self.finding("the programme has no waves", None, hint=hint)
            return
        coming = _first_waves_to_come(programme, as_of)
        place = programme.places.place(programme.waves[0].address)
        if coming is None:
            message = f"no wave exists on {as_of}: all are dropped by then, and none comes later"
            yield self.finding(message, place, hint="choose an earlier date with --as-of")
            return
        first, number, periods = coming
        message = f"no wave exists on {as_of}: the first is known on {first}"
        waves = "1 wave becomes" if number == 1 else f"{number} waves become"
        last_day_of = f", the last day of {' and of '.join(periods)}" if periods else ""
        hint = f"{waves} known on {first}{last_day_of}: use --as-of {first} or a later date"
        yield self.finding(message, place, hint=hint)


def _first_waves_to_come(
    programme: ProgrammeData, after: date
) -> tuple[date, int, tuple[str, ...]] | None:
    """The first later day with a wave, how many there are then, and the periods that this day ends,
    as claims or their sources state them.
    """
    stated: dict[date, dict[str, None]] = {}
    for wave in programme.waves:
        for claim in wave.all_claims():
            period = claim.known_in(programme.sources)
            if period is not None and period.last > after:
                periods = stated.setdefault(period.last, {})
                if period.first != period.last:
                    periods[str(period)] = None
    for day in sorted(stated):
        if waves := snapshot((), programme.waves, programme.sources, day).waves:
            return day, len(waves), tuple(stated[day])
    return None

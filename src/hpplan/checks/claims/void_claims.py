"""HP602: a site's wave does not exist on the as-of date, so the claim has no effect."""

from collections.abc import Iterator
from typing import Final

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import said
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.as_of import DROPPED, newest_said
from hpplan.domain.claims import Says, WaveClaim
from hpplan.domain.standing import SiteState
from hpplan.domain.waves import Wave
from hpplan.programme.programme import ProgrammeData, SituationData

_STRONGEST_FIRST: Final = (Says.LIVE, Says.DECIDED, Says.PLANNED, Says.CANDIDATE)


class VoidClaims(Check):
    code = Code(
        "HP602",
        "wave-does-not-exist",
        Severity.WARNING,
        meaning=(
            "The newest decision of a site names a wave that is dropped, or not known yet, on "
            "the as-of date. It is info for a claim `planned` or `candidate` that no stronger "
            "claim replaces."
        ),
        why="The claim has no effect: the site is placed as if it had not been made.",
        fix="Add a claim with the site's current wave, or correct the wave's `dropped`.",
        bad="""
            sources:
              - {id: plan, kind: document, published: 2022-11-01}
              - {id: letter, kind: document, published: 2023-03-29}
            waves:
              - {id: W7, go_live: 2024-11}
              - id: W8
                claims:
                  - {go_live: 2025-02, source: plan}
                  - {dropped: true, source: letter}
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: decided, wave: «W8», source: plan}
            """,
        instead=(
            "W8, source: plan}",
            "W8, source: plan}\n      - {says: decided, wave: W7, source: letter}",
        ),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme, snapshot = situation.programme, situation.snapshot
        for standing in snapshot.sites.values():
            for claim in standing.void:
                if claim.wave is None or _replaced(claim.says, standing):
                    continue
                decided = claim.says is Says.DECIDED
                why, note = _why(situation, snapshot.dropped[claim.wave])
                yield self.finding(
                    f"{standing.name} is {said(claim)}, but {claim.wave} {why}: "
                    f"the {'decision' if decided else 'claim'} has no effect",
                    programme.places.inside(claim.address, "wave"),
                    severity=Severity.WARNING if decided else Severity.INFO,
                    hint=f"add a claim with the current wave of {standing.name}"
                    if decided
                    else None,
                    notes=() if note is None else (note,),
                    cause=claim.wave,
                )


def _replaced(says: Says, standing: SiteState) -> bool:
    """Whether the site's current wave rests on a stronger claim."""
    return standing.claim is not None and _STRONGEST_FIRST.index(
        standing.claim.says
    ) < _STRONGEST_FIRST.index(says)


def _why(situation: SituationData, wave: Wave) -> tuple[str, Note | None]:
    programme = situation.programme
    if (drop := dropped_by(situation, wave)) is not None:
        known = drop.known_from(programme.sources)
        since = "" if known is None else f" since {known}"
        place = programme.places.inside(drop.address, "dropped")
        return f"is dropped{since}", Note(f"{wave.id} is dropped here", place)
    return f"is not known before {known_from(programme, wave)}", None


def dropped_by(situation: SituationData, wave: Wave) -> WaveClaim | None:
    """The claim that drops the wave, as known on the date."""
    sources = situation.programme.sources
    known = [
        claim
        for claim in wave.claims
        if (day := claim.known_from(sources)) is None or day <= situation.as_of
    ]
    believed, _ = newest_said(wave.id, DROPPED, known, sources, lambda claim: claim.dropped)
    return believed if believed is not None and believed.dropped else None


def known_from(programme: ProgrammeData, wave: Wave) -> str:
    """The first day on which anything is known of a wave of which nothing was always known."""
    sources = programme.sources
    days = [day for claim in wave.all_claims() if (day := claim.known_from(sources)) is not None]
    return str(min(days))

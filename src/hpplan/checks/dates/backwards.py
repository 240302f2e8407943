"""HP606: a claim treats a site as if something that happened had not."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import dates_of, said, stated_by
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.claims import Claim, Says
from hpplan.domain.standing import TAKES_NO_PART, TAKES_PART
from hpplan.programme.programme import ProgrammeData, SituationData

_PLACES_IT: Final = frozenset({Says.CANDIDATE, Says.PLANNED})


class Backwards(Check):
    code = Code(
        "HP606",
        "claim-goes-backwards",
        Severity.WARNING,
        meaning=(
            "A site is live, and a claim of a later time places it in another wave, or says that "
            "it is undecided or takes no part; or it declined or withdrew, and is placed later "
            "without having joined again."
        ),
        why=(
            "A live site stays live, and a site that left is not placed: the later claim has no "
            "effect. One of the two is wrong, or a claim between them is missing."
        ),
        fix="Correct the claim or its `on` or `known`; or add the claim by which it joined again.",
        bad="""
            sources:
              - {id: letter, kind: document, published: 2023-07-04}
              - {id: news, kind: document, published: 2023-09-15}
            waves:
              - {id: W1, go_live: 2023-04-29}
              - {id: W2, go_live: 2024-04-27}
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - {says: live, wave: W1, on: 2023-04-29, source: letter}
                  - «{says: candidate, wave: W2, source: news}»
            """,
        instead="{says: candidate, wave: W2, on: 2022-11, source: news}",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        for site in programme.sites:
            if len(site.claims) < 2:
                continue
            known = [c for c in site.claims if _day(programme, c) <= situation.as_of]
            undone_by = _undone(programme, known)
            for claim in known:
                before = undone_by(claim)
                if before is None:
                    continue
                yield self.finding(
                    f"{programme.called(site.id)} is {said(claim)}{dates_of(programme, claim)}, "
                    "though it "
                    + ("went live before" if before.says is Says.LIVE else f"had {before.says}"),
                    programme.places.place(claim.address),
                    hint="correct one of the two claims, or their dates"
                    if before.says is Says.LIVE
                    else "add the claim by which it joined again, or correct one of the two",
                    notes=[
                        Note(
                            f"before: {said(before)}{dates_of(programme, before)}"
                            f"{stated_by(before)}",
                            programme.places.place(before.address),
                        )
                    ],
                )


def _undone(programme: ProgrammeData, known: list[Claim]) -> Callable[[Claim], Claim | None]:
    """The event that a claim ignores."""
    ordered = sorted(known, key=lambda claim: _last_day(programme, claim))
    days = [_last_day(programme, claim) for claim in ordered]
    # Up to each: the first that is live, the first that is so in another wave, and the last turn.
    so_far: list[tuple[Claim | None, Claim | None, Claim | None]] = [(None, None, None)]
    for claim in ordered:
        live, other, turn = so_far[-1]
        if claim.says is Says.LIVE and live is None:
            live = claim
        elif claim.says is Says.LIVE and live is not None and claim.wave != live.wave:
            other = other or claim
        if claim.says in TAKES_PART | TAKES_NO_PART and (
            turn is None or _last_day(programme, turn) < _last_day(programme, claim)
        ):
            turn = claim
        so_far.append((live, other, turn))

    def undone_by(claim: Claim) -> Claim | None:
        live, other, turn = so_far[bisect_left(days, _first_day(programme, claim))]
        for before in (live, other):
            if before is not None and _denies_live(claim, before):
                return before
        refused = turn is not None and turn.says in TAKES_NO_PART
        return turn if refused and claim.says in _PLACES_IT else None

    return undone_by


def _denies_live(claim: Claim, live: Claim) -> bool:
    if claim.wave is not None:
        return claim.says is not Says.LIVE and claim.wave != live.wave
    return claim.says is Says.UNDECIDED or claim.says in TAKES_NO_PART


def _day(programme: ProgrammeData, claim: Claim) -> date:
    return claim.known_from(programme.sources) or date.min


def _first_day(programme: ProgrammeData, claim: Claim) -> date:
    """The first day that the claim may be about."""
    return _day(programme, claim) if claim.on is None else claim.on.first


def _last_day(programme: ProgrammeData, claim: Claim) -> date:
    return _day(programme, claim) if claim.on is None else claim.on.last

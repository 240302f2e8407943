"""HP620: a claim names a decision that it cannot rest on."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.claims import Claim, WaveClaim
from hpplan.programme.programme import ProgrammeData, SituationData


class DecisionDoesNotFit(Check):
    code = Code(
        "HP620",
        "decision-does-not-fit",
        Severity.WARNING,
        meaning=(
            "A claim names a decision that it cannot rest on: one that rejected what it was about, "
            "that was made after the claim was known, or that is about neither the site nor a wave "
            "or a gate of the claim."
        ),
        why="Another decision is meant, or the claim says what nobody decided.",
        fix="Name the decision that the claim rests on, or correct the decision.",
        bad="""
            sources: [{id: letter, published: 2023-07-04}]
            bodies: [{id: board, name: The board}]
            decisions:
              - {id: d1, by: board, on: 2023-06-29, says: adopted, about: bo, source: letter}
            waves: [{id: W1, go_live: 2024-05}]
            municipalities:
              - id: ask
                name: Ask
                claims: [{says: planned, wave: W1, source: letter, decision: «d1»}]
              - {id: bo, name: Bø}
            """,
        instead=("about: bo", "about: [bo, W1]"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        if not programme.decisions:
            return
        for claim, about in _named(programme):
            decision = programme.decisions[claim.decision or ""]
            known = claim.known_from(programme.sources)
            if not decision.adopted:
                why, key = "rejected it", "says"
            elif known is not None and known < decision.on.first:
                why, key = f"was made only after that ({decision.on.words})", "on"
            elif about.isdisjoint(decision.about):
                why, key = f"is about {', '.join(decision.about)}", "about"
            else:
                continue
            yield self.finding(
                f"{claim.said}: the decision that it names, '{decision.id}', {why}",
                programme.places.inside(claim.address, "decision"),
                hint="name the decision that the claim rests on, or correct the decision",
                notes=[Note("the decision", programme.places.inside(decision.address, key))],
                cause=decision.id,
            )


def _named(programme: ProgrammeData) -> Iterator[tuple[Claim | WaveClaim, frozenset[str]]]:
    """The claims that name a decision, each with all possible subjects of such a decision: for a
    site itself, its waves and gates; for a wave itself, its gates, and the sites that mention it.
    """
    for site in programme.sites:
        waves = {claim.wave for claim in site.claims if claim.wave is not None}
        for claim in site.claims:
            if claim.decision is not None:
                yield claim, frozenset({site.id, claim.gate or site.id, *waves})
    for wave in programme.waves:
        for stated in wave.claims:
            if stated.decision is not None:
                sites = {s.id for s in programme.sites if any(c.wave == wave.id for c in s.claims)}
                yield stated, frozenset({wave.id, stated.gate or wave.id, *sites})

"""HP601: equally new claims about one site or wave that cannot all hold."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.claims.wording import dates_of, said, stated_by
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.domain.as_of import WHEN_LIVE
from hpplan.domain.standing import Contradiction
from hpplan.programme.programme import SituationData


class Contradictions(Check):
    code = Code(
        "HP601",
        "claims-disagree",
        Severity.WARNING,
        meaning=(
            "The newest claims about a site, or about a wave other than its date, are equally "
            "new and cannot all hold. It is info if one of them has `settles`."
        ),
        why="Planning then uses the least binding claim, which may not be the true one.",
        fix="Add `settles: <reason>` to the claim to believe, or correct `known` or `on`.",
        bad="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - id: ask
                name: Ask
                claims:
                  - «{says: planned, wave: W1, source: letter}»
                  - {says: planned, wave: W2, source: letter}
            """,
        instead="{says: planned, wave: W1, known: 2022-11-01, source: letter}",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        for subject, found in _disagreements(situation):
            first, *others = found.claims
            sayings = " or ".join(dict.fromkeys(map(said, found.claims)))
            message = f"claims about {subject} disagree on {found.question}: {sayings}"
            hint: str | None = "add `settles: <reason>` to the claim to believe"
            severity = self.code.severity
            if found.believed is not None:
                message += f"; {said(found.believed)} is believed: {found.believed.settles}"
                hint, severity = None, Severity.INFO
            notes = [
                Note(
                    f"here: {said(claim)}{dates_of(programme, claim)}{stated_by(claim)}",
                    programme.places.place(claim.address),
                )
                for claim in others
            ]
            place = programme.places.place(first.address)
            yield self.finding(message, place, severity=severity, hint=hint, notes=notes)


def _disagreements(situation: SituationData) -> Iterator[tuple[str, Contradiction]]:
    """The subjects of the claims, and how they disagree; the dates of waves have a check of their
    own.
    """
    for standing in situation.snapshot.sites.values():
        for found in standing.contradictions:
            yield standing.name, found
    for slot in situation.snapshot.waves:
        for found in slot.contradictions:
            if found.question != WHEN_LIVE:
                yield slot.id, found

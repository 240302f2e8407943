"""HP701: a claim that nobody is named for."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.wording import every_claim, said
from hpplan.findings import Finding, Severity
from hpplan.programme import Situation


class Unsourced(Check):
    code = "HP701"
    name = "claim-without-source"
    severity = Severity.WARNING
    meaning = "A claim names no source. The short form of a wave's go-live is no claim."
    why = "Nobody can look it up, and without `known` it counts as always known."
    fix = "Add `source`, if need be one of kind `assumption`."

    def findings(self, situation: Situation) -> Iterator[Finding]:
        programme = situation.programme
        for subject, claim in every_claim(programme):
            if claim.source is None:
                yield self.finding(
                    f"this claim about {subject} names no source: {said(claim)}",
                    programme.places.place(claim.address),
                    hint="add 'source: …', if need be one of kind assumption",
                )

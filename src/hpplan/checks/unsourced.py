"""HP701: a claim that nobody is named for."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.wording import said
from hpplan.domain.claims import Claim, Dated, WaveClaim
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
        for owner in (*programme.sites, *programme.waves):
            for claim in owner.claims:
                if claim.source is None:
                    yield self.finding(
                        f"this claim about {owner.name or owner.id} names no source: "
                        f"{stated(claim)}",
                        programme.places.place(claim.address),
                        hint="add 'source: …', if need be one of kind assumption",
                    )


def stated(claim: Dated) -> str:
    """What the claim states, in few words."""
    match claim:
        case Claim():
            return said(claim)
        case WaveClaim():
            words = {
                "go_live": claim.go_live,
                "open": claim.open,
                "called": claim.called,
                "dropped": claim.dropped,
            }
            return ", ".join(
                f"{key} {str(value).lower() if isinstance(value, bool) else value}"
                for key, value in words.items()
                if value is not None
            )
        case _:
            return "a claim"

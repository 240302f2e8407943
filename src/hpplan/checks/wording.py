"""How checks speak of a claim: what it says, since when, and who says so."""

from hpplan.domain.claims import Claim, Dated
from hpplan.programme import Programme


def said(claim: Claim) -> str:
    """What the claim says, as a planner would: `decided KI2`."""
    return claim.says.value if claim.wave is None else f"{claim.says.value} {claim.wave}"


def dates_of(programme: Programme, claim: Dated) -> str:
    """When it held and from when it was known, as far as that is stated."""
    held = "" if claim.on is None else f", on {claim.on}"
    known = claim.known_from(dict(programme.sources))
    return held if known is None else f"{held}, known {known}"


def stated_by(claim: Dated) -> str:
    """The source in brackets, if there is one."""
    return "" if claim.source is None else f" [{claim.source}]"

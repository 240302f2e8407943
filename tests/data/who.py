"""Who is where and when, in the words in which the sources tell it."""

from collections.abc import Callable, Iterable
from datetime import date

from hpplan.domain.claims import Claim, Says
from hpplan.domain.sites import MUNICIPALITY, TRUST, Site
from hpplan.programme.programme import ProgrammeData, SituationData

Known = Callable[[str], SituationData]


def municipalities(situation: SituationData) -> set[str]:
    return _of_kind(situation, MUNICIPALITY, situation.snapshot.sites)


def municipalities_in(situation: SituationData, wave: str) -> set[str]:
    """The municipalities whose current wave this is."""
    return _of_kind(situation, MUNICIPALITY, _current(situation, wave))


def trusts_in(situation: SituationData, wave: str) -> set[str]:
    """The trusts whose current wave this is."""
    return _of_kind(situation, TRUST, _current(situation, wave))


def with_status(situation: SituationData, status: str) -> set[str]:
    """The municipalities of which this is the newest word."""
    sites = situation.snapshot.sites
    matching = (site for site, found in sites.items() if found.status == status)
    return _of_kind(situation, MUNICIPALITY, matching)


def decided_in(situation: SituationData, wave: str) -> set[str]:
    return with_status(situation, "decided") & municipalities_in(situation, wave)


def go_live(situation: SituationData, wave: str) -> tuple[str, date, date]:
    """When the wave goes live: as it was said, and from which day to which."""
    period = situation.snapshot.wave[wave].go_live
    assert period is not None
    return period.label, period.first, period.last


def inhabitants(situation: SituationData, sites: Iterable[str]) -> int:
    return sum(situation.snapshot.size(site, "inhabitants") for site in sites)


def share(situation: SituationData, sites: Iterable[str]) -> float:
    """Of all municipalities' inhabitants, those of these, in percent to two places."""
    everybody = inhabitants(situation, municipalities(situation))
    return round(100 * inhabitants(situation, sites) / everybody, 2)


def claims_of(
    programme: ProgrammeData, says: Says, source: str, on: str | None = None
) -> dict[str, Claim]:
    """By site, the claim of that source that says so."""
    return {
        site.id: claim
        for site in programme.sites
        for claim in site.claims
        if claim.says is says and claim.source == source and (on is None or str(claim.on) == on)
    }


def notes_of(site: Site) -> list[str]:
    return [claim.note for claim in site.claims if claim.note is not None]


def _current(situation: SituationData, wave: str) -> list[str]:
    return [site for site, where in situation.snapshot.current().items() if where == wave]


def _of_kind(situation: SituationData, kind: str, sites: Iterable[str]) -> set[str]:
    return {site for site in sites if situation.snapshot.sites[site].site.kind == kind}

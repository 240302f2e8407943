"""Names given on the command line: existing sites, waves, regions and trusts."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from hpplan.cli.given_values import wrong

if TYPE_CHECKING:
    from hpplan.programme.programme import Overrides, ProgrammeData, SituationData
    from hpplan.rules import Rule

K = TypeVar("K")
S = TypeVar("S")

PIN, FORBID, REOPEN = "--pin", "--forbid", "--reopen"
SITE, WAVE, REGION, TRUST = "--site", "--wave", "--region", "--trust"


def overrides(
    situation: "SituationData", pins: Sequence[str], forbids: Sequence[str], reopened: Sequence[str]
) -> "Overrides":
    """The overrides that the options of `assign` ask for; a usage error ends the command."""
    from hpplan.programme.programme import Overrides

    return Overrides(
        pins=tuple(_pair(PIN, text, situation) for text in dict.fromkeys(pins)),
        forbids=tuple(_pair(FORBID, text, situation) for text in dict.fromkeys(forbids)),
        reopened=tuple(_reopened(site, situation) for site in dict.fromkeys(reopened)),
    )


def _pair(option: str, text: str, situation: "SituationData") -> tuple[str, str]:
    signs = [at for at, sign in enumerate(text) if sign == "="]  # ids may hold one, too
    pairs = [(_bare(text[:at]), _bare(text[at + 1 :])) for at in signs] or [("", "")]
    site, wave = next((pair for pair in pairs if pair[0] in situation.snapshot.sites), pairs[0])
    if not (site and wave):
        wrong(option, f"expected SITE=WAVE, got '{text}'")
    named, into = known_site(option, site, situation), known_wave(option, wave, situation)
    is_there = situation.snapshot.sites[named].wave == into
    _refuse_settled(option, named, situation, stays=is_there == (option == PIN))
    return named, into


def _bare(name: str) -> str:
    """The name without quotes around it, which other commands ask for around some names."""
    name = name.strip()
    quoted = len(name) > 1 and name[0] == name[-1] == '"'
    return name[1:-1] if quoted else name


def _reopened(text: str, situation: "SituationData") -> str:
    site = known_site(REOPEN, text, situation)
    _refuse_settled(REOPEN, site, situation)
    return site


def _refuse_settled(
    option: str, site: str, situation: "SituationData", *, stays: bool = False
) -> None:
    from hpplan.programme.names import settled

    fault = settled(situation.snapshot.sites[site], situation.as_of, stays=stays)
    if fault is not None:
        wrong(option, fault)


def known_site(option: str, name: str, situation: "SituationData") -> str:
    """The site of this id, if it exists on the as-of date."""
    from hpplan.programme.names import known_site as site_of

    return _known(option, site_of, situation, name)


def known_wave(option: str, name: str, situation: "SituationData") -> str:
    """The wave of this id, if it exists on the as-of date."""
    from hpplan.programme.names import known_wave as wave_of

    return _known(option, wave_of, situation, name)


def ever_site(option: str, name: str, programme: "ProgrammeData") -> str:
    """The site of this id, whenever it exists."""
    from hpplan.programme.names import ever_site as site_of

    return _known(option, site_of, programme, name)


def ever_wave(option: str, name: str, programme: "ProgrammeData") -> str:
    """The wave of this id, dropped or not."""
    from hpplan.programme.names import ever_wave as wave_of

    return _known(option, wave_of, programme, name)


def known_region(option: str, name: str, situation: "SituationData") -> str:
    """The region of this id."""
    from hpplan.programme.names import known_region as region_of

    return _known(option, region_of, situation, name)


def known_trust(option: str, name: str, situation: "SituationData") -> str:
    """The trust of this id, if it exists on the as-of date."""
    from hpplan.programme.names import known_trust as trust_of

    return _known(option, trust_of, situation, name)


def known_rule(option: str, name: str, situation: "SituationData") -> "Rule":
    """The rule of this id, or of this kind if it is the only one; in force or not."""
    from hpplan.programme.names import known_rule as rule_of

    return _known(option, rule_of, situation, name)


def _known(option: str, known: "Callable[[S, str], K]", among: S, name: str) -> "K":
    from hpplan.programme.names import UnknownName

    try:
        return known(among, name)
    except UnknownName as fault:
        wrong(option, str(fault))

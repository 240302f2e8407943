"""How checks describe a claim: its subject, its content, its dates and its source."""

from collections.abc import Iterator
from typing import Final

from hpplan.domain.claims import Claim, Dated, Says, WaveClaim
from hpplan.periods import Period
from hpplan.programme.programme import ProgrammeData


def every_claim(programme: ProgrammeData) -> Iterator[tuple[str, Dated]]:
    """Every claim about a site or wave, known yet or not, with the name of its subject."""
    for site in programme.sites:
        if site.claims:
            called = programme.called(site.id)
            for about_site in site.claims:
                yield called, about_site
    for wave in programme.waves:
        for about_wave in wave.claims:
            yield wave.id, about_wave


_HAPPENED: Final = frozenset(
    {
        Says.OPTION,
        Says.PREPROJECT,
        Says.JOINED,
        Says.AGREEMENT,
        Says.DECIDED,
        Says.DECLINED,
        Says.LIVE,
        Says.PASSED,
        Says.FAILED,
    }
)


_IN_WORDS: Final = {
    Says.CANDIDATE: "a candidate for",
    Says.PLANNED: "planned for",
    Says.DECIDED: "decided for",
    Says.LIVE: "live in",
}


def happened(claim: Dated) -> bool:
    """Whether the claim is about something that happened, and so cannot have been known before."""
    return isinstance(claim, Claim | WaveClaim) and claim.says in _HAPPENED


def happenings(programme: ProgrammeData) -> Iterator[tuple[str, Dated, Period]]:
    """Every claim about something that happened on a day, with its subject in words, and
    the day.
    """
    for subject, claim in every_claim(programme):
        if claim.on is not None and happened(claim):
            yield f"{subject}: '{said(claim)}' happened on {claim.on}", claim, claim.on


def said(claim: Dated) -> str:
    """The content of the claim, in words: `planned for KI2`, `go-live 2024-04-27`."""
    match claim:
        case Claim(gate=str()):
            return claim.said
        case Claim(wave=None):
            return claim.says.value
        case Claim():
            return f"{_IN_WORDS.get(claim.says, claim.says.value)} {claim.wave}"
        case WaveClaim():
            return ", ".join(_stated(claim))
        case _:
            raise TypeError(claim)


def _stated(claim: WaveClaim) -> Iterator[str]:
    if claim.go_live is not None:
        yield f"go-live {claim.go_live}"
    if claim.open is not None:
        yield "open" if claim.open else "not open"
    if claim.called is not None:
        yield f"called {claim.called}"
    if claim.dropped is not None:
        yield "dropped" if claim.dropped else "not dropped"
    if claim.says is not None:
        yield f"{claim.says} {claim.gate}"


def dates_of(programme: ProgrammeData, claim: Dated) -> str:
    """When it held and from when it was known, as far as that is stated."""
    held = "" if claim.on is None else f", on {claim.on}"
    known = claim.known_from(programme.sources)
    return held if known is None else f"{held}, known {known}"


def stated_by(claim: Dated) -> str:
    """The source in brackets, if there is one."""
    return "" if claim.source is None else f" [{claim.source}]"

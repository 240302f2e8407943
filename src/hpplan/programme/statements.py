"""Statements to be written into the data: claims of sites and waves, new waves, rules that end or
begin. Each adds something; none takes anything away.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hpplan.domain.claims import Claim, Dated, GoLive, Says, WaveClaim
from hpplan.domain.in_force import InForce
from hpplan.domain.sources import Source
from hpplan.domain.waves import Wave
from hpplan.periods import Period
from hpplan.programme.programme import ProgrammeData
from hpplan.rules import Rule
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Grounds:
    """What statements rest on: the source, the date from which they are known if not that of its
    publication, the decision, and a note.
    """

    source: Source
    known: Period | None = None
    decision: str | None = None
    note: str | None = None

    @property
    def known_from(self) -> date | None:
        """The first day on which they are known; None if they always were."""
        period = self.known or self.source.published
        return None if period is None else period.last

    def of_site(self, says: Says, wave: str | None = None, gate: str | None = None) -> Claim:
        """A claim of a site that rests on them."""
        return Claim(
            says=says,
            wave=wave,
            gate=gate,
            known=self.known,
            source=self.source.id,
            decision=self.decision,
            note=self.note,
        )

    def at_gate(self, said: WaveClaim) -> WaveClaim:
        """The claim that the whole wave passed or failed a gate, as one that rests on them."""
        own = {"known": self.known, "source": self.source.id}
        return said.model_copy(update={**own, "decision": self.decision, "note": self.note})

    def of_wave(
        self, *, go_live: GoLive | None = None, is_open: bool | None = None, dropped: bool = False
    ) -> WaveClaim:
        """A claim of a wave that rests on them."""
        return WaveClaim(
            go_live=go_live,
            open=is_open,
            dropped=dropped or None,
            known=self.known,
            source=self.source.id,
            decision=self.decision,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class SiteSays:
    """A site gets one more claim."""

    site: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class WaveSays:
    """A wave gets one more claim."""

    wave: str
    claim: WaveClaim


@dataclass(frozen=True, slots=True)
class WaveBegun:
    """There is one more wave, from its first claim on."""

    wave: Wave


@dataclass(frozen=True, slots=True)
class RuleEnded:
    """A rule is in force until this day and no longer."""

    rule: Rule
    until: date

    @property
    def ended(self) -> Rule:
        """The rule after it has ended."""
        since = None if self.rule.in_force is None else self.rule.in_force.since
        stands = InForce.model_construct(since=since, until=Period.day(self.until))
        return self.rule.altered(in_force=stands)


@dataclass(frozen=True, slots=True)
class RuleBegun:
    """There is one more rule; its `in_force` says from when. It may be a copy of `of` with other
    values for some keys.
    """

    rule: Rule
    of: Rule | None = None


Statement = SiteSays | WaveSays | WaveBegun | RuleEnded | RuleBegun


def stated(
    programme: ProgrammeData, statements: Iterable[Statement], source: Source | None = None
) -> ProgrammeData:
    """The programme with these statements, and the source that they rest on."""
    claims: dict[str, list[Claim]] = {}
    dates: dict[str, list[WaveClaim]] = {}
    rules, waves = list(programme.rules), list(programme.waves)
    for each in statements:
        match each:
            case SiteSays(site, claim):
                claims.setdefault(site, []).append(claim)
            case WaveSays(wave, said):
                dates.setdefault(wave, []).append(said)
            case WaveBegun(begun):
                waves.append(begun)
            case RuleEnded(rule):
                rules = [each.ended if other is rule else other for other in rules]
            case RuleBegun(rule):
                rules.append(rule)
    sites = [
        site.model_copy(update={"claims": (*site.claims, *claims[site.id])})
        if site.id in claims
        else site
        for site in programme.sites
    ]
    waves = [
        wave.model_copy(update={"claims": (*wave.claims, *dates[wave.id])})
        if wave.id in dates
        else wave
        for wave in waves
    ]
    sources = programme.sources if source is None else {**programme.sources, source.id: source}
    return replace(programme, sites=sites, waves=waves, rules=rules, sources=sources)


def unstated(programme: ProgrammeData, statements: Iterable[Statement]) -> ProgrammeData:
    """The programme without the claims that state the same, on the same grounds."""
    said = [(each.site, _said(each.claim)) for each in statements if isinstance(each, SiteSays)]
    dated = [(each.wave, _said(each.claim)) for each in statements if isinstance(each, WaveSays)]
    sites = [
        site.model_copy(
            update={"claims": tuple(c for c in site.claims if (site.id, _said(c)) not in said)}
        )
        for site in programme.sites
    ]
    waves = [
        wave.model_copy(
            update={"claims": tuple(c for c in wave.claims if (wave.id, _said(c)) not in dated)}
        )
        for wave in programme.waves
    ]
    return replace(programme, sites=sites, waves=waves)


def _said(claim: Dated) -> dict[str, object]:
    return claim.model_dump(exclude={"settles"})

"""Adopting a plan: its contents as claims of the data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from hpplan.analysis.adoption_objections import against_the_rules, of_other_data
from hpplan.diagnostics.finding import Finding
from hpplan.domain.claims import Claim, Dated, Says, WaveClaim
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.standing import SiteState
from hpplan.periods import Period
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.programme.statements import Grounds, SiteSays, Statement, WaveSays, stated
from hpplan.reading.stated_plan import PlanFile
from hpplan.values import dataclass

EVERYBODY: Final = Sites()
_STANDING: Final = {Says.CANDIDATE: 0, Says.PLANNED: 1, Says.DECIDED: 2, Says.LIVE: 3}
"""How firmly each claim holds its site."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A site for which nothing is written, and why."""

    site: str
    why: str


@dataclass(frozen=True, slots=True)
class Adoption:
    """What has to be written so that a plan becomes the current one, as of a day: claims of sites
    whose wave or standing differs, and of waves whose day was chosen. Sites that are live or have
    decided are `left` as they are, and those in no wave of the plan are `unplaced`.
    """

    situation: SituationData
    statements: tuple[Statement, ...]
    left: tuple[str, ...]
    unplaced: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class NotAdoptable:
    """Why a plan is not adopted; `forcible`, where the only reason is that it was made from other
    data.
    """

    situation: SituationData
    findings: tuple[Finding, ...]
    forcible: bool


def adoption(
    programme: ProgrammeData,
    plan: PlanFile,
    grounds: Grounds,
    says: Says = Says.PLANNED,
    sites: Sites = EVERYBODY,
    *,
    force: bool = False,
) -> Adoption | NotAdoptable:
    """The statements after which the sites are where the plan has them, or why it is not adopted.

    The plan is compared with what is known on the day from which the claims count, or on the
    programme's own, if that is later. With `force` it may be a plan of other data.
    """
    situation = on_the_day(programme, grounds)
    chosen = frozenset(situation.snapshot.matching(sites))
    statements = list(_statements(situation, plan, grounds, says, chosen))
    firm = [
        site
        for site, found in situation.snapshot.sites.items()
        if site in chosen and found.takes_part and found.firm is not None
    ]
    adopted = Adoption(
        situation,
        tuple(statements),
        tuple(firm),
        tuple(_unplaced(situation.snapshot, plan, chosen)),
    )
    if not statements and _is_current(situation.snapshot, plan, chosen):
        return adopted
    if broken := against_the_rules(situation, plan):
        return NotAdoptable(situation, tuple(broken), forcible=False)
    if not force and (other := list(of_other_data(situation, plan))):
        return NotAdoptable(situation, tuple(other), forcible=True)
    return replace(adopted, statements=settled(situation, statements, grounds))


def on_the_day(programme: ProgrammeData, grounds: Grounds) -> SituationData:
    """What is known of the programme on its own day, or when these grounds are known, if that is
    later.
    """
    situation = programme.on()
    known = grounds.known_from
    return situation if known is None or known <= situation.as_of else programme.on(known)


def placing(
    state: SiteState, wave: str, grounds: Grounds, says: Says = Says.PLANNED
) -> SiteSays | None:
    """The claim that puts the site into the wave; None where a claim as firm puts it there already,
    or it may not be moved.
    """
    if state.firm is not None or not state.takes_part:
        return None
    now = state.claim
    if now is not None and now.wave == wave and _STANDING[now.says] >= _STANDING[says]:
        return None
    return SiteSays(state.id, grounds.of_site(says, wave))


def dating(snapshot: Snapshot, wave: str, to: Period, grounds: Grounds) -> WaveSays | None:
    """The claim that the wave goes live then; None where it does already."""
    slot = snapshot.wave.get(wave)
    now = None if slot is None else slot.go_live
    if slot is None or (now is not None and (now.first, now.last) == (to.first, to.last)):
        return None
    return WaveSays(wave, grounds.of_wave(go_live=to))


def settled(
    situation: SituationData, statements: Iterable[Statement], grounds: Grounds
) -> tuple[Statement, ...]:
    """The statements, with those marked as the newer ones that would contradict equally
    new claims.
    """
    said = tuple(statements)
    open_claims = _contradicting(after(situation, said, grounds).snapshot)
    return tuple(_settling(each, open_claims, situation.as_of) for each in said)


def after(
    situation: SituationData, statements: Iterable[Statement], grounds: Grounds
) -> SituationData:
    """The same day, after the statements are written."""
    return stated(situation.programme, statements, grounds.source).on(situation.as_of)


def without_effect(
    situation: SituationData, statements: Sequence[Statement], grounds: Grounds
) -> Iterator[tuple[Statement, Dated | None]]:
    """The claims that would not count on the day, and the one that counts instead."""
    then = after(situation, statements, grounds)
    sites, waves = then.snapshot.sites, then.snapshot.wave
    for each in statements:
        if stands(then, each) is not False:
            continue
        match each:
            case SiteSays(site):
                yield each, sites[site].refusal or sites[site].claim
            case WaveSays(wave, WaveClaim(go_live=Period())):
                yield each, waves[wave].go_live_claim
            case WaveSays(wave):
                yield each, waves[wave].open_claim
            case _:
                pass


def stands(situation: SituationData, each: Statement) -> bool | None:
    """Whether what a claim says is the case; None where that cannot be determined, or it is no
    claim.
    """
    snapshot = situation.snapshot
    match each:
        case SiteSays(site, Claim(gate=str() as gate) as claim):
            return situation.gates.says(gate, site=site) is claim.says or None
        case WaveSays(wave, WaveClaim(gate=str() as gate) as claim):
            return situation.gates.says(gate, wave=wave) is claim.says or None
        case SiteSays(site, claim):
            return _counts(claim, snapshot.sites[site])
        case WaveSays(wave, WaveClaim(dropped=True)):
            return wave not in snapshot.wave
        case WaveSays(wave) if wave not in snapshot.wave:
            return None
        case WaveSays(wave, WaveClaim(go_live=Period() as to)):
            now = snapshot.wave[wave].go_live
            return now is not None and (now.first, now.last) == (to.first, to.last)
        case WaveSays(wave, WaveClaim(open=bool() as takes_more)):
            return snapshot.wave[wave].open == takes_more
        case _:
            return None


def _counts(claim: Claim, state: SiteState) -> bool:
    """Whether the site has the status that the claim states."""
    match claim.says:
        case Says.PLANNED | Says.DECIDED:
            return state.wave == claim.wave
        case Says.UNDECIDED:
            return state.firm is None
        case Says.WITHDRAWN | Says.DECLINED:
            return not state.takes_part
        case Says.JOINED:
            return state.takes_part
        case _:
            return True


def _statements(
    situation: SituationData, plan: PlanFile, grounds: Grounds, says: Says, chosen: frozenset[str]
) -> Iterator[Statement]:
    snapshot = situation.snapshot
    held = {wave for site, wave in plan.waves.items() if site in chosen}
    for wave, day in plan.days.items():
        if wave in held and (dated := dating(snapshot, wave, Period.day(day), grounds)):
            yield dated
    for site, state in snapshot.sites.items():
        wave = plan.waves.get(site, "")
        if site in chosen and wave in snapshot.wave:
            placed = placing(state, wave, grounds, says)
            if placed is not None:
                yield placed


def _is_current(snapshot: Snapshot, plan: PlanFile, chosen: frozenset[str]) -> bool:
    """Whether the plan, and the days chosen in it, differ from the claims for none of
    these sites.
    """
    return all(
        site in snapshot.sites and (site not in chosen or snapshot.sites[site].wave == wave)
        for site, wave in plan.waves.items()
    )


def _unplaced(snapshot: Snapshot, plan: PlanFile, chosen: frozenset[str]) -> Iterator[LeftOut]:
    for site, state in snapshot.sites.items():
        if site in plan.waves or site not in chosen:
            continue
        why = plan.reasons.get(site, "the plan has it in no wave")
        if state.refusal is not None:
            why = state.refusal.said
        elif state.wave is not None:
            why = f"{why}; its claims keep it in {snapshot.called(state.wave)}"
        yield LeftOut(site, why)


def _contradicting(snapshot: Snapshot) -> list[Dated]:
    """The claims that contradict one another, with none that settles the matter."""
    sites, waves = snapshot.sites.values(), snapshot.waves
    found = [c for site in sites for c in site.contradictions]
    found += [c for wave in waves for c in wave.contradictions]
    return [
        claim
        for contradiction in found
        if contradiction.believed is None
        for claim in contradiction.claims
    ]


def _settling(each: Statement, disputed: Sequence[Dated], day: date) -> Statement:
    match each:
        case SiteSays(site, claim) if any(claim is other for other in disputed):
            return SiteSays(site, claim.model_copy(update={"settles": _newer(day)}))
        case WaveSays(wave, said) if any(said is other for other in disputed):
            return WaveSays(wave, said.model_copy(update={"settles": _newer(day)}))
        case _:
            return each


def _newer(day: date) -> str:
    return f"newer of two of {day}"

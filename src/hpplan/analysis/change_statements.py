"""A scenario as statements of the data: claims, new waves, rules that end and begin."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from hpplan.analysis.adoption import after, dating, placing, settled, stands
from hpplan.domain.claims import Claim, Says, WaveClaim
from hpplan.domain.entry import NOWHERE
from hpplan.domain.in_force import InForce
from hpplan.domain.snapshot import Placements
from hpplan.domain.waves import Wave
from hpplan.periods import Period
from hpplan.programme.changes import (
    CalendarWidened,
    Change,
    ClaimAdded,
    ClaimDropped,
    Reopened,
    RuleAdded,
    RuleReplaced,
    SiteResized,
    SiteRestated,
    WaveClaimAdded,
    WaveRestated,
    changed,
)
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.programme.statements import (
    Grounds,
    RuleBegun,
    RuleEnded,
    SiteSays,
    Statement,
    WaveBegun,
    WaveSays,
)
from hpplan.rules import Rule
from hpplan.values import dataclass

A_DAY: Final = timedelta(1)


@dataclass(frozen=True, slots=True)
class Unwritable:
    """A change that cannot be written without altering what was known before."""

    change: Change
    why: str


def not_written(
    situation: SituationData, changes: Sequence[Change], grounds: Grounds
) -> Unwritable | None:
    """The first of the changes that cannot be written, with the reason."""
    for number, change in enumerate(changes):
        why = _why_not(changed(situation, changes[:number]), change, grounds)
        if why is not None:
            return Unwritable(change, why)
    return None


def _why_not(situation: SituationData, change: Change, grounds: Grounds) -> str | None:
    match change:
        case RuleReplaced() if grounds.known_from is None:
            return "a rule ends and begins on a day: add --known"
        case SiteResized(site, measure):
            field = f"{situation.snapshot.name(site)}'s size"
            return f"{field} is a plain field, that has no date: write {measure} in the data"
        case SiteRestated(site, field):
            name = situation.snapshot.name(site)
            return f"{name}'s {field} is a plain field, that has no date: write it in the data"
        case ClaimDropped():
            return "no claim is taken back: a later one takes its place"
        case CalendarWidened():
            return "the calendar has no date: write it in the data"
        case RuleReplaced(rule) if rule in situation.overrides.rules():
            return f"{rule.name} is no rule of the data: leave the option out"
        case RuleReplaced(rule) if _began_later(rule, grounds):
            began = rule.in_force.since if rule.in_force else None
            return f"{rule.name} began {began.when if began else ''}: it cannot end before that"
        case RuleReplaced(rule) if rule in situation.programme.blackouts:
            return f"{rule.name} has no in_force that could end: write it in the data"
        case RuleReplaced(rule) if rule.address == NOWHERE:
            return f"{rule.name} is no rule of the data"
        case _:
            return None


def _began_later(rule: Rule, grounds: Grounds) -> bool:
    """Whether the rule was not in force yet on the day before the grounds were known."""
    day, stands = grounds.known_from, rule.in_force
    if day is None or stands is None or stands.since is None:
        return False
    return day == stands.since.first


def statements_of(
    situation: SituationData,
    changes: Sequence[Change],
    grounds: Grounds,
    moves: Placements,
    dates: Mapping[str, Period],
) -> tuple[Statement, ...]:
    """The statements by which the changes hold from the day on which the grounds are known, the
    sites that move are planned for their new waves, and waves go live on these dates. `situation`
    is as things stand on the day, and all `changes` can be written.
    """
    supposed = changed(situation, changes)
    said: list[Statement] = [
        *_rules(situation.programme, supposed.programme, changes, grounds),
        *_waves(situation.programme, supposed.programme, changes, grounds),
        *_sites(situation, changes, grounds),
    ]
    said = [each for each in said if not stands(situation, each)]
    then = after(situation, settled(situation, said, grounds), grounds).snapshot
    dated = (dating(then, wave, to, grounds) for wave, to in dates.items())
    placed = (placing(then.sites[s], wave, grounds) for s, wave in moves.items())
    said += [each for each in (*dated, *placed) if each is not None]
    return settled(situation, said, grounds)


def moved_by(changes: Sequence[Change], moves: Placements, plan: Placements) -> Placements:
    """The sites that are placed, with their wave: those that move, and those that the scenario is
    about.
    """
    return {**{s: plan[s] for s in wishes(changes) if s in plan}, **moves}


def wishes(changes: Sequence[Change]) -> list[str]:
    """The sites for which one of the changes says where they should go, or that they may move:
    their placement in the plan is part of the scenario.
    """
    found = [_wished(change) for change in changes]
    return list(dict.fromkeys(site for site in found if site is not None))


def _wished(change: Change) -> str | None:
    match change:
        case RuleAdded(_, site) | Reopened(site) | ClaimAdded(site, Claim(says=Says.UNDECIDED)):
            return site
        case _:
            return None


def _sites(
    situation: SituationData, changes: Sequence[Change], grounds: Grounds
) -> Iterator[Statement]:
    """The claims of sites; a firm one that may go elsewhere becomes undecided."""
    for change in changes:
        match change:
            case ClaimAdded(site, Claim(says=what, gate=gate)):
                yield SiteSays(site, grounds.of_site(what, gate=gate))
            case Reopened(site) if situation.snapshot.sites[site].firm is not None:
                yield SiteSays(site, grounds.of_site(Says.UNDECIDED))
            case _:
                pass


def _waves(
    now: ProgrammeData, then: ProgrammeData, changes: Sequence[Change], grounds: Grounds
) -> Iterator[Statement]:
    """The new waves, as they are after all changes; and the claims of others, one for each
    question: the last answer.
    """
    there = {wave.id for wave in now.waves}
    for wave in then.waves:
        if wave.id not in there:
            claims = (_rested(claim, grounds) for claim in wave.all_claims())
            begins = tuple(claims) or (grounds.of_wave(is_open=True),)
            yield WaveBegun(Wave(id=wave.id, claims=begins))
    last: dict[tuple[str, str], WaveSays] = {}
    for change in changes:
        if isinstance(change, WaveRestated) and change.wave in there:
            claim = change.claim
            asked = "go_live" if claim.go_live else "open" if claim.dropped is None else "dropped"
            last[change.wave, asked] = WaveSays(change.wave, _rested(claim, grounds))
        elif isinstance(change, WaveClaimAdded):
            said = WaveSays(change.wave, grounds.at_gate(change.claim))
            last[change.wave, f"gate {change.claim.gate}"] = said
    yield from last.values()


def _rested(claim: WaveClaim, grounds: Grounds) -> WaveClaim:
    return grounds.of_wave(
        go_live=claim.go_live, is_open=claim.open, dropped=claim.dropped or False
    )


def _rules(
    now: ProgrammeData, then: ProgrammeData, changes: Sequence[Change], grounds: Grounds
) -> Iterator[Statement]:
    """Each changed rule ends the day before, and its replacement begins."""
    day = grounds.known_from
    wished = [c.rule for c in changes if isinstance(c, RuleAdded) and c.site is not None]
    taken = {rule.id for rule in now.rules}
    for rule in now.rules:
        instead = [other for other in then.rules if other.address == rule.address]
        if [rule] == instead:
            continue
        assert day is not None
        if rule.in_force is None or rule.in_force.holds(day):
            yield RuleEnded(rule, day - A_DAY)
        for other in instead:
            if other == rule:
                continue
            begun = _begun(_rests(other, grounds), day, taken)
            taken.add(begun.id)
            yield RuleBegun(begun, rule)
    for rule in then.rules:
        if rule.address == NOWHERE and rule not in wished:
            own = rule if rule.source is not None else rule.altered(source=grounds.source.id)
            yield RuleBegun(own if day is None else _from(own, day))


def _rests(rule: Rule, grounds: Grounds) -> Rule:
    """The rule on these grounds, instead of those of the one that it replaces."""
    return rule.altered(source=grounds.source.id, because=None, note=grounds.note)


def _begun(rule: Rule, day: date, taken: set[str | None]) -> Rule:
    """The rule from that day on; its id is unique."""
    if rule.id is None:
        return _from(rule, day)
    name = wanted = f"{rule.id}-{day}"
    number = 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return _from(rule.altered(id=name), day)


def _from(rule: Rule, day: date) -> Rule:
    return rule.altered(in_force=InForce.model_validate({"from": Period.day(day)}))

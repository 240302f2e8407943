"""Waves whose dates could be moved so that a rule would be kept, by as little as possible."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from hpplan.domain.go_live_days import allows
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.periods import Duration, Period, Precision
from hpplan.programme.changes import WaveRestated, changed, goes_live
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule, Verdict, Violation
from hpplan.solving.strategies import LONGEST_MOVE

DAYS: Final = 31


def moves_of(
    rule: Rule, broken: Violation, placements: Placements, situation: SituationData
) -> Iterator[WaveRestated]:
    """For each wave in which the rule is broken, the smallest move after which it is not, if all
    sites stay in their waves. A wave with a live site does not move, and none moves into the past.
    """
    snapshot = situation.snapshot
    sites = {name: placements[name] for name in broken.subject if name in placements}
    waves = dict.fromkeys([*sites.values(), *(w for w in broken.subject if w in snapshot.wave)])
    if not sites:  # the rule is about waves: whoever is in them
        sites = {site: wave for site, wave in placements.items() if wave in waves}
    programme = situation.programme
    few = tuple(site for site in programme.sites if site.id in sites)
    small = replace(programme, sites=few, rules=(rule,)).on(situation.as_of, situation.overrides)
    begun = {found.wave for found in snapshot.sites.values() if found.live}
    for wave in waves:
        slot = snapshot.wave[wave]
        if slot.go_live is None or slot.past or wave in begun:
            continue
        if (to := _least(slot, slot.go_live, rule, sites, small)) is not None:
            yield goes_live(wave, to)


def _least(
    slot: WaveState, now: Period, rule: Rule, sites: Placements, situation: SituationData
) -> Period | None:
    for months in range(1, LONGEST_MOVE + 1):
        for sign in (1, -1):
            to = now.moved(Duration(months=sign * months))
            if to is None or to.first <= situation.as_of:
                continue
            if _kept(slot.id, to, rule, sites, situation):
                return _fewer_days(slot, now, to, sign, rule, sites, situation)
    return None


def _fewer_days(
    slot: WaveState,
    now: Period,
    to: Period,
    sign: int,
    rule: Rule,
    sites: Placements,
    situation: SituationData,
) -> Period:
    """For a wave that is known to the day, the nearest suitable day on the way there that the
    calendar allows; if there is none, the first one beyond.
    """
    if now.precision not in (Precision.DAY, Precision.MOMENT):
        return to
    calendar = situation.programme.agenda.calendar
    nearest, allowed = to, to if allows(calendar, to.first) else None
    for days in range(1, DAYS):
        nearer = to.moved(Duration(days=-sign * days))
        if nearer is None or nearer == now:
            break
        if not _kept(slot.id, nearer, rule, sites, situation):
            break
        nearest = nearer
        allowed = nearer if allows(calendar, nearer.first) else allowed
    if allowed is not None:
        return allowed
    for days in range(1, DAYS):
        farther = to.moved(Duration(days=sign * days))
        if farther is None or farther.first <= situation.as_of:
            break
        if allows(calendar, farther.first) and _kept(slot.id, farther, rule, sites, situation):
            return farther
    return nearest


def _kept(wave: str, to: Period, rule: Rule, sites: Placements, situation: SituationData) -> bool:
    """Whether the rule is kept with the wave at another time. The claims are only consulted where
    it is kept in the same snapshot with the wave moved, which takes no time.
    """

    def kept_in(snapshot: Snapshot) -> bool:
        return not any(b.verdict is Verdict.BROKEN for b in rule.violations(snapshot, sites))

    return kept_in(_moved(wave, to, situation)) and kept_in(
        changed(situation, [goes_live(wave, to)]).snapshot
    )


def _moved(wave: str, to: Period, situation: SituationData) -> Snapshot:
    """The snapshot with the wave at another time, and its place among the others."""
    listed = {wave.id: number for number, wave in enumerate(situation.programme.waves)}

    def place(slot: WaveState) -> tuple[date, int]:
        return slot.go_live.first if slot.go_live else date.max, listed[slot.id]

    snapshot = situation.snapshot
    slots = (replace(slot, go_live=to) if slot.id == wave else slot for slot in snapshot.waves)
    waves = (replace(s, position=n) for n, s in enumerate(sorted(slots, key=place)))
    return replace(snapshot, waves=tuple(waves))

"""Why a site is where a plan puts it, told by the rules' verifiers and the goals' measures."""

from collections.abc import Mapping
from typing import Final

from hpplan.domain.snapshot import Placements
from hpplan.goals.base import Sense
from hpplan.programme import Situation
from hpplan.rules.base import Verdict

EFFORT: Final = 400_000
"""How many looks at a site by a rule are spent on reasons; a programme of the size of ours takes
a thousandth of it for each site that has moved.
"""


def reasons(situation: Situation, placements: Mapping[str, str]) -> dict[str, str]:
    """For sites that move, that no claim places, or that are left out: why not otherwise."""
    snapshot = situation.snapshot
    unsettled = [
        site
        for site in snapshot.taking_part
        if snapshot.sites[site].firm is None
        and (site not in placements or placements[site] != snapshot.sites[site].wave)
    ]
    told: dict[str, str] = {}
    looks = len(snapshot.taking_part) * (len(situation.rules) + 1)
    enough = max(10, EFFORT // max(looks, 1))
    told |= dict.fromkeys(unsettled[enough:], "for the goals, in rank order")
    for site in unsettled[:enough]:
        current = snapshot.sites[site].wave
        if site not in placements:
            told[site] = _left_out(situation, placements, site)
        elif current is not None:
            why = why_not(situation, placements, site, current)
            told[site] = f"leaves {snapshot.wave[current]}: {why}"
        else:
            told[site] = _newly_placed(situation, placements, site)
    return told


def _left_out(situation: Situation, placements: Placements, site: str) -> str:
    allowed = situation.snapshot.allowed(site)
    if not allowed:
        return "no wave takes more sites"
    whys = [f"{slot}: {why_not(situation, placements, site, slot.id)}" for slot in allowed[:3]]
    more = f"; and {len(allowed) - 3} more waves" if len(allowed) > 3 else ""
    return f"left out; {'; '.join(whys)}{more}"


def _newly_placed(situation: Situation, placements: Placements, site: str) -> str:
    snapshot = situation.snapshot
    here = snapshot.wave[placements[site]]
    earlier = [slot for slot in snapshot.allowed(site) if slot.position < here.position]
    if not earlier:
        return f"no wave named yet; {here} is the first that takes it"
    nearest = earlier[-1]
    return f"no wave named yet; not {nearest}: {why_not(situation, placements, site, nearest.id)}"


def why_not(situation: Situation, placements: Placements, site: str, wave: str) -> str:
    """What moving the one site there would break, or else make worse."""
    snapshot = situation.snapshot
    if wave not in snapshot.wave:
        return "it no longer exists"
    if snapshot.wave[wave] not in snapshot.allowed(site):
        return "it takes no more sites"
    instead = {**placements, site: wave}
    for rule in situation.hard_rules_on(site):  # the plan itself breaks none of them
        for found in rule.violations(snapshot, instead):
            if found.verdict is Verdict.BROKEN:
                return f"{rule.name}: {found.message}"
    for goal in situation.goals:
        now, then = goal.measure(snapshot, placements), goal.measure(snapshot, instead)
        if now != then:
            worse = then > now if goal.sense is Sense.MINIMISE else then < now
            return f"{goal.kind} would be {then}, not {now}" if worse else "others would move"
    return "as good by every goal"

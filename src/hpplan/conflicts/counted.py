"""What counting shows of one rule that no plan can keep, in a sentence."""

from hpplan.programme.programme import Situation
from hpplan.rules import Alone, Apart, Capacity, Rule


def counted_out(rule: Rule, situation: Situation) -> str | None:
    """How much the rule asks for in all and how much there is, where that is the whole reason."""
    match rule:
        case Capacity(min=int(), if_used=False):
            return _too_little(rule, situation) or _too_much(rule, situation)
        case Capacity():
            return _too_much(rule, situation)
        case Apart():
            return _too_many(rule, situation)
        case Alone():
            return _too_many_alone(rule, situation)
        case _:
            return None


def _too_little(rule: Capacity, situation: Situation) -> str | None:
    snapshot = situation.snapshot
    selected = snapshot.select(rule.sites)
    begun = {snapshot.sites[site].wave for site in selected if snapshot.live(site)}
    waves = [s for s in snapshot.select_waves(rule.waves) if s.takes_more and s.id not in begun]
    there = sum(snapshot.size(site, rule.measure) for site in selected)
    least = rule.min or 0
    if len(waves) < 2 or least * len(waves) <= there:
        return None
    return (
        f"{len(waves)} waves need at least {least} {rule.measure} each, {least * len(waves)} in "
        f"all, and there are {there}"
    )


def _too_much(rule: Capacity, situation: Situation) -> str | None:
    snapshot = situation.snapshot
    selected = [s for s in snapshot.select(rule.sites) if snapshot.sites[s].required]
    waves = [slot for slot in snapshot.waves if slot.takes_more]
    if rule.max is None or any(map(snapshot.live, selected)):
        return None
    if len(waves) < 2 or not all(slot.id in rule.waves for slot in waves):
        return None
    needed = sum(snapshot.size(site, rule.measure) for site in selected)
    room = rule.max * len(waves)
    if needed <= room:
        return None
    return (
        f"{needed} {rule.measure} must be placed, and {len(waves)} waves hold at most {rule.max} "
        f"each, {room} in all"
    )


def _too_many(rule: Apart, situation: Situation) -> str | None:
    snapshot = situation.snapshot
    selected = [s for s in snapshot.select(rule.sites) if snapshot.sites[s].required]
    waves = sum(slot.takes_more for slot in snapshot.waves)
    if any(map(snapshot.live, selected)) or len(selected) <= rule.at_most * waves:
        return None
    most = "one" if rule.at_most == 1 else f"{rule.at_most}"
    there = "there is 1 wave" if waves == 1 else f"there are {waves} waves"
    return (
        f"{len(selected)} sites must be placed, at most {most} of them in a wave, and {there} "
        "that they may enter"
    )


def _too_many_alone(rule: Alone, situation: Situation) -> str | None:
    snapshot = situation.snapshot
    must = [site for site in snapshot.taking_part if snapshot.sites[site].required]
    alone = set(snapshot.select(rule.sites)).intersection(must)
    waves = sum(slot.takes_more for slot in snapshot.waves)
    needed = len(alone) + (len(must) > len(alone))
    if any(map(snapshot.live, must)) or not alone or needed <= waves:
        return None
    each = "1 site must be alone in its wave"
    if len(alone) > 1:
        each = f"{len(alone)} sites must be alone in their waves"
    others = f", {len(must) - len(alone)} more must be placed" if len(must) > len(alone) else ""
    there = "there is 1 wave" if waves == 1 else f"there are {waves} waves"
    return f"{each}{others}, and {there} that they may enter"

"""Why a site is where a plan puts it, by the rules' verifiers and the goals' measures."""

from collections import deque
from collections.abc import Callable, Collection, Mapping
from typing import Final

from hpplan.domain.snapshot import Placements
from hpplan.domain.wave_state import WaveState
from hpplan.goals.base import Measured
from hpplan.language import _, marked, plural
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule, Verdict, Violation
from hpplan.values import dataclass

EFFORT: Final = 400_000
"""How many evaluations of a rule for a site are spent on reasons; the bundled programme takes a
thousandth of it for each site that has moved.
"""

SUPPOSED: Final = marked("as supposed")
"""What the question itself assumes."""
FEW: Final = 3
"""How many waves are named that a site which is left out is not in."""
FAR: Final = 40
"""How many sites are searched for the one that moved first."""


def unexplained() -> str:
    """The reason of a site where no time is left to look for one."""
    return _("for the goals, in rank order")


def reasons(
    situation: SituationData,
    placements: Mapping[str, str],
    over: Callable[[], bool] = lambda: False,
) -> dict[str, str]:
    """For sites that move, that no claim places, or that are left out: why not otherwise; in few
    words for the rest once the time is `over`.
    """
    snapshot = situation.snapshot
    unsettled = [
        site
        for site in snapshot.taking_part
        if snapshot.sites[site].firm is None
        and (site not in placements or placements[site] != snapshot.sites[site].wave)
    ]
    reasons: dict[str, str] = {}
    causes = Causes(situation, snapshot.current(), placements, _("the current plan"))
    looks = len(snapshot.taking_part) * (len(situation.rules) + 1)
    enough = max(10, EFFORT // max(looks, 1))
    reasons |= dict.fromkeys(unsettled, unexplained())
    for site in unsettled[:enough]:
        if over():
            break
        current = snapshot.sites[site].wave
        if site not in placements:
            reasons[site] = _left_out(situation, placements, site)
        elif current is not None:
            reasons[site] = _(
                "leaves {wave}: {reason}", wave=snapshot.wave[current], reason=causes.of(site).text
            )
        else:
            reasons[site] = _newly_placed(situation, placements, site)
    return reasons


def _left_out(situation: SituationData, placements: Placements, site: str) -> str:
    allowed = situation.snapshot.allowed(site)
    if not allowed:
        return _("no wave takes more sites")
    whys = [_elsewhere(situation, placements, site, slot) for slot in allowed[:FEW]]
    left = len(allowed) - FEW
    if left > 0:
        whys.append(plural("and {n} more wave", "and {n} more waves", left))
    return _("left out: {reasons}", reasons="; ".join(dict.fromkeys(whys)))


def _newly_placed(situation: SituationData, placements: Placements, site: str) -> str:
    """Why the site is in its wave, where no claim places it, and why in no earlier one."""
    snapshot = situation.snapshot
    dropped, here = snapshot.sites[site].dropped, snapshot.wave[placements[site]]
    since = _("no wave named yet")
    if dropped is not None:
        since = _("its wave {wave} was dropped", wave=dropped.wave)
    earlier = [slot for slot in snapshot.allowed(site) if slot.position < here.position]
    if not earlier:
        return _("{since}; {wave} is the first that takes it", since=since, wave=here)
    return f"{since}; {_elsewhere(situation, placements, site, earlier[-1])}"


def _elsewhere(situation: SituationData, placements: Placements, site: str, slot: WaveState) -> str:
    """What would break, or else get worse, if only this site moved to a wave that it may enter."""
    instead = {**placements, site: slot.id}
    if broken := _broken(situation, site, instead):
        return _said(*broken[0], situation, instead)
    cause = _by_goals(situation, placements, instead)
    if cause.goal is None:
        return _("{wave} would be as good by every goal", wave=slot)
    return _("in {wave} {consequence}", wave=slot, consequence=cause.text)


def _said(rule: Rule, broken: Violation, situation: SituationData, placements: Placements) -> str:
    """The break of a plan in words, with the rule."""
    explained = rule.explain(situation.snapshot, placements, broken)
    by = "" if rule.of_claims else f" ({rule.name})"
    return f"{explained or broken.message}{by}"


def _broken(
    situation: SituationData, site: str, placements: Placements
) -> list[tuple[Rule, Violation]]:
    """The hard rules that the plan breaks, among those that a move of the site might break."""
    return [
        (rule, found)
        for rule in situation.hard_rules_on(site)
        for found in rule.violations(situation.snapshot, placements)
        if found.verdict is Verdict.BROKEN
    ]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a site is elsewhere than before, in few words, `short`, and in full; and the rule or the
    goal responsible, if there is one.
    """

    short: str
    text: str
    rule: str | None = None
    goal: str | None = None


def _by_goals(situation: SituationData, placements: Placements, instead: Placements) -> Cause:
    """The goals' judgement of the other plan."""
    for goal in situation.goals:
        now = goal.measure(situation.snapshot, placements)
        then = goal.measure(situation.snapshot, instead)
        if now != then:
            worse = goal.sense.cost(then) > goal.sense.cost(now)
            was = Measured(situation.snapshot, placements, now)
            other = Measured(situation.snapshot, instead, then)
            text = goal.says_difference(was, other) if worse else _("others would have to move")
            return Cause(_(goal.purpose), text, goal=goal.kind)
    return Cause(_("at no gain"), _("as good by every goal"))


class Causes:
    """Why sites are elsewhere in a plan than in an earlier one, whose name is `called`.

    If it went back by itself, a site would break a rule. If the earlier plan breaks that rule too,
    this is the cause. Otherwise the rule is broken because others moved: the cause is then that of
    the nearest of them that moved because of something the earlier plan breaks. Rules that are only
    `supposed` are marked so.
    """

    def __init__(
        self,
        situation: SituationData,
        before: Placements,
        after: Placements,
        called: str,
        supposed: Collection[Rule] = (),
    ) -> None:
        self._supposed = supposed
        self._situation, self._after, self._called = situation, after, called
        snapshot = situation.snapshot
        here = {*snapshot.taking_part}
        self._before = {
            site: wave for site, wave in before.items() if site in here and wave in snapshot.wave
        }
        self._was = before
        self._faults = [
            (rule, found)
            for rule in situation.hard_rules
            for found in rule.violations(snapshot, self._before)
            if found.verdict is Verdict.BROKEN
        ]
        self._barred: dict[str, list[tuple[Rule, Violation]]] = {}

    def of(self, site: str) -> Cause:
        """Why the site, which is elsewhere than in the earlier plan, did not stay."""
        snapshot, was = self._situation.snapshot, self._was.get(site)
        found = snapshot.sites.get(site)
        if found is None or not found.takes_part:
            return Cause(_("as it takes no part"), _("it takes no part"))
        if was is not None and was not in snapshot.wave:
            gone = _("{wave} no longer exists", wave=was)
            return Cause(_("as {wave} no longer exists", wave=was), gone)
        if was is not None and snapshot.wave[was] not in snapshot.allowed(site):
            full = _("{wave} takes no more sites", wave=was)
            return Cause(_("as {wave} takes no more sites", wave=was), full)
        if was is None and found.required:
            return Cause(_("as it must be placed"), _("it must be placed"))
        barred = self._bars(site)
        if not barred:
            return _by_goals(self._situation, self._after, self._back(site))
        for rule, broken in barred:
            if self._fault(site, rule, broken) is None:
                continue
            if rule in self._supposed:
                return Cause(_(SUPPOSED), self._first(rule, broken), rule.name)
            text = self._barred_by(site, rule, broken)
            return Cause(_("by {rule}", rule=rule.name), text, rule.name)
        rule, broken = barred[0]
        root = self._root(site)
        text = self._barred_by(site, rule, broken)
        if root is not None:
            text = _("{said}, because {reason}", said=text, reason=self._first(*root))
        return Cause(_("by {rule}", rule=rule.name), text, rule.name)

    def _barred_by(self, site: str, rule: Rule, broken: Violation) -> str:
        return _said(rule, broken, self._situation, self._back(site))

    def _first(self, rule: Rule, fault: Violation) -> str:
        """Why the first site moved."""
        if rule in self._supposed:
            says = rule.sentence(self._situation.snapshot)
            return _("{sentence} is supposed", sentence=says)
        return _(
            "{plan} breaks {rule}: {message}",
            plan=self._called,
            rule=rule.name,
            message=fault.message,
        )

    def _back(self, site: str) -> dict[str, str]:
        """The plan with only this site back where it was."""
        rest = {other: wave for other, wave in self._after.items() if other != site}
        return rest | ({site: self._before[site]} if site in self._before else {})

    def _bars(self, site: str) -> list[tuple[Rule, Violation]]:
        if site not in self._barred:
            self._barred[site] = _broken(self._situation, site, self._back(site))
        return self._barred[site]

    def _fault(self, site: str, rule: Rule, broken: Violation) -> Violation | None:
        """How the earlier plan breaks the rule, there or by this site."""
        faults = [fault for stated, fault in self._faults if stated is rule]
        by_it = (fault for fault in faults if site in fault.sites)
        there = (fault for fault in faults if fault.subject == broken.subject)
        return next(by_it, None) or next(there, None)

    def _root(self, site: str) -> tuple[Rule, Violation] | None:
        """What the earlier plan breaks, for the nearest site that moved because of it, along the
        sites whose moves bar each other from going back.
        """
        if not self._faults:
            return None
        met, waiting = {site}, deque([site])
        while waiting and len(met) <= FAR:
            for _rule, broken in self._bars(waiting.popleft()):
                for other in broken.sites:
                    if other in met or self._before.get(other) == self._after.get(other):
                        continue
                    met.add(other)
                    waiting.append(other)
                    for stated, bar in self._bars(other):
                        if (fault := self._fault(other, stated, bar)) is not None:
                            return stated, fault
        return None

"""Why a slip is impossible, whatever is pushed: the facts that rule it out, and repairs."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from hpplan.analysis.pushes import (
    NoPushes,
    OutOfReach,
    Pushes,
    TimeOver,
    asked_for,
    date_rules,
    least_pushes,
)
from hpplan.conflicts.authority import Authority, of_rule
from hpplan.conflicts.conflict import Conflict, Cost, Repair, StatedFact
from hpplan.conflicts.explanation import stated_fact
from hpplan.domain.selectors import Sites
from hpplan.language import _
from hpplan.periods import Duration, Period
from hpplan.programme.changes import Change, RuleReplaced, WaveSlip, goes_live, rule_dropped
from hpplan.programme.plan import PlanData
from hpplan.programme.programme import SituationData
from hpplan.rules import Window
from hpplan.rules.base import Relaxation, Rule
from hpplan.solving.deadline import Deadline
from hpplan.solving.facts import RuleStands
from hpplan.values import dataclass

MORE: Final = 12
"""The most months, weeks or days by which larger slips are tried."""


def why_stuck(
    situation: SituationData,
    plan: PlanData,
    slips: Sequence[WaveSlip],
    none: NoPushes,
    deadline: Deadline,
) -> Conflict:
    """The conflict of slips that no push resolves, with its repairs as far as the time goes."""
    return _Stuck(situation, plan, slips, deadline).conflict(none)


@dataclass(frozen=True, slots=True)
class _Stuck:
    situation: SituationData
    plan: PlanData
    slips: Sequence[WaveSlip]
    deadline: Deadline

    def conflict(self, none: NoPushes) -> Conflict:
        needed, end, minimal = self._needed(none)
        facts = [*map(self._asked, self.slips)]
        facts += [stated_fact(RuleStands(rule), self.situation) for rule in needed]
        if end.end.rule is None:
            facts += self._in_the_way(end)
        repairs: list[Repair] = []
        with suppress(TimeOver):
            repairs += self._repairs(needed)
        return Conflict(self._headline(end), tuple(facts), tuple(repairs), minimal)

    def _asked(self, slip: WaveSlip) -> StatedFact:
        to = asked_for(self.situation.snapshot, [slip])[slip.wave]
        return StatedFact(self._dated(slip.wave, to), slip.sentence(self.situation), None)

    def _dated(self, wave: str, to: Period) -> RuleStands:
        """The demand that a wave go live then, as a rule for everybody in it."""
        sites = Sites(ids=tuple(s for s, there in self.plan.waves.items() if there == wave))
        days = {"not_before": Period.day(to.first), "not_after": Period.day(to.last)}
        return RuleStands(Window(id=f"{wave}.go_live", sites=sites, **days))

    def _needed(self, none: NoPushes) -> tuple[list[Rule], NoPushes, bool]:
        """The fewest rules with which there are no pushes, how the search ends, and whether it is
        proved that each of them is needed.
        """
        rules, end, minimal = list(none.met), none, True
        for rule in none.met:
            fewer = [other for other in rules if other is not rule]
            try:
                found = self._pushes(fewer, self.slips)
            except TimeOver:
                return rules, end, False
            if isinstance(found, NoPushes):
                rules, end = fewer, found
            minimal = minimal and not isinstance(found, OutOfReach)
        return rules, end, minimal

    def _pushes(
        self, rules: Sequence[Rule], slips: Sequence[WaveSlip]
    ) -> Pushes | NoPushes | OutOfReach:
        asked = asked_for(self.situation.snapshot, slips)
        return least_pushes(self.situation, self.plan.waves, asked, rules, self.deadline)

    def _in_the_way(self, end: NoPushes) -> Iterator[StatedFact]:
        """The waves that stay where they are, and that another would have to pass."""
        slipping = asked_for(self.situation.snapshot, self.slips)
        snapshot, places = self.situation.snapshot, self.situation.programme.places
        for wave in end.end.broken.subject:
            slot = snapshot.wave[wave]
            if wave in slipping or slot.go_live is None:
                continue
            claim = slot.go_live_claim
            place = None if claim is None else places.inside(claim.address, "go_live")
            text = _("{wave} goes live {when}", wave=slot, when=slot.go_live.when)
            yield StatedFact(self._dated(wave, slot.go_live), text, place)

    def _headline(self, end: NoPushes) -> str:
        asking = end.end
        if asking.rule is None:
            return asking.broken.message
        said = asking.rule.explain(asking.snapshot, self.plan.waves, asking.broken)
        return said or asking.broken.message

    # --- repairs ----------------------------------------------------------------------------

    def _repairs(self, needed: Sequence[Rule]) -> Iterator[Repair]:
        ids = (f"1{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        for slip in self.slips if len(self.slips) == 1 else ():
            for other, pushes in self._other_amounts(slip):
                text, dates = other.sentence(self.situation), self._dates([other], pushes)
                yield self._repair(next(ids), text, self._asked(slip), (), Authority.WISH, dates)
        for rule in needed:
            if (found := self._without(rule)) is not None:
                change, pushes = found
                text, dates = change.sentence(self.situation), self._dates(self.slips, pushes)
                fact = stated_fact(RuleStands(rule), self.situation)
                whose = of_rule(rule, self.situation)
                yield self._repair(next(ids), text, fact, (change,), whose, dates)

    def _repair(
        self,
        id_: str,
        text: str,
        instead_of: StatedFact,
        changes: tuple[Change, ...],
        whose: Authority,
        dates: Mapping[str, Period],
    ) -> Repair:
        """A repair with the dates that it gives to waves; no site changes wave."""
        moved = tuple(goes_live(wave, to) for wave, to in dates.items())
        cost = self._cost(dates)
        waves, all_changes = self.plan.waves, (*changes, *moved)
        return Repair(id_, 1, text, (instead_of,), all_changes, whose, cost, (), waves, kept=waves)

    def _other_amounts(self, slip: WaveSlip) -> Iterator[tuple[WaveSlip, Pushes]]:
        """The nearest slips that are possible, a smaller and a larger one."""
        sign = -1 if slip.earlier else 1
        months, days = abs(slip.by.months), abs(slip.by.days)
        unit = Duration(months=1) if months else Duration(days=7 if days % 7 == 0 else 1)
        number = months or days // unit.days
        smaller, larger = range(number - 1, 0, -1), range(number + 1, number + MORE + 1)
        for numbers in (smaller, larger):
            for n in numbers:
                by = Duration(sign * n * unit.months, sign * n * unit.days)
                other = WaveSlip(slip.wave, by, slip.onward)
                if not self._ahead(other):
                    break
                found = self._pushes(date_rules(self.situation), [other])
                if isinstance(found, Pushes):
                    yield other, found
                    break

    def _ahead(self, slip: WaveSlip) -> bool:
        """Whether it moves no wave before the date."""
        try:
            dates = asked_for(self.situation.snapshot, [slip])
        except OverflowError:
            return False
        return all(self.situation.as_of <= to.last for to in dates.values())

    def _without(self, rule: Rule) -> tuple[Change, Pushes] | None:
        """The smallest relaxation of the rule that suffices, else the rule dropped, with the
        resulting pushes.
        """
        dropped = self._with(rule, ())
        if not isinstance(dropped, Pushes):
            return None
        snapshot = self.situation.snapshot.redated(self._dates(self.slips, dropped))
        for relaxation in rule.relaxations(snapshot):
            if (found := self._least(rule, relaxation)) is not None:
                return found
        return rule_dropped(rule), dropped

    def _dates(self, slips: Sequence[WaveSlip], pushes: Pushes) -> dict[str, Period]:
        return {**asked_for(self.situation.snapshot, slips), **pushes.dates}

    def _least(self, rule: Rule, relaxation: Relaxation) -> tuple[Change, Pushes] | None:
        """The first version that suffices: each admits everything that those before it admit."""
        low, high = 1, relaxation.steps
        best: tuple[Change, Pushes] | None = None
        while low <= high:
            middle = (low + high) // 2
            milder = relaxation.at(middle)
            pushes = self._with(rule, (milder,))
            if isinstance(pushes, Pushes):
                best, high = (RuleReplaced(rule, milder), pushes), middle - 1
            else:
                low = middle + 1
        return best

    def _with(self, rule: Rule, instead: Sequence[Rule]) -> Pushes | NoPushes | OutOfReach:
        rules = [other for other in date_rules(self.situation) if other is not rule]
        return self._pushes([*rules, *instead], self.slips)

    def _cost(self, dates: Mapping[str, Period]) -> Cost:
        """By how many days in total everybody goes live later."""
        snapshot, waves = self.situation.snapshot, self.plan.waves
        days = sum(
            (dates[wave].first - was.first).days
            for wave in waves.values()
            if wave in dates and (was := snapshot.wave[wave].go_live) is not None
        )
        unplaced = sum(site not in waves for site in snapshot.taking_part)
        return Cost((), unplaced, days, None, (), proved=True)

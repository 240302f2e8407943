"""The kind `soft-rules`."""

from typing import Final, Literal

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.base import (
    DayGoal,
    Measured,
    Objective,
    with_names,
)
from hpplan.language import _, marked
from hpplan.rules.base import DayDecisions, Decisions, Rule, Verdict, WaveSymmetry
from hpplan.text import Unit, few_names

BREAKS: Final = Unit("break", "breaks")


class SoftRules(DayGoal):
    """The goal `soft-rules`."""

    title = "as few breaks of soft rules as possible. Programmes get it, none writes it"
    meaning = """
    The number of breaks of rules that are not hard, history left out; minimised.

    What one break is, a wave, a pair, a site or the rule, is the kind's to say.
    """
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
      - {id: dal, name: Dal}
      - {id: eid, name: Eid}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: capacity, max: 1, hard: false}
    goals:
      - {kind: fewest-waves}
    """
    better = "ask:W1 berg:W1 dal:W1 eid:W2"
    worse = "ask:W1 berg:W1 dal:W2 eid:W2"

    purpose = marked("to break fewer soft rules")

    kind: Literal["soft-rules"] = "soft-rules"
    rules: tuple[Rule, ...]

    def sentence(self) -> str:
        return _("as few breaks of soft rules as possible")

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return sum(self._breaks(rule, snapshot, placements) for rule in self.rules)

    def _breaks(self, rule: Rule, snapshot: Snapshot, placements: Placements) -> int:
        found = rule.violations(snapshot, placements)
        return len({broken.subject for broken in found if broken.verdict is Verdict.BROKEN})

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return BREAKS

    def says_value(self, snapshot: Snapshot, value: int) -> str:  # noqa: ARG002
        if not value:
            return _("every soft rule is kept")
        if value == 1:
            return _("a soft rule is broken once")
        return _("soft rules are broken {n} times", n=value)

    def says_difference(self, before: Measured, after: Measured) -> str:
        changes = {
            rule.name: self._breaks(rule, after.snapshot, after.placements)
            - self._breaks(rule, before.snapshot, before.placements)
            for rule in self.rules
        }
        changed = [name for name, change in changes.items() if change]
        one_way = len({change > 0 for change in changes.values() if change}) == 1
        breaks = BREAKS.more(after.value - before.value)
        said = _("{breaks} of soft rules", breaks=breaks)
        return with_names(said, few_names(changed) if one_way else "")

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:  # noqa: ARG002
        return Objective(tuple((1, literal) for literal in decisions.soft_breaks()))

    def encode_days(self, snapshot: Snapshot, decisions: DayDecisions) -> Objective:  # noqa: ARG002
        return Objective(tuple((1, literal) for literal in decisions.soft_breaks_by_day()))

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:
        return max(
            (rule.wave_symmetry(snapshot) for rule in self.rules), default=WaveSymmetry.ANY_ORDER
        )

"""Kind `soft-rules`: as few breaks of soft rules as possible. Programmes get it, none writes it."""

from typing import Literal

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.base import Goal, Objective
from hpplan.rules.base import Decisions, Rule, Verdict, WaveSymmetry


class SoftRules(Goal):
    """The number of breaks of rules that are not hard, history left out; minimised.

    What one break is, a wave, a pair, a site or the rule, is the kind's to say.
    """

    kind: Literal["soft-rules"] = "soft-rules"
    rules: tuple[Rule, ...]

    def sentence(self) -> str:
        return "as few breaks of soft rules as possible"

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return sum(
            len(
                {
                    broken.subject
                    for broken in rule.violations(snapshot, placements)
                    if broken.verdict is Verdict.BROKEN
                }
            )
            for rule in self.rules
        )

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:  # noqa: ARG002
        return Objective(tuple((1, literal) for literal in decisions.soft_breaks()))

    def wave_symmetry(self, snapshot: Snapshot) -> WaveSymmetry:
        return max(
            (rule.wave_symmetry(snapshot) for rule in self.rules), default=WaveSymmetry.ANY_ORDER
        )

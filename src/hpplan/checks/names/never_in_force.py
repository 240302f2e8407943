"""HP205: a rule whose time ends before it begins."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import SituationData


class NeverInForce(Check):
    code = Code(
        "HP205",
        "rule-never-in-force",
        Severity.WARNING,
        meaning="A rule's `in_force` ends before it begins, so the rule is never in force.",
        why="The rule silently has no effect.",
        fix="Correct `from` or `until`, or delete the rule.",
        bad="""
            waves: [{id: W1}]
            municipalities: [{id: ask, name: Ask}]
            rules:
              - {kind: forbid, sites: ask, waves: W1, in_force: «{from: 2023-05, until: 2023-04}»}
            """,
        instead="{from: 2023-04, until: 2023-05}",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        for rule in situation.programme.rules:
            time = rule.in_force
            if time is None or time.since is None or time.until is None:
                continue
            if time.until.last < time.since.first:
                yield self.finding(
                    f"rule '{rule.name}' ends ({time.until}) before it begins ({time.since})",
                    situation.programme.places.inside(rule.address, "in_force"),
                    hint="correct 'from' or 'until', or delete the rule",
                )

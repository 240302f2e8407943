"""HP205: a rule, a right or a risk whose time ends before it begins."""

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
        meaning=(
            "The `in_force` of a rule, a gate, a right or a risk ends before it begins, so that it "
            "never stands."
        ),
        why="It silently has no effect.",
        fix="Correct `from` or `until`, or delete the entry.",
        bad="""
            waves: [{id: W1}]
            municipalities: [{id: ask, name: Ask}]
            rules:
              - {kind: forbid, sites: ask, waves: W1, in_force: «{from: 2023-05, until: 2023-04}»}
            """,
        instead="{from: 2023-04, until: 2023-05}",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        programme = situation.programme
        stated = [("rule", rule.name, rule.address, rule.in_force) for rule in programme.rules]
        gates, rights = programme.agenda.gates, programme.rights
        stated += [("gate", gate.id, gate.address, gate.in_force) for gate in gates]
        stated += [("right", right.name, right.address, right.in_force) for right in rights]
        stated += [("risk", name, r.address, r.in_force) for name, r in programme.named_risks]
        for noun, name, address, time in stated:
            if time is None or time.since is None or time.until is None:
                continue
            if time.until.last < time.since.first:
                yield self.finding(
                    f"{noun} '{name}' ends ({time.until}) before it begins ({time.since})",
                    programme.places.inside(address, "in_force"),
                    hint=f"correct 'from' or 'until', or delete the {noun}",
                )

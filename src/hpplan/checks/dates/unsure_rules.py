"""HP802: whether the current plan keeps a rule depends on days that are not known yet."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Verdict


class UnsureRules(Check):
    code = Code(
        "HP802",
        "rule-depends-on-days",
        Severity.INFO,
        meaning=(
            "Go-lives are only known as a month, season or year: on some of their days a hard "
            "rule is broken, on others kept."
        ),
        why="Whether the plan is valid depends on the days.",
        fix="Check again when the days are known.",
        bad="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1, go_live: 2024-H2}]
            municipalities:
              - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: letter}]}
            rules:
              - «{kind: window, sites: ask, not_before: 2024-10}»
            """,
        instead=("2024-H2", "2024-Q4"),
    )

    FEW = 3
    """How many of the doubtful places are listed."""

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot = situation.snapshot
        if all(slot.go_live is None for slot in snapshot.waves):
            return
        for rule, breaks in situation.current_breaks:
            unsure = [found for found in breaks if found.verdict is Verdict.UNSURE]
            if unsure:
                notes = [Note(found.message) for found in unsure[: self.FEW]]
                if (left := len(unsure) - self.FEW) > 0:
                    notes.append(Note(f"and {left} more"))
                times = "in one case" if len(unsure) == 1 else f"in {len(unsure)} cases"
                yield self.finding(
                    f"whether the current plan keeps rule '{rule.name}' depends on days that are "
                    f"not known yet, {times}",
                    situation.programme.places.place(rule.address),
                    notes=notes,
                )

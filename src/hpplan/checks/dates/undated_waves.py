"""HP302: a rule depends on dates, and no wave has one."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import SituationData


class UndatedWaves(Check):
    code = Code(
        "HP302",
        "undated-waves",
        Severity.WARNING,
        meaning=(
            "A rule refers to dates, but no wave has one on the as-of date; or (as info) a goal "
            "counts waves instead of days because a wave that may hold a site has no date."
        ),
        why=(
            "A wave without a date may go live on any day, so the rule has no effect; only a gap "
            "still keeps its sites in separate waves."
        ),
        fix="Give the waves a go_live, state the rule in waves, or drop it.",
        bad="""
            municipalities: [{id: ask, name: Ask}]
            waves: [{id: W1}, {id: W2}]
            rules:
              - «{kind: spacing, min: 3m}»
            """,
        good="""
            programme: {id: coast, name: The coast, as_of: 2023-06-01}
            municipalities: [{id: ask, name: Ask}]
            waves: [{id: W1, go_live: 2024-04-27}, {id: W2, go_live: 2024-11-09}]
            rules:
              - {kind: spacing, min: 3m}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, places = situation.snapshot, situation.programme.places
        if all(slot.go_live is None for slot in snapshot.waves):
            for rule in situation.rules:
                if rule.by_date:
                    yield self.finding(
                        f"rule '{rule.name}' depends on dates, but no wave has one",
                        places.place(rule.address),
                        hint="give the waves a go_live, or state the rule in waves",
                    )
            return
        undated = [str(slot) for slot in snapshot.enterable if slot.go_live is None]
        for goal in situation.programme.goals:
            if undated and goal.by_date:
                yield self.finding(
                    f"goal '{goal.id or goal.kind}' counts waves instead of days: "
                    f"{', '.join(undated)} {'has' if len(undated) == 1 else 'have'} no date",
                    places.place(goal.address),
                    severity=Severity.INFO,
                )

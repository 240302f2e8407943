"""HP403: a chain of sites that wait for each other needs more time than there is."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.dependencies.chain_longer_than_waves import finding_for
from hpplan.checks.dependencies.chains import too_long
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import SituationData


class ChainLongerThanTime(Check):
    code = Code(
        "HP403",
        "chain-longer-than-time",
        Severity.ERROR,
        meaning=(
            "The hard rules in force make a chain of sites wait for each other, partly by a "
            "period of time, and no wave is left for the last one, which must be placed."
        ),
        why="No plan keeps all of these rules.",
        fix="Drop one of the rules, make it soft, shorten the time between, or add a later wave.",
        bad="""
            programme: {id: coast, name: The coast, as_of: 2023-07-04}
            waves:
              - {id: W1, go_live: 2024-04-27}
              - {id: W2, go_live: 2024-11-09}
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg}
            rules:
              - «{kind: before, first: ask, then: berg, gap: 12m}»
            """,
        instead="{kind: before, first: ask, then: berg, gap: 6m}",
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        for chain in too_long(situation):
            if chain.by_date:
                yield finding_for(self, situation, chain, "time")

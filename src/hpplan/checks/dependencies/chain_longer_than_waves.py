"""HP402: a chain of sites that wait for each other needs more waves than there are."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.dependencies.chains import Chain, too_long
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Note, Severity
from hpplan.programme.programme import SituationData


class ChainLongerThanWaves(Check):
    code = Code(
        "HP402",
        "chain-longer-than-waves",
        Severity.ERROR,
        meaning=(
            "The hard rules in force make a chain of sites wait for each other, and no wave is "
            "left for the last one, which must be placed. Chains with dates are HP403, cycles "
            "HP401."
        ),
        why="No plan keeps all of these rules.",
        fix=(
            "Drop one of the rules, make it soft, let two of the sites share a wave (`gap: {waves: "
            "0}`), or add a wave."
        ),
        bad="""
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg}
              - {id: dal, name: Dal}
            rules:
              - {kind: before, first: ask, then: berg}
              - «{kind: before, first: berg, then: dal}»
            """,
        instead=("{id: W2}", "{id: W2}, {id: W3}"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        for chain in too_long(situation):
            if not chain.by_date:
                yield finding_for(self, situation, chain, "waves")


def finding_for(check: Check, situation: SituationData, chain: Chain, of_what: str) -> Finding:
    """The finding about the chain with its rules, at the last of them."""
    snapshot, places = situation.snapshot, situation.programme.places
    names = [snapshot.name(chain.links[0].first)]
    names += [snapshot.name(link.then) for link in chain.links]
    last = chain.links[-1]
    return check.finding(
        f"not enough {of_what} for {' before '.join(names)}: no wave is left for {names[-1]}",
        places.place(last.rule.address),
        hint="drop one of these rules, make it soft (hard: false), or add a wave",
        notes=[
            Note(
                f"{snapshot.name(link.then)} waits for {snapshot.name(link.first)}, {link.gap}: "
                f"rule '{link.rule.name}'",
                places.place(link.rule.address),
            )
            for link in chain.links
        ],
    )

"""HP503: waves must hold more than there is to place."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Summing


class MinimumOverDemand(Check):
    code = Code(
        "HP503",
        "minimum-over-demand",
        Severity.ERROR,
        meaning=(
            "The waves that a hard `min` binds, those that take more sites and have no live site "
            "that it counts, need more in total than all the sites that can be there have."
        ),
        why="No plan keeps the rule.",
        fix="Lower `min`, name fewer waves, or drop a wave.",
        bad="""
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg}
              - {id: dal, name: Dal}
            rules:
              - «{kind: capacity, min: 2}»
            """,
        good="""
            sources: [{id: letter, kind: document, published: 2023-07-04}]
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask, claims: [{says: planned, wave: W1, source: letter}]}
              - {id: berg, name: Berg, claims: [{says: planned, wave: W2, source: letter}]}
              - {id: dal, name: Dal}
            rules:
              - {kind: capacity, min: 1}
            """,
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot = situation.snapshot
        for rule in situation.hard_rules:
            if not isinstance(rule, Summing) or not rule.min or rule.if_used:
                continue
            selected = snapshot.select(rule.sites)
            begun = {snapshot.sites[site].wave for site in selected if snapshot.live(site)}
            waves = {
                slot.id
                for slot in snapshot.select_waves(rule.waves)
                if slot.takes_more and slot.id not in begun
            }
            there = sum(
                snapshot.size(site, rule.measure)
                for site in selected
                if any(slot.id in waves for slot in situation.openings[site])
            )
            asked = rule.min * len(waves)
            if asked > there:
                yield self.finding(
                    f"{len(waves)} wave{'s' * (len(waves) > 1)} must hold {asked} {rule.measure} "
                    f"in total, but only {there} can be placed there",
                    situation.programme.places.place(rule.address),
                    hint="lower 'min', name fewer waves, or drop a wave",
                )

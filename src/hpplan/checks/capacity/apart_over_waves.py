"""HP506: sites that may not share a wave are more than the waves open to them can hold."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import Situation
from hpplan.rules import Apart
from hpplan.text import enumerated


class ApartOverWaves(Check):
    code = Code(
        "HP506",
        "apart-over-waves",
        Severity.ERROR,
        meaning=(
            "Of the sites that a hard `apart` keeps from each other, those that must be placed are "
            "more than the waves open to them may hold; live ones are not counted."
        ),
        why="No plan keeps the rule.",
        fix="Raise `at_most`, name fewer sites, add a wave, or say `required: false` of some.",
        bad="""
            waves: [{id: W1}]
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg}
            rules:
              - «{kind: apart, sites: [ask, berg]}»
            """,
        good="""
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg}
            rules:
              - {kind: apart, sites: [ask, berg]}
            """,
    )

    def findings(self, situation: Situation) -> Iterator[Finding]:
        snapshot = situation.snapshot
        for rule in situation.hard_rules:
            if not isinstance(rule, Apart):
                continue
            open_to = {
                site: frozenset(slot.id for slot in situation.openings[site])
                for site in snapshot.select(rule.sites)
                if snapshot.sites[site].required and not snapshot.live(site)
            }
            for waves in sorted(set(open_to.values()), key=lambda some: (len(some), sorted(some))):
                within = [site for site, options in open_to.items() if options and options <= waves]
                if len(within) <= rule.at_most * len(waves):
                    continue
                named = [str(slot) for slot in snapshot.waves if slot.id in waves]
                several = "each" if len(named) > 1 else "of them"
                verb = "hold" if len(named) > 1 else "holds"
                names = enumerated(map(snapshot.name, within[:6]))
                more = f" and {len(within) - 6} more" if len(within) > 6 else ""
                yield self.finding(
                    f"{names}{more} must be placed in {', '.join(named)}, which by rule "
                    f"'{rule.name}' {verb} at most {rule.at_most} {several}",
                    situation.programme.places.place(rule.address),
                    hint="raise 'at_most', name fewer sites, add a wave, or say 'required: false'",
                )
                break

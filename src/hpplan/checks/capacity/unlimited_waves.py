"""HP507: nothing limits how many sites go live in one wave."""

from collections.abc import Iterator
from typing import ClassVar

from hpplan.checks.base import Check
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.programme.programme import SituationData


class UnlimitedWaves(Check):
    code = Code(
        "HP507",
        "no-wave-limit",
        Severity.INFO,
        meaning=(
            "More than ten sites may go live in one wave, and neither a rule (`capacity` with "
            "`max`, `pool`, `ramp`, `apart` or `alone`) nor a goal (`balance` or `peak`) limits "
            "how many do."
        ),
        why="The best plan is then likely to place all of them in the first wave.",
        fix="Add a rule; `hpplan rule capacity` explains the most common one.",
        bad="""
            waves: [«{id: W1}», {id: W2}]
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg}
              - {id: dal, name: Dal}
              - {id: eid, name: Eid}
              - {id: fet, name: Fet}
              - {id: gol, name: Gol}
              - {id: hol, name: Hol}
              - {id: lom, name: Lom}
              - {id: moss, name: Moss}
              - {id: nes, name: Nes}
              - {id: odda, name: Odda}
            """,
        instead=("Odda}", "Odda}\nrules:\n  - {kind: capacity, max: 6}"),
    )

    FEW: ClassVar = 10
    """This many sites may well go live together."""

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        snapshot, programme = situation.snapshot, situation.programme
        waves = [slot for slot in snapshot.waves if slot.takes_more]
        if len(waves) < 2 or any(rule.limits_waves for rule in situation.rules):
            return
        if any(goal.limits_waves for goal in programme.goals):
            return
        free = [s.id for s in snapshot.sites.values() if s.takes_part and s.firm is None]
        for slot in waves:
            open_to = [site for site in free if slot in situation.openings[site]]
            if len(open_to) > self.FEW:
                yield self.finding(
                    f"no rule limits a wave: {slot} may take all {len(open_to)} sites that may "
                    "go live in it",
                    programme.places.place(slot.wave.address),
                    hint="see hpplan rule capacity",
                )
                return

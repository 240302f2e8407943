"""HP502: those who must be placed do not fit in all the waves together."""

from collections.abc import Iterator

from hpplan.checks.base import Check
from hpplan.checks.rooms import rooms
from hpplan.findings import Code, Finding, Severity
from hpplan.programme import Situation


class RequiredOverCapacity(Check):
    code = Code(
        "HP502",
        "required-over-capacity",
        Severity.ERROR,
        meaning=(
            "The sites that a hard cap counts, that must be placed, and that only waves of the cap "
            "are open to, are more in sum than it leaves in those waves."
        ),
        why="No plan keeps the cap.",
        fix="Raise the cap, add a wave, or say `required: false` of those who may be left out.",
        bad="""
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg}
              - {id: dal, name: Dal}
            rules:
              - «{kind: capacity, max: 1}»
            """,
        good="""
            waves: [{id: W1}, {id: W2}]
            municipalities:
              - {id: ask, name: Ask}
              - {id: berg, name: Berg}
              - {id: dal, name: Dal, required: false}
            rules:
              - {kind: capacity, max: 1}
            """,
    )

    def findings(self, situation: Situation) -> Iterator[Finding]:
        snapshot = situation.snapshot
        for cap in rooms(situation):
            needed, waves = 0, set[str]()
            for site in snapshot.taking_part:
                options = [slot.id for slot in situation.openings[site]]
                if site not in cap.counted or not snapshot.sites[site].required or not options:
                    continue
                if all(wave in cap.left for wave in options):
                    needed += snapshot.size(site, cap.rule.measure)
                    waves.update(options)
            room = sum(cap.left[wave] for wave in waves)
            if needed > room:
                rule, many = cap.rule, "s" * (len(waves) > 1)
                yield self.finding(
                    f"{needed} {rule.measure} must be placed, and rule '{rule.name}' leaves room "
                    f"for {room} in {len(waves)} wave{many}",
                    situation.programme.places.place(cap.rule.address),
                    hint="raise the cap, add a wave, or say 'required: false' of some",
                )

"""HP502: those who must be placed do not fit in all the waves together."""

from collections.abc import Iterator, Sequence

from hpplan.checks.base import Check
from hpplan.checks.capacity.rooms import Room, rooms
from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.domain.wave_state import WaveState
from hpplan.programme.programme import SituationData


class RequiredOverCapacity(Check):
    code = Code(
        "HP502",
        "required-over-capacity",
        Severity.ERROR,
        meaning=(
            "The sites that a hard maximum counts, that must be placed and can only go into its "
            "waves need more in total than it leaves in those waves."
        ),
        why="No plan keeps the maximum.",
        fix="Raise `max`, add a wave, or set `required: false` on sites that may be left out.",
        bad="""
            waves: [{id: W1}, {id: W2}]
            municipalities: [{id: ask, name: Ask}, {id: berg, name: Berg}, {id: dal, name: Dal}]
            rules:
              - «{kind: capacity, max: 1}»
            """,
        instead=("Dal", "Dal, required: false"),
    )

    def findings(self, situation: SituationData) -> Iterator[Finding]:
        required = [site for site in situation.openings if situation.snapshot.sites[site].required]
        alike: dict[int, list[tuple[tuple[WaveState, ...], int]]] = {}
        for cap in rooms(situation):
            if (key := id(cap.loads)) not in alike:
                alike[key] = _needs(situation, required, cap)
            needed, waves = 0, set[str]()
            for options, load in alike[key]:
                if all(slot.id in cap.left for slot in options):
                    needed += load
                    waves.update(slot.id for slot in options)
            room = sum(cap.left[wave] for wave in waves)
            if needed > room:
                rule, many = cap.rule, "s" * (len(waves) > 1)
                yield self.finding(
                    f"{needed} {rule.measure} must be placed, and rule '{rule.name}' leaves room "
                    f"for {room} in {len(waves)} wave{many}",
                    situation.programme.places.place(cap.rule.address),
                    hint="raise 'max', add a wave, or set 'required: false' on some sites",
                )


def _needs(
    situation: SituationData, required: Sequence[str], cap: Room
) -> list[tuple[tuple[WaveState, ...], int]]:
    """How much must be placed, by the set of waves that are open to it."""
    needs: dict[int, tuple[tuple[WaveState, ...], int]] = {}
    for site in required:
        options = situation.openings[site]
        if options and site in cap.loads:
            _, load = needs.get(id(options), (options, 0))
            needs[id(options)] = options, load + cap.loads[site]
    return list(needs.values())

"""The state of all gates, by the plan of the claims."""

from collections.abc import Iterable, Sequence
from typing import Final

from hpplan.domain.gates import GateStanding
from hpplan.programme.programme import SituationData
from hpplan.text import conjoined, enumerated

FEW: Final = 4
"""How many sites a message names."""


def few(names: Iterable[str]) -> str:
    """The first of the names, and the number of the others."""
    listed = list(names)
    left = len(listed) - FEW
    return conjoined(listed) if left <= 0 else f"{enumerated(listed[:FEW])} and {left} more"


def current_gates(situation: SituationData) -> Sequence[tuple[str, GateStanding]]:
    """Each gate of each site that has a current wave, with that wave."""
    return situation.once(_current_gates)


def _current_gates(situation: SituationData) -> Sequence[tuple[str, GateStanding]]:
    snapshot, gates = situation.snapshot, situation.gates
    if not gates.standing:
        return ()
    return [
        (wave, standing)
        for site, wave in snapshot.current().items()
        if wave in snapshot.wave
        for standing in gates.of(site, snapshot.go_live(site, wave), wave)
    ]

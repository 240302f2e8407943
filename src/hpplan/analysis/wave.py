"""The sites in a wave, how full it is, and which others could still join it."""

from collections.abc import Iterator, Mapping
from typing import Final

from hpplan.analysis.next_events import Event, gate_events
from hpplan.analysis.scenario import Answer, Answered, rank
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.analysis.timeline import timeline
from hpplan.conflicts.conflict import StatedFact
from hpplan.conflicts.explanation import stated_fact
from hpplan.domain.gates import GateState
from hpplan.domain.wave_state import WaveState
from hpplan.planning import Solved
from hpplan.programme.changes import pinned
from hpplan.programme.loads import loads_of
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.rules.traits import Summing
from hpplan.solving.facts import WaveTakesNoMore
from hpplan.solving.result import Limits
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """The load of the wave by a capacity, and the maximum."""

    rule: Summing
    held: int
    most: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A hard rule that is broken if only this is changed, and how."""

    rule: Rule
    message: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A site that could enter the wave. `breaks` is what it would break if no other site moved, and
    `answer` the best plan with it there, where that was asked.
    """

    site: str
    name: str
    comes_from: str | None
    breaks: Broken | None
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class WaveExplained(Answered):
    """A wave in the plan. `shut` is why no other site can enter it. The newcomers come in the order
    of what the best plan with them loses by the goals; others are only counted.
    """

    wave: WaveState
    sites: tuple[str, ...]
    loads: tuple[Load, ...]
    shut: StatedFact | None
    newcomers: tuple[Newcomer, ...]
    left_out: int
    gates: tuple[Event, ...] = ()
    """The gates that its sites, unless live, must pass, in order of time, with their states."""

    @property
    def full(self) -> bool:
        """Whether no site that could enter fits into the plan as it is."""
        return all(newcomer.breaks is not None for newcomer in self.newcomers)


LOOKED_AT: Final = 300
"""How many sites that could enter are examined, those of the nearest waves first."""
ASKED: Final = 12
"""For how many newcomers, those that fit best by themselves, the best plan is computed."""


def explain_wave(
    situation: SituationData, wave: str, limits: Limits | None = None
) -> WaveExplained:
    """How full the wave is, and the effect on the plan if others joined it."""
    asking = ScenarioSolver(situation, limits)
    slot = situation.snapshot.wave[wave]
    shut = None if slot.takes_more else stated_fact(WaveTakesNoMore(slot), situation)
    candidates = _candidates(asking, slot)
    newcomers = tuple(_newcomers(asking, slot, candidates[:LOOKED_AT]))
    return WaveExplained(
        slot,
        tuple(site for site in situation.snapshot.sites if asking.waves.get(site) == wave),
        tuple(_loads(situation, slot, asking.waves)),
        shut,
        newcomers,
        len(candidates) - len(newcomers),
        _gates(asking, wave),
        **asking.asked,
    )


def _gates(asking: ScenarioSolver, wave: str) -> tuple[Event, ...]:
    """Nothing where there is no plan."""
    if not isinstance(asking.base, Solved) or not asking.situation.gates.standing:
        return ()
    in_it = timeline(asking.situation, asking.base.plan).only(waves=[wave])
    return gate_events(in_it, [*GateState])


def _loads(situation: SituationData, slot: WaveState, waves: Mapping[str, str]) -> Iterator[Load]:
    for rule, most, held in loads_of(situation, waves):
        if slot.id in held:
            yield Load(rule, held[slot.id], most)


def _candidates(asking: ScenarioSolver, slot: WaveState) -> list[str]:
    """The sites that may enter the wave, those of the nearest waves first."""
    snapshot = asking.situation.snapshot
    candidates = [
        site
        for site in snapshot.taking_part
        if asking.waves.get(site) != slot.id and slot in snapshot.allowed(site)
    ]

    def distance(site: str) -> int:
        wave = snapshot.wave.get(asking.waves.get(site, ""))
        return len(snapshot.waves) if wave is None else abs(wave.position - slot.position)

    return sorted(candidates, key=distance)


def _newcomers(
    asking: ScenarioSolver, slot: WaveState, candidates: list[str]
) -> Iterator[Newcomer]:
    """Those that could enter, as many as can be examined in their time."""
    snapshot, until = asking.situation.snapshot, asking.looking_ends
    first_break: dict[str, Broken | None] = {}
    worth: dict[str, tuple[bool, tuple[int, ...]]] = {}
    for site in candidates:
        if until.over:
            break
        first_break[site] = _first_break(asking, site, slot.id)
        worth[site] = _alone(asking, site, slot.id, first_break[site])
    candidates = sorted(worth, key=worth.__getitem__)
    asked = candidates[:ASKED]
    answers: dict[str, Answer] = {
        site: asking.solve_with([pinned(site, slot.id)], remaining_questions=len(asked) - number)
        for number, site in enumerate(asked)
    }
    asked.sort(key=lambda site: rank(answers[site]))
    for site in (*asked, *candidates[ASKED:]):
        wave = asking.waves.get(site)
        broken, answer = first_break[site], answers.get(site)
        yield Newcomer(site, snapshot.name(site), wave, broken, answer)


def _first_break(asking: ScenarioSolver, site: str, wave: str) -> Broken | None:
    """The first hard rule that moving the one site there breaks."""
    found = next(asking.broken_by(site, wave), None)
    return None if found is None else Broken(found[0], found[1].message)


def _alone(
    asking: ScenarioSolver, site: str, wave: str, broken: Broken | None
) -> tuple[bool, tuple[int, ...]]:
    """Whether the site does not fit by itself; then the values of the goals with it there."""
    instead = {**asking.waves, site: wave}
    snapshot = asking.situation.snapshot
    return broken is not None, tuple(g.cost(snapshot, instead) for g in asking.situation.goals)

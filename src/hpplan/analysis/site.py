"""Why a site is where the plan has it: what keeps it from going earlier, the effect of moving it,
and who waits for it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from hpplan.analysis.barriers import Barrier, Blockage, blockage_of, single_facts
from hpplan.analysis.choices import WaveChoice, choices
from hpplan.analysis.scenario import Answered, SolvedScenario
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.analysis.timeline import MilestoneDates, timeline
from hpplan.conflicts.conflict import StatedFact
from hpplan.conflicts.explanation import stated_fact
from hpplan.diagnostics.place import Place
from hpplan.domain.claims import Says
from hpplan.domain.governance import Decision
from hpplan.domain.standing import SiteState
from hpplan.domain.wave_state import WaveState
from hpplan.planning import Infeasible, Solved
from hpplan.programme.changes import Change, pinned, rule_dropped, says, sentences, within
from hpplan.programme.dependencies import dependencies
from hpplan.programme.plan import current_plan
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Rule
from hpplan.solving.facts import RuleStands, SiteIsFirm
from hpplan.solving.result import Limits
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class WhyNot(Answered):
    """The effect of having the site in the wave, or what prevents it. `supposed` is what had to be
    assumed about the site for the question to make sense.
    """

    site: SiteState
    wave: WaveState
    supposed: tuple[str, ...]
    blockage: Blockage


@dataclass(frozen=True, slots=True)
class Binding:
    """A fact without which the site could be earlier, and the effect on the plan then."""

    fact: StatedFact
    without: SolvedScenario


@dataclass(frozen=True, slots=True)
class EarlierWave:
    """Why the site goes live no earlier. `waves` are those before its own that are not over, and
    `way` is the effect of having the site in one of them. `binding` are the single facts without
    which it could be there: where no plan has it there, those whose removal makes it possible;
    where the goals keep it from there, the rules without which they do not. If `complete`, every
    possible fact was tried.
    """

    waves: tuple[WaveState, ...]
    blockage: Blockage | None
    binding: tuple[Binding, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """A site that waits for another, by a rule, and for how long."""

    site: str
    name: str
    rule: str
    gap: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class SiteExplained(Answered):
    """Everything about a site in the plan. It has no wave where it is left out. `decide_by` is the
    last day to decide, in time for the notice of the rules.
    """

    site: SiteState
    wave: WaveState | None
    reason: str
    place: Place | None
    earlier: EarlierWave
    choices: tuple[WaveChoice, ...]
    waits_for: tuple[Waiting, ...]
    waited_for_by: tuple[Waiting, ...]
    decide_by: date | None
    gates: tuple[MilestoneDates, ...] = ()
    """The gates before its go-live, which is ahead, in order of time."""

    @property
    def decision(self) -> Decision | None:
        """What the claim rests on that has the site in the wave, where the claim names it."""
        governance, claim = self.situation.snapshot.governance, self.site.claim
        if governance is None or claim is None or claim.decision is None or self.wave is None:
            return None
        return governance.decisions.get(claim.decision) if self.wave.id == self.site.wave else None

    @property
    def served_by(self) -> tuple[str, ...]:
        """The sites that state that they serve this one."""
        sites = self.situation.snapshot.sites.values()
        return tuple(one.id for one in sites if one.fields.serves == self.site.id)


FEW: Final = 8
"""How many facts are left out one by one."""


def explain_site(
    situation: SituationData, site: str, limits: Limits | None = None
) -> SiteExplained:
    """Why the site is where the best plan has it; where there is none, where its claims have it."""
    return site_explained(ScenarioSolver.of_waves(situation, limits), site)


def site_explained(
    asking: ScenarioSolver, site: str, *, alternatives: bool = True
) -> SiteExplained:
    """The same for the current plan of a solver; without `alternatives` nothing is asked about
    other waves.
    """
    situation = asking.situation
    found = situation.snapshot.sites[site]
    here = situation.snapshot.wave.get(asking.waves.get(site, ""))
    plan = asking.base.plan if isinstance(asking.base, Solved) else current_plan(situation)
    entry = next(one for one in timeline(situation, plan).entries if one.site == site)
    believed = found.refusal or found.claim
    address = None if believed is None else believed.address
    others = found.takes_part and found.firm is None and alternatives
    # All questions share the time: those about other waves come last, but get their share.
    asking.waiting = len(situation.snapshot.allowed(site)) if others else 0
    earlier = _earlier(asking, found, here)
    asking.waiting = 0
    return SiteExplained(
        site=found,
        wave=here,
        reason=entry.reason,
        place=None if address is None else situation.programme.places.place(address),
        earlier=earlier,
        choices=choices(asking, site) if others else (),
        waits_for=tuple(_waits(situation, site, for_it=False)),
        waited_for_by=tuple(_waits(situation, site, for_it=True)),
        decide_by=entry.decide_by,
        gates=() if found.live else tuple(each for each in entry.milestones if each.is_gate),
        **asking.asked,
    )


def why_not(situation: SituationData, site: str, wave: str, limits: Limits | None = None) -> WhyNot:
    """The effect of having the site in the wave, or why that is impossible."""
    asking = ScenarioSolver(situation, limits)
    found = situation.snapshot.sites[site]
    given: list[Change] = [] if found.takes_part else [says(site, Says.JOINED)]
    if found.live and found.wave != wave:
        history = Barrier((stated_fact(SiteIsFirm(found), situation),), minimal=True)
        asked = Blockage(Infeasible((), 0.0), (history,))
    else:
        asked = blockage_of(asking, [*given, pinned(site, wave)])
    return WhyNot(
        found,
        situation.snapshot.wave[wave],
        tuple(sentences(situation, given)),
        asked,
        **asking.asked,
    )


# --- earlier ------------------------------------------------------------------------------------


def _earlier(asking: ScenarioSolver, site: SiteState, here: WaveState | None) -> EarlierWave:
    snapshot = asking.situation.snapshot
    before = snapshot.waves if here is None else snapshot.waves[: here.position]
    waves = tuple(slot for slot in before if not slot.past)
    if not waves or site.live or not site.takes_part:
        return EarlierWave(waves, None)
    earlier = [slot.id for slot in waves]
    wanted = within(site.id, earlier)
    asked = blockage_of(asking, wanted)
    match asked:
        case Blockage(answer=Infeasible(), barriers=(barrier,)):
            few = Barrier(barrier.facts[:FEW], barrier.minimal)
            binding = [Binding(*each) for each in single_facts(asking, wanted, few)]
            return EarlierWave(waves, asked, tuple(binding), len(barrier.facts) <= FEW)
        case Blockage(answer=SolvedScenario()):
            rules = [rule for rule, _ in asking.broken_by(site.id, waves[-1].id)]
            binding = list(_unbinding(asking, site.id, earlier, rules[:FEW]))
            return EarlierWave(waves, asked, tuple(binding), len(rules) <= FEW)
        case _:
            return EarlierWave(waves, asked)


def _unbinding(
    asking: ScenarioSolver, site: str, earlier: Sequence[str], rules: Sequence[Rule]
) -> Iterator[Binding]:
    """The rules without which the best plan has the site earlier."""
    for number, rule in enumerate(rules):
        found = asking.solve_with([rule_dropped(rule)], remaining_questions=len(rules) - number + 1)
        if isinstance(found, SolvedScenario) and found.plan.waves.get(site) in earlier:
            yield Binding(stated_fact(RuleStands(rule), asking.situation), found)


# --- waiting ------------------------------------------------------------------------------------


def _waits(situation: SituationData, site: str, *, for_it: bool) -> Iterator[Waiting]:
    snapshot, places = situation.snapshot, situation.programme.places
    for wait in dependencies(situation).waits:
        mine, other = (wait.first, wait.then) if for_it else (wait.then, wait.first)
        if mine == site:
            rule, gap = wait.rule, wait.gap.later()
            yield Waiting(other, snapshot.name(other), rule.name, gap, places.place(rule.address))

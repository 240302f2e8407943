"""What the plan depends on without evidence: assumptions whose change would change it."""

from collections.abc import Iterator
from dataclasses import replace

from hpplan.analysis.scenario import Answer, Answered, SolvedScenario
from hpplan.analysis.scenario_solver import ScenarioSolver
from hpplan.diagnostics.place import Place
from hpplan.language import _
from hpplan.planning import Infeasible
from hpplan.programme.changes import Change, ClaimDropped, RuleReplaced, rule_dropped
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.rules.traits import Bounded
from hpplan.solving.result import Limits
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Tried:
    """A change of an assumption, and its effect on the plan."""

    change: Change
    sentence: str
    answer: Answer

    @property
    def matters(self) -> bool:
        """Whether the best plan is a different one then, or none exists."""
        match self.answer:
            case SolvedScenario(effect=effect):
                return bool(effect)
            case Infeasible():
                return True
            case _:
                return False


@dataclass(frozen=True, slots=True)
class Assumption:
    """A rule or a claim whose source is an assumption, with the changes that were tried."""

    text: str
    place: Place | None
    tried: tuple[Tried, ...]

    @property
    def matters(self) -> bool:
        return any(tried.matters for tried in self.tried)


@dataclass(frozen=True, slots=True)
class Assumptions(Answered):
    """Every assumption that counts on the date."""

    found: tuple[Assumption, ...]


def explain_assumptions(situation: SituationData, limits: Limits | None = None) -> Assumptions:
    """The assumptions that the plan rests on: each is tried without it, a maximum also
    one lower.
    """
    return assumptions(ScenarioSolver(situation, limits))


def assumptions(asking: ScenarioSolver) -> Assumptions:
    """The same for the current plan of a solver."""
    situation = asking.situation
    assumed = [*_rules(situation), *_claims(situation)]
    questions = sum(len(changes) for _, _, changes in assumed)
    found = []
    for text, address, changes in assumed:
        tried = []
        for change in changes:
            answer = asking.solve_with([change], remaining_questions=questions)
            tried.append(Tried(change, change.sentence(situation), answer))
            questions -= 1
        place = situation.programme.places.place(address)
        found.append(Assumption(text, place, tuple(tried)))
    return Assumptions(tuple(found), **asking.asked)


def compared_again(asking: ScenarioSolver, found: Assumptions) -> Assumptions:
    """The assumptions compared with the plan that has replaced the one they were compared with."""
    return Assumptions(
        tuple(
            replace(
                each,
                tried=tuple(
                    replace(tried, answer=asking.compared_again(tried.answer))
                    for tried in each.tried
                ),
            )
            for each in found.found
        ),
        **asking.asked,
    )


def is_assumed(situation: SituationData, source: str | None) -> bool:
    """Whether the source is an assumption."""
    known = situation.programme.sources.get(source) if source is not None else None
    return known is not None and known.kind == "assumption"


Assumed = tuple[str, int, list[Change]]
"""An assumption, its address, and possible changes."""


def _rules(situation: SituationData) -> Iterator[Assumed]:
    for rule in situation.rules:
        if is_assumed(situation, rule.source):
            text = f"{rule.name}: {rule.sentence(situation.snapshot)}"
            yield text, rule.address, [rule_dropped(rule), *_lower(rule)]


def _lower(rule: Rule) -> Iterator[Change]:
    if isinstance(rule, Bounded) and rule.max:
        yield RuleReplaced(rule, rule.with_maximum(rule.max - 1))


def _claims(situation: SituationData) -> Iterator[Assumed]:
    for site, standing in situation.snapshot.sites.items():
        for claim in (standing.claim, standing.refusal):
            own = claim is not None and any(c is claim for c in standing.site.claims)
            if claim is not None and own and is_assumed(situation, claim.source):
                change = ClaimDropped(site, claim)
                text = f"{standing.name}: {claim.said}"
                yield text, claim.address, [change]
    for slot in situation.snapshot.waves:
        for said in (slot.go_live_claim, slot.open_claim):
            own = said is not None and any(c is said for c in slot.wave.claims)
            if said is not None and own and is_assumed(situation, said.source):
                if said.period is not None:
                    text = _("{wave} goes live {when}", wave=slot, when=said.period.when)
                elif said is slot.open_claim:
                    text = _("{wave} takes no more sites", wave=slot)
                else:
                    text = _("{wave} has no date any more", wave=slot)
                yield text, said.address, [ClaimDropped(slot.id, said)]

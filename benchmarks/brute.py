"""Every plan of a small situation, judged by the rules' own verifiers and the goals' measures.

Plans are tried site by site. A rule is asked as soon as it can be: it is shown the sites that are
decided, and where it asks of another one, that one is decided next. So what a rule does not look at
is not tried for it, and nothing is assumed of what a kind looks at.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hpplan.domain.snapshot import Placements
from hpplan.goals.base import Sense
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.rules.base import Verdict
from hpplan.solving.facts import Fact, RuleStands, SiteIsFirm, WaveTakesNoMore, is_history

Decided = dict[str, str | None]
"""The wave of each site that is decided, or that it is in none."""


class _AskedError(Exception):
    """A rule wants to know of a site that is not decided yet."""

    def __init__(self, site: str) -> None:
        super().__init__(site)
        self.site = site


class _Seen(Mapping[str, str]):
    """The placements of the sites that are decided."""

    __slots__ = ("_decided", "_placed", "_sites")

    def __init__(self, sites: Sequence[str], decided: Decided) -> None:
        self._sites, self._decided = sites, decided
        self._placed = {site: wave for site, wave in decided.items() if wave is not None}

    def _look(self, site: object) -> None:
        if site not in self._decided and site in self._sites:
            raise _AskedError(str(site))

    def __getitem__(self, site: str) -> str:
        self._look(site)
        return self._placed[site]

    def get(self, site: str, default: object = None) -> object:  # type: ignore[override]  # as rules use it
        self._look(site)
        return self._placed.get(site, default)

    def __contains__(self, site: object) -> bool:
        self._look(site)
        return site in self._placed

    def _look_at_all(self) -> None:
        if len(self._decided) < len(self._sites):
            raise _AskedError(next(site for site in self._sites if site not in self._decided))

    def __iter__(self) -> Iterator[str]:
        self._look_at_all()
        return iter(self._placed)

    def __len__(self) -> int:
        self._look_at_all()
        return len(self._placed)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plan has to keep: rules, and for each site the waves it may be in, None for none."""

    sites: tuple[str, ...]
    choices: Mapping[str, Sequence[str | None]]
    rules: tuple[Rule, ...]


def everything(situation: SituationData) -> Asked:
    """All that a plan has to keep, written from docs/format.md."""
    snapshot = situation.snapshot
    choices: dict[str, Sequence[str | None]] = {}
    for site in snapshot.taking_part:
        found = snapshot.sites[site]
        if found.firm is not None:
            choices[site] = [found.wave]
            continue
        nowhere = [] if found.required else [None]
        entered = [
            slot.id
            for slot in snapshot.waves
            if not slot.past and (slot.open or slot.id == found.wave)
        ]
        choices[site] = [*nowhere, *entered]
    return Asked(tuple(choices), choices, situation.hard_rules)


def only(situation: SituationData, facts: Sequence[Fact], *, live: bool) -> Asked:
    """What a plan has to keep where these facts stand and no others; who must be placed, must.

    With `live` those who are live are where they are as well: rules count them there, whether it is
    among the facts or not.
    """
    snapshot = situation.snapshot
    shut = {fact.slot.id for fact in facts if isinstance(fact, WaveTakesNoMore)}
    firm = {fact.site.id for fact in facts if isinstance(fact, SiteIsFirm)}
    choices: dict[str, Sequence[str | None]] = {}
    for site in snapshot.taking_part:
        found = snapshot.sites[site]
        entered = [
            slot.id
            for slot in snapshot.waves
            if slot.id not in shut
            or (slot.id == found.wave and not (slot.past and found.firm is None))
        ]
        if site in firm or (live and found.live):
            choices[site] = [wave for wave in entered if wave == found.wave]
        else:
            choices[site] = entered if found.required else [None, *entered]
    rules = tuple(fact.rule for fact in facts if isinstance(fact, RuleStands))
    return Asked(tuple(choices), choices, rules)


def possible(situation: SituationData, asked: Asked) -> bool:
    """Whether any plan keeps it."""
    return next(_kept(situation, asked), None) is not None


def needed(situation: SituationData, facts: Sequence[Fact], fact: Fact) -> bool:
    """Whether the other facts are possible without this one: with those who are live where they
    are, since rules count them there; or, as that may be part of another conflict, with only those
    of them there of whom the others say so.
    """
    others = [other for other in facts if other is not fact]
    readings = (False,) if is_history(fact) else (True, False)
    return any(possible(situation, only(situation, others, live=live)) for live in readings)


def keeps(situation: SituationData, asked: Asked, plan: Placements) -> bool:
    """Whether this plan keeps it."""
    placed = all(plan.get(site) in asked.choices[site] for site in asked.sites)
    known = all(site in asked.choices for site in plan)
    return placed and known and not any(broken(rule, situation, plan) for rule in asked.rules)


def plans(situation: SituationData, asked: Asked) -> Iterator[dict[str, str]]:
    """Every plan that keeps it."""
    for decided in _kept(situation, asked):
        left = [site for site in asked.sites if site not in decided]
        yield from _filled(asked, decided, left)


def _filled(asked: Asked, decided: Decided, left: Sequence[str]) -> Iterator[dict[str, str]]:
    """Every plan that has what is decided, whatever the others do."""
    if not left:
        yield {site: wave for site, wave in decided.items() if wave is not None}
        return
    for wave in asked.choices[left[0]]:
        yield from _filled(asked, {**decided, left[0]: wave}, left[1:])


def _kept(situation: SituationData, asked: Asked) -> Iterator[Decided]:
    """What to decide so that every rule is kept whatever is left open; each plan that keeps them
    all is in one of these.
    """
    if not all(asked.choices.values()):
        return

    def decide(decided: Decided, rules: Sequence[Rule]) -> Iterator[Decided]:
        seen = _Seen(asked.sites, decided)
        waiting: list[Rule] = []
        wanted: str | None = None
        for rule in rules:
            try:
                if broken(rule, situation, seen):
                    return
            except _AskedError as error:
                waiting.append(rule)
                wanted = wanted or error.site
        if wanted is None:
            yield decided
            return
        for wave in asked.choices[wanted]:
            yield from decide({**decided, wanted: wave}, waiting)

    yield from decide({}, asked.rules)


def broken(rule: Rule, situation: SituationData, placements: Placements) -> bool:
    """Whether the rule's own verifier says that the plan breaks it."""
    found = rule.violations(situation.snapshot, placements)
    return any(each.verdict is Verdict.BROKEN for each in found)


def measures(situation: SituationData) -> list[Callable[[Placements], int]]:
    """What each goal measures in a plan, so that smaller is better."""

    def measured(rank: int, placements: Placements) -> int:
        goal = situation.goals[rank]
        value = goal.measure(situation.snapshot, placements)
        return value if goal.sense is Sense.MINIMISE else -value

    return [
        lambda placements, rank=rank: measured(rank, placements)  # type: ignore[misc]
        for rank in range(len(situation.goals))
    ]


def best(situation: SituationData, asked: Asked) -> tuple[int, ...] | None:
    """The goal values of the best plan, so that smaller is better; None if there is no plan."""
    goals = measures(situation)
    found: list[int] | None = None
    for plan in plans(situation, asked):
        if found is None:
            found = [goal(plan) for goal in goals]
            continue
        for rank, goal in enumerate(goals):
            value = goal(plan)
            if value > found[rank]:
                break
            if value < found[rank]:
                found = [*found[:rank], value, *(later(plan) for later in goals[rank + 1 :])]
                break
    return None if found is None else tuple(found)


def values(situation: SituationData, asked: Asked) -> set[tuple[int, ...]]:
    """The goal values of every plan, so that smaller is better."""
    goals = measures(situation)
    return {tuple(goal(plan) for goal in goals) for plan in plans(situation, asked)}

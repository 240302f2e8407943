"""What would hpplan have proposed just before the board adopted KI2 to KI5 on 29 June 2023?

    python benchmarks/backtest.py [--data DIR] [--output docs/backtest.md]

Writes the comparison as Markdown, to standard output where no file is named. Equal data gives an
equal text.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Final

from hpplan.api import assign, load
from hpplan.domain.claims import Claim, Says
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.sites import MUNICIPALITY, Site
from hpplan.goals import Goal
from hpplan.plan import Plan, Proof
from hpplan.programme import Overrides, Programme, Situation
from hpplan.rules import Capacity, Rule
from hpplan.rules.base import Verdict
from hpplan.solving.outcome import Solved

BOARD_MET: Final = date(2023, 6, 29)
AS_OF: Final = date(2023, 7, 4)
ROUNDS: Final = ("KI2", "KI3", "KI4", "KI5")
THE_PLAN: Final = "hp-rounds-2023"
"""The page that names who is in which round; the board's own publication is an image."""
THE_LETTER: Final = "newsletter-2023-07"
NAMDAL: Final = "namdal"
SEEDS: Final = 1000

Placing = Mapping[str, str]
"""The wave of each municipality, by id."""


class Known(StrEnum):
    """What was known of a municipality's place before the board met."""

    FIRM = "decided"
    CANDIDATE = "candidate"
    FREE = "free"


@dataclass(frozen=True)
class Largest:
    """The largest wave of several municipalities that had been planned, and since when."""

    amount: int
    wave: str
    since: date


@dataclass(frozen=True)
class Caps:
    """How much a wave holds at most."""

    municipalities: Largest
    inhabitants: Largest

    def rules(self) -> list[Rule]:
        return [
            Capacity(
                id=f"backtest-{measure}",
                measure=measure,
                sites=Sites(kind=(MUNICIPALITY,)),
                waves=Waves(ids=ROUNDS),
                max=largest.amount,
            )
            for measure, largest in (
                ("sites", self.municipalities),
                ("inhabitants", self.inhabitants),
            )
        ]


# --- what was known --------------------------------------------------------------------------


def boards_plan(programme: Programme) -> dict[str, str]:
    """Who the board put into KI2 to KI5, in the order of waves, then of names."""
    found = {
        site.id: claim.wave
        for site in programme.sites
        for claim in site.claims
        if site.kind == MUNICIPALITY
        and claim.says is Says.PLANNED
        and claim.source == THE_PLAN
        and claim.wave in ROUNDS
    }
    by_name = sorted(found, key=lambda site: (found[site], programme.site[site].name))
    return {site: found[site] for site in by_name}


def largest_planned(programme: Programme) -> Caps:
    """The largest waves of any plan known before the board met, in municipalities and people.

    A wave counts from when two municipalities are planned, decided or live in it; being a
    candidate does not count.
    """
    sources = dict(programme.sources)
    known = {claim.known_from(sources) for site in programme.sites for claim in site.claims}
    days = sorted(day for day in known if day is not None and day < BOARD_MET)
    most, fullest = Largest(0, "", days[0]), Largest(0, "", days[0])
    for day in days:
        snapshot = programme.on(day).snapshot
        members: dict[str, list[str]] = {}
        for site, found in snapshot.sites.items():
            settled = found.claim is not None and found.claim.says is not Says.CANDIDATE
            if found.site.kind == MUNICIPALITY and found.wave is not None and settled:
                members.setdefault(found.wave, []).append(site)
        for wave, sites in members.items():
            if len(sites) < 2:
                continue
            people = sum(snapshot.size(site, "inhabitants") for site in sites)
            if len(sites) > most.amount:
                most = Largest(len(sites), wave, day)
            if people > fullest.amount:
                fullest = Largest(people, wave, day)
    return Caps(most, fullest)


def before_the_board(
    programme: Programme, caps: Caps | None, drop: Callable[[Site, Claim], bool]
) -> Programme:
    """The programme without the plan for KI2 to KI5, without the claims that `drop` names, and
    with these caps in place of its own.
    """

    def kept(site: Site, claim: Claim) -> bool:
        adopted = claim.says is Says.PLANNED and claim.wave in ROUNDS
        return not adopted and not drop(site, claim)

    sites = tuple(
        site.model_copy(update={"claims": tuple(c for c in site.claims if kept(site, c))})
        for site in programme.sites
    )
    rules = [rule for rule in programme.rules if not isinstance(rule, Capacity)]
    return replace(programme, sites=sites, rules=(*rules, *(caps.rules() if caps else ())))


# --- one proposal and how it compares --------------------------------------------------------


@dataclass(frozen=True)
class Trial:
    """A plan made without knowing the board's, beside the board's."""

    programme: Programme
    board: Placing
    caps: Caps

    @cached_property
    def situation(self) -> Situation:
        return self.programme.on(AS_OF)

    @cached_property
    def plan(self) -> Plan:
        """The best plan; `assign` has passed it through the rules' verifiers."""
        return _proved(self.programme, Overrides())

    @cached_property
    def proposed(self) -> Placing:
        return self.plan.waves

    def known(self, site: str) -> Known:
        found = self.situation.snapshot.sites[site]
        if found.firm is not None:
            return Known.FIRM
        return Known.FREE if found.wave is None else Known.CANDIDATE

    def sites(self, known: Known) -> list[str]:
        return [site for site in self.board if self.known(site) is known]

    @cached_property
    def free(self) -> list[str]:
        return self.sites(Known.FREE)

    @cached_property
    def missed(self) -> list[str]:
        return [site for site in self.board if self.proposed.get(site) != self.board[site]]

    def inhabitants(self, site: str) -> int:
        return self.situation.snapshot.size(site, "inhabitants")

    def regions(self, site: str) -> tuple[str, ...]:
        return self.situation.snapshot.sites[site].fields.regions

    def goal_values(self, placing: Placing) -> list[int]:
        return [goal.measure(self.situation.snapshot, placing) for goal in self.situation.goals]

    def broken(self, placing: Placing) -> list[str]:
        """The hard rules that the placing breaks."""
        return [
            found.message
            for rule in self.situation.hard_rules
            for found in rule.violations(self.situation.snapshot, placing)
            if found.verdict is Verdict.BROKEN
        ]

    def as_the_board(self, sites: Iterable[str]) -> Placing:
        """The proposal, with these sites where the board put them."""
        return {**self.proposed, **{site: self.board[site] for site in sites}}

    def movable_at_no_cost(self) -> list[str]:
        """Free sites that another plan, as good by every goal, puts elsewhere."""
        best = [goal.value for goal in self.plan.goals]
        return [
            site
            for site in self.free
            if best
            == [
                goal.value
                for goal in _proved(
                    self.programme, Overrides(forbids=((site, self.proposed[site]),))
                ).goals
            ]
        ]


def _proved(programme: Programme, overrides: Overrides) -> Plan:
    outcome = assign(programme, AS_OF, overrides)
    assert isinstance(outcome, Solved)
    assert outcome.plan.proof is Proof.OPTIMAL
    return outcome.plan


def same(board: Placing, placing: Placing, sites: Iterable[str], within: int = 0) -> list[str]:
    """Those of the sites that are placed at most so many waves from where the board has them."""
    order = {wave: place for place, wave in enumerate(ROUNDS)}
    return [
        site
        for site in sites
        if placing.get(site) in order
        and abs(order[placing[site]] - order[board[site]]) <= within
    ]


# --- simple ways to place the free ones ------------------------------------------------------


class Room:
    """What is left of the caps as free sites are put into waves, one after the other."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.placing = {s: w for s, w in trial.situation.snapshot.current().items()}

    def has(self, wave: str, sites: Sequence[str]) -> bool:
        inside = [s for s in self.trial.board if self.placing.get(s) == wave]
        both = [*inside, *sites]
        caps = self.trial.caps
        return (
            len(both) <= caps.municipalities.amount
            and sum(map(self.trial.inhabitants, both)) <= caps.inhabitants.amount
        )

    def put_earliest(self, sites: Sequence[str], waves: Sequence[str] = ROUNDS) -> bool:
        """Put all of them into the first of these waves that has room."""
        for wave in waves:
            if self.has(wave, sites):
                self.placing.update(dict.fromkeys(sites, wave))
                return True
        return False


def largest_first(trial: Trial) -> Placing:
    room = Room(trial)
    for site in sorted(trial.free, key=trial.inhabitants, reverse=True):
        room.put_earliest([site])
    return room.placing


def regions_majority(trial: Trial) -> Placing:
    room = Room(trial)
    settled = dict(room.placing)
    members = trial.situation.snapshot.groups("region")
    for site in sorted(trial.free, key=trial.inhabitants, reverse=True):
        partners = [p for region in trial.regions(site) for p in members[region] if p in settled]
        held = Counter(settled[p] for p in partners if settled[p] in ROUNDS)
        room.put_earliest([site], [*sorted(held, key=lambda wave: (-held[wave], wave)), *ROUNDS])
    return room.placing


def whole_regions(trial: Trial) -> Placing:
    room = Room(trial)
    by_region = lambda site: trial.regions(site)[:1]  # noqa: E731
    groups = [list(sites) for _, sites in groupby(sorted(trial.free, key=by_region), by_region)]
    for sites in sorted(groups, key=lambda g: sum(map(trial.inhabitants, g)), reverse=True):
        if not room.put_earliest(sites):
            for site in sites:
                room.put_earliest([site])
    return room.placing


def at_random(trial: Trial, seed: int) -> Placing:
    room, chance = Room(trial), random.Random(seed)
    for site in chance.sample(trial.free, len(trial.free)):
        room.put_earliest([site], chance.sample(ROUNDS, len(ROUNDS)))
    return room.placing

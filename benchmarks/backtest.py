"""hpplan's proposal for the waves KI2 to KI5, made without the plan that the board adopted.

    python benchmarks/backtest.py [--data DIR] [--output docs/backtest.md]

What would hpplan have proposed just before the board met on 29 June 2023? The answer is written as
Markdown, to standard output where no file is named; equal data gives an equal text. Some sentences
of the page explain the numbers as they are: read it anew when they change.
"""

import argparse
import random
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final

from hpplan.domain.claims import Claim, Says, WaveClaim
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.sites import MUNICIPALITY, Site
from hpplan.goals import Rhythm, Wishes
from hpplan.periods import Duration, Period, day_in_words
from hpplan.planning import Solved, best_plan
from hpplan.programme.plan import PlanData, PlanDays, Proof
from hpplan.programme.programme import Overrides, ProgrammeData, SituationData
from hpplan.reading import read
from hpplan.rules import Capacity, Rule
from hpplan.rules.base import Verdict
from hpplan.solving.result import Limits

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


def boards_plan(programme: ProgrammeData) -> dict[str, str]:
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


def largest_planned(programme: ProgrammeData) -> Caps:
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


def nothing(_site: Site, _claim: Claim) -> bool:
    return False


def before_the_board(
    programme: ProgrammeData, caps: Caps | None, drop: Callable[[Site, Claim], bool] = nothing
) -> ProgrammeData:
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

    programme: ProgrammeData
    board: Placing
    caps: Caps

    @cached_property
    def situation(self) -> SituationData:
        return self.programme.on(AS_OF)

    @cached_property
    def plan(self) -> PlanData:
        """The best plan; `assign` gives none that the rules' verifiers do not pass."""
        return _proved(self.programme, Overrides())

    @property
    def proposed(self) -> Placing:
        return self.plan.waves

    @cached_property
    def least_alike(self) -> Placing:
        """Of all plans that are as good by every goal, the one that is least like the board's.

        A free site in the board's wave weighs most, then one at most one wave off, then a
        candidate in the board's wave.
        """
        costs = {site: {wave: self._likeness(site, wave) for wave in ROUNDS} for site in self.board}
        sites = tuple(
            site.model_copy(update={"wishes": costs.get(site.id, {})})
            for site in self.programme.sites
        )
        goals = (*self.programme.goals, Wishes())
        return _proved(replace(self.programme, sites=sites, goals=goals), Overrides()).waves

    def _likeness(self, site: str, wave: str) -> int:
        exact = bool(same(self.board, {site: wave}, [site]))
        near = bool(same(self.board, {site: wave}, [site], within=1))
        match self.known(site):
            case Known.FREE:
                return 10_000 * exact + 100 * near
            case Known.CANDIDATE:
                return int(exact)
            case Known.FIRM:
                return 0

    @cached_property
    def boards(self) -> Placing:
        """The board's plan, with everybody else as proposed."""
        return self.as_the_board(self.board)

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

    def people(self, sites: Iterable[str]) -> int:
        return sum(map(self.inhabitants, sites))

    def regions(self, site: str) -> tuple[str, ...]:
        return self.situation.snapshot.sites[site].fields.regions

    def measured(self, placing: Placing) -> dict[str, int]:
        """What each goal comes to."""
        snapshot = self.situation.snapshot
        return {goal.kind: goal.measure(snapshot, placing) for goal in self.situation.goals}

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


def _proved(programme: ProgrammeData, overrides: Overrides) -> PlanData:
    outcome = best_plan(programme.on(AS_OF, overrides), Limits())
    assert isinstance(outcome, Solved)
    assert outcome.plan.proof is Proof.OPTIMAL
    return outcome.plan


def same(board: Placing, placing: Placing, sites: Iterable[str], within: int = 0) -> list[str]:
    """Those of the sites that are placed at most so many waves from where the board has them."""
    order = {wave: place for place, wave in enumerate(ROUNDS)}
    return [
        site
        for site in sites
        if placing.get(site) in order and abs(order[placing[site]] - order[board[site]]) <= within
    ]


# --- simple ways to place the free ones ------------------------------------------------------


class Room:
    """What is left of the caps as free sites are put into waves, one after the other."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.placing = dict(trial.situation.snapshot.current())

    def has(self, wave: str, sites: Sequence[str]) -> bool:
        inside = [s for s in self.trial.board if self.placing.get(s) == wave]
        both = [*inside, *sites]
        caps = self.trial.caps
        return (
            len(both) <= caps.municipalities.amount
            and self.trial.people(both) <= caps.inhabitants.amount
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
    groups: dict[tuple[str, ...], list[str]] = {}
    for site in trial.free:
        groups.setdefault(trial.regions(site)[:1], []).append(site)
    for sites in sorted(groups.values(), key=trial.people, reverse=True):
        if not room.put_earliest(sites):
            for site in sites:
                room.put_earliest([site])
    return room.placing


def at_random(trial: Trial, seed: int) -> Placing:
    room, chance = Room(trial), random.Random(seed)
    for site in chance.sample(trial.free, len(trial.free)):
        room.put_earliest([site], chance.sample(ROUNDS, len(ROUNDS)))
    return room.placing


# --- what else it could have been ------------------------------------------------------------


NAMDAL_FREE: Final = "Namdal's wish not known"
BY_28_JUNE: Final = "only what was published by 28 June"
STRICTEST: Final = "both of these"
OTHER_CAP: Final = "at most"
OTHER_CAPS: Final = (9, 10, 11, 13, 14)


def reported_on_4_july(_site: Site, claim: Claim) -> bool:
    """Decisions of no known day that only the letter of 4 July reports: Hitra's and Orkland's."""
    return claim.says is Says.DECIDED and claim.source == THE_LETTER and claim.on is None


def namdals_wish(site: Site, claim: Claim) -> bool:
    return claim.says is Says.CANDIDATE and NAMDAL in site.regions


def said_later(rule: Rule) -> bool:
    """Whether the rule is in our data for days after the board met only."""
    since = rule.in_force.since if rule.in_force is not None else None
    return since is not None and since.first >= BOARD_MET


def variants(programme: ProgrammeData, caps: Caps) -> dict[str, ProgrammeData]:
    """The same question put otherwise, by what is different."""
    base = before_the_board(programme, caps)
    public_by_28_june = replace(
        programme, rules=tuple(rule for rule in programme.rules if not said_later(rule))
    )
    swap = {"cohesion": "earliest", "earliest": "cohesion"}
    by_kind = {goal.kind: goal for goal in programme.goals}
    found = {
        NAMDAL_FREE: before_the_board(programme, caps, namdals_wish),
        BY_28_JUNE: before_the_board(public_by_28_june, caps, reported_on_4_july),
        STRICTEST: before_the_board(
            public_by_28_june, caps, lambda s, c: reported_on_4_july(s, c) or namdals_wish(s, c)
        ),
        "no candidates, decisions only": before_the_board(
            programme, caps, lambda _, claim: claim.says is Says.CANDIDATE
        ),
        "goal `earliest` before `cohesion`": replace(
            base, goals=tuple(by_kind[swap.get(g.kind, g.kind)] for g in programme.goals)
        ),
    }
    for amount in OTHER_CAPS:
        other = replace(caps, municipalities=replace(caps.municipalities, amount=amount))
        found[f"{OTHER_CAP} {amount} municipalities"] = before_the_board(programme, other)
    found["no caps"] = before_the_board(programme, None)
    return found


# --- days ------------------------------------------------------------------------------------


def days_chosen(programme: ProgrammeData) -> PlanDays:
    """The days of the best plan, each goal of theirs proved best."""
    days = _proved(programme, Overrides(dates=True)).dates
    assert days is not None
    assert days.proof is Proof.OPTIMAL
    return days


@dataclass(frozen=True)
class Settled:
    """The day that the programme itself chose for a wave, later than the plan is made."""

    wave: str
    claim: WaveClaim
    day: date
    known: date


def settled_later(programme: ProgrammeData) -> list[Settled]:
    """What was known of days only after the plan was made."""
    sources = dict(programme.sources)
    return [
        Settled(wave.id, claim, claim.period.first, known)
        for wave in programme.waves
        for claim in wave.claims
        if claim.period is not None and claim.period.is_day
        if (known := claim.known_from(sources)) is not None and known > AS_OF
    ]


def with_claims(
    programme: ProgrammeData, wave: str, claims: Callable[[WaveClaim], WaveClaim | None]
) -> ProgrammeData:
    """The programme with each claim of the wave as the function gives it, or without it."""
    waves = [
        one.model_copy(update={"claims": tuple(filter(None, map(claims, one.claims)))})
        if one.id == wave
        else one
        for one in programme.waves
    ]
    return replace(programme, waves=waves)


def not_the_letter(claim: WaveClaim) -> WaveClaim | None:
    return None if claim.source == THE_LETTER and claim.go_live is not None else claim


def days_otherwise(programme: ProgrammeData) -> dict[str, ProgrammeData]:
    """The same question about days put otherwise, by what is different."""
    rhythm = Rhythm(kind="rhythm", gap=Duration(days=7 * HALF_A_YEAR))
    return {
        AS_NRK_SAID: with_claims(programme, FIRST_ROUND, not_the_letter),
        EVENLY: replace(programme, goals=(*programme.goals, rhythm)),
    }


FIRST_ROUND: Final = ROUNDS[0]
HALF_A_YEAR: Final = 26
"""Weeks."""
AS_NRK_SAID: Final = "KI2 in the last quarter, as reported in May 2023"
EVENLY: Final = f"goal `rhythm`, {HALF_A_YEAR} weeks"
TRAINING: Final = "training"


# --- the page --------------------------------------------------------------------------------

WHY_ELSEWHERE: Final = {
    "innherred": """What hpplan could not know: why Samarbeidsrådet recommended the last round for
        these, what their councils had answered (only the answers of the ten in KI2 are public),
        and that Innherred and Værnesregionen, neighbours, were to go together: our data has no
        nearness between regions. What it weighs differently: it fills an early wave up to the cap
        wherever no region is split by that, since waiting inhabitants are its last goal; the
        board left KI3 at nine municipalities.""",
}
"""By region, what no number says about municipalities that the board put elsewhere."""


def page(programme: ProgrammeData) -> str:
    board, caps = boards_plan(programme), largest_planned(programme)
    trial = Trial(before_the_board(programme, caps), board, caps)
    others = {
        name: Trial(altered, board, caps) for name, altered in variants(programme, caps).items()
    }
    sections = [
        ["# Backtest: KI2 to KI5, before the board met"],
        _question(trial),
        _headline(trial, others),
        _comparison(trial),
        _sensitivity(trial, others),
        _elsewhere(trial),
        _days(programme),
        _by_municipality(trial),
        _by_region(trial),
        _by_inhabitants(trial),
        _again(),
    ]
    return "\n\n".join(block for section in sections for block in section) + "\n"


def _question(trial: Trial) -> list[str]:
    most, fullest = trial.caps.municipalities, trial.caps.inhabitants
    later = [f"`{rule.id}`" for rule in trial.situation.rules if said_later(rule)]
    regions = dict.fromkeys(region for site in trial.free for region in trial.regions(site))
    assumed = [
        trial.programme.regions[region].name
        for region in regions
        if trial.programme.regions[region].source == "assumed"
    ]
    return [
        _text(
            f"""On {BOARD_MET} the board of Helseplattformen adopted who goes live in
            {ROUNDS[0]} to {ROUNDS[-1]}: {len(trial.board)} municipalities. What would hpplan have
            proposed the day before? This page is made by `benchmarks/backtest.py`, and a test
            keeps it so. Nothing was tuned to the outcome."""
        ),
        "## Method",
        _text(
            f"""The shipped data as of {AS_OF}, without every `planned` claim of KI2 to KI5, and
            with its capacity rules replaced by two that are derived from waves planned before the
            board met: at most {most.amount} municipalities ({most.wave} since {most.since}) and
            {_number(fullest.amount)} inhabitants ({fullest.wave} since {fullest.since}). Goals
            and all other rules are those of the data. The plan is proved best by every goal in
            rank order, and it passes the rules' own verifiers."""
        ),
        _text("Three kinds of municipality are distinguished:"),
        "\n".join(
            [
                *_item(
                    f"""**decided** ({len(trial.sites(Known.FIRM))}): its council had decided the
                    wave, so hpplan may not move it. Agreement is by construction. Four of the
                    decisions follow from the published count of 30 June, which is of decisions
                    taken before; those of Hitra and Orkland were reported on 4 July and have no
                    known day."""
                ),
                *_item(
                    f"""**candidate** ({len(trial.sites(Known.CANDIDATE))}): a survey or its own
                    wish named a wave. The five of KI2 were placed there by the survey of spring
                    2023; the twelve of Namdal asked for a slot in autumn 2022 and were offered
                    the one that became KI4. hpplan keeps them there if it can, so agreement says
                    little."""
                ),
                *_item(
                    f"""**free** ({len(trial.free)}): nothing was known. Only these test the
                    planner."""
                ),
            ]
        ),
        _text(
            f"""What the proposal knows although it was not, or not surely, public by 28 June: the
            months of KI3 and KI5, and that these two waves exist at all, which is the board's own
            plan; the two decisions reported on 4 July; the rules {", ".join(later)}, which our
            data has from later pages. Who belongs to {" and to ".join(assumed)} is our assumption,
            and who Namdal's twelve are, from whom the cap on municipalities comes, is read off
            the later page that names the rounds. KI2 is known as autumn 2024 only."""
        ),
    ]


def _headline(trial: Trial, others: Mapping[str, Trial]) -> list[str]:
    free = trial.free
    rows = []
    for known in (Known.FREE, Known.CANDIDATE, Known.FIRM):
        sites = trial.sites(known)
        rows.append([str(known), *_agreement(trial, trial.proposed, sites)])
    rows.append(["all", *_agreement(trial, trial.proposed, list(trial.board))])
    tied = trial.movable_at_no_cost()
    capped = _alike_by_cap(others)
    return [
        "## Result",
        _text(
            f"""**Of the {len(free)} free municipalities hpplan puts
            {len(same(trial.board, trial.proposed, free))} where the board put them**, with
            {_percent(_agreed_people(trial, trial.proposed, free), trial.people(free))} of their
            inhabitants. Two warnings belong to this figure: how simple ways and chance do is shown
            below, and it hangs on the cap, for with other caps close by it is anything from
            {min(capped)} to {max(capped)}."""
        ),
        _table(["known before", *AGREEMENT], rows),
        _text(
            "No free one stands elsewhere in any other plan that is as good by every goal."
            if not tied
            else f"By the goals these could as well be elsewhere: {_names(trial, tied)}."
        ),
        _text(
            f"""Taking only what was published by 28 June frees Orkland, too:
            {_free_alike(others[BY_28_JUNE])}. Namdal's twelve had asked for their slot in autumn
            2022, and that is why they are candidates. If their wish had not been known, they
            would be free as well, and it is **{_free_alike(others[NAMDAL_FREE])}**. But that
            figure rests on Orkland's decision for KI5, which leaves that wave one place too few
            for the twelve: without that decision and without their wish it is
            **{_free_alike(others[STRICTEST])}**, for hpplan then puts Namdal last."""
        ),
    ]


def _alike_by_cap(others: Mapping[str, Trial]) -> list[int]:
    """How many free sites are placed like the board's under each of the other caps."""
    return [
        len(same(other.board, other.least_alike, other.free))
        for name, other in others.items()
        if name.startswith(OTHER_CAP)
    ]


def _free_alike(trial: Trial) -> str:
    return _of(len(same(trial.board, trial.least_alike, trial.free)), len(trial.free))


def _comparison(trial: Trial) -> list[str]:
    simple = {
        "whole regions, largest first, each into the earliest wave with room": whole_regions(trial),
        "with most of its region, else the earliest wave with room": regions_majority(trial),
        "largest first, each into the earliest wave with room": largest_first(trial),
    }
    rows = [["hpplan", *_agreement(trial, trial.proposed, trial.free)]]
    rows += [[name, *_agreement(trial, found, trial.free)] for name, found in simple.items()]
    chances = [at_random(trial, seed) for seed in range(SEEDS)]
    rows.append([f"at random, mean of {SEEDS} seeds", *_mean(trial, chances)])
    ours = len(same(trial.board, trial.proposed, trial.free))
    as_good = [
        name for name, found in simple.items() if len(same(trial.board, found, trial.free)) >= ours
    ]
    lucky = sum(len(same(trial.board, found, trial.free)) >= ours for found in chances)
    verdict = (
        f"A simple way does as well: {'; '.join(as_good)}."
        if as_good
        else "None of the simple ways does as well."
    )
    return [
        "### Against simple ways",
        _text(
            f"""The free ones placed otherwise, with the same caps and everybody else as before.
            {verdict} Chance does as well in {lucky} of {SEEDS} draws. What the planner adds here
            is not the guess but the proof, and every rule kept at once."""
        ),
        _table(["way", *AGREEMENT], rows),
    ]


def _sensitivity(trial: Trial, others: Mapping[str, Trial]) -> list[str]:
    named = {"as above": trial, **others}
    rows = [
        [
            name,
            *_agreement(other, other.least_alike, other.free)[:3],
            _of(
                len(same(other.board, other.least_alike, other.sites(Known.CANDIDATE))),
                len(other.sites(Known.CANDIDATE)),
            ),
        ]
        for name, other in named.items()
    ]
    capped = _alike_by_cap(others)
    return [
        "### How much it hangs on what was assumed",
        _text(
            f"""Mostly on the cap, which nobody published: with caps near
            {trial.caps.municipalities.amount} the same free municipalities agree
            {min(capped)} to {max(capped)} times of {len(trial.free)}. Below
            {trial.caps.municipalities.amount} Namdal's twelve no longer fit into one wave, and
            hpplan splits them or leaves some out; with a higher cap or with none as many agree as
            here. Where several plans are equally good, the one that is least like the board's is
            counted."""
        ),
        _table(["what is different", "free", *AGREEMENT[1:3], "candidates: same wave"], rows),
    ]


def _elsewhere(trial: Trial) -> list[str]:
    board, ours = trial.measured(trial.boards), trial.measured(trial.proposed)
    broken = trial.broken(trial.boards)
    blocks = [
        "## Where the board chose otherwise",
        _text(
            "The board's plan breaks none of the rules; by the goals it measures:"
            if not broken
            else f"The board's plan breaks rules: {'; '.join(broken)}. By the goals it measures:"
        ),
        _table(
            ["goal, in rank order", "hpplan", "the board"],
            [[f"`{kind}`", _number(ours[kind]), _number(board[kind])] for kind in ours],
        ),
    ]
    groups: dict[tuple[str, str, str], list[str]] = {}
    for site in trial.missed:
        where = trial.proposed.get(site, "no wave")
        groups.setdefault((_region(trial, site), where, trial.board[site]), []).append(site)
    for (region, where, there), sites in groups.items():
        then = trial.measured(trial.as_the_board(sites))
        changes = [
            f"`{kind}` would be {_number(then[kind])}, not {_number(ours[kind])}"
            for kind in ours
            if then[kind] != ours[kind]
        ]
        blocks.append(
            _text(
                f"""**{_names(trial, sites)}**: {where}, the board {there}. Put there,
                {" and ".join(changes) or "nothing would be worse"}; no other goal would change.
                {WHY_ELSEWHERE.get(region, "Nothing in our data says why.")}"""
            )
        )
    return blocks


def _days(programme: ProgrammeData) -> list[str]:
    chosen = days_chosen(programme)
    (settled,) = settled_later(programme)
    own = chosen.days[settled.wave]
    assert [goal.kind for goal in chosen.goals] == ["earliest"]
    as_settled = days_chosen(
        with_claims(
            programme,
            settled.wave,
            lambda claim: (
                claim.model_copy(update={"known": Period.day(AS_OF)})
                if claim is settled.claim
                else claim
            ),
        )
    )
    waiting = as_settled.goals[0].value - chosen.goals[0].value
    (training,) = [m for m in programme.agenda.milestones if m.id == TRAINING]
    begins = training.at.after(own)
    before = programme.on(AS_OF).snapshot.wave["KI1"].go_live
    others = {name: days_chosen(other) for name, other in days_otherwise(programme).items()}
    shown = {"as above": chosen, **others}
    off = {name: (settled.day - days.days[settled.wave]).days for name, days in shown.items()}
    return [
        "## Days",
        _text(
            f"""Of KI2 a season was known on {day_in_words(AS_OF)}, of the later rounds a month.
            `hpplan assign --dates`, with the board's plan in the data, chooses a day for each,
            proved best by the one goal that the data has for days, `earliest`:"""
        ),
        _table(
            ["wave", "known then", "hpplan", "why not earlier", "the programme, later"],
            [
                [
                    day.wave,
                    day.period.words,
                    _weekday(day.day),
                    day.because,
                    _weekday(settled.day) if day.wave == settled.wave else "not in our data",
                ]
                for day in chosen.chosen
            ],
        ),
        _text(
            f"""One of these days can be held against what the programme chose. For
            {settled.wave} that is {day_in_words(settled.day)}, known to our data since
            {day_in_words(settled.known)}. **hpplan is {(settled.day - own).days} days early.** The
            later day breaks no rule either: it costs {_number(waiting)} inhabitant-days, and
            `earliest` is the only thing that speaks against it. So this says little of the
            planner, and much of what the data leaves out:"""
        ),
        _items(
            f"""Holidays and training. By the milestone `{TRAINING}` of our data, staff training for
            that day starts on {day_in_words(begins)}, when KI1
            ({before.words if before else "no date"})
            is not live yet, and goes on through the summer holidays. A planner would hardly choose
            that, and would write a blackout. No source bars these weeks, so the data has none.""",
            f"""Which half of the autumn. Helse Nord-Trøndelag goes live with {settled.wave}, and in
            May 2023 its date was reported as October or November. The letter of 4 July says
            autumn, and as the newest claim it counts. "Autumn" as August to December is our
            reading.""",
            """Readiness: how KI1 goes, when the trust and the system are ready, what the
            councils of KI2 answer. None of this was known on that day, and some of it moves dates
            more than any rule.""",
            """KI3 to KI5: all that is known is a month, so its first allowed day is a
            statement about the calendar and about nothing else. Our calendar allows the Friday
            evening and the Saturday of one and the same night; that hpplan takes the Friday where
            it comes first means nothing.""",
        ),
        _text(
            f"""Put otherwise, after the answer was known, and so as an explanation and no
            test. Two rounds a year were announced on 30 June 2023; a goal `rhythm` of
            {HALF_A_YEAR} weeks says it, and is not in the data, which has no source for an even
            distance."""
        ),
        _table(
            ["what is different", *ROUNDS, f"{settled.wave} is early by"],
            [
                [name, *(_weekday(days.days[wave]) for wave in ROUNDS), f"{off[name]} days"]
                for name, days in shown.items()
            ],
        ),
    ]


def _weekday(day: date) -> str:
    return f"{day:%a} {day_in_words(day, short=True)}"


def _items(*paragraphs: str) -> str:
    return "\n".join(line for paragraph in paragraphs for line in _item(paragraph))


def _by_municipality(trial: Trial) -> list[str]:
    rows = []
    for site, there in trial.board.items():
        here = trial.proposed.get(site, "–")
        rows.append(
            [
                trial.situation.snapshot.name(site),
                _number(trial.inhabitants(site)),
                ", ".join(trial.regions(site)) or "–",
                _known_in_words(trial, site),
                here,
                there,
                "yes" if here == there else "**no**",
            ]
        )
    head = ["municipality", "inhabitants", "region", "known before", "hpplan", "board", "same"]
    return ["## By municipality", _table(head, rows)]


def _known_in_words(trial: Trial, site: str) -> str:
    claim = trial.situation.snapshot.sites[site].claim
    match trial.known(site):
        case Known.FREE:
            return "free"
        case Known.CANDIDATE:
            wish = NAMDAL in trial.regions(site)
            return f"candidate ({'asked, autumn 2022' if wish else 'survey, spring 2023'})"
        case Known.FIRM:
            reported = claim is not None and reported_on_4_july(trial.programme.site[site], claim)
            return f"decided ({'reported 4 July' if reported else 'before 30 June'})"


def _by_region(trial: Trial) -> list[str]:
    members: dict[str, list[str]] = {}
    for site in trial.board:
        for region in trial.regions(site):
            members.setdefault(region, []).append(site)
    rows = [
        [trial.programme.regions[region].name, region, *_both(trial, sites)]
        for region, sites in sorted(members.items())
    ]
    return [
        "## By region",
        _text("A municipality of two regions counts in both."),
        _table(["region", "id", *BOTH], rows),
    ]


def _by_inhabitants(trial: Trial) -> list[str]:
    bounds = [0, 3_000, 6_000, 12_000, 10**9]
    names = ["under 3,000", "3,000 to 5,999", "6,000 to 11,999", "12,000 and more"]
    rows = []
    for name, low, high in zip(names, bounds, bounds[1:], strict=False):
        sites = [site for site in trial.board if low <= trial.inhabitants(site) < high]
        rows.append([name, *_both(trial, sites)])
    return ["## By inhabitants", _table(["inhabitants", *BOTH], rows)]


def _again() -> list[str]:
    return [
        "## Again",
        "```console\n$ python benchmarks/backtest.py --output docs/backtest.md\n```",
        _text("`--data DIR` takes another copy of the data."),
    ]


AGREEMENT: Final = ("same wave", "share", "at most one wave off", "inhabitants in the same wave")
BOTH: Final = ("free: same wave", "free: inhabitants", "all: same wave", "all: inhabitants")


def _agreement(trial: Trial, placing: Placing, sites: Sequence[str]) -> list[str]:
    agreed = same(trial.board, placing, sites)
    return [
        _of(len(agreed), len(sites)),
        _percent(len(agreed), len(sites)),
        _of(len(same(trial.board, placing, sites, within=1)), len(sites)),
        _percent(trial.people(agreed), trial.people(sites)),
    ]


def _mean(trial: Trial, placings: Sequence[Placing]) -> list[str]:
    sites, times = trial.free, len(placings)
    exact = sum(len(same(trial.board, found, sites)) for found in placings) / times
    near = sum(len(same(trial.board, found, sites, within=1)) for found in placings) / times
    people = sum(_agreed_people(trial, found, sites) for found in placings) / times
    return [
        f"{exact:.1f} of {len(sites)}",
        _percent(exact, len(sites)),
        f"{near:.1f} of {len(sites)}",
        _percent(people, trial.people(sites)),
    ]


def _both(trial: Trial, sites: Sequence[str]) -> list[str]:
    free = [site for site in sites if trial.known(site) is Known.FREE]
    return [
        cell
        for some in (free, sites)
        for cell in (
            _of(len(same(trial.board, trial.proposed, some)), len(some)),
            _percent(_agreed_people(trial, trial.proposed, some), trial.people(some)),
        )
    ]


def _agreed_people(trial: Trial, placing: Placing, sites: Iterable[str]) -> int:
    return trial.people(same(trial.board, placing, sites))


def _region(trial: Trial, site: str) -> str:
    return next(iter(trial.regions(site)), "")


def _names(trial: Trial, sites: Iterable[str]) -> str:
    return ", ".join(trial.situation.snapshot.name(site) for site in sites)


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else "–"


def _percent(part: float, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _number(amount: int) -> str:
    return f"{amount:,}"


def _text(paragraph: str) -> str:
    return textwrap.fill(" ".join(paragraph.split()), 100, break_on_hyphens=False)


def _item(paragraph: str) -> list[str]:
    text = " ".join(paragraph.split())
    return textwrap.wrap(
        text, 100, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="hpplan against the board's plan of June 2023.")
    shipped = Path(__file__).parents[1] / "data"
    parser.add_argument("--data", type=Path, default=shipped, help="a data directory")
    parser.add_argument("--output", type=Path, help="the file to write; else standard output")
    options = parser.parse_args()
    reading = read(options.data)
    if reading.programme is None:
        raise SystemExit("\n".join(finding.message for finding in reading.findings))
    text = page(reading.programme)
    if options.output is None:
        print(text, end="")
    else:
        options.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

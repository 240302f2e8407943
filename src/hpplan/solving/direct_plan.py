"""A plan straight from the facts, without a model, for programmes whose model takes longer than the
time, or more memory than there is.

Groups are put into waves one by one, those wanted somewhere first; a group that finds no room moves
others. Waits, ties, rules about single sites, and the capacity of waves are taken into account on
the way. The other rules are checked by their verifiers at the end: sites that are part of a break
are left out again. Nothing is proved, and no goal but the wanted place is weighed.
"""

from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from random import Random
from typing import Final

from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.programme.dependencies import (
    Dependencies,
    GapSteps,
    Group,
    WaveMask,
    dependencies,
    mask_of,
)
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Verdict
from hpplan.rules.traits import Placing, Separating, Summing
from hpplan.solving.deadline import Deadline, TimeIsOver
from hpplan.solving.strategies import (
    DIRECT_CANDIDATES,
    DIRECT_LOOKS,
    DIRECT_ROUNDS,
    DIRECT_STEPS,
    OFTEN,
    SETTLING,
    SETTLING_THE_WANTED,
    WANTED_THERE,
)
from hpplan.values import dataclass

NOWHERE: Final = -1
WITHOUT_LIMIT: Final = 1 << 62


@dataclass(slots=True)
class _Room:
    """What is left in each wave, by position, of a quantity that a rule limits there."""

    left: list[int]

    def lessen(self, wave: int, to: int) -> None:
        self.left[wave] = min(self.left[wave], to)


@dataclass(frozen=True, slots=True)
class DirectPlan:
    """Placements that keep every hard rule, if any were found in this way; `interrupted` says that
    the user ended the search.
    """

    placements: dict[str, str] | None
    interrupted: bool = False


def direct_plan(
    situation: SituationData, wanted: Placements, placing_ends: Deadline, deadline: Deadline
) -> DirectPlan:
    """A plan that keeps every hard rule by its verifier, near the places that are `wanted`; none if
    none is found before the deadline. If the user interrupts, it covers those placed by then.
    """
    interrupted = False
    try:
        graph = dependencies(situation)
        placing = _Placing(situation, graph, wanted, placing_ends)
        try:
            placing.run()
        except TimeIsOver:
            pass
        except KeyboardInterrupt:
            interrupted = True
        return DirectPlan(_kept(situation, graph, placing.placements(), deadline), interrupted)
    except TimeIsOver:
        return DirectPlan(None, interrupted)
    except KeyboardInterrupt:
        return DirectPlan(None, interrupted=True)


class _Placing:
    """Who is in which wave, and what that leaves of each wave. Groups and waves are numbers here,
    in the order of names and of time.
    """

    def __init__(
        self,
        situation: SituationData,
        graph: Dependencies,
        wanted: Placements,
        deadline: Deadline,
    ) -> None:
        self._snapshot, self._deadline = situation.snapshot, deadline
        self._groups = graph.groups
        self._number = {site: n for n, group in enumerate(self._groups) for site in group}
        self._allowed = self._allowed_waves(situation, graph)
        self._wanted = [self._wanted_by(group, wanted) for group in self._groups]
        self._before: list[list[tuple[int, GapSteps]]] = [[] for _ in self._groups]
        self._after: list[list[tuple[int, GapSteps]]] = [[] for _ in self._groups]
        for wait in graph.waits:
            first, then = self._number[wait.first], self._number[wait.then]
            if first != then:
                gap = graph.steps[wait.gap.content]
                self._before[then].append((first, gap))
                self._after[first].append((then, gap))
        self._loads: list[list[tuple[list[int], int]]] = [[] for _ in self._groups]
        self._few: dict[int, list[int]] = {}
        """Whom a room counts that counts few, by the list of what is left of it."""
        for room, sizes in _rooms(situation):
            deadline.ask()
            self._count(room, sizes)
        self._at = [NOWHERE] * len(self._groups)
        self._in: list[dict[int, None]] = [{} for _ in self._snapshot.waves]
        self._dice = Random(0)  # noqa: S311  # it hides nothing
        self._looks = 0
        self._trail: list[tuple[int, int]] = []
        self._sent = [1] * len(self._groups)

    def _allowed_waves(self, situation: SituationData, graph: Dependencies) -> list[WaveMask]:
        masks: dict[int, tuple[Sequence[WaveState], WaveMask]] = {}

        def mask(waves: Sequence[WaveState]) -> WaveMask:
            if id(waves) not in masks:  # sites with the same waves share one tuple
                masks[id(waves)] = waves, mask_of(waves)
            return masks[id(waves)][1]

        pinned: dict[str, WaveMask] = {}
        for rule in situation.hard_rules:
            if isinstance(rule, Placing) and (slot := self._snapshot.wave.get(rule.wave)):
                pinned[rule.site] = pinned.get(rule.site, -1) & 1 << slot.position
        allowed: dict[Group, WaveMask] = {}
        for group in graph.groups:
            self._ask()
            left = -1
            for site in group:
                left &= mask(situation.openings.get(site, ())) & pinned.get(site, -1)
            allowed[group] = left
        self._deadline.ask()
        sites = self._snapshot.sites

        def placed(group: Group) -> bool:
            return any(sites[site].required or sites[site].firm is not None for site in group)

        left_to = graph.narrowed(allowed, placed)
        return [left_to[group] for group in self._groups]

    _asked = 0

    def _ask(self) -> None:
        """Ask for the time, every few hundredths of a second."""
        self._asked += 1
        if self._asked % OFTEN == 0:
            self._deadline.ask()

    def _wanted_by(self, group: Group, wanted: Placements) -> int:
        slots = (self._snapshot.wave.get(wanted.get(site, "")) for site in group)
        return next((slot.position for slot in slots if slot is not None), NOWHERE)

    def _count(self, room: _Room, sizes: Mapping[str, int]) -> None:
        weights: dict[int, int] = {}
        for site, size in sizes.items():
            if (number := self._number.get(site)) is not None:
                weights[number] = weights.get(number, 0) + size
        if len(weights) <= DIRECT_CANDIDATES:
            self._few[id(room.left)] = [*weights]
        for number, weight in weights.items():
            self._loads[number].append((room.left, weight))

    def placements(self) -> dict[str, str]:
        """The wave of each site that is placed."""
        waves = self._snapshot.waves
        return {
            site: waves[at].id
            for group, at in zip(self._groups, self._at, strict=True)
            if at != NOWHERE
            for site in group
        }

    def run(self) -> None:
        """Place the groups that have no choice, then those wanted somewhere and those they wait
        for, then all others; then move others to make room for those still left.
        """
        sites = self._snapshot.sites
        in_order = self._in_order()
        for group in in_order:
            firm = any(sites[site].firm is not None for site in self._groups[group])
            if firm and self._allowed[group]:
                self._put(group, next(_positions(self._allowed[group])))
        for group in in_order:
            self._ask()
            if self._at[group] != NOWHERE:
                continue
            if self._wanted[group] != NOWHERE:
                self._place(group, self._open_to(group) & 1 << self._wanted[group])
            elif any(self._wanted[then] != NOWHERE for then, _ in self._after[group]):
                self._place(group, self._good_for(group))
        for group in in_order:
            self._ask()
            if self._at[group] == NOWHERE:
                self._place(group, self._good_for(group))
        for steps in range(1, DIRECT_STEPS + 1):
            self._move_others(in_order, steps)
        for moves, wanted_stay in SETTLING:
            for group in in_order:
                if self._at[group] == NOWHERE:
                    self._settle(group, -1, moves, wanted_stay=wanted_stay)
        for group in in_order:
            wanted = self._wanted[group]
            if wanted not in (NOWHERE, self._at[group]):
                self._settle(group, 1 << wanted, SETTLING_THE_WANTED, wanted_stay=True)

    def _move_others(self, in_order: Sequence[int], steps: int) -> None:
        """Make room for groups that are wanted somewhere, and for those that have no wave, by
        moving at most this many others.
        """
        for group in in_order:
            wanted = self._wanted[group]
            if wanted not in (NOWHERE, self._at[group]):
                self._make_room(group, 1 << wanted, steps, wanted_stay=True)
        for wanted_stay in (True, False):
            for group in in_order:
                if self._at[group] == NOWHERE:
                    self._make_room(group, -1, steps, wanted_stay=wanted_stay)

    def _in_order(self) -> list[int]:
        """The groups, in an order in which each comes after those it waits for; among several, the
        one with the fewest waves to choose from. Those in a cycle come last.
        """
        missing = [len({first for first, _ in firsts}) for firsts in self._before]
        ready = [
            (self._allowed[group].bit_count(), group)
            for group, number in enumerate(missing)
            if not number
        ]
        heapify(ready)
        found = []
        while ready:
            _, group = heappop(ready)
            found.append(group)
            for then in {then for then, _ in self._after[group]}:
                missing[then] -= 1
                if not missing[then]:
                    heappush(ready, (self._allowed[then].bit_count(), then))
        return found + [group for group, number in enumerate(missing) if number > 0]

    def _open_to(self, group: int) -> WaveMask:
        """The waves that claims, rules about single sites, and who is placed already leave it."""
        left = self._allowed[group]
        for first, gap in self._before[group]:
            if self._at[first] == NOWHERE:
                return 0
            left &= gap.after[self._at[first]]
        for then, gap in self._after[group]:
            if self._at[then] != NOWHERE:
                left &= gap.before[self._at[then]]
        return left

    def _good_for(self, group: int) -> WaveMask:
        """Those of these waves that leave room for the groups that wait for it, if there
        are any.
        """
        left = self._open_to(group)
        for then, gap in self._after[group]:
            if self._at[then] == NOWHERE:
                wanted = self._wanted[then]
                there = wanted != NOWHERE and self._allowed[then] >> wanted & 1
                early = gap.before[wanted] if there else gap.before_any(self._allowed[then])
                left = left & early or left
        return left

    def _fits(self, group: int, wave: int) -> bool:
        return all(left[wave] >= weight for left, weight in self._loads[group])

    def _place(self, group: int, waves: WaveMask) -> bool:
        """Put it into the first of these waves that has room."""
        for wave in _positions(waves):
            if self._fits(group, wave):
                self._put(group, wave)
                return True
        return False

    def _put(self, group: int, wave: int) -> None:
        before = self._at[group]
        self._trail.append((group, before))
        if before != NOWHERE:
            del self._in[before][group]
            for left, weight in self._loads[group]:
                left[before] += weight
        if wave != NOWHERE:
            self._in[wave][group] = None
            for left, weight in self._loads[group]:
                left[wave] -= weight
        self._at[group] = wave

    def _back_to(self, mark: int) -> None:
        """Undo every placement since that mark."""
        for group, wave in reversed(self._trail[mark:]):
            self._put(group, wave)
        del self._trail[mark:]

    def _make_room(self, group: int, waves: WaveMask, steps: int, *, wanted_stay: bool) -> None:
        """Put the group into one of these waves, if it fits after at most this many others are
        moved.
        """
        self._trail.clear()
        self._looks = 0
        try:
            if not self._inserted(group, waves & self._open_to(group), steps, wanted_stay, {group}):
                self._back_to(0)
        except TimeIsOver:
            self._back_to(0)
            raise

    def _inserted(
        self, group: int, waves: WaveMask, steps: int, wanted_stay: bool, moved: set[int]
    ) -> bool:
        """Whether the group is in one of the waves now. Where it is not, another may have moved all
        the same.
        """
        if self._place(group, waves):
            return True
        if not steps:
            return False
        for wave in _positions(waves):
            for other in self._in_the_way(group, wave, wanted_stay, moved):
                self._looks += 1
                if self._looks > DIRECT_LOOKS:
                    return False
                self._deadline.ask()
                mark = len(self._trail)
                self._put(other, NOWHERE)
                if self._open_to(group) >> wave & 1 and self._fits(group, wave):
                    self._put(group, wave)
                    elsewhere = self._good_for(other) & ~(1 << wave)
                    further = moved | {other}
                    if self._inserted(other, elsewhere, steps - 1, wanted_stay, further):
                        return True
                self._back_to(mark)
        return False

    def _settle(self, group: int, waves: WaveMask, moves: int, *, wanted_stay: bool) -> None:
        """Put it into one of these waves, remove whoever is in its way, then place those, and so
        on, until every group has a wave (an ejection pool, Nagata and Bräysy 2009); nothing changes
        if that takes too many moves.
        """
        self._trail.clear()
        settled = False
        try:
            settled = self._sent_on(group, waves, moves, wanted_stay)
        finally:
            if not settled:
                self._back_to(0)

    def _sent_on(self, group: int, waves: WaveMask, moves: int, wanted_stay: bool) -> bool:
        pool = {group: None}
        for _ in range(moves):
            self._deadline.ask()
            one, _nothing = pool.popitem()
            for first, _gap in self._before[one]:
                if self._at[first] == NOWHERE:
                    pool[first] = None
            among = waves if one == group else -1
            if not self._place(one, self._good_for(one) & among):
                self._sent[one] += 1
                found = self._least_sent(one, among, wanted_stay, group)
                if found is None:
                    return False
                wave, out = found
                for other in out:
                    self._put(other, NOWHERE)
                    pool[other] = None
                self._put(one, wave)
            if not pool:
                return True
        return False

    def _least_sent(
        self, group: int, waves: WaveMask, wanted_stay: bool, keep: int
    ) -> tuple[int, Sequence[int]] | None:
        """A wave for the group, and the groups that have to leave for it: those that were seldom
        moved before.
        """
        least, best = float(WITHOUT_LIMIT), None
        for wave in _positions(self._allowed[group] & waves):
            out = [
                *(
                    first
                    for first, gap in self._before[group]
                    if self._at[first] != NOWHERE and not gap.after[self._at[first]] >> wave & 1
                ),
                *(
                    then
                    for then, gap in self._after[group]
                    if self._at[then] != NOWHERE and not gap.before[self._at[then]] >> wave & 1
                ),
            ]
            may_go = [self._may_be_sent(other, wanted_stay, keep) for other in out]
            cost = sum(map(self._price, out)) if all(may_go) else least
            if cost >= least:
                continue
            freed = [
                load for other in out if self._at[other] == wave for load in self._loads[other]
            ]
            lacking = [
                (left, missing)
                for left, weight in self._loads[group]
                if (missing := weight - left[wave] - sum(w for o, w in freed if o is left)) > 0
            ]
            if lacking:
                others = [
                    other
                    for other in self._enough(wave, lacking)
                    if other not in out and self._may_be_sent(other, wanted_stay, keep)
                ]
                if not others:
                    continue
                other = min(others, key=self._price)
                out.append(other)
                cost += self._price(other)
            if cost < least:
                least, best = cost, (wave, out)
        return best

    def _may_be_sent(self, group: int, wanted_stay: bool, keep: int) -> bool:
        stays = wanted_stay and self._wanted[group] == self._at[group]
        return group != keep and not stays and self._allowed[group].bit_count() > 1

    def _price(self, group: int) -> float:
        """What it costs to move a group away: more for one that was moved often, or is wanted
        there.
        """
        wanted = self._wanted[group] == self._at[group]
        return self._sent[group] * (WANTED_THERE if wanted else 1) + self._dice.random()

    def _in_the_way(
        self, group: int, wave: int, wanted_stay: bool, moved: set[int]
    ) -> Iterator[int]:
        """Groups in the wave each of which, by leaving, makes enough room."""
        lacking = [
            (left, weight - left[wave])
            for left, weight in self._loads[group]
            if left[wave] < weight
        ]
        for other in self._enough(wave, lacking):
            if other not in moved and not (wanted_stay and self._wanted[other] == wave):
                yield other

    def _enough(self, wave: int, lacking: Sequence[tuple[list[int], int]]) -> Iterator[int]:
        """Groups in the wave each of which, by leaving, makes up for what is lacking."""
        few = next((self._few[id(left)] for left, _ in lacking if id(left) in self._few), None)
        here = [*self._in[wave]] if few is None else [o for o in few if self._at[o] == wave]
        if len(here) > DIRECT_CANDIDATES:
            here = self._dice.sample(here, DIRECT_CANDIDATES)
        for other in here:
            weighs = {id(left): weight for left, weight in self._loads[other]}
            if all(weighs.get(id(left), 0) >= missing for left, missing in lacking):
                yield other


def _positions(waves: WaveMask) -> Iterator[int]:
    """The positions of the waves in a mask, in order."""
    while waves:
        lowest = waves & -waves
        yield lowest.bit_length() - 1
        waves ^= lowest


def _rooms(situation: SituationData) -> Iterator[tuple[_Room, Mapping[str, int]]]:
    """What hard rules limit in each wave by itself, with the size of each site there. Rules that
    count the same share a room.
    """
    snapshot = situation.snapshot
    shared: dict[tuple[Sites, str], _Room] = {}
    for rule in situation.hard_rules:
        if isinstance(rule, Summing) and rule.max is not None:
            room = shared.setdefault((rule.sites, rule.measure), _Room(_endless(snapshot)))
            for slot in snapshot.select_waves(rule.waves):
                room.lessen(slot.position, rule.max)
        elif isinstance(rule, Separating) and not rule.alone:
            at_most = [rule.most_together for _ in snapshot.waves]
            yield _Room(at_most), dict.fromkeys(rule.counts(snapshot), 1)
    for (sites, measure), room in shared.items():
        sizes = snapshot.sizes(measure)
        if not sites.everyone:
            sizes = {site: sizes[site] for site in snapshot.select(sites) if site in sizes}
        yield room, sizes


def _endless(snapshot: Snapshot) -> list[int]:
    return [WITHOUT_LIMIT for _ in snapshot.waves]


def _kept(
    situation: SituationData, graph: Dependencies, placements: dict[str, str], deadline: Deadline
) -> dict[str, str] | None:
    """The part of these placements that keeps every hard rule by its verifier: as long as there is
    a break, the latter half of the sites that it concerns is left out.
    """
    snapshot = situation.snapshot
    for _ in range(DIRECT_ROUNDS):
        left_out: set[Group] = set()
        for broken in _breaks(situation, placements, deadline):
            may_go = [
                site
                for site in broken
                if site in placements and _may_be_left_out(snapshot, graph.group_of[site])
            ]
            if not may_go:
                return None
            left_out.update(graph.group_of[site] for site in may_go[len(may_go) // 2 :])
        if not left_out:
            sites = snapshot.sites
            unplaced = (sites[site] for site in snapshot.taking_part if site not in placements)
            must = any(site.required or site.firm is not None for site in unplaced)
            return None if must else placements
        gone = {site for group in left_out for site in group}
        placements = {site: wave for site, wave in placements.items() if site not in gone}
    return None


def _breaks(
    situation: SituationData, placements: Placements, deadline: Deadline
) -> Iterator[Sequence[str]]:
    """The sites that each break of a hard rule concerns."""
    for rule in situation.hard_rules:
        deadline.ask()
        for found in rule.violations(situation.snapshot, placements):
            if found.verdict is Verdict.BROKEN:
                yield found.sites


def _may_be_left_out(snapshot: Snapshot, group: Group) -> bool:
    states = [snapshot.sites[site] for site in group]
    return not any(state.required or state.firm is not None for state in states)

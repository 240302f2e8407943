"""Interchangeable waves: of many plans that are alike, the model keeps one.

Rules and goals state themselves which waves they distinguish (`WaveSymmetry`). Where only the order
of waves matters, empty waves come last. Where only the grouping matters, sites of which no two fit
into one wave get a wave each, before the search begins.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from hpplan.programme.dependencies import Group
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Literal, WaveSymmetry
from hpplan.solving.deadline import Deadline
from hpplan.solving.encoding import Encoded
from hpplan.solving.model import TRUE, Linear
from hpplan.solving.strategies import CLIQUE_GROUPS, CLIQUE_STARTS
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """In every wave: the sizes of the groups there sum to no more than `most`."""

    sizes: Mapping[Group, int]
    most: int


@dataclass(frozen=True, slots=True)
class InterchangeableWaves:
    """Which waves are interchangeable in a model, and how the model breaks that symmetry.

    Each group of `first` is in the wave of its place; empty waves come last if `closed_up`.
    `limits` are those that every wave has, and at least `fewest` waves are used.
    """

    waves: tuple[str, ...]
    wave_symmetry: WaveSymmetry
    first: tuple[Group, ...]
    closed_up: bool
    limits: tuple[Limit, ...]
    fewest: int

    def arranged(self, placements: Mapping[str, str]) -> dict[str, str]:
        """Of the plans that are equivalent to this one, the one that the model keeps."""
        if self.wave_symmetry is WaveSymmetry.NONE or not (self.first or self.closed_up):
            return dict(placements)
        place = {wave: number for number, wave in enumerate(self.waves)}
        held = sorted({*placements.values()}, key=place.__getitem__)
        leading = [placements[group[0]] for group in self.first if group[0] in placements]
        order = [*dict.fromkeys(leading), *(wave for wave in held if wave not in leading)]
        moved = dict(zip(order, self.waves, strict=False))
        return {site: moved[wave] for site, wave in placements.items()}

    def in_few_waves(self, encoded: Encoded, deadline: Deadline) -> dict[str, str] | None:
        """A plan in few waves, if only one measure is known to limit them. It may break other
        rules.
        """
        from hpplan.solving.symmetry.packing import packed

        if self.wave_symmetry is not WaveSymmetry.ANY_ORDER or len(self.limits) != 1:
            return None
        groups, limit = list(encoded.choices), self.limits[0]
        sizes = [limit.sizes.get(group, 0) for group in groups]
        if max(sizes) > limit.most:
            return None
        bins = packed(sizes, limit.most, self.fewest, deadline)
        if len(bins) > len(self.waves):
            return None
        return self.arranged(
            {
                site: wave
                for wave, held in zip(self.waves, bins, strict=False)
                for number in held
                for site in groups[number]
            }
        )


def break_wave_symmetry(situation: SituationData, encoded: Encoded) -> InterchangeableWaves:
    """Tie the capacity of each wave to its being used; keep one of each set of equivalent plans."""
    waves = situation.snapshot.wave_ids
    wave_symmetry, uses = (
        _seen(situation),
        [encoded.used[wave] for wave in waves if wave in encoded.used],
    )
    if wave_symmetry is not WaveSymmetry.ANY_ORDER and not uses:
        return InterchangeableWaves(waves, wave_symmetry, (), False, (), 0)
    common = _common(_lifted(encoded), waves)
    must = [group for group in encoded.choices if encoded.placed(group[0]) == TRUE]
    clique, present = _clique(must, common), frozenset(must)
    fewest = max([len(clique), *(_fewest(present, limit) for limit in common)])
    if fewest > len(waves):
        encoded.model.clause(())
    first = tuple(clique[: len(waves)]) if wave_symmetry is WaveSymmetry.ANY_ORDER else ()
    for group, wave in zip(first, waves, strict=False):
        encoded.model.clause([encoded.choices[group][wave]])
    asked = len(uses) == len(waves)
    closed_up = asked and wave_symmetry is not WaveSymmetry.NONE
    if closed_up:
        for earlier, later in pairwise(uses):
            encoded.model.clause([earlier, ~later])
    if asked:
        encoded.model.linear([(1, used) for used in uses], fewest, None)
    return InterchangeableWaves(waves, wave_symmetry, first, closed_up, common, fewest)


def _seen(situation: SituationData) -> WaveSymmetry:
    """The symmetry that rules and goals leave, if every site may enter every wave."""
    snapshot = situation.snapshot
    if not all(slot.takes_more for slot in snapshot.waves):
        return WaveSymmetry.NONE
    if any(snapshot.sites[site].firm is not None for site in snapshot.taking_part):
        return WaveSymmetry.NONE
    seen = [rule.wave_symmetry(snapshot) for rule in situation.rules]
    seen += [goal.wave_symmetry(snapshot) for goal in situation.goals]
    return max(seen, default=WaveSymmetry.ANY_ORDER)


def _lifted(encoded: Encoded) -> dict[str, list[Limit]]:
    """The limits of each wave. Where it is known whether the wave is used, the model now says that
    an unused wave holds nothing: the relaxation is far tighter, and the plans are the same.
    """
    model = encoded.model
    at: dict[Literal, tuple[Group, str]] = {
        literal: (group, wave)
        for group, choices in encoded.choices.items()
        for wave, literal in choices.items()
    }
    found: dict[str, list[Limit]] = {}
    for number, linear in enumerate(model.linears):
        if linear.high is None or linear.low is not None or linear.given:
            continue
        here = [at[variable] for variable in linear.variables if variable in at]
        if len(here) < len(linear.variables) or min(linear.coefficients) < 0:
            continue
        wave = here[0][1]
        if any(other != wave for _, other in here):
            continue
        groups = (group for group, _ in here)
        sizes = dict(zip(groups, linear.coefficients, strict=True))
        found.setdefault(wave, []).append(Limit(sizes, linear.high))
        used = encoded.used.get(wave, TRUE)
        if used != TRUE and used not in linear.variables:
            model.linears[number] = Linear(
                (*linear.variables, used),
                (*linear.coefficients, -linear.high),
                None,
                0,
                part=linear.part,
            )
    return found


def _common(limits: Mapping[str, list[Limit]], waves: Sequence[str]) -> tuple[Limit, ...]:
    """The limits that every wave has, with the same sizes."""

    def known(wave: str) -> dict[tuple[tuple[tuple[Group, int], ...], int], Limit]:
        return {(tuple(at.sizes.items()), at.most): at for at in limits.get(wave, ())}

    if not waves:
        return ()
    everywhere = known(waves[0])
    for wave in waves[1:]:
        here = known(wave)
        everywhere = {key: limit for key, limit in everywhere.items() if key in here}
    return tuple(everywhere.values())


def _fewest(groups: Collection[Group], limit: Limit) -> int:
    from hpplan.solving.symmetry.packing import fewest_bins

    return fewest_bins([s for group, s in limit.sizes.items() if group in groups], limit.most)


def _clique(groups: Sequence[Group], limits: Sequence[Limit]) -> list[Group]:
    """Groups of which no two fit into one wave; as many as a greedy search finds."""
    if not groups:
        return []
    if len(groups) > CLIQUE_GROUPS:
        return [groups[0]]
    against = _against(groups, limits)
    best: list[int] = []
    order = sorted(range(len(groups)), key=lambda g: -against[g].bit_count())
    for start in order[:CLIQUE_STARTS]:
        grown, others = [start], against[start]
        while others:
            chosen = max(_bits(others), key=lambda g: (against[g] & others).bit_count())
            grown.append(chosen)
            others &= against[chosen]
        if len(grown) > len(best):
            best = grown
    return [groups[number] for number in best]


def _against(groups: Sequence[Group], limits: Sequence[Limit]) -> list[int]:
    """For each group, as a set of bits, the others that it cannot share a wave with."""
    against, numbers = [0] * len(groups), {group: n for n, group in enumerate(groups)}
    for limit in limits:
        sized = [(size, numbers[group]) for group, size in limit.sizes.items() if group in numbers]
        sized.sort(reverse=True)
        for place, (size, number) in enumerate(sized):
            for other_size, other in sized[place + 1 :]:
                if size + other_size <= limit.most:
                    break
                against[number] |= 1 << other
                against[other] |= 1 << number
    return against


def _bits(numbers: int) -> list[int]:
    return [n for n in range(numbers.bit_length()) if numbers >> n & 1]

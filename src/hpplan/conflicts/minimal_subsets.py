"""Minimal unsatisfiable subsets of facts, as many as are independent of each other.

Facts are left out one after the other, and kept where the rest is possible without them; of many,
halves first, as in QuickXplain (Junker 2004). The engine's core is only the start.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from hpplan.conflicts.oracle import ConflictOracle
from hpplan.conflicts.parts_model import PartGroups
from hpplan.solving.encoding import Encoded
from hpplan.solving.facts import (
    Fact,
    HolidaysOff,
    RuleStands,
    SiteIsFirm,
    WaveKeepsPeriod,
    WavesInOrder,
    WaveTakesNoMore,
    WeekdaysNamed,
    is_history,
)
from hpplan.solving.strategies import ONE_BY_ONE
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class UnsatisfiableSubset:
    """Numbers of facts that cannot hold together, and the parts of them that suffice for that; with
    the parts of other conflicts that depend on these, and the parts of history that rules count.

    If `minimal`, any one of the facts can be left out to make the others possible. No other
    conflict has the parts in `own`: those of facts that could be otherwise, if there are any.
    History may be part of many conflicts.
    """

    facts: tuple[int, ...]
    parts: tuple[int, ...]
    minimal: bool
    own: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UnsatisfiableSubsets:
    """Conflicts that share nothing but history. If `all_found`, a plan exists without the parts in
    their `own`.
    """

    found: tuple[UnsatisfiableSubset, ...]
    all_found: bool


def find_conflicts(
    encoded: Encoded, facts: Sequence[Fact], oracle: ConflictOracle
) -> UnsatisfiableSubsets:
    """The conflicts among the facts of a situation that has no plan: each one's own parts are put
    aside before the next is looked for.
    """
    groups: dict[int, list[int]] = {}
    for part, (fact, _) in enumerate(encoded.parts):
        groups.setdefault(fact, []).append(part)
    whole = {fact: tuple(groups[fact]) for fact in _as_dropped(groups, facts)}
    history = {fact for fact in whole if is_history(facts[fact])}
    found: list[UnsatisfiableSubset] = []
    set_aside: set[int] = set()
    while True:
        left = {fact: [p for p in parts if p not in set_aside] for fact, parts in whole.items()}
        left = {fact: parts for fact, parts in left.items() if parts}
        given = {fact: parts for fact, parts in left.items() if fact in history}
        free = {fact: parts for fact, parts in left.items() if fact not in history}
        possible, core = oracle.tried(free, [p for parts in given.values() for p in parts])
        if possible is not False:
            return UnsatisfiableSubsets(smallest_first(found), possible is True)
        conflict = _conflict(free, given, core, oracle)
        if not conflict.parts:
            return UnsatisfiableSubsets((conflict,), all_found=False)
        alone = _stands_alone(conflict, whole, set_aside, oracle)
        parts = conflict.parts
        if not alone:  # the parts of facts that are reported nowhere may yet conflict with others
            reported = {fact for each in found for fact in each.facts}
            parts = tuple(part for part in parts if encoded.parts[part][0] in reported)
        own = tuple(part for part in parts if encoded.parts[part][0] not in history) or parts
        conflict = replace(conflict, parts=parts, own=own)
        if alone:
            found.append(conflict)
        else:
            _join(conflict, found)
        set_aside.update(own)


def _conflict(
    free: PartGroups, given: PartGroups, core: list[int] | None, oracle: ConflictOracle
) -> UnsatisfiableSubset:
    """A minimal set of conflicting facts among these, and a minimal set of their parts. Of the free
    facts, or of the core if one is known, as few as possible are taken; of the given ones, such as
    history, those that are needed are named.
    """
    groups = {**free, **given}
    some, proved = minimal_unsatisfiable_subset(free, oracle, given, core)
    others, all_proved = minimal_unsatisfiable_subset(
        given, oracle, {fact: free[fact] for fact in some}
    )
    facts = [*some, *others]
    parts: PartGroups = {part: (part,) for fact in facts for part in groups[fact]}
    if len(parts) > len(facts):
        parts = {part: (part,) for part in minimal_unsatisfiable_subset(parts, oracle, {})[0]}
    # The engine's core is proved once more, by itself.
    minimal = proved and all_proved and oracle.possible(parts) is False
    return UnsatisfiableSubset(tuple(sorted(facts)), tuple(sorted(parts)), minimal)


def minimal_unsatisfiable_subset(
    groups: PartGroups,
    oracle: ConflictOracle,
    given: PartGroups,
    core: list[int] | None = None,
) -> tuple[list[int], bool]:
    """A minimal subset of these groups that cannot hold together with the given ones; and whether
    the time sufficed to prove it minimal. Groups that come first are left out first. If the engine
    named a `core`, the search starts from it.
    """
    if not groups:
        return [], True
    held = [part for parts in given.values() for part in parts]
    left = dict(groups)
    needed: dict[int, Collection[int]] = {}
    proved = True

    def impossible(kept: PartGroups) -> bool | None:
        answer = oracle.possible([*held, *(p for parts in kept.values() for p in parts)])
        return None if answer is None else not answer

    def leave_out(stretch: Sequence[int]) -> None:
        nonlocal left, proved
        if oracle.over():  # what is left is kept, unproved
            needed.update((group, left.pop(group)) for group in stretch)
            proved = False
            return
        rest = {group: parts for group, parts in left.items() if group not in stretch}
        without = impossible(needed | rest)
        if without:
            left = rest
        elif len(stretch) == 1:
            needed[stretch[0]] = left.pop(stretch[0])
            proved = proved and without is False
        else:
            leave_out(stretch[: len(stretch) // 2])
            leave_out(stretch[len(stretch) // 2 :])

    if (counted := _counted_out(groups, held, oracle)) is not None:
        left = counted
        named = None
    else:
        named = oracle.unsat_core(groups, held) if core is None else core
    if named is not None and impossible({group: groups[group] for group in named}):
        left = {group: groups[group] for group in named}
    size = 1 if len(left) <= ONE_BY_ONE else len(left)
    for start in range(0, len(order := list(left)), size):
        leave_out(order[start : start + size])
    return list(needed), proved


def _counted_out(
    groups: PartGroups, held: Sequence[int], oracle: ConflictOracle
) -> dict[int, Collection[int]] | None:
    """Groups that are impossible by counting alone, none of which can be left out for that; None if
    even all of them together are not.
    """
    left = dict(groups)

    def impossible() -> bool:
        return oracle.counted_out([*held, *(p for parts in left.values() for p in parts)])

    if not impossible():
        return None
    for group in groups:
        if oracle.over():
            break
        parts = left.pop(group)
        if not impossible():
            left[group] = parts
    return {group: parts for group, parts in groups.items() if group in left}


def _stands_alone(
    conflict: UnsatisfiableSubset,
    whole: PartGroups,
    set_aside: Collection[int],
    oracle: ConflictOracle,
) -> bool:
    """Whether none of the facts can be left out even when the parts that were set aside are
    restored.
    """
    if not any(part in set_aside for fact in conflict.facts for part in whole[fact]):
        return True
    return len(conflict.facts) > 1 and all(
        oracle.possible(p for f in conflict.facts if f != dropped for p in whole[f]) is not False
        for dropped in conflict.facts
    )


def _join(conflict: UnsatisfiableSubset, found: list[UnsatisfiableSubset]) -> None:
    """Add the parts of the conflict to the one found before that shares most of its facts, which it
    depends on.
    """

    def closeness(number: int) -> tuple[bool, int]:
        own, others = set(conflict.facts), set(found[number].facts)
        return others <= own, len(others & own)

    nearest = max(range(len(found)), key=closeness)
    whole = found[nearest]
    found[nearest] = replace(
        whole,
        parts=tuple(dict.fromkeys((*whole.parts, *conflict.parts))),
        own=tuple(dict.fromkeys((*whole.own, *conflict.own))),
    )


def _as_dropped(numbers: Collection[int], facts: Sequence[Fact]) -> list[int]:
    """The facts in the order in which they are tentatively left out: last those that a reader would
    question last.
    """

    def rank(number: int) -> tuple[int, int]:
        match facts[number]:
            case WaveTakesNoMore():
                return 0, -number
            case RuleStands():
                return 1, -number
            case WaveKeepsPeriod() | WeekdaysNamed() | HolidaysOff() | WavesInOrder():
                return 2, -number
            case SiteIsFirm():
                return 3, -number

    return sorted(numbers, key=rank)


def smallest_first(found: Sequence[UnsatisfiableSubset]) -> tuple[UnsatisfiableSubset, ...]:
    """The conflicts in the order in which they are reported."""
    return tuple(sorted(found, key=lambda conflict: (len(conflict.facts), conflict.facts)))

"""What `before` and `follows` have in common: one site waits for another."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from hpplan.domain.gaps import Gap
from hpplan.domain.measures import DAYS
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.language import _
from hpplan.periods import Fit, Miss, missed
from hpplan.rules.base import (
    NEVER_TRUE,
    DayDecisions,
    Decisions,
    Push,
    Relaxation,
    Rule,
    Verdict,
    Violation,
    Wait,
    WaveSymmetry,
)
from hpplan.text import whole


def waiting_break(
    snapshot: Snapshot, placements: Placements, first: str, then: str, gap: Gap, waited_for: str
) -> Violation | None:
    """The break between the two, if any. Not being placed counts as after every wave."""
    early = snapshot.wave.get(placements.get(first, ""))
    late = snapshot.wave.get(placements.get(then, ""))
    one, other = snapshot.name(first), snapshot.name(then)
    verdict = Verdict.HISTORY if snapshot.live(then) else Verdict.BROKEN
    movable = tuple(site for site in (first, then) if not snapshot.live(site))
    if late is None:
        if early is None or gap.at_most is None:
            return None
        message = _(
            "{then} is not placed, although {first} is, in {wave}",
            then=other,
            first=one,
            wave=early,
        )
        return Violation((first, then), message, verdict, movable)
    if early is None:
        message = _(
            "{then} is in {wave}, but {first}, which it waits for, is not placed",
            then=other,
            wave=late,
            first=one,
        )
        return Violation((first, then), message, verdict, movable)
    asked = gap.asked_of(other, waited_for)
    values = {"asked": asked, "late": late.dated, "first": one, "early": early.dated}
    match gap.fit(early, late):
        case Fit.NONE:
            message = (
                _("{asked}, but both are in {wave}", asked=asked, wave=late.dated)
                if early.id == late.id
                else _("{asked}, but is in {late}, and {first} in {early}", **values)
            )
            return Violation((first, then), message, verdict, movable)
        case Fit.SOME if verdict is Verdict.BROKEN:
            message = _(
                "{asked}, and does so on some days only: it is in {late}, and {first} in {early}",
                **values,
            )
            return Violation((first, then), message, Verdict.UNSURE)
        case _:
            return None


def waiting_missed(
    snapshot: Snapshot, placements: Placements, broken: Violation, gap: Gap, waited_for: str
) -> str:
    """What the gap asks of `then`, and by how much its go-live misses that, in days where they are
    known.
    """
    one, other = broken.subject
    early = snapshot.wave.get(placements.get(one, ""))
    late = snapshot.wave.get(placements.get(other, ""))
    if early is None or late is None:
        return broken.message
    asked = gap.asked_of(snapshot.name(other), waited_for)
    if early.id == late.id:
        return _("{asked}; both would be in {wave}", asked=asked, wave=_when(late))
    first, then = snapshot.go_live(one, early.id), snapshot.go_live(other, late.id)
    if first is not None and then is not None:
        least, most = (then.first - first.last).days, (then.last - first.first).days
        if most < 0:
            days = _days(-most, -least)
            return _("{asked}, but would come {days} before it", asked=asked, days=days)
        if least > 0:
            days = _days(least, most)
            return _("{asked}, but would come {days} after it", asked=asked, days=days)
    return _(
        "{asked}; it would be in {late}, and {first} in {early}",
        asked=asked,
        late=_when(late),
        first=snapshot.name(one),
        early=_when(early),
    )


def waiting_push(
    snapshot: Snapshot, placements: Placements, broken: Violation, gap: Gap, waited_for: str
) -> Push:
    """Which of the two waves has to go later, by the part of the gap that is a time."""
    one, other = broken.subject
    early = snapshot.wave.get(placements.get(one, ""))
    late = snapshot.wave.get(placements.get(other, ""))
    why = gap.asked_of(snapshot.name(other), waited_for)
    if early is None or late is None or early is late:
        return Push((), why)
    if early.go_live is None or late.go_live is None:
        return Push((), why)
    at_most = None if gap.at_most is None else gap.at_most.time
    match missed(early.go_live, late.go_live, gap.time, at_most):
        case Miss.TOO_SOON:
            return Push((late.id,), why)
        case Miss.TOO_LATE:
            return Push((early.id,), why)
        case Miss.NEITHER:
            return Push((early.id, late.id), why)


def _days(least: int, most: int) -> str:
    days = DAYS.amount(most)
    return days if least == most else _("{least} to {most}", least=whole(least), most=days)


def gap_relaxations(gap: Gap, waves: int, alter: Callable[[Gap], Rule]) -> Iterator[Relaxation]:
    """Gaps with a smaller lower bound and gaps with a larger upper bound, in a programme of this
    many waves.
    """
    for unit, least in gap.units():
        if least:
            yield Relaxation(least, partial(_lowered, gap, unit, least, alter))
    if gap.at_most is not None:
        enough = {"waves": waves, "months": 1200, "weeks": 5200, "days": 36_500}
        for unit, most in gap.at_most.units():
            yield Relaxation(enough[unit], partial(_raised, gap, unit, most, alter))


def _lowered(gap: Gap, unit: str, least: int, alter: Callable[[Gap], Rule], step: int) -> Rule:
    return alter(gap.model_copy(update={unit: least - step}))


def _raised(gap: Gap, unit: str, most: int, alter: Callable[[Gap], Rule], step: int) -> Rule:
    assert gap.at_most is not None
    bound = gap.at_most.model_copy(update={unit: most + step})
    return alter(gap.model_copy(update={"at_most": bound}))


def _when(slot: WaveState) -> str:
    return f"{slot}" if slot.go_live is None else f"{slot}, {slot.go_live.words}"


def seen_by(gap: Gap) -> WaveSymmetry:
    """The symmetry of waves that the gap leaves: moving up keeps the order, and at least one step
    between two waves.
    """
    return WaveSymmetry.NONE if gap.by_date or (gap.waves or 0) > 1 else WaveSymmetry.PACKABLE


def demand_waiting(
    snapshot: Snapshot, decisions: Decisions, first: str, then: str, gap: Gap
) -> None:
    """Require that, whichever wave `then` takes, `first` takes one that is early enough for it."""
    if snapshot.live(then):
        return
    subject = (first, then)
    waves = snapshot.waves
    early_enough = snapshot.early_enough(gap)
    nested = all(set(a) <= set(b) for a, b in pairwise(early_enough))
    support = [decisions.in_wave(first, slot) for slot in waves]
    wanted: dict[tuple[int, ...], list[int]] = {}
    so_far: list[int] = []
    for slot, positions in zip(waves, early_enough, strict=True):
        here = decisions.in_wave(then, slot)
        if here == NEVER_TRUE:
            continue
        # Where later waves admit all that earlier ones do, summing up to the wave is stronger, and
        # what is asked up to the last wave with the same supporters says the rest.
        so_far = [*(so_far if nested else ()), here]
        supporters = tuple(literal for n in positions if (literal := support[n]) != NEVER_TRUE)
        if nested:
            wanted[supporters] = so_far
        else:
            wanted.setdefault(supporters, []).append(here)
    for supporters, waiting in wanted.items():
        terms = [(1, literal) for literal in supporters]
        decisions.at_least(subject, terms + [(-1, literal) for literal in waiting], 0)
    if gap.at_most is not None:
        both = [(1, decisions.placed(then)), (-1, decisions.placed(first))]
        decisions.at_least(subject, both, 0)


def demand_days_between(snapshot: Snapshot, decisions: DayDecisions, wait: Wait) -> None:
    """Require that waves whose periods have some such days be given days that lie the gap apart."""
    gap = wait.gap
    most = None if gap.at_most is None else gap.at_most.time
    early = [(slot, decisions.in_wave(wait.first, slot)) for slot in snapshot.waves]
    late = [(slot, decisions.in_wave(wait.then, slot)) for slot in snapshot.waves]
    for one, first_there in early:
        for other, then_there in late:
            chosen = one is not other and (decisions.days(one) or decisions.days(other))
            if chosen and gap.fit(one, other) is Fit.SOME:
                far = decisions.days_apart(one, other, gap.time, most)
                decisions.any_true((wait.first, wait.then), [~first_there, ~then_there, far])

"""The effect of a plan on those who had another, in numbers: moves, days, order and notice."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.earliest import delays, first_day
from hpplan.goals.reference import CLAIMS, AgainstCurrent
from hpplan.periods import Duration
from hpplan.programme.programme import SituationData
from hpplan.rules.traits import Unary
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Upheaval:
    """Against a reference plan: how many sites leave their wave; by how many days in total sites go
    live later, and earlier, None where waves have no dates; how many pairs of sites go live in the
    opposite order; and how many sites go live earlier with less than their due notice.

    Days are those between the first days of go-lives. A site that is not placed counts as twelve
    months after the last wave; one without a wave in the reference plan, or that takes no part,
    does not count.
    """

    moved: int
    days_later: int | None
    days_earlier: int | None
    overtaken: int
    notice_lost: int

    def __bool__(self) -> bool:
        """Whether there is any upheaval."""
        counts = (self.moved, self.days_later, self.days_earlier, self.overtaken, self.notice_lost)
        return any(counts)


def upheaval_of(situation: SituationData, placements: Placements) -> Upheaval:
    """The upheaval of a plan against the one that the goals compare with, else against
    the claims.
    """
    return upheaval(situation, reference(situation), situation, placements)


def reference(situation: SituationData) -> Placements:
    """The waves that plans are compared with: those of the first goal that names a plan file, else
    those of the claims.
    """
    against = (goal for goal in situation.goals if isinstance(goal, AgainstCurrent))
    named = next((goal for goal in against if goal.against != CLAIMS), None)
    seen = situation.snapshot
    return seen.comes_from() if named is None else named.current(seen)


def upheaval(
    before: SituationData, reference: Placements, after: SituationData, placements: Placements
) -> Upheaval:
    """The upheaval of the placements against the reference plan, each with the dates of its own
    situation.
    """
    settled = [site for site in after.snapshot.taking_part if site in reference]
    moved = sum(placements.get(site) != reference[site] for site in settled)
    was, now = _Clock.of(before.snapshot), _Clock.of(after.snapshot)
    dated = [site for site in settled if reference[site] in before.snapshot.wave]
    went = {site: was.of_wave(reference[site]) for site in dated}
    goes = {site: now.of_wave(placements.get(site)) for site in dated}
    by_days = was.days and now.days
    shifts = [goes[site] - went[site] for site in dated] if by_days else []
    return Upheaval(
        moved,
        sum(shift for shift in shifts if shift > 0) if by_days else None,
        -sum(shift for shift in shifts if shift < 0) if by_days else None,
        _overtaken(Counter((went[site], goes[site]) for site in dated)),
        _notice_lost(before, after, {s: w for s, w in reference.items() if s in went}, placements),
    )


@dataclass(frozen=True, slots=True)
class _Clock:
    """The go-lives of waves, as numbers of days or of positions; and the number for never."""

    waves: dict[str, int]
    never: int
    days: bool

    @classmethod
    def of(cls, snapshot: Snapshot) -> "_Clock":
        late, never = delays(snapshot)
        start = first_day(snapshot)
        if start is None:
            return cls(late, never, days=False)
        origin = start.toordinal()
        waves = {wave: origin + delay for wave, delay in late.items()}
        return cls(waves, origin + never, days=True)

    def of_wave(self, wave: str | None) -> int:
        return self.never if wave is None else self.waves[wave]


def _overtaken(moves: Counter[tuple[int, int]]) -> int:
    """How many pairs of sites change their order, from the number of sites for each pair of times
    before and after.
    """
    return sum(
        many * others
        for ((was, now), many), ((then, later), others) in combinations(moves.items(), 2)
        if (was < then and now > later) or (was > then and now < later)
    )


def notices(situation: SituationData) -> Iterator[tuple[Unary, Duration]]:
    """The rules that give sites a time to prepare, and that time."""
    for rule in situation.rules:
        if isinstance(rule, Unary) and (time := rule.notice) is not None:
            yield rule, time


def _notice_lost(
    before: SituationData, after: SituationData, was: Placements, placements: Placements
) -> int:
    """The sites whose go-live becomes earlier, with less time left than a rule gives them."""
    snapshot = after.snapshot
    lost = set()
    for rule, _ in notices(after):
        for site in snapshot.select(rule.sites):
            if site not in was or site not in placements or snapshot.live(site):
                continue
            slot, went = snapshot.wave[placements[site]], before.snapshot.wave[was[site]].go_live
            if slot.go_live is None or went is None or went.first <= slot.go_live.first:
                continue
            if rule.shuts(snapshot, slot, site):
                lost.add(site)
    return len(lost)

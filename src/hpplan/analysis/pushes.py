"""The smallest delays of later waves when waves go live at other times.

No site changes wave, and the waves keep their order. Each wave that may be pushed has its own date,
followed by possible later ones: for a wave known to the day, every later day that the calendar
allows; for another, the same period some whole months later. Pushes are dates for all of them with
which the order holds and no hard rule is broken, by the rules' own verifiers. The least of all
pushes is wanted: that of the first wave is least, then that of the next one given the first, and so
on.

Most rules only ever ask that one wave be later, given the others. With such rules the least is less
for every wave, not only in that order: starting from their own dates, whatever a rule or the order
asks to be later is set later, and no push can leave it earlier. Where a rule leaves open which of
several waves it is, each is tried in turn, and branches that cannot improve on the least found so
far are abandoned. So what is found is least, and where nothing is found there is nothing, unless
the search met a limit of its own: then it has proved nothing, and says what it did not try.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from itertools import pairwise
from typing import Final

from hpplan.domain.agenda import Calendar
from hpplan.domain.go_live_days import allows
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.language import _
from hpplan.periods import Duration, Period
from hpplan.programme.changes import WaveSlip
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Push, Rule, Verdict, Violation
from hpplan.solving.deadline import Deadline
from hpplan.values import dataclass

Lack = Callable[[Mapping[str, Period]], tuple[str, ...] | None]
"""A function of dates: the waves of which one has to be later, if not all have days that keep every
rule; None if they have.
"""

FARTHEST: Final = Duration(months=240)
"""The farthest push of a wave in the search."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why a wave is not earlier: the demand, and the rule that makes it; else the order
    of waves.
    """

    text: str
    rule: Rule | None = None

    def __str__(self) -> str:
        return self.text if self.rule is None else f"{self.text} ({self.rule.name})"


@dataclass(frozen=True, slots=True)
class Pushes:
    """The pushed waves, by id, in order: their go-lives, and why not earlier."""

    dates: Mapping[str, Period]
    because: Mapping[str, Because]


@dataclass(frozen=True, slots=True)
class Asking:
    """A rule that is broken by these dates, or the order of two waves, and the push that would end
    that.
    """

    snapshot: Snapshot
    rule: Rule | None
    broken: Violation
    push: Push


@dataclass(frozen=True, slots=True)
class NoPushes:
    """Proved: no pushes keep every rule. `met` are the rules that the search met, which suffice to
    show it; `end` is the break that no push ends.
    """

    met: tuple[Rule, ...]
    end: Asking


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """No pushes were found, and nothing is proved: the search did not try this, in words."""

    untried: str


def asked_for(snapshot: Snapshot, slips: Iterable[WaveSlip]) -> Mapping[str, Period]:
    """The go-lives of the waves that slip, each slip applied on top of those before it."""
    dates: dict[str, Period] = {}
    for slip in slips:
        dates |= slip.dates(snapshot.redated(dates))
    return dates


class TimeOver(Exception):
    """The time ended before there was an answer."""


def least_pushes(
    situation: SituationData,
    placements: Placements,
    asked: Mapping[str, Period],
    rules: Sequence[Rule],
    deadline: Deadline,
    lack: Lack | None = None,
) -> Pushes | NoPushes | OutOfReach:
    """The least pushes of the waves behind those that are asked to go live at other times, so that
    these rules are kept, and there is no `lack` of days. Raises TimeOver.
    """
    return _Search(situation, placements, asked, rules, deadline, lack).run()


def date_rules(situation: SituationData) -> list[Rule]:
    """The hard rules that another date of a wave might break."""
    return [rule for rule in situation.hard_rules if rule.by_date]


class _Dates:
    """The possible dates of a wave that may be pushed, the smallest push first."""

    def __init__(self, own: Period, calendar: Calendar) -> None:
        self._found = [own]
        self._more = self._days(calendar) if own.is_day else self._months()
        self._last = FARTHEST.ordinal(own.first)

    def at(self, push: int) -> Period | None:
        """The date by the number of the push; None where it is too far."""
        while len(self._found) <= push:
            if (found := next(self._more, None)) is None:
                return None
            self._found.append(found)
        return self._found[push]

    def _days(self, calendar: Calendar) -> Iterator[Period]:
        number = 1
        while (found := self._moved(Duration(days=number))) is not None:
            if allows(calendar, found.first):
                yield found
            number += 1

    def _months(self) -> Iterator[Period]:
        number = 1
        while (found := self._moved(Duration(months=number))) is not None:
            yield found
            number += 1

    def _moved(self, by: Duration) -> Period | None:
        found = self._found[0].moved(by)
        return found if found is not None and found.first.toordinal() <= self._last else None


@dataclass(frozen=True, slots=True)
class _State:
    """The least push of each wave, by id, as far as it is known; the waves that are held where they
    are; and why each pushed wave is not earlier.
    """

    least: Mapping[str, int]
    held: frozenset[str] = frozenset()
    because: Mapping[str, Because] = field(default_factory=dict)

    def later(self, wave: str, because: Because, hold: Collection[str] = ()) -> "_State":
        return _State(
            {**self.least, wave: self.least[wave] + 1},
            self.held.union(hold),
            {**self.because, wave: because},
        )


def _words(slot: WaveState) -> str:
    return _("no date") if slot.go_live is None else slot.go_live.words


class _Search:
    def __init__(
        self,
        situation: SituationData,
        placements: Placements,
        asked: Mapping[str, Period],
        rules: Sequence[Rule],
        deadline: Deadline,
        lack: Lack | None,
    ) -> None:
        self._snapshot = situation.snapshot.redated(asked)
        self._asked, self._lack = asked, lack
        self._placements = placements
        self._rules = rules
        self._deadline = deadline
        self._listed = {wave.id: number for number, wave in enumerate(situation.programme.waves)}
        first = min((situation.snapshot.wave[wave].position for wave in asked), default=0)
        behind = [slot for slot in self._snapshot.waves[first:] if slot.id not in asked]
        calendar = situation.programme.agenda.calendar
        self._dates = {
            slot.id: _Dates(slot.go_live, calendar)
            for slot in behind
            if slot.go_live is not None and situation.snapshot.is_ahead(slot)
        }
        self._met: dict[int, Rule] = {}
        self._end: Asking | None = None
        self._best: _State | None = None
        self._too_far = False

    def run(self) -> Pushes | NoPushes | OutOfReach:
        waiting = [_State(dict.fromkeys(self._dates, 0))]
        while waiting:
            waiting += self._settled(waiting.pop())
        if self._best is None:
            if self._too_far:
                years = FARTHEST.months // 12
                return OutOfReach(_("to push a wave by more than {n} years", n=years))
            assert self._end is not None
            return NoPushes(tuple(self._met.values()), self._end)
        dates = self._found(self._best)
        return Pushes(dates, {wave: self._best.because[wave] for wave in dates})

    def _settled(self, state: _State) -> Sequence[_State]:
        """The best state that following the demands leads to; else the states to be tried instead,
        the most promising last.
        """
        while True:
            if self._deadline.over:
                raise TimeOver
            if self._best is not None and self._pushes(state) >= self._pushes(self._best):
                return ()
            dates = self._found(state)
            if any(push and wave not in dates for wave, push in state.least.items()):
                self._too_far = True
                return ()
            snapshot = self._snapshot.redated(dates)
            asking = self._asking(snapshot) or self._for_days(snapshot, dates)
            if asking is None:
                self._best = state
                return ()
            free = [w for w in asking.push.waves if w in self._dates and w not in state.held]
            if not free:
                self._end = asking
                return ()
            because = Because(asking.push.why, asking.rule)
            if len(free) > 1:
                free.sort(key=lambda wave: self._snapshot.wave[wave].position)
                return [state.later(w, because, free[:n]) for n, w in enumerate(free)]
            state = state.later(free[0], because)

    def _pushes(self, state: _State) -> tuple[int, ...]:
        return tuple(state.least.values())

    def _found(self, state: _State) -> dict[str, Period]:
        """The dates of the waves that are pushed, without those that would be pushed too far."""
        return {
            wave: period
            for wave, push in state.least.items()
            if push and (period := self._dates[wave].at(push)) is not None
        }

    def _asking(self, snapshot: Snapshot) -> Asking | None:
        """Two waves out of order, else a rule that is broken."""
        dated = [slot for slot in snapshot.waves if slot.go_live is not None]
        for one, other in pairwise(dated):
            if self._place(other) < self._place(one):
                message = _(
                    "{wave} would go live before {other}",
                    wave=f"{other} ({_words(other)})",
                    other=f"{one} ({_words(one)})",
                )
                push = Push((other.id,), _("not before {wave}", wave=one))
                return Asking(snapshot, None, Violation((one.id, other.id), message), push)
        for rule in self._rules:
            for found in rule.violations(snapshot, self._placements):
                if found.verdict is Verdict.BROKEN:
                    self._met[id(rule)] = rule
                    push = rule.push(snapshot, self._placements, found)
                    return Asking(snapshot, rule, found, push)
        return None

    def _for_days(self, snapshot: Snapshot, dates: Mapping[str, Period]) -> Asking | None:
        """The demand that one of the waves be later, for all of them to have days."""
        if self._lack is None or (waves := self._lack({**self._asked, **dates})) is None:
            return None
        push = Push(waves, _("so that all waves have days"))
        return Asking(snapshot, None, Violation((), _("no days are left for all waves")), push)

    def _place(self, slot: WaveState) -> tuple[date, int]:
        """The sort key of waves: their first days, then their place in the list."""
        assert slot.go_live is not None
        return slot.go_live.first, self._listed[slot.id]

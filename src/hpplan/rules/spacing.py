"""The kind `spacing`."""

from dataclasses import replace
from functools import partial
from itertools import combinations, pairwise
from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from hpplan.domain.measures import DAYS
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.language import _
from hpplan.periods import Duration, Fit, Miss, fit_between, missed
from hpplan.rules.base import (
    DayDecisions,
    Decisions,
    HeadlineTopic,
    Push,
    Relaxation,
    Rule,
    Verdict,
    Violation,
)
from hpplan.rules.traits import Relaxable, Spaced


class Spacing(Spaced, Relaxable, Rule):
    """The rule `spacing`."""

    title = "time between one wave and the next"
    meaning = """
    Between the go-lives of consecutive waves that hold a site lies at least `min` and at most
    `max`.

    A break is history when every site of both waves is live.
    """
    asks = "the time between one wave that holds a site and the next"
    history = "every site of both waves"
    one_break = "two waves that follow each other"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
    waves:
      - {id: W1, go_live: 2024-05-04}
      - {id: W2, go_live: 2024-08-03}
      - {id: W3, go_live: 2024-11-02}
    rules:
      - {kind: spacing, min: 3m}
    """
    keeps = "ask:W1 berg:W3"
    breaks = "ask:W1 berg:W2"

    headline = HeadlineTopic.DISTANCES

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["min"]}, {"required": ["max"]}]}
    )

    kind: Literal["spacing"] = "spacing"
    least: Duration | None = Field(
        default=None,
        alias="min",
        description="the time between them at least; this, `max` or both are needed",
    )
    most: Duration | None = Field(
        default=None, alias="max", description="the time between them at most"
    )

    @model_validator(mode="after")
    def _bounds_something(self) -> Self:
        if self.least is None and self.most is None:
            raise PydanticCustomError("incomplete", "a spacing needs 'min', 'max' or both")
        return self

    def sentence(self, snapshot: Snapshot) -> str:  # noqa: ARG002  # names no site
        return _("{time} between one wave and the next", time=self._bounds)

    @property
    def _bounds(self) -> str:
        if self.least is None:
            return _("at most {most}", most=_words(self.most))
        if self.most is None:
            return _("at least {least}", least=_words(self.least))
        return _(
            "at least {least} and at most {most}", least=_words(self.least), most=_words(self.most)
        )

    def _fit(self, one: WaveState, other: WaveState) -> Fit:
        if one.go_live is None or other.go_live is None:
            return Fit.SOME
        return fit_between(one.go_live, other.go_live, self.least, self.most)

    @property
    def by_date(self) -> bool:
        return True

    @property
    def of_fewer(self) -> Self | None:
        return None if self.least is None else self.altered(most=None)

    @property
    def fixable_by_additions(self) -> bool:
        return self.most is not None  # others may go between

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        held = set(placements.values())
        used = [slot for slot in snapshot.waves if slot.id in held]
        breaks = []
        for one, other in pairwise(used):
            fit = self._fit(one, other)
            if fit is Fit.ALL:
                continue
            movable = tuple(
                site
                for site, wave in placements.items()
                if wave in (one.id, other.id) and not snapshot.live(site)
            )
            message = _(
                "{first} and {then} are not {time} apart",
                first=one.dated,
                then=other.dated,
                time=self._bounds,
            )
            if fit is Fit.NONE:
                verdict = Verdict.BROKEN if movable else Verdict.HISTORY
                breaks.append(Violation((one.id, other.id), message, verdict, movable))
            elif movable:
                breaks.append(Violation((one.id, other.id), message, Verdict.UNSURE))
        return breaks

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:  # noqa: ARG002  # said by the waves
        one, other = (snapshot.wave[wave] for wave in broken.subject)
        assert one.go_live is not None
        assert other.go_live is not None
        least = (other.go_live.first - one.go_live.last).days
        most = (other.go_live.last - one.go_live.first).days
        last = other.go_live.last.toordinal()
        if self.least is not None and self.least.ordinal(one.go_live.first) > last:
            asked, days = _("at least {least}", least=_words(self.least)), DAYS.amount(most)
            days = days if least == most else _("at most {most}", most=days)
        else:
            asked, days = _("at most {most}", most=_words(self.most)), DAYS.amount(least)
            days = days if least == most else _("at least {least}", least=days)
        return _(
            "{wave} must come {time} after {first}, but comes {days} after it",
            wave=other,
            time=asked,
            first=one,
            days=days,
        )

    def push(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> Push:  # noqa: ARG002  # said by the waves
        one, other = (snapshot.wave[wave] for wave in broken.subject)
        assert one.go_live is not None
        assert other.go_live is not None
        match missed(one.go_live, other.go_live, self.least, self.most):
            case Miss.TOO_SOON:
                why = _("at least {time} after {wave}", time=_words(self.least), wave=one)
                return Push((other.id,), why)
            case Miss.TOO_LATE:
                why = _("at most {time} before {wave}", time=_words(self.most), wave=other)
                return Push((one.id,), why)
            case Miss.NEITHER:
                why = _(
                    "{time} between {first} and {then}", time=self._bounds, first=one, then=other
                )
                return Push((one.id, other.id), why)

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:  # noqa: ARG002  # whatever is known
        found = []
        for name, bound, sign in (("least", self.least, -1), ("most", self.most, 1)):
            if bound is None:
                continue
            months, days = bound.months, bound.days
            unit = "days" if days else "months"
            steps = (days or months) if sign < 0 else 1200
            found.append(Relaxation(steps, partial(self._other, name, bound, unit, sign)))
        return found

    def _other(self, name: str, bound: Duration, unit: str, sign: int, step: int) -> Self:
        changed = replace(bound, **{unit: getattr(bound, unit) + sign * step})
        return self.altered(**{name: changed})

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        wrong = [
            (one, other)
            for one, other in combinations(snapshot.waves, 2)
            if self._fit(one, other) is Fit.NONE
        ]
        if not wrong:
            return
        uses = {slot.id: decisions.uses(slot) for slot in snapshot.waves}
        open_sites = [site for site in snapshot.taking_part if not snapshot.live(site)]
        moving = {
            slot.id: decisions.any_of(decisions.in_wave(site, slot) for site in open_sites)
            for slot in {slot.id: slot for pair in wrong for slot in pair}.values()
        }
        for one, other in wrong:
            between = [uses[w.id] for w in snapshot.waves[one.position + 1 : other.position]]
            for here, there in (
                (moving[one.id], uses[other.id]),
                (uses[one.id], moving[other.id]),
            ):
                # Both at once only if a wave between them is used.
                terms = [(1, here), (1, there), *((-1, lit) for lit in between)]
                decisions.at_most((one.id, other.id), terms, 1)

    def encode_days(self, snapshot: Snapshot, decisions: DayDecisions) -> None:
        open_sites = [site for site in snapshot.taking_part if not snapshot.live(site)]
        for one, other in combinations(snapshot.waves, 2):
            if not (decisions.days(one) or decisions.days(other)):
                continue
            if self._fit(one, other) is not Fit.SOME:
                continue
            far = decisions.days_apart(one, other, self.least, self.most)
            waves = snapshot.waves[one.position + 1 : other.position]
            between = [decisions.uses(slot) for slot in waves]
            for moving, staying in ((one, other), (other, one)):
                here = decisions.any_of(decisions.in_wave(site, moving) for site in open_sites)
                decisions.any_true(
                    (one.id, other.id), [~here, ~decisions.uses(staying), *between, far]
                )


def _words(bound: Duration | None) -> str:
    return "" if bound is None else bound.words

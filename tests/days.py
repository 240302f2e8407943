"""Small random programmes with go-live days to choose, and every choice of them, tried one by one.

What days there are, and in which order, is written here once more from FORMAT, without the solver.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from hpplan.domain.agenda import Agenda
from hpplan.domain.public_holidays import public_holidays
from hpplan.domain.wave_state import WaveState
from hpplan.domain.waves import Wave
from hpplan.goals import BY_KIND as GOALS
from hpplan.goals.base import Sense
from hpplan.programme.programme import Overrides, ProgrammeData, SituationData
from hpplan.rules import BY_KIND as RULES
from hpplan.rules import Rule
from hpplan.rules.base import Verdict
from tests.programmes import (
    AS_OF,
    RULE_KEYS,
    SELECTORS,
    Nowhere,
    every_plan,
    gated,
    goals,
    keeps_hard_rules,
    sites,
)

GO_LIVES = st.sampled_from(
    [
        "2023-11",
        "2023-12-18..2024-01-12",
        "2024-01-06",
        "2024-01",
        "2024-02-10..2024-03-05",
        "2024-02-17",
        "2024-03-02..2024-03-31",
        "2024-W10",
        "2024-03-28..2024-04-06",
        "2024-04-06",
        "2024-04",
        None,
    ]
)
PERIODS = st.sampled_from(
    ["2024-01-10", "2024-01", "2024-02-24", "2024-03-01..2024-03-10", "2024-W09", "2024-04-06"]
)
GAPS = st.sampled_from(
    [
        {"days": 0},
        {"days": 1},
        {"days": 14},
        {"weeks": 3},
        {"months": 1},
        {"months": 2},
        {"days": 7, "at_most": {"days": 30}},
        {"waves": 1, "at_most": {"months": 1}},
    ]
)
TIMES = st.sampled_from(["7d", "14d", "3w", "1m", "40d"])
CALENDARS = st.sampled_from(
    [
        {"holidays": "NO", "go_live_days": ["saturday"]},
        {"holidays": "NO", "go_live_days": ["thursday", "saturday"]},
        {"go_live_days": ["friday"]},
        {"holidays": "NO", "go_live_days": ["monday"]},
    ]
)


def _with(fixed: Mapping[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> Any:
    return st.fixed_dictionaries(dict(fixed), optional=optional)


DAY_RULE_KEYS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "before": _with({"first": SELECTORS, "then": SELECTORS, "gap": GAPS}),
    "follows": _with({"gap": GAPS}, sites=SELECTORS),
    "window": st.one_of(
        _with({"sites": SELECTORS, "not_before": PERIODS}),
        _with({"sites": SELECTORS, "not_after": PERIODS}),
    ),
    "notice": _with({"months": st.integers(0, 3)}, sites=SELECTORS, **{"from": PERIODS}),
    "blackout": _with({"period": PERIODS}, sites=SELECTORS, recurs=st.just("yearly")),
    "legacy": _with({}, sites=SELECTORS, grace=TIMES),
    "pool": _with(
        {
            "use": st.dictionaries(
                st.sampled_from(["run-up", "support"]), st.integers(0, 2), min_size=1
            ),
            "max": st.integers(0, 5),
        },
        measure=st.just("staff"),
        sites=SELECTORS,
        by=st.sampled_from(["week", "month"]),
    ),
    "spacing": st.one_of(
        _with({"min": TIMES}), _with({"max": TIMES}), _with({"min": st.just("7d"), "max": TIMES})
    ),
}
"""Keys of the kinds of rules that look at days, with days near those of the waves."""

RHYTHMS = st.sampled_from(["3w", "30d", "5w"])


@st.composite
def _rules(draw: st.DrawFn, kind: str | None = None) -> Rule:
    chosen = kind or draw(st.sampled_from(sorted({*DAY_RULE_KEYS, "capacity", "apart", "hosts"})))
    keys = DAY_RULE_KEYS.get(chosen, RULE_KEYS[chosen])
    return RULES[chosen].model_validate(
        draw(keys) | {"kind": chosen, "hard": draw(st.sampled_from([True, True, False]))}
    )


@st.composite
def dated_situations(
    draw: st.DrawFn, kind: str | None = None, *, gates: bool = False
) -> SituationData:
    """A programme with windows of up to 30 days, as of a day, of which the days are asked for; with
    `gates` some are passed and failed.
    """
    known = []
    for wave in draw(st.sampled_from([("W1", "W2"), ("W1", "W2", "W3")])):
        go_live = draw(GO_LIVES)
        known.append(Wave.model_validate({"id": wave} | ({"go_live": go_live} if go_live else {})))
    everyone = draw(sites(known, free=False))
    placing = goals().filter(lambda aim: aim.kind != "rhythm")
    aims = draw(st.lists(placing, min_size=1, max_size=2, unique_by=lambda aim: aim.kind))
    if draw(st.booleans()):
        aims.append(GOALS["rhythm"].model_validate({"kind": "rhythm", "gap": draw(RHYTHMS)}))
    agenda = Agenda.model_validate(
        {
            "id": "p",
            "name": "P",
            "calendar": draw(CALENDARS),
            "phases": [
                {"id": "run-up", "from": "-1m", "to": "0d"},
                {"id": "support", "from": "0d", "to": "10d"},
            ],
        }
    )
    if gates:
        agenda, known, everyone = draw(gated(agenda, known, everyone))
    stated = [draw(_rules(kind)), *draw(st.lists(_rules(), max_size=2))]
    return ProgrammeData(
        agenda=agenda,
        sources={},
        regions={},
        sites=tuple(everyone),
        waves=tuple(known),
        rules=tuple(stated),
        goals=tuple(aims),
        places=Nowhere(),
    ).on(AS_OF, Overrides(dates=True))


def possible_days(situation: SituationData, slot: WaveState) -> list[date]:
    """The days that the wave may go live on, whoever is in it."""
    calendar = situation.programme.agenda.calendar
    assert slot.go_live is not None
    days = []
    day = slot.go_live.first
    while day <= slot.go_live.last:
        holidays = public_holidays(calendar.holidays or "", day.year) if calendar.holidays else {}
        named = not calendar.go_live_days or f"{day:%A}".lower() in calendar.go_live_days
        if day >= situation.as_of and named and day not in (holidays or {}):
            days.append(day)
        day += timedelta(days=1)
    return days


def choices(situation: SituationData, plan: Mapping[str, str]) -> Iterator[dict[str, date]]:
    """Every choice of days for the waves of a plan, each later than the wave before."""
    used = [
        slot
        for slot in situation.snapshot.waves
        if slot.id in plan.values() and slot.go_live is not None and not slot.past
    ]

    def choose(
        waves: list[WaveState], before: date | None, chosen: dict[str, date], given: bool
    ) -> Iterator[dict[str, date]]:
        if not waves:
            yield chosen
            return
        slot, rest = waves[0], waves[1:]
        assert slot.go_live is not None
        if slot.go_live.is_day:
            day = slot.go_live.first
            if before is None or before < day or given:
                yield from choose(rest, day, chosen, given=True)
            return
        for day in possible_days(situation, slot):
            if before is None or before < day:
                yield from choose(rest, day, {**chosen, slot.id: day}, given=False)

    yield from choose(used, None, {}, given=False)


def pairs(situation: SituationData) -> Iterator[tuple[dict[str, str], dict[str, date]]]:
    """Every plan that keeps the hard rules, with every choice of days on which it does."""
    for plan in every_plan(situation):
        if not keeps_hard_rules(situation, plan):
            continue
        for days in choices(situation, plan):
            dated = situation.on_days(days).snapshot
            if not any(
                broken.verdict is Verdict.BROKEN
                for rule in situation.hard_rules
                for broken in rule.violations(dated, plan)
            ):
                yield plan, days


def ranked(
    situation: SituationData, plan: Mapping[str, str], days: Mapping[str, date]
) -> tuple[int, ...]:
    """The goals of the placements, then of the days, so that smaller is better."""
    placed = [
        goal.measure(situation.snapshot, plan) * (1 if goal.sense is Sense.MINIMISE else -1)
        for goal in situation.goals
    ]
    dated = situation.on_days(days).snapshot
    return (*placed, *(goal.measure(dated, plan) for goal in situation.day_goals))

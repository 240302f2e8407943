"""The least pushes against brute force: every date that each wave behind could have."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hpplan.analysis.pushes import (
    NoPushes,
    OutOfReach,
    Pushes,
    asked_for,
    date_rules,
    least_pushes,
)
from hpplan.domain.agenda import Calendar
from hpplan.domain.sites import MUNICIPALITY, Site
from hpplan.domain.snapshot import Snapshot
from hpplan.domain.waves import Wave
from hpplan.goals import Participation
from hpplan.periods import Duration, Period
from hpplan.programme.changes import WaveSlip, changed, goes_live
from hpplan.programme.programme import ProgrammeData, SituationData
from hpplan.rules import BY_KIND, Rule
from hpplan.rules.base import Verdict
from hpplan.solving.deadline import Deadline
from tests.patience import PATIENCE
from tests.programmes import AGENDA, AS_OF, Nowhere, keeps_hard_rules
from tests.thoroughness import examples

MONTHS, SATURDAYS = 8, 20
"""So many pushes of each wave are tried by brute force."""

SATURDAYS_ONLY = Calendar.model_validate({"go_live_days": ["saturday"], "holidays": "NO"})
BY = st.sampled_from(
    [Duration(months=n) for n in (1, 2, 3, 4, 6, 9, -1)] + [Duration(days=n) for n in (20, 45)]
)
GO_LIVES = (
    "2024-02",
    "2024-03-02",
    "2024-04",
    "2024-05-04",
    "2024-05-18",
    "2024-spring",
    "2024-06",
    "2024-Q3",
    "2024-08-03",
    "2024-10",
)
SITES = ("a", "b", "c", "d")
SPANS = st.sampled_from(["20d", "30d", "45d", "2m", "3m"])
FARTHER = st.sampled_from(["120d", "5m", "9m"])


@st.composite
def gaps(draw: st.DrawFn) -> dict[str, Any]:
    least = draw(st.sampled_from([{"days": 30}, {"months": 1}, {"months": 2}, {"days": 0}]))
    return least | draw(st.sampled_from([{}, {}, {"at_most": {"months": 6}}]))


@st.composite
def date_rule(draw: st.DrawFn, kinds: Sequence[str]) -> Rule:
    kind = draw(st.sampled_from(kinds))
    some = st.one_of(st.just("all"), st.lists(st.sampled_from(SITES), min_size=1, unique=True))
    keys: Mapping[str, st.SearchStrategy[dict[str, Any]]] = {
        "spacing": st.fixed_dictionaries({"min": SPANS}, optional={"max": FARTHER}),
        "before": st.fixed_dictionaries(
            {"first": st.sampled_from("ab"), "then": st.sampled_from("bcd"), "gap": gaps()}
        ),
        "blackout": st.fixed_dictionaries(
            {"period": st.sampled_from(["2024-06", "2024-07..2024-08", "2024-10-20..2024-11-10"])},
            optional={"recurs": st.just("yearly"), "sites": some},
        ),
        "window": st.one_of(
            st.fixed_dictionaries(
                {"sites": some, "not_after": st.sampled_from(["2024-10", "2025"])}
            ),
            st.fixed_dictionaries({"sites": some, "not_before": st.just("2024-02")}),
        ),
        "pool": st.fixed_dictionaries(
            {
                "use": st.sampled_from(
                    [{"support": 1}, {"run-up": 1}, {"run-up": 1, "support": 1}]
                ),
                "max": st.sampled_from([1, 2, 3]),
            },
            optional={"by": st.just("month"), "sites": some},
        ),
    }
    return BY_KIND[kind].model_validate(draw(keys[kind]) | {"kind": kind})


@st.composite
def slipping(
    draw: st.DrawFn, kinds: Sequence[str] = ("spacing", "before", "blackout", "window", "pool")
) -> tuple[SituationData, dict[str, str], WaveSlip]:
    """A programme of four waves, a site in most of them; the rules are such as its plan keeps."""
    go_lives = sorted(draw(st.lists(st.sampled_from(GO_LIVES), min_size=3, max_size=4)))
    waves = [Wave.model_validate({"id": f"W{n}", "go_live": at}) for n, at in enumerate(go_lives)]
    placements = {site: draw(st.sampled_from(waves)).id for site in SITES}
    sites = [
        Site.model_validate({"id": site, "name": site, "kind": MUNICIPALITY, "wave": wave})
        for site, wave in placements.items()
    ]
    drawn = draw(st.lists(date_rule(kinds), min_size=3, max_size=7))
    agenda = AGENDA.model_copy(update={"calendar": SATURDAYS_ONLY})
    programme = ProgrammeData(agenda, {}, {}, sites, waves, (), (Participation(),), Nowhere())
    seen = programme.on(AS_OF).snapshot
    kept = [rule for rule in drawn if not breaks(rule, seen, placements)]
    situation = replace(programme, rules=kept).on(AS_OF)
    slip = WaveSlip(
        draw(st.sampled_from(waves[:2])).id, draw(BY), onward=draw(st.integers(0, 4)) == 0
    )
    return situation, placements, slip


def breaks(rule: Rule, seen: Snapshot, placements: Mapping[str, str]) -> bool:
    return any(b.verdict is Verdict.BROKEN for b in rule.violations(seen, placements))


def found(
    situation: SituationData, placements: dict[str, str], slip: WaveSlip
) -> Pushes | NoPushes | OutOfReach:
    asked = asked_for(situation.snapshot, [slip])
    deadline = Deadline.after(PATIENCE)
    return least_pushes(situation, placements, asked, date_rules(situation), deadline)


def tried(
    situation: SituationData, placements: Mapping[str, str], slip: WaveSlip
) -> Iterator[dict[str, Period]]:
    """Every push that keeps the hard rules and the order of the waves, the first wave's least
    first.
    """
    asked = asked_for(situation.snapshot, [slip])
    waves = situation.snapshot.waves
    first = min(situation.snapshot.wave[wave].position for wave in asked)
    behind = [
        slot for slot in waves[first:] if slot.id not in asked and situation.snapshot.is_ahead(slot)
    ]
    for dates in product(*(choices(slot.go_live) for slot in behind if slot.go_live)):
        pushed = {slot.id: to for slot, to in zip(behind, dates, strict=True)}
        instead = changed(
            situation, [goes_live(wave, to) for wave, to in {**asked, **pushed}.items()]
        )
        in_order = [slot.id for slot in instead.snapshot.waves] == [slot.id for slot in waves]
        if in_order and keeps_hard_rules(instead, placements):
            yield pushed


def choices(own: Period) -> list[Period]:
    if not own.is_day:
        return [to for n in range(MONTHS) if (to := own.moved(Duration(months=n))) is not None]
    saturdays = (own.first + timedelta(days) for days in range(1, 7 * SATURDAYS))
    return [own, *(Period.day(day) for day in saturdays if day.weekday() == 5 and free(day))]


def free(day: date) -> bool:
    """No Saturday of these years is a holiday in Norway but these."""
    return day not in (date(2026, 12, 26), date(2027, 5, 1))


def compare(situation: SituationData, placements: dict[str, str], slip: WaveSlip) -> None:
    answer = found(situation, placements, slip)
    every = tried(situation, placements, slip)
    if (least := next(every, None)) is None:
        if isinstance(answer, Pushes):  # farther than what was tried
            far = [to for wave, to in answer.dates.items() if to not in near(situation, wave)]
            assert far
        return
    assert isinstance(answer, Pushes)
    changed_dates = {w: to for w, to in least.items() if to != situation.snapshot.wave[w].go_live}
    assert dict(answer.dates) == changed_dates
    assert [*answer.because] == [*answer.dates]


def near(situation: SituationData, wave: str) -> list[Period]:
    own = situation.snapshot.wave[wave].go_live
    assert own is not None
    return choices(own)


@examples(40)
@given(slipping())
def test_each_wave_in_order_is_pushed_as_little_as_any_push_that_keeps_the_rules(
    case: tuple[SituationData, dict[str, str], WaveSlip],
) -> None:
    compare(*case)


@examples(15)
@given(slipping(("spacing", "before", "blackout", "window")))
def test_without_pools_no_wave_is_pushed_less_by_any_push(
    case: tuple[SituationData, dict[str, str], WaveSlip],
) -> None:
    situation, placements, slip = case
    answer = found(*case)
    for pushed in tried(situation, placements, slip):
        assert isinstance(answer, Pushes)
        assert [w for w, to in pushed.items() if w in answer.dates and to < answer.dates[w]] == []

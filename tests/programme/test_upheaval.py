"""The upheaval of a plan against counting it by hand, and beside the goals that weigh it."""

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hpplan.goals import Order, Stability
from hpplan.periods import Duration
from hpplan.programme.changes import changed, goes_live
from hpplan.programme.programme import SituationData
from hpplan.programme.upheaval import Upheaval, upheaval, upheaval_of
from hpplan.rules.notice import Notice
from tests.builders import known, plan
from tests.programmes import situations
from tests.thoroughness import examples


@examples(40)
@given(st.data())
def test_the_upheaval_is_what_counting_gives_and_what_the_goals_weigh(data: st.DataObject) -> None:
    before = data.draw(situations())
    dated = [slot for slot in before.snapshot.waves if slot.go_live is not None and not slot.past]
    moved = [slot for slot in dated if data.draw(st.booleans())]
    to = [slot.go_live and slot.go_live.moved(Duration(months=7)) for slot in moved]
    pairs = zip(moved, to, strict=True)
    after = changed(before, [goes_live(slot.id, period) for slot, period in pairs if period])
    waves = [slot.id for slot in before.snapshot.waves]
    reference, placements = (
        {
            site: wave
            for site in before.snapshot.taking_part
            if (wave := data.draw(st.sampled_from([*waves, None]))) is not None
        }
        for _ in range(2)
    )
    bill = upheaval(before, reference, after, placements)
    assert bill == counted(before, reference, after, placements)
    same = upheaval(after, reference, after, placements)
    leaving, later = Stability(), Stability(by="days")
    weighed = [
        goal.against_plan(reference).measure(after.snapshot, placements)
        for goal in (leaving, later, Order())
    ]
    if same.days_later is not None:
        assert [same.moved, same.days_later, same.overtaken] == weighed


def counted(
    before: SituationData,
    reference: Mapping[str, str],
    after: SituationData,
    placements: Mapping[str, str],
) -> Upheaval:
    """The upheaval site by site and pair by pair."""
    sites = [site for site in after.snapshot.taking_part if site in reference]
    moved = sum(1 for site in sites if placements.get(site) != reference[site])
    was = {site: place(before, reference.get(site)) for site in sites}
    now = {site: place(after, placements.get(site)) for site in sites}
    overtaken = sum(
        1 for a, b in combinations(sites, 2) if (was[a] - was[b]) * (now[a] - now[b]) < 0
    )
    lost = sum(loses_notice(site, before, reference, after, placements) for site in sites)
    if not (has_days(before) and has_days(after)):
        return Upheaval(moved, None, None, overtaken, lost)
    shifts = [now[site] - was[site] for site in sites]
    later, earlier = sum(s for s in shifts if s > 0), sum(-s for s in shifts if s < 0)
    return Upheaval(moved, later, earlier, overtaken, lost)


def loses_notice(
    site: str,
    before: SituationData,
    reference: Mapping[str, str],
    after: SituationData,
    placements: Mapping[str, str],
) -> bool:
    """Whether a site goes live earlier, on no day that a rule about notice leaves it."""
    if site not in placements or after.snapshot.sites[site].live:
        return False
    was = before.snapshot.wave[reference[site]].go_live
    now = after.snapshot.wave[placements[site]].go_live
    if was is None or now is None or now.first >= was.first:
        return False
    return any(
        isinstance(rule, Notice)
        and site in after.snapshot.select(rule.sites)
        and now.last < rule.earliest(after.snapshot)
        for rule in after.rules
    )


def has_days(situation: SituationData) -> bool:
    """Whether no wave that a site may be in is undated, and one at least has a date."""
    snapshot = situation.snapshot
    held = {found.wave for found in snapshot.sites.values() if found.takes_part}
    enterable = [slot for slot in snapshot.waves if slot.takes_more or slot.id in held]
    dated = any(slot.go_live is not None for slot in snapshot.waves)
    return dated and all(slot.go_live is not None for slot in enterable)


def place(situation: SituationData, wave: str | None) -> int:
    """The first day of the wave, else its place; after the last one, where there is none."""
    waves = situation.snapshot.waves
    if not has_days(situation):
        return len(waves) if wave is None else [slot.id for slot in waves].index(wave)
    last = max(slot.go_live.first for slot in waves if slot.go_live is not None)
    never = last.replace(year=last.year + 1).toordinal()
    period = None if wave is None else situation.snapshot.wave[wave].go_live
    return never if period is None else period.first.toordinal()


TEXT = """\
programme: {id: p, name: P, as_of: 2024-01-01}
sources: [{id: s, kind: document, published: 2023-06-01}]
municipalities:
  - {id: a, claims: [{says: planned, wave: W3, source: s}]}
  - {id: b, claims: [{says: decided, wave: W2, source: s}]}
  - {id: c, claims: [{says: planned, wave: W2, source: s}]}
  - {id: d, claims: [{says: live, wave: W0, on: 2023-05-06, source: s}]}
waves:
  - {id: W0, go_live: 2023-05-06}
  - {id: W1, go_live: 2024-06-01}
  - {id: W2, go_live: 2025-01-04}
  - {id: W3, go_live: 2025-06-07}
rules: [{kind: notice, months: 12}]
"""


def test_notice_is_lost_by_who_goes_earlier_to_less_than_the_rule_gives(tmp_path: Path) -> None:
    situation = known(tmp_path, TEXT)
    lost = [
        upheaval_of(situation, plan(line)).notice_lost
        for line in ("a:W1 b:W1 c:W1 d:W0", "a:W2 b:W2 c:W3 d:W0", "a:W3 b:W2 c:W2 d:W0")
    ]
    assert lost == [3, 0, 0]


def test_an_earlier_date_of_the_wave_itself_takes_notice_too_but_a_later_one_gives_it(
    tmp_path: Path,
) -> None:
    before, waves = known(tmp_path, TEXT), plan("a:W3 b:W2 c:W2 d:W0")
    period = before.snapshot.wave["W2"].go_live
    assert period is not None
    for days, lost in ((-4, 2), (4, 0)):
        to = period.moved(Duration(days=days))
        assert to is not None
        after = changed(before, [goes_live("W2", to)])
        assert upheaval(before, waves, after, waves) == Upheaval(
            moved=0,
            days_later=max(0, 2 * days),
            days_earlier=max(0, -2 * days),
            overtaken=0,
            notice_lost=lost,
        )


def test_the_reference_is_the_plan_file_that_a_goal_names(tmp_path: Path) -> None:
    (tmp_path / "june.json").write_text(
        '{"placements": [{"site": "c", "wave": "W3"}, {"site": "a", "wave": "W1"}]}'
    )
    named = TEXT + "goals: [{kind: participation}, {kind: stability, against: june.json}]\n"
    situation = known(tmp_path, named)
    days = (date(2025, 6, 7) - date(2024, 6, 1)).days
    assert upheaval_of(situation, plan("a:W3 b:W2 c:W3 d:W0")) == Upheaval(1, days, 0, 0, 0)

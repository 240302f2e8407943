"""What the risks mean for a plan: every future of tiny programmes, replanned by trying every plan.

The trial shares nothing with what is tested but the rules' verifiers and the goals' measures: each
step of a future is a data file of its own, in which what has happened is stated as claims.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.analysis.risk.assessment import Contribution, RunsAsked, assess
from hpplan.analysis.risk.counts import counted as counted_in
from hpplan.analysis.risk.figures import everybody_by, figures, figures_of
from hpplan.analysis.risk.futures import RiskEvent, dice_of, drawn
from hpplan.analysis.risk.lives import DeadEnd, Futures, Lived
from hpplan.analysis.risk.replanning import Ending, Replanner
from hpplan.execution.executor import HERE, WorkersLost
from hpplan.goals import Stability
from hpplan.goals.participation import Participation
from hpplan.goals.soft_rules import SoftRules
from hpplan.periods import Duration
from hpplan.planning import Solved, best_plan
from hpplan.programme.programme import SituationData
from hpplan.reading import read
from hpplan.rules.base import Verdict
from tests.analysis.every_future import enumerated_futures
from tests.builders import programme
from tests.execution.stopped import Stopped
from tests.patience import ENOUGH
from tests.thoroughness import examples

DAY = date(2024, 1, 1)
Doc = dict[str, Any]


def situation_of(tmp_path: Path, document: object, day: date = DAY) -> SituationData:
    (tmp_path / "p.yaml").write_text(json.dumps(document, default=str), encoding="utf-8")
    reading = read(tmp_path)
    assert reading.programme is not None, reading.findings
    return reading.programme.on(day)


def begun(situation: SituationData) -> Replanner | None:
    found = best_plan(situation, ENOUGH)
    return Replanner(situation, found.plan.waves) if isinstance(found, Solved) else None


# --- the trial ----------------------------------------------------------------------------------


Known = dict[str, dict[str, str] | None]
"""The best plan of each data file of each day, None where there is none."""


class Trial:
    """One future, by hand."""

    def __init__(self, tmp_path: Path, document: Doc, plan: dict[str, str], known: Known) -> None:
        self.tmp_path, self.document, self.plan = tmp_path, document, dict(plan)
        self.known = known
        self.dates = {
            str(w["id"]): date.fromisoformat(str(w["go_live"])) for w in document["waves"]
        }
        self.decided = {
            str(site["id"])
            for site in document["sites"]
            for claim in site.get("claims", [])
            if claim["says"] == "decided" and plan.get(str(site["id"])) == claim["wave"]
        }
        self.left: set[str] = set()
        self.late: dict[str, date] = {}
        self.most: dict[str, int] = {}
        self.lost = False

    def run(self, events: Sequence[RiskEvent]) -> None:
        in_order = sorted(events, key=lambda event: event.known)
        for day, known in groupby(in_order, key=lambda event: event.known):
            self.step(day, list(known))
            if self.lost:
                return

    def is_live(self, site: str, day: date) -> bool:
        return site in self.plan and self.dates[self.plan[site]] < day

    def step(self, day: date, events: Sequence[RiskEvent]) -> None:
        before = dict(self.dates)
        late: dict[str, Duration] = defaultdict(Duration)
        slipped: dict[str, Duration] = defaultdict(Duration)
        for event in events:
            match event.kind.value:
                case "withdraws" if not self.is_live(event.subject, day):
                    self.left.add(event.subject)
                case "maximum":
                    assert event.maximum is not None
                    before_it = self.most.get(event.subject, event.maximum)
                    self.most[event.subject] = min(before_it, event.maximum)
                case "site later" if event.subject in self.plan:
                    if not self.is_live(event.subject, day):
                        late[event.subject] += event.delay or Duration()
                case "wave later" if before[event.subject] >= day:
                    slipped[event.subject] += event.delay or Duration()
                case _:
                    pass
        not_before = {site: by.after(before[self.plan[site]]) for site, by in late.items()}
        self.plan = {s: w for s, w in self.plan.items() if s not in self.left}
        self.dates |= (later := {wave: by.after(before[wave]) for wave, by in slipped.items()})
        earlier = date.min
        for wave, own in before.items():  # in order: who is not asked goes no earlier than others
            if slipped and own >= day:
                self.dates[wave] = max(later.get(wave, own), earlier)
            earlier = self.dates[wave] if slipped else earlier
        self.late |= {s: max(by, self.late.get(s, by)) for s, by in not_before.items()}
        self.plan_again(day)

    def plan_again(self, day: date) -> None:
        stated = self.stated(day)
        said = json.dumps([str(day), stated, self.plan], default=str)
        if said not in self.known:
            self.known[said] = self.best(situation_of(self.tmp_path, stated, day))
        best = self.known[said]
        self.lost = best is None
        self.plan = self.plan if best is None else best

    def best(self, situation: SituationData) -> dict[str, str] | None:
        snapshot = situation.snapshot
        goals = [g for g in situation.goals if not isinstance(g, Stability)]
        first = [g for g in goals if isinstance(g, Participation | SoftRules)]
        goals = [*first, Stability(), *(g for g in goals if g not in first)]
        best: tuple[tuple[object, ...], dict[str, str]] | None = None
        sites = snapshot.taking_part
        waves = {slot.id: slot.position for slot in snapshot.waves}
        required = {s for s in sites if snapshot.sites[s].required}
        for chosen in product([*waves, None], repeat=len(sites)):
            plan = {s: w for s, w in zip(sites, chosen, strict=True) if w is not None}
            if required - plan.keys() or not self.keeps(situation, plan):
                continue
            here = [
                (0 if plan.get(s) == self.plan.get(s) and s in plan else 1 + waves[plan[s]])
                if s in plan
                else 99
                for s in sites
            ]
            rank = (*(goal.cost(snapshot, plan) for goal in goals), *here)
            if best is None or rank < best[0]:
                best = rank, plan
        return None if best is None else best[1]

    def keeps(self, situation: SituationData, plan: dict[str, str]) -> bool:
        snapshot = situation.snapshot
        for site in snapshot.taking_part:
            found = snapshot.sites[site]
            wave = plan.get(site)
            if found.firm is not None and wave != found.wave:
                return False
            if wave is not None and snapshot.wave[wave].past and wave != found.wave:
                return False
        return not any(
            broken.verdict is Verdict.BROKEN
            for rule in situation.hard_rules
            for broken in rule.violations(snapshot, plan)
        )

    def stated(self, day: date) -> Doc:
        """What has happened, as a data file."""
        sites = []
        for stated in self.document["sites"]:
            site, name = {k: v for k, v in stated.items() if k != "claims"}, str(stated["id"])
            wave = self.plan.get(name)
            if name in self.left:
                site["claims"] = [{"says": "withdrawn"}]
            elif wave is not None and self.dates[wave] < day:
                site["claims"] = [{"says": "live", "wave": wave, "on": str(self.dates[wave])}]
            elif wave is not None:
                barred = self.late.get(name, date.min) > self.dates[wave]
                firm = name in self.decided and not barred and wave == self.decided_on(name)
                says = "decided" if firm else "planned"
                site["claims"] = [{"says": says, "wave": wave}]
            sites.append(site)
        waves = [{**w, "go_live": str(self.dates[str(w["id"])])} for w in self.document["waves"]]
        rules = [
            {**r, "max": self.most[str(r["id"])]} if r.get("id") in self.most else r
            for r in self.document["rules"]
        ]
        for name, by in self.late.items():
            early = [wave for wave, at in self.dates.items() if at < by]
            if early and name not in self.left and not self.is_live(name, day):
                rules.append({"kind": "forbid", "sites": name, "waves": early})
        return {**self.document, "sites": sites, "waves": waves, "rules": rules, "risks": []}

    def decided_on(self, name: str) -> str | None:
        for site in self.document["sites"]:
            if site["id"] == name:
                claims: list[dict[str, str]] = site.get("claims", [])
                return next((c["wave"] for c in claims if c["says"] == "decided"), None)
        return None


def as_tried(ending: Ending) -> tuple[object, ...]:
    course = ending.course
    if ending.lost is not None:
        return ("lost",)
    dates = {wave: period.first for wave, period in course.dates if period is not None}
    return course.placements, dates, set(course.left)


NAMES = ("a", "b", "c")
WAVES = ("W1", "W2", "W3")


@st.composite
def documents(draw: st.DrawFn) -> Doc:
    start = DAY + timedelta(days=draw(st.integers(20, 200)))
    gaps = [draw(st.integers(1, 150)) for _ in WAVES]
    dates = [start + timedelta(days=sum(gaps[:n])) for n in range(len(WAVES))]
    sites: list[dict[str, Any]] = []
    for name in NAMES:
        says = draw(st.sampled_from(["planned", "planned", "decided", None]))
        site: dict[str, Any] = {"id": name, "kind": "k", "required": draw(st.booleans())}
        if says is not None:
            site["claims"] = [{"says": says, "wave": draw(st.sampled_from(WAVES))}]
        sites.append(site)
    a, b = draw(st.permutations(NAMES))[:2]
    known: list[dict[str, Any]] = [
        {"kind": "before", "first": a, "then": b, "gap": {"waves": 0}},
        {"kind": "notice", "sites": "all", "months": 3},
        {"kind": "together", "sites": [a, b]},
        {"kind": "forbid", "sites": a, "waves": "W2", "hard": False},
    ]
    rules = draw(st.permutations(known))[: draw(st.integers(0, 3))]
    rules += [{"id": "cap", "kind": "capacity", "max": draw(st.integers(1, 2))}]
    one_site, one_wave = st.sampled_from(NAMES), st.sampled_from(WAVES)
    slips: list[dict[str, Any]] = [
        {"waves": draw(one_wave), "by": {"1m": 1, "5m": 3}},
        {"waves": "all", "by": "40d", "together": True},
        {"sites": draw(one_site), "by": "2m"},
        {"sites": [a, b], "by": {"40d": 1, "2m": 1}, "together": True},
    ]
    slip, other = draw(st.permutations(slips))[:2]
    risks: list[dict[str, Any]] = [
        {"kind": "slip", "chance": 0.25, **slip},
        {"kind": "slip", "chance": 0.5, **other},
        {"kind": "withdraw", "sites": [a, b], "chance": 0.125, "together": draw(st.booleans())},
        {"kind": "gate", "gate": "ready", "sites": draw(one_site), "chance": 0.25, "by": "3m"},
        {"kind": "capacity", "rule": "cap", "chance": 0.5, "max": draw(st.integers(0, 3))},
    ]
    kept = draw(st.permutations(risks))[: draw(st.integers(2, 5))]
    days = st.sampled_from([None, None, str(DAY + timedelta(days=60)), "2024-03"])
    kept = [risk if (day := draw(days)) is None else {**risk, "on": day} for risk in kept]
    return {
        "programme": {"id": "p", "gates": [{"id": "ready", "at": "-90d"}]},
        "sites": sites,
        "waves": [{"id": w, "go_live": str(d)} for w, d in zip(WAVES, dates, strict=True)],
        "rules": rules,
        "risks": kept,
        "goals": [{"kind": "participation"}, {"kind": "stability"}, {"kind": "earliest"}],
    }


@examples(18)
@given(document=documents())
def test_every_future_is_what_trying_every_plan_comes_to(
    tmp_path_factory: pytest.TempPathFactory, document: Doc
) -> None:
    tmp_path = tmp_path_factory.mktemp("p")
    situation = situation_of(tmp_path, document)
    replanner = begun(situation)
    if replanner is None:
        return
    dice, known = dice_of(situation, replanner.placements), Known()
    endings: dict[Ending, Fraction] = {}
    last_days: dict[date | None, Fraction] = {}
    for probability, events in enumerated_futures(dice):
        ending = replanner.through(events)
        endings[ending] = endings.get(ending, Fraction(0)) + probability
        tried = Trial(tmp_path, document, dict(replanner.placements), known)
        tried.run(events)
        expected = ("lost",) if tried.lost else (tried.plan, tried.dates, tried.left)
        assert as_tried(ending) == expected, events
        taking_part = [site for site in NAMES if site not in tried.left]
        everybody = not tried.lost and all(site in tried.plan for site in taking_part)
        ends = [tried.dates[tried.plan[site]] for site in taking_part] if everybody else []
        day = None if not everybody else max(ends, default=DAY)
        last_days[day] = last_days.get(day, Fraction(0)) + probability
    assert sum(endings.values()) == 1
    reached, by_80 = Fraction(0), None
    for day in sorted(day for day in last_days if day is not None):
        reached += last_days[day]
        if by_80 is None and reached >= Fraction(8, 10):
            by_80 = day
    assert everybody_by(counted_in(replanner, endings)) == by_80
    counted = figures(replanner, endings)
    lost = sum(p for ending, p in endings.items() if ending.lost is not None)
    assert (counted.no_plan.value, counted.no_plan.error) == (float(lost), 0.0)


# --- what is drawn, and when it is known --------------------------------------------------------

PLANNED = """\
programme: {id: p, as_of: 2024-01-01, gates: [{id: ready, at: -90d}]}
sites:
  - {id: a, kind: k, claims: [{says: planned, wave: W2}]}
  - {id: b, kind: k, claims: [{says: decided, wave: W2}]}
  - {id: c, kind: k, claims: [{says: live, wave: W1, on: 2023-05-01}]}
waves: [{id: W1, go_live: 2023-05-01}, {id: W2, go_live: 2025-06-01}, {id: W3, go_live: 2025-09-01}]
rules: [{id: cap, kind: capacity, max: 2}]
"""


def drawn_from(tmp_path: Path, risks: str, rules: str = "") -> tuple[SituationData, Replanner]:
    text = PLANNED.replace("max: 2}]", f"max: 2}}{rules}]")
    situation = programme(tmp_path, f"{text}risks:\n{risks}").on(DAY)
    replanner = begun(situation)
    assert replanner is not None
    return situation, replanner


@pytest.mark.parametrize(
    ("risk", "rules", "expected"),
    [
        ("{kind: slip, waves: W2, chance: 1, by: 3m}", "", ["2024-06-01 W2"]),
        ("{kind: slip, sites: a, chance: 1, by: 3m}", "", ["2024-06-01 a"]),
        (
            "{kind: slip, waves: W2, chance: 1, by: 3m}",
            ", {kind: notice, sites: a, months: 6}, {kind: notice, sites: b, months: 9}",
            ["2024-09-01 W2"],
        ),
        (
            "{kind: slip, waves: W2, chance: 1, by: 3m}",
            ", {kind: notice, sites: a, months: 48}",
            ["2024-01-01 W2"],  # at the earliest on the as-of date
        ),
        ("{kind: slip, waves: W2, chance: 1, by: 3m, on: 2024-03}", "", ["2024-03-31 W2"]),
        ("{kind: slip, waves: W2, chance: 1, by: 3m, on: 2023-03}", "", []),  # it is over
        ("{kind: slip, waves: W2, chance: 1, by: 3m, on: 2024-01-01}", "", ["2024-01-01 W2"]),
        ("{kind: slip, waves: W1, chance: 1, by: 3m}", "", []),  # somebody is live in it
        ("{kind: slip, sites: all, chance: 1, by: 3m}", "", ["2024-06-01 a", "2024-06-01 b"]),
        ("{kind: withdraw, sites: all, chance: 1}", "", ["2024-01-01 a", "2024-01-01 b"]),
        ("{kind: withdraw, sites: {status: planned}, chance: 1}", "", ["2024-01-01 a"]),
        ("{kind: capacity, rule: cap, chance: 1, max: 1}", "", ["2024-01-01 cap"]),
        ("{kind: gate, gate: ready, chance: 1, by: 3m}", "", ["2024-01-01 a", "2024-01-01 b"]),
        ("{kind: withdraw, sites: a, chance: 0}", "", []),
        ("{kind: withdraw, sites: a, chance: 1, in_force: {until: 2023}}", "", []),
    ],
)
def test_an_event_is_known_on_its_date_or_as_long_before_as_notice_is_given(
    tmp_path: Path, risk: str, rules: str, expected: list[str]
) -> None:
    situation, replanner = drawn_from(tmp_path, f"  - {risk}\n", rules)
    events = drawn(dice_of(situation, replanner.placements), 1, 0)
    assert [f"{event.known} {event.subject}" for event in events] == expected


def test_each_risk_of_each_future_has_a_stream_of_its_own(tmp_path: Path) -> None:
    one = "  - {id: out, kind: withdraw, sites: all, chance: 0.5}\n"
    other = "  - {id: late, kind: slip, sites: all, chance: 0.5, by: {3m: 1, 6m: 1}}\n"
    found = []
    for number, risks in enumerate((one, other + one)):
        folder = tmp_path / str(number)
        folder.mkdir()
        situation, replanner = drawn_from(folder, risks)
        dice = [d for d in dice_of(situation, replanner.placements) if d.risk == "out"]
        found.append([drawn(dice, 1, future) for future in range(200)])
    assert found[0] == found[1]
    by_site = Counter(event.subject for events in found[0] for event in events)
    assert all(70 < by_site[site] < 130 for site in "ab")
    assert 25 < sum(len(events) == 2 for events in found[0]) < 75  # both: a quarter


def test_together_is_one_draw_of_whether_and_how_long_for_all(tmp_path: Path) -> None:
    risk = "{kind: slip, sites: all, chance: 0.5, by: {3m: 1, 6m: 1}, together: true}"
    situation, replanner = drawn_from(tmp_path, f"  - {risk}\n")
    dice = dice_of(situation, replanner.placements)
    for future in range(50):
        events = drawn(dice, 1, future)
        assert [event.subject for event in events] in ([], ["a", "b"])
        assert len({event.delay for event in events}) <= 1


def test_what_is_drawn_together_is_known_of_all_at_once(tmp_path: Path) -> None:
    late = PLANNED.replace("{says: decided, wave: W2}", "{says: decided, wave: W3}")
    risk = "risks: [{kind: slip, sites: all, chance: 1, by: 3m, together: true}]\n"
    situation = programme(tmp_path, late + risk).on(DAY)
    replanner = begun(situation)
    assert replanner is not None
    events = drawn(dice_of(situation, replanner.placements), 1, 0)
    known = [f"{event.known} {event.subject}" for event in events]
    assert known == ["2024-06-01 a", "2024-06-01 b"]


def test_two_slips_of_one_thing_add_and_who_decided_moves_by_its_own_event_only(
    tmp_path: Path,
) -> None:
    twice = "  - {kind: slip, waves: W2, chance: 1, by: 1m}\n" * 2
    situation, replanner = drawn_from(tmp_path, twice)
    ending = replanner.through(drawn(dice_of(situation, replanner.placements), 1, 0))
    assert {w: str(p) for w, p in ending.course.dates}["W2"] == "2025-08-01"
    assert ending.course.placements == dict(replanner.placements)

    late = "  - {kind: slip, sites: SITE, chance: 1, by: 1m}\n"
    for site in "ab":
        folder = tmp_path / site
        folder.mkdir()
        situation, replanner = drawn_from(folder, late.replace("SITE", site))
        ending = replanner.through(drawn(dice_of(situation, replanner.placements), 1, 0))
        assert ending.course.placements == {**replanner.placements, site: "W3"}


def test_a_slip_pushes_later_waves_as_whatif_does(tmp_path: Path) -> None:
    spaced = ", {kind: spacing, min: {months: 3}}"
    third = "claims: [{says: planned, wave: W2}]}"
    text = PLANNED.replace(third, third.replace("W2", "W3"), 1).replace(
        "max: 2}", "max: 2}" + spaced
    )
    risk = "risks: [{kind: slip, waves: W2, chance: 1, by: 2m}]\n"
    situation = programme(tmp_path, text + risk).on(DAY)
    replanner = begun(situation)
    assert replanner is not None
    ending = replanner.through(drawn(dice_of(situation, replanner.placements), 1, 0))
    dates = {wave: str(period) for wave, period in ending.course.dates}
    assert (dates["W2"], dates["W3"]) == ("2025-08-01", "2025-11-01")


def test_a_wave_that_slips_is_pushed_farther_by_one_before_it(tmp_path: Path) -> None:
    spaced = PLANNED.replace("max: 2}", "max: 2}, {kind: spacing, min: {months: 3}}")
    third = "claims: [{says: planned, wave: W2}]}"
    text = spaced.replace(third, third.replace("W2", "W3"), 1)
    risks = "risks: [{kind: slip, waves: W2, chance: 1, by: 6m, on: 2024-02-01}, "
    risks += "{kind: slip, waves: W3, chance: 1, by: 1m, on: 2024-02-01}]\n"
    situation = programme(tmp_path, text + risks).on(DAY)
    replanner = begun(situation)
    assert replanner is not None
    ending = replanner.through(drawn(dice_of(situation, replanner.placements), 1, 0))
    dates = {wave: str(period) for wave, period in ending.course.dates}
    assert (dates["W2"], dates["W3"]) == ("2025-12-01", "2026-03-01")


def test_what_is_remembered_is_bounded_and_changes_no_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    situation, replanner = drawn_from(
        tmp_path, HALF + "  - {kind: withdraw, sites: a, chance: 0.5}\n"
    )
    dice = dice_of(situation, replanner.placements)
    events = [drawn(dice, 1, n) for n in range(40)]
    endings = [replanner.through(each) for each in events]
    assert replanner.made < 7  # of two draws that come to four futures
    monkeypatch.setattr("hpplan.analysis.risk.replanning.REMEMBERED", 1)
    forgetful = Replanner(situation, replanner.placements)
    assert [forgetful.through(each) for each in events] == endings
    assert forgetful.made > replanner.made


# --- figures ------------------------------------------------------------------------------------

HALF = "  - {id: late, kind: slip, waves: W2, chance: 0.5, by: 6m}\n"


def test_what_is_drawn_comes_near_to_what_is_counted_in_full(tmp_path: Path) -> None:
    situation, replanner = drawn_from(
        tmp_path, HALF + "  - {kind: withdraw, sites: a, chance: 0.25}\n"
    )
    dice = dice_of(situation, replanner.placements)
    exact: dict[Ending, Fraction] = {}
    for probability, events in enumerated_futures(dice):
        ending = replanner.through(events)
        exact[ending] = exact.get(ending, Fraction(0)) + probability
    found = Counter(replanner.through(drawn(dice, 3, n)) for n in range(2000))
    for ending, probability in exact.items():
        assert abs(found[ending] / 2000 - probability) < 0.05
    drawn_figures, counted = figures(replanner, found), figures(replanner, exact)
    assert drawn_figures.same_dates.error == pytest.approx(0.0108, abs=0.0005)
    assert counted.same_dates == type(counted.same_dates)(0.375, 0.0)
    assert [site.as_planned.value for site in counted.sites] == [0.375, 0.5, 1.0]
    assert [(share, by.day) for share, by in counted.everybody] == [
        (0.5, date(2025, 6, 1)),
        (0.8, date(2025, 12, 1)),
        (0.9, date(2025, 12, 1)),
    ]


def test_counts_of_some_futures_and_of_others_are_those_of_all(tmp_path: Path) -> None:
    situation, replanner = drawn_from(
        tmp_path, HALF + "  - {kind: capacity, rule: cap, chance: 0.3, max: 0, on: 2024-09-01}\n"
    )
    futures = Futures(situation, replanner.placements, dice_of(situation, replanner.placements), 3)
    endings = futures.lived(replanner, range(60), None)
    together, live = Lived(), futures.begin()
    for first in range(0, 60, 7):
        together.take(live((range(first, min(first + 7, 60)), None)))
    whole = Counter(endings)
    assert figures_of(replanner, together.counts, drawn=True) == figures(replanner, whole)
    lost = {ending for ending in whole if ending.lost is not None}
    assert len(lost) > 1
    assert list(together.dead_ends.values()) == [
        DeadEnd(number, endings.index(ending)) for ending, number in whole.items() if ending in lost
    ]


def test_a_contribution_is_what_the_date_loses_without_the_risk(tmp_path: Path) -> None:
    situation, _ = drawn_from(
        tmp_path, HALF + "  - {id: out, kind: withdraw, sites: a, chance: 0.1}\n"
    )
    plan = best_plan(situation, ENOUGH)
    assert isinstance(plan, Solved)
    found = assess(situation, plan.plan, RunsAsked(200, 1, contributions=True), HERE)
    assert found.contributions is not None
    assert found.contributions == (
        Contribution("late", 183, date(2025, 6, 1)),
        Contribution("out", 0, date(2025, 12, 1)),
    )


@pytest.mark.parametrize("by", [KeyboardInterrupt, WorkersLost])
def test_what_ends_it_leaves_the_figures_of_the_first_futures(
    tmp_path: Path, by: type[BaseException]
) -> None:
    situation, _ = drawn_from(tmp_path, HALF)
    plan = best_plan(situation, ENOUGH)
    assert isinstance(plan, Solved)
    cut = assess(situation, plan.plan, RunsAsked(100), Stopped(3, by))
    whole = assess(situation, plan.plan, RunsAsked(30), HERE)
    assert (cut.interrupted, cut.runs, cut.figures) == (True, 30, whole.figures)
    assert assess(situation, plan.plan, RunsAsked(9), Stopped(0)).figures is None


def test_a_future_without_a_plan_says_why_and_counts_as_never(tmp_path: Path) -> None:
    risk = "  - {kind: capacity, rule: cap, chance: 1, max: 0}\n"
    situation, _ = drawn_from(tmp_path, risk)
    plan = best_plan(situation, ENOUGH)
    assert isinstance(plan, Solved)
    found = assess(situation, plan.plan, RunsAsked(25), HERE)  # three pieces, counted apart
    assert found.figures is not None
    assert found.figures.no_plan.value == 1
    assert [by.day for _, by in found.figures.everybody] == [None, None, None]
    live = found.figures.sites[2]
    assert (live.site, live.as_planned.value, live.by_80.day) == ("c", 1, date(2023, 5, 1))
    assert [why.futures for why in found.conflicts] == [25]
    assert found.conflicts[0].sentences[0].startswith("W2 holds at most 0")


def test_who_is_too_late_for_every_wave_is_said_by_name(tmp_path: Path) -> None:
    situation, _ = drawn_from(tmp_path, "  - {kind: slip, sites: a, chance: 1, by: 12m}\n")
    plan = best_plan(situation, ENOUGH)
    assert isinstance(plan, Solved)
    (why,) = assess(situation, plan.plan, RunsAsked(1), HERE).conflicts
    assert [text.partition(" (")[2] for text in why.sentences] == [
        "W1: over; W2 and W3: barred by the delay of a)."
    ]


def test_why_there_is_no_plan_is_said_of_the_futures_that_have_none(tmp_path: Path) -> None:
    other = ", {id: of-a, kind: capacity, sites: a, max: 1}"
    risks = "  - {kind: capacity, rule: of-a, chance: 0.2, max: 0}\n"
    risks += "  - {kind: capacity, rule: cap, chance: 0.4, max: 0}\n"
    situation, _ = drawn_from(tmp_path, risks, other)
    plan = best_plan(situation, ENOUGH)
    assert isinstance(plan, Solved)
    found = assess(situation, plan.plan, RunsAsked(20), HERE)
    assert found.figures is not None
    why = {each.sentences[0].partition(",")[0] for each in found.conflicts}
    assert why == {"W2 holds at most 0 sites", "1 site must be placed"}
    lost = round(20 * found.figures.no_plan.value)
    assert sum(each.futures for each in found.conflicts) == lost < 20

"""The timeline: who goes live when, with phases and milestones, and what is next."""

from datetime import date
from pathlib import Path

import pytest

from hpplan.analysis.next_events import gate_events, next_events, too_late
from hpplan.analysis.timeline import Days, MilestoneDates, PhaseDates, TimelineData, TimelineEntry
from hpplan.analysis.timeline import timeline as timeline_of
from hpplan.domain.gates import GateState
from hpplan.programme.plan import current_plan
from tests.builders import known

GIVEN = """
programme:
  id: p
  name: Plattformen
  phases:
    - {id: main, name: Hovedprosjekt, from: -12m, to: 0d}
    - {id: support, from: 0d, to: 3w}
  milestones: [{id: ready, name: Klar, at: -90d}]
regions: [{id: fosen, name: Fosen}, {id: namdal, name: Namdal}]
trusts: [{id: t, name: St. Olavs, claims: [{says: planned, wave: W2}]}]
municipalities:
  - {id: v, name: Vega, regions: [namdal]}
  - {id: a, name: Aure, trust: t, claims: [{says: planned, wave: W2}]}
  - {id: b, name: Bjugn, regions: [fosen], claims: [{says: decided, wave: W1}]}
  - {id: u, name: Rauma, regions: [fosen, namdal], claims: [{says: candidate, wave: W3}]}
  - {id: o, name: Oppdal, claims: [{says: declined}]}
waves:
  - {id: W3}
  - {id: W2, claims: [{go_live: 2025-03}, {called: KI2}]}
  - {id: W1, go_live: 2024-08-31}
rules:
"""
NO_RULES = GIVEN.removesuffix("rules:\n")
FAILED, AHEAD = GateState.FAILED, GateState.AHEAD


def answer(tmp_path: Path, text: str, as_of: str = "2024-05-01") -> TimelineData:
    """The timeline of what the claims say on the day."""
    situation = known(tmp_path, text, as_of)
    return timeline_of(situation, current_plan(situation))


def entry(line: TimelineData, site: str) -> TimelineEntry:
    return next(entry for entry in line.entries if entry.site == site)


def days(first: str, last: str | None = None) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


def next_of(line: TimelineData, as_of: str | None = None) -> list[str]:
    """Each event as a line of text: its days, what happens, and to whom."""
    return [
        f"{event.on.first}..{event.on.last} {event.what} {event.id} {event.name}"
        f" {event.wave}/{event.label}: {' '.join(event.sites)} ({', '.join(event.names)})"
        for event in next_events(line, None if as_of is None else date.fromisoformat(as_of))
    ]


# --- phases and milestones ----------------------------------------------------------------------


def test_phases_of_an_exact_day_are_exact_and_one_without_a_name_is_called_by_its_id(
    tmp_path: Path,
) -> None:
    bjugn = entry(answer(tmp_path, NO_RULES), "b")
    assert bjugn.phases == (
        PhaseDates("main", "Hovedprosjekt", days("2023-08-31"), days("2024-08-31")),
        PhaseDates("support", "support", days("2024-08-31"), days("2024-09-21")),
    )
    assert [phase.approximate for phase in bjugn.phases] == [False, False]
    assert bjugn.milestones == (MilestoneDates("ready", "Klar", days("2024-06-02")),)
    assert not bjugn.milestones[0].on.approximate


def test_phases_of_a_month_run_from_first_day_to_last_day_offsets_and_are_approximate(
    tmp_path: Path,
) -> None:
    aure = entry(answer(tmp_path, NO_RULES), "a")
    assert aure.phases == (
        PhaseDates(
            "main",
            "Hovedprosjekt",
            days("2024-03-01", "2024-03-31"),
            days("2025-03-01", "2025-03-31"),
        ),
        PhaseDates(
            "support", "support", days("2025-03-01", "2025-03-31"), days("2025-03-22", "2025-04-21")
        ),
    )
    assert [(phase.start, phase.end, phase.approximate) for phase in aure.phases] == [
        (date(2024, 3, 1), date(2025, 3, 31), True),
        (date(2025, 3, 1), date(2025, 4, 21), True),
    ]
    assert aure.milestones == (MilestoneDates("ready", "Klar", days("2024-12-01", "2024-12-31")),)
    assert aure.milestones[0].on.approximate


def test_a_phase_starts_on_its_first_day_and_is_over_on_its_end(tmp_path: Path) -> None:
    main = entry(answer(tmp_path, NO_RULES), "b").phases[0]
    assert (main.start, main.end) == (date(2023, 8, 31), date(2024, 8, 31))


@pytest.mark.parametrize("site", ["u", "v", "o"])
def test_who_has_no_date_has_no_phases_no_milestones_and_no_day_to_decide(
    tmp_path: Path, site: str
) -> None:
    undated = entry(answer(tmp_path, GIVEN + "  - {kind: notice, months: 6}"), site)
    assert (undated.go_live, undated.phases, undated.milestones, undated.decide_by) == (
        None,
        (),
        (),
        None,
    )


# --- the last day to decide ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "site", "decide_by"),
    [
        # By the first day of the go-live's month.
        ("[{kind: notice, months: 6}]", "a", date(2024, 9, 1)),
        ("[{kind: notice, months: 6}]", "t", date(2024, 9, 1)),
        # Of several notices the longest, and only from rules that select the site.
        (
            "[{kind: notice, months: 3}, {kind: notice, months: 12, sites: a}]",
            "a",
            date(2024, 3, 1),
        ),
        (
            "[{kind: notice, months: 12, sites: a}, {kind: notice, months: 3}]",
            "a",
            date(2024, 3, 1),
        ),
        (
            "[{kind: notice, months: 3}, {kind: notice, months: 12, sites: a}]",
            "t",
            date(2024, 12, 1),
        ),
        ("[{kind: notice, months: 12, sites: a}]", "t", None),
        # Who is firm has decided.
        ("[{kind: notice, months: 6}]", "b", None),
        # A rule that is not in force, or counts from a fixed day, asks for no decision.
        ("[{kind: notice, months: 6, in_force: {until: 2023}}]", "a", None),
        ("[{kind: notice, months: 6, from: 2024-01-01}]", "a", None),
        ("[]", "a", None),
    ],
)
def test_who_is_not_firm_decides_by_the_go_live_less_the_longest_notice(
    tmp_path: Path, rules: str, site: str, decide_by: date | None
) -> None:
    line = answer(tmp_path, GIVEN.replace("rules:", f"rules: {rules}"))
    assert entry(line, site).decide_by == decide_by


def test_six_months_before_the_end_of_august_is_the_end_of_february(tmp_path: Path) -> None:
    text = GIVEN.replace("says: decided", "says: planned") + "  - {kind: notice, months: 6}"
    assert entry(answer(tmp_path, text), "b").decide_by == date(2024, 2, 29)


@pytest.mark.parametrize(("as_of", "late"), [("2024-09-01", []), ("2024-09-02", ["t", "a"])])
def test_it_is_too_late_from_the_day_after_the_last_day_to_decide(
    tmp_path: Path, as_of: str, late: list[str]
) -> None:
    line = answer(tmp_path, GIVEN + "  - {kind: notice, months: 6}", as_of)
    assert [entry.site for entry in too_late(line)] == late
    assert [entry.site for entry in too_late(line, date(2024, 9, 2))] == ["t", "a"]


def test_a_site_keeps_the_day_by_which_it_said_it_would_decide(tmp_path: Path) -> None:
    text = NO_RULES.replace("name: Vega", "name: Vega, claims: [{says: undecided, until: 2024-06}]")
    until = entry(answer(tmp_path, text), "v").until
    assert until is not None
    assert (until.first, until.last) == (date(2024, 6, 1), date(2024, 6, 30))


# --- order and filters --------------------------------------------------------------------------


def test_the_dated_come_first_then_the_undated_then_those_without_a_wave(tmp_path: Path) -> None:
    line = answer(tmp_path, NO_RULES)
    assert [(entry.site, entry.wave, entry.label, entry.status) for entry in line.entries] == [
        ("b", "W1", "W1", "decided"),
        ("t", "W2", "KI2", "planned"),
        ("a", "W2", "KI2", "planned"),
        ("u", "W3", "W3", "candidate"),
        ("v", None, None, "none"),
        ("o", None, None, "declined"),
    ]


def test_at_equal_first_days_the_narrower_date_comes_first(tmp_path: Path) -> None:
    text = """
programme: {id: p, name: P}
municipalities:
  - {id: month, name: Aure, claims: [{says: planned, wave: W1}]}
  - {id: day, name: Bjugn, claims: [{says: planned, wave: W2}]}
waves: [{id: W1, go_live: 2025-03}, {id: W2, go_live: 2025-03-01}]
"""
    assert [entry.site for entry in answer(tmp_path, text).entries] == ["day", "month"]


def test_who_the_plan_does_not_name_is_in_no_wave(tmp_path: Path) -> None:
    situation = known(tmp_path, NO_RULES, "2024-05-01")
    plan = current_plan(known(tmp_path, NO_RULES.replace("id: v", "id: w"), "2024-05-01"))
    vega = entry(timeline_of(situation, plan), "v")
    assert (vega.wave, vega.reason) == (None, "the plan does not name it")


@pytest.mark.parametrize(
    ("sites", "waves", "regions", "trusts", "left"),
    [
        ("", "", "", "", "b t a u v o"),
        ("a", "", "", "", "a"),
        ("o v", "", "", "", "v o"),
        ("", "W2", "", "", "t a"),
        ("", "", "fosen", "", "b u"),
        ("", "", "namdal", "", "u v"),
        # A trust and its catchment.
        ("", "", "", "t", "t a"),
        # Any of what is named.
        ("o", "W1", "namdal", "t", "b t a u v o"),
        ("o", "W3", "", "", "u o"),
    ],
)
def test_a_filter_leaves_the_entries_of_any_site_wave_region_or_trust_it_names(
    tmp_path: Path, sites: str, waves: str, regions: str, trusts: str, left: str
) -> None:
    line = answer(tmp_path, NO_RULES)
    only = line.only(sites.split(), waves.split(), regions.split(), trusts.split())
    assert " ".join(entry.site for entry in only.entries) == left
    assert (only.programme, only.as_of) == ("Plattformen", date(2024, 5, 1))


# --- what is next -------------------------------------------------------------------------------

EVENTS = [
    "2024-06-02..2024-06-02 milestone ready Klar W1/W1: b (Bjugn)",
    "2024-08-31..2024-08-31 go-live None None W1/W1: b (Bjugn)",
    "2024-09-01..2024-09-01 decide None None W2/KI2: t a (St. Olavs, Aure)",
    "2024-09-21..2024-09-21 ends support support W1/W1: b (Bjugn)",
    "2024-12-01..2024-12-31 milestone ready Klar W2/KI2: t a (St. Olavs, Aure)",
    "2025-03-01..2025-03-31 go-live None None W2/KI2: t a (St. Olavs, Aure)",
    "2025-03-22..2025-04-21 ends support support W2/KI2: t a (St. Olavs, Aure)",
]


@pytest.mark.parametrize(
    ("as_of", "passed"),
    [
        ("2024-05-01", 0),
        # What happens on the day is still next, and what may happen until then.
        ("2024-06-02", 0),
        ("2024-06-03", 1),
        ("2024-12-31", 4),
        ("2025-01-01", 5),
        ("2025-04-21", 6),
        ("2025-04-22", 7),
    ],
)
def test_what_is_next_is_reported_once_for_all_sites_of_a_wave_the_nearest_first(
    tmp_path: Path, as_of: str, passed: int
) -> None:
    line = answer(tmp_path, GIVEN + "  - {kind: notice, months: 6}")
    assert next_of(line, as_of) == EVENTS[passed:]


def test_the_date_of_the_timeline_counts_unless_another_is_given(tmp_path: Path) -> None:
    line = answer(tmp_path, GIVEN + "  - {kind: notice, months: 6}", "2024-12-31")
    assert next_of(line) == EVENTS[4:]


def test_sites_of_a_wave_with_another_day_to_decide_are_distinguished(tmp_path: Path) -> None:
    rules = "  - {kind: notice, months: 6}\n  - {kind: notice, months: 9, sites: a}"
    decide = [text for text in next_of(answer(tmp_path, GIVEN + rules)) if " decide " in text]
    assert decide == [
        "2024-06-01..2024-06-01 decide None None W2/KI2: a (Aure)",
        "2024-09-01..2024-09-01 decide None None W2/KI2: t (St. Olavs)",
    ]


def test_a_phase_that_ends_as_the_next_starts_is_reported_as_the_start_alone(
    tmp_path: Path,
) -> None:
    text = """
programme:
  id: p
  name: P
  phases:
    - {id: pre, name: Forprosjekt, from: -14m, to: -12m}
    - {id: main, name: Hovedprosjekt, from: -12m, to: -1m}
municipalities: [{id: a, name: Aure, claims: [{says: planned, wave: W1}]}]
waves: [{id: W1, go_live: 2026-03-07}]
"""
    assert next_of(answer(tmp_path, text)) == [
        "2025-01-07..2025-01-07 starts pre Forprosjekt W1/W1: a (Aure)",
        "2025-03-07..2025-03-07 starts main Hovedprosjekt W1/W1: a (Aure)",
        "2026-02-07..2026-02-07 ends main Hovedprosjekt W1/W1: a (Aure)",
        "2026-03-07..2026-03-07 go-live None None W1/W1: a (Aure)",
    ]


def test_who_is_live_does_not_go_live_again_but_its_support_still_ends(tmp_path: Path) -> None:
    text = GIVEN.replace("says: decided, wave: W1", "says: live, wave: W1, on: 2024-08-31")
    only = answer(tmp_path, text.removesuffix("rules:\n"), "2024-08-31").only(["b"])
    assert only.entries[0].live
    assert next_of(only) == ["2024-09-21..2024-09-21 ends support support W1/W1: b (Bjugn)"]


# --- gates --------------------------------------------------------------------------------------


GATED = NO_RULES.replace(
    "  milestones:",
    "  gates:\n"
    "    - {id: early, name: Tidlig, at: -200d}\n"
    "    - {id: late, at: -30d, sites: b}\n"
    "  milestones:",
).replace("wave: W1}]", "wave: W1}, {says: failed, gate: early, known: 2024-03-01}]")


def test_gates_stand_among_the_milestones_in_order_of_time_with_their_state(
    tmp_path: Path,
) -> None:
    line = answer(tmp_path, GATED)
    assert entry(line, "b").milestones == (
        MilestoneDates("early", "Tidlig", days("2024-02-13"), is_gate=True, state=FAILED),
        MilestoneDates("ready", "Klar", days("2024-06-02")),
        MilestoneDates("late", "late", days("2024-08-01"), is_gate=True, state=GateState.AHEAD),
    )
    (gate, _) = entry(line, "a").milestones
    assert (gate.id, gate.on, gate.state) == ("early", days("2024-08-13", "2024-09-12"), AHEAD)
    assert (line.milestones, line.gates) == (
        {"early": "Tidlig", "ready": "Klar", "late": "late"},
        frozenset({"early", "late"}),
    )


def test_what_is_next_knows_gates_until_their_last_day_or_until_they_are_passed(
    tmp_path: Path,
) -> None:
    def gates(text: str, as_of: str) -> list[str]:
        return [one for one in next_of(answer(tmp_path, text, as_of)) if " gate " in one]

    early = "2024-08-13..2024-09-12 gate early Tidlig W2/KI2: t a (St. Olavs, Aure)"
    late = "2024-08-01..2024-08-01 gate late late W1/W1: b (Bjugn)"
    assert gates(GATED, "2024-08-01") == [late, early]
    assert gates(GATED, "2024-08-02") == [early]
    passed = GATED.replace("{go_live: 2025-03}", "{go_live: 2025-03}, {says: passed, gate: early}")
    assert gates(passed, "2024-08-01") == [late]


def test_gates_of_some_states_are_listed_by_wave_and_day(tmp_path: Path) -> None:
    line = answer(tmp_path, GATED, "2024-08-20")
    assert [
        (event.on.last.isoformat(), event.id, event.wave, event.sites, event.state)
        for event in gate_events(line, (FAILED, GateState.OVERDUE))
    ] == [
        ("2024-02-13", "early", "W1", ("b",), FAILED),
        ("2024-08-01", "late", "W1", ("b",), GateState.OVERDUE),
    ]

"""HP402 to HP405 and HP501 to HP503: what is said to be impossible is, and the boundary of each."""

from pathlib import Path

import pytest
from hypothesis import given

from hpplan.checks.every import CHECKS
from hpplan.diagnostics.finding import Severity
from hpplan.programme.programme import SituationData
from hpplan.rules.base import Verdict
from hpplan.rules.traits import Unary
from tests.builders import known
from tests.findings import reported
from tests.programmes import every_plan, keeps_hard_rules, situations
from tests.thoroughness import examples

IMPOSSIBLE = [
    check
    for check in CHECKS
    if "HP402" <= check.code.id < "HP6" and check.code.severity is Severity.ERROR
]


@examples(50)
@given(situation=situations(most_rules=4))
def test_where_a_check_says_that_no_plan_can_keep_the_rules_none_can(
    situation: SituationData,
) -> None:
    found = [finding for check in IMPOSSIBLE for finding in check.findings(situation)]
    if found:
        kept = [plan for plan in every_plan(situation) if keeps_hard_rules(situation, plan)]
        assert kept == [], [finding.message for finding in found]


@examples(50)
@given(situation=situations(most_rules=3))
def test_the_openings_of_a_site_are_the_waves_that_no_rule_about_it_alone_bars(
    situation: SituationData,
) -> None:
    snapshot = situation.snapshot
    for site, waves in situation.openings.items():
        open_to_it = [
            slot
            for slot in snapshot.allowed(site)
            if not any(
                found.verdict is Verdict.BROKEN and found.subject == (site,)
                for rule in situation.hard_rules
                if isinstance(rule, Unary)
                for found in rule.violations(snapshot, {site: slot.id})
            )
        ]
        assert list(waves) == open_to_it


CHAIN = """\
waves: [{id: W1}, {id: W2}, {id: W3, open: OPEN}]
municipalities:
  - {id: a, name: A}
  - {id: b, name: B}
  - {id: c, name: C, required: REQUIRED}
rules:
  - {id: first, kind: before, first: a, then: b}
  - {id: second, kind: before, first: b, then: c}
"""


@pytest.mark.parametrize(
    ("still_open", "required", "found"),
    [("true", "true", False), ("false", "false", False), ("false", "true", True)],
)
def test_a_chain_needs_as_many_open_waves_as_it_has_sites_that_must_be_placed(
    tmp_path: Path, still_open: str, required: str, found: bool
) -> None:
    data = CHAIN.replace("OPEN", still_open).replace("REQUIRED", required)
    assert bool(reported(known(tmp_path, data), "HP402")) == found


def test_a_chain_is_reported_with_each_of_its_links(tmp_path: Path) -> None:
    data = CHAIN.replace("OPEN", "false").replace("REQUIRED", "true")
    assert reported(known(tmp_path, data), "HP402") == [
        "error 8:5: not enough waves for A before B before C: no wave is left for C",
        "  hint: drop one of these rules, make it soft (hard: false), or add a wave",
        "  note 7:5: B waits for A, at least 1 wave: rule 'first'",
        "  note 8:5: C waits for B, at least 1 wave: rule 'second'",
    ]


def test_a_soft_link_breaks_the_chain(tmp_path: Path) -> None:
    data = CHAIN.replace("OPEN", "false").replace("REQUIRED", "true")
    assert (
        reported(known(tmp_path, data.replace("then: c}", "then: c, hard: false}")), "HP402") == []
    )


def test_those_who_go_together_are_as_late_as_the_latest(tmp_path: Path) -> None:
    data = CHAIN.replace("OPEN", "true").replace("REQUIRED", "true") + (
        "  - {kind: together, sites: [c, d]}\n  - {kind: window, sites: d, waves: [W1, W2]}\n"
    )
    data = data.replace("rules:", "  - {id: d, name: D}\nrules:")
    assert reported(known(tmp_path, data), "HP402")[0] == (
        "error 9:5: not enough waves for A before B before C: no wave is left for C"
    )


TIME = """\
waves: [{id: W1, go_live: 2024-04-27}, {id: W2, go_live: GO}]
municipalities: [{id: a, name: A}, {id: b, name: B}]
rules: [{kind: before, first: a, then: b, gap: 6m}]
"""


@pytest.mark.parametrize(
    ("go_live", "found"),
    [("2024-10-27", False), ("2024-10-26", True), ("2024-10", False), ("2024-09", True)],
)
def test_time_is_counted_to_the_day(tmp_path: Path, go_live: str, found: bool) -> None:
    data = TIME.replace("GO", go_live)
    assert bool(reported(known(tmp_path, data, "2023-07-04"), "HP403")) == found
    assert reported(known(tmp_path, data, "2023-07-04"), "HP402") == []


PINS = """\
waves: [{id: W1}, {id: W2, open: false}, {id: W3}]
municipalities: [{id: a, name: A}]
rules:
  - {id: one, kind: pin, site: a, wave: WAVE}
  - {id: two, kind: pin, site: a, wave: W3}
  - {id: three, kind: forbid, sites: all, waves: W1}
"""


@pytest.mark.parametrize(
    ("wave", "why"),
    [
        ("W3", []),
        ("W2", ["  note 1:19: W2 takes no more sites"]),
        ("W1", ["  note 6:5: rule 'three' bars it"]),
    ],
)
def test_a_pin_holds_where_nothing_bars_it(tmp_path: Path, wave: str, why: list[str]) -> None:
    found = reported(known(tmp_path, PINS.replace("WAVE", wave)), "HP404")
    first = f"error 4:5: rule 'one' puts A in {wave}, where it cannot be"
    hint = "  hint: drop one of the two, or make it soft (hard: false)"
    assert found[: len(why) + 2 * bool(why)] == ([first, hint, *why] if why else [])
    if why:
        assert found[3] == "error 5:5: rule 'two' puts A in W3, where it cannot be"
        assert found[5] == f"  note 4:5: rule 'one' puts it in {wave}"


def test_a_site_whose_waves_are_all_barred_is_reported_with_what_bars_each(tmp_path: Path) -> None:
    data = PINS.replace("kind: pin, site: a, wave: WAVE", "kind: forbid, sites: a, waves: W3")
    data = data.replace("  - {id: two, kind: pin, site: a, wave: W3}\n", "")
    assert reported(known(tmp_path, data), "HP405") == [
        "error 2:23: A must be placed, and no wave is left for it",
        "  hint: drop one of the rules, make it soft, add a wave, or set 'required: false'",
        "  note 4:5: rule 'one' bars W3",
        "  note 5:5: rule 'three' bars W1",
    ]
    free = data.replace("name: A}", "name: A, required: false}")
    assert reported(known(tmp_path, free), "HP405") == []


def test_where_all_waves_are_over_or_closed_no_rule_is_blamed(tmp_path: Path) -> None:
    data = """\
waves: [{id: W1, go_live: 2024-04}, {id: W2, go_live: 2025, open: false}]
sites: [{id: a, kind: school}]
"""
    assert reported(known(tmp_path, data, "2024-05-01"), "HP405") == [
        "error 2:14: a must be placed, and no wave takes more sites",
        "  hint: add a wave, or set 'required: false'",
        "  note: the go-live of W1 lies before 1 May 2024",
    ]


CAPS = """\
waves: [{id: W1}, {id: W2}]
municipalities:
  - {id: a, name: A, size: {inhabitants: 5}}
  - {id: b, name: B, size: {inhabitants: 4}}
rules:
  - {id: one, kind: capacity, measure: inhabitants, waves: W1, max: ONE}
  - {id: two, kind: capacity, measure: inhabitants, waves: W2, max: TWO}
"""
TOGETHER = "  - {kind: together, sites: [a, b]}\n"


def caps(one: int, two: int, more: str = "") -> str:
    return CAPS.replace("ONE", str(one)).replace("TWO", str(two)) + more


def test_a_group_fits_if_one_wave_holds_it(tmp_path: Path) -> None:
    assert reported(known(tmp_path, caps(8, 9, TOGETHER)), "HP501") == []
    assert reported(known(tmp_path, caps(8, 8, TOGETHER)), "HP501") == [
        (
            "error 6:5: A, B go together and have 9 inhabitants, "
            "more than fit in any wave open to them"
        ),
        "  hint: raise 'max', exclude a wave from the rule, or split the group over two waves",
        "  note 7:5: rule 'two'",
    ]


def test_a_site_may_be_too_large_by_itself(tmp_path: Path) -> None:
    assert reported(known(tmp_path, caps(4, 4)), "HP501") == [
        "error 6:5: A has 5 inhabitants, more than fit in any wave open to it",
        "  hint: raise 'max', exclude a wave from the rule, or split the group over two waves",
        "  note 7:5: rule 'two'",
    ]


LIVE = """\
sources: [{id: news, kind: document, published: 2023-07-04}]
waves: [{id: W1, go_live: 2023-01-07}, {id: W2, go_live: 2025-01-11}]
municipalities:
  - {id: a, name: A, claims: [{says: live, wave: W1, on: 2023-01-07, source: news}]}
  - {id: b, name: B}
  - {id: c, name: C}
rules: [{id: cap, kind: capacity, max: MAX}]
"""


def test_what_is_live_needs_no_room_and_its_wave_gives_none(tmp_path: Path) -> None:
    assert reported(known(tmp_path, LIVE.replace("MAX", "2")), "HP502") == []
    assert reported(known(tmp_path, LIVE.replace("MAX", "1")), "HP502") == [
        "error 7:9: 2 sites must be placed, and rule 'cap' leaves room for 1 in 1 wave",
        "  hint: raise 'max', add a wave, or set 'required: false' on some sites",
    ]


def test_waves_that_are_past_need_not_be_filled(tmp_path: Path) -> None:
    data = LIVE.replace("max: MAX", "min: 2")
    assert reported(known(tmp_path, data), "HP503") == []
    assert reported(known(tmp_path, data.replace("min: 2", "min: 3")), "HP503") == [
        "error 7:9: 1 wave must hold 3 sites in total, but only 2 can be placed there",
        "  hint: lower 'min', name fewer waves, or drop a wave",
    ]


def test_a_wave_with_a_live_site_need_not_be_filled(tmp_path: Path) -> None:
    data = LIVE.replace("max: MAX", "min: 3").replace("wave: W1, on: 2023-01-07", "wave: W2")
    assert reported(known(tmp_path, data), "HP503") == []


SIZES = """\
waves: [{id: W1}]
trusts: [{id: t, name: T, size: {staff: 5}}]
municipalities:
  - {id: a, name: A, size: {inhabitants: 5}}
  - {id: b, name: B, size: {staff: 5}}
rules: [{id: cap, kind: capacity, measure: inhabitants, max: 9, sites: SITES}]
goals: [{kind: peak, measure: inhabitants}]
"""


def test_sites_of_a_kind_that_has_the_measure_must_state_it_and_others_need_not(
    tmp_path: Path,
) -> None:
    assert reported(known(tmp_path, SIZES.replace("SITES", "all")), "HP504") == [
        "warning 6:44: rule 'cap' counts inhabitants, which 1 site does not state",
        "  hint: add 'size: {inhabitants: …}' to the site, or select others",
        "  note 5:10: B has no inhabitants",
    ]


def test_a_rule_of_which_no_site_has_the_measure_is_reported(tmp_path: Path) -> None:
    found = reported(known(tmp_path, SIZES.replace("SITES", "{kind: trust}")), "HP504")
    assert found[0] == "warning 6:44: rule 'cap' counts inhabitants, which 1 site does not state"
    assert found[3] == "warning 7:31: goal 'peak' counts inhabitants, which 1 site does not state"


SUMS = """\
sources: [{id: register, kind: register, sums: {inhabitants: 14}}, {id: other, kind: register}]
from: {size: register}
waves: [{id: W1}]
municipalities:
  - {id: a, name: A, size: {inhabitants: 9}}
  - {id: b, name: B, size: {inhabitants: SIZE}, since: 2024-01-01}
  - {id: c, name: C, size: {inhabitants: 7}, from: {size.inhabitants: other}}
"""


def test_a_sum_is_of_the_sites_that_rest_on_the_register_and_exist(tmp_path: Path) -> None:
    data = SUMS.replace("SIZE", "5")
    assert reported(known(tmp_path, data, "2024-01-01"), "HP505") == []
    assert reported(known(tmp_path, data, "2023-12-31"), "HP505") == [
        "warning 1:62: inhabitants by 'register' add up to 9 here, 5 less than its own total of 14",
        "  hint: compare the sites with the register",
    ]

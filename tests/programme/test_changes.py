"""Changes of a situation are what editing the data would be."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hpplan.domain.claims import Claim, Says
from hpplan.domain.selectors import Sites
from hpplan.domain.waves import Wave
from hpplan.periods import Period
from hpplan.programme.changes import (
    Change,
    ClaimAdded,
    Reopened,
    RuleAdded,
    RuleReplaced,
    SiteResized,
    SiteRestated,
    WaveAdded,
    barred,
    capacity_in,
    changed,
    goes_live,
    holds_at_most,
    live_between,
    pinned,
    rule_dropped,
    rule_restored,
    says,
    takes,
    together,
    wave_dropped,
)
from hpplan.programme.programme import Overrides, SituationData
from hpplan.rules import Capacity, Rule, Together
from tests.builders import programme

TEXT = """\
programme:
  id: p
  name: P
  as_of: 2024-01-01
  blackouts:
    - {period: 2024-07, reason: holidays}
    - {period: 2024-12}
sources: [{id: s, kind: document, published: 2024-01-01}]
trusts: [{id: t, name: Trust, claims: [{says: planned, wave: W2, source: s}]}]
municipalities:
  - {id: a, name: Ask, claims: [{says: decided, wave: W1, source: s, settles: so}]}
  - {id: b, name: Bø, claims: [{says: planned, wave: W2}]}
  - {id: c, name: Dal, claims: [{says: declined, source: s}],
     size: {inhabitants: 50}, earlier: [{until: 2024-06, size: {inhabitants: 40, staff: 3}}]}
waves:
  - {id: W0, go_live: 2023-05-06}
  - {id: W1, go_live: 2024-11-09}
  - {id: W2, claims: [{go_live: 2025-spring}, {called: KI2}, {open: true}]}
  - {id: W3, go_live: 2025-11, open: false}
rules:
  - {id: cap, kind: capacity, min: 1, max: 2, because: few can help}
  - {kind: notice, months: 6}
  - {id: old, kind: spacing, min: 3m, in_force: {until: 2023}}
"""


@pytest.fixture
def base(tmp_path: Path) -> SituationData:
    return situation(tmp_path, TEXT)


def situation(folder: Path, text: str, overrides: Overrides | None = None) -> SituationData:
    return programme(folder, text).on(date(2024, 1, 1), overrides or Overrides())


def known(situation: SituationData) -> dict[str, Any]:
    """What planning sees of a situation, without where it stands."""
    snapshot = situation.snapshot
    return {
        "sites": {
            site: (
                found.takes_part,
                found.required,
                found.wave,
                found.firm,
                found.status,
                found.fields.size,
            )
            for site, found in snapshot.sites.items()
        },
        "waves": [
            (slot.id, slot.label, slot.go_live and slot.go_live.label, slot.open, slot.past)
            for slot in snapshot.waves
        ],
        "rules": sorted(
            (rule.kind, rule.sentence(snapshot), str(rule.hard), rule.because or "")
            for rule in situation.rules
        ),
        "goals": [goal.kind for goal in situation.goals],
    }


def rule(situation: SituationData, name: str) -> Rule:
    (found,) = (
        stated
        for stated in (*situation.programme.rules, *situation.programme.blackouts)
        if stated.name == name
    )
    return found


def cap(situation: SituationData) -> Capacity:
    found = rule(situation, "cap")
    assert isinstance(found, Capacity)
    return found


Edit = tuple[Callable[[SituationData], Change], str, str, str]

EDITS: dict[str, Edit] = {
    "a pin": (
        lambda _: pinned("b", "W1"),
        "  - {kind: notice",
        "  - {kind: pin, site: b, wave: W1}\n  - {kind: notice",
        "Bø in W1",
    ),
    "a wave barred": (
        lambda _: barred("b", "W2"),
        "  - {kind: notice",
        "  - {kind: forbid, sites: b, waves: W2}\n  - {kind: notice",
        "Bø not in W2 (called KI2)",
    ),
    "a first day": (
        lambda _: live_between("b", date(2025, 4, 1), None, "late"),
        "  - {kind: notice",
        "  - {kind: window, sites: b, not_before: 2025-04-01, because: late}\n  - {kind: notice",
        "Bø goes live no earlier than 1 April 2025 (late)",
    ),
    "a last day": (
        lambda _: live_between("b", None, date(2025, 4, 1), "soon"),
        "  - {kind: notice",
        "  - {kind: window, sites: b, not_after: 2025-04-01, because: soon}\n  - {kind: notice",
        "Bø goes live no later than 1 April 2025 (soon)",
    ),
    "a rule of any kind": (
        lambda _: RuleAdded(Together(id="pair", sites=Sites(ids=("a", "b")))),
        "  - {kind: notice",
        "  - {id: pair, kind: together, sites: [a, b]}\n  - {kind: notice",
        "with pair: Ask, Bø in the same wave",
    ),
    "a field of a site": (
        lambda _: SiteRestated("b", "required", value=False),
        "name: Bø, ",
        "name: Bø, required: false, ",
        "Bø: required false",
    ),
    "a size": (
        lambda _: SiteResized("c", "inhabitants", 7000),
        "size: {inhabitants: 50}, earlier: [{until: 2024-06, size: {inhabitants: 40, staff: 3}}]",
        "size: {inhabitants: 7000}, earlier: [{until: 2024-06, size: {staff: 3}}]",
        "Dal has 7,000 inhabitants instead of 40",
    ),
    "a wave more": (
        lambda _: WaveAdded(Wave(id="W4", go_live=Period.parse("2024-12"))),
        "  - {id: W2, claims",
        "  - {id: W4, go_live: 2024-12}\n  - {id: W2, claims",
        "new wave W4 goes live in December 2024",
    ),
    "a claim of any kind": (
        lambda _: ClaimAdded("b", Claim(says=Says.PLANNED, wave="W1")),
        "[{says: planned, wave: W2}]}\n  - {id: c",
        "[{says: planned, wave: W2}, {says: planned, wave: W1, known: 2024-01-01}]}\n  - {id: c",
        "Bø: planned for W1",
    ),
    "a withdrawal": (
        lambda _: says("a", Says.WITHDRAWN),
        "{says: decided, wave: W1, source: s, settles: so}",
        "{says: withdrawn}",
        "Ask withdraws",
    ),
    "one who joins": (
        lambda _: says("c", Says.JOINED),
        "{says: declined, source: s}",
        "{says: joined}",
        "Dal takes part",
    ),
    "a rule dropped": (
        lambda s: rule_dropped(rule(s, "cap")),
        "  - {id: cap, kind: capacity, min: 1, max: 2, because: few can help}\n",
        "",
        "without cap: every wave holds at least 1 and at most 2 sites",
    ),
    "a blackout dropped": (
        lambda s: rule_dropped(rule(s, "programme.blackouts[0]")),
        "    - {period: 2024-07, reason: holidays}\n",
        "",
        "without programme.blackouts[0]: no go-live of all sites in July 2024",
    ),
    "a rule restored": (
        lambda s: rule_restored(rule(s, "old")),
        ", in_force: {until: 2023}",
        "",
        "again with old: at least 3 months between one wave and the next",
    ),
    "a rule altered": (
        lambda s: RuleReplaced(cap(s), cap(s).model_copy(update={"max": 3, "hard": False})),
        "max: 2,",
        "max: 3, hard: false,",
        "cap: hard false instead of true, max 3 instead of 2",
    ),
    "a capacity in one wave": (
        lambda s: capacity_in("W2", cap(s), 0),
        "min: 1, max: 2, because: few can help}\n",
        """min: 1, max: 2, waves: [W0, W1, W3], because: few can help}
  - {id: there, kind: capacity, min: 0, max: 0, waves: W2, because: few can help}
""",
        "W2 (called KI2) holds at most 0 sites instead of 2 (cap)",
    ),
    "a capacity nobody stated": (
        lambda _: holds_at_most("W1", "sites", 1),
        "  - {kind: notice",
        "  - {kind: capacity, measure: sites, waves: W1, max: 1}\n  - {kind: notice",
        "W1 holds at most 1 site (no rule says so now)",
    ),
    "a wave moved past another": (
        lambda _: goes_live("W2", Period.parse("2026-04")),
        "{go_live: 2025-spring}",
        "{go_live: 2026-04}",
        "W2 (called KI2) goes live in April 2026 instead of in spring 2025",
    ),
    "a wave in short form moved": (
        lambda _: goes_live("W3", Period.parse("2025-12")),
        "go_live: 2025-11, ",
        "go_live: 2025-12, ",
        "W3 goes live in December 2025 instead of in November 2025",
    ),
    "a wave opened": (
        lambda _: takes("W3"),
        ", open: false",
        "",
        "W3 takes more sites",
    ),
    "a wave closed": (
        lambda _: takes("W2", more=False),
        "{open: true}",
        "{open: false}",
        "W2 (called KI2) takes no more sites",
    ),
    "a wave given up": (
        lambda _: wave_dropped("W1"),
        "  - {id: W1, go_live: 2024-11-09}",
        "  - {id: W1, claims: [{go_live: 2024-11-09}, {dropped: true}]}",
        "W1 is given up",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_change_is_what_editing_the_file_would_be(
    name: str, base: SituationData, tmp_path: Path
) -> None:
    change, old, new, _ = EDITS[name]
    text = TEXT.replace(old, new)
    assert text != TEXT
    (tmp_path / "edited").mkdir()
    edited = situation(tmp_path / "edited", text)
    assert known(changed(base, [change(base)])) == known(edited)


@pytest.mark.parametrize("name", EDITS)
def test_a_change_says_itself(name: str, base: SituationData) -> None:
    change, _, _, sentence = EDITS[name]
    assert change(base).sentence(base) == sentence


def test_who_is_reopened_is_as_with_the_option(base: SituationData, tmp_path: Path) -> None:
    asked = base.programme.on(base.as_of, Overrides(reopened=("a",)))
    assert changed(base, [Reopened("a")]) == asked
    assert Reopened("a").sentence(base) == "Ask may leave W1"


def test_a_rule_that_an_option_asks_for_is_dropped_with_the_option(base: SituationData) -> None:
    asked = Overrides(pins=(("b", "W1"), ("a", "W1")), forbids=(("b", "W2"),))
    pinned = base.programme.on(base.as_of, asked)
    pin, _, bar = asked.rules()
    left = changed(pinned, [rule_dropped(pin), rule_dropped(bar)])
    assert left.overrides == Overrides(pins=(("a", "W1"),))


def test_a_rule_that_is_not_there_is_a_bug_of_whoever_drops_it(base: SituationData) -> None:
    with pytest.raises(LookupError):
        changed(base, [rule_dropped(Capacity(max=3))])


def test_no_change_changes_nothing(base: SituationData) -> None:
    assert changed(base, []) == base


def test_other_rules_change_nothing_that_is_known_of_sites_and_waves(base: SituationData) -> None:
    site, wave = base.snapshot.taking_part[0], base.snapshot.waves[-1].id
    supposed = changed(base, [pinned(site, wave)])
    assert supposed.snapshot is base.snapshot
    assert changed(base, [pinned(site, wave), says(site, Says.DECLINED)]) != supposed
    days = {slot.id: base.as_of for slot in base.snapshot.waves}
    assert changed(base.on_days(days), [pinned(site, wave)]).snapshot is base.snapshot


def test_changes_apply_one_on_top_of_the_other(base: SituationData) -> None:
    split = changed(base, [capacity_in("W2", cap(base), 5), capacity_in("W1", cap(base), 4)])
    caps = [r for r in split.rules if isinstance(r, Capacity)]
    assert [(str(r.waves), r.max) for r in caps] == [("W0, W3", 2), ("W1", 4), ("W2", 5)]
    later = changed(base, [capacity_in("W2", cap(base), 5), capacity_in("W2", cap(base), 6)])
    caps = [r for r in later.rules if isinstance(r, Capacity)]
    assert [(str(r.waves), r.max) for r in caps] == [("W0, W1, W3", 2), ("W2", 6)]
    assert changed(split, [rule_dropped(cap(base))]).rules == tuple(
        r for r in base.rules if r.name != "cap"
    )


def test_a_split_rule_and_whatever_is_left_alone_keep_their_places(base: SituationData) -> None:
    places = base.programme.places
    seen = changed(base, [capacity_in("W2", cap(base), 5), goes_live("W3", Period.parse("2027"))])
    lines = {}
    for stated in seen.rules:
        place = places.place(stated.address)
        lines[stated.name] = place and place.line
    assert lines == {
        "cap": 21,
        "notice": 22,
        "programme.blackouts[0]": 6,
        "programme.blackouts[1]": 7,
    }
    claim = seen.snapshot.sites["a"].claim
    assert claim is not None
    place = places.place(claim.address)
    assert place is not None
    assert place.line == 11


def test_what_no_file_says_has_no_place(base: SituationData) -> None:
    seen = changed(base, [pinned("b", "W1"), goes_live("W1", Period.parse("2023"))])
    assert base.programme.places.place(seen.rules[-3].address) is None
    slot = seen.snapshot.wave["W1"]
    assert slot.go_live_claim is not None
    assert base.programme.places.place(slot.go_live_claim.address) is None


def test_who_joins_again_forgets_the_waves_it_named_before(tmp_path: Path) -> None:
    said = (
        "{says: planned, wave: W1, known: 2023-01}, {says: withdrawn, known: 2023-03}, "
        "{says: candidate, wave: W2, known: 2023-05}"
    )
    base = situation(tmp_path, TEXT.replace("{says: declined, source: s}", said))
    found = changed(base, [says("c", Says.JOINED)]).snapshot.sites["c"]
    assert (found.takes_part, found.wave) == (True, "W2")


def test_of_several_changes_of_a_wave_the_last_date_counts_and_all_else_stays() -> None:
    first, last = (goes_live("W1", Period.parse(day)) for day in ("2025-01-11", "2025-02-08"))
    other = goes_live("W2", Period.parse("2025-03-01"))
    assert together([first, takes("W1"), other, last, takes("W1")]) == [takes("W1"), other, last]

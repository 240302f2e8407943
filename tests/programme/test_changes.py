"""Changes of a situation are what editing the data would be."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hpplan.periods import Period
from hpplan.programme.changes import (
    Barred,
    CapacityAdded,
    CapacityAltered,
    Change,
    GoLiveBetween,
    Joined,
    Pinned,
    Reopened,
    RuleAltered,
    RuleDropped,
    RuleRestored,
    WaveDropped,
    WaveMoved,
    WaveOpened,
    Withdrawn,
    changed,
)
from hpplan.programme.programme import Overrides, SituationData
from hpplan.rules import Capacity, Rule
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
  - {id: c, name: Dal, claims: [{says: declined, source: s}]}
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
            site: (found.takes_part, found.required, found.wave, found.firm, found.status)
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
        lambda _: Pinned("b", "W1"),
        "  - {kind: notice",
        "  - {kind: pin, site: b, wave: W1}\n  - {kind: notice",
        "Bø in W1",
    ),
    "a wave barred": (
        lambda _: Barred("b", "W2"),
        "  - {kind: notice",
        "  - {kind: forbid, sites: b, waves: W2}\n  - {kind: notice",
        "Bø not in W2 (called KI2)",
    ),
    "a first day": (
        lambda _: GoLiveBetween("b", date(2025, 4, 1), None, "late"),
        "  - {kind: notice",
        "  - {kind: window, sites: b, not_before: 2025-04-01, because: late}\n  - {kind: notice",
        "Bø goes live not before 2025-04-01 (late)",
    ),
    "a last day": (
        lambda _: GoLiveBetween("b", None, date(2025, 4, 1), "soon"),
        "  - {kind: notice",
        "  - {kind: window, sites: b, not_after: 2025-04-01, because: soon}\n  - {kind: notice",
        "Bø goes live not after 2025-04-01 (soon)",
    ),
    "a withdrawal": (
        lambda _: Withdrawn("a"),
        "{says: decided, wave: W1, source: s, settles: so}",
        "{says: withdrawn}",
        "Ask withdraws",
    ),
    "one who joins": (
        lambda _: Joined("c"),
        "{says: declined, source: s}",
        "{says: joined}",
        "Dal takes part",
    ),
    "a rule dropped": (
        lambda s: RuleDropped(rule(s, "cap")),
        "  - {id: cap, kind: capacity, min: 1, max: 2, because: few can help}\n",
        "",
        "without cap: every wave holds at least 1 and at most 2 sites",
    ),
    "a blackout dropped": (
        lambda s: RuleDropped(rule(s, "programme.blackouts[0]")),
        "    - {period: 2024-07, reason: holidays}\n",
        "",
        "without programme.blackouts[0]: no go-live of all sites in 2024-07",
    ),
    "a rule restored": (
        lambda s: RuleRestored(rule(s, "old")),
        ", in_force: {until: 2023}",
        "",
        "again with old: at least 3 months between one wave and the next",
    ),
    "a rule altered": (
        lambda s: RuleAltered(cap(s), cap(s).model_copy(update={"max": 3, "hard": False})),
        "max: 2,",
        "max: 3, hard: false,",
        "cap: hard false instead of true, max 3 instead of 2",
    ),
    "a capacity in one wave": (
        lambda s: CapacityAltered(cap(s), "W2", 0),
        "min: 1, max: 2, because: few can help}\n",
        """min: 1, max: 2, waves: [W0, W1, W3], because: few can help}
  - {id: there, kind: capacity, min: 0, max: 0, waves: W2, because: few can help}
""",
        "W2 (called KI2) holds at most 0 sites instead of 2 (cap)",
    ),
    "a capacity nobody stated": (
        lambda _: CapacityAdded("W1", "sites", 1),
        "  - {kind: notice",
        "  - {kind: capacity, measure: sites, waves: W1, max: 1}\n  - {kind: notice",
        "W1 holds at most 1 sites (no rule says so now)",
    ),
    "a wave moved past another": (
        lambda _: WaveMoved("W2", Period.parse("2026-04")),
        "{go_live: 2025-spring}",
        "{go_live: 2026-04}",
        "W2 (called KI2) goes live 2026-04 instead of 2025-spring",
    ),
    "a wave in short form moved": (
        lambda _: WaveMoved("W3", Period.parse("2025-12")),
        "go_live: 2025-11, ",
        "go_live: 2025-12, ",
        "W3 goes live 2025-12 instead of 2025-11",
    ),
    "a wave opened": (
        lambda _: WaveOpened("W3"),
        ", open: false",
        "",
        "W3 takes more sites",
    ),
    "a wave closed": (
        lambda _: WaveOpened("W2", takes_more=False),
        "{open: true}",
        "{open: false}",
        "W2 (called KI2) takes no more sites",
    ),
    "a wave given up": (
        lambda _: WaveDropped("W1"),
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
    left = changed(pinned, [RuleDropped(pin), RuleDropped(bar)])
    assert left.overrides == Overrides(pins=(("a", "W1"),))


def test_a_rule_that_is_not_there_is_a_bug_of_whoever_drops_it(base: SituationData) -> None:
    with pytest.raises(LookupError):
        changed(base, [RuleDropped(Capacity(max=3))])


def test_no_change_changes_nothing(base: SituationData) -> None:
    assert changed(base, []) == base


def test_changes_apply_one_on_top_of_the_other(base: SituationData) -> None:
    split = changed(
        base, [CapacityAltered(cap(base), "W2", 5), CapacityAltered(cap(base), "W1", 4)]
    )
    caps = [r for r in split.rules if isinstance(r, Capacity)]
    assert [(str(r.waves), r.max) for r in caps] == [("W0, W3", 2), ("W1", 4), ("W2", 5)]
    later = changed(
        base, [CapacityAltered(cap(base), "W2", 5), CapacityAltered(cap(base), "W2", 6)]
    )
    caps = [r for r in later.rules if isinstance(r, Capacity)]
    assert [(str(r.waves), r.max) for r in caps] == [("W0, W1, W3", 2), ("W2", 6)]
    assert changed(split, [RuleDropped(cap(base))]).rules == tuple(
        r for r in base.rules if r.name != "cap"
    )


def test_a_split_rule_and_whatever_is_left_alone_keep_their_places(base: SituationData) -> None:
    places = base.programme.places
    seen = changed(
        base, [CapacityAltered(cap(base), "W2", 5), WaveMoved("W3", Period.parse("2027"))]
    )
    lines = {}
    for stated in seen.rules:
        place = places.place(stated.address)
        lines[stated.name] = place and place.line
    assert lines == {
        "cap": 20,
        "notice": 21,
        "programme.blackouts[0]": 6,
        "programme.blackouts[1]": 7,
    }
    claim = seen.snapshot.sites["a"].claim
    assert claim is not None
    place = places.place(claim.address)
    assert place is not None
    assert place.line == 11


def test_what_no_file_says_has_no_place(base: SituationData) -> None:
    seen = changed(base, [Pinned("b", "W1"), WaveMoved("W1", Period.parse("2023"))])
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
    found = changed(base, [Joined("c")]).snapshot.sites["c"]
    assert (found.takes_part, found.wave) == (True, "W2")

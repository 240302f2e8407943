"""What the claims that are known on a date make of a site or a wave."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.domain.claims import Claim, newest
from hpplan.domain.standing import Firm, SiteState
from hpplan.domain.status import Status
from hpplan.domain.wave_state import WaveState
from hpplan.programme.programme import Overrides
from tests.builders import known, programme

SOURCES_AND_WAVES = """
sources:
  - {id: letter, kind: document, published: 2023-07-04}
  - {id: month, kind: document, published: 2023-06}
  - {id: register, kind: register}
  - {id: assumed, kind: assumption}
waves: [{id: W0, go_live: 2023-11-11}, {id: W1, go_live: 2024-04-27}, {id: W2}, {id: W3}]
municipalities:
"""


def heim(tmp_path: Path, as_of: str, *claims: str) -> SiteState:
    site = f"  - {{id: heim, name: Heim, claims: [{', '.join(claims)}]}}"
    return known(tmp_path, SOURCES_AND_WAVES + site, as_of).snapshot.sites["heim"]


def wave(tmp_path: Path, as_of: str, *claims: str) -> WaveState | None:
    text = f"waves: [{{id: W1, claims: [{', '.join(claims)}]}}]"
    return known(tmp_path, text, as_of).snapshot.wave.get("W1")


def contradicting(found: SiteState | WaveState) -> list[tuple[tuple[int, ...], int | None]]:
    """By their order in the data: the claims of each contradiction, and the one believed."""
    claims = list(found.site.claims if isinstance(found, SiteState) else found.wave.claims)
    return [
        (
            tuple(claims.index(claim) for claim in each.claims),
            None if each.believed is None else claims.index(each.believed),
        )
        for each in found.contradictions
    ]


# --- known ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "known_from"),
    [
        ("{says: planned, wave: W1, known: 2023-05-16, source: letter}", "2023-05-16"),
        ("{says: planned, wave: W1, known: 2023-05, source: letter}", "2023-05-31"),
        ("{says: planned, wave: W1, on: 2023-05, source: letter}", "2023-07-04"),
        ("{says: planned, wave: W1, source: month}", "2023-06-30"),
        ("{says: live, wave: W1, on: 2023-04-29, source: letter}", "2023-04-29"),
        ("{says: live, wave: W1, on: 2023-04, source: letter}", "2023-04-30"),
        ("{says: live, wave: W1, on: 2023-04-29, known: 2023-05-02}", "2023-05-02"),
        ("{says: live, wave: W1, source: letter}", "2023-07-04"),
    ],
)
def test_a_claim_is_known_from_a_day_on_and_not_before(
    tmp_path: Path, claim: str, known_from: str
) -> None:
    day = date.fromisoformat(known_from)
    before = date.fromordinal(day.toordinal() - 1).isoformat()
    assert heim(tmp_path, before, claim).wave is None
    assert heim(tmp_path, known_from, claim).wave == "W1"


@pytest.mark.parametrize("source", ["", ", source: register", ", source: assumed", ", on: 2023"])
def test_a_claim_without_a_dated_source_was_always_known(tmp_path: Path, source: str) -> None:
    assert heim(tmp_path, "1900-01-01", f"{{says: planned, wave: W1{source}}}").wave == "W1"


def test_without_a_date_of_its_own_a_programme_is_seen_on_the_day_of_its_newest_claim(
    tmp_path: Path,
) -> None:
    sites = "  - {id: a, name: A, claims: [{says: joined, known: 2023-05}, {says: option}]}"
    assert programme(tmp_path, SOURCES_AND_WAVES + sites).default_as_of() == date(2023, 5, 31)


# --- newest, and contradictions ---------------------------------------------------------------

PLANNED = "{{says: planned, wave: {}, {}}}"


@pytest.mark.parametrize(
    ("first", "second", "stands", "disagree"),
    [
        ("known: 2023-05", "known: 2023-06", "W2", False),
        ("known: 2023-06", "known: 2023-05", "W1", False),
        ("source: register", "known: 2023-05", "W2", False),
        ("known: 2023-05, on: 2023-04", "known: 2023-05, on: 2023-05", "W2", False),
        ("known: 2023-05, on: 2023-03-02", "known: 2023-05, on: 2023-03-01", "W1", False),
        # The later `known` counts before the later `on`.
        ("known: 2023-06, on: 2023-01", "known: 2023-05, on: 2023-05", "W1", False),
        # Equally new: alike, or periods that overlap, or one without a period.
        ("known: 2023-05", "known: 2023-05", None, True),
        ("known: 2023-05, on: 2023-05", "known: 2023-05, on: 2023-05-31", None, True),
        ("known: 2023-05, on: 2023-04", "known: 2023-05", None, True),
        ("known: 2023-05-31, on: 2023-04", "known: 2023-05, on: 2023-04", None, True),
        ("source: register", "source: assumed", None, True),
    ],
)
def test_the_newest_claim_stands_and_equally_new_ones_contradict_each_other(
    tmp_path: Path, first: str, second: str, stands: str | None, disagree: bool
) -> None:
    found = heim(tmp_path, "2023-07-01", PLANNED.format("W1", first), PLANNED.format("W2", second))
    assert (found.wave, contradicting(found)) == (stands, [((0, 1), None)] if disagree else [])


DAYS = st.sampled_from([None, *(f"2023-0{month}" for month in range(1, 4)), "2023-02-14", "2023"])
STATED = st.builds(
    lambda known, on: Claim.model_validate({"says": "joined", "known": known, "on": on}), DAYS, DAYS
)


@given(st.lists(STATED, max_size=6))
def test_a_claim_is_newest_if_none_was_known_later_or_speaks_of_a_later_time(
    claims: list[Claim],
) -> None:
    def newer(one: Claim, other: Claim) -> bool:
        known = [claim.known.last if claim.known else date.min for claim in (one, other)]
        if known[0] != known[1]:
            return known[0] > known[1]
        return bool(one.on and other.on and one.on.first > other.on.last)

    assert newest(claims, {}) == [
        claim for claim in claims if not any(newer(other, claim) for other in claims)
    ]


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        (["decided, wave: W1", "undecided, until: 2023-09"], "undecided"),
        (["joined", "declined"], "joined"),
        (["agreement", "withdrawn"], "agreement"),
        (["candidate, wave: W1", "candidate, wave: W2"], None),
        (["planned, wave: W1", "planned, wave: W2"], None),
        (["decided, wave: W1", "decided, wave: W2"], "undecided"),
        (["decided, wave: W1", "withdrawn"], "undecided"),
    ],
)
def test_while_claims_contradict_each_other_the_reading_counts_that_binds_least(
    tmp_path: Path, claims: list[str], status: str | None
) -> None:
    stated = [f"{{says: {claim}, known: 2023-05}}" for claim in claims]
    found = heim(tmp_path, "2023-07-01", *stated)
    assert (found.takes_part, found.wave, found.firm) == (True, None, None)
    assert contradicting(found) == [((0, 1), None)]
    assert status in (None, found.status)  # which word two waves leave, FORMAT does not say


def test_a_live_site_with_two_waves_is_reported(tmp_path: Path) -> None:
    claims = [f"{{says: live, wave: {wave}, on: 2023-05-13}}" for wave in ("W1", "W2")]
    assert contradicting(heim(tmp_path, "2023-07-01", *claims)) == [((0, 1), None)]


@pytest.mark.parametrize(
    "claims",
    [
        ["{says: planned, wave: W1, known: 2023-05}", "{says: planned, wave: W1, known: 2023-05}"],
        ["{says: decided, wave: W1, known: 2023-05}", "{says: planned, wave: W2, known: 2023-05}"],
        ["{says: declined, known: 2023-05}", "{says: withdrawn, known: 2023-05}"],
        ["{says: joined, known: 2023-05}", "{says: undecided, known: 2023-05}"],
    ],
)
def test_claims_that_can_both_hold_are_no_contradiction(tmp_path: Path, claims: list[str]) -> None:
    assert heim(tmp_path, "2023-07-01", *claims).contradictions == ()


def test_a_contradiction_is_over_once_a_newer_claim_is_known(tmp_path: Path) -> None:
    claims = [PLANNED.format(wave, "known: 2023-05") for wave in ("W1", "W2")]
    newer = PLANNED.format("W3", "known: 2023-06-01")
    before = heim(tmp_path, "2023-05-31", *claims, newer)
    after = heim(tmp_path, "2023-06-01", *claims, newer)
    assert (before.wave, contradicting(before)) == (None, [((0, 1), None)])
    assert (after.wave, contradicting(after)) == ("W3", [])


@pytest.mark.parametrize(
    ("first", "second", "believed", "standing"),
    [
        ("decided, wave: W1, settles: the minutes", "undecided", 0, ("decided", "W1")),
        ("decided, wave: W1", "undecided, settles: the minutes", 1, ("undecided", None)),
        ("joined", "declined, settles: the minutes", 1, ("declined", None)),
        ("decided, wave: W1", "decided, wave: W2, settles: the minutes", 1, ("decided", "W2")),
    ],
)
def test_among_equally_new_claims_the_one_that_settles_is_believed(
    tmp_path: Path, first: str, second: str, believed: int, standing: tuple[str, str | None]
) -> None:
    stated = [f"{{says: {claim}, known: 2023-05}}" for claim in (first, second)]
    found = heim(tmp_path, "2023-07-01", *stated)
    assert (found.status, found.wave) == standing
    assert contradicting(found) == [((0, 1), believed)]


# --- what each claim does ---------------------------------------------------------------------

STATUSES = [
    ("none", None),
    ("option", "{says: option, known: 2022-01}"),
    ("preproject", "{says: preproject, known: 2022-02}"),
    ("joined", "{says: joined, known: 2022-03}"),
    ("agreement", "{says: agreement, known: 2022-04}"),
    ("candidate", "{says: candidate, wave: W1, known: 2022-05}"),
    ("planned", "{says: planned, wave: W2, known: 2022-06}"),
    ("undecided", "{says: undecided, known: 2022-07}"),
    ("decided", "{says: decided, wave: W3, known: 2022-08}"),
    ("withdrawn", "{says: withdrawn, known: 2022-09}"),
    ("declined", "{says: declined, known: 2022-10}"),
    ("live", "{says: live, wave: W0, on: 2022-11}"),
]


@pytest.mark.parametrize("reached", range(len(STATUSES)), ids=[word for word, _ in STATUSES])
def test_the_status_is_the_highest_word_that_holds(tmp_path: Path, reached: int) -> None:
    claims = [claim for _, claim in STATUSES[: reached + 1] if claim is not None]
    assert heim(tmp_path, "2023-07-01", *claims).status == STATUSES[reached][0]


@pytest.mark.parametrize("reached", [2, 3, 4, 5, 6, 7, 11])
def test_a_weaker_word_said_later_does_not_lower_the_status(tmp_path: Path, reached: int) -> None:
    later = [f"{{says: {word}, known: 2023-01}}" for word in ("option", "preproject", "joined")]
    weaker = later[: reached - 1]
    word, claim = STATUSES[reached]
    assert claim is not None
    assert heim(tmp_path, "2023-07-01", claim, *weaker).status == word


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        # The current wave: live, else decided, else planned, else candidate, whatever is newer.
        (["candidate, wave: W2"], ("candidate", "W2", None)),
        (["planned, wave: W1", "candidate, wave: W2"], ("planned", "W1", None)),
        (["decided, wave: W1", "planned, wave: W2"], ("decided", "W1", Firm.DECIDED)),
        (["live, wave: W0", "decided, wave: W1"], ("live", "W0", Firm.LIVE)),
        # `undecided` voids an earlier `decided`, nothing else; a later `decided` voids it in turn.
        (["planned, wave: W2", "decided, wave: W1", "undecided"], ("undecided", "W2", None)),
        (["undecided", "decided, wave: W1"], ("decided", "W1", Firm.DECIDED)),
        (["undecided", "planned, wave: W1"], ("undecided", "W1", None)),
        # Who left its wave has none when it comes back.
        (["decided, wave: W1", "withdrawn", "joined"], ("joined", None, None)),
        (["candidate, wave: W1", "declined", "joined"], ("joined", None, None)),
        (["withdrawn", "decided, wave: W1"], ("decided", "W1", Firm.DECIDED)),
        (["declined", "live, wave: W0"], ("live", "W0", Firm.LIVE)),
        (["live, wave: W0", "withdrawn"], ("live", "W0", Firm.LIVE)),
    ],
)
def test_each_question_is_decided_by_its_newest_claim(
    tmp_path: Path, claims: list[str], standing: tuple[str, str | None, Firm | None]
) -> None:
    stated = [f"{{says: {claim}, known: 2023-0{n}}}" for n, claim in enumerate(claims, 1)]
    found = heim(tmp_path, "2023-07-01", *stated)
    assert (found.status, found.wave, found.firm, found.takes_part) == (*standing, True)


@pytest.mark.parametrize("no", ["declined", "withdrawn"])
@pytest.mark.parametrize(
    "later", ["option", "preproject", "candidate, wave: W1", "planned, wave: W1", "undecided"]
)
def test_who_said_no_takes_no_part_until_it_says_yes(tmp_path: Path, no: str, later: str) -> None:
    claims = ["{says: agreement, known: 2023-01}", f"{{says: {no}, known: 2023-02}}"]
    found = heim(tmp_path, "2023-07-01", *claims, f"{{says: {later}, known: 2023-03}}")
    assert (found.status, found.takes_part, found.required) == (no, False, False)
    assert (found.wave, found.firm) == (None, None)


@pytest.mark.parametrize(
    ("required", "claim", "counts"),
    [
        ("true", "option", True),
        ("false", "option", False),
        ("false", "joined", False),
        ("false", "agreement", True),
    ],
)
def test_a_service_agreement_counts_as_required(
    tmp_path: Path, required: str, claim: str, counts: bool
) -> None:
    site = f"  - {{id: a, name: A, required: {required}, claims: [{{says: {claim}}}]}}"
    assert known(tmp_path, SOURCES_AND_WAVES + site).snapshot.sites["a"].required is counts


@pytest.mark.parametrize("says", ["decided", "planned", "candidate"])
def test_a_site_is_overdue_from_the_day_after_its_wave_until_it_is_reopened(
    tmp_path: Path, says: str
) -> None:
    site = f"  - {{id: a, name: A, claims: [{{says: {says}, wave: W0}}]}}"
    read = programme(tmp_path, SOURCES_AND_WAVES + site)
    on_the_day, day_after = date(2023, 11, 11), date(2023, 11, 12)
    reopened = Overrides(reopened=("a",))
    assert read.on(on_the_day).snapshot.sites["a"].firm is not Firm.OVERDUE
    assert read.on(day_after).snapshot.sites["a"].firm is Firm.OVERDUE
    assert read.on(day_after, reopened).snapshot.sites["a"].firm is None
    assert [slot.id for slot in read.on(day_after).snapshot.allowed("a")] == ["W0"]
    # Freed, it may go anywhere but back.
    freed = read.on(day_after, reopened).snapshot.allowed("a")
    assert [slot.id for slot in freed] == ["W1", "W2", "W3"]


@pytest.mark.parametrize(
    ("known", "firm"), [("2023-10-01", None), ("2023-07-01", Firm.OVERDUE), ("2023-08-01", None)]
)
def test_who_says_that_it_is_undecided_after_it_was_planned_is_free_once_it_is_overdue(
    tmp_path: Path, known: str, firm: Firm | None
) -> None:
    planned = "{says: planned, wave: W0, known: 2023-08-01}"
    undecided = f"{{says: undecided, known: {known}}}"
    site = f"  - {{id: a, name: A, claims: [{planned}, {undecided}]}}"
    read = programme(tmp_path, SOURCES_AND_WAVES + site).on(date(2023, 11, 12))
    found = read.snapshot.sites["a"]
    assert (found.firm, found.wave, found.status) == (firm, "W0", Status.UNDECIDED)


# --- waves ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "exists"),
    [("2022-11-29", False), ("2022-11-30", True), ("2023-03-28", True), ("2023-03-29", False)],
)
def test_a_wave_with_claims_exists_from_its_first_known_one_until_it_is_dropped(
    tmp_path: Path, as_of: str, exists: bool
) -> None:
    claims = "{go_live: 2025-02, known: 2022-11}", "{dropped: true, known: 2023-03-29}"
    assert (wave(tmp_path, as_of, *claims) is not None) is exists


@pytest.mark.parametrize("written", ["{id: W1}", "{id: W1, name: One}", "{id: W1, go_live: 2025}"])
def test_a_wave_without_claims_always_exists(tmp_path: Path, written: str) -> None:
    text = f"waves: [{written}]"
    assert [slot.id for slot in known(tmp_path, text, "1900-01-01").snapshot.waves] == ["W1"]


@pytest.mark.parametrize(
    ("as_of", "past"), [("2023-11-01", False), ("2023-11-30", False), ("2023-12-01", True)]
)
def test_a_wave_is_past_once_the_last_day_of_its_go_live_is_over(
    tmp_path: Path, as_of: str, past: bool
) -> None:
    slot = wave(tmp_path, as_of, "{go_live: 2023-11}")
    assert slot is not None
    assert (slot.past, slot.takes_more) == (past, not past)


def test_who_decided_for_a_dropped_wave_is_bound_by_what_it_was_planned_for(tmp_path: Path) -> None:
    text = """
waves: [{id: W1}, {id: W2, claims: [{dropped: true, known: 2023}]}]
municipalities:
  - {id: a, name: A, claims: [{says: decided, wave: W2}, {says: planned, wave: W1}]}
  - {id: b, name: B, claims: [{says: decided, wave: W2}]}
"""
    sites = known(tmp_path, text).snapshot.sites
    assert [(s.wave, s.firm, s.void) for s in sites.values()] == [
        ("W1", None, sites["a"].site.claims[:1]),
        (None, None, sites["b"].site.claims),
    ]


@pytest.mark.parametrize(
    ("claims", "go_live", "contradictions"),
    [
        (["2024-spring, known: 2022", "2025-02-08, known: 2023"], "2025-02-08", []),
        (["2024-04-27, known: 2023", "2025-02-08, known: 2022"], "2024-04-27", []),
        # Equally new, one within the other: the narrower stands, in either order.
        (["2024-spring, known: 2023", "2024-04-27, known: 2023"], "2024-04-27", []),
        (["2024-04-27, known: 2023", "2024-spring, known: 2023"], "2024-04-27", []),
        (["2024, known: 2023", "2024-Q2, known: 2023", "2024-05, known: 2023"], "2024-05", []),
        # The wider one, where it settles; they do not contradict each other all the same.
        (["2024, known: 2023, settles: taken back", "2024-04-27, known: 2023"], "2024", []),
        (["2024-04-27, known: 2023", "2024, known: 2023, settles: taken back"], "2024", []),
        (
            ["2024-05, known: 2023, settles: x", "2024, known: 2023, settles: y"],
            "2024-05",
            [],
        ),
        # A date that is taken back is none, until somebody states one again.
        (["2024-04-27, known: 2022", "unknown, known: 2023"], "None", []),
        (["unknown, known: 2022", "2024-04-27, known: 2023"], "2024-04-27", []),
        (["2024-04-27, known: 2022", "unknown, known: 2024-02"], "2024-04-27", []),
        (["unknown, known: 2023", "unknown, known: 2023"], "None", []),
        (["2024-04-27, known: 2023", "unknown, known: 2023"], "None", [((0, 1), None)]),
        (
            ["2024-04-27, known: 2023, settles: x", "unknown, known: 2023"],
            "2024-04-27",
            [((0, 1), 0)],
        ),
        # Not within one another.
        (
            ["2023-11-03, known: 2023", "2023-11-04, known: 2023, settles: the Saturday"],
            "2023-11-04",
            [((0, 1), 1)],
        ),
        (
            ["2024-05, known: 2023", "2024, known: 2023, settles: board", "2024-06, known: 2023"],
            "2024",
            [((0, 1, 2), 1)],
        ),
    ],
)
def test_the_newest_go_live_stands_and_of_equally_new_ones_the_narrower(
    tmp_path: Path, claims: list[str], go_live: str, contradictions: list[object]
) -> None:
    slot = wave(tmp_path, "2024-01-01", *(f"{{go_live: {claim}}}" for claim in claims))
    assert slot is not None
    assert (str(slot.go_live), contradicting(slot)) == (go_live, contradictions)


@pytest.mark.parametrize("other", ["2024-05-04", "2024-05", "2024-04-20"])
def test_equally_new_go_lives_that_do_not_contain_one_another_contradict(
    tmp_path: Path, other: str
) -> None:
    claims = "{go_live: 2024-04-27, known: 2023}", f"{{go_live: {other}, known: 2023}}"
    slot = wave(tmp_path, "2024-01-01", *claims)
    assert slot is not None
    assert contradicting(slot) == [((0, 1), None)]


def test_equally_new_claims_that_a_wave_is_open_and_that_it_is_not_contradict(
    tmp_path: Path,
) -> None:
    slot = wave(tmp_path, "2024-01-01", "{open: true, known: 2023}", "{open: false, known: 2023}")
    assert slot is not None
    assert contradicting(slot) == [((0, 1), None)]


def test_a_wave_is_closed_and_shown_by_its_newest_label_as_of_the_date(tmp_path: Path) -> None:
    claims = (
        "{called: KI5, known: 2022}",
        "{called: KI4, known: 2023-06-30}",
        "{open: false, known: 2023-07-01}",
    )
    slots = [wave(tmp_path, day, *claims) for day in ("2022-12-31", "2023-06-30", "2023-07-01")]
    assert [(slot.label, slot.open) for slot in slots if slot is not None] == [
        ("KI5", True),
        ("KI4", True),
        ("KI4", False),
    ]


def test_waves_stand_by_first_day_then_as_listed_and_undated_ones_last(tmp_path: Path) -> None:
    text = """
waves:
  - {id: undated}
  - {id: autumn, go_live: 2024-autumn}
  - {id: third, go_live: 2024-09-01}
  - {id: second, go_live: 2024-H2}
  - {id: also-second, go_live: 2024-07-01}
  - {id: first, go_live: 2024}
"""
    waves = known(tmp_path, text).snapshot.waves
    assert [(slot.id, slot.position) for slot in waves] == [
        ("first", 0),
        ("second", 1),
        ("also-second", 2),
        ("autumn", 3),
        ("third", 4),
        ("undated", 5),
    ]


# --- sites ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "exist"),
    [
        ("2019-12-31", ["old"]),
        ("2020-01-01", ["old", "new"]),
        ("2020-06-30", ["old", "new"]),
        ("2020-07-01", ["new"]),
    ],
)
def test_a_site_exists_on_its_first_and_on_its_last_day(
    tmp_path: Path, as_of: str, exist: list[str]
) -> None:
    text = """
municipalities: [{id: old, name: Old, until: 2020-06}, {id: new, name: New, since: 2020-01-01}]
"""
    assert list(known(tmp_path, text, as_of).snapshot.sites) == exist


SPLIT = """
waves: [{id: W1, go_live: 2023-04-28}, {id: W2, go_live: 2025-01-11}]
municipalities:
  - {id: alesund, name: Ålesund, claims: [{says: live, wave: W1, on: %s}]}
  - {id: haram, name: Haram, since: 2024-01-01, split_from: alesund}
"""


@pytest.mark.parametrize(
    ("went_live", "standing"),
    [
        ("2023-04-28", ("live", "W1", Firm.LIVE, "2023-04-28")),
        ("2023-12-31", ("live", "W1", Firm.LIVE, "2023-12-31")),
        ("2024-01-01", ("live", "W1", Firm.LIVE, "2024-01-01")),
        ("2024-01-02", ("none", None, None, "None")),
    ],
)
def test_who_split_from_a_live_site_is_live_where_it_was_part_of_it_then(
    tmp_path: Path, went_live: str, standing: tuple[str, str | None, Firm | None, str]
) -> None:
    haram = known(tmp_path, SPLIT % went_live, "2024-02-01").snapshot.sites["haram"]
    assert (haram.status, haram.wave, haram.firm, str(haram.went_live)) == standing


@pytest.mark.parametrize("backwards", [False, True])
def test_a_split_of_a_split_is_live_too_wherever_it_stands_in_the_data(
    tmp_path: Path, backwards: bool
) -> None:
    sites = [
        "  - {id: a, name: A, claims: [{says: live, wave: W1, on: 2020-05}]}",
        "  - {id: b, name: B, since: 2021, split_from: a}",
        "  - {id: c, name: C, since: 2022, split_from: b}",
    ]
    text = "waves: [{id: W1}]\nmunicipalities:\n" + "\n".join(sites[:: -1 if backwards else 1])
    found = known(tmp_path, text).snapshot.sites
    assert {name: site.wave for name, site in found.items()} == {"a": "W1", "b": "W1", "c": "W1"}


def test_of_several_earlier_entries_each_field_counts_by_itself(tmp_path: Path) -> None:
    text = """
trusts: [{id: t, name: T}]
municipalities:
  - id: alesund
    name: Ålesund
    number: "1508"
    county: Møre og Romsdal
    trust: t
    size: {inhabitants: 58509, staff: 9}
    earlier:
      - {until: 2021, number: "1507", size: {inhabitants: 67000}, trust: null}
      - {until: 2022, county: Vestland, number: "1506", size: {inhabitants: 66000, staff: 8}}
      - {until: 2023, county: Romsdal, name: Gamle Ålesund, size: {beds: 3}}
"""
    stood = []
    for as_of in ("2021-12-31", "2022-12-31", "2023-12-31", "2024-01-01"):
        fields = known(tmp_path, text, as_of).snapshot.sites["alesund"].fields
        stood.append((fields.number, fields.county, fields.trust, fields.name, fields.size))
    assert stood == [
        ("1507", "Vestland", None, "Gamle Ålesund", {"inhabitants": 67000, "staff": 8, "beds": 3}),
        ("1506", "Vestland", "t", "Gamle Ålesund", {"inhabitants": 66000, "staff": 8, "beds": 3}),
        ("1508", "Romsdal", "t", "Gamle Ålesund", {"inhabitants": 58509, "staff": 9, "beds": 3}),
        ("1508", "Møre og Romsdal", "t", "Ålesund", {"inhabitants": 58509, "staff": 9}),
    ]


@pytest.mark.parametrize(
    ("as_of", "number", "inhabitants", "name"),
    [
        ("2019-12-31", "1504", 40000, "Gamle Ålesund"),
        ("2020-01-01", "1507", 67524, "Ålesund"),
        ("2023-12-31", "1507", 67524, "Ålesund"),
        ("2024-01-01", "1508", 58509, "Ålesund"),
    ],
)
def test_earlier_fields_hold_up_to_their_last_day_and_the_rest_is_as_now(
    tmp_path: Path, as_of: str, number: str, inhabitants: int, name: str
) -> None:
    text = """
municipalities:
  - id: alesund
    number: "1508"
    name: Ålesund
    county: Møre og Romsdal
    size: {inhabitants: 58509}
    earlier:
      - {until: 2023-12-31, number: "1507", size: {inhabitants: 67524}}
      - {until: 2019, number: "1504", size: {inhabitants: 40000}, name: Gamle Ålesund}
"""
    snapshot = known(tmp_path, text, as_of).snapshot
    found = snapshot.sites["alesund"]
    assert (found.fields.number, snapshot.size("alesund", "inhabitants")) == (number, inhabitants)
    assert (found.name, found.fields.county) == (name, "Møre og Romsdal")


def test_sites_of_one_name_are_reported_with_their_ids(tmp_path: Path) -> None:
    text = """
waves: [{id: W1}]
municipalities:
  - {id: heroy-m, name: Herøy}
  - {id: heroy-n, name: Herøy, earlier: [{until: 2020, name: Herøy i Nordland}]}
  - {id: gone, name: Vega, until: 2022}
  - {id: vega, name: Vega}
"""
    given = programme(tmp_path, text)
    names = [
        {id_: site.name for id_, site in given.on(day).snapshot.sites.items()}
        for day in (date(2020, 1, 1), date(2023, 1, 1))
    ]
    assert names == [
        {"heroy-m": "Herøy", "heroy-n": "Herøy i Nordland", "gone": "Vega (gone)"}
        | {"vega": "Vega (vega)"},
        {"heroy-m": "Herøy (heroy-m)", "heroy-n": "Herøy (heroy-n)", "vega": "Vega"},
    ]
    assert [given.called(site.id) for site in given.sites] == [
        "Herøy (heroy-m)",
        "Herøy (heroy-n)",
        "Vega (gone)",
        "Vega (vega)",
    ]

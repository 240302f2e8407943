"""HP617 to HP620: who decided a change, how late, who was asked, and on what a claim rests."""

from pathlib import Path

import pytest

from hpplan.checks.run import check
from hpplan.programme.judgement import changes_made
from tests.builders import known

HEAD = """\
programme: {id: coast, seasons: {autumn: [8, 12]}}
sources:
  - {id: plan, published: 2023-01-10}
  - {id: letter, published: 2024-04-01}
bodies:
  - {id: board, name: Board}
  - {id: forum, name: Forum}
  - {id: council, name: Council, of: {kind: municipality}}
  - {id: owners, name: Owners, of: {kind: trust}}
waves: [{id: W1, go_live: 2024-11-09}, {id: W2, go_live: 2025-04}, {id: W3}, WAVES]
trusts: [{id: north, name: North, claims: [{says: planned, wave: W1}, NORTH]}]
municipalities:
  - {id: ask, name: Ask, claims: [{says: CAME, wave: W1, source: plan}, ASK]}
  - {id: bo, name: Bø, claims: [{says: planned, wave: W2}]}
rules: [RULES]
rights:
RIGHTS
decisions:
DECISIONS
"""
BOARD = (
    "  - {id: d, by: board, on: 2024-03, says: adopted, about: [ask, W1, W2, north, cap],"
    " source: letter}"
)
MOVED = "{says: planned, wave: W2, source: letter}"
BY_BOARD = MOVED.replace("}", ", decision: d}")
COUNCIL = "  - {change: wave, decides: council}"


def data(
    rights: str,
    *,
    ask: str = "",
    north: str = "",
    waves: str = "",
    rules: str = "{id: cap, kind: capacity, max: 9}",
    decisions: str = BOARD,
    came: str = "planned",
) -> str:
    text = HEAD.replace("RIGHTS", rights).replace("DECISIONS", decisions)
    text = text.replace("RULES", rules).replace("CAME", came)
    for word, what in {"WAVES": waves, "NORTH": north, "ASK": ask}.items():
        text = text.replace(f", {word}]", f", {what}]" if what else "]")
    return text


def said(tmp_path: Path, text: str, as_of: str = "2024-06-01") -> list[str]:
    """The findings about rights and decisions."""
    found = check(known(tmp_path, text, as_of))
    codes = ("HP617", "HP618", "HP619", "HP620")
    return [f"{f.code} {f.message}" for f in found if f.code in codes]


# --- a body that has no right to it -------------------------------------------------------------

WRONG = (
    "HP617 Ask goes from W1 to W2 by a decision of Board; it is for Council (Ask) to decide that"
)


def test_a_site_moves_by_a_decision_of_another_body_than_the_right_names(tmp_path: Path) -> None:
    assert said(tmp_path, data(COUNCIL, ask=BY_BOARD)) == [WRONG]
    assert said(tmp_path, data(COUNCIL.replace("council", "board"), ask=BY_BOARD)) == []


@pytest.mark.parametrize(("site", "wrong"), [("ask", False), ("bo", True)])
def test_a_body_of_each_site_decides_of_its_own_site_only(
    tmp_path: Path, site: str, *, wrong: bool
) -> None:
    made = BOARD.replace("by: board", f"by: council, site: {site}")
    found = said(tmp_path, data(COUNCIL, ask=BY_BOARD, decisions=made))
    assert found == ([WRONG.replace("Board", "Council (Bø)")] if wrong else [])


@pytest.mark.parametrize(
    "rights",
    [
        "  - {change: wave, sites: bo, decides: council}\n  - {change: wave, decides: board}",
        "  - {change: wave, decides: owners}\n  - {change: wave, decides: board}",
        "  - {change: wave, waves: W3, decides: council}\n  - {change: wave, decides: board}",
        "  - {change: go_live, decides: council}\n  - {change: [rule, wave], decides: board}",
        "  - {change: wave, within: 6m, decides: council}\n  - {change: wave, decides: board}",
        "  - {change: wave, decides: council, in_force: {until: 2024-03}}",
        "  - {change: wave, decides: council, in_force: {from: 2024-04-02}}",
        "  - {change: wave, sites: {status: decided}, decides: council}",
        "  - {change: participation, decides: council}",
    ],
)
def test_a_right_that_does_not_match_gives_way_to_the_next(tmp_path: Path, rights: str) -> None:
    assert said(tmp_path, data(rights, ask=BY_BOARD)) == []


@pytest.mark.parametrize(
    "right",
    [
        "{change: wave, decides: council}\n  - {change: wave, decides: board}",
        "{change: wave, waves: [W1], decides: council}",
        "{change: wave, waves: [W2], decides: council}",
        "{change: wave, sites: {status: planned}, decides: council}",
        "{change: wave, decides: council, source: plan}",
        "{change: wave, decides: council, in_force: {from: 2024-04-01, until: 2024-04-01}}",
        "{change: wave, within: 8m, decides: council}",
    ],
)
def test_the_first_right_that_matches_counts_as_of_the_day_it_was_known(
    tmp_path: Path, right: str
) -> None:
    assert said(tmp_path, data(f"  - {right}", ask=BY_BOARD)) == [WRONG]


def test_only_what_is_known_on_the_date_is_judged(tmp_path: Path) -> None:
    text = data(COUNCIL, ask=BY_BOARD)
    assert said(tmp_path, text, "2024-03-31") == []
    assert said(tmp_path, text, "2024-04-01") == [WRONG]


def test_without_rights_nothing_is_judged(tmp_path: Path) -> None:
    assert said(tmp_path, data("", ask=BY_BOARD)) == []
    assert (
        said(tmp_path, data("  - {change: wave, sites: bo, decides: council}", ask=BY_BOARD)) == []
    )


# --- what a change is ---------------------------------------------------------------------------


def changed(tmp_path: Path, text: str) -> list[str]:
    return [change.said for change in changes_made(known(tmp_path, text, "2024-06-01"))]


LATEST = "  - {change: [wave, go_live, participation], within: 1d, decides: board}"
ANY = f"{LATEST}\n  - {{change: [wave, go_live, participation], decides: board}}"


@pytest.mark.parametrize(
    ("came", "claims", "changes"),
    [
        ("planned", "{says: planned, wave: W2, source: letter}", ["Ask goes from W1 to W2"]),
        ("candidate", "{says: decided, wave: W2, source: letter}", ["Ask goes from W1 to W2"]),
        ("planned", "{says: decided, wave: W1, source: letter}", []),
        ("decided", "{says: planned, wave: W2, source: letter}", []),  # it stays where it decided
        ("decided", "{says: candidate, wave: W2, source: letter}", []),
        ("planned", "{says: undecided, source: letter}", []),
        (
            "planned",
            "{says: planned, wave: W2, source: letter}, {says: planned, wave: W3, known: 2024-05}",
            ["Ask goes from W1 to W2", "Ask goes from W2 to W3"],
        ),
        ("planned", "{says: withdrawn, source: letter}", []),  # it had not said that it takes part
        ("decided", "{says: withdrawn, source: letter}", ["Ask takes part no longer"]),
        (
            "planned",
            "{says: joined, known: 2023-06}, {says: declined, source: letter}",
            ["Ask takes part no longer"],
        ),
        (
            "planned",
            "{says: declined, known: 2023-06}, {says: agreement, source: letter}",
            ["Ask takes part after all"],
        ),
        (
            "decided",
            "{says: withdrawn, known: 2023-06}, {says: decided, wave: W2, source: letter}",
            ["Ask takes part no longer", "Ask takes part after all"],
        ),
        ("planned", "{says: joined, source: letter}", []),
    ],
)
def test_a_claim_gives_a_site_another_wave_or_another_word_on_taking_part(
    tmp_path: Path, came: str, claims: str, changes: list[str]
) -> None:
    assert changed(tmp_path, data(ANY, came=came, ask=claims)) == changes


@pytest.mark.parametrize(
    ("first", "then", "change"),
    [
        (
            "2024-11-09",
            "2024-11-16",
            "W9 goes live on 16 November 2024 instead of on 9 November 2024",
        ),
        ("2024-11", "2024-12", "W9 goes live in December 2024 instead of in November 2024"),
        ("2024-11-09", "unknown", "W9 goes live without a date instead of on 9 November 2024"),
        ("2024-autumn", "2024-11-09", None),  # the same date, more exactly
        ("2024-11-09", "2024-autumn", None),
        ("unknown", "2024-11-09", None),  # it had none
    ],
)
def test_a_claim_gives_a_wave_another_date(
    tmp_path: Path, first: str, then: str, change: str | None
) -> None:
    claims = f"{{go_live: {first}, source: plan}}, {{go_live: {then}, source: letter}}"
    text = data(ANY, waves=f"{{id: W9, claims: [{claims}]}}")
    assert changed(tmp_path, text) == ([] if change is None else [change])


def test_of_claims_of_one_day_one_may_name_the_decision(tmp_path: Path) -> None:
    both = f"{{says: decided, wave: W2, source: letter}}, {BY_BOARD}"
    assert said(tmp_path, data(COUNCIL, ask=both)) == [WRONG]


@pytest.mark.parametrize(
    ("in_force", "wrong"),
    [
        ("{from: 2024-04-01}", ["begins"]),
        ("{from: 2023, until: 2024-04-30}", ["ends"]),
        ("{until: 2024-04}", ["ends"]),
        ("{from: 2024-03-01, until: 2024-03-02}", ["begins", "ends"]),
        ("{from: 2024-02-29}", []),  # before the decision was made
        ("{from: 2024-07}", []),  # after the as-of date
    ],
)
def test_a_rule_changes_where_its_time_begins_or_ends_by_the_decision_about_it(
    tmp_path: Path, in_force: str, wrong: list[str]
) -> None:
    rule = f"{{id: cap, kind: capacity, max: 9, waves: W1, in_force: {in_force}}}"
    right = "  - {change: rule, sites: ask, waves: [W1, W3], decides: forum}"
    assert said(tmp_path, data(right, rules=rule)) == [
        f"HP617 rule cap {how} by a decision of Board; it is for Forum to decide that"
        for how in wrong
    ]
    elsewhere = right.replace("W1, W3", "W3")
    assert said(tmp_path, data(elsewhere, rules=rule)) == []


# --- late, and without a decision ---------------------------------------------------------------

LATE = "  - {change: [wave, go_live, participation], within: 12m, decides: board}"


def test_a_late_change_names_a_decision(tmp_path: Path) -> None:
    late = "less than 12 months before 2024-11-09, and without a decision"
    assert said(tmp_path, data(LATE, ask=MOVED)) == [
        f"HP618 Ask goes from W1 to W2, known on 2024-04-01: {late}"
    ]
    assert said(tmp_path, data(LATE, ask=BY_BOARD)) == []
    assert said(tmp_path, data(LATE.replace("within: 12m, ", ""), ask=MOVED)) == []


@pytest.mark.parametrize(("known_on", "late"), [("2023-11-09", False), ("2023-11-10", True)])
def test_the_days_count_to_the_earlier_of_both_go_lives(
    tmp_path: Path, known_on: str, *, late: bool
) -> None:
    forward = MOVED.replace("source: letter", f"known: {known_on}")
    assert len(said(tmp_path, data(LATE, ask=forward))) == late
    back = "{says: planned, wave: W2, known: 2023-06}, {says: planned, wave: W1, known: KNOWN}"
    assert len(said(tmp_path, data(LATE, ask=back.replace("KNOWN", known_on)))) == late
    dates = f"{{go_live: 2025-04, source: plan}}, {{go_live: 2024-11-09, known: {known_on}}}"
    assert len(said(tmp_path, data(LATE, waves=f"{{id: W9, claims: [{dates}]}}"))) == late
    leaves = f"{{says: joined, known: 2023-06}}, {{says: withdrawn, known: {known_on}}}"
    assert len(said(tmp_path, data(LATE, ask=leaves))) == late


def test_without_a_date_nothing_is_late(tmp_path: Path) -> None:
    undated = "{says: planned, wave: W3, known: 2023-01-20}, {says: planned, wave: W4, known: 2024}"
    text = data(LATE, ask=undated, waves="{id: W4}")
    assert said(tmp_path, text.replace("go_live: 2024-11-09", "open: true")) == []


# --- who is asked -------------------------------------------------------------------------------

ASKED = "  - {change: [wave, go_live], decides: board, consult: [forum, council]}"


@pytest.mark.parametrize(
    ("consulted", "missing"),
    [
        ("", ["Council (Ask)", "Forum"]),
        ("{body: forum}", ["Council (Ask)"]),
        ("{body: forum}, {body: council}", []),
        ("{body: forum}, {body: council, site: ask, on: 2024-03-31}", []),
        ("{body: forum}, {body: council, site: bo}", ["Council (Ask)"]),
    ],
)
def test_a_decision_lists_whom_the_right_has_asked(
    tmp_path: Path, consulted: str, missing: list[str]
) -> None:
    made = BOARD.replace("source: letter", f"consulted: [{consulted}]")
    assert said(tmp_path, data(ASKED, ask=BY_BOARD, decisions=made)) == [
        f"HP619 'd' was decided, as far as the data know, without asking {who}" for who in missing
    ]


def test_who_is_asked_afterwards_was_not_asked(tmp_path: Path) -> None:
    asked = "consulted: [{body: forum, on: 2024-04-01}, {body: council}]"
    made = BOARD.replace("source: letter", asked)
    assert said(tmp_path, data(ASKED, ask=BY_BOARD, decisions=made)) == [
        "HP619 'd' was decided before Forum was asked"
    ]


def test_of_a_wave_the_councils_of_all_in_it_are_asked_and_nobody_asks_himself(
    tmp_path: Path,
) -> None:
    claims = "{go_live: 2024-06, source: plan}, {go_live: 2024-08, decision: d, source: letter}"
    waves = f"{{id: W9, claims: [{claims}]}}"
    text = data(ASKED, waves=waves).replace("wave: W1", "wave: W9")
    made = text.replace("by: board", "by: forum").replace("about: [", "about: [W9, ")
    assert said(tmp_path, made.replace("decides: board", "decides: forum")) == [
        "HP619 'd' was decided, as far as the data know, without asking Council (Ask)"
    ]


# --- on what a claim rests ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("adopted", "rejected", "rejected it"),
        ("2024-03,", "2024-04-02,", "was made only after that (2 April 2024)"),
        ("[ask, W1, W2, north, cap]", "[bo, cap]", "is about bo, cap"),
        ("[ask, W1, W2, north, cap]", "W2", None),
        ("[ask, W1, W2, north, cap]", "W1", None),
        ("[ask, W1, W2, north, cap]", "ask", None),
    ],
)
def test_a_claim_rests_on_no_decision_that_says_otherwise(
    tmp_path: Path, old: str, new: str, why: str | None
) -> None:
    text = data(
        "  - {change: rule, decides: board}", ask=BY_BOARD, decisions=BOARD.replace(old, new)
    )
    assert said(tmp_path, text) == (
        [] if why is None else [f"HP620 planned for W2: the decision that it names, 'd', {why}"]
    )


def test_a_date_may_rest_on_a_decision_about_a_site_of_the_wave(tmp_path: Path) -> None:
    dated = "{id: W9, claims: [{go_live: 2024-06, decision: d, source: letter}]}"
    about = BOARD.replace("[ask, W1, W2, north, cap]", "north")
    assert said(tmp_path, data("", waves=dated, decisions=about)) == [
        "HP620 go-live June 2024: the decision that it names, 'd', is about north"
    ]
    goes = "{says: candidate, wave: W9, source: plan}"
    assert said(tmp_path, data("", waves=dated, decisions=about, north=goes)) == []

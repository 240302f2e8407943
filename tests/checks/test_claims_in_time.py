"""HP606 to HP609 and HP704: claims that go back, come too early, or name a wave of another time."""

from pathlib import Path

import pytest

from tests.builders import known
from tests.findings import reported

SOURCES = """\
sources:
  - {id: plan, kind: document, published: 2022-11-01}
  - {id: letter, kind: document, published: 2023-07-04}
  - {id: news, kind: document, published: 2023-09-15}
"""
WAVES = "waves: [{id: W1, go_live: 2023-04-29}, {id: W2, go_live: 2024-04-27}]\n"


def ask(*claims: str, waves: str = WAVES) -> str:
    listed = "".join(f"      - {{{claim}}}\n" for claim in claims)
    return f"{SOURCES}{waves}municipalities:\n  - id: ask\n    name: Ask\n    claims:\n{listed}"


LIVE = "says: live, wave: W1, on: 2023-04-29, source: letter"


@pytest.mark.parametrize(
    "later",
    [
        "says: planned, wave: W1, source: news",
        "says: candidate, wave: W2, on: 2023-04-29, source: news",
        "says: candidate, wave: W2, on: 2023-04, source: news",
        "says: agreement, source: news",
        "says: live, wave: W1, on: 2023-04-30, source: news",
        "says: declined, on: 2022-12, source: news",
    ],
)
def test_late_news_of_an_earlier_time_and_more_of_the_same_do_not_go_back(
    tmp_path: Path, later: str
) -> None:
    assert reported(known(tmp_path, ask(LIVE, later)), "HP606") == []


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ("says: candidate, wave: W2, source: news", "a candidate for W2, known 2023-09-15"),
        (
            "says: decided, wave: W2, on: 2023-05, source: news",
            "decided for W2, on 2023-05, known 2023-09-15",
        ),
        ("says: undecided, source: news", "undecided, known 2023-09-15"),
        ("says: withdrawn, source: news", "withdrawn, known 2023-09-15"),
    ],
)
def test_who_is_live_is_in_no_other_wave_later(tmp_path: Path, later: str, words: str) -> None:
    assert reported(known(tmp_path, ask(LIVE, later)), "HP606") == [
        f"warning 11:9: Ask is {words}, though it went live before",
        "  hint: correct one of the two claims, or their dates",
        "  note 10:9: before: live in W1, on 2023-04-29, known 2023-04-29 [letter]",
    ]


def test_who_left_is_not_placed_until_it_joins_again(tmp_path: Path) -> None:
    left, placed = "says: withdrawn, source: plan", "says: planned, wave: W2, source: news"
    assert reported(known(tmp_path, ask(left, placed)), "HP606") == [
        "warning 11:9: Ask is planned for W2, known 2023-09-15, though it had withdrawn",
        "  hint: add the claim by which it joined again, or correct one of the two",
        "  note 10:9: before: withdrawn, known 2022-11-01 [plan]",
    ]
    joined = "says: joined, source: letter"
    assert reported(known(tmp_path, ask(left, joined, placed)), "HP606") == []
    decided = "says: decided, wave: W2, source: news"
    assert reported(known(tmp_path, ask(left, decided)), "HP606") == []


def test_what_is_not_known_yet_is_not_reported(tmp_path: Path) -> None:
    later = "says: candidate, wave: W2, source: news"
    assert reported(known(tmp_path, ask(LIVE, later), "2023-09-14"), "HP606") == []


@pytest.mark.parametrize(
    ("claim", "faults"),
    [
        ("says: decided, wave: W2, on: 2023-06, known: 2023-06-01, source: letter", 0),
        ("says: decided, wave: W2, on: 2023-06, known: 2023-05-31, source: letter", 1),
        ("says: planned, wave: W2, on: 2023-06, known: 2023-05-31, source: letter", 0),
        ("says: undecided, on: 2023-06, known: 2023-05-31, source: letter", 0),
    ],
)
def test_what_happened_was_not_known_before(tmp_path: Path, claim: str, faults: int) -> None:
    found = reported(known(tmp_path, ask(claim)), "HP607")
    assert len(found) == 2 * faults
    if faults:
        assert found == [
            (
                "warning 10:55: Ask: 'decided for W2' happened on 2023-06, but was already "
                "known on 2023-05-31"
            ),
            "  hint: correct 'known' or 'on'",
        ]


@pytest.mark.parametrize(
    ("claim", "faults"),
    [
        ("says: joined, on: 2022-11-02, source: plan", 1),
        ("says: joined, on: 2022-11, source: plan", 0),
        ("says: joined, on: 2022-11-02, known: 2023-07, source: plan", 1),
        ("says: candidate, wave: W2, on: 2022-11-02, source: plan", 0),
    ],
)
def test_a_source_knows_nothing_later_than_itself(tmp_path: Path, claim: str, faults: int) -> None:
    found = reported(known(tmp_path, ask(claim)), "HP704")
    assert len(found) == 3 * faults
    if faults:
        assert found[0].endswith(
            "Ask: 'joined' happened on 2022-11-02, but 'plan' was published 2022-11-01"
        )


LATE = """\
waves:
  - {id: W1, claims: [{go_live: 2024-04, source: letter}]}
  - {id: W2, claims: [{go_live: 2025, source: plan}, {dropped: true, source: letter},
                      {dropped: false, source: news}]}
"""


@pytest.mark.parametrize(
    ("claim", "what"),
    [
        ("says: planned, wave: W1, known: 2023-07-03, source: plan", "was not known before"),
        ("says: planned, wave: W1, source: letter", None),
        ("says: planned, wave: W2, source: plan", None),
        ("says: planned, wave: W2, known: 2023-09-14, source: letter", "was dropped then"),
        ("says: planned, wave: W2, source: news", None),
    ],
)
def test_a_claim_names_waves_of_its_own_time(tmp_path: Path, claim: str, what: str | None) -> None:
    found = reported(known(tmp_path, ask(claim, waves=LATE)), "HP608")
    assert (what is not None) == bool(found)
    if what is not None:
        assert what in found[0]


def test_of_a_wave_that_does_not_exist_now_another_check_reports(tmp_path: Path) -> None:
    data = ask("says: planned, wave: W1, source: plan", waves=LATE)
    situation = known(tmp_path, data.replace("{go_live: 2024-04", "{dropped: true"))
    assert reported(situation, "HP608") == []
    assert len(reported(situation, "HP602")) > 0


def test_a_decision_is_overdue_on_the_day_after_and_no_more_once_it_is_made(
    tmp_path: Path,
) -> None:
    data = ask("says: undecided, until: 2023-10, source: letter")
    assert reported(known(tmp_path, data, "2023-10-31"), "HP609") == []
    assert reported(known(tmp_path, data, "2023-11-01"), "HP609") == [
        "warning 10:34: Ask was to decide by 2023-10, which has passed",
        "  hint: add its decision, or the new date",
    ]
    made = ask("says: undecided, until: 2023-10, source: letter", "says: declined, known: 2023-11")
    assert reported(known(tmp_path, made, "2024-01-01"), "HP609") == []

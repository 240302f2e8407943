"""What is supposed, as the claims and rules that are written for it."""

from pathlib import Path

import pytest

from hpplan.analysis.change_statements import not_written, statements_of, wishes
from hpplan.domain.sources import Source
from hpplan.periods import Period
from hpplan.programme.changes import changed
from hpplan.programme.programme import SituationData
from hpplan.programme.statements import Grounds, stated
from hpplan.reading.expression_text import Misread
from hpplan.reading.expressions import read_changes
from hpplan.writing.statements import changes_of
from hpplan.writing.yaml_flow import flow
from tests.builders import known, plan
from tests.cli.programmes import CALM

RULES = """\
rules:
  - {kind: capacity, id: cap, waves: [W1, W2], max: 2, because: as agreed}
  - {kind: together, id: pair, sites: [dal, eid]}
  - {kind: window, id: late, sites: eid, not_before: 2024, in_force: {until: 2023}}
"""
FROM = "in_force: {from: 2024-01-01}, source: board}"
BOARD = Grounds(Source(id="board", published=Period.parse("2024-01-01")))
LATER = Grounds(Source(id="note", kind="assumption"), Period.parse("2024-02-01"))


@pytest.fixture
def situation(tmp_path: Path) -> SituationData:
    return known(tmp_path, CALM + RULES)


def said(
    situation: SituationData,
    *texts: str,
    moves: str = "",
    dates: dict[str, str] | None = None,
    grounds: Grounds = BOARD,
) -> list[str]:
    changes = read_changes(situation, texts)
    assert not isinstance(changes, Misread), changes
    days = {wave: Period.parse(to) for wave, to in (dates or {}).items()}
    statements = statements_of(situation, changes, grounds, plan(moves), days)
    return [_line(change) for change in changes_of(statements)]


def _line(change: object) -> str:
    keys = getattr(change, "keys", None)
    rest = [
        str(value)
        for name in ("section", "of", "until")
        if (value := getattr(change, name, None)) is not None
    ]
    return " ".join([type(change).__name__, *rest, *([] if keys is None else [flow(keys)])])


def test_a_site_that_goes_elsewhere_is_planned_there_and_undecided_where_it_had_decided(
    situation: SituationData,
) -> None:
    assert said(situation, "dal=W2", moves="dal:W2") == [
        "NewClaim sites dal {says: planned, wave: W2, source: board}"
    ]
    assert said(situation, "bo=W2", moves="bo:W2 dal:W2") == [
        "NewClaim sites bo {says: undecided, source: board}",
        "NewClaim sites bo {says: planned, wave: W2, source: board}",
        "NewClaim sites dal {says: planned, wave: W2, source: board}",
    ]


def test_the_wishes_are_those_of_sites_that_are_put_or_let_go_somewhere(
    situation: SituationData,
) -> None:
    changes = read_changes(situation, ["bo=W2", "eid!=W1", "W2 closed", "dal.go_live+1m"])
    assert not isinstance(changes, Misread)
    assert wishes(changes) == ["bo", "eid", "dal"]


def test_that_a_site_or_a_wave_passed_or_failed_a_gate_is_a_claim(tmp_path: Path) -> None:
    gate = "gates: [{id: ready, at: -90d}], as_of"
    gated = known(tmp_path, CALM.replace("as_of", gate, 1))
    assert said(gated, "dal failed ready", "W1 passed ready") == [
        "NewClaim waves W1 {says: passed, gate: ready, source: board}",
        "NewClaim sites dal {says: failed, gate: ready, source: board}",
    ]


def test_what_a_site_or_a_wave_is_to_say_is_a_claim(situation: SituationData) -> None:
    assert said(situation, "dal withdrawn", "fet joins", "reopen bo", grounds=LATER) == [
        "NewClaim sites dal {says: withdrawn, known: 2024-02-01, source: note}",
        "NewClaim sites fet {says: joined, known: 2024-02-01, source: note}",
        "NewClaim sites bo {says: undecided, known: 2024-02-01, source: note}",
    ]
    assert said(situation, "W2 closed", "W2.go_live=2025-06", "W1 dropped") == [
        "NewClaim waves W2 {open: false, source: board}",
        "NewClaim waves W2 {go_live: 2025-06, source: board}",
        "NewClaim waves W1 {dropped: true, source: board}",
    ]


def test_of_two_answers_to_one_question_the_last_is_written(situation: SituationData) -> None:
    assert said(situation, "W2.go_live=2025-06", "W2.go_live+1m") == [
        "NewClaim waves W2 {go_live: 2025-07, source: board}"
    ]


def test_a_new_wave_exists_from_its_first_claim(situation: SituationData) -> None:
    assert said(situation, "add wave W1b 2025-01", "add wave W9", moves="dal:W1b") == [
        "NewEntry waves {id: W1b, claims: [{go_live: 2025-01, source: board}]}",
        "NewEntry waves {id: W9, claims: [{open: true, source: board}]}",
        "NewClaim sites dal {says: planned, wave: W1b, source: board}",
    ]


def test_waves_that_slip_go_live_then(situation: SituationData) -> None:
    dates = {"W1": "2025-05-09", "W2": "2025-05-10"}
    assert said(situation, "W1+6m", dates=dates) == [
        "NewClaim waves W1 {go_live: 2025-05-09, source: board}",
        "NewClaim waves W2 {go_live: 2025-05-10, source: board}",
    ]


def test_a_rule_that_is_otherwise_ends_the_day_before_the_new_one_begins(
    situation: SituationData,
) -> None:
    assert said(situation, "cap.max=3") == [
        "RuleEnds 2023-12-31",
        f"NewRule {{kind: capacity, id: cap-2024-01-01, waves: [W1, W2], max: 3, {FROM}",
    ]
    assert said(situation, "drop rule pair") == ["RuleEnds 2023-12-31"]
    assert said(situation, "restore rule late") == [
        f"NewRule {{kind: window, id: late-2024-01-01, sites: [eid], not_before: 2024, {FROM}"
    ]


def test_a_maximum_of_one_wave_splits_the_rule(situation: SituationData) -> None:
    assert said(situation, "W1.capacity=1") == [
        "RuleEnds 2023-12-31",
        f"NewRule {{kind: capacity, id: cap-2024-01-01, waves: [W2], max: 2, {FROM}",
        f"NewRule {{kind: capacity, id: cap-2024-01-01-2, waves: [W1], max: 1, {FROM}",
    ]


def test_a_rule_that_is_new_is_written_and_a_wish_of_one_site_is_not(
    situation: SituationData,
) -> None:
    assert said(situation, "add rule {kind: apart, sites: [bo, dal]}", "eid!=W1") == [
        "NewRule {kind: apart, sites: [bo, dal], in_force: {from: 2024-01-01}, source: board}"
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["cap.max=3"],
        ["drop rule pair"],
        ["restore rule late"],
        ["W1.capacity=1", "W2 closed"],
        ["W2.go_live+3m", "dal withdrawn"],
        ["reopen bo", "add wave W1b 2025-01"],
        ["add rule {kind: apart, sites: [bo, dal]}"],
    ],
)
def test_what_is_written_means_what_was_supposed(
    situation: SituationData, texts: list[str]
) -> None:
    changes = read_changes(situation, texts)
    assert not isinstance(changes, Misread)
    supposed = changed(situation, changes)

    moves = dict.fromkeys(wishes(changes), "W1")
    statements = statements_of(situation, changes, BOARD, moves, {})
    then = stated(situation.programme, statements, BOARD.source).on(situation.as_of)

    assert meaning(then) == meaning(supposed)


def meaning(situation: SituationData) -> tuple[object, ...]:
    """Who may be where, when, under which rules."""
    snapshot = situation.snapshot
    return (
        sorted(rule.sentence(snapshot) for rule in situation.rules),
        [(slot.id, str(slot.go_live), slot.open) for slot in snapshot.waves],
        {
            s: (f.takes_part, f.wave, f.firm is not None, [w.id for w in snapshot.allowed(s)])
            for s, f in snapshot.sites.items()
        },
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "dal.size.inhabitants=7",
            "Dal's size is a plain field, that has no date: write inhabitants in the data",
        ),
        ("cap.max=3", "a rule ends and begins on a day: add --known"),
    ],
)
def test_what_has_no_date_in_the_data_is_not_written(
    situation: SituationData, text: str, why: str
) -> None:
    changes = read_changes(situation, text)
    assert not isinstance(changes, Misread)

    found = not_written(situation, changes, Grounds(Source(id="guess", kind="assumption")))

    assert found is not None
    assert found.why == why

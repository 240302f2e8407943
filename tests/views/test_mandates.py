"""Whose decision moves and changes take, who is asked and who pays: in text and as JSON."""

import json
from pathlib import Path

import pytest

from hpplan.analysis.recommendation import recommend
from hpplan.analysis.what_if import what_if
from hpplan.planning import Infeasible, best_plan
from hpplan.programme.programme import Overrides, SituationData
from hpplan.views import answers_json, plan_json, recommended
from hpplan.views import conflict as conflict_view
from hpplan.views import what_if as view
from hpplan.views.document import Document
from hpplan.views.formats.text import render
from tests.builders import programme
from tests.patience import ENOUGH
from tests.views.advice import changes

DATA = """\
programme: {id: coast, as_of: 2024-01-01}
bodies:
  - {id: board, name: Board}
  - {id: forum, name: Forum}
  - {id: council, name: Council, of: {kind: municipality}}
rights:
  - {change: wave, waves: W3, decides: board, pays: board}
  - {change: [wave, participation], decides: council, consult: [forum, council], pays: site}
  - {change: go_live, decides: board, consult: council}
  - {change: rule, decides: board, consult: forum}
trusts: [{id: north, name: North, claims: [{says: decided, wave: W1}]}]
municipalities:
  - {id: ask, name: Ask, claims: [{says: decided, wave: W1}]}
  - {id: bo, name: Bø, claims: [{says: planned, wave: W1}]}
  - {id: eid, name: Eid, claims: [{says: planned, wave: W2}]}
waves: [{id: W1, go_live: 2024-06}, {id: W2, go_live: 2024-11}, {id: W3, go_live: 2025-04}]
rules: [{id: cap, kind: capacity, max: 3}]
goals: [{kind: stability}, {kind: earliest}]
"""


@pytest.fixture
def known(tmp_path: Path) -> SituationData:
    return programme(tmp_path, DATA).on()


def drawn(document: Document) -> str:
    return render(document, colour=False, width=200)


def who_decides(known: SituationData, *expressions: str) -> list[str]:
    """What the answer to a what-if says of that."""
    answered = what_if(known, [changes(known, *expressions)], ENOUGH)
    said = drawn(view.document(answered)).partition("Who decides:\n")[2]
    return [line.strip() for line in said.partition("\n\n")[0].splitlines()]


BOTH = (
    "Council (Ask, Bø) decide, Forum and Council (Ask, Bø) are asked before, "
    "each site pays for itself"
)
COUNCIL = "Council (Ask) decides, Forum and Council (Ask) are asked before, Ask pays"


@pytest.mark.parametrize(
    ("expressions", "said"),
    [
        (["ask=W2"], [COUNCIL]),
        (["ask=W3"], ["Board decides on Ask, Board pays"]),
        (["ask=W1"], []),  # it stays
        (["north=W2"], []),  # no right speaks of trusts, but to W3
        (["north=W3"], ["Board decides on North, Board pays"]),
        (
            ["ask=W2", "bo=W2"],
            [BOTH],
        ),
        (["ask=W2", "bo=W3"], [COUNCIL, "Board decides on Bø, Board pays"]),
        (["eid withdrawn"], [COUNCIL.replace("Ask", "Eid")]),
        (["cap.max=4"], ["Board decides on the rule, Forum is asked before"]),
        (
            ["W1.go_live=2024-07"],
            ["Board decides on the date of W1, Council (Ask, Bø) are asked before"],
        ),
        (["W1+1m"], ["Board decides on the date of W1, Council (Ask, Bø) are asked before"]),
    ],
)
def test_what_if_says_who_decides_each_change_and_each_move(
    known: SituationData, expressions: list[str], said: list[str]
) -> None:
    assert who_decides(known, *expressions) == said


def test_a_date_that_only_becomes_more_exact_takes_no_decision(known: SituationData) -> None:
    assert who_decides(known, "W1.go_live=2024-06-08") == []


def test_recommend_says_who_decides_that_the_site_moves(known: SituationData) -> None:
    shown = drawn(recommended.recommended(recommend(known, "ask", ENOUGH)))
    assert f"Who decides:\n  {COUNCIL}\n  Board decides on Ask, Board pays\n" in shown


def test_without_rights_nothing_is_said(tmp_path: Path) -> None:
    head, _, rest = DATA.partition("bodies:")
    known = programme(tmp_path, f"{head}trusts:{rest.partition('trusts:')[2]}").on()
    assert who_decides(known, "ask=W2", "cap.max=4") == []


ASK = {"body": "council", "site": "ask"}
KEYS = {
    "decides": [ASK],
    "consult": [{"body": "forum", "site": None}, ASK],
    "pays": [{"body": None, "site": "ask"}],
}
NOBODY: dict[str, object] = {"decides": [], "consult": [], "pays": []}


def keys(of: dict[str, object]) -> dict[str, object]:
    return {key: of[key] for key in NOBODY}


def test_a_case_as_json_names_them_for_each_move_and_in_all(known: SituationData) -> None:
    answered = what_if(known, [changes(known, "ask=W2"), changes(known, "cap.max=4")], ENOUGH)
    moved, raised = json.loads(answers_json.what_if(answered))["cases"]
    assert [keys(move) for move in moved["moves"]] == [KEYS]
    assert keys(moved) == KEYS
    assert keys(raised) == {
        "decides": [{"body": "board", "site": None}],
        "consult": [{"body": "forum", "site": None}],
        "pays": [],
    }


def test_a_repair_names_them_for_each_change_and_in_all(tmp_path: Path) -> None:
    known = programme(tmp_path, DATA).on(overrides=Overrides(pins=(("ask", "W2"),)))
    found = best_plan(known, ENOUGH)
    assert isinstance(found, Infeasible)
    shown = drawn(conflict_view.document(known, found, full=True, repairs=True))
    assert f"1B  Ask leaves W1      {COUNCIL}; 5 months later for 1 site; nobody else" in shown
    (conflict,) = json.loads(plan_json.render(known, found))["conflicts"]
    wish, leaves = conflict["repairs"]
    assert (wish["whose"], keys(wish)) == ("wish", NOBODY)
    assert (leaves["whose"], keys(leaves)) == ("council", KEYS)
    assert [keys(change) for change in leaves["changes"]] == [KEYS]

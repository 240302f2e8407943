"""Changes as a planner writes them: what each means, and what is said of one that means nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.programme.changes import sentences
from hpplan.programme.programme import SituationData
from hpplan.reading.expression_text import Misread
from hpplan.reading.expressions import read_changes
from tests.builders import known

TEXT = """\
programme:
  id: p
  name: P
  phases: [{id: run-up, from: -6m, to: 0d}]
  gates: [{id: ready, at: -90d, sites: {not: e}}, {id: old, at: 0d, in_force: {until: 2023}}]
  seasons: {autumn: [8, 12]}
trusts: [{id: t, name: Trust, claims: [{says: decided, wave: W1, known: 2023}]}]
municipalities:
  - {id: a, name: Ask, size: {inhabitants: 900}, claims: [{says: decided, wave: W1, known: 2023}]}
  - {id: b-o, name: Bø, claims: [{says: planned, wave: W2, known: 2023}]}
  - {id: c, name: Dal, claims: [{says: declined, known: 2023}]}
  - {id: e, name: Eid}
  - {id: f, name: Fet, claims: [{says: live, wave: W0, on: 2023-05-06}]}
  - {id: g, name: Gol, since: 2025-01-01}
waves:
  - {id: W0, go_live: 2023-05-06}
  - {id: E0, go_live: 2023-05-07}
  - {id: W1, go_live: 2024-11-09}
  - {id: W2, claims: [{go_live: 2025-04}, {called: KI2}]}
  - {id: W3}
  - {id: W4, claims: [{go_live: 2026, known: 2025}]}
rules:
  - {id: cap, kind: capacity, max: 2, waves: [W1, W2]}
  - {id: people, kind: capacity, measure: inhabitants, max: 500, sites: {trust: t}}
  - {id: more, kind: capacity, measure: inhabitants, max: 900, waves: W3}
  - {id: old, kind: window, sites: all, not_after: 2024-autumn, in_force: {until: 2023-06}}
  - {id: late, kind: window, sites: b-o, not_before: 2024-06}
  - {kind: notice, months: 6, sites: e}
  - {kind: notice, months: 3, sites: b-o}
"""


@pytest.fixture
def base(tmp_path: Path) -> SituationData:
    return known(tmp_path, TEXT)


MEANT = {
    "b-o=W1": ["Bø in W1"],
    " b-o = W1 ": ["Bø in W1"],
    "b-o!=W2": ["Bø not in W2 (called KI2)"],
    "a=W1": ["Ask in W1"],
    "a=W2": ["Ask may leave W1", "Ask in W2 (called KI2)"],
    "a!=W1": ["Ask may leave W1", "Ask not in W1"],
    "a!=W2": ["Ask not in W2 (called KI2)"],
    "reopen a": ["Ask may leave W1"],
    "a withdrawn": ["Ask withdraws"],
    "c joins": ["Dal takes part"],
    "W1 closed": ["W1 takes no more sites"],
    "W3 dropped": ["W3 is given up"],
    "W1.capacity=3": ["W1 holds at most 3 sites instead of 2 (cap)"],
    "W1.capacity.sites-2": ["W1 holds at most 0 sites instead of 2 (cap)"],
    "W1.capacity.inhabitants+100": ["W1 holds at most 600 inhabitants instead of 500 (people)"],
    "W3.capacity=3": ["W3 holds at most 3 sites (no rule says so now)"],
    "W1.go_live=2024-autumn": ["W1 goes live in autumn 2024 instead of on 9 November 2024"],
    "W1.go_live+2w": ["W1 goes live on 23 November 2024 instead of on 9 November 2024"],
    "W2.go_live - 2m": ["W2 (called KI2) goes live in February 2025 instead of in April 2025"],
    "W3.go_live=2026-Q1": ["W3 goes live in the 1st quarter of 2026"],
    "W1+6m": ["W1 and everybody in it go live 6 months later"],
    "W1-1m": ["W1 and everybody in it go live 1 month earlier"],
    '"W2" + 3w': ["W2 (called KI2) and everybody in it go live 3 weeks later"],
    "W1..+10d": ["W1 and every later wave go live 10 days later"],
    "W1 .. -1m": ["W1 and every later wave go live 1 month earlier"],
    "t.go_live+6m": [
        "Trust may leave W1",
        "Trust goes live no earlier than 9 May 2025 (6 months after W1, 9 November 2024)",
    ],
    "b-o.go_live-6m": [
        "Bø goes live no later than 30 October 2024 (6 months before W2 (called KI2), April 2025)",
    ],
    "b-o.go_live=2024-11": [
        "Bø goes live between 1 November 2024 and 30 November 2024 (asked for as November 2024)",
    ],
    "a.size.inhabitants=70000": ["Ask has 70,000 inhabitants instead of 900"],
    "a.size.inhabitants-899": ["Ask has 1 inhabitant instead of 900"],
    "e.size.inhabitants=5": ["Eid has 5 inhabitants"],
    "add wave W5 2024-12": ["new wave W5 goes live in December 2024"],
    'add wave "Bølge 5"': ["new wave Bølge 5 without a date"],
    "add rule {id: pair, kind: together, sites: [a, e]}": ["with pair: Ask, Eid in the same wave"],
    "add rule {kind: pin, site: e, wave: W2}": ["Eid in W2 (called KI2)"],
    "add rule {kind: forbid, sites: [a, e], waves: [W2, W3]}": [
        "Ask, Eid not in W2 (called KI2) or W3"
    ],
    "drop rule cap": ["without cap: W1 and W2 hold at most 2 sites each"],
    "restore rule old": ["again with old: all sites no later than autumn 2024"],
    "cap.max=4": ["cap: max 4 instead of 2"],
    "cap.max+1": ["cap: max 3 instead of 2"],
    "cap.waves=W1,W3": ["cap: waves W1, W3 instead of W1, W2"],
    "cap.waves=all": ["cap: waves every wave instead of W1, W2"],
    "late.not_before=2024-autumn": ["late: not_before 2024-autumn instead of 2024-06"],
    "cap.hard=false": ["cap: hard false instead of true"],
    "a failed ready": ["Ask fails ready"],
    'b-o passed "ready"': ["Bø passes ready"],
    "W1 failed ready": ["W1 fails ready"],
    "W2 passed ready": ["W2 (called KI2) passes ready"],
    "late.sites=e": ["late: sites e instead of b-o"],
}


@pytest.mark.parametrize("text", MEANT)
def test_an_expression_means(base: SituationData, text: str) -> None:
    changes = read_changes(base, [text])
    assert not isinstance(changes, Misread), changes
    assert sentences(base, changes) == MEANT[text]


MISREAD = {
    "": (1, "expected a site, a wave or a rule; see hpplan whatif --help"),
    "a": (2, "incomplete change: expected '=', '!=' or a verb after 'a'"),
    "a=": (3, "expected a wave; known: W0, E0, W1, W2, W3"),
    "a.": (3, "incomplete change: expected a key after 'a.'; write a=WAVE, a withdrawn or"),
    "a.max=3": (3, "the site 'a' has no key 'max'; write a=WAVE, a withdrawn or a.go_live+6m; see"),
    "a+6m": (2, "expected '=', '!=' or a verb after a; write a.go_live+6m"),
    "a-6m": (2, "expected '=', '!=' or a verb after a; write a.go_live-6m"),
    "b-o..+6m": (1, "'b-o' is a site, not a wave; write b-o=WAVE, b-o withdrawn or b-o.go_live+6m"),
    "W9+6m": (1, "there is no wave 'W9'; known: W0, E0, W1, W2, W3"),
    "W0+6m": (1, "W0 is live (Fet), which cannot be undone"),
    "W3+6m": (1, "W3 has no go-live date to move; write W3.go_live=PERIOD"),
    "W1-11m": (1, "2023-12-09 is over as of 2024-01-01"),
    "W1+6y": (4, "'6y' is not a duration: write 12m, 6w or 30d"),
    "W1+99999m": (1, "W1 (2024-11-09) would leave the calendar; days go from"),
    "W1..=2025": (5, "expected '+' or '-'; write W1..+6m; see hpplan whatif --help"),
    "E0+6m": (1, "the go-live of E0 was on 7 May 2023, which is over as of 2024-01-01"),
    "E0 open": (1, "the go-live of E0 was on 7 May 2023; no other site can join it"),
    "a dropped": (1, "'a' is a site, not a wave; write a=WAVE, a withdrawn or a.go_live+6m; see"),
    "a=b-o": (3, "'b-o' is a site, not a wave; known: W0, E0, W1, W2, W3"),
    "W1 withdrawn": (1, "'W1' is a wave, not a site; write W1 closed, W1.go_live+2w or"),
    "a=W9": (3, "there is no wave 'W9'; known: W0, E0, W1, W2, W3"),
    "a = KI2": (5, "there is no wave 'KI2'; did you mean 'W2'?"),
    "a=W4": (3, "the wave W4 does not exist as of 2024-01-01; existing waves: W0, E0, W1, W2, W3"),
    "Bø=W1": (1, "there is no site 'Bø'; did you mean 'b-o'?"),
    "g=W1": (1, "Gol does not exist as of 2024-01-01"),
    "f=W1": (1, "Fet is live in W0, which cannot be undone"),
    "f withdrawn": (1, "Fet is live in W0, which cannot be undone"),
    "c=W1": (1, "Dal takes no part as of 2024-01-01; write 'c joins' first"),
    "a=W1 now": (6, "unexpected text 'now'"),
    "reopen b-o": (8, "Bø has not decided, so it is already open"),
    "a failed": (9, "incomplete change: expected a gate after 'failed'; known: ready"),
    "a failed raedy": (10, "there is no gate 'raedy'; did you mean 'ready'?"),
    "a failed old": (10, "the gate 'old' is not in force as of 2024-01-01"),
    "a failed ready now": (16, "unexpected text 'now'"),
    "e failed ready": (10, "Eid does not have to pass ready"),
    "f failed ready": (1, "Fet is live in W0, which cannot be undone"),
    "W0 passed ready": (1, "W0 is live (Fet), which cannot be undone"),
    "x passed ready": (1, "there is no site 'x'"),
    "a failde ready": (3, "unknown verb 'failde' after 'a'; did you mean 'failed'?"),
    "a joins": (1, "Ask already takes part"),
    "a withdrwan": (3, "unknown verb 'withdrwan' after 'a'; did you mean 'withdrawn'?"),
    "W0.go_live+2w": (1, "W0 is live (Fet), which cannot be undone"),
    "W0 open": (1, "the go-live of W0 was on 6 May 2023; no other site can join it"),
    "W1 open": (1, "W1 already takes more sites"),
    "W3.go_live+2w": (1, "W3 has no go-live date to move; write W3.go_live=PERIOD"),
    "W1.go_live=2023-12": (1, "2023-12 is over as of 2024-01-01"),
    "W1.go_live+2y": (12, "'2y' is not a duration: write 12m, 6w or 30d"),
    "W1.go_live=soon": (12, "'soon' is not a period: write a day (2024-04-27)"),
    "W1.go_live": (11, "expected '=', '+' or '-'; write W1.go_live+6m; see hpplan whatif --help"),
    "e.go_live+6m": (1, "Eid is in no wave; write e.go_live=PERIOD"),
    "W1.capacity=few": (13, "expected a whole number"),
    "W1.capacity-3": (12, "2 - 3 would be negative"),
    "W3.capacity+1": (12, "no capacity of sites binds W3; write W3.capacity.sites=…"),
    "W3.capacity.inhabitants=1": (
        1,
        "more than one capacity of inhabitants binds W3: people, more; write people.max=…",
    ),
    "W1.capacity.inhabitant=1": (13, "there is no measure 'inhabitant'; did you mean"),
    "a.size": (7, "incomplete change: expected a measure; write a.size.MEASURE=7000"),
    "a.size.inhabitant=1": (8, "there is no measure 'inhabitant'; did you mean 'inhabitants'?"),
    "a.size.inhabitants-901": (19, "900 - 901 would be negative"),
    "e.size.inhabitants+1": (19, "Eid states no inhabitants; write e.size.MEASURE=7000"),
    "add": (4, "incomplete change: expected 'wave' or 'rule' after 'add'; see hpplan whatif"),
    "add wave": (9, "incomplete change: expected the id of a wave; write add wave WAVE 2024-12"),
    'add wave ""': (10, "incomplete change: expected the id of a wave"),
    "add wave W4 2025": (10, "there is a wave 'W4' already; give it another id"),
    "add wave W5 soon": (13, "'soon' is not a period: write a day (2024-04-27)"),
    "add wave W5 2023-12": (13, "2023-12 is over as of 2024-01-01"),
    "add rule": (9, "incomplete change: expected a rule; write add rule {kind: capacity, max: 8}"),
    "add rule # 3": (10, "the key 'kind' is missing; one of: capacity, before"),
    "add rule 3": (10, "expected a mapping: {kind: …, …} for a rule"),
    "add rule {max: 3}": (10, "the key 'kind' is missing; one of: capacity, before"),
    "add rule {kind: capcity}": (17, "unknown kind of rule 'capcity'; did you mean 'capacity'?"),
    "add rule {kind: capacity, max: 3": (33, "expected ',' or '}' in a mapping"),
    "add rule {kind: pin, site: h, wave: W1}": (28, "there is no site 'h'"),
    "add rule {kind: capacity, max: 3, max: 4}": (35, "duplicate key 'max'"),
    "add rule {id: cap, kind: capacity, max: 3}": (10, "there is a rule 'cap' already"),
    "add rule {kind: capacity, max: 3, in_force: {until: 2023}}": (
        10,
        "the rule is not in force as of 2024-01-01",
    ),
    "drop rule": (10, "expected a rule"),
    "drop rule caps": (11, "there is no rule 'caps'; did you mean 'cap'?"),
    "drop rule old": (
        11,
        "the rule 'old' is not in force as of 2024-01-01; write 'restore rule old' first",
    ),
    "drop rule notice": (11, "2 rules are named 'notice'; give them ids: "),
    "restore rule cap": (14, "the rule 'cap' is already in force"),
    "cap.most=3": (5, "the rule 'cap' has no key 'most'"),
    "cap.max=few": (9, "expected a whole number, got 'few'"),
    "cap.max=none": (9, "a capacity needs 'max', 'min' or both"),
    "cap.measure=staff": (13, "there is no measure 'staff'"),
    "cap.waves+1": (5, "'waves' is not a number, so nothing can be added to it; write cap.waves=…"),
    "late.not_before=2024-02-31": (17, "'2024-02-31' is not a date that exists"),
}


@pytest.mark.parametrize("text", MISREAD)
def test_an_invalid_expression_is_reported_by_its_column(base: SituationData, text: str) -> None:
    found = read_changes(base, [text])
    assert isinstance(found, Misread)
    column, message = MISREAD[text]
    assert str(found).startswith(f"'{text}', column {column}: {message}")


def test_what_is_added_can_be_named_in_the_expressions_after_it(base: SituationData) -> None:
    texts = ["add wave W5 2024-12", "e=W5", "add rule {id: r, kind: capacity, max: 9}", "r.max-1"]
    changes = read_changes(base, texts)
    assert not isinstance(changes, Misread), changes
    assert sentences(base, changes) == [
        "new wave W5 goes live in December 2024",
        "Eid in W5",
        "with r: every wave holds at most 9 sites",
        "r: max 8 instead of 9",
    ]


def test_expressions_are_read_on_top_of_each_other(base: SituationData) -> None:
    changes = read_changes(base, ["c joins", "c=W2", "cap.max=3", "cap.max+1"])
    assert not isinstance(changes, Misread), changes
    assert sentences(base, changes)[-2:] == ["cap: max 3 instead of 2", "cap: max 4 instead of 3"]


def test_the_first_invalid_one_is_reported(base: SituationData) -> None:
    found = read_changes(base, ["a=W2", "x=W2", "y=W2"])
    assert isinstance(found, Misread)
    assert found.text == "x=W2"


BEGUN = st.sampled_from(
    ["", "add rule ", "add rule {kind: ", "add wave ", "cap.waves=[", "a.size."]
)
ANYTHING = st.text(max_size=20) | st.text(alphabet="aW1.=!+- capxolive_0m{}[]:,&*", max_size=24)


@given(text=st.builds(str.__add__, BEGUN, ANYTHING))
def test_no_text_whatever_is_a_bug(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    base = known(tmp_path_factory.mktemp("any"), TEXT)
    found = read_changes(base, [text])
    if isinstance(found, Misread):
        assert 1 <= found.column <= len(text) + 1


SIGNS = r"""
programme: {id: p, name: P, as_of: 2024-01-01}
municipalities:
  - {id: nordre follo, name: Nordre Follo, claims: [{says: planned, wave: Bølge 2}]}
  - {id: a.b=c, name: ABC}
  - {id: 'd"e\f', name: DEF}
waves: [{id: W+1, go_live: 2024-09-01}, {id: Bølge 2, go_live: 2024-12-01}]
rules: [{id: no more!, kind: capacity, max: 2, waves: Bølge 2}]
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"nordre follo"="Bølge 2"', "Nordre Follo in Bølge 2"),
        ('"nordre follo" = W1', None),
        ('"a.b=c"!="W+1"', "ABC not in W+1"),
        (r'"d\"e\\f"="W+1"', "DEF in W+1"),
        ('"nordre follo" withdrawn', "Nordre Follo withdraws"),
        (
            '"W+1".go_live=2024-10-01',
            "W+1 goes live on 1 October 2024 instead of on 1 September 2024",
        ),
        ('"W+1" closed', "W+1 takes no more sites"),
        ('"Bølge 2".capacity=1', "Bølge 2 holds at most 1 site instead of 2 (no more!)"),
        ('"no more!".max=1', "no more!: max 1 instead of 2"),
        ('drop rule "no more!"', "without no more!: Bølge 2 holds at most 2 sites"),
        ("drop rule no more!", "without no more!: Bølge 2 holds at most 2 sites"),
    ],
)
def test_a_name_with_blanks_or_signs_is_quoted(tmp_path: Path, text: str, said: str | None) -> None:
    situation = known(tmp_path, SIGNS)
    changes = read_changes(situation, [text])
    if said is None:
        assert isinstance(changes, Misread)
        return
    assert not isinstance(changes, Misread), changes
    assert [change.sentence(situation) for change in changes] == [said]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '"a.b=c"=Bølge 2',
            (
                "column 9: there is no wave 'Bølge'; "
                'quote a name that contains spaces or punctuation: "Bølge 2"'
            ),
        ),
        (
            "nordre follo=W1",
            (
                "column 8: unknown verb 'follo' after 'nordre'; "
                'quote a name that contains spaces or punctuation: "nordre follo"'
            ),
        ),
        ('"a.b=c', "column 1: missing closing quotation mark after the name"),
    ],
)
def test_what_should_have_been_quoted_is_named(tmp_path: Path, text: str, message: str) -> None:
    assert str(read_changes(known(tmp_path, SIGNS), [text])) == f"'{text}', {message}"

"""Answers to a planner's questions, whole: as text, as Markdown, and which keys as JSON."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hpplan.analysis.alternatives import alternatives
from hpplan.analysis.assumptions import explain_assumptions
from hpplan.analysis.capacity import explain_capacity
from hpplan.analysis.recommendation import recommend
from hpplan.analysis.rule import explain_rule
from hpplan.analysis.site import explain_site, why_not
from hpplan.analysis.wave import explain_wave
from hpplan.analysis.what_if import what_if
from hpplan.planning import Solved
from hpplan.programme.programme import SituationData
from hpplan.rules import Rule
from hpplan.views import alternatives as alternatives_view
from hpplan.views import answers_json as advice_json
from hpplan.views import recommended as recommended_view
from hpplan.views import rule as rule_view
from hpplan.views import site as site_view
from hpplan.views import wave as wave_view
from hpplan.views import what_if as whatif_view
from hpplan.views import why_not as why_not_view
from hpplan.views.document import Document, Listed
from hpplan.views.formats import markdown as document_markdown
from hpplan.views.formats import text as document_text
from tests.builders import known
from tests.thoroughness import examples
from tests.views.advice import ASKED, asked, changes
from tests.views.test_any_names import NAMES, NEVER_SHOWN, quoted


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SituationData:
    """The programme in `data`, as a user in the folder above it names it."""
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    return asked(Path("data"))


def cap(base: SituationData) -> Rule:
    (rule,) = (rule for rule in base.rules if rule.name == "cap")
    return rule


def as_text(document: Document) -> str:
    return document_text.render(document, colour=False, width=80)


A_SITE_IN_THE_PLAN = r"""
Eid goes live with W2 (called KI2) in spring 2025              on 1 January 2024

Why W2 (called KI2):
  No wave named yet; W1 holds at most 2 sites, but would have to hold 3 (cap)

Why not earlier (proved):
  Ask | Øy decided on W1 in May 2023 [s]                  data/programme.yaml:11
    and cap: every wave holds at most 2 sites (few can help)
                                                          data/programme.yaml:20
    and after: sites of kind municipality not before their own trust
                                                          data/programme.yaml:21
    W1 goes live on 9 November 2024                       data/programme.yaml:16

Without these it could be in W1: 4 to 6 months earlier here; Fet leaves W3 for
  W1 to wait less.

Without any one of these it would be possible:
  without Ask | Øy decided on W1 in May 2023 [s]          data/programme.yaml:11
    3 more sites leave their wave: Trust *T*, Ask | Øy, Bø\x1b[31m; inhabitants
    wait 93 days longer on average (145,600 inhabitant-days)
  without cap: every wave holds at most 2 sites (few can help)
                                                          data/programme.yaml:20
    1 more trust leaves its wave: Trust *T*; inhabitants wait 21 days less on
    average (33,040 inhabitant-days)
  without after: sites of kind municipality not before their own trust
                                                          data/programme.yaml:21
    1 more municipality leaves its wave: Bø\x1b[31m; inhabitants wait 29 days
    longer on average (44,800 inhabitant-days)

Another wave would mean:
  W3  8 Nov 2025  6 to 8 months later here; Fet leaves W3 for KI2 to wait less
  W1  9 Nov 2024  no plan: W1 holds at most 2 sites, but would have to hold 3

No slack: in every other wave some goal is worse, or there is no plan.

Waits for:
  Trust *T*: in the same wave or later (after)            data/programme.yaml:21

hpplan recommend d  every wave side by side, the best first
hpplan whatif d=W3  what that move would change
"""[1:]


def test_a_site_in_the_plan_as_text(base: SituationData) -> None:
    assert as_text(site_view.explained(explain_site(base, "d"))) == A_SITE_IN_THE_PLAN


AT_A_PRICE = r"""
Why is Fet not in W2 (called KI2), spring 2025?                on 1 January 2024

It could be, at a price. A plan exists: 2 sites move; inhabitants wait 6.5 days
  longer on average (10,080 inhabitant-days).

By the goals, in rank order:
  worse  inhabitants wait 6.5 days longer on average (10,080 inhabitant-days)

Moves:
  Eid: KI2 spring 2025 -> W3 8 November 2025, 6 to 8 months later
    did not stay: W2 (called KI2) holds at most 2 sites, but would have to hold
    3 (cap), because Fet in W2 is supposed
  Fet: W3 8 November 2025 -> KI2 spring 2025, 6 to 8 months earlier

Inhabitants live by:
  30 June 2025: 93.6 % instead of 96.2 %; with their own trust 0.0 % instead of
    6.4 %
"""[1:]


RESTS = """
programme: {id: p, name: P, as_of: 2024-01-01}
sources: [{id: s, published: 2023-07-01}]
bodies: [{id: board, name: The board}, {id: council, name: The council, of: {kind: municipality}}]
decisions:
  - {id: b, by: board, on: 2023-06-29, says: adopted, about: W1, source: s}
  - {id: c, by: council, site: b, on: 2023-06, says: adopted, about: W1, source: s}
  - {id: r, by: board, on: 2023-06-29, says: rejected, about: W1, source: s}
municipalities:
  - id: a
    name: Ask
    claims:
      - {says: planned, wave: W1, source: s, decision: b}
      - {says: undecided, until: 2024-03, source: s}
  - {id: b, name: Bø, claims: [{says: decided, wave: W1, on: 2023-06, source: s, decision: c}]}
  - {id: c, name: Dal, claims: [{says: decided, wave: W1, source: s, decision: c}]}
  - {id: d, name: Eid, claims: [{says: decided, wave: W1, source: s, decision: r}]}
waves: [{id: W1, go_live: 2024-05-04}]
"""


@pytest.mark.parametrize(
    ("site", "decision", "lines"),
    [
        (
            "a",
            "b",
            [
                "Planned for W1 [s]",
                "Adopted by The board on 29 June 2023",
                "Ask has not decided; it said it would by March 2024",
            ],
        ),
        ("b", "c", ["Decided on W1 in June 2023 [s]"]),  # it is clear whose council that was
        ("c", "c", ["Decided on W1 [s]", "Adopted by The council (Bø) in June 2023"]),
        ("d", "r", ["Decided on W1 [s]"]),  # which check finds: that decision was a no
    ],
)
def test_a_site_says_on_whose_decision_it_is_where_it_is(
    tmp_path: Path, site: str, decision: str, lines: list[str]
) -> None:
    found = explain_site(known(tmp_path, RESTS), site)
    (why,) = (block for block in site_view.explained(found)[1:2] if isinstance(block, Listed))
    assert [line.text for line in why.lines] == lines
    assert json.loads(advice_json.site(found))["decision"] == decision


NOWHERE = """
programme: {id: p, as_of: 2024-01-01}
municipalities: [{id: a, name: Ask, required: false}, {id: b, name: Bø}, {id: c, name: Dal}]
waves: [{id: W1, name: First, go_live: 2024-05-04}, {id: W2, go_live: 2024-11-02}]
rules: [{kind: forbid, sites: a, waves: all}OTHER]
"""
CYCLE = ", {kind: before, first: b, then: c}, {kind: together, sites: [b, c]}"


@pytest.mark.parametrize(
    ("other", "last"),
    [
        ("", "No wave has room for Ask. This is proved."),
        (CYCLE, "No plan exists, whichever wave Ask is in. This is proved."),
    ],
)
def test_without_any_plan_no_wave_is_said_to_be_full(tmp_path: Path, other: str, last: str) -> None:
    found = recommend(known(tmp_path, NOWHERE.replace("OTHER", other)), "a")
    assert as_text(recommended_view.recommended(found)).splitlines()[-1] == last


def test_the_wave_of_a_site_is_introduced_by_its_name(tmp_path: Path) -> None:
    found = explain_site(known(tmp_path, NOWHERE.replace("OTHER", "")), "b")
    headline, *_ = as_text(site_view.explained(found)).splitlines()
    assert headline.startswith("Bø goes live with W1 – First on 4 May 2024  ")


def test_why_a_site_is_not_there_at_a_price_as_text(base: SituationData) -> None:
    assert as_text(why_not_view.not_there(why_not(base, "f", "W2"))) == AT_A_PRICE


IN_THE_WAY = r"""
Why is Ask | Øy not in W3, 8 November 2025?                    on 1 January 2024

No plan has Ask | Øy in W3 (proved):
  Ask | Øy decided on W1 in May 2023 [s]                  data/programme.yaml:11

Without this it could be in W3: about 12 months later here; Fet leaves W3 for W1
  to wait less.
"""[1:]


def test_why_no_plan_has_a_site_there_as_text(base: SituationData) -> None:
    assert as_text(why_not_view.not_there(why_not(base, "a", "W3"))) == IN_THE_WAY


THE_WAVES_OF_A_SITE = r"""
Which wave for Fet? W3, 8 November 2025                        on 1 January 2024

   Wave             Go-live      For Fet                 For everybody
1  W3               8 Nov 2025   the best plan
2  W2 (called KI2)  spring 2025  6 to 8 months earlier   inhabitants wait 6.5
                                                         days longer on average;
                                                         Eid leaves KI2 for W3
                                                         (cap)
3  W1               9 Nov 2024   about 12 months         1 more municipality
                                 earlier                 leaves its wave;
                                                         inhabitants wait 38
                                                         days longer on average;
                                                         Bø\x1b[31m leaves W1
                                                         for KI2 (cap), Eid
                                                         leaves KI2 for W3 (cap)

All of this is proved.

hpplan whatif f=W2  what that move would change
hpplan explain f    why it is where it is
"""[1:]


def test_the_waves_of_a_site_as_text(base: SituationData) -> None:
    assert as_text(recommended_view.recommended(recommend(base, "f"))) == THE_WAVES_OF_A_SITE


A_WAVE = r"""W2 (called KI2), spring 2025, holds 2 sites                    on 1 January 2024

Holds:
  placed: Trust *T*, Eid

Load:
  cap: 2 of at most 2 sites, full

It is full: whoever enters, somebody else has to leave, or a rule breaks.

Who could still enter, best for the plan first:
Site        From  By itself                       Best plan with it
Fet         W3    breaks cap: W2 (called KI2)     6 to 8 months earlier; Eid
                  holds 3 sites, 1 over 2         leaves KI2 for W3 (cap)
Bø\x1b[31m  W1    breaks cap: W2 (called KI2)     4 to 6 months later; Eid
                  holds 3 sites, 1 over 2         leaves KI2 for W3 (cap), Fet
                                                  leaves W3 for W1 to wait less
"""


def test_a_wave_as_text(base: SituationData) -> None:
    assert as_text(wave_view.explained(explain_wave(base, "W2"))) == A_WAVE


A_RULE = r"""The rule cap                                                   on 1 January 2024

It says:
  every wave holds at most 2 sites                        data/programme.yaml:20
    because: few can help
    source: guess

Without it: A plan exists: 1 site moves; inhabitants wait 14 days less on
  average (21,840 inhabitant-days).

By the goals, in rank order:
  better  inhabitants wait 14 days less on average (21,840 inhabitant-days)

Moves:
  Fet: W3 8 November 2025 -> W1 9 November 2024, about 12 months earlier
    did not stay: inhabitants wait 14 days longer on average (21,840
    inhabitant-days)

Inhabitants live by:
  31 December 2024: 93.6 % instead of 89.7 %
  30 June 2025: 100.0 % instead of 96.2 %
"""


def test_a_rule_as_text(base: SituationData) -> None:
    assert as_text(rule_view.explained(explain_rule(base, cap(base)))) == A_RULE


CAPACITIES = r"""
Which capacities bind?                                         on 1 January 2024

Capacities:
  cap, at most 2 sites: without it inhabitants wait 14 days less on average
    (21,840 inhabitant-days); Fet leaves W3 for W1 to wait less
                                                          data/programme.yaml:20
    W1 holds 2 sites; room for 1 more: inhabitants wait 14 days less on average
    (21,840 inhabitant-days); Fet leaves W3 for W1 to wait less
    W1 would hold 3 sites, if it could: inhabitants wait 14 days less on average
    (21,840 inhabitant-days); Fet leaves W3 for W1 to wait less
    W2 (called KI2) holds 2 sites; room for 1 more: inhabitants wait 9.7 days
    less on average (15,120 inhabitant-days); Fet leaves W3 for KI2 to wait less
    W2 (called KI2) would hold 3 sites, if it could: inhabitants wait 9.7 days
    less on average (15,120 inhabitant-days); Fet leaves W3 for KI2 to wait less
    W3 holds 1 site: more room in it alone buys nothing
"""[1:]


def test_capacities_as_text(base: SituationData) -> None:
    assert as_text(rule_view.capacities(explain_capacity(base))) == CAPACITIES


ASSUMPTIONS = r"""
Which assumptions does the plan rest on?                       on 1 January 2024

The plan rests on:
  cap: every wave holds at most 2 sites                   data/programme.yaml:20
    without it: inhabitants wait 14 days less on average (21,840
    inhabitant-days); Fet leaves W3 for W1 to wait less
    max 1 instead of 2: no plan
"""[1:]


def test_assumptions_as_text(base: SituationData) -> None:
    assert as_text(rule_view.assumptions(explain_assumptions(base))) == ASSUMPTIONS


ALTERNATIVES = r"""Alternatives: the best that differ from those before by 2 sites or more:
Plan  Against plan 1                                              Moves  Status
   1  the best plan                                                      optimal
   2  inhabitants wait 6.5 days longer on average (10,080             2  optimal
      inhabitant-days)
   3  1 more municipality leaves its wave: Bø\x1b[31m;                3  optimal
      inhabitants wait 38 days longer on average (59,360
      inhabitant-days)

Where they differ, by plan:
Site        1    2    3
Bø\x1b[31m  W1   W1   KI2
Eid         KI2  W3   W3
Fet         W3   KI2  W1
"""


def test_alternatives_as_text(base: SituationData) -> None:
    assert as_text(alternatives_view.compared(alternatives(base, 3, 2))) == ALTERNATIVES


MARKDOWN = r"""# Which wave for Fet? W3, 8 November 2025

On 1 January 2024

|  | Wave | Go-live | For Fet | For everybody |
| --: | --- | --- | --- | --- |
| 1 | W3 | 8 Nov 2025 | the best plan |  |
| 2 | W2 (called KI2) | spring 2025 | 6 to 8 months earlier | inhabitants wait 6.5 days longer on average; Eid leaves KI2 for W3 (cap) |
| 3 | W1 | 9 Nov 2024 | about 12 months earlier | 1 more municipality leaves its wave; inhabitants wait 38 days longer on average; Bø\\x1b\[31m leaves W1 for KI2 (cap), Eid leaves KI2 for W3 (cap) |

All of this is proved.

- hpplan whatif f=W2: what that move would change
- hpplan explain f: why it is where it is
"""  # noqa: E501


def test_the_waves_of_a_site_as_markdown(base: SituationData) -> None:
    shown = recommend(base, "f")
    assert document_markdown.render(recommended_view.recommended(shown)) == MARKDOWN


FORMAT = (Path(__file__).parents[2] / "docs" / "format.md").read_text(encoding="utf-8")
ANSWERS: dict[str, Callable[[SituationData], str]] = {
    "explain SITE": lambda s: advice_json.site(explain_site(s, "d")),
    "explain SITE --why-not WAVE": lambda s: advice_json.not_there(why_not(s, "a", "W3")),
    "recommend": lambda s: advice_json.recommendation(recommend(s, "f")),
    "explain wave": lambda s: advice_json.wave(explain_wave(s, "W2")),
    "explain rule": lambda s: advice_json.rule(explain_rule(s, cap(s))),
    "explain capacity": lambda s: advice_json.capacities(explain_capacity(s)),
    "explain assumptions": lambda s: advice_json.assumptions(explain_assumptions(s)),
}


def keys(value: Any) -> set[str]:
    """Every key in a JSON document."""
    match value:
        case dict():
            return set(value) | {key for each in value.values() for key in keys(each)}
        case list():
            return {key for each in value for key in keys(each)}
        case _:
            return set()


@pytest.mark.parametrize("command", ANSWERS)
def test_every_key_of_an_answer_as_json_is_documented(base: SituationData, command: str) -> None:
    section = FORMAT.partition("\n## Answers as JSON\n")[2]
    documented = set(re.findall(r"[`\"{]([a-z_]+)[`\"]", section))
    plans = {"kind", "value", "bound", "proved", "sense", "sentence", "from", "to", "label"}
    answer = json.loads(ANSWERS[command](base))
    assert list(answer)[:4] == ["format", "programme", "as_of", "base"]
    assert keys(answer) - documented - plans == set()
    assert f"| `{command}` |" in section


def test_the_plans_beside_the_best_one_are_whole_documents(base: SituationData) -> None:
    found = alternatives(base, 3, 2)
    assert isinstance(found.base, Solved)
    shown = json.loads(advice_json.plan(found.base.plan, found))["alternatives"]
    assert set(shown) == {"differ_by", "plans", "spread", "ended"}
    assert [plan["status"] for plan in shown["plans"]] == ["optimal", "optimal"]
    assert [len(plan["placements"]) for plan in shown["plans"]] == [5, 5]
    assert shown["spread"][0] == {
        "site": "b",
        "name": "Bø\x1b[31m",
        "waves": ["W1", "W1", "W2"],
    }


def test_a_choice_as_json_says_what_becomes_of_the_plan(base: SituationData) -> None:
    answer = json.loads(advice_json.recommendation(recommend(base, "f")))
    here, other, _ = answer["choices"]
    assert (here["wave"], here["status"], here["answer"]) == ("W3", "here", None)
    assert (other["wave"], other["label"], other["status"]) == ("W2", "KI2", "optimal")
    assert [goal["worse_by"] for goal in other["answer"]["goals"]] == [0, 0, 10080]
    assert [move["site"] for move in other["answer"]["moves"]] == ["d", "f"]


def documents(base: SituationData) -> list[Document]:
    """One of every kind."""
    cases = [changes(base, "f=W2", "W2.go_live+2m"), changes(base, "cap.max=1")]
    asked_what_if = what_if(base, cases)
    return [
        site_view.explained(explain_site(base, "d")),
        site_view.no_earlier(explain_site(base, "d")),
        why_not_view.not_there(why_not(base, "f", "W2")),
        why_not_view.not_there(why_not(base, "a", "W3")),
        recommended_view.recommended(recommend(base, "f")),
        wave_view.explained(explain_wave(base, "W2")),
        rule_view.explained(explain_rule(base, cap(base))),
        rule_view.capacities(explain_capacity(base)),
        rule_view.assumptions(explain_assumptions(base)),
        alternatives_view.compared(alternatives(base, 3, 2)),
        whatif_view.document(asked_what_if),
        whatif_view.side_by_side(asked_what_if),
    ]


@examples(4)
@given(name=NAMES, width=st.integers(60, 120))
def test_whatever_a_name_is_made_of_no_line_is_too_wide_and_nothing_is_raw(
    tmp_path_factory: pytest.TempPathFactory, name: str, width: int
) -> None:
    text = ASKED.replace("because: few can help", f"because: {quoted(name)}")
    for one in ("Plan <b>P</b>", "Trust *T*", "Ask | Øy", "Eid", "Fet"):
        text = text.replace(f"name: {one}", f"name: {quoted(name)}")
    text = text.replace("called: KI2", f"called: {quoted(name)}")
    for document in documents(asked(tmp_path_factory.mktemp("any"), text)):
        for line in document_text.render(document, colour=False, width=width).split("\n"):
            assert cell_len(line) <= width, line
            assert not [c for c in line if unicodedata.category(c) in NEVER_SHOWN], line

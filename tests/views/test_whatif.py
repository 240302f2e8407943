"""What-if answers in every format, whole."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from hpplan.analysis.what_if import WhatIf, what_if
from hpplan.planning import Infeasible
from hpplan.views import answers_json
from hpplan.views import what_if as whatif_view
from hpplan.views.formats import markdown as document_markdown
from hpplan.views.formats import text as document_text
from tests.patience import ENOUGH
from tests.views.advice import asked, changes


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory, as a user in the folder above it names it."""
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    return Path("data")


@pytest.fixture
def answered(data: Path) -> WhatIf:
    base = asked(data)
    cases = [changes(base, "a=W3", "f=W2", "W2.go_live+2m"), changes(base, "cap.max=1")]
    return what_if(base, cases, ENOUGH)


TEXT = r"""What if?                                                       on 1 January 2024

Supposed:
  Ask | Øy may leave W1
  Ask | Øy in W3
  Fet in W2 (called KI2)
  W2 (called KI2) goes live between May and July 2025 instead of in spring 2025

A plan exists: 3 sites move; 1 more municipality leaves its wave: Ask | Øy.

By the goals, in rank order:
  worse  1 more municipality leaves its wave: Ask | Øy
  worse  inhabitants wait 219 days longer on average (341,340 inhabitant-days)

Moves:
  Ask | Øy: W1 9 November 2024 -> W3 8 November 2025, about 12 months later
  Eid: KI2 spring 2025 -> W3 8 November 2025, 6 to 8 months later
    did not stay: W2 (called KI2) holds at most 2 sites, but would have to hold
    3 (cap), because Fet in W2 is supposed
  Fet: W3 8 November 2025 -> KI2 May to July 2025, 4 to 6 months earlier

Dates:
  KI2: spring 2025 -> May to July 2025, 2 months later

Inhabitants live by:
  31 December 2024: 32.1 % instead of 89.7 %
  30 June 2025: 32.1 % instead of 96.2 %; with their own trust 0.0 % instead of
    6.4 %

Upheaval: 3 sites leave their wave; 677 site-days later and 191 site-days
  earlier; 3 pairs of sites swap their order.

Supposed:
  cap: max 1 instead of 2

No plan exists then. This is proved.

4 sites must be placed, and 3 waves hold at most 1 each, 3 in all.

  1. cap: every wave holds at most 1 site (few can help)  data/programme.yaml:20
     Ask | Øy decided on W1 in May 2023 [s]               data/programme.yaml:11
"""


def test_each_case_with_all_that_differs_and_nothing_else(answered: WhatIf) -> None:
    text = document_text.render(whatif_view.document(answered), colour=False, width=80)
    assert text == TEXT


BESIDE = r"""What if?                                                       on 1 January 2024

Cases:
  A  Ask | Øy may leave W1; Ask | Øy in W3; Fet in W2 (called KI2); W2 (called
    KI2) goes live between May and July 2025 instead of in spring 2025
  B  cap: max 1 instead of 2

                                                           Now        A        B
status                                                    best     best  no plan
as many sites as possible take part (sites)                  5        5        -
as few sites as possible leave their current wave            0        1        -
(sites)
as early as possible, by inhabitants                    33,040  374,380        -
(inhabitant-days)
sites moved                                                           3        -
live by 30 June 2024                                     0.0 %    0.0 %        -
live by 31 December 2024                                89.7 %   32.1 %        -
live by 30 June 2025                                    96.2 %   32.1 %        -
live by 31 December 2025                               100.0 %  100.0 %        -

Moves in A:
  Ask | Øy: W1 9 November 2024 -> W3 8 November 2025, about 12 months later
  Eid: KI2 spring 2025 -> W3 8 November 2025, 6 to 8 months later
    did not stay: W2 (called KI2) holds at most 2 sites, but would have to hold
    3 (cap), because Fet in W2 is supposed
  Fet: W3 8 November 2025 -> KI2 May to July 2025, 4 to 6 months earlier

No plan in B: 4 sites must be placed, and 3 waves hold at most 1 each, 3 in all.

  1. cap: every wave holds at most 1 site (few can help)  data/programme.yaml:20
     Ask | Øy decided on W1 in May 2023 [s]               data/programme.yaml:11
"""


def test_side_by_side_in_one_table(answered: WhatIf) -> None:
    text = document_text.render(whatif_view.side_by_side(answered), colour=False, width=80)
    assert text == BESIDE


def test_many_cases_stand_in_several_tables(data: Path) -> None:
    base = asked(data)
    many = what_if(base, [changes(base, "W2.go_live+2m")] * 6, ENOUGH)
    text = document_text.render(whatif_view.side_by_side(many), colour=False, width=80)
    assert text.count("as many sites as possible") == 2
    assert "  F  W2 (called KI2) goes live" in text
    assert max(map(len, text.splitlines())) <= 80


MARKDOWN = r"""# What if?

On 1 January 2024

## Cases

- A  Ask \| Øy may leave W1; Ask \| Øy in W3; Fet in W2 (called KI2); W2 (called KI2) goes live between May and July 2025 instead of in spring 2025
- B  cap: max 1 instead of 2

|  | Now | A | B |
| --- | --: | --: | --: |
| status | best | best | no plan |
| as many sites as possible take part (sites) | 5 | 5 | - |
| as few sites as possible leave their current wave (sites) | 0 | 1 | - |
| as early as possible, by inhabitants (inhabitant-days) | 33,040 | 374,380 | - |
| sites moved |  | 3 | - |
| live by 30 June 2024 | 0.0 % | 0.0 % | - |
| live by 31 December 2024 | 89.7 % | 32.1 % | - |
| live by 30 June 2025 | 96.2 % | 32.1 % | - |
| live by 31 December 2025 | 100.0 % | 100.0 % | - |

## Moves in A

- Ask \| Øy: W1 9 November 2024 -\> W3 8 November 2025, about 12 months later
- Eid: KI2 spring 2025 -\> W3 8 November 2025, 6 to 8 months later
  - did not stay: W2 (called KI2) holds at most 2 sites, but would have to hold 3 (cap), because Fet in W2 is supposed
- Fet: W3 8 November 2025 -\> KI2 May to July 2025, 4 to 6 months earlier

No plan in B: 4 sites must be placed, and 3 waves hold at most 1 each, 3 in all.

1. cap: every wave holds at most 1 site (few can help) (data/programme.yaml:20)
   - Ask \| Øy decided on W1 in May 2023 \[s\] (data/programme.yaml:11)
"""  # noqa: E501


def test_as_markdown_nothing_from_the_data_marks_up(answered: WhatIf) -> None:
    text = document_markdown.render(whatif_view.side_by_side(answered))
    assert text == MARKDOWN


def test_as_json_every_case_has_the_same_keys(answered: WhatIf) -> None:
    answer = json.loads(answers_json.what_if(answered))
    assert {key: answer[key] for key in ("programme", "as_of")} == {
        "programme": "p",
        "as_of": "2024-01-01",
    }
    assert answer["base"]["status"] == "optimal"
    assert [goal["value"] for goal in answer["base"]["goals"]] == [5, 0, 33040]
    possible, impossible = answer["cases"]
    assert possible["goals"][1] == {
        "kind": "stability",
        "sentence": "as few sites as possible leave their current wave",
        "sense": "minimise",
        "before": 0,
        "after": 1,
        "worse_by": 1,
        "unit": "sites",
        "proved": True,
    }
    assert possible["moves"][0] == {
        "site": "a",
        "name": "Ask | Øy",
        "from": {
            "wave": "W1",
            "go_live": {"label": "2024-11-09", "from": "2024-11-09", "to": "2024-11-09"},
        },
        "to": {
            "wave": "W3",
            "go_live": {"label": "2025-11-08", "from": "2025-11-08", "to": "2025-11-08"},
        },
        "shift": {"months": 12, "to_months": None, "about": True, "days": 364},
        "cause": {"text": "Ask | Øy in W3 is supposed", "rule": "a=W3", "goal": None},
        "decides": [],
        "consult": [],
        "pays": [],
    }
    assert possible["upheaval"] == {
        "moved": 3,
        "days_later": 677,
        "days_earlier": 191,
        "overtaken": 3,
        "notice_lost": 0,
    }
    assert possible["coverage"][1] == {
        "on": "2024-12-31",
        "before": 89.74,
        "after": 32.05,
        "steps": [{"step": "trust", "before": 0.0, "after": 0.0}],
    }
    assert impossible == {
        "supposed": ["cap: max 1 instead of 2"],
        "status": "infeasible",
        "goals": [],
        "moves": [],
        "waves": [],
        "coverage": [],
        "untried": None,
        "delay": None,
        "upheaval": None,
        "decides": [],
        "consult": [],
        "pays": [],
        "conflicts": [
            {
                "facts": [
                    {
                        "text": "cap: every wave holds at most 1 site (few can help)",
                        "file": "data/programme.yaml",
                        "line": 20,
                        "column": 5,
                    }
                ],
                "minimal": True,
                "repairs": [],
            }
        ],
        "together": [],
    }


REPAIRED = r"""What if?                                                       on 1 January 2024

Supposed:
  Bø\x1b[31m in W2 (called KI2)
  Eid in W1

No plan exists then. This is proved.

W1 holds at most 2 sites, but would have to hold 3.

  1. Ask | Øy decided on W1 in May 2023 [s]               data/programme.yaml:11
  2. cap: every wave holds at most 2 sites (few can help)
                                                          data/programme.yaml:20
  3. after: sites of kind municipality not before their own trust
                                                          data/programme.yaml:21
     W1 goes live on 9 November 2024                      data/programme.yaml:16
  4. d=W1: Eid in W1                                               supposed here

To resolve it:
  1A  drop after               4 to 6 months later for 500 inhabitants; 1 site
                               moves: Bø\x1b[31m
  1B  cap: max 3 instead of 2  earlier for 1 site; later for 500 inhabitants; 2
                               sites move: Trust *T* and Bø\x1b[31m
  1C  Ask | Øy leaves W1       against its own decision; earlier for 1 site;
                               later for 1,400 inhabitants; 2 more sites move:
                               Trust *T* and Bø\x1b[31m

whatif drop rule after shows that plan.
"""


def test_without_a_plan_repairs_leave_what_is_supposed_as_it_is(data: Path) -> None:
    base = asked(data)
    answered = what_if(base, [changes(base, "b=W2", "d=W1")], ENOUGH)

    def ask(more: Sequence[str]) -> str:
        return f"whatif {' '.join(more)}"

    text = document_text.render(whatif_view.document(answered, ask), colour=False, width=80)
    assert text == REPAIRED
    (case,) = json.loads(answers_json.what_if(answered))["cases"]
    assert [repair["expressions"] for repair in case["conflicts"][0]["repairs"]] == [
        ["drop rule after"],
        ["cap.max=3"],
        ["reopen a"],
    ]
    assert case["together"] == ["1A"]


NOTHING_ELSE = {
    "two places": ("d=W1", "d=W2"),
    "a wave closed": ("d=W2", "W2 closed"),
    "a new rule": ("add rule {id: one, kind: capacity, waves: W1, max: 1}", "b=W1", "d=W1"),
    "a rule altered": ("cap.max=1",),
}


@pytest.mark.parametrize("texts", NOTHING_ELSE.values(), ids=NOTHING_ELSE)
def test_what_is_supposed_is_never_what_is_repaired(data: Path, texts: Sequence[str]) -> None:
    base = asked(data)
    (case,) = what_if(base, [changes(base, *texts)], ENOUGH).cases
    assert isinstance(case.answer, Infeasible)
    assert [conflict.repairs for conflict in case.answer.conflicts] == [()]

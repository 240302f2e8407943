"""Why there is no plan, for people: compared whole, in both formats."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hpplan.conflicts.conflict import Repair
from hpplan.planning import Infeasible
from hpplan.programme.programme import SituationData
from hpplan.views import conflict as conflict_view
from hpplan.views.edits import Applied, applied
from hpplan.views.formats import markdown as document_markdown
from hpplan.views.formats import text as document_text
from tests.builders import programme
from tests.views import RAUMA_PINNED, situation, solve


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SituationData:
    monkeypatch.chdir(tmp_path)
    return situation(Path(), overrides=RAUMA_PINNED)


def impossible(known: SituationData) -> Infeasible:
    outcome = solve(known)
    assert isinstance(outcome, Infeasible)
    return outcome


def shown(
    known: SituationData, outcome: Infeasible, *, full: bool = False, repairs: bool = True
) -> str:
    document = conflict_view.document(
        known, outcome, full=full, repairs=repairs, command="hpplan assign --pin r=W1"
    )
    return document_text.render(document, colour=False, width=80)


def test_a_headline_the_facts_the_repairs_and_the_command_for_one(known: SituationData) -> None:
    assert (
        shown(known, impossible(known))
        == """\
No plan exists (proved).                           Plattformen on 1 January 2024

W1 holds at most 9,000 inhabitants, but would have to hold 11,500.

  1. Bjugn decided on W1 in June 2023                          programme.yaml:13
  2. cap: every wave holds at most 9,000 inhabitants (few can help)
                                                               programme.yaml:21
  3. --pin r=W1

To resolve it:
  1A  drop --pin r=W1               yours to decide; 10 to 12 months later for
                                    7,000 inhabitants; 1 site moves: Rauma
  1B  cap: max 11,500 instead of    10 to 12 months later for 3,500 inhabitants;
      9,000                         1 site moves: Aure
  1C  Bjugn leaves W1               against its own decision; 10 to 12 months
                                    later for 8,000 inhabitants; 1 more site
                                    moves: Aure

hpplan assign --pin r=W1 --apply-repair 1B shows that plan.
"""
    )


def test_several_conflicts_are_numbered_and_their_repairs_go_together(
    known: SituationData,
) -> None:
    (one,) = impossible(known).conflicts
    alone = replace(one, facts=one.facts[1:2], repairs=one.repairs[:1])
    loose = replace(one, facts=one.facts[:2], repairs=(), minimal=False)
    answer = shown(known, Infeasible((alone, loose), 1.0, together=("1A", "2A")))
    assert answer.split("\n\n", 1)[1] == (
        """\
2 conflicts, each of which rules out every plan:

1. W1 holds at most 9,000 inhabitants, but would have to hold 11,500.

  1. cap: every wave holds at most 9,000 inhabitants (few can help)
                                                               programme.yaml:21

To resolve it:
  1A  drop --pin r=W1  yours to decide; 10 to 12 months later for 7,000
                       inhabitants; 1 site moves: Rauma

2. W1 holds at most 9,000 inhabitants, but would have to hold 11,500.

  1. Bjugn decided on W1 in June 2023                          programme.yaml:13
  2. cap: every wave holds at most 9,000 inhabitants (few can help)
                                                               programme.yaml:21

The time ended before it was proved that all of them are needed.

1A and 2A together give a plan; each repair was tried with the first of the
  others.

hpplan assign --pin r=W1 --apply-repair 1A --apply-repair 2A shows that plan.
"""
    )


NO_REPAIR = "before a repair was found that leaves history as it is"
NONE_HELPS = "No repair was found that leaves history as it is"
UNSURE = "before all conflicts were found: there may be more, and no repair was looked for"


@pytest.mark.parametrize(
    ("interrupted", "found", "out_of_time", "said"),
    [
        (False, True, False, f"{NONE_HELPS}; more time would not find one."),
        (False, True, True, f"The time ended {NO_REPAIR}; give more with --time-limit."),
        (True, True, True, f"You ended the search {NO_REPAIR}; give more with --time-limit."),
        (False, False, True, f"The time ended {UNSURE}; give more with --time-limit."),
        (True, False, True, f"You ended the search {UNSURE}; give more with --time-limit."),
    ],
)
def test_what_was_not_found_is_said_and_what_the_limit_was(
    known: SituationData, interrupted: bool, found: bool, out_of_time: bool, said: str
) -> None:
    bare = replace(impossible(known).conflicts[0], repairs=())
    outcome = Infeasible((bare,), 1.0, interrupted, found, out_of_time=out_of_time)
    assert " ".join(shown(known, outcome).split()).endswith(f"--pin r=W1 {said}")


@pytest.mark.parametrize(
    ("interrupted", "ended"), [(False, "The time ended"), (True, "You ended the search")]
)
def test_repairs_that_were_not_tried_say_so(
    known: SituationData, interrupted: bool, ended: str
) -> None:
    (conflict,) = impossible(known).conflicts
    bare = replace(conflict.repairs[0], cost=None, placements=None)
    reported = shown(known, Infeasible((replace(conflict, repairs=(bare,)),), 1.0, interrupted))
    assert reported.endswith(
        "  1A  drop --pin r=W1  yours to decide; not tried: the time ended\n"
        "\n"
        f"{ended} before the repairs were tried together.\n"
    )


def test_a_price_by_a_plan_that_is_not_proved_best_is_no_last_word(known: SituationData) -> None:
    outcome = impossible(known)
    (conflict,) = outcome.conflicts

    def unproved(repair: Repair) -> Repair:
        assert repair.cost is not None
        return replace(repair, cost=replace(repair.cost, proved=False))

    def said(*repairs: Repair) -> str:
        found = replace(outcome, conflicts=(replace(conflict, repairs=repairs),))
        text = shown(known, found)
        before, after = shown(known, outcome).rsplit("\n\n", 1)
        assert text.startswith(before)
        assert text.endswith(after)
        return " ".join(text[len(before) : -len(after)].split())

    first, *others = conflict.repairs
    assert said(unproved(first), *others) == (
        "1A: described by a plan that is not proved best; there may be a better one."
    )
    assert said(*map(unproved, conflict.repairs)) == (
        "Each repair is described by one plan with it, which is not proved best: there may be a "
        "better one."
    )


def test_no_word_of_repairs_that_were_not_looked_for(known: SituationData) -> None:
    bare = replace(impossible(known).conflicts[0], repairs=())
    assert shown(known, Infeasible((bare,), 1.0), repairs=False).endswith("  3. --pin r=W1\n")


def test_of_many_facts_of_one_kind_three_are_shown_unless_all_are_asked_for(
    known: SituationData,
) -> None:
    (conflict,) = impossible(known).conflicts
    decided, cap, _ = conflict.facts
    alike = [replace(decided, text=f"Site {n} decided on W1") for n in range(6)]
    many = Infeasible((replace(conflict, facts=(*alike, cap), repairs=()),), 1.0)
    folded, full = shown(known, many, repairs=False), shown(known, many, full=True, repairs=False)
    assert folded.split("\n\n")[2] == (
        """\
  1. Site 0 decided on W1                                      programme.yaml:13
  2. Site 1 decided on W1                                      programme.yaml:13
  3. Site 2 decided on W1                                      programme.yaml:13
     … and 3 more of the same kind; --full shows them
  4. cap: every wave holds at most 9,000 inhabitants (few can help)
                                                               programme.yaml:21
"""
    )
    assert [line[:26].rstrip() for line in full.splitlines() if "Site" in line] == [
        f"  {n + 1}. Site {n} decided on W1" for n in range(6)
    ]


def test_the_same_in_markdown(known: SituationData) -> None:
    (conflict,) = impossible(known).conflicts
    few = Infeasible((replace(conflict, repairs=conflict.repairs[1:2]),), 1.0, together=("1B",))
    document = conflict_view.document(known, few, full=False, repairs=True)
    assert document_markdown.render(document) == (
        """\
# No plan exists (proved).

Plattformen on 1 January 2024

W1 holds at most 9,000 inhabitants, but would have to hold 11,500.

1. Bjugn decided on W1 in June 2023 (programme.yaml:13)
2. cap: every wave holds at most 9,000 inhabitants (few can help) (programme.yaml:21)
3. --pin r=W1

## To resolve it

- 1B cap: max 11,500 instead of 9,000: 10 to 12 months later for 3,500 inhabitants; 1 site moves: Aure

hpplan assign --apply-repair 1B shows that plan.
"""  # noqa: E501  # a line of Markdown
    )


def test_what_a_plan_was_made_with_is_reported_as_edits_of_the_files(known: SituationData) -> None:
    (conflict,) = impossible(known).conflicts
    document = conflict_view.applied([Applied(one, known) for one in conflict.repairs])
    assert document_text.render(document, colour=False, width=80) == (
        """\
With 1A, drop --pin r=W1:
  leave out --pin r=W1

With 1B, cap: max 11,500 instead of 9,000:
  write max: 11500 in cap                                      programme.yaml:21

With 1C, Bjugn leaves W1:
  add to the claims of Bjugn: {says: undecided, known: 2024-01-01}
                                                               programme.yaml:13
"""
    )


def test_what_two_repairs_change_alike_is_reported_once_as_it_is_in_the_end(tmp_path: Path) -> None:
    full = "{says: decided, wave: W1, known: 2023}", "{says: decided, wave: W2, known: 2023}"
    sites = [*(("W1", n) for n in range(3)), *(("W2", n) for n in range(5))]
    text = "programme: {id: p, name: P, as_of: 2024-01-01}\nmunicipalities:\n"
    for wave, n in sites:
        claim = full[wave == "W2"]
        text += f"  - {{id: {wave}-{n}, name: {wave}-{n}, claims: [{claim}]}}\n"
    waves = ", ".join(f"{{id: W{n + 1}}}" for n in range(8))
    text += f"waves: [{waves}]\n"
    text += "rules: [{id: cap, kind: capacity, max: 1}]\n"
    known = programme(tmp_path, text).on(date(2024, 1, 1))
    outcome = solve(known)
    assert isinstance(outcome, Infeasible)
    assert outcome.together == ("1A", "2A")
    repairs = [conflict.repairs[0] for conflict in outcome.conflicts]
    document = conflict_view.applied(applied(repairs, known))
    shown = document_text.render(document, colour=False, width=200).splitlines()
    edits = [re.split(" {2,}", line.strip())[0] for line in shown if line.startswith("  ")]
    assert edits == ["write max: 5 in cap", "nothing more: the edits above change it"]

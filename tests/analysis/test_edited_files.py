"""What if gives what the edited files give, and so does every wave of a recommendation."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from hpplan.analysis.choices import Here, Shut
from hpplan.analysis.recommendation import recommend
from hpplan.analysis.scenario import Answer, SolvedScenario
from hpplan.analysis.what_if import what_if
from hpplan.domain.claims import Says
from hpplan.domain.waves import Wave
from hpplan.periods import Period
from hpplan.planning import Infeasible, Outcome, Solved, best_plan
from hpplan.programme.changes import (
    Change,
    RuleAdded,
    SiteResized,
    WaveAdded,
    at_gate,
    goes_live,
    holds_at_most,
    pinned,
    rule_dropped,
    says,
    wave_dropped,
)
from hpplan.programme.programme import SituationData
from hpplan.rules import Apart
from hpplan.solving.result import Undecided
from tests.patience import ENOUGH
from tests.programmes import WAVES
from tests.thoroughness import examples
from tests.written import SITES, TODAY, documents, situation

pytestmark = pytest.mark.slow

Value = tuple[str, int, bool]
"""A goal's kind, its value, and whether that is proved best."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change, and the files after a person has made it."""

    changes: Sequence[Change]
    document: dict[str, Any]


@st.composite
def edits(draw: st.DrawFn, before: SituationData, document: dict[str, Any]) -> Edit:
    """One thing otherwise, as a change and as a file."""
    after: dict[str, Any] = json.loads(json.dumps(document))
    wave, site = draw(st.sampled_from(WAVES)), draw(st.sampled_from([*SITES, "t"]))
    of_wave = next(entry for entry in after["waves"] if entry["id"] == wave)
    entries = (*after["municipalities"], *after["trusts"])
    of_site = next(entry for entry in entries if entry["id"] == site)
    movable = before.snapshot.sites[site].firm is None
    kinds = ["date", "capacity", "withdrawn", "wave dropped", "wave added", "size", "rule added"]
    kinds += ["site at gate", "wave at gate"]
    kinds += ["undecided"] if not movable else ["pin"]
    kinds += ["rule dropped"] if after["rules"] else []
    kind = draw(st.sampled_from(kinds))
    event(kind)
    match kind:
        case "date":
            day = draw(st.sampled_from(["2024-02", "2024-09-07", "2025-03", "2025-11-08"]))
            said = ({k: v for k, v in c.items() if k != "go_live"} for c in of_wave["claims"])
            of_wave["claims"] = [claim for claim in said if {*claim} - {"known"}]
            of_wave["go_live"] = day
            return Edit([goes_live(wave, Period.parse(day))], after)
        case "capacity":
            most = draw(st.integers(0, 3))
            measure = draw(st.sampled_from(["sites", "staff"]))
            after["rules"].append(
                {"kind": "capacity", "measure": measure, "waves": wave, "max": most}
            )
            return Edit([holds_at_most(wave, measure, most)], after)
        case "withdrawn":
            of_site["claims"] = [{"says": "withdrawn", "known": TODAY.isoformat()}]
            return Edit([says(site, Says.WITHDRAWN)], after)
        case "wave dropped":
            said = ({k: v for k, v in c.items() if k != "dropped"} for c in of_wave["claims"])
            of_wave["claims"] = [*said, {"dropped": True}]
            return Edit([wave_dropped(wave)], after)
        case "wave added":
            day = draw(st.sampled_from(["2024-02", "2024-09-07", "2025-11-08"]))
            after["waves"].append({"id": "new", "go_live": day})
            return Edit([WaveAdded(Wave(id="new", go_live=Period.parse(day)))], after)
        case "size":
            staff = draw(st.integers(0, 5))
            of_site["size"] = {**of_site["size"], "staff": staff}
            return Edit([SiteResized(site, "staff", staff)], after)
        case "rule added":
            apart = {"kind": "apart", "sites": ["a", "b", "t"]}
            after["rules"].append(apart)
            return Edit([RuleAdded(Apart.model_validate(apart))], after)
        case "undecided":
            of_site["claims"].append(
                {"says": "undecided", "known": TODAY.isoformat(), "settles": "newer"}
            )
            return Edit([says(site, Says.UNDECIDED)], after)
        case "site at gate" | "wave at gate":
            word = draw(st.sampled_from(["failed", "failed", "passed"]))
            claim = {"says": word, "gate": "ready", "known": TODAY.isoformat(), "settles": "newer"}
            of = of_wave if kind == "wave at gate" else of_site
            of["claims"].append(claim)
            return Edit([at_gate(of["id"], Says(word), "ready", wave=of is of_wave)], after)
        case "pin":
            after["rules"].append({"kind": "pin", "site": site, "wave": wave})
            return Edit([pinned(site, wave)], after)
        case _:
            dropped = draw(st.sampled_from(after["rules"]))
            after["rules"].remove(dropped)
            rule = next(r for r in before.programme.rules if r.id == dropped["id"])
            return Edit([rule_dropped(rule)], after)


def values(answer: Answer | Outcome) -> list[Value] | str:
    match answer:
        case Solved(plan=plan) | SolvedScenario(plan=plan):
            return [(goal.kind, goal.value, goal.proved) for goal in plan.goals]
        case Infeasible():
            return "infeasible"
        case Undecided():
            return "undecided"


@examples(15)
@given(data=st.data())
def test_what_if_gives_the_values_that_the_edited_files_give(data: st.DataObject) -> None:
    document = data.draw(documents())
    before = situation(document)
    edit = data.draw(edits(before, document))
    answer = what_if(before, [edit.changes], ENOUGH).cases[0].answer
    assert values(answer) == values(best_plan(situation(edit.document), ENOUGH))


@examples(6)
@given(data=st.data())
def test_each_wave_of_a_recommendation_has_the_values_of_files_with_a_pin(
    data: st.DataObject,
) -> None:
    """Whoever is firm is free in the files, and its wave is still the one that it leaves."""
    document = data.draw(documents())
    before = situation(document)
    site = data.draw(st.sampled_from(sorted(before.snapshot.taking_part)))
    firm = before.snapshot.sites[site].firm
    event(f"firm: {firm}")
    freed = document if firm is None else with_free(document, site)
    found = recommend(before, site, ENOUGH)
    assert {choice.wave.id for choice in found.choices} == {*WAVES}
    for choice in found.choices:
        after: dict[str, Any] = json.loads(json.dumps(freed))
        after["rules"].append({"kind": "pin", "site": site, "wave": choice.wave.id})
        edited = values(best_plan(situation(after), ENOUGH))
        match choice.answer:
            case Here():
                assert values(found.base) == edited, choice.wave.id
            case Shut():
                assert edited == "infeasible", choice.wave.id
            case answer:
                assert values(answer) == edited, choice.wave.id


def with_free(document: dict[str, Any], site: str) -> dict[str, Any]:
    """The files in which the site is only planned where it is firm, and undecided whether to go
    there: that frees it even where its wave is over.
    """
    after: dict[str, Any] = json.loads(json.dumps(document))
    entries = (*after["municipalities"], *after["trusts"])
    claims = next(entry for entry in entries if entry["id"] == site)["claims"]
    for claim in claims:
        claim["says"] = "planned"
    claims.append({"says": "undecided", "known": TODAY.isoformat()})
    return after

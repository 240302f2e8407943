"""Repairs as they are written into the files: planning again gives what they were priced by."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import yaml
from hypothesis import assume, event, given

from hpplan.conflicts.conflict import Conflict, Repair
from hpplan.planning import Infeasible, Solved, best_plan
from hpplan.programme.programme import SituationData
from hpplan.views.edits import applied, edit_of
from tests.patience import ENOUGH
from tests.thoroughness import examples
from tests.written import documents, situation


def as_written(flow: str) -> Any:
    """YAML flow text as JSON, dates as text."""

    def plain(value: Any) -> Any:
        match value:
            case dict():
                return {key: plain(one) for key, one in value.items()}
            case list():
                return [plain(one) for one in value]
            case date():
                return value.isoformat()
            case _:
                return value

    return plain(yaml.safe_load(flow))


def edited(
    document: dict[str, Any], repairs: Sequence[Repair], before: SituationData
) -> dict[str, Any]:
    """The document after a person has done what the edits say."""
    after: dict[str, Any] = json.loads(json.dumps(document))
    named = {entry["id"]: entry for entry in (*after["waves"], *after["rules"])}
    sites = (*after["municipalities"], *after["trusts"])
    named |= {entry.get("name", entry["id"]): entry for entry in sites}
    for one in applied(repairs, before):
        for change in one.changes:
            words = edit_of(change, before).text
            if words.startswith("write "):
                keys, _, rule = words.removeprefix("write ").rpartition(" in ")
                named[rule] |= as_written(f"{{{keys}}}")
            elif words.startswith("add to the claims of "):
                who, _, claim = words.removeprefix("add to the claims of ").partition(": ")
                claims = named[who].setdefault("claims", [])
                claims.append(as_written(claim))
            else:
                assert words.startswith("take the rule out")
                after["rules"].remove(named[change.rule.id])  # type: ignore[union-attr]
    return after


def assert_written_repairs_do_what_they_show(document: dict[str, Any]) -> tuple[Conflict, ...]:
    before = situation(document)
    outcome = best_plan(before, ENOUGH)
    assume(isinstance(outcome, Infeasible))
    assert isinstance(outcome, Infeasible)
    repairs = {r.id: r for conflict in outcome.conflicts for r in conflict.repairs}
    written = {
        repair.id: situation(
            edited(document, [repair, *(repairs[name] for name in repair.tried_with)], before)
        )
        for repair in repairs.values()
        if outcome.together
    }
    beside = [before.snapshot, *(each.snapshot for each in written.values())]
    for name, instead in written.items():
        repair = repairs[name]
        event(type(repair.changes[0]).__name__)
        assert repair.cost is not None
        assert repair.cost.proved
        after = best_plan(instead, ENOUGH)
        assert isinstance(after, Solved), repair.text
        measured = tuple(
            (value.kind, goal.compared(value.value, instead.snapshot, beside), value.unit)
            for goal, value in zip(instead.goals, after.plan.goals, strict=True)
        )
        assert measured == repair.cost.goals, repair.text
    return outcome.conflicts


@examples(20)
@given(document=documents())
def test_a_repair_written_into_the_files_gives_the_values_that_it_was_priced_by(
    document: dict[str, Any],
) -> None:
    assert_written_repairs_do_what_they_show(document)

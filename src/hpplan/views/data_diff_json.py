"""Two versions of the data as JSON: the difference of their plans, with facts and goals beside."""

from typing import Final

from hpplan.analysis.data_diff import DataDiff, Version
from hpplan.analysis.fact_changes import FactChange
from hpplan.planning import Infeasible
from hpplan.views import diff_json
from hpplan.views import effect as effect_view
from hpplan.views.effect_json import KEYS as EFFECT_KEYS
from hpplan.views.effect_json import of_conflicts
from hpplan.views.formats.json import Shapes, place
from hpplan.views.formats.json import render as as_json


def render(difference: DataDiff) -> str:
    """One object, ending in a line break."""
    shown = diff_json.keys(difference.difference)
    effect = difference.effect
    return as_json(
        {
            **shown,
            "old": difference.old,
            "new": difference.new,
            "facts": difference.facts,
            "goals": () if effect is None else effect.goals,
            "moves": () if effect is None else effect.moves,
        },
        KEYS,
    )


def _version(version: Version) -> dict[str, object]:
    outcome = version.outcome
    return {
        "name": version.name,
        "as_of": version.situation.as_of,
        "status": None if outcome is None else effect_view.status(outcome),
        "conflicts": of_conflicts(outcome.conflicts) if isinstance(outcome, Infeasible) else [],
    }


def _fact(change: FactChange) -> dict[str, object]:
    return {
        "section": change.section,
        "id": change.id,
        "name": change.name,
        "change": change.change,
        "key": change.key,
        "old": change.old,
        "new": change.new,
        **place(change.place),
        **({} if change.cited is None else {"claim": change.cited}),
    }


KEYS: Final[Shapes] = {
    **EFFECT_KEYS,
    **diff_json.KEYS,
    Version: _version,
    FactChange: _fact,
}

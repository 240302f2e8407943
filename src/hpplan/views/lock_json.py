"""Statements about a lock, as JSON."""

from typing import Final

from hpplan.analysis.lock import LockChecked
from hpplan.planning import Infeasible
from hpplan.views import effect_json
from hpplan.views.effect import status
from hpplan.views.effect_json import of_conflicts, of_effect
from hpplan.views.findings_json import KEYS as OF_FINDINGS
from hpplan.views.formats.json import Shapes, render
from hpplan.views.lock import LockWritten

KEYS: Final[Shapes] = {**effect_json.KEYS, **OF_FINDINGS}

_SAME: Final[dict[str, object]] = {"goals": [], "moves": [], "waves": [], "coverage": []}


def checked(found: LockChecked, lock: str) -> str:
    """Whether the lock in this file holds. Lists are empty where nothing differs."""
    why = found.outcome
    return render(
        {
            "lock": lock,
            "as_of": found.situation.as_of,
            "verdict": found.verdict,
            "proved": found.proved,
            "status": status(why),
            "findings": found.lock.findings,
            "without_line": found.lock.without_line,
            "without_day": found.lock.without_day,
            **(_SAME if found.effect is None else of_effect(found.effect)),
            "conflicts": of_conflicts(why.conflicts) if isinstance(why, Infeasible) else [],
        },
        KEYS,
    )


def written(found: LockWritten, lock: str) -> str:
    """What was locked in this file, and the resulting changes."""
    return render(
        {
            "lock": lock,
            "as_of": found.situation.as_of,
            "written": found.written,
            "status": found.plan.proof,
            **(_SAME if found.effect is None else of_effect(found.effect)),
        },
        KEYS,
    )

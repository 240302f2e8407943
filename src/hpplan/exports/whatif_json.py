"""What-if answers as JSON."""

import json

from hpplan.advice.whatif import WhatIf
from hpplan.exports.effect_json import of_answer, of_conflicts
from hpplan.exports.effect_view import status
from hpplan.exports.plan_json import of_goal
from hpplan.literal import literal_json
from hpplan.solving.outcome import Impossible, Solved


def render(answered: WhatIf) -> str:
    """One object, ending in a line break."""
    situation, base = answered.situation, answered.base
    conflicts = base.conflicts if isinstance(base, Impossible) else ()
    answer = {
        "programme": situation.programme.agenda.id,
        "as_of": situation.as_of.isoformat(),
        "base": {
            "status": status(base),
            "goals": [of_goal(g) for g in base.plan.goals] if isinstance(base, Solved) else [],
            "conflicts": of_conflicts(conflicts),
        },
        "cases": [
            {"supposed": list(case.sentences), **of_answer(case.answer)} for case in answered.cases
        ],
    }
    return literal_json(json.dumps(answer, ensure_ascii=False, indent=2)) + "\n"

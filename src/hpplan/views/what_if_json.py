"""What-if answers as JSON."""

from hpplan.analysis.what_if import WhatIf
from hpplan.views.answers_json import of_base, written
from hpplan.views.effect_json import of_answer


def render(answered: WhatIf) -> str:
    """One object, ending in a line break."""
    situation = answered.situation
    return written(
        {
            "programme": situation.programme.agenda.id,
            "as_of": situation.as_of.isoformat(),
            "base": of_base(answered.base),
            "cases": [
                {"supposed": list(case.sentences), **of_answer(case.answer)}
                for case in answered.cases
            ],
        }
    )

"""What each kind of rule and goal says of itself."""

import pytest
from pydantic import BaseModel

from hpplan.domain.gaps import Bound, Gap
from hpplan.domain.selectors import Sites, Waves
from hpplan.goals import KINDS as GOALS
from hpplan.rules import KINDS as RULES
from hpplan.rules.base import InForce


@pytest.mark.parametrize(
    "model",
    [*RULES, *GOALS, InForce, Sites, Waves, Gap, Bound],
    ids=lambda model: model.__name__,
)
def test_every_key_says_what_it_is_for(model: type[BaseModel]) -> None:
    silent = [
        name
        for name, field in model.model_fields.items()
        if not field.description and not field.exclude and name != "kind"
    ]
    assert silent == []

"""What a rule asks no more of some sites where the others take no part."""

from collections.abc import Mapping

import pytest
from hypothesis import given

from hpplan.programme.programme import SituationData
from hpplan.rules import BY_KIND, Rule
from hpplan.rules.base import Verdict
from tests.days import dated_situations
from tests.programmes import every_plan
from tests.thoroughness import examples


def keeps(rule: Rule, situation: SituationData, plan: Mapping[str, str]) -> bool:
    found = rule.violations(situation.snapshot, plan)
    return not any(broken.verdict is Verdict.BROKEN for broken in found)


@pytest.mark.slow
@examples(40)
@given(situation=dated_situations())
def test_where_everybody_in_some_waves_is_taken_out_the_others_keep_it(
    situation: SituationData,
) -> None:
    milder = [part for rule in situation.hard_rules if (part := rule.of_fewer) is not None]
    for plan in every_plan(situation) if milder else ():
        for part in milder:
            if keeps(part, situation, plan):
                for out in {*plan.values()}:
                    rest = {site: wave for site, wave in plan.items() if wave != out}
                    assert keeps(part, situation, rest), (part, plan, out)


def test_of_a_spacing_only_the_least_is_left() -> None:
    spacing = BY_KIND["spacing"]
    both = spacing.model_validate({"kind": "spacing", "min": "7d", "max": "14d"})
    least = spacing.model_validate({"kind": "spacing", "min": "7d"})
    assert both.of_fewer == least
    assert least.of_fewer == least
    assert spacing.model_validate({"kind": "spacing", "max": "14d"}).of_fewer is None


def test_a_rule_that_counts_or_waits_for_others_may_ask_more_of_fewer() -> None:
    follows = BY_KIND["follows"].model_validate({"kind": "follows", "gap": {"days": 7}})
    capacity = BY_KIND["capacity"].model_validate({"kind": "capacity", "min": 2})
    assert (follows.of_fewer, capacity.of_fewer) == (None, None)

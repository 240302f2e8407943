"""A gap in words: what it says of no wave between, and of an upper bound."""

import pytest
import yaml

from hpplan.domain.gaps import Gap


@pytest.mark.parametrize(
    ("gap", "later", "asked"),
    [
        ("{waves: 0}", "in the same wave or later", "B must not come before A"),
        ("{waves: 1}", "at least 1 wave later", "B must come at least one wave after A"),
        (
            "{waves: 0, at_most: {waves: 2}}",  # which the same wave is no more than a part of
            "at most 2 waves later",
            "B must come at most 2 waves after A",
        ),
    ],
)
def test_only_a_gap_without_any_bound_asks_for_no_more_than_the_order(
    gap: str, later: str, asked: str
) -> None:
    stated = Gap.model_validate(yaml.safe_load(gap))
    assert (stated.later(), stated.asked_of("B", "A")) == (later, asked)

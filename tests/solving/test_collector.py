"""The collector of circular garbage is held while a model is made, and goes on afterwards."""

import gc

import pytest

from hpplan.solving.collector import uncollected
from hpplan.solving.deadline import TimeIsOver


def test_it_is_held_and_goes_on_afterwards_even_if_the_time_ends() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(TimeIsOver), uncollected():
        raise TimeIsOver
    assert gc.isenabled()


def test_it_stays_held_where_it_was_held_before() -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()

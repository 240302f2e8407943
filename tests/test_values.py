"""Classes of values are what the standard library would have made of them."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from inspect import signature
from typing import Any, cast

import pytest

from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    name: str
    lines: tuple[int, ...] = ()
    notes: list[str] = field(default_factory=list, compare=False, repr=False)


@dataclass(frozen=True)
class Terminus(Stop):
    """A subclass, with more fields."""

    since: int = 1900

    def __post_init__(self) -> None:
        if self.since < 0:
            raise ValueError(self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Depot:
    city: str


@dataclass(frozen=True, slots=True)
class Nowhere:
    pass


def test_a_value_is_made_of_its_fields_in_order_or_by_name() -> None:
    stop = Stop("Ila", lines=(1, 9))
    assert (stop.name, stop.lines, stop.notes) == ("Ila", (1, 9), [])
    assert Stop("a").notes is not Stop("b").notes
    with pytest.raises(TypeError):
        Stop()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Depot("Trondheim")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="-1"):
        Terminus("Lian", since=-1)


def test_values_are_equal_where_class_and_fields_are() -> None:
    assert Stop("Ila", notes=["x"]) == Stop("Ila")
    assert hash(Stop("Ila", notes=["x"])) == hash(Stop("Ila"))
    assert Stop("Ila") != Stop("Lian")
    assert Stop("Ila") != Terminus("Ila")
    assert Stop("Ila") != cast("object", "Ila")
    assert Nowhere() == Nowhere()
    assert {Nowhere(), Nowhere()} == {Nowhere()}
    nan = float("nan")
    assert Depot(city=nan) == Depot(city=nan)  # type: ignore[arg-type]  # as tuples are


def test_a_value_never_changes() -> None:
    stop: Any = Stop("Ila")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        stop.name = "Lian"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del stop.name
    with pytest.raises(FrozenInstanceError):
        Terminus("Lian").other = 1  # type: ignore[attr-defined]
    assert not hasattr(Stop("Ila"), "__dict__")


def test_a_value_shows_its_fields() -> None:
    assert repr(Stop("Ila")) == "Stop(name='Ila', lines=())"
    assert repr(Nowhere()) == "Nowhere()"


@pytest.mark.parametrize(
    "carried", [copy.copy, copy.deepcopy, lambda v: pickle.loads(pickle.dumps(v))]
)
def test_a_value_is_copied_and_carried_to_other_processes(carried: Callable[[Any], Any]) -> None:
    for value in (Stop("Ila", (1,), ["x"]), Terminus("Lian", (1,), since=1933), Nowhere()):
        assert carried(value) == value
    assert carried(Stop("Ila", notes=["x"])).notes == ["x"]


def test_the_library_knows_the_classes_as_its_own() -> None:
    assert [each.name for each in fields(Terminus)] == ["name", "lines", "notes", "since"]
    assert replace(Stop("Ila"), name="Lian") == Stop("Lian")
    assert dataclasses.asdict(Depot(city="Trondheim")) == {"city": "Trondheim"}
    assert list(signature(Stop).parameters) == ["name", "lines", "notes"]
    match Stop("Ila", (9,)):
        case Stop(name, lines):
            assert (name, lines) == ("Ila", (9,))


def test_what_may_change_or_has_an_order_is_left_to_the_library() -> None:
    @dataclass
    class Counter:
        found: int = 0

    @dataclass(frozen=True, order=True)
    class Version:
        major: int

    counter = Counter()
    counter.found += 1
    assert counter == Counter(1)
    assert Version(1) < Version(2)

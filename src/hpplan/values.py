"""`dataclass`, as the standard library has it, for start-ups that make hundreds of classes.

`dataclasses` writes six methods of a frozen class as text and compiles each by itself: a
millisecond a class, a fifth of the time of a short command. Here only `__init__` is compiled; what
the others do is the same for every class, over the fields as `operator` gets them. They take no
longer when they are called, and a class is made in a fifth of the time.
"""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  # checked as the library's own
else:

    def dataclass(cls: type | None = None, /, **asked: bool) -> Any:
        """What `dataclasses.dataclass` makes of the class. Those that may change or have an order
        are left to it.
        """
        if cls is None:
            return lambda later: dataclass(later, **asked)
        if not asked.get("frozen") or asked.get("order"):
            return dataclasses.dataclass(cls, **asked)
        return _frozen(cls, **asked)


_SET: Final = object.__setattr__


def _frozen(
    cls: type,
    *,
    frozen: bool,  # noqa: ARG001  # as asked
    slots: bool = False,
    kw_only: bool = False,
    repr: bool = True,  # noqa: A002  # as dataclasses calls it
) -> type:
    own = vars(cls)
    cls.__doc__ = cls.__doc__ or cls.__name__  # else dataclass would compute its signature
    plain = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
    made: Any = plain(cls)
    stated = fields(made)
    made.__init__ = _init(made, stated)
    made.__eq__, made.__hash__ = _compared([field.name for field in stated if field.compare])
    if repr and "__repr__" not in own:
        made.__repr__ = _repr
    made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
    if slots:
        made.__getstate__, made.__setstate__ = _state, _restore
    return made  # type: ignore[no-any-return]


def _init(cls: type, stated: Iterable[Field[Any]]) -> Callable[..., None]:
    """Takes the values of the fields; the only method that has to be written for each class."""
    names: dict[str, Any] = {"_SET": _SET, "_MISSING": MISSING}
    taken, last, body = ["self"], ["*"], []
    for field in stated:
        name = value = field.name
        parameter = name
        if field.default is not MISSING:
            names[f"_{name}"] = field.default
            parameter = f"{name}=_{name}"
        elif field.default_factory is not MISSING:
            names[f"_{name}"] = field.default_factory
            parameter = f"{name}=_MISSING"
            value = f"_{name}() if {name} is _MISSING else {name}"
        (last if field.kw_only else taken).append(parameter)
        body.append(f"_SET(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ", ".join([*taken, *(last if len(last) > 1 else [])])
    exec(f"def __init__({parameters}):\n " + "\n ".join(body or ["pass"]), names)  # noqa: S102  # of names of fields alone
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {field.name: field.type for field in stated} | {"return": None}
    return init


def _compared(names: list[str]) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    """Two values are equal if they are of one class and their fields are equal; so are their hashes
    then.
    """
    values: Callable[[Any], object] = type
    if names:  # for one name it gives the value itself, which need not equal itself
        values = attrgetter(*names, *(names if len(names) == 1 else []))

    def equal(self: Any, other: object) -> bool:
        return (
            values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented
        )

    def hashed(self: Any) -> int:
        return hash(values(self))

    return equal, hashed


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(_: Any, name: str, __: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in fields(self)]


def _restore(self: Any, state: Iterable[object]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        _SET(self, field.name, value)

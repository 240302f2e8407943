"""Answers as JSON: frozen values as objects with the keys that docs/format.md documents."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from hpplan.diagnostics.place import Place
from hpplan.periods import Period
from hpplan.programme.plan import FORMAT
from hpplan.text import literal_json, rounded

Shapes = Mapping[type[Any], Callable[[Any], Mapping[str, object]]]
"""The keys of values of each type, where they are not its fields; the values of the keys may be
anything.
"""


def render(answer: Mapping[str, object], shapes: Shapes) -> str:
    """One object that begins with its format, ending in a line break; all data is escaped."""
    document = {"format": FORMAT, **plain(answer, shapes)}
    return literal_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def plain(value: object, shapes: Shapes) -> Any:
    """A value as JSON has it."""
    if (shape := shapes.get(type(value))) is not None:
        return plain(shape(value), shapes)
    match value:
        case Enum():
            return value.value
        case None | str() | int() | float():
            return value
        case date():
            return value.isoformat()
        case Period():
            ends = {"from": value.first, "to": value.last}
            return {"label": value.label, **plain(ends, shapes)}
        case Mapping():
            return {key: plain(inner, shapes) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner, shapes) for inner in value]
        case _ if is_dataclass(value):
            return {f.name: plain(getattr(value, f.name), shapes) for f in fields(value)}
        case _:
            raise AssertionError(f"no JSON for {value!r}")


def place(where: Place | None) -> dict[str, object]:
    """The keys of a place, in a workbook a cell; None if it is in no file."""
    cell = {"cell": where.cell} if where is not None and where.sheet else {}
    return {
        "file": where and where.file,
        "line": where and where.line,
        "column": where and where.column,
        **cell,
    }


def stretch(where: Place | None) -> dict[str, object]:
    """The keys of a stretch from one place to another."""
    end = {"end_line": where and where.end_line, "end_column": where and where.end_column}
    return place(where) | end


def wave(identity: str | None, label: str | None) -> dict[str, object]:
    """The keys of a wave: its id, and its label, if that is different."""
    called = {} if label in (None, identity) else {"label": label}
    return {"wave": identity, **called}


def percent(share: float | None) -> float | None:
    return None if share is None else rounded(share, 2)

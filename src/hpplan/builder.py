"""A programme made in code: its entries are collected with the keys of data files, and read as a
data file.

They are written as JSON, which is YAML, one entry a line, and go through the reader of data files:
the same models, the same findings, each with its line in the text `built in code`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from enum import Enum
from typing import Final

from hpplan.periods import Period
from hpplan.reading import Reading, read_text
from hpplan.text import literal

BUILT: Final = "built in code"
"""The name of the file in places of such a programme."""
_SHOWN: Final = 60
_HALF: Final = re.compile("[\ud800-\udfff]")
_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Draft:
    """The entries of a programme, by section, as they are added. Keys are those of docs/format.md;
    one that is a keyword of Python gets a `_` at its end: `from_`. A method that adds something
    with an id returns the id, for rules and claims to name.
    """

    def __init__(self, id: str, **keys: object) -> None:  # noqa: A002  # the key of data files
        self._programme = _entry("programme", {"id": id, **keys})
        self._entries: dict[str, list[Mapping[str, object]]] = {}

    def source(self, id: str, **keys: object) -> str:  # noqa: A002  # the key of data files
        """A document that is the source of claims and fields."""
        return self._add("sources", id, keys)

    def region(self, id: str, **keys: object) -> str:  # noqa: A002
        """Municipalities that co-operate."""
        return self._add("regions", id, keys)

    def trust(self, id: str, **keys: object) -> str:  # noqa: A002
        """A hospital trust."""
        return self._add("trusts", id, keys)

    def municipality(self, id: str, **keys: object) -> str:  # noqa: A002
        """A municipality, with `size={"inhabitants": 1926}` and the like."""
        return self._add("municipalities", id, keys)

    def site(self, id: str, kind: str, **keys: object) -> str:  # noqa: A002
        """Anything else that goes live in one wave."""
        return self._add("sites", id, {"kind": kind, **keys})

    def wave(self, id: str, go_live: object = None, **keys: object) -> str:  # noqa: A002
        """A wave, after those added before; its go-live is a date or any period."""
        stated = {} if go_live is None else {"go_live": go_live}
        return self._add("waves", id, {**stated, **keys})

    def rule(self, kind: str, **keys: object) -> None:
        """A rule of this kind, with its keys."""
        self._entries.setdefault("rules", []).append(_entry(kind, {"kind": kind, **keys}))

    def goal(self, kind: str, **keys: object) -> None:
        """A goal of this kind, ranked after those added before."""
        self._entries.setdefault("goals", []).append(_entry(kind, {"kind": kind, **keys}))

    def body(self, id: str, **keys: object) -> str:  # noqa: A002
        """A body that decides or is consulted; with `of`, one for each of these sites."""
        return self._add("bodies", id, keys)

    def right(self, change: object, decides: str, **keys: object) -> None:
        """The right of a body to decide changes; it is considered before those added later."""
        stated = {"change": change, "decides": decides, **keys}
        self._entries.setdefault("rights", []).append(_entry("right", stated))

    def decision(self, id: str, **keys: object) -> str:  # noqa: A002
        """A decision of a body, with `by`, `on`, `says` and `about`; claims name it."""
        return self._add("decisions", id, keys)

    def risk(self, kind: str, chance: float, **keys: object) -> None:
        """A risk of this kind, with this chance."""
        stated = {"kind": kind, "chance": chance, **keys}
        self._entries.setdefault("risks", []).append(_entry(kind, stated))

    def read(self) -> Reading:
        """The programme, or the findings that say why there is none."""
        return read_text(self.as_text(), BUILT)

    def as_text(self) -> str:
        """The entries as a data file."""
        sections = [f'"programme": {_json(self._programme)}']
        for name, entries in self._entries.items():
            rows = ",\n".join(_json(entry) for entry in entries)
            sections.append(f'"{name}": [\n{rows}\n]')
        return "{" + ",\n".join(sections) + "}\n"

    def _add(self, section: str, name: str, keys: Mapping[str, object]) -> str:
        entry = _entry(f"{section} '{name}'", {"id": name, **keys})
        self._entries.setdefault(section, []).append(entry)
        return name


def _entry(where: str, keys: Mapping[str, object]) -> Mapping[str, object]:
    stated = {key.removesuffix("_"): value for key, value in keys.items()}
    return {key: _plain(value, f"{where}, {key}") for key, value in stated.items()}


def _plain(value: object, where: str) -> object:
    """The value as a data file holds it; anything else is refused here, where its key is known."""
    match value:
        case Enum():
            return _plain(value.value, where)
        case None | bool() | int():
            return value
        case str():
            if _HALF.search(value):
                raise ValueError(f"{literal(where)}: '{literal(value)}' has half of a character")
            return value
        case float() if value - value == 0:  # neither infinite nor NaN
            return value
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case Period():
            return str(value)
        case Mapping():
            return {str(_plain(key, where)): _plain(one, where) for key, one in value.items()}
        case AbstractSet():
            return sorted((_plain(one, where) for one in value), key=str)
        case Sequence() if not isinstance(value, bytes | bytearray | memoryview):
            return [_plain(one, where) for one in value]
        case _:
            shown = literal(repr(value))[:_SHOWN]
            raise TypeError(
                f"{literal(where)}: expected text, numbers, dates, lists or mappings, not {shown}"
            )


def _json(entry: object) -> str:
    r"""The entry as JSON; characters that YAML does not allow are escaped: \x7f is \u007f."""
    text = json.dumps(entry, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

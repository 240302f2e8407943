"""Fixes attached to findings: what to write instead of a value, or of an item.

A value is only replaced where it is written plainly or in quotes on one line; where there is more
to it, such as an anchor, there is no fix.
"""

import re
from collections.abc import Callable
from typing import Final

from hpplan.diagnostics.finding import Edit, Fix
from hpplan.diagnostics.place import Locator, Place

_PLAIN: Final = r"[^\W\d_][\w./-]*(?: [\w./-]+)*"
_WORDS: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan"})


def value_instead(places: Locator, place: Place | None, said: str, instead: str) -> Fix | None:
    """The text `instead` for the text `said`, if it is written at the place in plain form."""
    return _replaced(places, place, said, _as_text, instead, safe=False)


def yaml_instead(places: Locator, place: Place | None, said: str, instead: str) -> Fix | None:
    """The YAML `instead`, which can only have been meant, for the text `said`."""
    return _replaced(places, place, said, lambda text, _: text, instead, safe=True)


def text_instead(places: Locator, place: Place | None, said: str, instead: str) -> Fix | None:
    """The text `instead`, which can only have been meant, in the same quotes as before; after a key
    in quotes, as in JSON, also in quotes.
    """
    line = "" if place is None else places.source_line(place) or ""
    in_json = place is not None and re.search(r'"\s*:\s*$', line[: place.column - 1]) is not None

    def write(text: str, written: str) -> str:
        mark = written[0] if written[0] in "\"'" else '"' * in_json
        return f"{mark}{text}{mark}"

    return _replaced(places, place, said, write, instead, safe=True)


def quoted(places: Locator, place: Place | None) -> Fix | None:
    """Quotes around the digits at the place."""
    digits = None if place is None else _written(places, place)
    if place is None or digits is None or not (digits.isascii() and digits.isdigit()):
        return None
    return Fix((Edit(place, f'"{digits}"'),), safe=True)


def without_item(places: Locator, before: Place | None, item: Place | None) -> Fix | None:
    """The list without the item that follows another one: on its line, or on the next."""
    if before is None or item is None or before.end_line not in (item.line, item.line - 1):
        return None
    if item.line == item.end_line == before.end_line:
        since = Place(item.file, item.line, before.end_column, item.end_line, item.end_column)
        return Fix((Edit(since, ""),), safe=True)
    line = places.source_line(item) or ""
    alone = item.line == item.end_line and re.fullmatch(r"\s*-\s+", line[: item.column - 1])
    if alone and not line[item.end_column - 1 :].strip():
        whole = Place(item.file, item.line, 1, item.line + 1, 1)
        return Fix((Edit(whole, ""),), safe=True)
    return None


def _replaced(
    places: Locator,
    place: Place | None,
    said: str,
    write: Callable[[str, str], str],
    instead: str,
    *,
    safe: bool,
) -> Fix | None:
    written = None if place is None else _written(places, place)
    if place is None or written is None:
        return None
    if said not in (written, _unquoted(written)):
        return None
    return Fix((Edit(place, write(instead, written)),), safe=safe)


def _written(places: Locator, place: Place) -> str | None:
    """The text at the place, if that is on one line."""
    line = places.source_line(place)
    if not line or place.end_line != place.line:
        return None
    return line[place.column - 1 : place.end_column - 1]


def _unquoted(written: str) -> str | None:
    """The content of a text in simple quotes; None for any other text, or one with escapes."""
    inner = written[1:-1]
    if len(written) < 2 or written[0] != written[-1] or "\\" in inner or written[0] in inner:
        return None
    return inner if written[0] in "\"'" else None


def _as_text(text: str, written: str) -> str:
    """The text as YAML: in the same quotes as before, else plain, where that means the same."""
    plain = re.fullmatch(_PLAIN, text) and text.lower() not in _WORDS
    if written[0] == "'" or (written[0] != '"' and not plain):
        return "'" + text.replace("'", "''") + "'" if text.isprintable() else _escaped(text)
    return _escaped(text) if written[0] == '"' else text


def _escaped(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=not text.isprintable())

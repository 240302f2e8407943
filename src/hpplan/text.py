"""Text from data, made safe to show: nothing in it can move a cursor, hide, or reorder a line."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import field
from functools import reduce
from typing import Final, Literal

from hpplan.language import _, decimal, grouped, plural
from hpplan.values import dataclass

_NEVER_SHOWN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
# Letters, marks and a symbol by category that draw nothing: fillers, joiners, variation selectors.
_INVISIBLE: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)


def literal(text: str) -> str:
    r"""The text with every character that does not show as itself written as an escape.

    >>> print(literal("Røros \x1b[31mČáhput\u202e"))
    Røros \x1b[31mČáhput\u202e
    """
    if text.isprintable() and (text.isascii() or not _INVISIBLE.search(text)):
        return text
    return "".join(map(_shown, text))


_MARKDOWN: Final = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#&~@$"})
# What readers of Markdown make a link or a picture of by itself: addresses, and names of emoji.
_OF_ITSELF: Final = re.compile(r"(?<=\bwww)\.|:(?=//)|:(?=[a-z+-][\w+-]*:)", re.IGNORECASE)


def literal_markdown(text: str) -> str:
    r"""The text as Markdown that says just that, also in a cell of a table.

    >>> print(literal_markdown("Røros | *`<b>`*\x1b"))
    Røros \| \*\`\<b\>\`\*\\x1b
    """
    return _OF_ITSELF.sub(r"\\\g<0>", literal(text).translate(_MARKDOWN))


# What a diagram of Mermaid shows as itself wherever it stands; all else is an entity.
_NOT_PLAIN: Final = re.compile(r"[^\w ,.()/+'-]")


def literal_mermaid(text: str) -> str:
    r"""The text as a name in a diagram of Mermaid.

    >>> print(literal_mermaid('St. Olavs: "<b>" \x1b'))
    St. Olavs#58; #34;#60;b#62;#34; #92;x1b
    """
    return _NOT_PLAIN.sub(lambda found: f"#{ord(found[0])};", literal(text))


_NOT_ASCII: Final = re.compile(r"[^\n -~]")


def literal_json(text: str) -> str:
    """JSON text in which such characters are JSON escapes; what it says stays the same.

    Line breaks between values stay: inside of strings JSON has none.
    """
    return _NOT_ASCII.sub(
        lambda found: found[0] if _shows(found[0]) else _json_escape(found[0]), text
    )


def _shows(character: str) -> bool:
    if character.isprintable():
        return not _INVISIBLE.match(character)
    return unicodedata.category(character) not in _NEVER_SHOWN


def _shown(character: str) -> str:
    return character if _shows(character) else character.encode("unicode_escape").decode()


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    pairs = (units[n : n + 2].hex() for n in range(0, len(units), 2))
    return "".join(f"\\u{unit}" for unit in pairs)


def share_of(part: int, whole: int) -> float | None:
    """The share in percent, 0 and 100 only where it is exactly that; None of nothing."""
    if not whole:
        return None
    percent = 100 * part / whole
    return percent if part in (0, whole) else min(max(percent, 1e-9), 100 - 1e-9)


def rounded(percent: float, digits: int) -> float:
    """The share rounded to decimals: 99.96 is 99.9, not 100, to one, and 0.04 is 0.1."""
    least = 10.0**-digits
    near = round(percent, digits)
    return round(min(max(near, least), 100 - least), digits) if 0 < percent < 100 else near


def shown(percent: float, digits: int) -> str:
    """The share as shown to people, with the sign."""
    return f"{decimal(rounded(percent, digits), digits)} %"


def capital(sentence: str) -> str:
    """The sentence with its first letter large."""
    return sentence[:1].upper() + sentence[1:]


def enumerated(names: Iterable[str]) -> str:
    """The names with commas between them; with semicolons, where a name has a comma in it.

    >>> enumerated(["Orkland", "Heim, Hitra and Frøya", "Rindal"])
    'Orkland; Heim, Hitra and Frøya; Rindal'
    """
    listed = list(names)
    return ("; " if any("," in name for name in listed) else ", ").join(listed)


def conjoined(names: Iterable[str], word: Literal["and", "or"] = "and") -> str:
    """The names as a sentence has them.

    >>> conjoined(["KI2", "KI3", "KI4"], "or")
    'KI2, KI3 or KI4'
    """
    *most, last = names
    if not most:
        return last
    if word == "or":
        return _("{names} or {last}", names=enumerated(most), last=last)
    return _("{names} and {last}", names=enumerated(most), last=last)


def alternatives(names: Iterable[str]) -> str:
    """The names of which any one will do.

    >>> alternatives(["KI2", "KI3", "KI4"])
    'KI2 or KI3 or KI4'
    """
    return reduce(lambda names, last: _("{names} or {last}", names=names, last=last), names)


def whole(number: int) -> str:
    """A whole number as people read it.

    >>> whole(-2250000)
    '-2,250,000'
    """
    return grouped(number)


def average(total: int, among: int) -> str:
    """The total shared out, without a sign, as exactly as it helps.

    >>> average(7, 2), average(123, 10), average(-1, 90)
    ('3.5', '12', 'less than 0.1')
    """
    share = abs(total) / among
    if share >= 10 or share == round(share):
        return whole(round(share))
    if share < 0.1:
        return _("less than {number}", number=decimal(0.1, 1))
    return whole(round(share)) if f"{share:.1f}".endswith(".0") else decimal(share, 1)


FEW_NAMES: Final = 3
"""How many names are listed; the rest is counted."""


def few_names(names: Iterable[str]) -> str:
    """The first names, and how many more there are.

    >>> few_names(["Namsos", "Osen", "Leka", "Grong", "Vega"])
    'Namsos, Osen, Leka and 2 more'
    """
    listed = list(names)
    more = len(listed) - FEW_NAMES
    names = enumerated(listed[:FEW_NAMES])
    if more <= 0:
        return names
    return plural("{names} and {n} more", "{names} and {n} more", more, names=names)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts: one of it, and several, in English as JSON has it. `factors` are the
    two that it is made of, where it is one for one.
    """

    one: str
    many: str
    factors: "tuple[Unit, Unit] | None" = field(default=None, compare=False, repr=False)

    def of(self, number: int) -> str:
        """The word that goes with the number."""
        word = plural(self.one, self.many, number)
        if self.factors is None or word not in (self.one, self.many):
            return word
        each, other = self.factors  # no language has a word of its own for it
        return _("{each}-{other}", each=each.of(1), other=other.of(number))

    def amount(self, number: int) -> str:
        """The number with its unit.

        >>> Unit("site", "sites").amount(1200)
        '1,200 sites'
        """
        return f"{whole(number)} {self.of(number)}"

    def more(self, number: int) -> str:
        """A difference in words: more, or fewer.

        >>> Unit("site", "sites").more(-1)
        '1 fewer site'
        """
        values = {"n": whole(abs(number)), "unit": self.of(number)}
        if number > 0:
            return plural("{n} more {unit}", "{n} more {unit}", number, **values)
        return plural("{n} fewer {unit}", "{n} fewer {unit}", number, **values)

    def times(self, other: "Unit") -> "Unit":
        """One of these for one of the others.

        >>> Unit("inhabitant", "inhabitants").times(Unit("day", "days")).many
        'inhabitant-days'
        """
        return Unit(f"{self.one}-{other.one}", f"{self.one}-{other.many}", (self, other))

"""Which known word was most likely meant by one that nobody knows."""

import unicodedata
from collections.abc import Iterable
from typing import Final

_LETTERS: Final = str.maketrans({"ø": "o", "æ": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "_": "-"})
_LOOK_ALIKES: Final = str.maketrans(
    # Cyrillic, then Greek: what looks like these Latin letters.
    "аеорсухіјѕһкмтнвӏԁԛԝ" + "αονικρτυχϲ",
    "aeopcyxijshkmthbldqw" + "aovikptuxc",
)
_LOOK_ALIKE_CAPITALS: Final = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")
_TWO_FOR_ONE: Final = (("aa", "a"), ("oe", "o"), ("ae", "a"))
"""How å, ø and æ are written where they cannot be typed."""


def near_miss(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, if one is close: the one that differs by letters
    that look alike or miss a mark, else the one that is spelt most alike.
    """
    by_form = {folded(name): name for name in sorted(known, reverse=True)}
    if (same := by_form.get(folded(word))) is not None:
        return same
    from difflib import get_close_matches

    close = get_close_matches(folded(word), by_form, n=1, cutoff=0.6)
    return by_form[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the near miss, and a letter that only looks right; None without one."""
    miss = near_miss(word, known)
    if miss is None:
        return None
    strange = next((c for c in word if not c.isascii() and c not in miss and _deceives(c)), None)
    if strange is None:
        return f"did you mean '{miss}'?"
    name = unicodedata.name(strange, "an unnamed character")
    return f"did you mean '{miss}'? The word here has U+{ord(strange):04X}, {name}"


def folded(word: str) -> str:
    """The word without what is easily mistaken: case, marks, look-alikes, invisible characters."""
    plain = unicodedata.normalize("NFKD", _lower(word).translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and not _hides(c))
    plain = plain.translate(_LOOK_ALIKES).replace(" ", "-")
    for two, one in _TWO_FOR_ONE:
        plain = plain.replace(two, one)
    return plain


def _lower(word: str) -> str:
    return word.translate(_LOOK_ALIKE_CAPITALS).lower()


def _deceives(letter: str) -> bool:
    """Whether it looks like another letter, like a plain space or like nothing."""
    lower = _lower(letter)
    return (
        lower != letter.lower()
        or lower.translate(_LOOK_ALIKES) != lower
        or _hides(letter)
        or unicodedata.normalize("NFKC", letter) == " "
    )


def _hides(character: str) -> bool:
    return unicodedata.category(character) == "Cf"

"""The known word that was most likely meant by an unknown one."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from hpplan.values import dataclass

_LETTERS: Final = str.maketrans({"ø": "o", "æ": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "_": "-"})
_LOOK_ALIKES: Final = str.maketrans(
    # Cyrillic, then Greek: what looks like these Latin letters.
    "аеорсухіјѕһкмтнвӏԁԛԝ" + "αονικρτυχϲ",
    "aeopcyxijshkmthbldqw" + "aovikptuxc",
)
_LOOK_ALIKE_CAPITALS: Final = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")
_TWO_FOR_ONE: Final = (("aa", "a"), ("oe", "o"), ("ae", "a"))
"""How å, ø and æ are written on keyboards without them."""


LONGEST: Final = 100
"""The greatest length of words that are compared."""
SHORTEST: Final = 3
"""The least length of such words; any two shorter ones are one slip apart."""
LETTERS: Final = 60
"""How many different letters, the most common ones, are tried as replacements."""
MANY: Final = 2_000
"""With more known words than this, only those one slip away are looked for."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Known words by their folded form, and in lower case."""

    folded: Mapping[str, str]
    lower: Mapping[str, str]
    letters: tuple[str, ...]


def near_miss(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, if one is close: one that differs by similar
    letters or a missing accent, else by one typing error, else the one with the most similar
    spelling.
    """
    if len(word) > LONGEST:
        return None
    forms = _known(frozenset(known))
    if (same := forms.folded.get(folded(word))) is not None:
        return same
    from difflib import get_close_matches

    close = [forms.folded[slip] for slip in _slips(folded(word), forms) if slip in forms.folded]
    close += [forms.lower[slip] for slip in _slips(_lower(word), forms) if slip in forms.lower]
    among = {folded(name): name for name in close} or forms.folded
    if len(among) > MANY:
        return None
    best = get_close_matches(folded(word), among, n=1, cutoff=0 if close else 0.6)
    return among[best[0]] if best else None


@lru_cache(maxsize=16)
def _known(words: frozenset[str]) -> _Known:
    short = [word for word in sorted(words, reverse=True) if len(word) <= LONGEST]
    forms = {folded(word): word for word in short}
    letters = Counter(letter for form in forms for letter in form)
    common = tuple(letter for letter, _ in letters.most_common(LETTERS))
    return _Known(forms, {_lower(word): word for word in short}, common)


def _slips(word: str, known: _Known) -> Iterator[str]:
    """The word with one letter less, two letters swapped, one letter replaced, or one
    letter more.
    """
    if len(word) < SHORTEST:
        return
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield before + after[1:]
        yield before + after[1::-1] + after[2:]
        for letter in known.letters:
            yield before + letter + after[1:]
            yield before + letter + after


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the near miss, if there is one."""
    miss = near_miss(word, known)
    return None if miss is None else meant(word, miss)


def meant(word: str, miss: str) -> str:
    """A hint with the near miss, and with any letter that only looks right."""
    strange = next((c for c in word if not c.isascii() and c not in miss and _deceives(c)), None)
    if strange is None:
        return f"did you mean '{miss}'?"
    name = unicodedata.name(strange, "an unnamed character")
    return f"did you mean '{miss}'? The word here has U+{ord(strange):04X}, {name}"


def composed(text: str) -> str:
    """The text with each letter and its accents as one character, where there is one.

    What looks the same is then the same: files and keyboards of a Mac may have å as a and a ring.
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def folded(word: str) -> str:
    """The word without anything that is easily mistaken: case, accents, look-alikes, invisible
    characters.
    """
    if word.isascii():
        plain = word.lower().replace("_", "-")
    else:
        plain = unicodedata.normalize("NFKD", _lower(word).translate(_LETTERS))
        plain = "".join(c for c in plain if not unicodedata.combining(c) and not _hides(c))
        plain = plain.translate(_LOOK_ALIKES)
    plain = plain.replace(" ", "-")
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

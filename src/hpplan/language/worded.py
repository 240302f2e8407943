"""Text of the data that may be there in several languages."""

from collections.abc import Mapping
from typing import Final, Self

from hpplan.language.in_force import Language, in_force

_INSTEAD: Final[Mapping[Language, tuple[Language, ...]]] = {
    Language.EN: (Language.EN, Language.NB, Language.NN),
    Language.NB: (Language.NB, Language.NN, Language.EN),
    Language.NN: (Language.NN, Language.NB, Language.EN),
}
"""In which order a text is looked for: who reads one Norwegian reads the other."""


class Wording(str):
    """One text in some of the languages. As a `str` it is the English one, or what stands for it:
    JSON and CSV are English.
    """

    __slots__ = ("texts",)
    texts: Mapping[Language, str]

    @classmethod
    def of(cls, texts: Mapping[Language, str]) -> Self:
        """The text in one language at least."""
        made = cls(_nearest(texts, Language.EN))
        made.texts = dict(texts)
        return made


def _nearest(texts: Mapping[Language, str], language: Language) -> str:
    return next(texts[each] for each in _INSTEAD[language] if each in texts)


def worded(text: str) -> str:
    """The text in the language in force, else in the nearest that it has.

    >>> worded(Wording.of({Language.NB: "opplæring", Language.EN: "training"}))
    'training'
    """
    return _nearest(text.texts, in_force()) if isinstance(text, Wording) else text

"""Text of the data that may be there in several languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hpplan.language.in_force import Language, in_force

_INSTEAD: Final[Mapping[Language, tuple[Language, ...]]] = {
    Language.EN: (Language.EN, Language.NB, Language.NN),
    Language.NB: (Language.NB, Language.NN, Language.EN),
    Language.NN: (Language.NN, Language.NB, Language.EN),
}
"""In which order a text is looked for: who reads one Norwegian reads the other."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in some of the languages, as a mapping of the data states it."""

    texts: tuple[tuple[Language, str], ...]

    def __str__(self) -> str:
        stated = dict(self.texts)
        return next(stated[each] for each in _INSTEAD[in_force()] if each in stated)


def worded(text: str | Wording) -> str:
    """The text in the language in force, else in the nearest that it has.

    >>> worded(Wording(((Language.NB, "opplæring"), (Language.EN, "training"))))
    'training'
    """
    return text if isinstance(text, str) else str(text)

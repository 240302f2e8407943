"""The language in force: English, unless a command says otherwise for what people read."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Final


class Language(StrEnum):
    """The languages of answers."""

    EN = "en"
    NB = "nb"
    NN = "nn"


_IN_FORCE: Final = ContextVar("hpplan_language", default=Language.EN)


def in_force() -> Language:
    """The language in which sentences are made now."""
    return _IN_FORCE.get()


def speak(language: Language) -> None:
    """Make sentences in this language from now on, until the innermost `speaking` ends."""
    _IN_FORCE.set(language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """While it is open, sentences are made in this language.

    >>> with speaking(Language.NN):
    ...     print(in_force())
    nn
    """
    before = _IN_FORCE.set(language)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)

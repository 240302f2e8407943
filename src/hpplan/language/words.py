"""Sentences looked up in the catalogue of the language in force, and then filled in.

A value is never looked up, and never formatted twice: braces in a name stay braces.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hpplan.language.in_force import Language, in_force

if TYPE_CHECKING:
    from gettext import NullTranslations

CATALOGUES: Final = Path(__file__).with_name("catalogues")
"""The folder of the catalogues: `nb.po` for people, `nb.mo` made from it for the program."""


@cache
def catalogue(language: Language) -> "NullTranslations":
    """The sentences of a language; those without a translation stay English."""
    from gettext import GNUTranslations

    with (CATALOGUES / f"{language}.mo").open("rb") as compiled:
        return GNUTranslations(compiled)


def _(sentence: str, /, **values: object) -> str:
    """The sentence in the language in force, with the values at their names.

    >>> _("{site} goes live with {wave}", site="{x}", wave="KI3")
    '{x} goes live with KI3'
    """
    language = in_force()
    found = sentence if language is Language.EN else catalogue(language).gettext(sentence)
    return found.format_map(values) if values else found


def pgettext(context: str, sentence: str, /, **values: object) -> str:
    """The same for words that mean different things in different places; the context says which.

    >>> pgettext("month in a table", "May")
    'May'
    """
    language = in_force()
    found = sentence
    if language is not Language.EN:
        found = catalogue(language).pgettext(context, sentence)
    return found.format_map(values) if values else found


def plural(one: str, many: str, number: int, /, **values: object) -> str:
    """The sentence that goes with the number, which is `{n}` in it.

    >>> plural("{n} site of {of}", "{n} sites of {of}", 1, of=7)
    '1 site of 7'
    """
    language, count = in_force(), abs(number)
    if language is Language.EN:
        found = one if count == 1 else many
    else:
        found = catalogue(language).ngettext(one, many, count)
    return found.format_map({"n": number} | values)


def marked(sentence: str) -> str:
    """The sentence as it is, for the catalogues to hold: it is looked up, by `_`, when it is used.
    For words that stand in tables of constants.
    """
    return sentence

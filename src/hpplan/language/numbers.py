"""Numbers as the language in force writes them."""

from typing import Final

from hpplan.language.in_force import Language, in_force

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def grouped(number: int) -> str:
    """A whole number in groups of three digits.

    >>> grouped(-2250000)
    '-2,250,000'
    """
    if in_force() is Language.EN:
        return f"{number:,}"
    if abs(number) < 10_000:  # four digits stay together in Norwegian
        return str(number)
    return f"{number:,}".replace(",", _NO_BREAK)


def decimal(number: float, digits: int) -> str:
    """A number with `digits` decimals.

    >>> decimal(99.95, 1)
    '100.0'
    """
    written = f"{number:.{digits}f}"
    return written if in_force() is Language.EN else written.replace(".", ",")

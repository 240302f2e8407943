"""Codes of findings that the user gave on the command line."""

from typing import TYPE_CHECKING

import typer

from hpplan.literal import literal

if TYPE_CHECKING:
    from hpplan.findings import Code


def known_code(word: str) -> "Code":
    """The code of this id or name; another word is wrong usage."""
    from hpplan.codes import CODES, described
    from hpplan.reading.faults import did_you_mean

    if (code := described(word)) is not None:
        return code
    known = [*(code.id for code in CODES), *(code.name for code in CODES)]
    hint = did_you_mean(word, known) or "hpplan rule lists them all"
    raise typer.BadParameter(literal(f"there is no code '{word}'; {hint}"), param_hint="CODE")

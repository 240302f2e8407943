"""Names in a row."""

from collections.abc import Iterable


def enumerated(names: Iterable[str]) -> str:
    """The names with commas between them; with semicolons, where a name has a comma in it.

    >>> enumerated(["Orkland", "Heim, Hitra and Frøya", "Rindal"])
    'Orkland; Heim, Hitra and Frøya; Rindal'
    """
    told = list(names)
    return ("; " if any("," in name for name in told) else ", ").join(told)

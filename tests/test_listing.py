"""Names in a row can be distinguished."""

import pytest

from hpplan.text import enumerated


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([], ""),
        (["Heim"], "Heim"),
        (["Heim", "Hitra"], "Heim, Hitra"),
        (["Heim, Hitra", "Rindal"], "Heim, Hitra; Rindal"),
        (["Rindal", "Heim, Hitra", "Aure"], "Rindal; Heim, Hitra; Aure"),
    ],
)
def test_a_name_with_a_comma_is_set_apart_by_semicolons(names: list[str], shown: str) -> None:
    assert enumerated(names) == shown

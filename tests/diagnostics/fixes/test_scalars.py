"""Flags and whole numbers that are written as text."""

import pytest

from hpplan.diagnostics.fixes.scalars import flag_meant, whole_number_meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yes", "true"),
        ("Ja", "true"),
        ("FALSE", "false"),
        ("nei", "false"),
        ("maybe", None),
        ("", None),
    ],
)
def test_a_flag(written: str, meant: str | None) -> None:
    assert flag_meant(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5880", "5880"),
        ("-3", "-3"),
        ("21 000", "21000"),
        ("1\u00a0234\u202f567", "1234567"),
        ("5880.0", "5880"),
        ("5880.5", None),
        ("21.000,5", None),
        ("21,000", None),
        ("0301", None),
        ("21 00", None),
        ("٢١", None),
        ("many", None),
        ("", None),
    ],
)
def test_a_whole_number(written: str, meant: str | None) -> None:
    assert whole_number_meant(written) == meant


def test_three_decimals_that_could_be_thousands_are_no_number_for_sure() -> None:
    assert whole_number_meant("21.000") is None

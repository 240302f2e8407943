"""Which known word was meant: misspelt, without its marks, or with letters that only look right."""

import pytest

from hpplan.diagnostics.suggestion import did_you_mean, near_miss

KNOWN = ["heim", "hitra", "roros", "herøy", "ålesund", "Møre og Romsdal", "sor-fron", "ki1", "ki2"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hiem", "heim"),
        ("Hitra", "hitra"),
        ("røros", "roros"),
        ("roeros", "roros"),
        ("heroy", "herøy"),
        ("heroey", "herøy"),
        ("alesund", "ålesund"),
        ("aalesund", "ålesund"),
        ("A\u030alesund", "ålesund"),
        ("More og Romsdal", "Møre og Romsdal"),
        ("sør_fron", "sor-fron"),
        ("hеim", "heim"),
        ("hіtra", "hitra"),
        ("ΗΕΙΜ", "heim"),
        ("hi\u200btra", "hitra"),
        ("sor\u00a0fron", "sor-fron"),
    ],
)
def test_the_near_miss_is_found(written: str, meant: str) -> None:
    assert near_miss(written, KNOWN) == meant


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        # One slip comes before what shares more letters.
        ("ntoe", ["on", "note", "source", "known", "note-to-self"], "note"),
        ("namdl", ["namdal", "namdalseid"], "namdal"),
        ("hitrra", ["hitra", "hitterdal"], "hitra"),
        ("fosan", ["fosen", "fosnes"], "fosen"),
        # Any two words of two letters are one slip apart.
        ("xy", ["ab", "cd"], None),
        ("os", ["as"], None),
    ],
)
def test_one_slip_of_the_fingers_is_meant_first(
    written: str, known: list[str], meant: str | None
) -> None:
    assert near_miss(written, known) == meant


def test_among_very_many_words_and_in_very_long_ones_only_slips_are_found() -> None:
    many = [f"site-{n:05}" for n in range(3_000)]
    assert near_miss("ste-01234", many) == "site-01234"
    assert near_miss("s-01234", many) is None
    assert near_miss("s-01234", many[:2_000]) is not None
    assert near_miss("x" * 100, ["x" * 99]) == "x" * 99
    assert near_miss("x" * 101, ["x" * 100]) is None
    assert near_miss("x" * 100, ["x" * 101]) is None


def test_what_is_far_from_all_is_not_guessed() -> None:
    assert near_miss("trondheim-kommune", ["os", "aure"]) is None
    assert did_you_mean("trondheim", []) is None


def test_a_word_that_differs_only_in_look_alikes_comes_before_one_that_is_spelt_alike() -> None:
    assert near_miss("оs", ["is", "os", "ås"]) == "os"


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("hiem", "did you mean 'heim'?"),
        ("røros", "did you mean 'roros'?"),
        (
            "hеim",
            "did you mean 'heim'? The word here has U+0435, CYRILLIC SMALL LETTER IE",
        ),
        ("hi\u200btra", "did you mean 'hitra'? The word here has U+200B, ZERO WIDTH SPACE"),
        ("sor\u00a0fron", "did you mean 'sor-fron'? The word here has U+00A0, NO-BREAK SPACE"),
    ],
)
def test_a_letter_that_only_looks_right_is_named(written: str, hint: str) -> None:
    assert did_you_mean(written, KNOWN) == hint


def test_a_text_that_is_no_name_is_compared_with_none() -> None:
    assert near_miss("heim" * 1_000_000, KNOWN) is None

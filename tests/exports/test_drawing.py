"""Tables and wrapped lines: as wide as the terminal allows, and nothing is cut off."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from hpplan.exports.drawing import Column, fitted, lines, table

COLUMNS = (Column("Wave"), Column("Sites", "right"), Column("Who", wraps=True))
TEXTS = st.text(st.sampled_from("abcø –日本語한👍\u0301[]|\\"), min_size=1)


@settings(deadline=None)
@given(text=TEXTS, width=st.integers(4, 40))
def test_a_sentence_that_is_wrapped_fits_and_loses_no_letter(text: str, width: int) -> None:
    wrapped = lines(text, width, " ")
    assert all(cell_len(line) <= width for line in wrapped.split("\n"))
    assert wrapped.replace("\n", "").replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        ("  Indre Fosen og Ørland", "  Indre Fosen\n    og Ørland"),
        # Letters that take two columns: 2 + 4 + 1 + 6 is 13, and one more is too wide.
        ("  日本 日本語 日本", "  日本 日本語\n    日本"),
        ("  日本 日本語a 日本", "  日本\n    日本語a\n    日本"),
        # A word that no line takes is cut.
        ("  日本語日本語日本", "  日本語日本\n    語日本"),
        ("", ""),
        ("日 \t\x1b", r"日 \t\x1b"),
    ],
)
def test_a_line_is_as_full_as_the_width_allows(text: str, wrapped: str) -> None:
    assert lines(text, 13, "    ") == wrapped


def test_a_table_stands_side_by_side_as_long_as_nothing_is_cut_off() -> None:
    rows = [("Innføring", "12", "Aure, Bjugn, Rauma"), ("KI2", "", "Vega")]
    # 9 and 5 columns, twelve for what wraps, and two gaps: 30.
    assert table(COLUMNS, rows, width=30, colour=False) == (
        "Wave       Sites  Who\n"
        "Innføring     12  Aure, Bjugn,\n"
        "                  Rauma\n"
        "KI2               Vega"
    )
    assert table(COLUMNS, rows, width=29, colour=False) == (
        "Wave Innføring, Sites 12, Who\n  Aure, Bjugn, Rauma\nWave KI2, Who Vega"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Heim", "Heim  "), ("Namsskogan", "Namssk"), ("日本語日", "日本語"), ("a日本語", "a日本 ")],
)
def test_a_name_beside_a_bar_takes_its_columns_and_no_more(name: str, shown: str) -> None:
    assert fitted(name, 6) == shown


@pytest.mark.parametrize(
    "text",
    ["日本  two blanks   three", "  日本 x", "x  日本  y  z and more words to wrap", "日本  "],
)
@pytest.mark.parametrize("width", [8, 12, 80])
def test_wide_letters_are_wrapped_as_others_are(text: str, width: int) -> None:
    narrow = text.replace("日本", "abcd")
    assert lines(text, width).replace("日本", "abcd") == lines(narrow, width)

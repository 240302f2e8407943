"""Tables and wrapped lines: as wide as the terminal allows, and nothing is cut off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from hpplan.views.document import Line, Listed, Terms
from hpplan.views.formats import text
from hpplan.views.formats.drawing import Column, beside, fitted, legend, lines, table

COLUMNS = (Column("Wave"), Column("Sites", "right"), Column("Who", wraps=True))
TEXTS = st.text(st.sampled_from("abcø –日本語한👍\u0301[]|\\"), min_size=1)


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
    # 9 and 5 columns, eighteen for what wraps, and two gaps: 36.
    assert table(COLUMNS, rows, width=36, colour=False) == (
        "Wave       Sites  Who\nInnføring     12  Aure, Bjugn, Rauma\nKI2               Vega"
    )


def test_a_row_that_does_not_fit_is_its_name_and_the_other_cells_beneath() -> None:
    rows = [("Innføring", "12", "Aure, Bjugn, Rauma"), ("KI2", "", "Vega")]
    assert table(COLUMNS, rows, width=20, colour=False) == (
        "Innføring\n  Sites: 12\n  Who: Aure, Bjugn,\n    Rauma\nKI2\n  Who: Vega"
    )


def test_a_cell_keeps_the_thousands_of_a_number_in_one_line() -> None:
    rows = [("KI2", "12", "den største er 16\N{NO-BREAK SPACE}000 flere")]
    assert table(COLUMNS, rows, width=33, colour=False) == (
        "Wave  Sites  Who\nKI2      12  den største er\n             16\N{NO-BREAK SPACE}000 flere"
    )


WRAPPING = (
    Column("Site", most=10),
    Column("", "right"),
    Column("Alone", wraps=True),
    Column("Best", wraps=True),
)
CELLS = st.lists(st.text("abcdefghij-ø", min_size=1, max_size=18), max_size=6).map(" ".join)


@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1), width=st.integers(27, 99))
def test_no_table_breaks_a_word_that_a_line_takes(rows: list[tuple[str, ...]], width: int) -> None:
    drawn = table(WRAPPING, rows, width=width, colour=False)
    assert all(len(line) <= width for line in drawn.split("\n"))
    words = {word for row in rows for cell in row for word in cell.split()}
    assert words <= set(drawn.split())


def test_names_go_on_in_the_next_line_before_the_rows_are_taken_apart() -> None:
    columns = (Column("Site", wraps=True, least=14), Column("Go-live"))
    rows = [("Helse Nord-Trøndelag", "høsten 2024"), ("Averøy", "april 2026")]
    assert table(columns, rows, width=27, colour=False).splitlines() == [
        "Site            Go-live",
        "Helse           høsten 2024",
        "Nord-Trøndelag",
        "Averøy          april 2026",
    ]


def test_columns_that_wrap_share_what_the_others_leave() -> None:
    rows = [("Aure", "1", "fits", "one more site leaves its wave than before, and nobody else")]
    assert table(WRAPPING, rows, width=40, colour=False) == (
        "Site     Alone  Best\n"
        "Aure  1  fits   one more site leaves its\n"
        "                wave than before, and\n"
        "                nobody else"
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


@pytest.mark.parametrize(
    ("text", "width", "drawn"),
    [
        ("A fact", 16, "A fact     a.y:1"),
        ("A fact of 9", 18, "A fact of 9  a.y:1"),
        ("A fact of ten", 18, "A fact of ten\n             a.y:1"),
        ("One\nA fact", 16, "One\nA fact     a.y:1"),
        ("A fact", 200, f"A fact{'a.y:1':>94}"),
        ("A fact", 4, "A fact\na.y:\n1"),
    ],
)
def test_a_place_ends_the_last_line_or_a_line_of_its_own(text: str, width: int, drawn: str) -> None:
    assert beside(text, "a.y:1", width) == drawn


def test_where_little_room_is_left_beside_what_a_line_begins_with_it_goes_on_beneath() -> None:
    happens = Line("18 Jan 2026 to 17 Feb 2026  Preparation starts for r1", hang=28)
    terms = Terms((("hpplan recommend north --data library", "every wave side by side"),))
    shown = text.render((Listed("Next", (happens,)), terms), colour=False, width=40)
    assert shown.splitlines() == [
        "Next:",
        "  18 Jan 2026 to 17 Feb 2026",
        "    Preparation starts for r1",
        "",
        "hpplan recommend north --data library",
        "    every wave side by side",
    ]


@pytest.mark.parametrize("width", range(12, 40))
def test_no_line_ends_between_a_number_and_its_per_cent_sign(width: int) -> None:
    said = "In 80 % of the futures, ±1.5 % of 日本 and 100.0 %"
    shown = lines(said, width)
    assert " ".join(shown.split()) == said
    assert not [line for line in shown.splitlines() if line.strip().startswith("%")]


@pytest.mark.parametrize(
    ("width", "drawn"),
    [
        (80, "░ Run-up  ▓ Extra support  │ 4. juli 2023"),
        (30, "░ Run-up  ▓ Extra support\n  │ 4. juli 2023"),
        (20, "░ Run-up\n  ▓ Extra support\n  │ 4. juli 2023"),
    ],
)
def test_a_legend_has_each_sign_beside_what_it_means(width: int, drawn: str) -> None:
    assert legend(["░ Run-up", "▓ Extra support", "│ 4. juli 2023"], width) == drawn

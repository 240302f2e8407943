"""Text from data is shown literally: nothing in it moves a cursor, hides, or reorders a line."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.text import literal, literal_json, literal_markdown

NORDIC = "æøåÆØÅäöÄÖéèêôüÁáČčĐđŊŋŠšŦŧŽžÂâÏïǤǥǦǧǨǩƷʒǮǯ"
"""The letters of Norwegian, and of South, Lule, North and Skolt Sámi."""

CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
SELECTORS = "".join(
    map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200c\u200d\u200e\u200f\u2028\u2029"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u2800\u3164\ufeff\uffa0"
    f"\U000e0001{SELECTORS}"
)
"""Joiners, fillers, marks of direction and selectors: they take no ink, whatever their category."""

BIDI = {"RLE", "LRE", "RLO", "LRO", "PDF", "LRI", "RLI", "FSI", "PDI"}
TEXT = st.text(st.one_of(st.characters(), st.sampled_from(INVISIBLE + "\x1b\x07\x7f\x9b\r\n\t")))


def unseen(text: str) -> list[str]:
    """The characters of the text that do not show as themselves."""
    return [
        character
        for character in text
        if unicodedata.category(character) in CONTROL
        or unicodedata.bidirectional(character) in BIDI
        or character in INVISIBLE
    ]


@given(TEXT)
def test_nothing_that_is_returned_is_a_control_a_mark_of_direction_or_invisible(text: str) -> None:
    assert unseen(literal(text)) == []


@given(TEXT)
def test_what_shows_as_itself_is_untouched(text: str) -> None:
    shown = "".join(character for character in text if not unseen(character))
    assert literal(shown) == shown


@given(st.text(NORDIC + "abcxyzABCXYZ0123456789 .,:;-–—«»“”'\"()[]{}/\\&%§°…€№"))
def test_norwegian_and_sami_letters_are_untouched(text: str) -> None:
    assert literal(text) == text


@given(TEXT)
def test_what_is_shown_is_shown_the_same_again(text: str) -> None:
    assert literal(literal(text)) == literal(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("Røros – Čáhput", "Røros – Čáhput"),
        ("\x1b[31mrød\x1b[0m", r"\x1b[31mrød\x1b[0m"),
        ("\x1b]8;;http://x\x07y", r"\x1b]8;;http://x\x07y"),
        ("a\rb\nc\td\be", r"a\rb\nc\td\x08e"),
        ("\x7f\x9b", r"\x7f\x9b"),
        ("abc\u202edef\u202c", r"abc\u202edef\u202c"),
        ("\u2066x\u2069", r"\u2066x\u2069"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("soft\u00adhyphen", r"soft\xadhyphen"),
        ("\u3164\u2800\ufe0f", r"\u3164\u2800\ufe0f"),
        ("\U000e0041\U000f0000", r"\U000e0041\U000f0000"),
        ("\ud800", r"\ud800"),
        # A blank that is not the common one is still a blank; a letter of another script a letter.
        ("a\u00a0b\u3000c", "a\u00a0b\u3000c"),
        ("日本 שלום 🚑", "日本 שלום 🚑"),
        # What looks like an escape already is left alone.
        (r"\x1b", r"\x1b"),
    ],
)
def test_a_character_that_does_not_show_is_written_as_an_escape(text: str, shown: str) -> None:
    assert literal(text) == shown


@given(st.recursive(TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)))
def test_json_says_the_same_and_has_no_such_character_but_line_breaks(value: object) -> None:
    shown = literal_json(json.dumps(value, ensure_ascii=False, indent=2))
    assert json.loads(shown) == value
    assert unseen(shown.replace("\n", "")) == []


def test_json_escapes_are_those_of_json() -> None:
    assert literal_json('{\n"æ": "\x7f\u202e\U000e0041"\n}') == (
        '{\n"æ": "\\u007f\\u202e\\udb40\\udc41"\n}'
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("www.evil.example", r"www\.evil.example"),
        ("WWW.evil.example", r"WWW\.evil.example"),
        ("http://x", r"http\://x"),
        ("see ftp://x:21", r"see ftp\://x:21"),
        ("a :tada: b", r"a \:tada: b"),
        ("$x$", r"\$x\$"),
        ("plan.yaml:4: note: that", "plan.yaml:4: note: that"),
        ("awwww.no", "awwww.no"),
    ],
)
def test_markdown_makes_no_link_and_no_picture_of_a_name(text: str, shown: str) -> None:
    assert literal_markdown(text) == shown

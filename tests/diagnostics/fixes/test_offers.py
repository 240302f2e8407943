"""What is offered instead of a value or an item, and what is too uncertain to be offered."""

import pytest

from hpplan.diagnostics.finding import Edit, Fix
from hpplan.diagnostics.fixes.offers import quoted, value_instead, without_item, yaml_instead
from hpplan.diagnostics.fixes.splicing import spliced
from hpplan.diagnostics.place import Place
from hpplan.reading.places import Places
from hpplan.reading.yaml_text import parse
from tests.views.findings.given import Lines


def the(marked: str) -> tuple[Lines, Place]:
    """The lines of a text, and the place between « and »."""
    line = next(n for n, text in enumerate(marked.split("\n"), 1) if "«" in text)
    lines = marked.split("\n")
    start, end = lines[line - 1].index("«"), lines[line - 1].index("»")
    place = Place("f", line, start + 1, line, end)
    return Lines(marked.replace("«", "").replace("»", "").split("\n")), place


def after(marked: str, fix: Fix | None) -> str | None:
    if fix is None:
        return None
    return spliced(marked.replace("«", "").replace("»", ""), fix.edits)


@pytest.mark.parametrize(
    ("marked", "instead", "becomes"),
    [
        ("wave: «W9»", "W1", "wave: W1"),
        ("[a, «W9», b]", "W1", "[a, W1, b]"),
        ('wave: «"W9"»', "W1", 'wave: "W1"'),
        ("wave: «'W9'»", "O'Hara", "wave: 'O''Hara'"),
        ("wave: «W9»", "a: b", "wave: 'a: b'"),
        ("wave: «W9»", "no", "wave: 'no'"),
        ("wave: «W9»", "2024", "wave: '2024'"),
        ("wave: «W9»", "a\u202eb", 'wave: "a\\u202eb"'),
        ("wave: «W9»", "St. Olavs", "wave: St. Olavs"),
        ("wave: «&anchor W9»", "W1", None),
        ('wave: «"\\x579"»', "W1", None),
        ("wave: «!!str W9»", "W1", None),
    ],
)
def test_a_value_is_written_as_the_one_that_stood_there(
    marked: str, instead: str, becomes: str | None
) -> None:
    lines, place = the(marked)
    fix = value_instead(lines, place, "W9", instead)
    assert after(marked, fix) == becomes
    assert fix is None or not fix.safe


def test_yaml_that_can_only_have_been_meant_takes_the_place_of_quotes_too() -> None:
    lines, place = the('on: «"27.04.2024"»')
    fix = yaml_instead(lines, place, "27.04.2024", "2024-04-27")
    assert fix == Fix((Edit(place, "2024-04-27"),), safe=True)


def test_nothing_is_offered_without_a_place_or_over_several_lines() -> None:
    assert value_instead(Lines(["W9"]), None, "W9", "W1") is None
    assert value_instead(Lines(["W9"]), Place("f", 1, 1, 2, 3), "W9", "W1") is None


@pytest.mark.parametrize(
    ("marked", "becomes"),
    [
        ("number: «5055»", 'number: "5055"'),
        ("number: «0301»", 'number: "0301"'),
        ('number: «"5055"»', None),
        ("number: «&n 5055»", None),
        ("number: «٥٠»", None),
    ],
)
def test_digits_are_put_in_quotes(marked: str, becomes: str | None) -> None:
    lines, place = the(marked)
    assert after(marked, quoted(lines, place)) == becomes


LISTS = {
    "[a, b, a]": "[a, b]",
    "[a, b  ,  a , c]": "[a, b , c]",
    "- a\n- b\n- a\n- c\n": "- a\n- b\n- c\n",
    "- a\n- b\n- a": "- a\n- b\n",
    "- a\n- b # why\n- a\r\n- c\n": "- a\n- b # why\n- c\n",
    "  -   a\n  -   a\n": "  -   a\n",
    "- a\n- b\n- a # first of all\n": None,
    "- a\n- b\n\n- a\n": None,
    "[a,\n b,\n a]": None,
    "[a, b, # why\n a]": None,
    "- a\n- b\n- - x\n- a\n": "- a\n- b\n- - x\n",
}


@pytest.mark.parametrize("text", LISTS)
def test_an_item_is_taken_out_with_its_comma_or_its_line(text: str) -> None:
    places = Places()
    value, _ = parse(text, "f", places)
    assert isinstance(value, list)
    again = value.index("a", 1)
    fix = without_item(places, places.inside(0, again - 1), places.inside(0, again))
    assert (None if fix is None else spliced(text, fix.edits)) == LISTS[text]

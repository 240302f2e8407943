"""Pictures as SVG: well-formed, with nothing raw in them, in a page and as a file of their own."""

import re
from xml.etree import ElementTree as ET

import pytest

from hpplan.views.pictures.measuring import fitted, width, wrapped
from hpplan.views.pictures.palette import PAGE, WavePalette, paints
from hpplan.views.pictures.svg import (
    LETTERINGS,
    Svg,
    element,
    group,
    number,
    rect,
    striped,
    stylesheet,
    words,
)

HOSTILE = [
    "<script>alert(1)</script>",
    "\"quoted\" & 'quoted'",
    "]]>",
    "=1+1",
    "two\nlines\tand a tab",
    "\u202eright to left",
    "\x1b[31mred",
    "\ufffe\ud800",
]
NAME = "{http://www.w3.org/2000/svg}"


def picture(text: str = "Røros", name: str = "sample") -> Svg:
    shapes = (
        group([rect(0, 0, 10, 5, "f-wave-2")], title=text, site="roros", wave=text),
        rect(0, 0, 10, 5, "", fill=striped(name)),
        words(0, 20, text),
    )
    waves = WavePalette(("W1", "W2", "W3"))
    return Svg(name, text, text, 200, 100, shapes, waves, lead=text, source=text)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_the_data_is_only_text(text: str) -> None:
    for drawn in (picture(text).inline(), picture(text).document()):
        assert drawn.isprintable() or set(drawn) - {"\n"} == {c for c in drawn if c.isprintable()}
        root = ET.fromstring(drawn.partition("?>\n")[2] or drawn)
        names = {found.tag.removeprefix(NAME) for found in root.iter()}
        assert names <= {
            "svg", "title", "desc", "style", "defs", "pattern", "rect", "g", "text",
        }  # fmt: skip
        assert not any(key.startswith("on") for found in root.iter() for key in found.attrib)


def test_text_is_shown_as_it_is() -> None:
    root = ET.fromstring(picture("Sør & <Nord>").inline())
    assert [found.text for found in root.iter("text")] == ["Sør & <Nord>"]
    assert [found.text for found in root.iter("title")] == ["Sør & <Nord>"] * 2


def test_a_picture_says_what_it_is_to_who_does_not_see_it() -> None:
    root = ET.fromstring(picture("Røros").document().partition("?>\n")[2])
    labels = root.attrib["aria-labelledby"].split()
    assert (root.attrib["role"], labels) == ("img", ["sample-title", "sample-desc"])
    assert [(found.tag.removeprefix(NAME), found.attrib["id"]) for found in root[:2]] == [
        ("title", "sample-title"),
        ("desc", "sample-desc"),
    ]


def test_whose_a_shape_is_stands_with_it() -> None:
    root = ET.fromstring(picture("W2").inline())
    shapes = [found.attrib for found in root.iter("g")]
    assert shapes == [{"data-site": "roros", "data-wave": "W2"}]


def test_a_file_has_its_colours_in_it_and_asks_for_nothing() -> None:
    drawn = picture().document()
    tone = paints(3)["wave-2"]
    assert f".picture .f-wave-2{{fill:{tone.light}}}" in drawn
    dark = drawn.partition("@media screen and (prefers-color-scheme: dark)")[2]
    assert f".picture .f-wave-2{{fill:{tone.dark}}}" in dark
    assert f".picture .f-page{{fill:{PAGE.dark}}}" in dark
    assert "var(" not in drawn
    assert "f-wave-1" not in drawn  # no rule that nothing has use for
    assert re.findall(r"(?:https?:|@import|url\((?!#))[^\"']*", drawn) == [
        "http://www.w3.org/2000/svg"
    ]


def test_a_page_has_every_colour_as_a_variable_in_light_and_dark() -> None:
    rules = stylesheet(3, [picture()])
    defined, used = (set(re.findall(p, rules)) for p in (r"--([\w-]+):", r"var\(--([\w-]+)\)"))
    assert defined == set(paints(3))
    assert {"wave-2", "page"} <= used < defined  # no rule that nothing has use for
    assert rules.count("--wave-3:") == 2
    assert "style=" not in picture().inline()  # which a strict policy would refuse


def test_every_class_of_a_picture_has_its_rule() -> None:
    used = set(re.findall(r'class="([^"]*)"', picture().inline())) - {"picture sample"}
    rules = stylesheet(3, [picture()])
    assert [name for names in used for name in names.split() if f".{name}{{" not in rules] == []


def test_ids_are_those_of_the_picture() -> None:
    ids = re.findall(r' id="([^"]*)"', picture(name="other").inline())
    assert ids == ["other-title", "other-desc", "other-stripes"]


def test_numbers_are_short() -> None:
    assert [number(n) for n in (1, 1.25, -0.04, 1 / 3, 100.0)] == ["1", "1.2", "0", "0.3", "100"]


def test_an_element_without_a_value_for_an_attribute_does_not_have_it() -> None:
    assert str(element("g", "a", cls="", data_site=None, x=1)) == '<g x="1">a</g>'


def test_long_text_is_broken_at_blanks_and_cut() -> None:
    room = 100
    broken = wrapped("Namsos - Nåavmesjenjaelmie", room, 12)
    assert broken == ("Namsos -", "Nåavmesjenj…")
    assert max(width(part, 12) for part in broken) <= room
    assert wrapped("Os", room, 12) == ("Os",)
    assert fitted("Os", room, 12) == "Os"
    assert fitted("Os", 1, 12) == "…"
    assert wrapped("one two three four", 60, 12) == ("one two", "three f…")
    assert wrapped("one two three four", 60, 12, most=3) == ("one two", "three", "four")


def test_text_is_as_wide_as_what_is_shown_of_it() -> None:
    assert width("\x1b", 10) == width("\\x1b", 10)
    assert width("a\u0301", 10) == width("a", 10)
    assert width("漢", 10) > width("M", 10)
    assert width("Os", 10, bold=True) > width("Os", 10)
    assert LETTERINGS["body"].wide("Os") == width("Os", 12)

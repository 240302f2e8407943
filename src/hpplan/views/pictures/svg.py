"""Pictures as SVG: elements in which all data is escaped, and the picture itself, as a part of a
page or as a file of its own.

A shape has no colour, only the name of one: `f-wave-3` fills with it and `s-wave-3` strokes with
it. In a page these are variables, which follow its dark mode; a file has the colours themselves,
and those of the dark mode beside them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from types import MappingProxyType
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from hpplan.language import in_force
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.views.pictures.measuring import width as wide
from hpplan.views.pictures.measuring import wrapped
from hpplan.views.pictures.palette import Tone, WavePalette, paints

NAMESPACE: Final = "http://www.w3.org/2000/svg"
FONTS: Final = "system-ui, sans-serif"
MARGIN: Final = 20
"""The margin of a picture in a file of its own."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """The size of text, and whether it is bold."""

    size: int
    bold: bool = False

    def wide(self, text: str) -> float:
        return wide(text, self.size, bold=self.bold)

    def wrapped(self, text: str, room: float, most: int = 2) -> tuple[str, ...]:
        return wrapped(text, room, self.size, bold=self.bold, most=most)


LETTERINGS: Final[Mapping[str, Lettering]] = MappingProxyType(
    {
        "title": Lettering(18, bold=True),
        "lead": Lettering(13),
        "head": Lettering(13, bold=True),
        "body": Lettering(12),
        "strong": Lettering(12, bold=True),
        "note": Lettering(11),
    }
)
_DRAWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "thin": "fill:none;stroke-width:1px",
        "fine": "fill:none;stroke-width:1.5px",
        "thick": "fill:none;stroke-width:3px",
        "dashed": "stroke-dasharray:4 3",
        "dotted": "stroke-dasharray:1.5 3",
        "round": "stroke-linecap:round;stroke-linejoin:round",
    }
)
"""The styles of lines, by class."""


# --- elements --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Element:
    """An element of SVG: its attributes as text, and its children."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: "Sequence[Element | str]" = ()

    def __str__(self) -> str:
        return "".join(self.written())

    def written(self) -> Iterator[str]:
        """Its children as XML, in which text of the data is only text."""
        named = "".join(f" {key}={_quoted(value)}" for key, value in self.attributes.items())
        if not self.children:
            yield f"<{self.name}{named}/>"
            return
        yield f"<{self.name}{named}>"
        for child in self.children:
            if isinstance(child, str):
                yield escape(literal(child))
            else:
                yield from child.written()
                yield "\n" if self.name in {"g", "svg"} else ""
        yield f"</{self.name}>"

    def classes(self) -> Iterator[str]:
        """The classes of the element and of all its descendants."""
        yield from self.attributes.get("class", "").split()
        for child in self.children:
            if isinstance(child, Element):
                yield from child.classes()


def _quoted(value: str) -> str:
    return quoteattr(literal(value))


def number(value: float) -> str:
    """A coordinate, rounded to tenths."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(
    name: str, *children: Element | str, cls: str = "", **attributes: str | float | None
) -> Element:
    """An element; `_` in the names of attributes becomes `-`, and those without a value are left
    out.
    """
    stated = {"class": cls or None, **attributes}
    return Element(
        name,
        {
            key.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
            for key, value in stated.items()
            if value is not None
        },
        children,
    )


def group(
    shapes: Iterable[Element],
    *,
    title: str | None = None,
    site: str | None = None,
    wave: str | None = None,
    cls: str = "",
    opacity: str | None = None,
) -> Element:
    """Shapes that form one thing, with its description, and its subject."""
    titled = [] if title is None else [element("title", title)]
    return element("g", *titled, *shapes, cls=cls, data_site=site, data_wave=wave, opacity=opacity)


def rect(
    x: float, y: float, width: float, height: float, cls: str, **attributes: str | float | None
) -> Element:
    size = {"width": max(width, 0), "height": max(height, 0)}
    return element("rect", cls=cls, x=x, y=y, **size, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, cls: str) -> Element:
    return element("line", cls=cls, x1=x1, y1=y1, x2=x2, y2=y2)


def path(points: Iterable[tuple[float, float]], cls: str, *, closed: bool = False) -> Element:
    """A line from point to point, or the area in it."""
    drawn = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", cls=cls, d=f"M{drawn}{'Z' if closed else ''}")


def words(
    x: float,
    y: float,
    text: str,
    lettering: str = "body",
    *,
    paint: str = "ink",
    anchor: str | None = None,
) -> Element:
    """Text on a line at this height: starting here, or ending here (`end`), or centred (`middle`);
    in ink, unless another paint is named.
    """
    painted = "" if paint == "ink" else f" f-{paint}"
    return element("text", text, cls=f"t-{lettering}{painted}", x=x, y=y, text_anchor=anchor)


# --- the picture -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Svg:
    """A picture: its title, its description in words, and its shapes. `name` makes its ids unique
    in a page with several pictures.
    """

    name: str
    title: str
    desc: str
    width: float
    height: float
    shapes: tuple[Element, ...] = field(repr=False)
    waves: WavePalette = field(repr=False)
    lead: str = ""
    """A line beneath the title of the file: what to notice, or how to read it."""
    source: str = ""
    """The owner of the data, at the end of the file."""

    def inline(self) -> str:
        """An element for a page of HTML that has the `stylesheet`."""
        return str(
            element(
                "svg",
                *self._described(),
                *self._definitions,
                *self.shapes,
                cls=f"picture {self.name}",
                role="img",
                aria_labelledby=f"{self.name}-title {self.name}-desc",
                viewBox=f"0 0 {number(self.width)} {number(self.height)}",
                width=self.width,
                height=self.height,
            )
        )

    def document(self) -> str:
        """A file of its own, with its title above the picture; the same picture, the same bytes."""
        heading, top = self._heading()
        width, height = self.width + 2 * MARGIN, top + self.height + MARGIN
        beneath = []
        if self.source:
            height += 14
            note = LETTERINGS["note"].wrapped(self.source, self.width, 1)[0]
            beneath = [words(MARGIN, height - 12, note, "note", paint="muted")]
        moved = element("g", *self.shapes, transform=f"translate({MARGIN} {number(top)})")
        content = [rect(0, 0, width, height, "f-page"), *heading, moved, *beneath]
        drawn = element(
            "svg",
            *self._described(),
            element("style", self._style((*self._definitions, *content))),
            *self._definitions,
            *content,
            cls="picture",
            xmlns=NAMESPACE,
            **{"xml:lang": str(in_force())},
            role="img",
            aria_labelledby=f"{self.name}-title {self.name}-desc",
            viewBox=f"0 0 {number(width)} {number(height)}",
            width=width,
            height=height,
        )
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'

    def classes(self) -> Iterator[str]:
        """The classes of all its elements."""
        for shape in (*self._definitions, *self.shapes):
            yield from shape.classes()

    def _described(self) -> tuple[Element, Element]:
        return (
            element("title", self.title, id=f"{self.name}-title"),
            element("desc", self.desc, id=f"{self.name}-desc"),
        )

    def _heading(self) -> tuple[list[Element], float]:
        """The lines above the picture, and the position of the picture beneath them."""
        drawn, top = list[Element](), float(MARGIN)
        for lettering, text in (("title", self.title), ("lead", self.lead)):
            letters = LETTERINGS[lettering]
            for row in letters.wrapped(text, self.width, 3) if text else ():
                top += letters.size * 1.3
                paint = "ink" if lettering == "title" else "muted"
                drawn.append(words(MARGIN, top - 3, row, lettering, paint=paint))
        return drawn, top + 14

    @cached_property
    def _definitions(self) -> tuple[Element, ...]:
        """The stripes, where any shape has them."""
        if not any(striped(self.name) in str(shape) for shape in self.shapes):
            return ()
        stripe = rect(0, 0, 2, 6, "f-page", fill_opacity="0.7")
        pattern = element(
            "pattern",
            stripe,
            id=f"{self.name}-stripes",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        )
        return (element("defs", pattern),)

    def _style(self, content: Iterable[Element]) -> str:
        """The rules of the classes in use, with colours instead of their names."""
        used = {name for shape in content for name in shape.classes()}
        rules = [rule for name, rule in _rules(len(self.waves.waves)) if not name or name in used]
        tones = paints(len(self.waves.waves))
        coloured = [rule for rule in rules if "var(" in rule]
        dark = "".join(_resolved(rule, tones, dark=True) for rule in coloured)
        light = "".join(_resolved(rule, tones, dark=False) for rule in rules)
        return f"{light}@media screen and (prefers-color-scheme: dark){{{dark}}}"


def striped(name: str) -> str:
    """The fill of a striped shape in the picture of this name on the page."""
    return f"url(#{name}-stripes)"


def stylesheet(number_of_waves: int, pictures: Iterable[Svg]) -> str:
    """What a page needs once for its pictures: the colours as variables, in light and dark, and the
    rules of the classes in use. On paper the light ones count.
    """
    used = {name for picture in pictures for name in picture.classes()}
    tones = paints(number_of_waves)
    light = ";".join(f"--{name}:{tone.light}" for name, tone in tones.items())
    dark = ";".join(f"--{name}:{tone.dark}" for name, tone in tones.items())
    rules = "".join(rule for name, rule in _rules(number_of_waves) if not name or name in used)
    screen = "@media screen and (prefers-color-scheme: dark)"
    return f":root{{{light}}}{screen}{{:root{{{dark}}}}}{rules}"


def _rules(number_of_waves: int) -> Iterator[tuple[str, str]]:
    """Each class with its rule; the rule of the picture itself is not included."""
    yield "", f".picture{{font-family:{FONTS};print-color-adjust:exact}}"
    yield "", ".picture text{unicode-bidi:isolate;fill:var(--ink)}"
    for name, letters in LETTERINGS.items():
        bold = ";font-weight:600" if letters.bold else ""
        yield f"t-{name}", f".picture .t-{name}{{font-size:{letters.size}px{bold}}}"
    for name, drawn in _DRAWN.items():
        yield name, f".picture .{name}{{{drawn}}}"
    for name in paints(number_of_waves):
        yield f"f-{name}", f".picture .f-{name}{{fill:var(--{name})}}"
        yield f"s-{name}", f".picture .s-{name}{{stroke:var(--{name})}}"


_VARIABLE: Final = re.compile(r"var\(--([\w-]+)\)")


def _resolved(rule: str, tones: Mapping[str, Tone], *, dark: bool) -> str:
    def colour(found: re.Match[str]) -> str:
        tone = tones[found[1]]
        return tone.dark if dark else tone.light

    return _VARIABLE.sub(colour, rule)

"""Where the texts of a picture are, so that a test can see whether they can be read."""

from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from hpplan.views.pictures.svg import LETTERINGS, Svg


@dataclass(frozen=True)
class Box:
    """The room that a text takes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def shapes(picture: Svg) -> ET.Element:
    """The picture as a reader of XML has it."""
    return ET.fromstring(picture.inline())


def boxes(picture: Svg) -> list[Box]:
    """The room of each text, by the letters that are as wide as any font's."""
    found = []
    for shown in shapes(picture).iter("text"):
        style = next(c for c in shown.attrib["class"].split() if c.startswith("t-"))
        letters = LETTERINGS[style.removeprefix("t-")]
        x, y, text = float(shown.attrib["x"]), float(shown.attrib["y"]), shown.text or ""
        wide = letters.wide(text)
        left = (
            x
            - {"start": 0.0, "middle": 0.5, "end": 1.0}[shown.attrib.get("text-anchor", "start")]
            * wide
        )
        found.append(Box(text, left, y - 0.75 * letters.size, left + wide, y + 0.15 * letters.size))
    return found


def unreadable(picture: Svg) -> list[tuple[str, ...]]:
    """The texts that lie over each other, and those that the picture's edge cuts."""
    found = boxes(picture)
    over = [(a.text, b.text) for a, b in combinations(found, 2) if a.meets(b)]
    cut: list[tuple[str, ...]] = [
        (box.text,)
        for box in found
        if box.left < -0.1
        or box.right > picture.width + 0.1
        or box.top < -15
        or box.bottom > picture.height + 0.1
    ]
    return over + cut

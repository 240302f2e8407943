"""The colours of waves, statuses, gates and findings, on a light page and on a dark one.

They are one set over all formats. Waves are ordered, and so are their colours: the first contrasts
most with the page, and each later one less, so that readers who confuse hues see the order by
lightness. A colour is never alone: the id of the wave, or the mark of the status, goes with it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from hpplan.diagnostics.finding import Severity
from hpplan.domain.gates import GateState
from hpplan.domain.status import Status
from hpplan.values import dataclass

TEXT_CONTRAST: Final = 4.5
"""The contrast that WCAG requires of text against its background."""
SHAPE_CONTRAST: Final = 3.0
"""The contrast that WCAG requires of a shape against the page."""

BLACK: Final = "#000000"
WHITE: Final = "#ffffff"

_Lab = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour on a light page, and the same on a dark one, as `#rrggbb`."""

    light: str
    dark: str

    @property
    def text(self) -> "Tone":
        """The colour of text on it."""
        return Tone(_text_on(self.light), _text_on(self.dark))


PAGE: Final = Tone("#ffffff", "#14171a")
INK: Final = Tone("#1c2126", "#e9ebee")
MUTED: Final = Tone("#5a636c", "#a4adb6")
LINE: Final = Tone("#dfe3e7", "#31373d")
"""The colour of grid lines, which need not be seen to read the picture."""
ACCENT: Final = Tone("#b3261e", "#ff9d92")
"""The colour of the as-of date, and of anything beyond a maximum."""

_LIVE: Final = Tone("#0b4f5c", "#8fd8e2")
_DECIDED: Final = Tone("#2f7f8e", "#58a9b6")
_PLANNED: Final = Tone("#7a8794", "#8a96a2")
_UNDECIDED: Final = Tone("#9a6a00", "#d9a941")
_LEAVES: Final = Tone("#a3382b", "#e58d80")
_JOINED: Final = Tone("#6b5a8e", "#a896cc")
_NOTHING: Final = Tone("#6c757e", "#959ea7")

STATUSES: Final[Mapping[Status, Tone]] = MappingProxyType(
    {
        Status.LIVE: _LIVE,
        Status.DECIDED: _DECIDED,
        Status.PLANNED: _PLANNED,
        Status.CANDIDATE: _PLANNED,
        Status.UNDECIDED: _UNDECIDED,
        Status.DECLINED: _LEAVES,
        Status.WITHDRAWN: _LEAVES,
        Status.AGREEMENT: _JOINED,
        Status.JOINED: _JOINED,
        Status.PREPROJECT: _JOINED,
        Status.OPTION: _JOINED,
        Status.NONE: _NOTHING,
    }
)
GATES: Final[Mapping[GateState, Tone]] = MappingProxyType(
    {
        GateState.PASSED: Tone("#1d7044", "#63c08f"),
        GateState.FAILED: Tone("#b3261e", "#ff9d92"),
        GateState.OVERDUE: Tone("#a04a00", "#f0a060"),
        GateState.DUE: Tone("#8a6d00", "#d9b441"),
        GateState.AHEAD: _NOTHING,
    }
)
SEVERITIES: Final[Mapping[Severity, Tone]] = MappingProxyType(
    {
        Severity.ERROR: Tone("#b3261e", "#ff9d92"),
        Severity.WARNING: Tone("#8a6d00", "#d9b441"),
        Severity.INFO: Tone("#2f6db3", "#84b4ea"),
    }
)

# From the first wave to the last: what stands out most first. Each is checked against its page.
_LIGHT: Final = ("#1e2a66", "#22528f", "#1f7487", "#2f8a5f", "#7a8a1e", "#c8811a")
_DARK: Final = ("#dbe2ff", "#a3c8f4", "#73c0c4", "#6fae79", "#a39a45", "#b5732a")


@cache
def waves(number: int) -> tuple[Tone, ...]:
    """The colours of a number of waves, in their order."""
    light, dark = (tuple(_spread(stops, number)) for stops in (_LIGHT, _DARK))
    return tuple(Tone(*pair) for pair in zip(light, dark, strict=True))


@dataclass(frozen=True, slots=True)
class WavePalette:
    """The colours of a programme's waves: each keeps its own in every picture of the programme."""

    waves: tuple[str, ...]
    """The ids of the waves, in their order."""

    def paint(self, wave: str) -> str:
        """The name of the wave's colour among the `paints`."""
        return f"wave-{self.waves.index(wave) + 1}"

    def tone(self, wave: str) -> Tone:
        return waves(len(self.waves))[self.waves.index(wave)]


def paints(number: int) -> dict[str, Tone]:
    """Every colour by its name, with those of a number of waves; `on-…` is that of text on it."""
    filled = {f"wave-{at}": tone for at, tone in enumerate(waves(number), 1)}
    filled |= {f"status-{status}": tone for status, tone in STATUSES.items()}
    filled |= {f"gate-{state}": tone for state, tone in GATES.items()}
    filled |= {f"severity-{severity}": tone for severity, tone in SEVERITIES.items()}
    plain = {"page": PAGE, "ink": INK, "muted": MUTED, "line": LINE, "accent": ACCENT}
    return plain | filled | {f"on-{name}": tone.text for name, tone in filled.items()}


def _spread(stops: tuple[str, ...], number: int) -> Iterator[str]:
    """A number of colours along the stops, perceptually evenly spaced."""
    for at in range(number):
        along = at * (len(stops) - 1) / max(1, number - 1)
        before = min(int(along), len(stops) - 2)
        yield mixed(stops[before], stops[before + 1], along - before)


def mixed(one: str, other: str, share: float) -> str:
    """The perceptual mixture of the two colours with this share of the other one."""
    ends = zip(_lab(one), _lab(other), strict=True)
    lightness, a, b = (low + (high - low) * share for low, high in ends)
    return _from_lab((lightness, a, b))


def covered(under: str, over: str, opacity: float) -> str:
    """The visible colour where a partly transparent one covers another."""
    pairs = zip(_channels(under), _channels(over), strict=True)
    return _hex(*(low + (high - low) * opacity for low, high in pairs))


def contrast(one: str, other: str) -> float:
    """How much two colours stand out from each other, from 1 to 21, as WCAG 2.1 defines it.

    >>> contrast("#000000", "#ffffff"), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _text_on(colour: str) -> str:
    return max((WHITE, BLACK), key=lambda text: contrast(text, colour))


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(*channels: float) -> str:
    return "#" + "".join(f"{round(255 * min(max(channel, 0), 1)):02x}" for channel in channels)


def _linear(channel: float) -> float:
    bright: float = ((channel + 0.055) / 1.055) ** 2.4
    return channel / 12.92 if channel <= 0.04045 else bright


def _gamma(light: float) -> float:
    bright: float = 1.055 * max(light, 0.0) ** (1 / 2.4) - 0.055
    return 12.92 * light if light <= 0.0031308 else bright


def _lab(colour: str) -> _Lab:
    """The colour in Oklab (Björn Ottosson, 2020), in which equal steps look equal."""
    red, green, blue = map(_linear, _channels(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_lab(colour: _Lab) -> str:
    lightness, a, b = colour
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return _hex(
        _gamma(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )

"""A page as HTML: a single file that loads nothing, and says so in its policy."""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import groupby
from json import dumps
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hpplan.language import _
from hpplan.text import literal, literal_json
from hpplan.views.document import Line
from hpplan.views.pictures.svg import Svg, stylesheet
from hpplan.views.report.blocks import Page

PACKAGE: Final = "hpplan.views.report"
_FOR_SCRIPT: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
_AS_ESCAPES: Final = str.maketrans({**_FOR_SCRIPT, "\u2028": "\\u2028", "\u2029": "\\u2029"})


def render(page: Page) -> str:
    """The page. Everything except its own structure is escaped."""
    style, run = _resource("style.css") + stylesheet(len(page.waves), page.pictures()), ""
    style += _chips(len(page.waves))
    if page.script is not None:
        style, run = style + _resource("script.css"), _in_short(_resource("script.js"))
    style = _without_unused(style)
    template = _environment(page.names).get_template("page.html.jinja")
    return template.render(
        page=page,
        words={"skip": _("Skip to the report"), "contents": _("Contents")},
        policy=Markup(policy(style, run)),  # noqa: S704  # ours
        style=Markup(style),  # noqa: S704  # ours
        script=Markup(run),  # noqa: S704  # ours
    )


def policy(style: str, script: str) -> str:
    """The content security policy: the page may only show itself, with this style and
    this script.
    """
    run = f"'{_digest(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src {run}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


_VARIABLE: Final = re.compile(r"var\(--([\w-]+)")
_DEFINED: Final = re.compile(r"(?<=[{;])--([\w-]+):#\w+;?")


def _without_unused(style: str) -> str:
    """The style without unused colours."""
    used = {found[1] for found in _VARIABLE.finditer(style)}
    return _DEFINED.sub(lambda found: found[0] if found[1] in used else "", style)


def _chips(number_of_waves: int) -> str:
    """The colours of waves in text, and all of them along the top."""
    numbers = range(1, number_of_waves + 1)
    chips = (f".w{n}{{background:var(--wave-{n});color:var(--on-wave-{n})}}" for n in numbers)
    if not number_of_waves:
        return ""
    stripe = ",".join(f"var(--wave-{n})" for n in numbers)
    first = f"var(--wave-1),{stripe}"  # a gradient has two colours or more
    return f"{''.join(chips)}header::before{{background:linear-gradient(90deg,{first})}}"


def _digest(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _resource(name: str) -> str:
    return files(PACKAGE).joinpath("templates", name).read_text("utf-8")


def _in_short(script: str) -> str:
    """The script without indentation and comments, each of which is on a line of its own."""
    lines = map(str.strip, script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _environment(names: Iterable[str]) -> Environment:
    known = _NamesApart(names)
    made = Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=known.shown,
    )
    made.filters["plain"] = plain
    made.filters["address"] = _address
    made.filters["picture"] = _picture
    made.filters["json"] = _json
    made.filters["items"] = _items
    made.filters["kind"] = lambda block: type(block).__name__
    return made


def plain(text: str) -> Markup:
    """The text alone, for a title or an attribute, where no markup is possible."""
    return Markup(escape(literal(text)))  # noqa: S704  # escaped here


def _address(file: str) -> Markup:
    """The address of a file in the same folder."""
    return Markup(escape(quote(f"./{file}")))  # noqa: S704  # escaped here


class _NamesApart:
    """The names of a programme, isolated within sentences: a name written from right to left does
    not reorder the text around it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        shown = {escape(literal(name)) for name in names if name.strip()}
        longest_first = sorted(shown, key=lambda name: (-len(name), name))
        pattern = "|".join(map(re.escape, longest_first))
        self._pattern = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)") if shown else None

    def shown(self, value: object) -> object:
        """A value in a template: text with every name isolated, everything else unchanged."""
        if isinstance(value, Markup) or not isinstance(value, str):
            return value
        text = escape(literal(value))
        if self._pattern is not None:
            text = self._pattern.sub(r"<bdi>\g<0></bdi>", text)
        return Markup(text)  # noqa: S704  # escaped above


def _picture(svg: Svg) -> Markup:
    """A picture, which escapes its own content."""
    return Markup(svg.inline())  # noqa: S704  # escaped by its elements


def _json(value: object) -> Markup:
    """Data for a script, in which nothing ends its element."""
    text = literal_json(dumps(value, ensure_ascii=False, separators=(",", ":")))
    return Markup(text.translate(_AS_ESCAPES))  # noqa: S704  # has no markup any more


def _items(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines of each item of a list."""
    numbers, number = list[tuple[int, Line]](), -1
    for line in lines:
        number += not line.goes_on or number < 0
        numbers.append((number, line))
    return [[line for _, line in of] for _, of in groupby(numbers, key=lambda each: each[0])]

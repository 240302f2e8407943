"""Inputs that nobody means to write: bytes, lines, values and structures gone wrong, by kind."""

import json
import math
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from hpplan.reading.directory import SECTIONS
from hpplan.reading.places import Places
from hpplan.reading.yaml_text import parse

HERE: Final = Path(__file__).parent
SEED: Final = HERE / "seeds" / "every_kind.yaml"
REAL: Final = HERE.parent / "data"

TERMINAL: Final = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b2J",
    "a\nb",
    "a\r\nb",
    "a\rb",
    "a\x85b",
    "a\u2028b\u2029c",
    "\u202egnp.exe",
    "\u2066isolate\u2069",
    "zero\u200bwidth\u200d\ufeff",
    "\x00\x07\x08\x7f",
    "[red]x[/red]",
    "[link=https://example.org]x[/link]",
    ":smile:",
    "=cmd()",
    "<script>alert(1)</script>",
    "::error file=a::b%0Ac",
    "| a | b |",
    "`code` **bold**",
    "\U000e0041\ufe0f\u3164",
    "%s {0} {name} \\N{BULLET}",
    "]]>&lt;",
    "e\u0301" * 40,
    "语" * 90,
)
"""Text that does something where it is printed as it is."""

ODD: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 10**18, 10**400, -(10**400)),
    *(0.0, -0.0, 0.5, 1e308, 1e-320, math.inf, -math.inf, math.nan),
    *("", " ", "-", "~", "null", "all", "ALL", "sites", "none", "yes", "NO", "@", "<<", "*a", "&a"),
    *("0", "00", "0301", "0x1F", "1_000", "1:30", "1e5", ".5", "+1", "1" * 5000),
    "\N{DEVANAGARI DIGIT ONE}",
    *("0000", "0001", "9999", "10000", "99999", "-2024", "0000-01-01", "0001-01-01", "9999-12-31"),
    *("2024-02-30", "2023-02-29", "2024-13", "2024-00", "2024-Q5", "2024-H3", "2024-Autumn"),
    *("9999-winter", "2024-winter", "2024-04-27T25:00", "2024-04-27T22:00", " 2024-04-27 "),
    *("99999m", "-99999m", "99999w", "0d", "12 m", "1y", "+3w", "m", "100000d"),
    *([], {}, [[]], [None], {"": None}, {"a": {"a": {"a": {}}}}, [1, [2, [3]]], {"waves": 0}),
    *({"waves": -1}, {"months": 99999}, {"days": 10**9}, {"at_most": {"waves": 0}}),
    {"weeks": True},
    *({"kind": "municipality", "status": "live"}, {"region": []}, {"trust": "north"}, {"kind": []}),
    *("x" * 3000, "ø" * 200, "\ud800", *TERMINAL),
)
"""Values that are no mistake of the fingers."""

TOKENS: Final = (
    *(": ", "- ", "? ", "{", "}", "[", "]", ", ", "\n", "\n  ", "\n    ", "\t", " ", "#", " #"),
    *("&a ", "*a", "!", "!!str ", "!!int ", "!<x> ", "|", ">", "|2-", "'", '"', "%YAML 1.2\n"),
    *("%TAG ! x\n", "---\n", "...\n", "@", "`", "<<: ", "\\x1b", "\\u0000", "\ufeff", "\x85", "\r"),
    *("\x00", "\u2028", "0", "-1", "2024-04-27", "null", "true", "~", "all", ".inf", "1e999"),
)
WORDS: Final = (
    *("id", "name", "kind", "claims", "says", "wave", "waves", "go_live", "source", "sources"),
    *("municipalities", "trusts", "sites", "regions", "rules", "goals", "programme", "from"),
    *("known", "on", "until", "since", "size", "inhabitants", "max", "min", "measure", "gap"),
    *("before", "first", "then", "capacity", "together", "W1", "W2", "ask", "berg", "letter"),
)


@dataclass(frozen=True)
class Hostile:
    """What a user might feed hpplan: data files by name; a plan file; words of a command line."""

    kind: str
    files: Mapping[str, bytes]
    plan: bytes | None = None
    words: Sequence[str] = field(default=())


# --- bytes and lines ------------------------------------------------------------------------------


def random_bytes(dice: Random) -> bytes:
    length = min(int(dice.expovariate(1 / 200)), 5000)
    match dice.randrange(3):
        case 0:
            return dice.randbytes(length)
        case 1:
            return bytes(dice.choices(string.printable.encode(), k=length))
        case _:
            blocks = (0x20, 0x80, 0x2000, 0xFF00, 0x10000)
            text = "".join(chr(dice.choice(blocks) + dice.randrange(200)) for _ in range(length))
            return text.encode(dice.choice(("utf-8", "utf-16", "utf-32", "utf-7")), "replace")


def tokens(dice: Random) -> bytes:
    pool = (*TOKENS, *WORDS)
    return "".join(dice.choices(pool, k=dice.randint(1, 120))).encode()


def changed_bytes(dice: Random, text: bytes) -> bytes:
    changed = bytearray(text)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        at = dice.randrange(len(changed) + 1)
        to = min(len(changed), at + int(dice.expovariate(1 / 8)))
        match dice.randrange(6):
            case 0 if at < len(changed):
                changed[at] ^= 1 << dice.randrange(8)
            case 1:
                del changed[at:to]
            case 2:
                changed[at:at] = dice.choice(TOKENS).encode()
            case 3:
                changed[at:at] = dice.choice(TERMINAL).encode()
            case 4:
                changed[at:at] = changed[at : at + dice.randrange(400)]
            case _:
                changed[at:to] = dice.choice(WORDS).encode()
    return bytes(changed[: dice.randrange(len(changed) + 1)] if dice.random() < 0.05 else changed)


def changed_lines(dice: Random, text: bytes) -> bytes:
    lines = text.decode().split("\n")
    for _ in range(dice.choice((1, 1, 2, 4))):
        at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        match dice.randrange(8):
            case 0:
                lines.insert(other, lines[at])
            case 1 if len(lines) > 1:
                del lines[at]
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = " " * dice.randint(1, 4) + lines[at]
            case 4:
                lines[at] = lines[at].removeprefix("  ")
            case 5:
                lines[at : at + 2] = [" ".join(lines[at : at + 2])]
            case 6:
                instead = dice.choice((":", " : ", ":\n", ": - ", ": &a ", ": *a "))
                lines[at] = lines[at].replace(": ", instead, 1)
            case _:
                lines[at] = lines[at][: dice.randrange(len(lines[at]) + 1)]
    return dice.choice(("\n", "\n", "\n", "\r\n", "\r")).join(lines).encode()


# --- values ---------------------------------------------------------------------------------------

Tree = Any
Step = str | int


def nodes(tree: Tree, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """The way to every value in the tree but the tree itself."""
    steps: Iterable[tuple[Step, Any]] = ()
    if isinstance(tree, dict):
        steps = tree.items()
    elif isinstance(tree, list):
        steps = enumerate(tree)
    for step, value in steps:
        yield (*path, step)
        yield from nodes(value, (*path, step))


def at(tree: Tree, path: Sequence[Step]) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def changed_values(dice: Random, tree: Tree) -> Tree:
    """The tree with some values replaced, moved, copied, wrapped or left out."""
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6, 12))):
        paths = list(nodes(tree))
        if not paths:
            return tree
        path = dice.choice(paths)
        around, step = at(tree, path[:-1]), path[-1]
        alike = [p for p in paths if p[-1] == step and p != path] if isinstance(step, str) else []
        match dice.randrange(9):
            case 0 | 1 if alike:
                around[step] = _copy(at(tree, dice.choice(alike)))
            case 2 | 3:
                around[step] = _copy(dice.choice(ODD))
            case 4:
                del around[step]
            case 5:
                around[step] = _copy(at(tree, dice.choice(paths)))
            case 6 if isinstance(around, list) and isinstance(step, int):
                around.insert(dice.randrange(len(around) + 1), _copy(around[step]))
            case 6:
                around[dice.choice((*WORDS, *filter(_is_text, ODD)))] = around.pop(step)
            case 7:
                value = around[step]
                around[step] = value[0] if isinstance(value, list) and value else [value]
            case _:
                if isinstance(around, list):
                    dice.shuffle(around)
                elif isinstance(around[step], str):
                    around[step] += dice.choice((" ", "x", "-", *TERMINAL))
    return tree


PERIODS: Final = (
    *("2023-07-04", "2024-04-27", "2024-11", "2024-Q3", "2024-H1", "2024-autumn", "2023-winter"),
    *(2024, "0001-01-01", "0001", "9999-12-31", "9999", "9998-winter", "2024-02-29"),
    "2023-04-28T22:00",
)
DURATIONS: Final = (
    *("0d", "-12m", "12m", "3w", "99999m", "-99999w"),
    *({"months": 6}, {"weeks": 1, "days": 1}),
)
NUMBERS: Final = (0, 1, 2, 12, 400, 10**12)


def exchanged_values(dice: Random, tree: Tree) -> Tree:
    """The tree with some values replaced by others of their sort: it mostly stays readable."""
    for _ in range(dice.choice((1, 2, 4, 8, 16))):
        paths = list(nodes(tree))
        path = dice.choice(paths)
        around, step = at(tree, path[:-1]), path[-1]
        value = around[step]
        alike = [p for p in paths if p[-1] == step and p[:1] == path[:1] and p != path]
        if isinstance(step, str) and step in ("id", "kind", "programme"):
            continue
        if isinstance(value, str) and dice.random() < 0.5 and re.fullmatch(r"\d{4}(-.*)?", value):
            around[step] = dice.choice(PERIODS)
        elif isinstance(value, str) and re.fullmatch(r"-?\d+[mwd]", value):
            around[step] = dice.choice(DURATIONS)
        elif isinstance(value, int) and not isinstance(value, bool):
            around[step] = dice.choice(NUMBERS)
        elif isinstance(value, str) and step in ("name", "because", "note", "title", "called"):
            around[step] = dice.choice(TERMINAL)
        elif isinstance(step, str) and alike:
            around[step] = _copy(at(tree, dice.choice(alike)))
        elif isinstance(step, int) and len(path) > 2:
            del around[step]
        elif isinstance(around, list):
            dice.shuffle(around)
    return tree


def _copy(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def written(dice: Random, tree: Tree) -> bytes:
    """The tree as YAML or JSON, in one of the styles that programs write."""
    match dice.randrange(3):
        case 0:
            text = json.dumps(tree, ensure_ascii=dice.random() < 0.5)
        case 1:
            text = json.dumps(tree, ensure_ascii=False, indent=1)
        case _ if "\\ud800" in json.dumps(tree):  # which YAML cannot write
            text = json.dumps(tree)
        case _:
            text = yaml.dump(
                tree,
                Dumper=yaml.CSafeDumper,
                allow_unicode=True,
                default_flow_style=dice.choice((None, False)),
                sort_keys=False,
            )
    return text.encode("utf-8", "surrogatepass")


def structures(number: int, seeded: int) -> list[Tree]:
    """Trees that hypothesis makes of our sections, keys and words."""
    keys = st.sampled_from(WORDS) | st.text(max_size=8)
    odd = st.sampled_from([*ODD, *WORDS])
    leaves = odd | st.text() | st.integers() | st.floats() | st.dates().map(str)

    def around(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        return st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5)

    values = st.recursive(leaves, around, max_leaves=12)
    entries = st.lists(st.dictionaries(keys, values, max_size=6) | values, max_size=4)
    sections = st.sampled_from(SECTIONS)
    drawn: list[Tree] = []

    @seed(seeded)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.dictionaries(sections, entries | values, max_size=6) | values)
    def draw(tree: Tree) -> None:
        drawn.append(tree)

    draw()
    return drawn


# --- kinds ----------------------------------------------------------------------------------------


def real_files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(REAL.glob("*.yaml"))}


def tree_of(content: bytes) -> Tree:
    """The values of a YAML text, as hpplan reads them."""
    value, faults = parse(content.decode(), "", Places())
    assert not faults
    return _bare(value)


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(entry) for key, entry in value.items() if key != "@"}
    return [_bare(entry) for entry in value] if isinstance(value, list) else value


def word(dice: Random, usual: Sequence[str]) -> str:
    """A word of a command line: a usual one, a usual one gone wrong, or an odd one."""
    if dice.random() < 0.6:
        chosen = dice.choice(usual)
    else:
        chosen = dice.choice([text for text in ODD if isinstance(text, str) and text != "\ud800"])
    if dice.random() < 0.3:
        chosen = changed_bytes(dice, chosen.encode()).decode(errors="replace")
    return chosen.replace("\x00", "")  # no word of a command line has one


DAYS: Final = (
    *("2024-01-01", "2023", "2023-07-04", "2024-Q1", "today", "2024-autumn"),
    *("0001-01-01", "9999-12-31", "9999"),
)
PAIRS: Final = ("dal=W3", "berg=W3", "ask=W1", "dal=W9", "dal", "=", "dal=", "=W1", "dal=W3=W2")
OPTIONS: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "check": {},
    "assign": {
        "--pin": PAIRS,
        "--forbid": PAIRS,
        "--reopen": ("berg", "dal", "ask", "x"),
        "--time-limit": ("1", "0", "-1", "nan", "1e400"),
        "--workers": ("1", "0", "x"),
    },
    "timeline": {
        "--site": ("dal", "berg"),
        "--wave": ("W1", "W9"),
        "--region": ("coast",),
        "--trust": ("north",),
    },
    "diff": {},
}
COMMON: Final[Mapping[str, Sequence[str]]] = {
    "--as-of": DAYS,
    "--format": ("text", "json", "csv", "markdown", "sarif", "TEXT", ""),
    "--color": ("auto", "always", "never"),
}


def command_line(dice: Random) -> list[str]:
    """A command with options, some of them with nonsense."""
    command = dice.choice(list(OPTIONS))
    words = [command]
    if command == "diff":
        words += [word(dice, DAYS), word(dice, DAYS)]
    known = {**COMMON, **OPTIONS[command]}
    for option in dice.choices(list(known), k=dice.randint(0, 4)):
        words += [option, word(dice, known[option])]
    if dice.random() < 0.1:
        words.append(word(dice, ("x", "--help", "--version", "-x", "--data")))
    return words


Maker = Callable[[Random], Hostile]


def makers() -> dict[str, Maker]:
    """How an input of each kind is made but `structures`, which hypothesis makes all at once."""
    seeded, real = SEED.read_bytes(), real_files()
    tree = json.dumps(tree_of(seeded))
    trees = {name: json.dumps(tree_of(content)) for name, content in real.items()}

    def of_seed(kind: str, make: Callable[[Random], bytes]) -> Maker:
        return lambda dice: Hostile(kind, {"a.yaml": make(dice)})

    def of_real(kind: str, change: Callable[[Random, str], bytes]) -> Maker:
        def make(dice: Random) -> Hostile:
            name = dice.choice(list(real))
            return Hostile(kind, real | {name: change(dice, name)})

        return make

    def values(dice: Random, change: Callable[[Random, Tree], Tree], of: str = tree) -> bytes:
        return written(dice, change(dice, json.loads(of)))

    def split(dice: Random) -> Hostile:
        change = dice.choice((changed_values, exchanged_values))
        whole = list(change(dice, json.loads(tree)).items())
        dice.shuffle(whole)
        cut = dice.randint(0, len(whole))
        parts = dict(whole[:cut]), dict(whole[cut:])
        files = {f"{number}.yaml": written(dice, part) for number, part in enumerate(parts)}
        return Hostile("values, two files", files)

    made: list[Maker] = [
        of_seed("bytes", random_bytes),
        of_seed("tokens", tokens),
        of_seed("bytes changed", lambda dice: changed_bytes(dice, seeded)),
        of_seed("lines changed", lambda dice: changed_lines(dice, seeded)),
        of_seed("values changed", lambda dice: values(dice, changed_values)),
        of_seed("values exchanged", lambda dice: values(dice, exchanged_values)),
        split,
        of_real("real data, bytes", lambda dice, name: changed_bytes(dice, real[name])),
        of_real("real data, lines", lambda dice, name: changed_lines(dice, real[name])),
        of_real("real data, values", lambda d, name: values(d, changed_values, trees[name])),
        of_real("real data, exchanged", lambda d, name: values(d, exchanged_values, trees[name])),
        lambda dice: Hostile("command lines", {"a.yaml": seeded}, words=command_line(dice)),
    ]
    return {make(Random(0)).kind: make for make in made}


def plan_makers(plan: bytes) -> dict[str, Maker]:
    """Inputs whose plan file has gone wrong, of a plan for the seed."""
    seeded = {"a.yaml": SEED.read_bytes()}

    def gone_wrong(kind: str, make: Callable[[Random], bytes]) -> Maker:
        return lambda dice: Hostile(kind, seeded, make(dice))

    def values(dice: Random, change: Callable[[Random, Tree], Tree]) -> bytes:
        return written(dice, change(dice, json.loads(plan)))

    made: list[Maker] = [
        gone_wrong("plan files, bytes", lambda dice: changed_bytes(dice, plan)),
        gone_wrong("plan files, values", lambda dice: values(dice, changed_values)),
        gone_wrong("plan files, exchanged", lambda dice: values(dice, exchanged_values)),
    ]
    return {make(Random(0)).kind: make for make in made}

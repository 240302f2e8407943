"""A kind of rule or goal by its own description: its meaning, its keys, an example."""

from collections.abc import Iterator, Sequence
from inspect import cleandoc
from types import UnionType
from typing import Annotated, Final, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hpplan.domain import entry
from hpplan.domain.gaps import Bound, Gap
from hpplan.domain.in_force import InForce
from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.status import Status
from hpplan.goals.base import Goal
from hpplan.periods import Duration, Period
from hpplan.rules.base import Rule
from hpplan.values import dataclass
from hpplan.views.document import Block, Document, Example, Grid, Headline, Sentence, Terms, listed
from hpplan.views.formats.drawing import Column
from hpplan.views.formats.json import render

Kind = type[Rule] | type[Goal]

TAKES: Final[Sequence[tuple[object, str]]] = (
    (entry.Flag, "`true` or `false`"),
    (entry.Whole, "whole number"),
    (entry.Number, "number"),
    (entry.Text, "text"),
    (entry.SiteId, "site"),
    (entry.WaveId, "wave"),
    (entry.SourceId, "source"),
    (entry.RegionId, "region"),
    (entry.TrustId, "trust"),
    (entry.ServedId, "municipality or site"),
    (entry.Measure, "measure"),
    (entry.PhaseId, "phase"),
    (entry.SiteKind, "kind of site"),
    (Status, "status"),
    (Sites, "sites"),
    (Waves, "waves"),
    (Gap, "gap"),
    (Bound, "waves, months, weeks, days"),
    (InForce, "`{from: …, until: …}`"),
    (Period, "period"),
    (Duration, "duration"),
)
"""What a planner writes for a value of each type."""
KEYS: Final = (
    Column("Key"),
    Column("Takes", wraps=True),
    Column("If left out", wraps=True),
    Column("Meaning", wraps=True),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a kind: its values, its default, and its meaning."""

    key: str
    takes: str
    default: str
    meaning: str


def word(kind: type[BaseModel]) -> str:
    """The word for the kind in a data file."""
    return str(kind.model_fields["kind"].default)


def meaning(kind: Kind) -> str:
    """The exact meaning of the kind."""
    return cleandoc(kind.meaning)


def keys(kind: type[BaseModel], without: Sequence[str] = ()) -> Iterator[Key]:
    """The kind's own keys, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    common = Rule.model_fields if issubclass(kind, Rule) else Goal.model_fields
    for name, field in kind.model_fields.items():
        if not (name in common or name in without or field.exclude):
            yield Key(
                field.alias or name, takes(hints[name]), default(field), field.description or ""
            )


def takes(hint: object) -> str:
    """What a planner writes for a value of the type."""
    for known, words in TAKES:
        if hint == known:
            return words
    arguments, origin = get_args(hint), get_origin(hint)
    if origin is Literal:
        return " or ".join(f"`{choice}`" for choice in arguments)
    if origin is Annotated:
        base, *narrowed, last = arguments
        within = Annotated[base, *narrowed] if narrowed else base
        return takes(within) + _bounds(last)
    if origin is tuple:
        return f"{takes(arguments[0])}, or a list"
    if origin is dict:
        return f"{takes(arguments[0])}: {takes(arguments[1])}, …"
    if origin in (Union, UnionType):
        (stated,) = (part for part in arguments if part is not type(None))
        return takes(stated)
    raise AssertionError(f"a type without words: {hint!r}")


def _bounds(narrowing: object) -> str:
    """What a field's bounds add to its type, in words."""
    words = {"ge": "from", "gt": "above", "le": "up to"}
    stated = narrowing.metadata if isinstance(narrowing, FieldInfo) else []
    limits = (
        f" {words[name]} {bound:,}"
        for limit in stated
        for name in words
        if (bound := getattr(limit, name, None)) is not None
    )
    return "".join(limits)


def default(field: FieldInfo) -> str:
    """The meaning of leaving the key out."""
    match field.default:
        case _ if field.is_required():
            return "needed"
        case None:
            return ""
        case Sites() | Waves():
            return "all"
        case Gap(waves=waves):
            return f"`{{waves: {waves}}}`"
        case bool(flag):
            return f"`{flag}`".lower()
        case plain:
            return f"`{plain}`"


def document(kind: Kind) -> Document:
    """The meaning of the kind, its keys, and an example."""
    return tuple(_blocks(kind))


def _blocks(kind: Kind) -> Iterator[Block]:
    yield Headline(f"{word(kind)}, a kind of {_noun(kind)}")
    for paragraph in meaning(kind).split("\n\n"):
        yield Sentence(" ".join(paragraph.split()))
    rows = tuple(
        tuple(cell.replace("`", "") for cell in (key.key, key.takes, key.default, key.meaning))
        for key in keys(kind)
    )
    yield Grid(KEYS, rows, "Keys") if rows else Sentence("It has no keys of its own.")
    if example := cleandoc(kind.example):
        yield Example("Example", example)
        plans = ("Kept by", getattr(kind, "keeps", "")), ("Broken by", getattr(kind, "breaks", ""))
        if all(plan for _, plan in plans):
            yield Terms(plans)


def index(rules: Sequence[type[Rule]], goals: Sequence[type[Goal]]) -> Document:
    """Every kind with the first sentence of its meaning."""
    return (
        listed("Rules, which must hold", map(_line, rules)),
        listed("Goals, which say what is better", map(_line, goals)),
    )


def _line(kind: Kind) -> str:
    first = " ".join(meaning(kind).split()).partition(". ")[0].removesuffix(".")
    return f"{word(kind)}: {first}"


def json(kinds: Sequence[Kind]) -> str:
    """The kinds in their order, for other programs."""
    return render({"kinds": [_keys_of(kind) for kind in kinds]}, {})


def _keys_of(kind: Kind) -> dict[str, object]:
    return {
        "kind": word(kind),
        "of": f"{_noun(kind)}s",
        "meaning": " ".join(meaning(kind).split()),
        "keys": list(keys(kind)),
        "example": cleandoc(getattr(kind, "example", "")) or None,
    }


def _noun(kind: Kind) -> str:
    return "rule" if issubclass(kind, Rule) else "goal"

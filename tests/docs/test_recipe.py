"""The recipe for a kind: whatever is missing of one is named here."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hpplan.goals import KINDS as GOALS
from hpplan.rules import KINDS as RULES
from hpplan.rules.base import Rule
from tests.docs.kinds import ALL_KINDS, FORMAT, Kind, example_files, format_page, word
from tests.docs.sessions import ROOT
from tests.oracle.documents import GOALS as ORACLE_GOALS
from tests.oracle.documents import RULES as ORACLE_RULES
from tests.programmes import GOAL_KEYS, RULE_KEYS

SEED = ROOT / "benchmarks" / "seeds" / "every_kind.yaml"
"""What hostile inputs are made of."""
SAID = ("title", "meaning", "asks", "history", "one_break", "example", "keeps", "breaks")
"""What a kind of rule says of itself."""
SAID_OF_GOALS = ("title", "meaning", "measures", "example", "better", "worse")
"""What a kind of goal says of itself."""


def missing(kind: Kind) -> Iterator[str]:
    """What the recipe of CONTRIBUTING.md asks for and the kind has not."""
    rule = issubclass(kind, Rule)
    room, name = "rules" if rule else "goals", word(kind)
    module = name.replace("-", "_")
    keys, known = (RULE_KEYS, ORACLE_RULES) if rule else (GOAL_KEYS, ORACLE_GOALS)
    if kind.__module__ != f"hpplan.{room}.{module}":
        yield f"its file src/hpplan/{room}/{module}.py"
    own = SAID if rule else SAID_OF_GOALS
    yield from (f"{kind.__name__}.{said}" for said in own if not vars(kind).get(said))
    if name not in keys:
        yield f"its keys in tests/programmes.py ({'RULE' if rule else 'GOAL'}_KEYS)"
    if name not in known:
        yield f"its keys in tests/oracle/documents.py ({'RULES' if rule else 'GOALS'})"
    if f"kind: {name}" not in re.findall(r"kind: [a-z-]+", SEED.read_text(encoding="utf-8")):
        yield f"a line of it in {SEED.relative_to(ROOT).as_posix()}"
    if not (ROOT / "tests" / room / f"test_{module}.py").is_file():
        yield f"its tests in tests/{room}/test_{module}.py"
    if f"`{name}`" not in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"):
        yield f"`{name}` in CHANGELOG.md"


@pytest.mark.parametrize("kind", [*RULES, *GOALS], ids=word)
def test_nothing_of_the_recipe_is_missing(kind: Kind) -> None:
    assert list(missing(kind)) == []


class _Unfinished(Rule):
    kind: str = "unfinished"


def test_what_is_missing_is_named() -> None:
    assert list(missing(_Unfinished)) == [
        "its file src/hpplan/rules/unfinished.py",
        *(f"_Unfinished.{said}" for said in SAID),
        "its keys in tests/programmes.py (RULE_KEYS)",
        "its keys in tests/oracle/documents.py (RULES)",
        "a line of it in benchmarks/seeds/every_kind.yaml",
        "its tests in tests/rules/test_unfinished.py",
        "`unfinished` in CHANGELOG.md",
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [file for kind in ALL_KINDS for file in example_files(kind).items()],
    ids=lambda value: value.relative_to(ROOT).as_posix() if isinstance(value, Path) else "",
)
def test_an_example_is_what_its_kind_says(path: Path, text: str) -> None:
    assert path.read_text(encoding="utf-8") == text


def test_the_tables_of_the_format_are_what_the_kinds_say() -> None:
    assert FORMAT.read_text(encoding="utf-8") == format_page()

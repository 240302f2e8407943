"""The schema and reading agree: what the schema refuses, reading refuses, and what is a programme
is one for both.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from hpplan.diagnostics.finding import Severity
from hpplan.reading import read
from hpplan.reading.json_schema import schema
from hpplan.reading.places import Places
from hpplan.reading.yaml_text import parse_content
from tests.programmes import GOAL_KEYS, RULE_KEYS
from tests.schema.files import ROOT
from tests.thoroughness import examples

VALIDATOR = Draft202012Validator(schema())


def accepted_by_reading(folder: Path, document: object) -> bool:
    """Whether a file that says this, as JSON, which is YAML, makes a programme."""
    text = json.dumps(document, ensure_ascii=False)
    (folder / "p.yaml").write_text(text, encoding="utf-8", newline="")
    return not any(found.severity is Severity.ERROR for found in read(folder).findings)


SITES = {
    "regions": [{"id": "r", "name": "R"}],
    "trusts": [{"id": "t", "name": "T", "claims": [{"says": "live", "wave": "W1", "on": 2023}]}],
    "municipalities": [
        {"id": "a", "name": "A", "size": {"staff": 3}, "regions": "r", "trust": "t"},
        {"id": "b", "name": "B", "regions": ["r"], "required": False, "wishes": {"W2": 4}},
        {"id": "c", "name": "C", "location": [63, 10.5], "since": "2020", "split_from": "a"},
    ],
    "waves": [
        {"id": "W1", "go_live": 2023},
        {"id": "W2", "claims": [{"go_live": "2024-autumn"}, {"open": False}]},
        {"id": "W3"},
    ],
    "programme": {
        "id": "p",
        "name": "P",
        "as_of": "2024-01-01",
        "coverage": {"measure": "staff", "of": {"kind": "municipality"}},
        "seasons": {"autumn": [8, 12]},
        "phases": [
            {"id": "run-up", "from": "-6m", "to": "0d"},
            {"id": "support", "from": "0d", "to": {"days": 60}},
        ],
    },
}


@examples(60)
@given(data=st.data())
def test_a_programme_is_one_for_both(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    kinds = data.draw(st.lists(st.sampled_from(sorted(RULE_KEYS)), max_size=4))
    aims = data.draw(st.lists(st.sampled_from(sorted(GOAL_KEYS)), max_size=3))
    document = {
        **SITES,
        "rules": [{"kind": kind, **data.draw(RULE_KEYS[kind])} for kind in kinds],
        "goals": [{"kind": kind, **data.draw(GOAL_KEYS[kind])} for kind in aims],
    }
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    assert accepted_by_reading(tmp_path_factory.mktemp("p"), document)


# --- what is nearly a programme -----------------------------------------------------------------


def said_by(path: Path) -> Any:
    """What a file says, as values of JSON."""
    value, faults = parse_content(path.read_bytes(), path.name, Places())
    assert faults == []
    return without_addresses(value)


def without_addresses(value: Any) -> Any:
    match value:
        case dict():
            return {key: without_addresses(said) for key, said in value.items() if key != "@"}
        case list():
            return [without_addresses(said) for said in value]
        case _:
            return value


FILES = sorted((ROOT / "docs" / "examples").rglob("programme.yaml"))
SHORT = {
    **SITES,
    "rules": [
        {"kind": "before", "first": "a", "then": ["b"], "gap": "6m"},
        {"kind": "follows", "gap": {"weeks": 2, "at_most": "90d"}},
        {"kind": "spacing", "min": {"months": 3}, "max": "2w"},
    ],
    "programme": {"id": "p", "gates": [{"id": "g", "at": "-90d", "in_force": {"from": "2024"}}]},
    "waves": [
        {"id": "W1"},
        {"id": "W2"},
        {"id": "W9", "claims": [{"says": "failed", "gate": "g"}]},
    ],
}
GOVERNED = {
    **SITES,
    "bodies": [{"id": "board", "name": "B"}, {"id": "council", "of": {"kind": "municipality"}}],
    "rights": [
        {"change": "wave", "within": "12m", "decides": "council", "consult": "board"},
        {"change": ["go_live"], "waves": "W1", "decides": "board", "pays": "site"},
        {"change": "rule", "decides": "board", "in_force": {"until": "2024"}, "pays": "board"},
    ],
    "decisions": [
        {
            "id": "d",
            "by": "board",
            "on": "2023-06",
            "says": "adopted",
            "about": ["W1", "a"],
            "consulted": [{"body": "council", "site": "a", "on": "2023"}],
        }
    ],
}
RISKY = {
    **SHORT,
    "rules": [{"id": "cap", "kind": "capacity", "max": 3}],
    "risks": [
        {"id": "r", "kind": "slip", "waves": "W2", "chance": 0.5, "by": {"3m": 2, "6w": 0.5}},
        {"kind": "slip", "sites": "all", "chance": 1, "by": {"months": 3}, "together": True},
        {"kind": "withdraw", "sites": {"status": "none"}, "chance": 0, "on": "2024"},
        {"kind": "capacity", "rule": "cap", "chance": 0.1, "max": 2},
        {"kind": "gate", "gate": "g", "chance": 0.1, "by": "30d", "in_force": {"until": "2024"}},
    ],
}
EXAMPLES = [SITES, SHORT, GOVERNED, RISKY, *map(said_by, FILES)]


def test_each_of_them_is_a_programme_before_it_is_changed(tmp_path: Path) -> None:
    assert len(EXAMPLES) > len(RULE_KEYS)
    for document in EXAMPLES:
        assert VALIDATOR.is_valid(document)
        assert accepted_by_reading(tmp_path, document)


SCALARS = st.sampled_from(
    [
        None, True, False, 0, -1, 3, 2024, 10**13, 1.5, 2.0, "", " ", "a", "W1", "all", "sites",
        "t", "2024", "2024-02-30", "2024-12-24T22:00", "2024-13", "2024-Q4", "2024-q5", "2024-H2",
        "2024-summer", "6m", "-3w", "0d", "6y", "1e3", "true", "live", "decided", "option",
        "none", "pin", "capacity", "pool", "http://x", "monday", "NO", "day", "week", "yearly",
        "region", "trust", "letter", "assumption", " 2024-04 ", "+90d", "٢٠٢٤", "@", "passed",
    ]
)  # fmt: skip
KEYS = st.sampled_from(
    [
        "id",
        "name",
        "kind",
        "sites",
        "waves",
        "wave",
        "site",
        "max",
        "min",
        "measure",
        "first",
        "then",
        "gap",
        "at_most",
        "at_least",
        "within",
        "use",
        "by",
        "factor",
        "step",
        "from",
        "to",
        "at",
        "on",
        "known",
        "until",
        "source",
        "says",
        "claims",
        "go_live",
        "open",
        "called",
        "dropped",
        "gate",
        "gates",
        "note",
        "months",
        "weeks",
        "days",
        "period",
        "recurs",
        "because",
        "hard",
        "in_force",
        "ids",
        "region",
        "trust",
        "county",
        "status",
        "required",
        "wishes",
        "size",
        "earlier",
        "since",
        "split_from",
        "settles",
        "location",
        "number",
        "seasons",
        "calendar",
        "blackouts",
        "phases",
        "of",
        "pairs",
        "against",
        "not_before",
        "not_after",
        "share",
        "count",
        "reported",
        "as_of",
        "x",
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=4,
)


def containers(value: Any) -> Iterator[Any]:
    """Every list and mapping in the value that is not empty."""
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from containers(inner)


def spoil(document: Any, data: st.DataObject) -> None:
    """Change one thing, somewhere."""
    inside = data.draw(st.sampled_from(list(containers(document))))
    where = data.draw(
        st.sampled_from(list(inside) if isinstance(inside, dict) else range(len(inside)))
    )
    match data.draw(st.sampled_from(["replace", "replace", "remove", "add", "wrap"])):
        case "replace":
            inside[where] = data.draw(VALUES)
        case "remove":
            del inside[where]
        case "wrap":
            inside[where] = [inside[where]]
        case _ if isinstance(inside, dict):
            inside[data.draw(KEYS)] = data.draw(VALUES)
        case _:
            inside.append(data.draw(VALUES))


@examples(100)
@given(data=st.data())
def test_what_the_schema_refuses_reading_refuses(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    document = deepcopy(data.draw(st.sampled_from(EXAMPLES)))
    for _ in range(data.draw(st.integers(1, 2))):
        spoil(document, data)
        if not document:
            return
    refused = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]
    if refused:
        assert not accepted_by_reading(tmp_path_factory.mktemp("p"), document), refused

"""docs/api.md against the package: its programs run, and everything public has a row."""

import re
from collections.abc import Iterator
from inspect import Parameter, isclass, isfunction, signature
from pathlib import Path
from types import FunctionType

import pytest

import hpplan
from hpplan import api
from tests.docs.programs import PAGE, blocks, printed

TEXT = PAGE.read_text(encoding="utf-8")
CALLED = {
    hpplan.Programme: "p",
    hpplan.Situation: "s",
    hpplan.Plan: "plan",
    hpplan.Timeline: "timeline",
    hpplan.History: "history",
    hpplan.RiskReport: "risk",
    hpplan.Picture: "picture",
    hpplan.ImportedTable: "table",
    hpplan.Builder: "builder",
}
"""How the page calls an object of the class."""


@pytest.mark.slow
def test_the_programs_print_what_the_page_says(tmp_path: Path) -> None:
    said = [expected for _, expected in blocks(TEXT)]
    assert said == list(printed(TEXT, tmp_path))
    assert len(said) == TEXT.count("```python\n")
    assert all(said)


def test_every_function_and_method_has_a_row_with_its_parameters() -> None:
    rows = re.findall(r"^\| `([\w.]+\(.*?\))` \|", TEXT, re.MULTILINE)
    assert sorted(rows) == sorted(public())


def public() -> Iterator[str]:
    """How the page writes a call of each function and method."""
    for name in api.__all__:
        value = getattr(hpplan, name)
        if isfunction(value):
            yield f"hpplan.{name}{parameters(value)}"
    for kind, called in CALLED.items():
        for name in dir(kind):
            value = getattr(kind, name)
            if isfunction(value) and not name.startswith("_"):
                yield f"{called}.{name}{parameters(value)}"


def parameters(function: FunctionType) -> str:
    """Its parameters as the page writes them."""
    stars = {Parameter.VAR_POSITIONAL: "*", Parameter.VAR_KEYWORD: "**"}
    answer = [
        next((star for kind, star in stars.items() if kind is one.kind), "")
        + (name if one.default is one.empty else f"{name}={one.default!r}")
        for name, one in signature(function).parameters.items()
        if name != "self"
    ]
    return f"({', '.join(answer)})"


def test_every_class_of_objects_is_called_something() -> None:
    faces = [getattr(hpplan, name) for name in api.__all__ if isclass(getattr(hpplan, name))]
    ours = {face for face in faces if face.__module__.startswith("hpplan.api.")}
    raised = {face for face in ours if issubclass(face, Exception)}
    assert ours - raised - {hpplan.Report, hpplan.Adopted} == CALLED.keys()

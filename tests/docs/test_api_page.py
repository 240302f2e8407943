"""docs/api.md against the package: its programs run, and every function has a row."""

import re
from inspect import isfunction, signature
from pathlib import Path
from types import FunctionType

import pytest

import hpplan
from tests.docs.programs import PAGE, blocks, printed

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_programs_print_what_the_page_says(tmp_path: Path) -> None:
    said = [expected for _, expected in blocks(TEXT)]
    assert said == list(printed(TEXT, tmp_path))
    assert len(said) == TEXT.count("```python\n")
    assert all(said)


def test_every_function_has_a_row_with_its_parameters() -> None:
    functions = [value for name in hpplan.__all__ if isfunction(value := getattr(hpplan, name))]
    rows = re.findall(r"^\| `(\w+\(.*?\))` \|", TEXT, re.MULTILINE)
    assert sorted(rows) == sorted(map(written, functions))


def written(function: FunctionType) -> str:
    """How the page writes a call of it."""
    parameters = (
        name if parameter.default is parameter.empty else f"{name}={parameter.default}"
        for name, parameter in signature(function).parameters.items()
    )
    return f"{function.__name__}({', '.join(parameters)})"

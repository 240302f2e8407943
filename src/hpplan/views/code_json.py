"""Codes as JSON, for other programs."""

from collections.abc import Sequence

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.examples import shown
from hpplan.text import literal
from hpplan.views.formats.json import render as as_json


def render(codes: Sequence[Code]) -> str:
    """One object with all codes in order, ending in a line break."""
    return as_json({"codes": [_code(code) for code in codes]}, {})


def _code(code: Code) -> dict[str, str]:
    return {
        "code": code.id,
        "name": code.name,
        "severity": code.severity.value,
        "meaning": code.meaning,
        "why": code.why,
        "fix": code.fix,
        "command": f"hpplan {code.command}",
        "bad": _example(code.bad),
        "good": _example(code.sound),
        "good_command": f"hpplan {code.good_command or code.command}",
    }


def _example(text: str) -> str:
    return "\n".join(map(literal, shown(text).split("\n"))) + "\n"

"""Programmes as their owners write them."""

from pathlib import Path

from hpplan.programme import Programme
from hpplan.reading import read


def programme(tmp_path: Path, yaml_text: str) -> Programme:
    """The programme that this one file makes; the text must be without fault."""
    (tmp_path / "programme.yaml").write_text(yaml_text, encoding="utf-8")
    reading = read(tmp_path)
    assert reading.programme is not None, reading.findings
    return reading.programme

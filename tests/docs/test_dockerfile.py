"""The image: what its lines run is run here, in a folder of its own. No image is built."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import PLAIN

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COPIED = ("src", "data", "docs/man", "pyproject.toml", "constraints.txt", "slim.txt", "README.md")
"""What an installation takes of the folder."""


def runs() -> list[str]:
    """The commands, each as a line."""
    joined = TEXT.replace("\\\n", " ")
    return re.findall(r"^RUN (.*)$", joined, re.MULTILINE)


def without_index(folder: Path) -> str:
    """Why nothing can be installed here, if that is so."""
    tried = subprocess.run(
        ["python3", "-m", "pip", "download", "--quiet", "--no-deps", "hatchling>=1.27"],
        cwd=folder,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=PLAIN,
    )
    return tried.stderr if tried.returncode else ""


def test_the_image_is_made_in_two_steps_and_runs_as_nobody_special() -> None:
    words = re.findall(r"^([A-Z]+) ", TEXT, re.MULTILINE)
    assert words[: words.index("FROM") + 1] == ["FROM"]
    assert words.count("FROM") == 2
    assert "USER 1000\n" in TEXT
    assert TEXT.endswith('ENTRYPOINT ["hpplan"]\n')


@pytest.mark.slow
def test_its_commands_install_what_plans_without_numpy(tmp_path: Path) -> None:
    """Where no package index is at hand this cannot be seen; a CI server must have one. What pip
    has in its cache is taken from there, which changes nothing but the time.
    """
    if missing := without_index(tmp_path):
        assert not os.environ.get("CI"), missing
        pytest.skip(f"no package index is at hand: {missing}")
    source = tmp_path / "source"
    for name in (*COPIED, "LICENSE"):
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            source.mkdir(exist_ok=True)
            shutil.copy2(ROOT / name, source / name)
    quick = {**PLAIN, "PIP_COMPILE": "0"}
    for command in runs():
        subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command.replace(" --no-cache-dir", "")],
            cwd=tmp_path,
            check=True,
            env=quick,
        )
    planned = subprocess.run(
        [tmp_path / "hpplan/bin/hpplan", "assign", ROOT / "docs/examples/smallest"],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=PLAIN,
    )
    assert "proved best" in planned.stdout
    libraries = {path.name for path in (tmp_path / "hpplan").glob("lib/*/site-packages/*")}
    assert "ortools" in libraries
    assert libraries & {"numpy", "pandas"} == set()

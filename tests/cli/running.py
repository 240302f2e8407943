"""Commands run as a user runs them: in this process, or in one of their own."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from hpplan.cli.app import app
from hpplan.reading.bundled import bundled
from tests.patience import COMMANDS, PATIENCE

REPOSITORY = Path(__file__).parents[2]
DATA = bundled()
"""The data that comes with hpplan, wherever it is installed."""

OF_LOOKS = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM")
"""What changes how text looks."""

OF_CI = ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""By what hpplan sees that it runs on a CI server, as these tests may."""

PLAIN = {
    name: value
    for name, value in os.environ.items()
    if name
    not in {
        "COLUMNS",
        "NO_COLOR",
        "FORCE_COLOR",
        "TERM",
        "HPPLAN_DEBUG",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONIOENCODING",
        *OF_CI,
    }
}
"""The environment without what changes how text looks, or has every process compile anew."""


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said where."""

    exit_code: int
    stdout: str
    stderr: str


def run(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Ran:
    """Run the command in this process. A bug of ours is raised, not reported."""
    result = CliRunner().invoke(
        app,
        [str(argument) for argument in arguments],
        env={
            **dict.fromkeys((*OF_LOOKS, *OF_CI)),
            **(env or {}),
        },
        prog_name="hpplan",
        default_map=COMMANDS,
        catch_exceptions=False,
    )
    return Ran(result.exit_code, result.stdout, result.stderr)


def run_process(
    *arguments: str | Path, folder: Path = REPOSITORY, env: Mapping[str, str] | None = None
) -> Ran:
    """Run the command in a process of its own, without a terminal."""
    done = subprocess.run(
        command(arguments),
        cwd=folder,
        env=PLAIN | dict(env or {}),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def command(arguments: Sequence[str | Path]) -> list[str]:
    """The words that start the command."""
    return [sys.executable, "-m", "hpplan", *map(str, arguments)]


def python(program: str, folder: Path = REPOSITORY, **env: str) -> str:
    """What a Python program prints, run in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=PLAIN | env,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=True,
    ).stdout

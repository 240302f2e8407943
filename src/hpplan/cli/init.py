"""`hpplan init`: a small programme to begin with."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from hpplan.cli.exit_codes import ExitCode
from hpplan.cli.given_values import a_word
from hpplan.cli.help_text import help_text
from hpplan.cli.output import say
from hpplan.text import literal


class CiServer(StrEnum):
    """The CI servers for which a job can be written."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"


WhichCi = Annotated[
    CiServer,
    a_word("--ci", CiServer, "Which CI server is to check the data."),
]
HELP = help_text(
    "Start a programme from a small example.",
    {
        "hpplan init my-rollout": "in a new folder",
        "hpplan init .": "in this one",
        "hpplan init my-rollout --ci gitlab": "with a job for GitLab",
        "hpplan init my-rollout --ci none": "without a job",
    },
    "Writes data/who.yaml and data/when.yaml with comments, their JSON Schema for editors, and a "
    "job for the CI server. The example checks clean and can be planned; replace it bit by bit. "
    "Files that are there already are never touched: then nothing is written at all.",
)


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write it to.")],
    ci: WhichCi = CiServer.GITHUB,
) -> None:
    starter = _starter(ci)
    _refuse_to_overwrite(directory, starter)
    folders: list[Path] = []
    written: list[Path] = []
    try:
        for name, text in starter.items():
            path = directory / name
            for folder in reversed([path.parent, *path.parent.parents]):
                if not folder.exists():
                    folder.mkdir()
                    folders.append(folder)
            with path.open("x", encoding="utf-8", newline="\n") as opened:
                written.append(path)
                opened.write(text)
    except OSError as fault:
        _take_back(written, folders)
        reason = (fault.strerror or str(fault)).lower()
        _refuse(f"'{literal(str(directory))}' cannot be written: {reason}; name another folder")
    for path in written:
        say(f"wrote {literal(str(path))}")
    if job := next((path for path in written if path.suffix == ".yml"), None):
        say(f"set HPPLAN in {literal(str(job))}: where to install hpplan from")
    data = literal(str(directory / "data"))
    say(f"next: hpplan check {data}; hpplan assign --data {data}")


def _take_back(written: Sequence[Path], folders: Sequence[Path]) -> None:
    for path in written:
        with suppress(OSError):
            path.unlink()
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _starter(ci: CiServer) -> Mapping[str, str]:
    """Each file by its name in the folder."""
    from importlib.resources import files

    from hpplan.reading.json_schema import render

    shipped = files("hpplan") / "starter"
    texts = {
        f"data/{name}.yaml": (shipped / "data" / f"{name}.yaml").read_text(encoding="utf-8")
        for name in ("who", "when")
    }
    texts["data/schema/programme.json"] = render()
    match ci:
        case CiServer.GITHUB:
            job = ".github/workflows/rollout.yml"
        case CiServer.GITLAB:
            job = ".gitlab-ci.yml"
        case CiServer.NONE:
            return texts
    return {**texts, job: (shipped / f"{ci}.yml").read_text(encoding="utf-8")}


def _refuse_to_overwrite(directory: Path, starter: Mapping[str, str]) -> None:
    there = [directory / name for name in starter if os.path.lexists(directory / name)]
    with suppress(OSError):
        there += sorted((directory / "data").glob("*.yaml"))
    if there:
        _refuse(
            f"'{literal(str(there[0]))}' exists already; nothing was written. Name another folder"
        )


def _refuse(message: str) -> NoReturn:
    say(f"Error: {message}")
    raise typer.Exit(ExitCode.WRONG_USAGE)

"""yamllint and check-jsonschema (with the schema of `hpplan schema`) on the mutants of the data.

They are no dependency: a folder is named in which both commands are.
"""

import json
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

RULES: Final = "{extends: relaxed, rules: {line-length: disable}}"
"""yamllint's own relaxed rules; our lines are long."""
REPORTED: Final = re.compile(r"(?P<path>.*?):(?P<line>\d+):\d+: \[\w+\] .*")

Lines = Mapping[str, frozenset[tuple[str, int]]]
"""By folder: the file and line of each fault; a tool that tells no lines has 0."""


def yamllint(tools: Path, folder: Path) -> Lines:
    """What yamllint tells of each mutant."""
    ran = subprocess.run(
        [tools / "yamllint", "-f", "parsable", "-d", RULES, folder],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    found = (REPORTED.fullmatch(line) for line in ran.stdout.splitlines())
    return _by_folder((Path(f["path"]), int(f["line"])) for f in found if f is not None)


def check_jsonschema(tools: Path, folder: Path, schema: Path) -> Lines:
    """Which files of each mutant check-jsonschema refuses; it tells of keys, and no lines."""
    files = sorted(folder.glob("*/*.yaml"))
    refused: list[tuple[Path, int]] = []
    for some in _batches(files, 400):
        ran = subprocess.run(
            [tools / "check-jsonschema", "--schemafile", schema, "-o", "json", *some],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        told = json.loads(ran.stdout)
        faults = [*told.get("errors", ()), *told.get("parse_errors", ())]
        refused += [(Path(fault["filename"]), 0) for fault in faults]
    return _by_folder(refused)


def _batches(files: Sequence[Path], size: int) -> Iterable[Sequence[Path]]:
    return (files[at : at + size] for at in range(0, len(files), size))


def _by_folder(found: Iterable[tuple[Path, int]]) -> Lines:
    told: dict[str, set[tuple[str, int]]] = {}
    for path, line in found:
        told.setdefault(path.parent.name, set()).add((path.name, line))
    return {name: frozenset(lines) for name, lines in told.items()}

"""yamllint and check-jsonschema (with the schema of `hpplan schema`) on the mutants of the data.

They are no dependency: a folder is named in which both commands are.
"""

import json
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

LINT: Final = """
import sys
from yamllint import config, linter
rules = config.YamlLintConfig("{extends: relaxed, rules: {line-length: disable}}")
for path in sys.stdin.read().splitlines():
    try:
        found = [problem.line for problem in linter.run(open(path, "rb"), rules)]
    except Exception:
        found = [0]
    for line in found:
        print(line, path)
"""
"""yamllint with its relaxed rules, as our lines are long; if it breaks, that counts, too."""

MANY: Final = 10
"""How many mutants have a file that no fault was planted in."""

Lines = Mapping[str, frozenset[tuple[str, int]]]
"""By folder: the file and line of each fault; 0 where no line is named."""


def yamllint(tools: Path, folder: Path) -> Lines:
    """What yamllint reports of each mutant."""
    ran = subprocess.run(
        [tools / "python", "-c", LINT],
        input="\n".join(map(str, _changed(folder))),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    answer = (line.split(" ", 1) for line in ran.stdout.splitlines())
    return _by_folder((Path(path), int(line)) for line, path in answer)


def check_jsonschema(tools: Path, folder: Path, schema: Path) -> Lines:
    """Which files of each mutant check-jsonschema refuses; it names keys, and no lines."""
    files = _changed(folder)
    refused: list[tuple[Path, int]] = []
    for some in _batches(files, 400):
        ran = subprocess.run(
            [tools / "check-jsonschema", "--schemafile", schema, "-o", "json", *some],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        answer = json.loads(ran.stdout)
        faults = [*answer.get("errors", ()), *answer.get("parse_errors", ())]
        refused += [(Path(fault["filename"]), 0) for fault in faults]
    return _by_folder(refused)


def _changed(folder: Path) -> list[Path]:
    """The files of the mutants, each content once that many have; nothing is planted there."""
    seen: Counter[bytes] = Counter()
    files = sorted(folder.glob("*/*.yaml"))
    for path in files:
        seen[path.read_bytes()] += 1
    return [path for path in files if seen[path.read_bytes()] < MANY]


def _batches(files: Sequence[Path], size: int) -> Iterable[Sequence[Path]]:
    return (files[at : at + size] for at in range(0, len(files), size))


def _by_folder(found: Iterable[tuple[Path, int]]) -> Lines:
    answer: dict[str, set[tuple[str, int]]] = {}
    for path, line in found:
        answer.setdefault(path.parent.name, set()).add((path.name, line))
    return {name: frozenset(lines) for name, lines in answer.items()}

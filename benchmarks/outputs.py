"""Keep what all commands print, and compare it with what they print after a change.

    python benchmarks/outputs.py keep DIR                  before a change
    python benchmarks/outputs.py compare DIR               after it: equal to the byte?
    python benchmarks/outputs.py compare DIR --structure   are numbers, order, places, ids, keys and
                                                           codes as they were, whatever the words?

Commands are run on the bundled data, on a programme that has no plan, on data with faults, and on
each example of the docs: text, Markdown, JSON, CSV and the other formats, with the exit codes.
"""

import argparse
import contextlib
import csv
import io
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from typer.testing import CliRunner

from hpplan.cli.app import app
from hpplan.reading.bundled import bundled

ROOT: Final = Path(__file__).parents[1]
EXAMPLES: Final = ROOT / "docs" / "examples"

IN_FORMATS: Final[dict[str, tuple[str, ...]]] = {
    "check": ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown"),
    "assign": ("text", "json", "csv", "markdown"),
    "timeline": ("text", "json", "csv"),
    "diff": ("text", "json"),
    "explain": ("text", "json", "markdown"),
    "recommend": ("text", "json", "markdown"),
    "whatif": ("text", "json", "markdown"),
    "verify": ("text", "json", "markdown"),
}
ON_THE_REAL_DATA: Final = (
    "check",
    "check --as-of 2022-04-04",
    "assign",
    "assign --as-of 2024-01-01",
    "assign --pin heim=KI3",
    "assign --pin heim=KI3 --apply-repair 1A --dry-run",
    "assign --reopen heim --forbid froya=KI2",
    "timeline",
    "timeline --as-of 2022-04-04 --wave PD2",
    "diff 2022-04-04 2023-07-04",
    "explain froya",
    "explain froya --why-not KI3",
    "explain heim --why-not-earlier",
    "explain wave KI2",
    "explain rule cap-inhabitants",
    "explain capacity",
    "explain assumptions",
    "recommend froya",
    "whatif hmr.go_live+6m",
    "whatif heim=KI3 heim=KI4 --each",
    "whatif KI2.capacity=3",
)
PLAIN: Final = ("", "--help", "init new", "schema", "schema waves", "nothing-of-that-name")
WITHOUT_A_PLAN: Final = """
programme: {id: p, name: P, as_of: 2024-01-01}
sources: [{id: s, kind: document, title: S, published: 2023-01-01}]
municipalities:
  - {id: a, name: Aure, size: {inhabitants: 10}, claims: [{says: decided, wave: W1, source: s}]}
  - {id: b, name: Bjugn, size: {inhabitants: 20}, claims: [{says: decided, wave: W1, source: s}]}
  - {id: c, name: Herøy, size: {inhabitants: 20}, claims: [{says: decided, wave: W2, source: s}]}
  - {id: d, name: Herøy, size: {inhabitants: 30}}
waves: [{id: W1, go_live: 2024-05-04}, {id: W2, go_live: 2024-11}, {id: W3, go_live: 2025-spring}]
rules:
  - {kind: capacity, measure: inhabitants, max: 25, id: cap}
  - {kind: before, first: c, then: b, gap: {months: 3}}
  - {kind: forbid, sites: d, waves: [W2, W3], hard: false}
"""
WITH_FAULTS: Final = """
programme: {id: p, name: P, as_of: 2024-13-01}
municipalities:
  - {id: a, name: Aure, size: {inhabitants: ten}, claims: [{says: decide, wave: W9}]}
  - {id: a, nmae: Bjugn}
waves: [{id: W1, go_live: 4. mai 2024}]
rules: [{kind: capacty, max: 3}, {kind: before, first: x, then: a}]
"""
WORDS: Final = frozenset(
    {"message", "hint", "text", "headline", "sentence", "reason", "because", "supposed", "unit"}
)
"""Keys of JSON whose values are words for people."""


@dataclass(frozen=True)
class Ran:
    """A command with all it printed, and how it ended."""

    command: str
    exit_code: int
    stdout: str
    stderr: str

    @property
    def file_name(self) -> str:
        return re.sub(r"[^\w.=+-]+", "_", self.command) or "overview"

    def text(self) -> str:
        return (
            f"$ hpplan {self.command}\n[{self.exit_code}]\n{self.stdout}\n[stderr]\n{self.stderr}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Keep and compare what all commands print.")
    parser.add_argument("what", choices=["keep", "compare"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--structure", action="store_true", help="compare all but the words")
    given = parser.parse_args()
    if given.what == "keep":
        given.folder.mkdir(parents=True)
        for ran in everything():
            (given.folder / ran.file_name).write_text(ran.text(), encoding="utf-8")
        return
    differs = [name for name in compared(given.folder, structure=given.structure) if name]
    print("\n".join(differs) or "equal")
    sys.exit(1 if differs else 0)


def compared(folder: Path, *, structure: bool) -> Iterator[str]:
    """The commands that do not print what was kept."""
    missing = {path.name for path in folder.iterdir()}
    for ran in everything():
        missing.discard(ran.file_name)
        kept = folder / ran.file_name
        if not kept.exists():
            yield f"new: {ran.command}"
            continue
        before, now = kept.read_text(encoding="utf-8"), ran.text()
        if structure:
            before, now = without_words(before), without_words(now)
        if before != now:
            yield f"differs: {ran.command}"
    yield from (f"gone: {name}" for name in sorted(missing))


def everything() -> Iterator[Ran]:
    """Every command, run in a folder of its own."""
    with tempfile.TemporaryDirectory() as made, contextlib.chdir(made):
        folder = Path(made)
        (folder / "data").symlink_to(bundled(), target_is_directory=True)
        for command in PLAIN:
            yield _run(command)
        for command in ON_THE_REAL_DATA:
            yield from _in_each_format(command)
        _run("assign --output plan.json")
        yield from _in_each_format("verify plan.json")
        yield from _in_each_format("timeline --plan plan.json")
        yield from _in_each_format("diff 2022-04-04 plan.json")
        for name, text in (("impossible", WITHOUT_A_PLAN), ("faulty", WITH_FAULTS)):
            (folder / name).mkdir()
            (folder / name / "all.yaml").write_text(text, encoding="utf-8")
            for command in ("check", "check --deep", "assign", "timeline", "whatif a=W2"):
                yield from _in_each_format(f"{command} --data {name}")
        for example in sorted(EXAMPLES.glob("*/*/programme.yaml")):
            name = f"{example.parent.parent.name}-{example.parent.name}"
            (folder / name).symlink_to(example.parent, target_is_directory=True)
            for command in ("check", "assign --format json", "timeline --format json"):
                yield _run(f"{command} --data {name}")


def _in_each_format(command: str) -> Iterator[Ran]:
    for form in IN_FORMATS[command.split(maxsplit=1)[0]]:
        yield _run(f"{command} --format {form}")


def _run(command: str) -> Ran:
    environment = {"COLUMNS": "80", "NO_COLOR": "1", "GITHUB_ACTIONS": None, "CI_PROJECT_DIR": None}
    result = CliRunner().invoke(app, command.split(), env=environment, prog_name="hpplan")
    return Ran(command, int(result.exit_code), result.stdout, result.stderr)


def without_words(kept: str) -> str:
    """What a command printed without what it says to people: of JSON and CSV everything but the
    words; of the other formats how it ended, and the places and numbers in their order.
    """
    head, _, rest = kept.partition("]\n")
    body, _, stderr = rest.partition("\n[stderr]\n")
    with contextlib.suppress(json.JSONDecodeError):
        return head + json.dumps(_blanked(json.loads(body)), ensure_ascii=False)
    if "--format csv" in head:
        rows = [_row(row) for row in csv.reader(io.StringIO(body))]
        return f"{head}\n{rows}"
    places = re.findall(r"[\w./<> -]+:\d+(?::\d+)?", body + stderr)
    return f"{head}\n{places}\n{re.findall(r'[0-9][0-9.,:-]*', body)}"


def _blanked(value: Any) -> Any:
    match value:
        case dict():
            return {key: "" if key in WORDS else _blanked(inner) for key, inner in value.items()}
        case list():
            return [_blanked(inner) for inner in value]
        case _:
            return value


def _row(row: Sequence[str]) -> list[str]:
    """Cells without sentences: those of several words."""
    return ["" if cell.count(" ") > 3 else cell for cell in row]


if __name__ == "__main__":
    main()

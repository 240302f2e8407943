"""What `hpplan check` finds of single faults that are planted in the real data.

    .venv/bin/python benchmarks/mutants.py [--each 16] [--seed 1] [--misses] [--write FOLDER]
                                           [--beside FOLDER]

For each kind of fault: in how many mutants it is found under its code (recall), at its place, and
with the suggestion that is meant; and how many findings more there are than the data had. Mutants
without a fault must have none more. `--write` puts them into folders, for others to be tried on;
`--beside` tries yamllint and check-jsonschema on them, which are commands in that folder.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hpplan.checks.run import inspect
from hpplan.diagnostics.finding import Finding
from hpplan.reading import read
from hpplan.reading.json_schema import render
from mutation import corpus
from mutation.base import DATA, Mutant
from other_checkers import Lines, check_jsonschema, yamllint


@dataclass(frozen=True)
class Judged:
    """What was found of a mutant. `more` are new findings of other codes."""

    mutant: Mutant
    found: bool
    placed: bool
    suggested: bool
    more: tuple[str, ...]
    reported: str

    @property
    def missed(self) -> bool:
        if self.mutant.harmless:
            return bool(self.more)
        return not (self.found and self.placed and self.suggested)


def findings(files: dict[str, bytes], folder: Path) -> list[Finding]:
    """What check reports of the files."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    reading = read(folder)
    answer = list(reading.findings)
    return answer if reading.programme is None else [*answer, *inspect(reading.programme.on())]


def judged(mutant: Mutant, clean: Counter[tuple[str, str]], folder: Path) -> Judged:
    """The findings that the clean data do not have, held against what was planted."""
    new = beyond(findings(dict(mutant.files), folder), clean)
    its = [found for found in new if found.code == mutant.code]
    placed = [found for found in its if any(at in mutant.at for at in places(found))]
    named = [
        found for found in placed or its if mutant.hint is None or mutant.hint in (found.hint or "")
    ]
    return Judged(
        mutant,
        found=bool(its),
        placed=bool(placed),
        suggested=bool(named),
        more=tuple(found.code for found in new if found.code != mutant.code),
        reported="; ".join(shown(found) for found in new[:4]),
    )


def beyond(found: Iterable[Finding], clean: Counter[tuple[str, str]]) -> list[Finding]:
    """The findings that are not among the clean data's, or more often."""
    left = clean.copy()
    new = []
    for each in found:
        key = each.code, each.message
        if left[key]:
            left[key] -= 1
        else:
            new.append(each)
    return new


def places(found: Finding) -> list[tuple[str, int, int]]:
    """Where the finding and its notes point to."""
    stated = [found.place, *(note.place for note in found.notes)]
    return [(Path(at.file).name, at.line, at.column) for at in stated if at is not None]


def shown(found: Finding) -> str:
    at = "" if found.place is None else f"{found.place.line}:{found.place.column} "
    return f"{found.code} {at}{found.message[:90]} ({(found.hint or '')[:60]})"


def judge(mutants: Sequence[Mutant], data: Path = DATA) -> list[Judged]:
    """Each mutant, held against the clean data."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        original = {path.name: path.read_bytes() for path in data.glob("*.yaml")}
        clean = Counter((found.code, found.message) for found in findings(original, folder))
        return [judged(mutant, clean, folder) for mutant in mutants]


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def table(results: Sequence[Judged]) -> str:
    """A row for each kind of fault, then what the harmless ones raised, as Markdown."""
    rows = [
        "| fault | code | mutants | found (%) | place right (%) | suggestion right (%) | others |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    faulty = [each for each in results if not each.mutant.harmless]
    kinds = dict.fromkeys((each.mutant.kind, each.mutant.code) for each in faulty)
    rows += [_row(f"{k} | {c}", [e for e in faulty if e.mutant.kind == k]) for k, c in kinds]
    rows += [
        _row("**all** | ", faulty),
        "",
        "| the same data otherwise | mutants | false alarms |",
        "|---|--:|--:|",
    ]
    calm = [each for each in results if each.mutant.harmless]
    for kind in dict.fromkeys(each.mutant.kind for each in calm):
        these = [each for each in calm if each.mutant.kind == kind]
        rows.append(f"| {kind} | {len(these)} | {sum(each.missed for each in these)} |")
    rows.append(f"| **all** | {len(calm)} | {sum(each.missed for each in calm)} |")
    return "\n".join(rows) + "\n"


def _row(what: str, these: Sequence[Judged]) -> str:
    hinted = [each for each in these if each.mutant.hint is not None]
    cells = (
        str(len(these)),
        percent(sum(each.found for each in these), len(these)),
        percent(sum(each.placed for each in these), len(these)),
        percent(sum(each.suggested for each in hinted), len(hinted)),
        str(sum(len(each.more) for each in these)),
    )
    return f"| {what} | {' | '.join(cells)} |"


GROUPS = {
    "files and YAML": ("HP0",),
    "schema": ("HP1",),
    "names": ("HP2",),
    "dates": ("HP3",),
    "rules, claims and sources": ("HP4", "HP5", "HP6", "HP7", "HP8"),
}
"""Faults by the beginning of their code."""


def beside(results: Sequence[Judged], tools: Path) -> str:
    """A row for each group of faults: what each tool finds, and on the right line, as Markdown."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, schema = Path(temporary) / "mutants", Path(temporary) / "schema.json"
        write([each.mutant for each in results], folder)
        schema.write_text(render(), encoding="utf-8")
        others = yamllint(tools, folder), check_jsonschema(tools, folder, schema)
    rows = [
        "| faults | mutants | hpplan | on the line | yamllint | on the line | check-jsonschema |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    numbered = [(f"{number:04}", each) for number, each in enumerate(results)]
    for group, begins in GROUPS.items():
        these = [(name, e) for name, e in numbered if e.mutant.code.startswith(begins)]
        rows.append(_row_beside(group, these, others))
    rows.append(_row_beside("**all**", [n for n in numbered if not n[1].mutant.harmless], others))
    calm = [(name, each) for name, each in numbered if each.mutant.harmless]
    alarms = [str(sum(each.missed for _, each in calm))]
    alarms += [str(sum(name in answer for name, _ in calm)) for answer in others]
    cells = f"{alarms[0]} | | {alarms[1]} | | {alarms[2]}"
    rows.append(f"| no fault: false alarms | {len(calm)} | {cells} |")
    return "\n".join(rows) + "\n"


def _row_beside(what: str, these: Sequence[tuple[str, Judged]], others: Sequence[Lines]) -> str:
    lint, schema = others
    on_line = (
        any((file, line) in lint.get(name, ()) for file, line, _ in each.mutant.at)
        for name, each in these
    )
    counts = (
        sum(each.found for _, each in these),
        sum(each.placed for _, each in these),
        sum(name in lint for name, _ in these),
        sum(on_line),
        sum(name in schema for name, _ in these),
    )
    cells = [f"{percent(count, len(these))} %" for count in counts]
    return f"| {what} | {len(these)} | {' | '.join(cells)} |"


def write(mutants: Sequence[Mutant], folder: Path) -> None:
    """A folder for each mutant, and an index of what each is."""
    folder.mkdir(parents=True, exist_ok=True)
    index = []
    for number, mutant in enumerate(mutants):
        there = folder / f"{number:04}"
        there.mkdir(exist_ok=True)
        for name, content in mutant.files.items():
            (there / name).write_bytes(content)
        index.append(
            {
                "folder": there.name,
                "kind": mutant.kind,
                "code": mutant.code,
                "at": sorted(mutant.at),
            }
        )
    (folder / "index.json").write_text(json.dumps(index, indent=1), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--each", type=int, default=16, help="how many mutants of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true", help="show every miss")
    parser.add_argument("--write", type=Path, help="put the mutants into this folder")
    parser.add_argument("--beside", type=Path, help="where yamllint and check-jsonschema are")
    asked = parser.parse_args(arguments)
    mutants = corpus(asked.each, asked.seed)
    if asked.write is not None:
        write(mutants, asked.write)
    results = judge(mutants)
    print(table(results))
    if asked.beside is not None:
        print(beside(results, asked.beside))
    if asked.misses:
        for each in results:
            if each.missed:
                print(f"{each.mutant.kind}: {sorted(each.mutant.at)} {each.mutant.hint}")
                print(f"    {each.reported}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

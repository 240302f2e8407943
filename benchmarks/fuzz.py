"""Feed hpplan what nobody means to write, and see that it never breaks.

    .venv/bin/python benchmarks/fuzz.py [--inputs 20000] [--seed 1] [--keep FOLDER]

Each input is read and checked as a library does; one in three also goes through a command in this
process. What must not happen: an exception, an exit code that is not one of ours, a finding without
words or outside its file, text that reaches the terminal raw, or more than `SLOWEST` seconds of
processor time. Inputs that make it happen are kept in the folder. Equal arguments try equal inputs.
"""

import argparse
import json
import re
import resource
import signal
import sys
import tempfile
import traceback
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random
from time import process_time
from typing import Final
from zipfile import ZipFile

import typer
from typer.testing import CliRunner, Result

from hostile import SEED, Hostile, Maker, makers, plan_makers, structures, written
from hpplan.checks.run import inspect
from hpplan.cli.app import app
from hpplan.diagnostics.finding import Finding, Severity
from hpplan.diagnostics.place import Locator
from hpplan.reading import read

SLOWEST: Final = 20
"""Seconds of processor time after which an input counts as a hang."""
MEMORY: Final = 4 * 1024**3
OURS: Final = frozenset({0, 1, 2, 3, 4})
"""The exit codes of a command that is neither interrupted nor a bug."""
RAW: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
ZIPPED: Final = b"PK\x03\x04"
"""How a workbook begins."""
SHARE: Final = {
    "bytes": 7,
    "tokens": 7,
    "bytes changed": 15,
    "lines changed": 8,
    "values changed": 15,
    "values exchanged": 20,
    "values, two files": 6,
    "structures": 6,
    "plan files, bytes": 2,
    "plan files, values": 2,
    "plan files, exchanged": 2,
    "command lines": 4,
    "real data, bytes": 1,
    "real data, lines": 1,
    "real data, values": 1,
    "real data, exchanged": 3,
}
"""Of how many in a hundred inputs each kind makes."""


class PromiseError(Exception):
    """A promise that was not kept."""


@dataclass
class Tally:
    """What became of the inputs of one kind."""

    inputs: int = 0
    accepted: int = 0
    """Read to a programme, or a command line that did what it was asked."""
    commands: int = 0
    slowest: float = 0.0
    broken: list[str] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)


def seed_plan(folder: Path) -> bytes:
    """What hpplan plans for the seed."""
    data = folder / "seed"
    data.mkdir()
    (data / SEED.name).write_bytes(SEED.read_bytes())
    planned = CliRunner().invoke(app, ["assign", "--data", str(data), "--format", "json"])
    json.loads(planned.stdout)
    return planned.stdout.encode()


def inputs(number: int, seeded: int, made: dict[str, Maker]) -> Iterator[Hostile]:
    """So many inputs, each kind with its share."""
    for kind, share in SHARE.items():
        count = number * share // 100
        dice = Random(f"{seeded} {kind}")
        if kind == "structures":
            for tree in structures(count, seeded):
                yield Hostile(kind, {"a.yaml": written(dice, tree)})
        else:
            for _ in range(count):
                yield made[kind](dice)


def tried(hostile: Hostile, folder: Path, dice: Random, tally: Tally) -> None:
    """Read, check and now and then command; raises whatever goes wrong."""
    data = folder / "data"
    for old in data.iterdir():
        old.unlink()
    for name, content in hostile.files.items():
        (data / name).write_bytes(content)
    if hostile.words:
        tally.accepted += command([*hostile.words, "--data", str(data)], tally) == 0
        return
    if hostile.plan is not None:
        plan = folder / "plan.json"
        plan.write_bytes(hostile.plan)
        tally.accepted += command(with_plan(dice, data, plan), tally) == 0
        return
    reading = read(data)
    look_at(reading.findings, reading.places, data)
    refused = any(found.severity is Severity.ERROR for found in reading.findings)
    if refused != (reading.programme is None):
        raise PromiseError("a programme beside an error, or none without one")
    tally.codes.update({found.code for found in reading.findings})
    if reading.programme is not None:
        tally.accepted += 1
        found = inspect(reading.programme.on())
        look_at(found, reading.places, data)
        tally.codes.update({finding.code for finding in found})
    if dice.random() < 1 / 3:
        command(on_data(dice, data, small=len(hostile.files) < 2), tally)


def on_data(dice: Random, data: Path, *, small: bool) -> list[str]:
    """A command that any data may meet. Planning is for what is small."""
    known = ("check", "check", "timeline", "diff", *(("assign",) if small else ()))
    name = dice.choice(known)
    words = [name, "--data", str(data), "--format", dice.choice(formats(name))]
    if name == "diff":
        words += dice.sample(["2022", "2023-07-04", "2024", "2026-01-01"], 2)
    if name == "assign":
        words += ["--time-limit", "1"]
    return words


def with_plan(dice: Random, data: Path, plan: Path) -> list[str]:
    """A command that reads a plan file."""
    name = dice.choice(("verify", "timeline", "diff"))
    words = [name, "--data", str(data), "--format", dice.choice(formats(name))]
    match name:
        case "verify":
            return [*words, str(plan)]
        case "timeline":
            return [*words, "--plan", str(plan)]
        case _:
            return [*words, "2024-01-01", str(plan)]


def formats(name: str) -> Sequence[str]:
    """The formats that the command's help lists."""
    commands = typer.main.get_command(app)
    chosen = next(p for p in commands.commands[name].params if "--format" in p.opts)  # type: ignore[attr-defined]  # it is a group
    return re.findall(r"[\w-]+", chosen.metavar or "")


def command(words: Sequence[str], tally: Tally) -> int:
    """Run a command line in this process, look at what it prints, and say how it ended."""
    tally.commands += 1
    ran = CliRunner().invoke(app, list(words), prog_name="hpplan")
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    if ran.exit_code not in OURS:
        raise PromiseError(f"exit code {ran.exit_code}")
    coloured = "always" in words
    for stream in printed(ran):
        shown = re.sub(r"\x1b\[[0-9;]*m", "", stream) if coloured else stream
        raw = {c for c in shown if c != "\n" and unicodedata.category(c) in RAW}
        if raw:
            raise PromiseError(f"raw {sorted(raw)!a} from {' '.join(words)!a}")
    return ran.exit_code


def printed(ran: Result) -> Iterator[str]:
    """What a command shows: its two streams, or the parts of the workbook that it gave out."""
    if ran.stdout_bytes.startswith(ZIPPED):
        with ZipFile(BytesIO(ran.stdout_bytes)) as parts:
            yield from [parts.read(name).decode("utf-8") for name in parts.namelist()]
    else:
        yield ran.stdout
    yield ran.stderr


def look_at(findings: Sequence[Finding], places: Locator, data: Path) -> None:
    """Each finding has words, a code, and a place that exists."""
    for found in findings:
        if not re.fullmatch(r"HP\d{3}", found.code) or not found.message.strip():
            raise PromiseError(f"a finding without code or words: {found}")
        for place in (found.place, *(note.place for note in found.notes)):
            if place is None:
                continue
            if not place.file.startswith(f"{data}/"):
                raise PromiseError(f"a place outside of the data: {place}")
            if not 1 <= place.line <= place.end_line or place.column < 1:
                raise PromiseError(f"a place that does not exist: {place}")
            if (line := places.source_line(place)) and place.column > len(line) + 1:
                raise PromiseError(f"a place behind the end of its line: {place}")


def _too_slow(_: int, __: object) -> None:
    raise PromiseError(f"more than {SLOWEST} seconds of processor time")


def keep(hostile: Hostile, said: str, folder: Path, number: int) -> None:
    """Save what broke it, with the traceback."""
    there = folder / f"{number:04}-{hostile.kind.replace(' ', '-').replace(',', '')}"
    there.mkdir(parents=True, exist_ok=True)
    for name, content in hostile.files.items():
        (there / name).write_bytes(content)
    if hostile.plan is not None:
        (there / "plan").write_bytes(hostile.plan)
    (there / "said.txt").write_text(f"{list(hostile.words)!a}\n{said}", encoding="utf-8")


def run(number: int, seeded: int, kept: Path) -> dict[str, Tally]:
    """Try so many inputs."""
    tallies: dict[str, Tally] = {kind: Tally() for kind in SHARE}
    signal.signal(signal.SIGVTALRM, _too_slow)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "data").mkdir()
        made = makers() | plan_makers(seed_plan(folder))
        dice = Random(seeded)
        for hostile in inputs(number, seeded, made):
            tally = tallies[hostile.kind]
            tally.inputs += 1
            started = process_time()
            signal.setitimer(signal.ITIMER_VIRTUAL, SLOWEST)
            try:
                tried(hostile, folder, dice, tally)
            except BaseException as fault:  # whatever it is, it is what is looked for
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
                if isinstance(fault, KeyboardInterrupt):
                    raise
                said = traceback.format_exc()
                tally.broken.append(f"{type(fault).__name__}: {fault}"[:200])
                keep(hostile, said, kept, sum(len(each.broken) for each in tallies.values()))
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            tally.slowest = max(tally.slowest, process_time() - started)
    return tallies


def table(tallies: dict[str, Tally]) -> str:
    """What was tried, and what was found, as Markdown."""
    lines = [
        "| kind of input | inputs | accepted | commands run | slowest (s) | promises broken |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    row = "| {} | {:,} | {:,} | {:,} | {:.1f} | {} |"
    lines += [
        row.format(kind, t.inputs, t.accepted, t.commands, t.slowest, len(t.broken))
        for kind, t in tallies.items()
    ]
    every = tallies.values()
    lines += [
        row.format(
            "all",
            sum(t.inputs for t in every),
            sum(t.accepted for t in every),
            sum(t.commands for t in every),
            max(t.slowest for t in every),
            sum(len(t.broken) for t in every),
        ),
        "",
        "In how many inputs each finding was reported:",
        "",
    ]
    codes = sum((t.codes for t in every), Counter[str]())
    lines.append(", ".join(f"{code} {codes[code]:,}" for code in sorted(codes)))
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"))
    asked = parser.parse_args(arguments)
    if asked.inputs < 1:
        parser.error("--inputs: at least 1")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    tallies = run(asked.inputs, asked.seed, asked.keep)
    print(table(tallies))
    broken = [f"{kind}: {said}" for kind, t in tallies.items() for said in t.broken]
    for said, times in Counter(broken).most_common():
        print(f"{times} x {said!a}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

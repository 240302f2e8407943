"""Cut the writing of data files short, and see that each is old or new and no claim is lost.

    python benchmarks/torn_files.py [--tries 1000] [--seed 1] [--only KIND]

Each try records a claim, its new source and the programme's date, in three files, by the command
itself in a process of its own, and

- `two` writers, each with a claim of its own, at once: one of them may be refused, and tries again;
- `full`: the disk takes no more than some bytes of any file (RLIMIT_FSIZE);
- `killed`: SIGKILL, after so many of what it does with files, or after some milliseconds;
- `interrupted`: Ctrl-C (SIGINT), in the same ways.

Afterwards each file holds what it held before, or what it holds after a write that nothing cut
short; those that do come first in the order sources, waves, sites; the data can be read; and the
same command finishes the rest and leaves no other file behind (but for the empty file that was
locked, where all had been written before SIGKILL). The same seed tries the same, but
for what the clock decides.
"""

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any, Final

from hpplan.cli import main
from hpplan.cli.app import app
from hpplan.reading import read
from hpplan.writing import lock

KINDS: Final = ("two", "full", "killed", "interrupted")
FILES: Final[Mapping[str, str]] = {
    "facts.yaml": "sources:\n- {id: letter, published: 2024-01-01}   # by post\n",
    "when.yaml": "programme:\n  id: coast\n  as_of: 2024-01-01   # New Year\n",
    "who.yaml": (
        "sites:\n"
        + "".join(f"- id: s{n}\n  kind: branch\n  note: {'x' * 2000}\n" for n in range(8))
        + "# the end\n"
    ),
}
"""Sources, the programme's date, and sites, each in a file. Without waves nothing is planned."""
MOST_STEPS: Final = 40
"""After how many of what is done with files, from the lock on, a command is ended at most."""
LONGEST: Final = 0.02
"""After how many seconds, from the lock on, it is ended at most."""

LATEST: Final = 0.5
"""How many seconds after the first the second of two writers begins at most."""


class Torn(Exception):
    """What must not be was seen."""


def command(folder: Path, site: str) -> list[str]:
    """Record a claim of the site, with a source of its own, and move the programme's date."""
    new = ["--new-source", f"by-{site}", "--title", f"Minutes of {site}", "--published", "2024-03"]
    said = ["record", site, "joined", *new, "--advance"]
    return [*said, "--data", str(folder), "--format", "json"]


def ran(words: Sequence[str], before: Callable[[], None] = lambda: None) -> int:
    """A process that runs the command."""
    if (child := os.fork()) != 0:
        return child
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored behind a shell's `&`
    sys.argv = ["hpplan", *words]
    before()
    try:
        main()
    except SystemExit as end:
        os._exit(int(end.code or 0))
    finally:
        os._exit(70)


def ended(child: int) -> int:
    """How it ended: its exit code, or a signal as a negative number."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def ended_by(number: int, steps: int | None, seconds: float | None) -> Callable[[], None]:
    """Send the process that signal, once it holds the lock: after so many of what it does with
    files, or after so many seconds.
    """

    def prepare() -> None:
        done: list[int] = []

        def hear(event: str, details: tuple[Any, ...]) -> None:
            if not done:
                if event != "open" or not str(details[0]).endswith(lock.NAME):
                    return
                if seconds is not None:
                    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), number))
                    signal.setitimer(signal.ITIMER_REAL, seconds)
            done.append(0)
            if len(done) == steps:
                os.kill(os.getpid(), number)

        sys.addaudithook(hear)

    return prepare


def at_most(size: int) -> Callable[[], None]:
    """No file may have more bytes."""

    def prepare() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return prepare


@contextmanager
def a_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    try:
        for name, text in FILES.items():
            (folder / name).write_text(text)
        yield folder
    finally:
        shutil.rmtree(folder)


def contents(folder: Path) -> dict[str, str]:
    """What each file there holds."""
    return {path.name: path.read_text() for path in folder.iterdir()}


@cache
def undisturbed(*sites: str) -> Mapping[str, str]:
    """What the files hold after the commands, if nothing cuts them short."""
    with a_folder() as folder:
        for site in sites:
            if (code := ended(ran(command(folder, site)))) != 0:
                raise Torn(f"recording is refused with {code}")
        return contents(folder)


def cut_short(kind: str, random: Random, expected: Mapping[str, str]) -> str:
    """One try: how the command ended, in a word."""
    with a_folder() as folder:
        words = command(folder, "s0")
        if kind == "full":
            size = len(random.choice([*expected.values()])) + random.randint(-200, 20)
            code = ended(ran(words, at_most(max(0, size))))
            codes = {0, 1}
        else:
            number = signal.SIGKILL if kind == "killed" else signal.SIGINT
            by_steps = random.random() < 0.7
            steps = random.randint(1, MOST_STEPS) if by_steps else None
            seconds = None if by_steps else random.uniform(1e-6, LONGEST)
            code = ended(ran(words, ended_by(number, steps, seconds)))
            codes = {0, -signal.SIGKILL} if kind == "killed" else {0, 130}
        if code not in codes:
            raise Torn(f"it ended with {code}")
        new = look(folder, expected)
        if code in (0, 1) and new != (len(FILES) if code == 0 else 0):
            raise Torn(f"it ended with {code}, and {new} files are new")
        if (again := ended(ran(words))) != 0:
            raise Torn(f"the same command ends with {again}")
        now = contents(folder)
        if new == len(FILES) and now.get(lock.NAME) == "":
            del now[lock.NAME]  # whoever was killed left it, and nothing was to be written again
        if now != expected:
            raise Torn(f"the same command does not finish the rest: {sorted(now)}")
        return f"with {new} of {len(FILES)} files written"


def look(folder: Path, expected: Mapping[str, str]) -> int:
    """How many files are new; raises Torn if one is neither old nor new, or they are not the first
    of them, or cannot be read.
    """
    now = contents(folder)
    for name, old in FILES.items():
        if now.get(name) not in (old, expected[name]):
            raise Torn(f"{name} is neither old nor new")
    new = [now[name] == expected[name] for name in FILES]
    if new != sorted(new, reverse=True):
        raise Torn(f"not in the order sources, waves, sites: {new}")
    if read(folder).programme is None:
        raise Torn("the data cannot be read")
    return sum(new)


def two_writers(random: Random) -> str:
    """Two commands at once, each again until it is done: how often one was refused."""
    with a_folder() as folder:
        sites = random.sample(("s0", "s1", "s7"), 2)
        late = random.choice((0.0, random.uniform(0, LATEST)))
        running = {ran(command(folder, sites[0])): sites[0]}
        running[ran(command(folder, sites[1]), lambda: time.sleep(late))] = sites[1]
        refused = 0
        while running:
            child, status = os.waitpid(-1, 0)
            site = running.pop(child)
            code = os.waitstatus_to_exitcode(status)
            if code == 1:
                refused += 1
                running[ran(command(folder, site))] = site
            elif code != 0:
                raise Torn(f"it ended with {code}")
        now = contents(folder)
        if now not in (undisturbed(*sites), undisturbed(*reversed(sites))):
            raise Torn("a claim is lost, or there is something else")
        return "refused, and done again" if refused else "one after the other"


def tried(kind: str, tries: int, seed: int) -> Counter[str]:
    """How often each end was seen."""
    expected = undisturbed("s0")
    seen: Counter[str] = Counter()
    for number in range(tries):
        random = Random(f"{seed} {kind} {number}")
        try:
            seen[two_writers(random) if kind == "two" else cut_short(kind, random, expected)] += 1
        except Torn as torn:
            raise SystemExit(f"{kind}, try {number} of seed {seed}: {torn}") from None
    return seen


def run() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--tries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=KINDS)
    given = parser.parse_args()
    warm()
    for kind in KINDS if given.only is None else [given.only]:
        started = time.monotonic()
        seen = tried(kind, given.tries, given.seed)
        ends = ", ".join(f"{count} {end}" for end, count in sorted(seen.items()))
        took = time.monotonic() - started
        print(f"{kind}: {given.tries} tries, no file torn, no claim lost ({ends}); {took:.0f} s")


def warm() -> None:
    """Record once here, so that all is loaded for the processes that are forked: without waves
    nothing is solved, and no thread begins.
    """
    with a_folder() as folder, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        app(command(folder, "s0"), prog_name="hpplan", standalone_mode=False)


if __name__ == "__main__":
    run()

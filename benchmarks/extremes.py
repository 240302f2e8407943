"""What `hpplan check` makes of data that is made to hurt: how long it takes and how much memory.

    .venv/bin/python benchmarks/extremes.py [--only WORD] [--share 1.0]

Each case is a folder, checked in a process of its own that may use 8 GiB of address space and
five minutes of processor time. The table says how it ended, with what findings, and what it cost;
`--share` makes all cases smaller.
"""

import argparse
import json
import os
import socket
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from spent import Limits, run

LIMITS: Final = Limits(memory=8 * 1024**3, seconds=300)
ENDINGS: Final = frozenset({0, 1})
"""How check may end: without errors or with some."""

HEAD: Final = """\
programme: {id: p, name: P, as_of: 2024-01-01}
sources: [{id: s, kind: document, published: 2023-01-01}]
waves: [{id: W1, go_live: 2024-06-01}, {id: W2, go_live: 2025-06-01}]
"""
CLAIM: Final = "      - {{says: {}, wave: W{}, source: s{}}}\n"

Make = Callable[[Path, int], object]


@dataclass(frozen=True)
class Case:
    """A folder made to hurt: `make` repeats something so many times in it."""

    what: str
    times: int
    make: Make


@dataclass(frozen=True)
class Cost:
    """How check ended, what it found, and what it took."""

    exit_code: int
    found: Counter[str]
    seconds: float
    mebibytes: float
    megabytes: float

    @property
    def kept(self) -> bool:
        """Whether it ended as check should, with a finding wherever it failed."""
        return self.exit_code in ENDINGS and (self.exit_code == 0 or bool(self.found))


def file(build: Callable[[int], str | bytes]) -> Make:
    """A case of one file with this content."""

    def make(folder: Path, times: int) -> None:
        content = build(times)
        raw = content.encode() if isinstance(content, str) else content
        (folder / "a.yaml").write_bytes(raw)

    return make


# --- much of it -----------------------------------------------------------------------------------


def day(number: int) -> str:
    return f"{2000 + number // 336 % 23}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"


def claims_of_one(times: int) -> str:
    claims = (CLAIM.format("planned", n % 2 + 1, f", known: {day(n)}") for n in range(times))
    return f"{HEAD}municipalities:\n  - id: a\n    name: A\n    claims:\n{''.join(claims)}"


def claims_that_disagree(times: int) -> str:
    claims = (CLAIM.format("decided", n % 2 + 1, "") for n in range(times))
    return f"{HEAD}municipalities:\n  - id: a\n    name: A\n    claims:\n{''.join(claims)}"


def claims_of_many(times: int) -> str:
    claim = "{{says: planned, wave: W1, source: s, known: {}}}"
    claims = ", ".join(claim.format(day(n)) for n in range(10))
    return sites(max(1, times // 10), f", claims: [{claims}]".replace("{", "{{").replace("}", "}}"))


def faulty_claims(times: int) -> str:
    return f"{HEAD}municipalities: [{{id: a, claims: [{'1,' * times}]}}]\n"


def unknown_keys(times: int) -> str:
    keys = ", ".join(f"k{n:07}: 1" for n in range(times))
    return f"{HEAD}municipalities: [{{id: a, {keys}}}]\n"


def sites(times: int, more: str = "") -> str:
    entries = (f"  - {{id: m{n}, name: M{more.format(n)}}}\n" for n in range(times))
    return f"{HEAD}municipalities:\n{''.join(entries)}"


def ring(times: int) -> str:
    rules = (f"  - {{kind: before, first: m{n}, then: m{(n + 1) % times}}}\n" for n in range(times))
    return f"{sites(times)}rules:\n{''.join(rules)}"


def pairs(times: int) -> str:
    half = times // 2
    first, then = ([f"m{n}" for n in some] for some in (range(half), range(half, times)))
    rule = f"{{kind: before, first: [{', '.join(first)}], then: [{', '.join(then)}]}}"
    return f"{sites(times)}rules: [{rule}]\n"


def laughs(times: int) -> str:
    rows = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, times))
    return "\n".join(["a0: &a0 [x, x]", *rows])


def steps(times: int) -> str:
    return "".join(f"{' ' * n}a:\n" for n in range(times))


def many_files(folder: Path, times: int) -> None:
    (folder / "a.yaml").write_text(HEAD)
    for number in range(times):
        (folder / f"b{number}.yaml").write_text(f"municipalities: [{{id: m{number}, name: M}}]\n")


# --- no file --------------------------------------------------------------------------------------


def pipe(folder: Path, _: int) -> None:
    os.mkfifo(folder / "a.yaml")


def device(folder: Path, _: int) -> None:
    (folder / "a.yaml").symlink_to("/dev/zero")


def loop(folder: Path, _: int) -> None:
    (folder / "a.yaml").symlink_to("b.yaml")
    (folder / "b.yaml").symlink_to("a.yaml")


def listening(folder: Path, _: int) -> None:
    with chdir(folder), socket.socket(socket.AF_UNIX) as server:
        server.bind("a.yaml")  # a path of a socket has a hundred bytes at most


def a_folder(folder: Path, _: int) -> None:
    (folder / "a.yaml").mkdir()


def closed(folder: Path, _: int) -> None:
    (folder / "a.yaml").write_text(HEAD)
    (folder / "a.yaml").chmod(0)


def too_large(folder: Path, _: int) -> None:
    with (folder / "a.yaml").open("wb") as opened:
        opened.truncate(10**12)


# --- strange content ------------------------------------------------------------------------------

ODD: Final = (
    *("0000", "99999", "1" + "0" * 400, "-1", "1e400", ".inf", "0000-01-01", "2024-02-30"),
    *("10000-01-01", "''", "[]", "1" * 100_000),
)
KEYS: Final = ("size: {{inhabitants: {}}}", "since: {}", "location: [{}, 0]", "required: {}")


def odd_values(_: int) -> str:
    lines = (
        f"  - {{id: m{n}x{k}, name: M, {key.format(value)}}}\n"
        for n, value in enumerate(ODD)
        for k, key in enumerate(KEYS)
    )
    return f"{HEAD}municipalities:\n{''.join(lines)}"


CASES: Final = (
    Case("10⁶ claims of one site", 1_000_000, file(claims_of_one)),
    Case("10⁶ claims of 100,000 sites", 1_000_000, file(claims_of_many)),
    Case("100,000 equally new claims that disagree", 100_000, file(claims_that_disagree)),
    Case("10⁶ sites", 1_000_000, file(sites)),
    Case("10⁶ sites with an unknown key each", 1_000_000, file(lambda n: sites(n, ", x: 1"))),
    Case("100,000 unknown names among 100,000", 100_000, file(lambda n: sites(n, ", trust: m{}"))),
    Case("10⁶ equal ids", 1_000_000, file(lambda n: sites(1) + "  - {id: m0, name: M}\n" * n)),
    Case(
        "10⁶ unknown sections", 1_000_000, file(lambda n: "".join(f"k{i}: 1\n" for i in range(n)))
    ),
    Case("5·10⁶ equal keys", 5_000_000, file(lambda n: "k: 1\n" * n)),
    Case("before: 500 sites, 500 others", 1_000, file(pairs)),
    Case("a ring of 2,000 rules", 2_000, file(ring)),
    Case("50 MB of numbers", 25_000_000, file(lambda n: f"a: [{'1,' * n}1]")),
    Case("50 MB of empty mappings", 10_000_000, file(lambda n: "a:\n" + "- {}\n" * n)),
    Case("50 MB of faulty claims", 25_000_000, file(faulty_claims)),
    Case("50 MB of unknown keys", 4_000_000, file(unknown_keys)),
    Case("50 MB of one key", 50_000_000, file(lambda n: f"{'k' * n}: 1")),
    Case("50 MB of one text", 50_000_000, file(lambda n: f"a: '{'x' * n}'")),
    Case("50 MB in one line, then a fault", 50_000_000, file(lambda n: f"a: [{' ' * n}}}")),
    Case("50 MB of blank lines", 50_000_000, file(lambda n: "\n" * n)),
    Case("50 MB of NUL", 50_000_000, file(lambda n: b"\0" * n)),
    Case("10¹² bytes", 1, too_large),
    Case("a billion laughs", 20, file(laughs)),
    Case("200,000 brackets", 200_000, file(lambda n: "[" * n)),
    Case("200,000 braces", 200_000, file(lambda n: "{a: " * n)),
    Case("200,000 dashes", 200_000, file(lambda n: "- " * n)),
    Case("10,000 steps of indentation", 10_000, file(steps)),
    Case("10,000 files", 10_000, many_files),
    Case("numbers and dates out of range", 1, file(odd_values)),
    Case("a pipe", 1, pipe),
    Case("a link to /dev/zero", 1, device),
    Case("links in a ring", 1, loop),
    Case("a socket", 1, listening),
    Case("a folder named a.yaml", 1, a_folder),
    Case("a file without permission", 1, closed),
    Case("an empty file", 1, file(lambda _: b"")),
    Case("UTF-16", 1, file(lambda _: HEAD.encode("utf-16"))),
    Case("Latin-1", 1, file(lambda _: HEAD.encode() + b"# \xe5\n")),
    Case(
        "a byte order mark, CRLF",
        1,
        file(lambda _: b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode()),
    ),
)
"""Every case, the largest first."""


def cost(case: Case, share: float = 1.0) -> Cost:
    """Make the case and check it, in a process of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary)
        case.make(data, max(1, int(case.times * share)))
        size = sum(path.lstat().st_size for path in data.iterdir())
        words = [sys.executable, "-m", "hpplan", "check", "--data", str(data), "--format", "json"]
        taken = run(words, LIMITS)
    found = json.loads(taken.stdout)["findings"] if taken.stdout.startswith(b"{") else []
    counted = Counter(each["code"] for each in found)
    return Cost(taken.exit_code, counted, taken.seconds, taken.mebibytes, size / 1e6)


def row(case: Case, taken: Cost) -> str:
    """A row of the table, as Markdown."""
    found = ", ".join(f"{code} {times:,}" for code, times in sorted(taken.found.items())) or "–"
    size = f"{taken.megabytes:,.1f}"
    spent = f"{taken.seconds:.1f} | {taken.mebibytes:,.0f}"
    return f"| {case.what} | {size} | {taken.exit_code} | {found} | {spent} |"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="", help="only cases with this word in their name")
    parser.add_argument("--share", type=float, default=1.0, help="how much of each size")
    asked = parser.parse_args(arguments)
    print("| data | MB | exit | findings | seconds | MiB |")
    print("|---|--:|--:|---|--:|--:|", flush=True)
    failed = []
    for case in CASES:
        if asked.only in case.what:
            taken = cost(case, asked.share)
            print(row(case, taken), flush=True)
            failed += [] if taken.kept else [case.what]
    if failed:
        print(f"not as promised: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

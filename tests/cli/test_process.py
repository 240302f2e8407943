"""What every command has in common as a process: streams, pipes, signals, and bugs of ours."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.programmes import write
from tests.cli.running import PLAIN, REPOSITORY, Ran, command, run, run_process
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow


def piped(reader: str, *arguments: str) -> tuple[int, str]:
    """The exit code of the command, and all that is said, when its output goes to the reader."""
    line = f'set -o pipefail; "$@" 2>&1 | {reader}; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", line, "bash", *command(arguments)],
        cwd=REPOSITORY,
        env=PLAIN,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["check"], ["timeline"], ["timeline", "--format", "csv"]]
)
def test_a_reader_who_has_read_enough_ends_the_command_quietly(arguments: list[str]) -> None:
    assert piped("true", *arguments) == (0, "")
    code, said = piped("head -n 1", *arguments)
    assert (code, said.count("\n")) == (0, 1)


def test_a_full_device_is_said_and_is_no_bug() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command([]),
            cwd=REPOSITORY,
            env=PLAIN,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        2,
        "the output cannot be written: no space left on device\n",
    )


CLOSED = "the output cannot be written: stdout is closed\n"


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["--version"], ["schema"], ["timeline", "--format", "xlsx"]]
)
def test_an_answer_to_a_closed_stream_is_said_to_be_lost(arguments: list[str]) -> None:
    assert closed(">&-", *arguments) == (2, CLOSED)
    assert closed(">&- 2>&-", *arguments) == (2, "")


def test_who_writes_to_a_file_or_says_nothing_needs_no_streams(tmp_path: Path) -> None:
    wanted = tmp_path / "plan.csv"
    assert closed("2>&-") == (0, "")
    assert closed("<&- >&- 2>&-", "timeline", "--output", str(wanted)) == (0, "")
    assert wanted.read_text(encoding="utf-8") == run("timeline", "--format", "csv").stdout


def closed(streams: str, *arguments: str) -> tuple[int, str]:
    """The exit code of the command, and what it says, when the shell closes these streams."""
    done = subprocess.run(
        ["bash", "-c", f'"$@" {streams}', "bash", *command(arguments)],
        cwd=REPOSITORY,
        env=PLAIN,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_letters_that_the_terminal_cannot_show_are_replaced(tmp_path: Path, encoding: str) -> None:
    write(tmp_path, "programme: {id: p, name: Čáhput Ł Ж}\nwaves: [{id: W1}]\n")
    done = subprocess.run(
        command([]),
        cwd=tmp_path,
        env=PLAIN | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    shown = "Čáhput Ł Ж".encode(encoding, "replace")
    assert (done.returncode, done.stdout.splitlines()[0][: len(shown)]) == (0, shown)


STUMBLE = """
import sys
import hpplan.reading
from hpplan.cli import main

def load(*_, **__):
    raise LookupError("no\\x1b[31m such thing")

hpplan.reading.read = load
sys.argv = ["hpplan", "check"]
main()
"""


def stumble(**env: str) -> Ran:
    """How a command ends that has a bug in its middle."""
    done = subprocess.run(
        [sys.executable, "-c", STUMBLE],
        cwd=REPOSITORY,
        env=PLAIN | env,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def test_a_bug_is_reported_as_one_in_a_sentence_and_exits_with_70() -> None:
    found = (
        "hpplan: this is a bug in hpplan, not in your data (LookupError: no\\x1b[31m such thing); "
        "please report it, with what HPPLAN_DEBUG=1 adds.\n"
    )
    assert stumble() == Ran(70, "", found)


def test_a_bug_shows_its_traceback_to_who_asks_for_it() -> None:
    ran = stumble(HPPLAN_DEBUG="1")
    assert (ran.exit_code, ran.stdout) == (70, "")
    assert ran.stderr.startswith("Traceback (most recent call last):\n")


ESCAPE = re.compile(r"\x1b\[")


@pytest.mark.parametrize("arguments", [["check"], ["timeline"], []])
def test_nothing_is_coloured_without_a_terminal(arguments: list[str]) -> None:
    ran = run_process(*arguments)
    assert ESCAPE.search(ran.stdout + ran.stderr) is None


def on_a_terminal(*arguments: str, **env: str) -> str:
    """All that the command says to a terminal of 80 columns."""
    import pty

    said = b""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(arguments), cwd=REPOSITORY, env=PLAIN | env, stdout=theirs, stderr=theirs
    ) as running:
        os.close(theirs)
        while True:
            try:
                read = os.read(ours, 65536)
            except OSError:  # the other side is closed
                break
            said += read
        os.close(ours)
    assert running.returncode == 0
    return said.decode()


def test_a_terminal_gets_colour_unless_it_is_not_wanted() -> None:
    coloured = on_a_terminal("check", TERM="xterm")
    assert ESCAPE.search(coloured) is not None
    for plain in (
        on_a_terminal("check", TERM="xterm", NO_COLOR="1"),
        on_a_terminal("check", TERM="dumb"),
        on_a_terminal("check", "--color", "never", TERM="xterm"),
    ):
        assert ESCAPE.search(plain) is None


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": ""}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_can_be_forced_by_the_environment(env: dict[str, str], coloured: bool) -> None:
    assert (ESCAPE.search(run_process("check", env=env).stdout) is not None) == coloured


def test_colour_can_be_asked_for_anywhere() -> None:
    ran = run_process("check", "--color", "always", env={"NO_COLOR": "1"})
    assert ESCAPE.search(ran.stdout) is not None


def test_a_search_tells_a_terminal_how_far_each_goal_has_come() -> None:
    said = on_a_terminal("assign", "--format", "csv", TERM="xterm").replace("\r\n", "\n")
    found, _, answer = said.partition("site,name,")
    assert answer
    shown = re.sub(r"\d+\.\d s", "_ s", found).splitlines()
    in_the_end = {line.split()[0]: line for line in shown}
    assert list(in_the_end.values()) == [
        "  1/4 all 69 sites are placed: proved best, _ s",
        "  2/4 no site leaves its wave: proved best, _ s",
        "  3/4 13 splits of regions over waves: proved best, _ s",
        (
            "  4/4 inhabitants wait 568 days on average (426,399,522 inhabitant-days): "
            "proved best, _ s"
        ),
    ]


def test_a_search_without_a_terminal_tells_nothing() -> None:
    assert run_process("assign", "--format", "csv").stderr == ""


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["assign", "--help"], ["schema"], ["code", "--all"]]
)
def test_help_on_a_full_device_is_said_and_is_no_bug(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command(arguments),
            cwd=REPOSITORY,
            env=PLAIN,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        2,
        "the output cannot be written: no space left on device\n",
    )


OPTIMISED = [
    ["--help"],
    ["schema"],
    ["init", "begun", "--ci", "none"],
    ["code", "--all", "--format", "json"],
    ["check", "--format", "sarif"],
    ["check", "--data", "none", "--format", "json"],
    ["timeline", "--format", "csv"],
    ["assign", "--format", "json"],
    ["diff", "2023", "2024", "--format", "json"],
    ["explain", "dal", "--format", "json"],
    ["recommend", "dal", "--format", "json"],
    ["whatif", "dal=W2", "--format", "json"],
]


@pytest.mark.parametrize("arguments", OPTIMISED, ids=lambda words: words[0])
def test_python_without_docstrings_and_assertions_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        write(tmp_path / name)
    python, *words = command(arguments)
    done = subprocess.run(
        [python, "-OO", *words],
        cwd=tmp_path / "there",
        env=PLAIN,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    monkeypatch.chdir(tmp_path / "here")
    assert Ran(done.returncode, done.stdout, done.stderr) == run(*arguments)


LATE = """
import os, signal, sys
from hpplan.cli import main

class Heard:
    def __init__(self, stream):
        self.write = stream.write

    def flush(self):
        os.kill(os.getpid(), signal.{by.name})

sys.stdout = Heard(sys.stdout)
main()
"""


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_comes_as_the_command_ends_is_an_interruption(by: signal.Signals) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LATE.format(by=by), "--version"],
        env=PLAIN,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "")

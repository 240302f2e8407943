"""What a process takes: the processor's time, and the most memory that it had at once."""

import os
import resource
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bytes of address space, and seconds of processor time, after which the process is ended."""

    memory: int = 8 * 1024**3
    seconds: int = 600


@dataclass(frozen=True)
class Spent:
    """How the process ended, what it said, and what it took."""

    exit_code: int
    stdout: bytes
    seconds: float
    mebibytes: float


def run(words: Sequence[str], limits: Limits = Limits()) -> Spent:  # frozen
    """Run a command in a process of its own."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))

    with tempfile.TemporaryFile() as output:
        started = subprocess.Popen(
            words,
            stdout=output,
            stderr=subprocess.DEVNULL,
            preexec_fn=limited,  # noqa: PLW1509  # there is one thread here
        )
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read()
    seconds = used.ru_utime + used.ru_stime
    return Spent(started.returncode, said, seconds, used.ru_maxrss / 1024)

"""Commands at a terminal, where somebody presses Ctrl-C once they have read something."""

import os
import pty
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.cli.running import PLAIN, REPOSITORY, Ran, command


def interrupted(arguments: Sequence[str | Path], when: str, folder: Path = REPOSITORY) -> Ran:
    """How a command ends, with all its processes, on Ctrl-C when this is read on stderr."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(arguments),
        cwd=folder,
        env=PLAIN,
        stdout=subprocess.PIPE,
        stderr=theirs,
        encoding="utf-8",
        start_new_session=True,
    ) as running:
        os.close(theirs)
        said = b""
        while when.encode() not in said:
            said += os.read(ours, 65536)
        os.killpg(running.pid, signal.SIGINT)
        stdout, _ = running.communicate()
        with suppress(OSError):  # the other side is closed
            while read := os.read(ours, 65536):
                said += read
    os.close(ours)
    return Ran(running.returncode, stdout, said.decode())

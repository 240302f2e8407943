"""Arguments in, text and exit code out. `main` is what every command has in common: signals,
streams that cannot take a letter, and how a bug of ours ends.
"""

import contextlib
import errno
import gc
import io
import os
import signal
import sys
from typing import Final, NoReturn

from hpplan.cli.exit_codes import ExitCode

_UNWRITABLE: Final = frozenset(
    (errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC, errno.EPIPE)
)
"""How a stream, which has no name, says that nothing more can be written to it."""

ASKED_BY_SHELL: Final = "_HPPLAN_COMPLETE"
"""The environment variable by which the script of a shell asks how a line goes on."""

_heard: list[int] = []
"""The signals by which the user asked to stop."""


def main() -> NoReturn:
    """Run the command line as a process."""
    # Nearly all that a command makes lives to its end; looking for dead cycles only costs time.
    gc.set_threshold(200_000, 50, 50)
    # Looking for plugins of pydantic, of which none reads a rollout, goes through every package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _interrupt)
        if shell := os.environ.get(ASKED_BY_SHELL):
            from hpplan.cli.completing import complete

            complete(shell, sys.argv[1:])
            _leave(ExitCode.DONE)
        from hpplan.cli.app import app

        app(prog_name="hpplan")
    except KeyboardInterrupt:
        _leave(ExitCode.INTERRUPTED)
    except SystemExit as end:
        _leave(int(end.code or ExitCode.DONE))
    except OSError as fault:
        if fault.filename is not None or fault.errno not in _UNWRITABLE:
            _end_with(fault)
        _say(f"the output cannot be written: {os.strerror(fault.errno).lower()}")
        _leave(ExitCode.WRONG_USAGE)
    except Exception as bug:  # noqa: BLE001  # the last one to hear of it
        _end_with(bug)
    _leave(ExitCode.DONE)


def _end_with(bug: Exception) -> NoReturn:
    if _heard:  # libraries may make another exception of an interruption
        _leave(ExitCode.INTERRUPTED)
    _report(bug)
    _leave(ExitCode.BUG)


def _interrupt(number: int, _: object) -> NoReturn:
    _heard.append(number)
    raise KeyboardInterrupt


def _leave(code: int) -> NoReturn:
    """Exit at once, with all output written. Python itself would wait for threads, end as killed
    by a signal if that had come while it ran code from a text, as it does to make a dataclass, and
    take a sixth of the time of `hpplan check` to free what the process gives back anyway.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def _report(bug: Exception) -> None:
    if os.environ.get("HPPLAN_DEBUG"):
        import traceback

        traceback.print_exception(bug)
    from hpplan.text import literal

    what = literal(f"{type(bug).__name__}: {bug}" if str(bug) else type(bug).__name__)
    _say(
        f"hpplan: this is a bug in hpplan, not in your data ({what}); please report it, "
        "with what HPPLAN_DEBUG=1 adds."
    )


def _say(sentence: str) -> None:
    with contextlib.suppress(OSError):
        print(sentence, file=sys.stderr)  # noqa: T201  # the talk

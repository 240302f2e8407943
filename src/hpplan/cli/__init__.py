"""Arguments in, text and exit code out. `main` does what every command has in common: signals,
streams that cannot encode a letter, and how a bug of ours ends.
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
"""The name of a stream, which has none, in the error that nothing more can be written to it."""

ASKED_BY_SHELL: Final = "_HPPLAN_COMPLETE"
"""The environment variable by which a shell's script asks for completions of a line."""

_STOPS: Final = (signal.SIGINT, signal.SIGTERM)
"""The signals by which a user asks a command to stop."""

_heard: list[int] = []
"""Those of them that arrived."""


def main() -> NoReturn:
    """Run the command line as a process."""
    # Nearly all objects live until the command ends; looking for garbage only costs time.
    gc.set_threshold(200_000, 50, 50)
    # Looking for plugins of pydantic, of which none reads a rollout, goes through every package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = _run()
        _flush()
        for number in _STOPS:  # it is done: nothing is left to stop
            signal.signal(number, signal.SIG_IGN)
    except KeyboardInterrupt:  # while it ended
        code = ExitCode.INTERRUPTED
    # Python itself would wait for threads, end as killed by a signal if that had come while it ran
    # code from a text, as it does to make a dataclass, and take a sixth of the time of
    # `hpplan check` to free what the process gives back anyway.
    os._exit(code)


def _open_what_is_closed() -> None:
    """Make an answer to a closed stdout fail like one to a full device, and keep any file that is
    read from becoming the missing stream.
    """
    nowhere = os.open(os.devnull, os.O_RDONLY)
    if sys.stdin is None:
        os.dup2(nowhere, 0)
    if sys.stdout is None:
        os.dup2(nowhere, 1)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _run() -> int:
    """The exit code of the command line, for a shell."""
    try:
        for number in _STOPS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _interrupt)
        if shell := os.environ.get(ASKED_BY_SHELL):
            from hpplan.cli.completing import complete

            complete(shell, sys.argv[1:])
            return ExitCode.DONE
        from hpplan.cli.app import app

        app(prog_name="hpplan")
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except SystemExit as end:
        return int(end.code or ExitCode.DONE)
    except OSError as fault:
        if fault.filename is not None or fault.errno not in _UNWRITABLE:
            return _code_after(fault)
        _say(unwritable(fault))
        return ExitCode.WRONG_USAGE
    except Exception as bug:  # noqa: BLE001  # the last one to hear of it
        return _code_after(bug)
    return ExitCode.DONE


def unwritable(fault: OSError) -> str:
    """That an answer could not be written, and why."""
    closed = fault.errno == errno.EBADF
    why = "stdout is closed" if closed else (fault.strerror or str(fault)).lower()
    return f"the output cannot be written: {why}"


def _code_after(bug: Exception) -> ExitCode:
    if _heard:  # libraries may turn an interruption into another exception
        return ExitCode.INTERRUPTED
    _report(bug)
    return ExitCode.BUG


def _interrupt(number: int, _: object) -> NoReturn:
    _heard.append(number)
    raise KeyboardInterrupt


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()


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

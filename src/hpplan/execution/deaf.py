"""Ctrl-C that waits until it can do no harm."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def masked() -> Iterator[None]:
    """The system holds Ctrl-C back, also from processes that are begun meanwhile."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def held() -> Iterator[None]:
    """Without a mask, as on Windows: Ctrl-C is taken, and passed on afterwards."""
    if current_thread() is not main_thread():  # no other one hears signals
        yield
        return
    heard: list[int] = []

    def take(number: int, _: FrameType | None) -> None:
        heard.append(number)

    before = {number: signal.signal(number, take) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        if heard:
            signal.raise_signal(heard[0])


MASKS: Final = hasattr(signal, "pthread_sigmask")

deaf = masked if MASKS else held
"""Ctrl-C is heard behind it. In the middle of a pool's own code, or while a future is waited
for, it could leave a lock taken, and nobody would ever be done.
"""


def hear_nothing() -> None:
    """Let this process be one that Ctrl-C does not end: whoever began it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if MASKS:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())

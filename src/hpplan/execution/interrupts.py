"""Interrupts (Ctrl-C) put off until they can do no harm."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def masked() -> Iterator[None]:
    """The system holds interrupts back, also from processes that are started meanwhile."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def caught() -> Iterator[None]:
    """Without a mask, as on Windows: interrupts are caught, and raised again afterwards."""
    if current_thread() is not main_thread():  # no other one gets signals
        yield
        return
    came: list[int] = []

    def take(number: int, _: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.signal(number, take) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        if came:
            signal.raise_signal(came[0])


MASKS: Final = hasattr(signal, "pthread_sigmask")

deferring_interrupts = masked if MASKS else caught
"""Interrupts come once it is left. In the middle of a pool's own code, or while a future is waited
for, one could leave a lock taken, and all would wait for it without end.
"""


def ignore_interrupts() -> None:
    """Let no interrupt end this process: the one that started it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if MASKS:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())

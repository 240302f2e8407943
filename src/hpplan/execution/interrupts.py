"""Interrupts (Ctrl-C), deferred until they can do no harm."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import Any, Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def masked() -> Iterator[None]:
    """Let the system hold interrupts back, also from processes that are started meanwhile."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def caught() -> Iterator[None]:
    """Without a mask, as on Windows: interrupts are caught, and raised again afterwards."""
    if current_thread() is not main_thread():  # no other thread gets signals
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
"""A context that defers interrupts until it is left. In the middle of a pool's own code, or of
waiting for a future, one could leave a lock taken, and everything would wait for it forever.
"""


@contextmanager
def held_until_asked_for(wake: Callable[[], object]) -> Iterator[Callable[[], None]]:
    """A context that defers an interrupt until the function that it yields is called, or until it
    is left; a second interrupt is raised at once. `wake` is called at each, to end a wait for
    something else. Python drops an interrupt that comes while an object is deleted, with a message
    on stderr: all the work would be done.
    """
    if current_thread() is not main_thread():  # no other thread gets signals
        yield lambda: None
        return
    came: list[int] = []
    left = False

    def take(number: int, frame: FrameType | None) -> None:
        if came or left:  # a context entered later may put this handler back when it is left
            heard[number](number, frame)
        if not left:
            came.append(number)
            wake()

    handlers: dict[int, Any] = {number: signal.getsignal(number) for number in SIGNALS}
    heard = {number: each for number, each in handlers.items() if callable(each)}

    def let_come() -> None:
        while came:
            number = came.pop()
            heard[number](number, None)

    for number in heard:
        signal.signal(number, take)
    try:
        yield let_come
    finally:
        left = True
        for number, handler in heard.items():
            signal.signal(number, handler)
        let_come()


def ignore_interrupts() -> None:
    """Let no interrupt end this process: the process that started it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if MASKS:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())

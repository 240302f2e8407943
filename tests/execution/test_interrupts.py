"""What Ctrl-C does in the middle of handing out work."""

import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from threading import Thread

import pytest

from hpplan.execution.interrupts import (
    caught,
    deferring_interrupts,
    held_until_asked_for,
    masked,
)


@pytest.mark.parametrize("way", [caught, masked, partial(held_until_asked_for, lambda: None)])
def test_ctrl_c_comes_once_the_work_is_handed_out(
    way: Callable[[], AbstractContextManager[object]],
) -> None:
    said: list[str] = []

    def hand_out() -> None:
        with way():
            signal.raise_signal(signal.SIGINT)
            said.append("handed out")
        said.append("never said")

    with pytest.raises(KeyboardInterrupt):
        hand_out()
    assert said == ["handed out"]


@pytest.mark.parametrize("way", [caught, masked, partial(held_until_asked_for, lambda: None)])
def test_signals_come_as_before_afterwards(
    way: Callable[[], AbstractContextManager[object]],
) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with way():
        pass
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_ctrl_c_comes_when_it_is_asked_for_and_a_second_one_at_once() -> None:
    woken: list[str] = []
    with held_until_asked_for(lambda: woken.append("woken")) as let_come:
        let_come()
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert woken == ["woken"]
        with pytest.raises(KeyboardInterrupt):
            let_come()
        let_come()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_contexts_left_in_the_order_in_which_they_were_entered_lose_no_ctrl_c() -> None:
    first, second = (held_until_asked_for(lambda: None) for _ in range(2))
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_who_ignores_ctrl_c_still_does() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with held_until_asked_for(lambda: None):
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_a_thread_hands_out_work_where_signals_cannot_be_masked() -> None:
    said: list[str] = []

    def hand_out() -> None:
        with caught(), held_until_asked_for(lambda: None) as let_come:
            let_come()
            said.append("handed out")

    thread = Thread(target=hand_out)
    thread.start()
    thread.join()
    assert said == ["handed out"]


def test_the_system_masks_signals_where_it_can() -> None:
    assert deferring_interrupts is masked

"""Work in many parts: the same results in the same order, whoever does it."""

import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import active_children
from pathlib import Path

import pytest

from hpplan.execution import local as of_this_machine
from hpplan.execution.executor import HERE, Executor, WorkersLost
from hpplan.execution.local import AsWorthwhile, local
from hpplan.execution.processes import Processes
from hpplan.execution.window import in_order
from tests.cli.running import REPOSITORY
from tests.execution.tasks import DIE, STAY, Doubling, Ending, Interrupting, Unreadable
from tests.patience import PATIENCE


@dataclass
class Part:
    """A piece of work that is done when somebody says so."""

    number: int
    is_done: bool = False

    def done(self) -> bool:
        return self.is_done


@dataclass
class Hand:
    """Hands out parts of work, and has the last one done first."""

    out: deque[Part] = field(default_factory=deque)

    def hand_out(self, number: int) -> Part:
        self.out.append(part := Part(number))
        return part

    def wait(self) -> int:
        self.out.pop().is_done = True
        return 1


def test_work_is_handed_out_little_ahead_and_comes_back_in_order() -> None:
    handed: list[int] = []
    hand = Hand()

    def hand_out(number: int) -> Part:
        handed.append(number)
        return hand.hand_out(number)

    found = in_order(range(100), hand_out, hand.wait, 2)
    assert not handed
    first = next(found)
    assert (first.number, len(handed)) == (0, 100)  # it was done last of all
    assert [part.number for part in found] == list(range(1, 100))


def test_no_more_is_handed_out_than_those_who_work_need() -> None:
    hand = Hand()
    undone = []

    def wait() -> int:
        undone.append(len(hand.out))
        hand.out.popleft().is_done = True
        return 1

    assert len(list(in_order(range(10), hand.hand_out, wait, 2))) == 10
    assert max(undone) == 4


def many_at_once() -> Executor:
    return Processes(2)


def once_it_is_worth_it() -> Executor:
    return AsWorthwhile(2)


@pytest.mark.slow
@pytest.mark.parametrize("executor", [many_at_once, once_it_is_worth_it])
def test_processes_give_what_one_gives(
    executor: Callable[[], Executor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_this_machine, "SURE", 0.0)
    monkeypatch.setattr(of_this_machine, "WORTH", 0.0)
    task = Doubling(("several",))
    found = list(executor().run(task, range(9)))
    assert found == list(HERE.run(task, range(9)))
    assert {id(by) for _, by in found} == {id(task.by)}  # not as good as it: the same
    assert not active_children()


def test_no_process_is_started_for_what_is_done_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_this_machine, "SURE", 0.0)
    monkeypatch.setattr(of_this_machine, "WORTH", 1e9)
    assert [number for number, _ in AsWorthwhile(2).run(Doubling(), range(3))] == [0, 2, 4]
    assert local(1) is HERE
    assert local(3) == Processes(3)


@pytest.mark.slow
def test_a_process_that_dies_is_reported_behind_what_was_done() -> None:
    found = Processes(1).run(Doubling(), [1, 2, DIE, 4])
    assert [next(found)[0], next(found)[0]] == [2, 4]
    with pytest.raises(WorkersLost, match="a process of this machine died"):
        next(found)


@pytest.mark.slow
def test_who_ends_early_does_not_wait_for_what_is_in_hand() -> None:
    found: Iterator[object] = Processes(1).run(Doubling(), [1, STAY, STAY])
    assert next(found) == (2, ("me",))
    del found  # or this test would never end
    assert not active_children()


@pytest.mark.slow
def test_ctrl_c_ends_the_work_also_while_an_object_is_deleted() -> None:
    found = Processes(2).run(Doubling(), range(200))
    assert next(found) == (0, ("me",))
    deleted = [Interrupting()]
    deleted.clear()
    rest: list[object] = []
    with pytest.raises(KeyboardInterrupt):
        rest.extend(found)
    assert len(rest) < 199  # not only once all is done
    assert not active_children()


@pytest.mark.slow
def test_nobody_waits_for_a_result_that_was_begun_when_no_more_were_wanted(tmp_path: Path) -> None:
    said = tmp_path / "stopped"
    results = Processes(2).run(Ending(signal.SIGSTOP, said), range(4))
    assert next(results) == b""
    while not said.exists():
        pass
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert active_children() == []


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_dies_in_the_middle_of_a_result_is_reported(
    tmp_path: Path, jobs: int
) -> None:
    """As one does that the system kills for want of memory; nobody waits for the rest."""
    results = Processes(jobs).run(Ending(signal.SIGKILL, tmp_path / "killed"), range(4))
    assert next(results) == b""
    with pytest.raises(WorkersLost, match="a process of this machine died"):
        next(results)
    assert active_children() == []


@pytest.mark.slow
def test_processes_end_with_the_one_that_began_them() -> None:
    work = "list(map(print, Processes(1).run(Doubling(), [1, STAY])))"
    lines = [
        "from hpplan.execution.processes import Processes",
        "from tests.execution.tasks import STAY, Doubling",
        f"if __name__ == '__main__': {work}",
    ]
    with subprocess.Popen(
        [sys.executable, "-u", "-c", "\n".join(lines)], cwd=REPOSITORY, stdout=subprocess.PIPE
    ) as began:
        assert began.stdout is not None
        assert began.stdout.readline() == b"(2, ('me',))\n"
        began.kill()
        began.communicate(timeout=PATIENCE)  # each of them has its end of the pipe


@pytest.mark.slow
def test_a_process_that_dies_as_it_begins_is_reported() -> None:
    with pytest.raises(WorkersLost, match="a process of this machine died"):
        list(Processes(2).run(Unreadable(), range(4)))
    assert active_children() == []


def test_without_room_for_a_file_no_process_gets_its_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(WorkersLost, match="in a temporary file: No such file or directory"):
        next(Processes(2).run(Doubling(), range(2)))

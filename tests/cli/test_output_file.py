"""A file is written as a whole or not at all."""

import os
import stat
from pathlib import Path

import pytest
import typer

from hpplan.cli.output_file import writable, write


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_the_text_and_nothing_else_is_left(tmp_path: Path) -> None:
    write(tmp_path / "plan.csv", "Røros,PD2\r\n")
    assert (tmp_path / "plan.csv").read_bytes() == "Røros,PD2\r\n".encode()
    assert names_in(tmp_path) == ["plan.csv"]


def test_a_new_file_may_be_read_by_those_the_umask_lets(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "plan.csv", "")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "plan.csv").stat().st_mode) == 0o640


def test_a_file_that_is_replaced_keeps_its_mode(tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("old")
    plan.chmod(0o604)
    write(plan, "new")
    assert (plan.read_text(), stat.S_IMODE(plan.stat().st_mode)) == ("new", 0o604)


def test_a_link_stays_a_link_and_the_file_behind_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "plan.csv").write_text("old")
    (tmp_path / "plan.csv").symlink_to("kept/plan.csv")
    write(tmp_path / "plan.csv", "new")
    assert (tmp_path / "plan.csv").is_symlink()
    assert (tmp_path / "kept" / "plan.csv").read_text() == "new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    write(Path(os.devnull), "new")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_whatever_goes_wrong_the_old_file_stays_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("old")

    def fail(_: int) -> None:
        raise fault

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((KeyboardInterrupt, typer.BadParameter)):
        write(plan, "new")
    assert (plan.read_text(), names_in(tmp_path)) == ("old", ["plan.csv"])


def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(typer.BadParameter) as refused:
        write(tmp_path / "plan.csv", "new")
    assert refused.value.message == (
        f"'{tmp_path}/plan.csv' cannot be written: no space left on device"
    )


def refusal(path: Path) -> str:
    with pytest.raises(typer.BadParameter) as refused:
        writable(path)
    return refused.value.message


def test_a_folder_is_no_file_to_write(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"'{tmp_path}' is a folder; name a file in it"


def test_a_file_in_a_folder_that_is_missing_is_refused_before_the_work(tmp_path: Path) -> None:
    assert refusal(tmp_path / "plans" / "x.csv") == f"there is no folder '{tmp_path}/plans'"


def test_a_file_that_may_not_be_written_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("old")
    plan.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda path, _: path != plan)  # root may write anything
    assert refusal(plan) == f"'{plan}' is write-protected"


def test_a_folder_that_may_not_be_written_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, _: path != tmp_path)
    assert refusal(tmp_path / "x.csv") == f"you may not write in the folder '{tmp_path}'"


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("x" * 300)).endswith("cannot be written: file name too long")


def test_a_path_that_can_be_written_is_given_back(tmp_path: Path) -> None:
    assert writable(tmp_path / "x.csv") == tmp_path / "x.csv"
    assert writable(None) is None

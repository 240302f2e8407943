"""A lock is written whole or not, and never over what somebody else has written meanwhile."""

from pathlib import Path

from hpplan.writing.data_files import NotWritten
from hpplan.writing.plan_lock import lock_content, write_lock


def test_it_is_written_where_there_was_none_and_over_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "hpplan.lock"
    assert write_lock(path, "ask: W1\n", lock_content(path)) is None
    assert write_lock(path, "ask: W2\n", lock_content(path)) is None
    assert path.read_text(encoding="utf-8") == "ask: W2\n"
    assert [each.name for each in tmp_path.iterdir()] == ["hpplan.lock"]


def test_what_somebody_else_wrote_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "hpplan.lock"
    path.write_text("ask: W1\n", encoding="utf-8")
    before = lock_content(path)
    path.write_text("ask: W2\n", encoding="utf-8")
    for read in (before, None):
        assert write_lock(path, "ask: W3\n", read) == NotWritten(str(path), "has changed meanwhile")
    assert path.read_text(encoding="utf-8") == "ask: W2\n"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    kept, path = tmp_path / "kept.lock", tmp_path / "hpplan.lock"
    kept.write_text("ask: W1\n", encoding="utf-8")
    path.symlink_to(kept)
    assert write_lock(path, "ask: W2\n", lock_content(path)) is None
    assert (path.is_symlink(), kept.read_text(encoding="utf-8")) == (True, "ask: W2\n")


def test_a_folder_in_which_nothing_can_be_written_is_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "hpplan.lock"
    found = write_lock(path, "ask: W2\n", None)
    assert found == NotWritten(str(path), "cannot be written: no such file or directory")

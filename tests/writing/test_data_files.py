"""Changed data files are written whole, in order, and never over somebody else's change."""

import os
import stat
from pathlib import Path

import pytest

from hpplan.writing.data_files import DataFiles, NotWritten
from hpplan.writing.lock import NAME

WHO, WHEN = "sites: [{id: a, kind: x}]\n", "waves: [{id: W1}]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "who.yaml").write_text(WHO)
    (tmp_path / "when.yaml").write_text(WHEN)
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_replaced_and_nothing_is_left_behind(folder: Path) -> None:
    who = folder / "who.yaml"
    who.chmod(0o640)
    (folder / f".who.yaml.{'0' * 12}.hpplan").write_text("of somebody who was killed")
    (folder / NAME).write_text("")
    files = DataFiles.read_from(folder)
    assert files.write({str(who): f"{WHO}# new\n"}) is None
    assert who.read_text() == f"{WHO}# new\n"
    assert stat.S_IMODE(who.stat().st_mode) == 0o640
    assert names(folder) == ["when.yaml", "who.yaml"]


def test_a_link_stays_and_the_file_behind_it_is_written(folder: Path) -> None:
    who = folder / "who.yaml"
    behind = folder / "elsewhere"
    behind.mkdir()
    who.rename(behind / "real.yaml")
    who.symlink_to(behind / "real.yaml")
    assert DataFiles.read_from(folder).write({str(who): "sites: []\n"}) is None
    assert who.is_symlink()
    assert (behind / "real.yaml").read_text() == "sites: []\n"
    assert names(behind) == ["real.yaml"]


@pytest.mark.parametrize("name", ["who.yaml", "when.yaml", "new.yaml"])
def test_nothing_is_written_where_any_file_has_changed_meanwhile(folder: Path, name: str) -> None:
    files = DataFiles.read_from(folder)
    (folder / name).write_text("regions: []\n")
    before = {path.name: path.read_text() for path in folder.iterdir()}
    done = files.write({str(folder / "who.yaml"): "sites: []\n"})
    assert done == NotWritten(str(folder / name), "has changed meanwhile")
    assert {path.name: path.read_text() for path in folder.iterdir()} == before


def test_nothing_is_written_where_a_file_is_gone(folder: Path) -> None:
    files = DataFiles.read_from(folder)
    (folder / "when.yaml").unlink()
    done = files.write({str(folder / "who.yaml"): "sites: []\n"})
    assert done == NotWritten(str(folder / "when.yaml"), "has changed meanwhile")
    assert (folder / "who.yaml").read_text() == WHO


def test_write_protected_files_stay(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    who, when = folder / "who.yaml", folder / "when.yaml"
    monkeypatch.setattr(os, "access", lambda path, _: path != who)  # root may write anything
    done = DataFiles.read_from(folder).write({str(when): "waves: []\n", str(who): "sites: []\n"})
    assert done == NotWritten(str(who), "is write-protected")
    assert when.read_text() == WHEN
    assert names(folder) == ["when.yaml", "who.yaml"]


def test_what_was_read_is_what_is_meant_whatever_the_files_say_now(folder: Path) -> None:
    files = DataFiles.read_from(folder)
    (folder / "who.yaml").write_text("sites: [{id: b, kind: x}]\n")
    programme = files.reading().programme
    assert programme is not None
    assert [site.id for site in programme.sites] == ["a"]

"""A file that exists as a whole or not at all: either the old one, or the new one."""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

_LEFT_BEHIND: Final = re.compile(r"\..*\.[0-9a-f]{12}\.hpplan")


def target_of(path: Path) -> Path:
    """The file itself, where the path is a link to it: the link is kept."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def written_beside(target: Path, content: bytes) -> Path:
    """A hidden file beside the target with the content, and the mode of the target, ready to
    replace it. It has reached the disk; if that fails, it is removed.
    """
    beside = target.with_name(f".{target.name[:40]}.{os.urandom(6).hex()}.hpplan")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(descriptor, "wb") as opened:
            if target.exists():
                beside.chmod(stat.S_IMODE(target.stat().st_mode))
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def replace_file(target: Path, content: bytes) -> None:
    """Replace the file by this content. Whatever goes wrong, the old file stays."""
    beside = written_beside(target, content)
    try:
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a replaced file of the folder survive a loss of power, where the system
    supports that.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_left_behind(folder: Path) -> None:
    """Remove the files that a killed writer left behind. No other writer may work there
    meanwhile.
    """
    with suppress(OSError):
        for path in folder.iterdir():
            if _LEFT_BEHIND.fullmatch(path.name):
                path.unlink(missing_ok=True)

"""The bytes of a file that a user named, whatever kind of file it turns out to be."""

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Final, Protocol

from hpplan.diagnostics.code import Code
from hpplan.diagnostics.finding import Finding
from hpplan.diagnostics.place import Place
from hpplan.reading.codes.files import CANNOT_READ, TOO_LARGE
from hpplan.values import dataclass

LARGEST: Final = 64 * 1024 * 1024
"""The largest size of a file, in bytes."""

# Opening a pipe must not wait for its other end; Windows must not translate line breaks.
_OPENING: Final[int] = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_REASONS: Final = {
    errno.ENOENT: "does not exist",
    errno.EACCES: "cannot be read: permission denied",
    errno.EPERM: "cannot be read: permission denied",
    errno.ELOOP: "is a link that points to itself",
    errno.ENXIO: "is not a regular file",
}


def unread(code: Code, shown: str, why: str, hint: str | None = None) -> Finding:
    place = Place(shown, 1, 1, 1, 1)
    return code.finding(f"{shown} {why}", place, hint=hint)


def content_of(path: Path, shown: str) -> bytearray | Finding:
    """All bytes of a regular file, or why they cannot be read; anything else is not read, and never
    waited for.
    """
    too_large = f"has more than {LARGEST // 1024**2} MiB"
    try:
        descriptor = os.open(path, _OPENING)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                what = "a directory" if stat.S_ISDIR(status.st_mode) else "not a regular file"
                return unread(CANNOT_READ, shown, f"is {what}")
            if status.st_size > LARGEST:
                return unread(TOO_LARGE, shown, too_large)
            content = bytearray()
            while chunk := os.read(descriptor, 1 << 20):
                content += chunk
                if len(content) > LARGEST:  # it grew, or its size is unknown before it is read
                    return unread(TOO_LARGE, shown, too_large)
            return content
        finally:
            os.close(descriptor)
    except OSError as error:
        why = _REASONS.get(error.errno or 0, f"cannot be read: {error.strerror}")
        if error.errno == errno.ENOENT and path.is_symlink():
            why = "is a link to a file that does not exist"
        return unread(CANNOT_READ, shown, why)
    except ValueError:  # no file has a NUL in its name
        return unread(CANNOT_READ, shown, _REASONS[errno.ENOENT])


class Files(Protocol):
    """The files of a data directory, wherever they are kept."""

    def shown(self, path: Path) -> str:
        """The path by which the user knows the file."""

    def content(self, path: Path) -> bytes | bytearray | Finding:
        """All bytes of it, or why they cannot be read."""


class ListedFiles(Files, Protocol):
    """The files of a data directory, which lists them itself."""

    def listed(self) -> tuple[list[Path], list[Finding]]:
        """The data files, and findings about others; or why there are none."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """Files as they are now; a file with a content `instead` is not opened."""

    instead: Mapping[str, bytes] = field(default_factory=dict)

    def shown(self, path: Path) -> str:
        return str(path)

    def content(self, path: Path) -> bytes | bytearray | Finding:
        shown = str(path)
        return self.instead[shown] if shown in self.instead else content_of(path, shown)


NOW: Final = OnDisk()
"""All files as they are now."""

"""The data files of a folder as they were read, and writing changed ones."""

import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from hpplan.diagnostics.finding import Finding
from hpplan.reading import Reading, read
from hpplan.reading.directory import data_files
from hpplan.reading.file_content import content_of
from hpplan.values import dataclass
from hpplan.writing.lock import Busy, locked
from hpplan.writing.whole import remove_left_behind, sync_folder, target_of, written_beside


@dataclass(frozen=True, slots=True)
class NotWritten:
    """Why a file is not written; then none of them is, unless some `were` already."""

    file: str
    why: str
    were: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataFiles:
    """The content of each data file of a folder when it was read, by the path that findings name it
    by, in the order in which they are read. A file that could not be read has no content.
    """

    folder: Path
    contents: Mapping[str, bytes | None]

    @classmethod
    def read_from(cls, folder: Path) -> "DataFiles":
        found = {str(path): content_of(path, str(path)) for path in data_files(folder)[0]}
        contents = {
            file: None if isinstance(held, Finding) else bytes(held) for file, held in found.items()
        }
        return cls(folder, contents)

    @property
    def texts(self) -> dict[str, str]:
        """The files that are text, valid or not."""
        found = {}
        for file, content in self.contents.items():
            if content is not None:
                with suppress(UnicodeDecodeError):
                    found[file] = content.decode()
        return found

    def reading(self, instead: Mapping[str, str] | None = None, most: int | None = None) -> Reading:
        """The result of reading these contents, with other texts for some of the files; changes on
        disk since then do not count.
        """
        given = {file: content for file, content in self.contents.items() if content is not None}
        given |= {file: text.encode() for file, text in (instead or {}).items()}
        return read(self.folder, given) if most is None else read(self.folder, given, most)

    def write(self, changed: Mapping[str, str]) -> NotWritten | None:
        """Replace files by these texts, each whole, in this order, if no file of the folder has
        changed since it was read. No other writer works there meanwhile, and a lack of disk space
        is detected before the first one is replaced.
        """
        if not changed:
            return None
        folders = {Path(os.path.realpath(self.folder))}
        folders |= {target_of(Path(file)).parent.resolve() for file in changed}
        try:
            with ExitStack() as held:
                for folder in sorted(folders):
                    held.enter_context(locked(folder))
                    remove_left_behind(folder)
                return self._write(changed)
        except Busy:
            return NotWritten(str(self.folder), "is being written by another command")
        except OSError as fault:
            return NotWritten(str(self.folder), f"cannot be written: {reason(fault)}")

    def _write(self, changed: Mapping[str, str]) -> NotWritten | None:
        now = DataFiles.read_from(self.folder).contents
        for file in (*self.contents, *now):
            if file not in now or file not in self.contents or now[file] != self.contents[file]:
                return NotWritten(file, "has changed meanwhile")
        file = ""
        ready: dict[str, Path] = {}
        done: list[str] = []
        try:
            for file, text in changed.items():
                target = target_of(Path(file))
                if not os.access(target, os.W_OK):
                    return NotWritten(file, "is write-protected")
                ready[file] = written_beside(target, text.encode())
            for file, beside in ready.items():
                target = target_of(Path(file))
                beside.replace(target)
                done.append(file)
                sync_folder(target.parent)
        except OSError as fault:
            return NotWritten(file, f"cannot be written: {reason(fault)}", tuple(done))
        finally:
            for beside in ready.values():
                beside.unlink(missing_ok=True)
        return None


def reason(fault: OSError) -> str:
    """The system's reason for not writing, as the end of a sentence."""
    return (fault.strerror or str(fault)).lower()

"""Writing a file as a whole or not at all."""

import os
from pathlib import Path
from typing import Final

import typer

from hpplan.language import _
from hpplan.text import literal
from hpplan.writing.whole import replace_file, target_of

OPTION: Final = "--output"
APPENDED: Final = ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH")
"""The variables in which a CI server names files that every step adds to."""
YAML: Final = (".yaml", ".yml")
STDOUT: Final = Path("-")


def writable(path: Path | None) -> Path | None:
    """The path, if a file can be written there: checked before the work, not after it."""
    if path is None:
        return None
    shown = literal(str(path))
    try:
        target = target_of(path)
        if target.is_dir():
            raise typer.BadParameter(f"'{shown}' is a folder; name a file in it")
        if not target.parent.is_dir():
            raise typer.BadParameter(f"there is no folder '{literal(str(target.parent))}'")
        if target.exists() and not os.access(target, os.W_OK):
            raise typer.BadParameter(f"'{shown}' is write-protected")
        if not _is_special(target) and not os.access(target.parent, os.W_OK | os.X_OK):
            folder = literal(str(target.parent))
            raise typer.BadParameter(f"you may not write in the folder '{folder}'")
    except OSError as fault:
        raise _refused(path, fault) from None
    return path


def an_output(path: Path | None) -> Path | None:
    """The path, if an answer can be written there; None is stdout. Among data files it would be
    read as one of them, or take the place of one.
    """
    if path is None or path == STDOUT:
        return None
    for named in dict.fromkeys((path, target_of(path))):
        if named.suffix.lower() in YAML:
            from hpplan.reading.directory import holds_programme, named_like_data

            if named_like_data(named) and holds_programme(named.parent):
                raise among_data(named, named.parent)
    return writable(path)


def among_data(path: Path, folder: Path, option: str | None = None) -> typer.BadParameter:
    """The refusal to write a file that would be read as data."""
    return typer.BadParameter(
        f"every *{path.suffix} in '{literal(str(folder))}' is read as data; "
        f"call it {literal(path.stem)}.json",
        param_hint=option,
    )


def write(path: Path, text: str | bytes, option: str = OPTION) -> None:
    """Replace the file by one that holds the text, or the bytes. Whatever goes wrong, the old one
    stays. A file that belongs to all steps of a job is added to instead.
    """
    target = target_of(path)
    try:
        if _is_special(target):
            target.write_bytes(_encoded(text))
        elif _is_appended(target):
            _append(target, _encoded(text))
        else:
            replace_file(target, _encoded(text))
    except OSError as fault:
        raise _refused(path, fault, option) from None


def unwritten(path: Path) -> str:
    """The error that nothing was written there; any former file is still there."""
    file = literal(str(path))
    if path.exists():
        return _("{file} is left as it was", file=file)
    return _("{file} is not written", file=file)


def _is_appended(target: Path) -> bool:
    shared = (named for variable in APPENDED if (named := os.environ.get(variable)))
    return any(os.path.realpath(target) == os.path.realpath(named) for named in shared)


def _append(target: Path, content: bytes) -> None:
    with target.open("ab+") as opened:
        if opened.tell() > 0:
            opened.seek(-1, os.SEEK_END)
            if opened.read(1) != b"\n":
                content = b"\n" + content
        opened.write(content)


def _is_special(path: Path) -> bool:
    """Whether it exists and is not a regular file, such as /dev/stdout: it cannot be replaced."""
    return path.exists() and not path.is_file()


def _encoded(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")


def _refused(path: Path, fault: OSError, option: str = OPTION) -> typer.BadParameter:
    reason = fault.strerror or str(fault)
    return typer.BadParameter(
        f"'{literal(str(path))}' cannot be written: {reason.lower()}", param_hint=option
    )

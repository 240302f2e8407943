"""Writing a file as a whole or not at all."""

import os
import stat
from pathlib import Path

import typer

from hpplan.literal import literal

OPTION = "--output"


def writable(path: Path | None) -> Path | None:
    """The path, if a file can be written there: said before the work, not after it."""
    if path is None:
        return path
    shown = literal(str(path))
    try:
        target = _target(path)
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


def write(path: Path, text: str, option: str = OPTION) -> None:
    """Replace the file by one that holds the text. Whatever goes wrong, the old one stays."""
    target = _target(path)
    try:
        if _is_special(target):
            target.write_bytes(_encoded(text))
        else:
            _replace(target, _encoded(text))
    except OSError as fault:
        raise _refused(path, fault, option) from None


def _replace(target: Path, content: bytes) -> None:
    temporary = target.with_name(f".{target.name[:40]}.{os.urandom(6).hex()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(descriptor, "wb") as opened:
            if target.exists():
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """The file itself, where the path is a link to it: the link stays."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _is_special(path: Path) -> bool:
    """Whether it is there and no regular file, such as /dev/stdout: nothing to replace."""
    return path.exists() and not path.is_file()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _refused(path: Path, fault: OSError, option: str = OPTION) -> typer.BadParameter:
    reason = fault.strerror or str(fault)
    return typer.BadParameter(
        f"'{literal(str(path))}' cannot be written: {reason.lower()}", param_hint=option
    )

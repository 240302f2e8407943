"""Which files of a directory make up a programme."""

import re
from pathlib import Path
from typing import Final

from hpplan.findings import Finding
from hpplan.reading.codes.files import NO_PROGRAMME

SECTIONS: Final = (
    "sources",
    "from",
    "regions",
    "trusts",
    "municipalities",
    "sites",
    "programme",
    "waves",
    "rules",
    "goals",
)
"""The top-level keys of data files, in the order of the documentation."""

_A_SECTION: Final = re.compile(
    rb"^(?:programme|waves|municipalities|trusts|sites|rules)\s*:", re.MULTILINE
)
_ENOUGH: Final = 1 << 20


def data_files(directory: Path) -> tuple[list[Path], list[Finding]]:
    """The YAML files of the directory by name, or why there are none."""
    try:
        files = sorted(path for path in directory.iterdir() if path.suffix == ".yaml")
    except (FileNotFoundError, ValueError):  # no folder has a NUL in its name
        return [], [_none(f"there is no folder '{directory}'", "name a folder with YAML files")]
    except NotADirectoryError:
        hint = f"name the folder it stands in: {directory.parent}"
        return [], [_none(f"'{directory}' is not a folder", hint)]
    except OSError as fault:
        reason = (fault.strerror or "unreadable").lower()
        return [], [_none(f"the folder '{directory}' cannot be read: {reason}", None)]
    if not files:
        hint = "a programme is made of *.yaml files; see --data"
        return [], [_none(f"the folder '{directory}' holds no *.yaml file", hint)]
    return files, []


def holds_programme(directory: Path) -> bool:
    """Whether some YAML file there has a section of ours; a quick look, not a check."""
    files, _ = data_files(directory)
    return any(map(_has_section, files))


def _has_section(path: Path) -> bool:
    try:
        if not path.is_file():  # to open a pipe would wait for its other end
            return False
        with path.open("rb") as opened:
            return _A_SECTION.search(opened.read(_ENOUGH)) is not None
    except OSError:
        return False


def _none(message: str, hint: str | None) -> Finding:
    return NO_PROGRAMME.finding(message, None, hint=hint)

"""Which files of a directory make up a programme, and which are skipped."""

import os
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from hpplan.diagnostics.finding import Finding, Note
from hpplan.diagnostics.place import Place
from hpplan.diagnostics.suggestion import near_miss
from hpplan.reading.codes.files import NO_PROGRAMME, NOT_READ

SECTIONS: Final = (
    "sources",
    "from",
    "regions",
    "trusts",
    "municipalities",
    "sites",
    "bodies",
    "programme",
    "waves",
    "rules",
    "goals",
    "rights",
    "decisions",
    "risks",
)
"""The top-level keys of data files, in the order of the documentation."""

ENDINGS: Final = (".yaml", ".yml")
TO_BEGIN_WITH: Final = (
    "a programme is a folder of *.yaml files with at least the sections 'sites' and 'waves'; "
    "hpplan init writes one to begin with"
)
"""The hint for a folder without a programme."""

# A key that a line begins with; other tools' files have such lines too.
_KEY: Final = re.compile(
    r"^( *)(?:\"([^\"\n]+)\"|'([^'\n]+)'|([^\s#%'\"{\[-][^:#\n]*?))[ \t]*:(?=\s|$)", re.MULTILINE
)
_IN_BRACES: Final = re.compile(
    r"""(?P<open>[{[])|(?P<close>[]}])|#[^\n]*|(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>[^']*)'"""
    r"""|(?P<plain>[^\s"'{}\[\],:#]+))(?P<key>\s*:)?"""
)
_BEFORE_ALL_VALUES: Final = re.compile(r"(?:\s|#[^\n]*\n|%[^\n]*\n|---(?=\s))*")
_ANSWERS: Final = frozenset({"as_of", "findings", "format", "placements"})
"""Keys that no data file begins a section with, but every JSON file that hpplan writes: a stray
plan is not taken for data, even though it names its programme and goals.
"""
WRITTEN: Final = ("placements", "entries", "findings")
"""Keys by which answers of hpplan are known for sure: none is a misspelt section."""
_ENOUGH: Final = 1 << 20
"""How much of a file is read to see what it is."""
_NEARLY: Final = 0.8
"""The least similarity to one of our keys for a key to count as its misspelling; `services` is not
`sources`.
"""
_FEW: Final = 5
"""How many names of a folder's content are listed."""
_MOST: Final = 2_000
"""How many names beneath a folder are examined."""


def data_files(directory: Path) -> tuple[list[Path], list[Finding]]:
    """The data files of the directory by name, and findings about others; or why there are none.

    Data files are `*.yaml`, and those `*.yml` that have a section of ours, since other tools use
    that ending too.
    """
    try:
        entries = sorted(directory.iterdir())
    except (FileNotFoundError, ValueError):  # no folder has a NUL in its name
        if directory.is_symlink():
            return [], [_none(f"'{directory}' is a link to a folder that does not exist", None)]
        return [], [_none(f"there is no folder '{directory}'", "name a folder with YAML files")]
    except NotADirectoryError:
        hint = f"name its folder: {directory.parent}"
        return [], [_none(f"'{directory}' is not a folder", hint)]
    except OSError as fault:
        reason = (fault.strerror or "unreadable").lower()
        return [], [_none(f"the folder '{directory}' cannot be read: {reason}", None)]
    files = [path for path in entries if is_data_file(path)]
    others = [*_not_read(entries), *_beneath(entries)]
    if files:
        return files, others
    return [], [_nothing_to_read(directory, entries, others)]


def named_like_data(path: Path) -> bool:
    """Whether a file of this name in a data directory may be read as data."""
    return path.suffix.lower() in ENDINGS and not _is_hidden(path)


def is_data_file(path: Path) -> bool:
    """Whether this entry of a data directory is read as data; one that cannot be opened is, so that
    reading reports why.
    """
    if not named_like_data(path):
        return False
    if path.suffix.lower() == ".yaml":
        return True
    keys = _keys(path)
    return keys is None or _are_of_data(keys)


def begins_like_data(path: Path, content: bytes) -> bool:
    """Whether a file that is named like data is read as data, by its content."""
    return path.suffix.lower() == ".yaml" or _are_of_data(_keys_in(content[:_ENOUGH]))


def _are_of_data(keys: frozenset[str]) -> bool:
    return not keys.isdisjoint(SECTIONS) and not _is_answer(keys)


def holds_programme(directory: Path) -> bool:
    """Whether some YAML file there has a section of ours, perhaps misspelt; a quick look."""
    for path in _yaml_files(directory):
        keys = _keys(path) or frozenset()
        if not _is_answer(keys) and any(_section_meant(key) is not None for key in keys):
            return True
    return False


def passed_over(directory: Path) -> list[str]:
    """What may look like a programme in a directory that contains none: YAML files without a
    section of ours, and folders that do contain one.
    """
    files = _yaml_files(directory)
    return [path.name for path in files if not _is_answer(_keys(path) or frozenset())] + [
        f"{folder.name}/" for folder in _folders(directory) if holds_programme(folder)
    ]


def _yaml_files(directory: Path) -> list[Path]:
    try:
        return sorted(path for path in directory.iterdir() if named_like_data(path))
    except (OSError, ValueError):
        return []


def _folders(directory: Path) -> list[Path]:
    try:
        entries = sorted(directory.iterdir())
    except (OSError, ValueError):
        return []
    return [path for path in entries[:_MOST] if _is_folder(path) and not _is_hidden(path)]


def _keys(path: Path) -> frozenset[str] | None:
    """The top-level keys that the file seems to have; None if it cannot be read."""
    try:
        if not path.is_file():  # opening a pipe would wait for its other end
            return None
        with path.open("rb") as opened:
            return _keys_in(opened.read(_ENOUGH))
    except OSError:
        return None


def _keys_in(content: bytes) -> frozenset[str]:
    """The top-level keys that a file with this content seems to have."""
    text = content.replace(b"\0", b"").replace(b"\r", b"\n").decode(errors="replace")
    text = text.lstrip("\ufeff")
    start = _BEFORE_ALL_VALUES.match(text)
    assert start is not None
    match text[start.end() : start.end() + 1]:
        case "{":  # JSON is YAML
            return frozenset(_top_in_braces(text))
        case "-" | "[":
            return frozenset()
        case _:
            found = [(key[1], key[2] or key[3] or key[4]) for key in _KEY.finditer(text)]
            return frozenset(key for indent, key in found if indent == found[0][0])


def _top_in_braces(text: str) -> Iterator[str]:
    """The keys of a mapping in braces, but not of mappings within it."""
    depth = 0
    for found in _IN_BRACES.finditer(text):
        if found["open"]:
            depth += 1
        elif found["close"]:
            depth -= 1
        elif found["key"] and depth == 1:
            yield found["double"] or found["single"] or found["plain"] or ""


def _is_answer(keys: frozenset[str]) -> bool:
    return not keys.isdisjoint(_ANSWERS)


def _section_meant(key: str) -> str | None:
    """The section that the key is, or is probably a misspelling of."""
    if key in SECTIONS:
        return key
    miss = near_miss(key, SECTIONS)
    if miss is None:
        return None
    swapped = sorted(key.lower()) == sorted(miss)
    return miss if swapped or SequenceMatcher(None, key.lower(), miss).ratio() > _NEARLY else None


def _not_read(entries: Sequence[Path]) -> Iterator[Finding]:
    """The YAML files of the folder itself that are no data files."""
    for path in entries:
        if path.suffix.lower() not in ENDINGS or is_data_file(path):
            continue
        keys = _keys(path) or frozenset()
        if _is_answer(keys):
            continue
        if _is_hidden(path):
            why, hint = "its name begins with a dot", "rename it if it is data"
        else:
            why, hint = "it has no section of a programme", "rename it .yaml if it is data"
            meant = sorted((key, near) for key in keys if (near := _section_meant(key)))
            for key, near in meant[:1]:
                hint = f"did you mean '{near}' by '{key}'?"
        place = Place(str(path), 1, 1, 1, 1)
        yield NOT_READ.finding(f"{path} is not read: {why}", place, hint=hint)


def _beneath(entries: Sequence[Path]) -> Iterator[Finding]:
    """The folders beneath that contain YAML."""
    for folder in entries:
        if not named_like_data(folder) and _is_folder(folder) and not _is_hidden(folder):
            found = _yaml_beneath(folder)
            if found:
                files = f"{len(found)} YAML file" + ("s" * (len(found) > 1))
                message = f"{files} in the subfolder '{folder}' {_are(found)} not read"
                hint = f"move {'them' if len(found) > 1 else 'it'} up, or plan with --data {folder}"
                first = Note(f"such as {found[0]}")
                yield NOT_READ.finding(message, None, hint=hint, notes=[first])


def _are(found: Sequence[Path]) -> str:
    return "are" if len(found) > 1 else "is"


def _yaml_beneath(folder: Path) -> list[Path]:
    """The YAML files anywhere beneath a folder, links and hidden ones left out."""
    waiting, found, seen = [folder], [], 0
    while waiting and seen < _MOST:
        try:
            with os.scandir(waiting.pop(0)) as entries:
                for entry in entries:
                    seen += 1
                    path = Path(entry.path)
                    if _is_hidden(path) or entry.is_symlink():
                        continue
                    if entry.is_dir():
                        waiting.append(path)
                    elif named_like_data(path):
                        found.append(path)
                    if seen >= _MOST:
                        break
        except OSError:
            continue
    return sorted(found, key=lambda path: (len(path.parts), path))


def _nothing_to_read(
    directory: Path, entries: Sequence[Path], others: Sequence[Finding]
) -> Finding:
    """Why there is no programme in a folder without data files: what is there instead."""
    hint = TO_BEGIN_WITH
    for folder in _folders(directory):
        if holds_programme(folder):
            hint = f"the folder '{folder}' contains one: use --data {folder}"
            break
    notes = [Note(other.message) for other in others]
    if not notes:
        named = [path.name + ("/" if _is_folder(path) else "") for path in entries]
        more = f" and {len(named) - _FEW} more" if len(named) > _FEW else ""
        listed = ", ".join(named[:_FEW]) + more
        notes = [Note(f"it contains {listed}" if named else "it is empty")]
    message = f"the folder '{directory}' contains no programme: no YAML file in it is read"
    return NO_PROGRAMME.finding(message, None, hint=hint, notes=notes[: _FEW * 2])


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _none(message: str, hint: str | None) -> Finding:
    return NO_PROGRAMME.finding(message, None, hint=hint)

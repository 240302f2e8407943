"""Sections as data files; and the findings in them, at the cells that they come from."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any, Final

from hpplan.diagnostics.finding import Finding, Note
from hpplan.diagnostics.place import Place
from hpplan.importing.proposal import Path, Sections
from hpplan.reading.places import Places
from hpplan.reading.programme_files import Reading, read_files
from hpplan.reading.yaml_text import parse
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.writing.yaml_flow import flow, key_text

WHO: Final = ("sources", "from", "regions", "trusts", "municipalities", "sites", "bodies")
"""The sections of who.yaml; all others are in when.yaml."""
NAMES: Final = ("who.yaml", "when.yaml")
_LISTS: Final = frozenset({"claims", "earlier", "phases", "milestones", "blackouts", "reported"})
"""Keys whose items are on lines of their own."""


def texts(sections: Sections, about: str) -> dict[str, str]:
    """The data files of these sections, by name; each begins with a comment on its contents."""
    heads = {
        NAMES[0]: f"# {literal(about)}: who takes part, and what was said of them.",
        NAMES[1]: f"# {literal(about)}: when, and under which rules.",
    }
    parts: dict[str, list[str]] = {name: [heads[name]] for name in NAMES}
    for section, value in sections.items():
        parts[NAMES[0 if section in WHO else 1]].append("\n".join(_section(section, value)))
    return {name: "\n\n".join(found) + "\n" for name, found in parts.items() if len(found) > 1}


def _section(section: str, value: Any) -> Iterator[str]:
    yield f"{section}:"
    if isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _entry("  ", key, entry)
    else:
        for entry in value:
            yield from _item(entry)


def _item(entry: Any) -> Iterator[str]:
    if not isinstance(entry, Mapping) or not (_LISTS & entry.keys()):
        yield f"  - {flow(entry)}"
        return
    first = True
    for key, value in entry.items():
        for line in _entry("    ", key, value):
            yield f"  - {line[4:]}" if first else line
            first = False


def _entry(indent: str, key: str, value: Any) -> Iterator[str]:
    if key in _LISTS and isinstance(value, Sequence) and value and not isinstance(value, str):
        yield f"{indent}{key_text(key)}"
        yield from (f"{indent}  - {flow(item)}" for item in value)
    else:
        yield f"{indent}{key_text(key)} {flow(value)}"


@dataclass(frozen=True, slots=True)
class InMemory:
    """Files of a folder that are not written yet."""

    folder: FilePath
    texts: Mapping[str, str]

    def shown(self, path: FilePath) -> str:
        return str(path)

    def content(self, path: FilePath) -> bytes | bytearray | Finding:
        from hpplan.reading.file_content import content_of

        if path.name in self.texts and path.parent == self.folder:
            return self.texts[path.name].encode()
        return content_of(path, str(path))

    def listed(self) -> tuple[list[FilePath], list[Finding]]:
        return [self.folder / name for name in sorted(self.texts)], []


def read_texts(folder: FilePath, files: Mapping[str, str]) -> Reading:
    """The programme that the files would make in that folder."""
    return read_files(folder, InMemory(folder, files))


class CellPlaces:
    """For each value of the files, the cell that it comes from."""

    def __init__(
        self, folder: FilePath, files: Mapping[str, str], cells: Mapping[Path, Place]
    ) -> None:
        self.found: dict[str, tuple[list[tuple[int, int]], list[Place]]] = {}
        for name, text in files.items():
            places = Places()
            value, _ = parse(text, str(folder / name), places)
            if not isinstance(value, dict):
                continue
            root, at = value["@"], []
            for path, cell in cells.items():
                if path[0] in value and (place := places.inside(root, *path)) is not None:
                    at.append(((place.line, place.column), len(path), cell))
            at.sort(key=lambda each: each[:2])
            where = [each[0] for each in at], [each[2] for each in at]
            self.found[str(folder / name)] = where

    def cell(self, place: Place | None) -> Place | None:
        """The cell at the place, or the last one before it; the place itself without any."""
        if place is None or place.file not in self.found:
            return place
        starts, cells = self.found[place.file]
        at = bisect_right(starts, (place.line, place.column))
        return cells[at - 1] if at else None

    def moved(self, finding: Finding) -> Finding:
        """The finding at the cells that it is about."""
        notes = tuple(Note(note.message, self.cell(note.place)) for note in finding.notes)
        return replace(finding, place=self.cell(finding.place), notes=notes, fix=None)

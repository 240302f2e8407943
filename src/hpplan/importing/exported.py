"""A programme as the sheets of a workbook: all of it except places and comments.

A text that begins with a quote or a bracket is YAML on one line; every other text is itself, a
number is a number. So nothing of the data is a formula, and what a person writes into a cell is
read as written.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from hpplan.programme.programme import ProgrammeData
from hpplan.reading.directory import SECTIONS
from hpplan.reading.places import Places
from hpplan.reading.programme_files import OWNERS
from hpplan.reading.yaml_text import parse
from hpplan.text import literal
from hpplan.values import dataclass
from hpplan.writing.yaml_flow import flow

MARK: Final = "hpplan"
"""The sheet that marks a workbook as a programme."""
FORMAT: Final = 1
"""The version of the layout of the sheets."""
CLAIMS: Final = "claims"
OF: Final = ("section", "id")
"""The first columns of the claims: the site or wave they belong to."""
KEY_VALUE: Final = ("key", "value")
_FROM: Final = "from"
MAPPINGS: Final = ("programme", _FROM)
"""The sections that are not lists of entries."""
WITH_CLAIMS: Final = (*OWNERS, "waves")
"""The sections whose entries have claims."""
YAML: Final = ("[", "{", '"', "'")
"""How a cell with YAML begins."""
LONGEST: Final = 32_767
"""How many letters a cell may contain."""

SheetCell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class ProgrammeSheet:
    """A sheet with a row of titles."""

    name: str
    titles: Sequence[str]
    rows: Sequence[Sequence[SheetCell]]


@dataclass(frozen=True, slots=True)
class TooLong:
    """A value that is too long for a cell, with its path."""

    section: str
    entry: str
    key: str

    @property
    def why(self) -> str:
        return f"a cell takes no text so long: {self.section}, {self.entry}, {self.key}"


def joined(trees: Sequence[Mapping[str, Any]], called: str) -> dict[str, Any]:
    """The sections of all files together; a programme that states nothing about itself is `called`
    like its folder, which a workbook does not know.

    The source of plain fields that a file states for all of its sites is copied to each of them,
    unless it is that of all files.
    """
    found: dict[str, Any] = {}
    stated = [tree[_FROM] or {} for tree in trees if _FROM in tree]
    owning = [tree for tree in trees if any(tree.get(section) for section in OWNERS)]
    alike = len(stated) == 1 and all(_FROM in tree for tree in owning)
    for section in SECTIONS:
        if section in MAPPINGS:
            held = [tree[section] for tree in trees if tree.get(section)]
            if section == "programme" and not held:
                held = [{"id": called}]
            if held and (section != _FROM or alike):
                found[section] = held[0]
            continue
        entries: list[Any] = []
        for tree in trees:
            of_file = {} if alike else tree.get(_FROM) or {}
            for entry in tree.get(section) or ():
                if section in OWNERS and of_file:
                    entries.append({**entry, _FROM: {**of_file, **(entry.get(_FROM) or {})}})
                else:
                    entries.append(entry)
        if entries:
            found[section] = entries
    return found


def sheets_of(texts: Mapping[str, str], programme: ProgrammeData) -> list[ProgrammeSheet] | TooLong:
    """The sheets of a programme, from the texts of its data files in the order of reading."""
    trees = [parse(text, file, Places())[0] for file, text in texts.items()]
    plain = [plain_tree(tree) for tree in trees if isinstance(tree, dict)]
    found: list[ProgrammeSheet] = []
    for each in sheets(joined(plain, programme.agenda.id)):
        if isinstance(each, TooLong):
            return each
        found.append(each)
    return found


def sheets(sections: Mapping[str, Any]) -> Iterator[ProgrammeSheet | TooLong]:
    """One sheet for each section, with a row for each entry; one for all claims; and the one that
    marks the workbook.
    """
    yield ProgrammeSheet(MARK, KEY_VALUE, [("format", FORMAT)])
    claims: list[tuple[str, Mapping[str, Any]]] = []
    for section, value in sections.items():
        if isinstance(value, Mapping):
            rows = [(key, _cell(entry)) for key, entry in value.items()]
            yield from _checked(section, KEY_VALUE, rows)
            continue
        titles: dict[str, None] = {}
        for entry in value:
            titles.update(dict.fromkeys(key for key in entry if not _is_claims(section, key)))
        rows_of = [[_cell(entry.get(title)) for title in titles] for entry in value]
        yield from _checked(section, [*titles], rows_of)
        if section in WITH_CLAIMS:
            for entry in value:
                about = {OF[0]: section, OF[1]: entry["id"]}
                claims += ((section, {**about, **claim}) for claim in entry.get(CLAIMS) or ())
    if claims:
        names = dict.fromkeys(key for _, claim in claims for key in claim)
        rows_of = [[_cell(claim.get(name)) for name in names] for _, claim in claims]
        yield from _checked(CLAIMS, [*names], rows_of)


def _is_claims(section: str, key: str) -> bool:
    return section in WITH_CLAIMS and key == CLAIMS


def _checked(
    name: str, titles: Sequence[str], rows: Sequence[Sequence[SheetCell]]
) -> Iterator[ProgrammeSheet | TooLong]:
    for row in rows:
        for title, cell in zip(titles, row, strict=True):
            if isinstance(cell, str) and len(cell) > LONGEST:
                yield TooLong(name, str(row[0]), title)
    yield ProgrammeSheet(name, titles, rows)


def _cell(value: Any) -> SheetCell:
    match value:
        case None | bool() | float():
            return value
        case int():
            return value  # no number of the data is larger than a cell holds exactly
        case str() if value and literal(value) == value == value.strip():
            formula = value[0] in "=+-@" and len(value) > 1
            return flow_text(value) if value[0] in YAML or formula else value
        case str():
            return flow_text(value)
        case _:
            return flow(plain(value))


def flow_text(text: str) -> str:
    """The text in quotes, whatever it contains."""
    return flow(text, as_json=True)


def plain(value: Any) -> Any:
    """The value without the addresses that reading gives."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items() if key != "@"}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def plain_tree(tree: Mapping[str, Any]) -> dict[str, Any]:
    """The sections of a file as they were written, without addresses."""
    found = plain(dict(tree))
    assert isinstance(found, dict)
    return found

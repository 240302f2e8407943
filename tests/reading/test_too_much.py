"""What is too much for a programme is refused before it fills the memory."""

from pathlib import Path

import pytest

from hpplan.reading import read
from hpplan.reading.places import Places
from hpplan.reading.programme_files import MOST_ENTRIES, MOST_SITES
from hpplan.reading.yaml_text import MOST_COLLECTIONS, UNREAD, parse


@pytest.mark.parametrize(("section", "most"), [("sites", MOST_SITES), ("goals", MOST_ENTRIES)])
def test_a_section_with_too_many_entries_is_refused(
    tmp_path: Path, section: str, most: int
) -> None:
    for name, count in (("a", most), ("b", 1)):
        text = f"{section}: [{'~,' * count}]\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    got = [f.message for f in read(tmp_path).findings if f.code == "HP004"]
    assert got == [f"'{section}' has more than {most:,} entries"]


def test_a_file_with_too_many_lists_is_not_read_to_its_end() -> None:
    text = f"[{'[],' * MOST_COLLECTIONS}]"
    value, (finding,) = parse(text, "f.yaml", Places())
    assert value is UNREAD
    assert (finding.code, finding.message) == (
        "HP004",
        "the file has more than 1,500,000 lists and mappings",
    )

"""What is too much for a programme is refused before it fills the memory; limits are low here."""

from pathlib import Path

import pytest

from hpplan.reading import programme_files, read, yaml_text
from hpplan.reading.places import Places
from hpplan.reading.yaml_text import UNREAD, parse


@pytest.mark.parametrize(("section", "limit"), [("sites", "MOST_SITES"), ("goals", "MOST_ENTRIES")])
def test_a_section_with_too_many_entries_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: str, limit: str
) -> None:
    most = 2_000
    monkeypatch.setattr(programme_files, limit, most)
    for name, count in (("a", most), ("b", 1)):
        text = f"{section}: [{'~,' * count}]\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    got = [f.message for f in read(tmp_path).findings if f.code == "HP004"]
    assert got == [f"'{section}' has more than {most:,} entries"]


def test_a_file_with_too_many_lists_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "MOST_COLLECTIONS", 2_000)
    text = f"[{'[],' * 2_000}]"
    value, (finding,) = parse(text, "f.yaml", Places())
    assert value is UNREAD
    assert (finding.code, finding.message) == (
        "HP004",
        "the file has more than 2,000 lists and mappings",
    )

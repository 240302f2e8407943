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


def test_a_file_with_too_many_keys_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "MOST_KEYS", 2_000)
    few = "".join(f"- {{k{n}: 1, k{n + 1}: 2}}\n" for n in range(1_999))
    value, findings = parse(few, "f.yaml", Places())
    assert (isinstance(value, list), findings) == (True, [])
    value, (finding,) = parse(f"{few}- {{more: 1}}\n", "f.yaml", Places())
    assert value is UNREAD
    assert (finding.code, finding.message) == (
        "HP004",
        "the file has more than 2,000 different keys",
    )
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (2_000, 4)


@pytest.mark.parametrize("each", ["{}", "1", "{says: option, x: 1}"])
@pytest.mark.parametrize("long", [100, 100_000])
def test_of_a_long_entry_the_first_faults_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, each: str, long: int
) -> None:
    monkeypatch.setattr(programme_files, "MANY_NODES", long)
    claims = "".join(f"      - {each}\n" for _ in range(200))
    text = f"waves: [{{id: W1}}]\nmunicipalities:\n  - id: a\n    claims:\n{claims}"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    found = read(tmp_path, most=50).findings
    assert [f.place.line for f in found if f.place] == [*range(5, 55)]
    assert found[-1].notes[-1].message == "only the first 50 faults are reported"


def test_a_fault_far_down_in_a_long_entry_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programme_files, "MANY_NODES", 100)
    claims = "{says: option}," * 200
    text = f"waves: [{{id: W1}}]\nmunicipalities: [{{id: a, claims: [{claims}{{says: no}}]}}]\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (found,) = read(tmp_path, most=50).findings
    assert (found.code, found.place and found.place.line) == ("HP104", 2)

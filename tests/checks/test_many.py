"""A check reports no more findings than memory has room for; and that there are more."""

from pathlib import Path

import pytest

from hpplan.checks.run import MOST_FINDINGS, inspect
from hpplan.reading import read


@pytest.mark.slow
@pytest.mark.parametrize("more", [0, 1])
def test_beyond_ten_thousand_a_note_says_that_there_are_more(tmp_path: Path, more: int) -> None:
    regions = "".join(f"  - {{id: r{n}}}\n" for n in range(MOST_FINDINGS + more))
    (tmp_path / "a.yaml").write_text(
        f"sites: [{{id: a, kind: k}}]\nwaves: [{{id: W1}}]\nregions:\n{regions}", encoding="utf-8"
    )
    programme = read(tmp_path).programme
    assert programme is not None
    found = inspect(programme.on())
    assert len(found) == MOST_FINDINGS
    assert {finding.code for finding in found} == {"HP206"}
    notes = [note.message for finding in found for note in finding.notes]
    assert notes == ["only the first 10,000 findings of this code are reported"] * more

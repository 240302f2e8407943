"""docs/history.md, "Between two revisions of git": the edit that it describes, and its answer."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.docs.sessions import ROOT
from tests.repositories import commit, repository

PAGE = (ROOT / "docs" / "history.md").read_text(encoding="utf-8")
EDITS = (
    (
        "waves.yaml",
        "sites: {kind: municipality}\n    waves: all\n    max: 12",
        "sites: {kind: municipality}\n    waves: all\n    max: 11",
    ),
    (
        "municipalities.yaml",
        "      - {says: undecided, until: 2023-10, source: newsletter-2023-07,",
        """\
      - {says: decided, wave: KI2, known: 2023-07-05, source: assumed}
      - {says: undecided, until: 2023-10, source: newsletter-2023-07,""",
    ),
)


@pytest.mark.slow
def test_the_page_shows_what_the_edit_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    repository(tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    commit(tmp_path)
    for name, before, after in EDITS:
        file = tmp_path / "data" / name
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"^```text\n(\$ .*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    command, _, shown = block.partition("\n")
    ran = run(*command.split()[2:])
    assert (ran.stdout, ran.stderr, ran.exit_code) == (shown, "", 1)

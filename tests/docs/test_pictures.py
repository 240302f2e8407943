"""The pictures of the README and the pages are those of the shipped data, and are shown."""

import re

import pytest

from tests.docs.pictures import PICTURES, ROOT, drawn


@pytest.mark.slow
def test_the_pictures_are_those_of_the_shipped_data() -> None:
    """They are made again by tests/docs/refresh.py."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in PICTURES.iterdir()}
    made = dict(drawn())
    assert sorted(kept) == sorted(made)
    assert [name for name, text in made.items() if kept[name] != text] == []


def test_each_picture_is_shown_and_in_words_too() -> None:
    pages = [
        ROOT / "README.md",
        *(ROOT / "docs" / f"{page}.md" for page in ("handing-on", "map", "risk")),
    ]
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    shown = re.findall(r"!?\[[^\]]{10,}\]\((?:docs/)?pictures/([\w.-]+)\)", text)
    assert sorted(set(shown)) == sorted(path.name for path in PICTURES.iterdir())

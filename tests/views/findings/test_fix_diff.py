"""What fixes would change, as a unified diff."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpplan.views.fix_diff import render
from tests.thoroughness import examples


def test_the_lines_that_change_with_three_around_them() -> None:
    before = "".join(f"line {n}\n" for n in range(9))
    assert render({"data/p.yaml": before}, {"data/p.yaml": before.replace("4", "four")}) == (
        "--- a/data/p.yaml\n"
        "+++ b/data/p.yaml\n"
        "@@ -2,7 +2,7 @@\n"
        " line 1\n"
        " line 2\n"
        " line 3\n"
        "-line 4\n"
        "+line four\n"
        " line 5\n"
        " line 6\n"
        " line 7\n"
    )


def test_nothing_changed_is_nothing() -> None:
    assert render({"f": "a\n"}, {}) == ""
    assert render({"f": "a\n"}, {"f": "a\n"}) == ""


def test_a_missing_line_break_at_the_end_is_reported() -> None:
    assert render({"f": "a"}, {"f": "b"}).splitlines()[2:] == [
        "@@ -1 +1 @@",
        "-a",
        "\\ No newline at end of file",
        "+b",
        "\\ No newline at end of file",
    ]


def test_no_letter_reaches_the_terminal_raw_but_tabs_and_line_breaks() -> None:
    text = render({"\x1bf": "\x1b[31m\ta\r\nb\rc\u202e\x0cd\n"}, {"\x1bf": "e\r\n"})
    assert [
        line for line in text.split("\n") if not line.replace("\t", "").rstrip("\r").isprintable()
    ] == []
    assert "-\\x1b[31m\ta\r\n" in text


LINES = st.lists(st.sampled_from(["a", "b: c", "", "\tx", "ø # why"]), max_size=12)


@examples(10)
@given(LINES, LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_patch_makes_the_new_text_of_the_old_one(
    tmp_path_factory: pytest.TempPathFactory,
    old: list[str],
    new: list[str],
    line_break: str,
    ends: bool,
) -> None:
    folder = tmp_path_factory.mktemp("patched")
    before, after = (line_break.join(lines) + line_break * ends for lines in (old, new))
    (folder / "f").write_bytes(before.encode())
    diff = render({"f": before}, {"f": after})
    subprocess.run(
        ["git", "apply", "--allow-empty", "--unsafe-paths", "-"],
        cwd=folder,
        input=diff.encode(),
        check=True,
        capture_output=True,
    )
    assert (folder / "f").read_bytes() == after.encode()

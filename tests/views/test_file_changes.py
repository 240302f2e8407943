"""Lines that change in files, for people."""

from hpplan.views.document import Example
from hpplan.views.file_changes import blocks


def test_lines_stand_with_their_numbers_and_neighbours() -> None:
    before = "".join(f"line {n}\n" for n in range(1, 13))
    after = before.replace("line 3\n", "line three\r\n").replace(
        "line 11\n", f"line 11\nnew {'x' * 90}\n"
    )
    assert list(blocks({"a.yaml": before, "b.yaml": ""}, {"a.yaml": after, "b.yaml": ""})) == [
        Example(
            "a.yaml",
            " 2   line 2\n   - line 3\n 3 + line three\n 4   line 4\n…\n11   line 11\n"
            f"12 + new {'x' * 90}\n13   line 12",
        )
    ]


def test_a_long_neighbour_is_cut() -> None:
    (block,) = blocks({"a.yaml": "x" * 200}, {"a.yaml": f"{'x' * 200}\n\ty"})
    assert block == Example("a.yaml", f"1   {'x' * 67}…\n2 +         y")

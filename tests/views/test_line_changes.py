"""Lines that come and go, as difflib has them."""

from difflib import unified_diff

from hypothesis import given
from hypothesis import strategies as st

from hpplan.views.line_changes import hunks, unified
from tests.thoroughness import examples

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n"]), max_size=12)


@given(LINES, LINES)
@examples(40)
def test_a_difference_makes_the_new_lines_of_the_old_ones(old: list[str], new: list[str]) -> None:
    made = [*unified(old, new, ("a", "b"))]
    assert (made == []) == (old == new)
    steps = [step for hunk in hunks(old, new, 99) for step in hunk]
    again = [
        line
        for kind, first, last, start, end in steps
        for line in (old[first:last] if kind == "equal" else new[start:end])
    ]
    assert new in (again, old)


def test_added_lines_are_shown_as_difflib_shows_them() -> None:
    old = [f"{number}\n" for number in range(30)]
    new = [*old[:4], "x\n", *old[4:20], "y\n", "z\n", *old[20:], "w"]
    assert [*unified(old, new, ("a/f", "b/f"))] == [*unified_diff(old, new, "a/f", "b/f")]
    assert [*unified([], new[:2], ("a", "b"))] == [*unified_diff([], new[:2], "a", "b")]
    assert [*unified(new, old, ("a", "b"))] == [*unified_diff(new, old, "a", "b")]

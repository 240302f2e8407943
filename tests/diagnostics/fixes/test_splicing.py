"""Edits in a text: what they do not name stays as it is, to the byte."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hpplan.diagnostics.finding import Edit, Fix
from hpplan.diagnostics.fixes.splicing import apart, spliced
from hpplan.diagnostics.place import Place
from hpplan.reading.places import FilePlaces

TEXTS = st.text(
    st.sampled_from("aø日\U0001f600 \t#:\"'\n\r\x85\u2028\u2029") | st.characters(codec="utf-8")
)
MARKS = st.sampled_from(["", "\ufeff", "\ufeff\ufeff"])


@given(TEXTS, MARKS, st.data())
def test_bytes_outside_of_the_edits_are_unchanged(
    text: str, mark: str, data: st.DataObject
) -> None:
    text = text.lstrip("\ufeff")
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    spans = list(pairwise(cuts))[::2]
    places = FilePlaces("f", text, 0)
    edits = [Edit(places.between(*span), data.draw(TEXTS)) for span in spans]
    outside = [
        text[end:start] for (_, end), (start, _) in pairwise([(0, 0), *spans, (len(text), 0)])
    ]
    expected = (
        mark
        + outside[0]
        + "".join(edit.text + after for edit, after in zip(edits, outside[1:], strict=True))
    )
    assert spliced(mark + text, data.draw(st.permutations(edits))) == expected
    assert spliced(mark + text, []).encode() == (mark + text).encode()


def at(start: int, end: int, file: str = "f") -> Edit:
    return Edit(Place(file, 1, start, 1, end), "x")


def fix(*edits: Edit) -> Fix:
    return Fix(edits, safe=True)


def test_of_two_that_overlap_the_first_is_taken() -> None:
    first, second, third = fix(at(1, 4)), fix(at(3, 6)), fix(at(5, 7))
    assert apart([third, second, first]) == [first, third]


def test_those_that_only_meet_are_both_taken() -> None:
    assert apart([fix(at(1, 3)), fix(at(3, 5))]) == [fix(at(1, 3)), fix(at(3, 5))]


def test_two_at_one_point_are_distinguished_and_only_one_is_taken() -> None:
    other = fix(replace(at(2, 2), text="y"))
    assert apart([fix(at(2, 2)), other]) == [fix(at(2, 2))]


def test_the_same_in_another_file_is_apart() -> None:
    assert apart([fix(at(1, 4)), fix(at(1, 4, "g"))]) == [fix(at(1, 4)), fix(at(1, 4, "g"))]


def test_equal_ones_are_one() -> None:
    assert apart([fix(at(1, 4)), fix(at(1, 4))]) == [fix(at(1, 4))]


def test_a_fix_is_taken_as_a_whole_or_not_at_all() -> None:
    both = fix(at(1, 2), at(8, 9))
    assert apart([both, fix(at(8, 10)), fix(at(4, 5))]) == [both, fix(at(4, 5))]


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 4)), max_size=8))
def test_what_is_chosen_can_be_spliced_and_nothing_more_fits(spans: list[tuple[int, int]]) -> None:
    fixes = [fix(at(start, start + length)) for start, length in spans]
    chosen = apart(fixes)
    spliced("a" * 20, [edit for one in chosen for edit in one.edits])
    for one in fixes:
        if one not in chosen:
            assert any(_overlap(one.edits[0].place, taken.edits[0].place) for taken in chosen)


def _overlap(one: Place, other: Place) -> bool:
    if one.column == other.column:
        return True
    return one.column < other.end_column and other.column < one.end_column

"""What changed data changes, in few lines: they go on where there is room, and are cut last."""

from hypothesis import given
from hypothesis import strategies as st

from hpplan.views.data_effect import fitted
from hpplan.views.document import listed
from hpplan.views.formats import text as document_text

LONG = " ".join(f"word{n}" for n in range(40))


def shown(*texts: str, most: int) -> list[str]:
    document = (listed("", fitted(texts, most)),)
    return document_text.render(document, colour=False, width=80).splitlines()


def test_what_fits_is_said_whole() -> None:
    assert list(fitted(["short", LONG, "last"], 9)) == ["short", LONG, "last"]


def test_where_room_is_short_the_first_are_cut_first_and_at_a_blank() -> None:
    assert shown(LONG, LONG, most=3) == [
        "  word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11 …",
        "  word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11",
        "    word12 word13 word14 word15 word16 word17 word18 word19 word20 word21 …",
    ]


@given(st.lists(st.text("ab ", min_size=1, max_size=300).filter(str.strip), max_size=9))
def test_there_are_never_more_lines_than_may_be(texts: list[str]) -> None:
    assert len(shown(*texts, most=9)) <= 9

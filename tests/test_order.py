"""Workers of the tests begin with what takes long; what is quick is left for the end."""

from tests.order import slow_first


def ordered(tests: str, workers: int) -> str:
    """Each letter is a test of the file of its name; a capital is a slow one."""
    return "".join(slow_first(tests, workers, file=str.lower, slow=str.isupper))


def test_each_worker_begins_with_files_that_have_slow_tests() -> None:
    assert ordered("abBccDDeFgh", 2) == "bBFac" + "DDcegh"
    assert ordered("abBccDDeFgh", 1) == "bBDDFaccegh"


def test_where_slow_files_are_more_than_a_part_nothing_is_lost() -> None:
    assert ordered("AAAAAbc", 2) == "AAAAAbc"
    assert ordered("abc", 4) == "abc"
    assert ordered("", 2) == ""

"""Bins are packed as by trying everything, where everything can be tried."""

from collections.abc import Iterator, Sequence
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from hpplan.solving.deadline import Deadline
from hpplan.solving.symmetry.packing import fewest_bins, packed

ROOM = 12
SIZES = st.lists(st.integers(0, ROOM), min_size=1, max_size=7)


def fewest_by_hand(sizes: Sequence[int]) -> int:
    """The fewest bins, by putting each item into each bin that is open, or into a new one."""

    def packings(bins: tuple[int, ...], left: Sequence[int]) -> Iterator[int]:
        if not left:
            yield len(bins)
            return
        for number, load in enumerate(bins):
            if load + left[0] <= ROOM:
                yield from packings((*bins[:number], load + left[0], *bins[number + 1 :]), left[1:])
        yield from packings((*bins, left[0]), left[1:])

    return min(packings((), sizes))


@given(sizes=SIZES)
def test_no_packing_has_fewer_bins_than_the_bound(sizes: list[int]) -> None:
    assert fewest_bins(sizes, ROOM) <= fewest_by_hand(sizes)


@given(sizes=SIZES)
def test_a_packing_holds_every_item_once_and_no_bin_too_much(sizes: list[int]) -> None:
    bins = packed(sizes, ROOM, 1, Deadline(inf))
    assert sorted(item for held in bins for item in held) == list(range(len(sizes)))
    assert all(sum(sizes[item] for item in held) <= ROOM for held in bins)


@given(sizes=SIZES)
def test_few_items_are_packed_into_the_fewest_bins(sizes: list[int]) -> None:
    assert len(packed(sizes, ROOM, 1, Deadline(inf))) == fewest_by_hand(sizes)


def test_items_of_more_than_half_a_bin_need_a_bin_each() -> None:
    assert fewest_bins([7, 7, 7, 7], ROOM) == 4


def test_what_fits_beside_no_large_item_needs_further_bins() -> None:
    # 7 leaves 5; a 6 does not fit beside it, and two 6 fill a bin: 3 bins, though the sum is 26.
    assert fewest_bins([7, 7, 6, 6], ROOM) == 3


def test_nothing_needs_no_bin_and_items_without_size_need_one() -> None:
    assert [fewest_bins([], ROOM), fewest_bins([0, 0], ROOM), fewest_bins([0], 0)] == [0, 1, 1]


def test_scaled_items_are_packed_alike() -> None:
    sizes = [7, 5, 6, 6, 4, 4, 4, 3, 9]
    assert packed([1000 * size for size in sizes], 1000 * ROOM + 999, 4, Deadline(inf)) == packed(
        sizes, ROOM, 4, Deadline(inf)
    )


def test_a_packing_without_slack_is_found() -> None:
    # Forty bins of three items each, all filled to the brim: 120 items, each size more than once.
    triples = [(30 + n % 7, 33 + n % 5, 100 - (63 + n % 7 + n % 5)) for n in range(40)]
    sizes = [size for triple in triples for size in triple]
    assert len(packed(sizes, 100, 40, Deadline(inf))) == 40

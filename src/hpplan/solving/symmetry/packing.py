"""How few bins hold items of these sizes: a lower bound, and a packing by construction."""

import random
from collections.abc import Sequence
from math import gcd

from hpplan.solving.deadline import Deadline
from hpplan.solving.strategies import PACKING_EFFORT, PACKING_OPENED, PACKING_ROUNDS

Bin = list[int]
"""The items in a bin, by number."""


def fewest_bins(sizes: Sequence[int], room: int) -> int:
    """A lower bound of the number of bins of this room that hold items of these sizes.

    The bound L2 of Martello and Toth (1990): for each size, items that leave less than that beside
    them fill a bin alone, those of more than half a bin need one each, and the others that are no
    smaller than that size fill the space that those leave, and then further bins.
    """
    present = sorted(size for size in sizes if size > 0)
    if room <= 0 or not present:
        return min(len(sizes), 1)
    smallest = [0, *{size for size in present if 2 * size <= room}]
    return max(_with_smallest(present, room, least) for least in smallest)


def _with_smallest(sizes: Sequence[int], room: int, least: int) -> int:
    alone = sum(1 for size in sizes if size > room - least)
    large = [size for size in sizes if 2 * size > room and size <= room - least]
    others = sum(size for size in sizes if least <= size and 2 * size <= room)
    beside = len(large) * room - sum(large)
    return alone + len(large) + max(0, -(-(others - beside) // room))


def packed(sizes: Sequence[int], room: int, enough: int, deadline: Deadline) -> list[Bin]:
    """Items of these sizes in few bins; fewer than `enough` are not sought, and the search stops at
    the deadline.

    Each bin takes the largest item left and those that together fill it best. Then the emptiest bin
    and some others are packed again, which is kept if bins are saved, or else if they become less
    alike: what fills some bins completely leaves one to be emptied. Every item fits into a bin.
    """
    unit = gcd(*sizes) or 1
    sizes, room = [size // unit for size in sizes], room // unit
    dice = random.Random(0)  # noqa: S311  # it is to be the same every time
    bins = _filled(range(len(sizes)), sizes, room, None)
    effort = PACKING_EFFORT
    for _ in range(PACKING_ROUNDS * len(sizes)):
        if len(bins) <= enough or effort <= 0 or deadline.over:
            break
        loads = [sum(sizes[item] for item in held) for held in bins]
        emptiest = min(range(len(bins)), key=loads.__getitem__)
        several = min(dice.randint(*PACKING_OPENED), len(bins))
        opened = {emptiest, *dice.sample(range(len(bins)), several)}
        items = [item for number in sorted(opened) for item in bins[number]]
        effort -= len(items) * (room + 1)
        again = _filled(items, sizes, room, dice)
        squares = sum(sum(sizes[item] for item in held) ** 2 for held in again)
        if len(again) < len(opened) or squares >= sum(loads[n] ** 2 for n in opened):
            bins = [held for n, held in enumerate(bins) if n not in opened] + again
    return bins


def _filled(
    items: Sequence[int], sizes: Sequence[int], room: int, dice: random.Random | None
) -> list[Bin]:
    left = sorted(items, key=lambda item: (-sizes[item], item))
    bins = []
    while left:
        largest = left.pop(0)
        order = list(left)
        if dice is not None:
            dice.shuffle(order)
        beside = _best_filling(order, sizes, room - sizes[largest])
        taken = set(beside)
        left = [item for item in left if item not in taken]
        bins.append([largest, *beside])
    return bins


def _best_filling(items: Sequence[int], sizes: Sequence[int], room: int) -> list[int]:
    """Items whose sizes sum to as much of the room as possible. Bit s of a set is whether some of
    the items so far sum to s.
    """
    within = (1 << room + 1) - 1
    sums = [1]
    for item in items:
        sums.append((sums[-1] | sums[-1] << sizes[item]) & within)
    total = sums[-1].bit_length() - 1
    chosen = []
    for number in range(len(items) - 1, -1, -1):
        if not (sizes[items[number]] and sums[number] >> total & 1):
            chosen.append(items[number])
            total -= sizes[items[number]]
    return chosen

"""The families of public instances, each a generator of cases from a folder."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from families import bacp, colouring, gap, knapsack, packing, salbp
from families.problem import Case

FAMILIES: Final[Mapping[str, Callable[[Path], Iterator[Case]]]] = {
    "bacp": bacp.cases,
    "bacp-waves": bacp.cases_of_fewest_periods,
    "salbp1": salbp.cases_of_type_1,
    "salbp2": salbp.cases_of_type_2,
    "lexicographic": salbp.cases_of_pairs,
    "gcp": colouring.cases,
    "gap": gap.cases,
    "mkp": knapsack.cases,
    "bpp": packing.cases,
}

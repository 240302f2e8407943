"""Official numbers of Norwegian municipalities: four digits, of which two are the county's.

Counties of 2020 to 2023 are those of Kartverket's kommuneinfo, from 2024 on those of Statistics
Norway's classification of counties (104). For the years before, only the shape is known here.
"""

import re
from collections.abc import Mapping
from typing import Final

SHAPE: Final = re.compile(r"[0-9]{4}")

_FROM_2020: Final = {
    "03": "Oslo",
    "11": "Rogaland",
    "15": "Møre og Romsdal",
    "18": "Nordland",
    "30": "Viken",
    "34": "Innlandet",
    "38": "Vestfold og Telemark",
    "42": "Agder",
    "46": "Vestland",
    "50": "Trøndelag",
    "54": "Troms og Finnmark",
}
_FROM_2024: Final = {
    "03": "Oslo",
    "11": "Rogaland",
    "15": "Møre og Romsdal",
    "18": "Nordland",
    "31": "Østfold",
    "32": "Akershus",
    "33": "Buskerud",
    "34": "Innlandet",
    "39": "Vestfold",
    "40": "Telemark",
    "42": "Agder",
    "46": "Vestland",
    "50": "Trøndelag",
    "55": "Troms",
    "56": "Finnmark",
}


def counties(year: int) -> Mapping[str, str] | None:
    """The names of the counties of a year by their numbers; None for years whose counties are not
    listed here.
    """
    if year < 2020:
        return None
    return _FROM_2020 if year < 2024 else _FROM_2024

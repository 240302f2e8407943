"""How far a site has come, in the words that selectors and output use."""

from enum import StrEnum


class Status(StrEnum):
    """The first of these that holds of a site is its status."""

    LIVE = "live"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    UNDECIDED = "undecided"
    PLANNED = "planned"
    CANDIDATE = "candidate"
    AGREEMENT = "agreement"
    JOINED = "joined"
    PREPROJECT = "preproject"
    OPTION = "option"
    NONE = "none"

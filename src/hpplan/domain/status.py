"""How far a site has come, in the words that selectors and output use."""

from enum import StrEnum

from hpplan.language import _, marked


class Status(StrEnum):
    """The first of these that holds of a site is its status."""

    LIVE = marked("live")
    DECLINED = marked("declined")
    WITHDRAWN = marked("withdrawn")
    DECIDED = marked("decided")
    UNDECIDED = marked("undecided")
    PLANNED = marked("planned")
    CANDIDATE = marked("candidate")
    AGREEMENT = marked("agreement")
    JOINED = marked("joined")
    PREPROJECT = marked("preproject")
    OPTION = marked("option")
    NONE = marked("none")

    @property
    def word(self) -> str:
        """The status as people read it."""
        return _(self.value)

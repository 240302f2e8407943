"""How far a site has come, in the words of selectors and output."""

from enum import StrEnum

from hpplan.language import _, marked


class Status(StrEnum):
    """The status of a site is the first of these that holds."""

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
        """The status as shown to people."""
        return _(self.value)

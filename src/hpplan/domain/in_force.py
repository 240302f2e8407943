"""From when to when something stands: a rule, a gate."""

from datetime import date

from pydantic import Field

from hpplan.domain.entry import Entry
from hpplan.periods import Period


class InForce(Entry):
    """The as-of dates on which something stands, both ends included."""

    since: Period | None = Field(default=None, alias="from", description="from its first day")
    until: Period | None = Field(None, description="to its last day")

    def holds(self, day: date) -> bool:
        return not (
            (self.since is not None and day < self.since.first)
            or (self.until is not None and self.until.last < day)
        )

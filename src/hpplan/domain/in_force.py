"""The dates between which something is in force: a rule, a right, and whatever else may be given
up.
"""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from hpplan.domain.entry import Entry, Explained
from hpplan.domain.sources import Source
from hpplan.periods import Period


class InForce(Entry):
    """The as-of dates on which something is in force, both ends included."""

    since: Period | None = Field(default=None, alias="from", description="from its first day")
    until: Period | None = Field(None, description="to its last day")

    def holds(self, day: date) -> bool:
        return not (
            (self.since is not None and day < self.since.first)
            or (self.until is not None and self.until.last < day)
        )


class FromItsSource(Explained):
    """Something that is in force from the day on which its source was known, unless it says
    otherwise itself.
    """

    in_force: InForce | None = Field(
        None,
        description="the as-of dates on which it stands; without `from` it does from the day on "
        "which its source was known",
    )

    def begins(self, sources: Mapping[str, Source]) -> date | None:
        """The first day on which it is in force; None if it always was."""
        if self.in_force is not None and self.in_force.since is not None:
            return self.in_force.since.first
        source = sources.get(self.source) if self.source is not None else None
        return source.published.last if source is not None and source.published else None

    def holds(self, day: date, sources: Mapping[str, Source]) -> bool:
        begins = self.begins(sources)
        if begins is not None and day < begins:
            return False
        return self.in_force is None or self.in_force.holds(day)

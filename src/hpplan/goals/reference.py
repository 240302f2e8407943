"""Goals that compare a plan with the waves that count as current."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Self

from pydantic import Field, PrivateAttr

from hpplan.domain.entry import Text
from hpplan.domain.snapshot import Snapshot
from hpplan.goals.base import Goal
from hpplan.language import _

CLAIMS: Final = "claims"
"""What a goal compares with unless a plan file is named."""


class AgainstCurrent(Goal):
    """A goal with a key `against`: a plan file, relative to the data directory, whose waves then
    count as the current ones; else the claims.
    """

    against: Text = Field(
        CLAIMS, description="`claims`, or a plan file, whose waves then count as the current ones"
    )
    _reference: Mapping[str, str] | None = PrivateAttr(default=None)
    _days: Mapping[str, date] = PrivateAttr(default_factory=dict)
    """The days that the plan file has chosen for its waves, by id."""

    def against_plan(
        self, waves: Mapping[str, str], days: Mapping[str, date] | None = None
    ) -> Self:
        """The same goal, compared with the waves that a plan file gives to sites, and with the days
        that it has chosen for them.
        """
        held = self.model_copy()
        held._reference = dict(waves)  # noqa: SLF001  # its own kind
        held._days = dict(days or {})  # noqa: SLF001
        return held

    @property
    def plan_file(self) -> tuple[Mapping[str, str], Mapping[str, date]] | None:
        """The waves and chosen days of the plan file; None where claims are meant."""
        return None if self._reference is None else (self._reference, self._days)

    def current(self, snapshot: Snapshot) -> Mapping[str, str]:
        """The waves that count as current: those of the plan file, or of the claims."""
        return snapshot.comes_from() if self._reference is None else self._reference

    def wave_of(self, number: int) -> str:
        """The noun phrase for the wave that this number of sites stay in or leave."""
        whose = _("its wave") if abs(number) == 1 else _("their wave")
        if self.against == CLAIMS:
            return whose
        return _("{wave} in {plan}", wave=whose, plan=self.against)

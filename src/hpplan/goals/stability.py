"""Kind `stability`: what was planned stays."""

from collections.abc import Mapping
from typing import Final, Literal, Self

from pydantic import Field, PrivateAttr

from hpplan.domain.entry import Text
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.goals.base import SITES, Goal, Measured, Objective, names_of_change, sites_unit
from hpplan.rules.base import Decisions
from hpplan.text import Unit

CLAIMS: Final = "claims"
"""What stability is held against unless a plan file is named."""


class Stability(Goal):
    """The number of sites whose wave is not their current one; minimised.

    A site that has a current wave and is not placed counts as moved; one without a current wave
    never does. A wave that was dropped is current all the same. `against` names a plan file,
    relative to the data directory, whose waves then count as the current ones.
    """

    purpose = "so that fewer leave their wave"

    kind: Literal["stability"] = "stability"
    against: Text = Field(
        CLAIMS, description="`claims`, or a plan file, whose waves then count as the current ones"
    )
    _reference: Mapping[str, str] | None = PrivateAttr(default=None)

    def against_plan(self, waves: Mapping[str, str]) -> Self:
        """The same goal, held against the waves that a plan file gives to sites."""
        held = self.model_copy()
        held._reference = dict(waves)  # noqa: SLF001  # its own kind
        return held

    def sentence(self) -> str:
        what = "current wave" if self.against == CLAIMS else f"wave in {self.against}"
        return f"as few sites as possible leave their {what}"

    def current(self, snapshot: Snapshot) -> Mapping[str, str]:
        """The waves that count as current: those of the plan file, or what the claims say."""
        return snapshot.comes_from() if self._reference is None else self._reference

    def measure(self, snapshot: Snapshot, placements: Placements) -> int:
        return len(self._leaving(snapshot, placements))

    def _leaving(self, snapshot: Snapshot, placements: Placements) -> list[str]:
        current = self.current(snapshot)
        return [
            site
            for site in snapshot.taking_part
            if site in current and placements.get(site) != current[site]
        ]

    def unit(self, snapshot: Snapshot) -> Unit:  # noqa: ARG002
        return SITES

    def says_value(self, snapshot: Snapshot, value: int) -> str:
        if not value:
            return f"no {sites_unit(snapshot).one} leaves {self._wave(1)}"
        return f"{sites_unit(snapshot).amount(value)} {self._leave(value)}"

    def says_difference(self, before: Measured, after: Measured) -> str:
        change = after.value - before.value
        was = self._leaving(before.snapshot, before.placements)
        now = self._leaving(after.snapshot, after.placements)
        noun, names = names_of_change(before, after, was, now)
        return f"{noun.more(change)} {self._leave(change)}{names}"

    def _leave(self, number: int) -> str:
        return f"{'leaves' if abs(number) == 1 else 'leave'} {self._wave(number)}"

    def _wave(self, number: int) -> str:
        whose = "its wave" if abs(number) == 1 else "their wave"
        return whose if self.against == CLAIMS else f"{whose} in {self.against}"

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> Objective:
        current = self.current(snapshot)
        settled = [site for site in snapshot.taking_part if site in current]
        stays = [
            (-1, decisions.in_wave(site, snapshot.wave[current[site]]))
            for site in settled
            if current[site] in snapshot.wave
        ]
        return Objective(tuple(stays), len(settled))

"""The positions of groups as annealing moves them: by number, in the order of the model's
choices.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from hpplan.solving.encoding import Encoded

NO_WAVE: Final = ""
NOBODY: Final = -1

Move = tuple[int, int]
"""A group, and the option that it moves to: a variable of its choice."""
Step = Sequence[tuple[int, int]]
"""Variables that become true (1) or false (-1)."""


class GroupPositions:
    """The option that each group has taken, and the groups in each wave."""

    def __init__(self, encoded: Encoded) -> None:
        size = encoded.model.size
        self.choices: Sequence[tuple[int, ...]] = encoded.model.exactly_one
        self.group_of = [NOBODY] * size
        """The group that each option belongs to; helpers belong to none."""
        for group, choice in enumerate(self.choices):
            for option in choice:
                self.group_of[option] = group
        self.wave_of = [NO_WAVE] * size
        """The wave of each option; none for the option of being in no wave."""
        for waves in encoded.choices.values():
            for wave, option in waves.items():
                self.wave_of[option] = wave
        self._option_in: dict[int, Mapping[str, int]] = {}
        self.now: list[int] = []
        """The option that each group has taken."""
        self.members: dict[str, list[int]] = {}
        """The groups in each wave, in any order."""
        self._place: list[int] = []

    def begin(self, values: Sequence[int]) -> None:
        """Start from the positions that these values of all variables mean."""
        self.now = [next(v for v in choice if values[v]) for choice in self.choices]
        self.members = {wave: [] for wave in {*self.wave_of}}
        self._place = [0] * len(self.choices)
        for group, option in enumerate(self.now):
            self._enter(group, option)

    def take(self, group: int, option: int) -> None:
        """Move a group to another of its options."""
        members = self.members[self.wave_of[self.now[group]]]
        place, last = self._place[group], members.pop()
        if last != group:
            members[place], self._place[last] = last, place
        self._enter(group, option)

    def _enter(self, group: int, option: int) -> None:
        members = self.members[self.wave_of[option]]
        self._place[group] = len(members)
        members.append(group)
        self.now[group] = option

    def options_of(self, group: int) -> Mapping[str, int]:
        """The option of the group in each wave."""
        if (found := self._option_in.get(group)) is None:
            found = {self.wave_of[option]: option for option in self.choices[group]}
            self._option_in[group] = found
        return found

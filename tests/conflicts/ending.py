"""An oracle whose time ends after so many looks, so that no test depends on seconds."""

from hpplan.conflicts.oracle import ConflictOracle
from hpplan.solving.model import Model
from tests.patience import PATIENCE


class EndingOracle(ConflictOracle):
    """Has time until it was asked so often whether the time is over."""

    def __init__(self, model: Model, after: int) -> None:
        super().__init__(model, PATIENCE)
        self._after = after

    def over(self) -> bool:
        self._after -= 1
        return self._after < 0 or super().over()

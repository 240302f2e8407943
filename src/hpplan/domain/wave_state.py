"""A wave as known on one date: its go-live, whether it takes more sites, its names."""

from datetime import date

from hpplan.domain.claims import WaveClaim
from hpplan.domain.standing import Contradiction
from hpplan.domain.waves import Wave
from hpplan.language import _
from hpplan.periods import Fit, Period
from hpplan.values import dataclass


@dataclass(frozen=True, slots=True)
class WaveState:
    """A wave as known on a date. `position` counts from 0 in order of go-live.

    `past` says that the last day of its go-live is over. The claims are those that its go-live,
    and its being closed, rest on.
    """

    wave: Wave
    position: int
    label: str
    go_live: Period | None
    open: bool
    past: bool
    go_live_claim: WaveClaim | None = None
    open_claim: WaveClaim | None = None
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def id(self) -> str:
        return self.wave.id

    @property
    def takes_more(self) -> bool:
        return self.open and not self.past

    @property
    def own_name(self) -> str | None:
        """Its name for people, where that is neither its id nor its label."""
        return None if self.wave.name in (self.id, self.label) else self.wave.name

    @property
    def introduced(self) -> str:
        """The wave with its name, if it has one, for its first mention."""
        return str(self) if self.own_name is None else f"{self} – {self.own_name}"

    @property
    def when(self) -> str:
        """Its go-live as it follows a verb: `on 4 November 2023`, `in autumn 2024`."""
        return _("on no known day") if self.go_live is None else self.go_live.when

    @property
    def dated(self) -> str:
        """The wave and its go-live: `PD5 (4 November 2023)`."""
        return str(self) if self.go_live is None else f"{self} ({self.go_live.words})"

    def __str__(self) -> str:
        if self.label == self.id:
            return self.label
        return _("{wave} (called {label})", wave=self.id, label=self.label)


def fits_dates(slot: WaveState, earliest: date | None, latest: date | None) -> Fit:
    """Whether the go-live lies between the two days, both included: on all of its possible days, on
    some or on none. A wave without a date may go live on any day.
    """
    return Fit.SOME if slot.go_live is None else slot.go_live.within(earliest, latest)

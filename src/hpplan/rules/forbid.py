"""The kind `forbid`."""

from typing import Literal

from pydantic import Field

from hpplan.domain.selectors import Sites, Waves
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.wave_state import WaveState
from hpplan.language import _
from hpplan.rules.base import Rule, Verdict, Violation
from hpplan.rules.traits import Unary
from hpplan.text import alternatives


class Forbid(Unary, Rule):
    """The rule `forbid`."""

    title = "never in these waves"
    meaning = """
    No selected site is in any of `waves`. A break is history when the site is live.
    """
    asks = "never there"
    history = "the site"
    one_break = "a site"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: forbid, sites: berg, waves: W1, because: its council is elected that month}
    """
    keeps = "ask:W1 berg:W2"
    breaks = "ask:W1 berg:W1"

    kind: Literal["forbid"] = "forbid"
    sites: Sites = Field(description="who is never there")
    waves: Waves = Field(description="the waves that they are never in")

    def sentence(self, snapshot: Snapshot) -> str:
        names = snapshot.names(self.sites)
        if self.waves.ids is None:
            return _("{sites} in no wave", sites=names)
        return _("{sites} never in {waves}", sites=names, waves=self.waves.named("or"))

    def supposed(self, snapshot: Snapshot, instead_of: Rule | None = None) -> str:
        if not self.waves.ids:
            return super().supposed(snapshot, instead_of)
        waves = alternatives(map(snapshot.called, self.waves.ids))
        return _("{sites} not in {waves}", sites=snapshot.names(self.sites), waves=waves)

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        breaks = []
        for site in snapshot.select(self.sites):
            if (wave := placements.get(site)) is not None and wave in self.waves:
                live = snapshot.live(site)
                verdict = Verdict.HISTORY if live else Verdict.BROKEN
                message = _(
                    "{site} is in {wave}", site=snapshot.name(site), wave=snapshot.wave[wave]
                )
                breaks.append(Violation((site,), message, verdict, () if live else (site,)))
        return breaks

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        (site,) = broken.subject
        wave = snapshot.wave[placements[site]]
        name = snapshot.name(site)
        return _("{site} would be in {wave}, where it may not be", site=name, wave=wave)

    def shuts(self, snapshot: Snapshot, wave: WaveState, site: str) -> bool:  # noqa: ARG002  # by the wave alone
        return wave.id in self.waves

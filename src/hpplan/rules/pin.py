"""The kind `pin`."""

from collections.abc import Collection
from typing import Literal

from pydantic import Field

from hpplan.domain.entry import SiteId, Text, WaveId
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.domain.standing import Firm
from hpplan.language import _
from hpplan.rules.base import Decisions, HeadlineTopic, Rule, Verdict, Violation
from hpplan.rules.traits import Placing


class Pin(Placing, Rule):
    """The rule `pin`."""

    title = "exactly there"
    meaning = """
    The site is in the wave. A site that takes no part, and a wave that does not exist on the
    date, bind nobody. A break is history when the site is live.
    """
    asks = "exactly there. `decision` says in words which decision that is"
    history = "the site"
    one_break = "a site"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    sources:
      - {id: plan, kind: document, title: Plan of the programme board, published: 2023-12-12}
    trusts:
      - {id: north, name: North Hospital, claims: [{says: planned, wave: W1, source: plan}]}
    municipalities:
      - {id: ask, name: Ask}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: pin, site: north, wave: W1, decision: the board on 12 December 2023}
    """
    keeps = "north:W1 ask:W2"
    breaks = "ask:W1 north:W2"

    headline = HeadlineTopic.PLACES

    kind: Literal["pin"] = "pin"
    site: SiteId = Field(description="who")
    wave: WaveId = Field(description="where")
    decision: Text | None = Field(None, description="which decision that is, in words; shown only")

    def sentence(self, snapshot: Snapshot) -> str:
        return _("{site} in {wave}", site=snapshot.name(self.site), wave=self.wave)

    def stated_decision(self) -> tuple[str, str] | None:
        return None if self.decision is None else (self.site, self.decision)

    def supposed(self, snapshot: Snapshot, instead_of: Rule | None = None) -> str:  # noqa: ARG002
        name = snapshot.name(self.site)
        return _("{site} in {wave}", site=name, wave=snapshot.called(self.wave))

    def _binds(self, snapshot: Snapshot) -> bool:
        return self.wave in snapshot.wave and self.site in snapshot.taking_part

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        placed = placements.get(self.site)
        if not self._binds(snapshot) or placed == self.wave:
            return []
        live, name = snapshot.live(self.site), snapshot.name(self.site)
        message = (
            _("{site} is not placed", site=name)
            if placed is None
            else _("{site} is in {wave}", site=name, wave=snapshot.wave[placed])
        )
        verdict = Verdict.HISTORY if live else Verdict.BROKEN
        return [Violation((self.site,), message, verdict, () if live else (self.site,))]

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        (site,) = broken.subject
        wanted, found = snapshot.wave[self.wave], snapshot.sites[site]
        values: dict[str, object] = {
            "site": found.name,
            "rule": "--pin" if self.name.startswith("--pin ") else self.name,
            "wanted": wanted,
        }
        placed = placements.get(site) if found.firm is None else found.wave
        if placed is None:
            return _("{site} would be in no wave, and {rule} asks for {wanted}", **values)
        values["wave"] = snapshot.wave[placed]
        match found.firm:
            case None:
                return _("{site} would be in {wave}, and {rule} asks for {wanted}", **values)
            case Firm.DECIDED:
                return _("{site} has decided on {wave}, and {rule} asks for {wanted}", **values)
            case Firm.LIVE:
                return _("{site} is live in {wave}, and {rule} asks for {wanted}", **values)
            case Firm.OVERDUE:
                return _("{site} is overdue in {wave}, and {rule} asks for {wanted}", **values)

    def scope(self, snapshot: Snapshot) -> Collection[str]:  # noqa: ARG002  # whatever is known
        return (self.site,)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        if self._binds(snapshot) and not snapshot.live(self.site):
            here = decisions.in_wave(self.site, snapshot.wave[self.wave])
            decisions.any_true((self.site,), [here])

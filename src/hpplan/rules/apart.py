"""The kind `apart`."""

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field

from hpplan.domain.entry import Whole
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.language import _, plural
from hpplan.rules.base import Decisions, Relaxation, Rule, Verdict, Violation, WaveSymmetry
from hpplan.rules.traits import Relaxable, Separating, waves_to_enter
from hpplan.text import conjoined, enumerated


class Apart(Separating, Relaxable, Rule):
    """The rule `apart`."""

    title = "not in the same wave"
    meaning = """
    No wave holds more than `at_most` of the selected sites: one, unless given.

    A break is history when every selected site of the wave is live.
    """
    asks = "no wave holds more than `at_most` of them: one, if not given"
    history = "every selected site of the wave"
    one_break = "a wave"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
      - {id: dal, name: Dal}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: apart, sites: [ask, berg]}
    """
    keeps = "ask:W1 dal:W1 berg:W2"
    breaks = "ask:W1 berg:W1 dal:W2"

    context = True
    symmetry = WaveSymmetry.ANY_ORDER

    kind: Literal["apart"] = "apart"
    sites: Sites = Field(description="who should not meet in one wave")
    at_most: Annotated[Whole, Field(ge=0)] = Field(
        1, description="how many of them a wave holds at most"
    )

    @property
    def most_together(self) -> int:
        return self.at_most

    def sentence(self, snapshot: Snapshot) -> str:
        names = snapshot.names(self.sites)
        if self.at_most == 1:
            return _("no two of {sites} in the same wave", sites=names)
        return _("at most {most} of {sites} in the same wave", most=self.at_most, sites=names)

    def counts(self, snapshot: Snapshot) -> Collection[str]:
        return snapshot.select(self.sites)

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        selected = snapshot.select(self.sites)
        breaks = []
        for slot in snapshot.waves:
            here = [site for site in selected if placements.get(site) == slot.id]
            if len(here) > self.at_most:
                movable = tuple(site for site in here if not snapshot.live(site))
                verdict = Verdict.BROKEN if movable else Verdict.HISTORY
                names = enumerated(map(snapshot.name, here))
                message = _("{wave} holds {sites}", wave=slot, sites=names)
                breaks.append(Violation((slot.id,), message, verdict, movable))
        return breaks

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        (wave,) = broken.subject
        here = [s for s in snapshot.select(self.sites) if placements.get(s) == wave]
        slot, names = snapshot.wave[wave], conjoined(map(snapshot.name, here))
        if self.at_most == 1:
            return _(
                "{wave} would hold {sites}, of whom only one may be in a wave",
                wave=slot,
                sites=names,
            )
        return _(
            "{wave} would hold {sites}, of whom only {most} may be in a wave",
            wave=slot,
            sites=names,
            most=self.at_most,
        )

    def relaxations(self, snapshot: Snapshot) -> list[Relaxation]:
        more = len(snapshot.select(self.sites)) - self.at_most
        return [Relaxation(more, lambda n: self.altered(at_most=self.at_most + n))]

    def shortage(self, snapshot: Snapshot) -> str | None:
        selected = [s for s in snapshot.select(self.sites) if snapshot.sites[s].required]
        waves = sum(slot.takes_more for slot in snapshot.waves)
        if any(map(snapshot.live, selected)) or len(selected) <= self.at_most * waves:
            return None
        there = waves_to_enter(waves)
        if self.at_most == 1:
            return _(
                "{n} sites must be placed, at most one of them in a wave, and {there}",
                n=len(selected),
                there=there,
            )
        return plural(
            "{n} sites must be placed, at most {most} of them in a wave, and {there}",
            "{n} sites must be placed, at most {most} of them in a wave, and {there}",
            len(selected),
            most=self.at_most,
            there=there,
        )

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        selected = snapshot.select(self.sites)
        still_open = [site for site in selected if not snapshot.live(site)]
        for slot in snapshot.waves:
            live = sum(
                1 for s in selected if snapshot.live(s) and snapshot.sites[s].wave == slot.id
            )
            entering = [(1, decisions.in_wave(site, slot)) for site in still_open]
            decisions.at_most((slot.id,), entering, max(0, self.at_most - live))

    def scope(self, snapshot: Snapshot) -> Collection[str]:
        return snapshot.select(self.sites)

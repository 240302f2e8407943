"""The kind `alone`."""

from typing import ClassVar, Literal

from pydantic import Field

from hpplan.domain.entry import COUNTING_SITES
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.rules.base import Decisions, Rule, Verdict, Violation, WaveSymmetry
from hpplan.rules.traits import Separating
from hpplan.text import enumerated


class Alone(Separating, Rule):
    """The rule `alone`."""

    title = "a wave of its own"
    meaning = """
    Each selected site that is placed shares its wave with no other site at all, selected or not.

    A break is history when the site itself is live.
    """
    asks = "each of them shares its wave with no other site at all, selected or not"
    history = "the site"
    one_break = "a site"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
      - {id: dal, name: Dal}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: alone, sites: ask}
    """
    keeps = "ask:W1 berg:W2 dal:W2"
    breaks = "ask:W1 berg:W1 dal:W2"

    alone: ClassVar[bool] = True
    context = True
    symmetry = WaveSymmetry.ANY_ORDER

    kind: Literal["alone"] = "alone"
    sites: Sites = Field(description="who goes live alone, each in a wave of its own")

    @property
    def most_together(self) -> int:
        return 1

    def sentence(self, snapshot: Snapshot) -> str:
        names = snapshot.names(self.sites)
        one = self.sites.ids is not None and len(self.sites.ids) == 1
        return f"{names} alone in its wave" if one else f"{names} each alone in a wave"

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        held, breaks = snapshot.held(placements), []
        for site in snapshot.select(self.sites):
            if (wave := placements.get(site)) is None:
                continue
            others = [other for other in held[wave] if other != site]
            if not others:
                continue
            with_whom = enumerated(map(snapshot.name, others))
            message = f"{snapshot.name(site)} is in {snapshot.wave[wave]} with {with_whom}"
            if snapshot.live(site):
                breaks.append(Violation((site,), message, Verdict.HISTORY))
            else:
                movable = (site, *(other for other in others if not snapshot.live(other)))
                breaks.append(Violation((site,), message, Verdict.BROKEN, movable))
        return breaks

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:
        (site,) = broken.subject
        wave = placements[site]
        others = [other for other in snapshot.held(placements)[wave] if other != site]
        return (
            f"{snapshot.name(site)} would be in {snapshot.wave[wave]} with "
            f"{enumerated(map(snapshot.name, others))}, and is to be alone"
        )

    def shortage(self, snapshot: Snapshot) -> str | None:
        must = [site for site in snapshot.taking_part if snapshot.sites[site].required]
        alone = set(snapshot.select(self.sites)).intersection(must)
        waves = sum(slot.takes_more for slot in snapshot.waves)
        needed = len(alone) + (len(must) > len(alone))
        if any(map(snapshot.live, must)) or not alone or needed <= waves:
            return None
        each = "1 site must be alone in its wave"
        if len(alone) > 1:
            each = f"{len(alone)} sites must be alone in their waves"
        others = f", {len(must) - len(alone)} more must be placed" if len(must) > len(alone) else ""
        there = "there is 1 wave" if waves == 1 else f"there are {waves} waves"
        return f"{each}{others}, and {there} that they may enter"

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        bound = [site for site in snapshot.select(self.sites) if not snapshot.live(site)]
        if not bound:
            return
        taken = {snapshot.sites[site].wave for site in snapshot.living}
        everybody = snapshot.sizes(COUNTING_SITES)
        for slot in snapshot.waves:
            if slot.id in taken:  # live sites are where they are: nobody is alone with them
                for site in bound:
                    decisions.bar((site,), site, slot)
                continue
            single = decisions.is_at_most(decisions.load(everybody, slot), 1)
            for site in bound:
                decisions.any_true((site,), [~decisions.in_wave(site, slot), single])

"""The kind `alone`."""

from typing import ClassVar, Literal

from pydantic import Field

from hpplan.domain.entry import COUNTING_SITES
from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.language import _, plural
from hpplan.rules.base import Decisions, Rule, Verdict, Violation, WaveSymmetry
from hpplan.rules.traits import Separating, waves_to_enter
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

    names_company = True

    kind: Literal["alone"] = "alone"
    sites: Sites = Field(description="who goes live alone, each in a wave of its own")

    @property
    def most_together(self) -> int:
        return 1

    def sentence(self, snapshot: Snapshot) -> str:
        names = snapshot.names(self.sites)
        if self.sites.ids is not None and len(self.sites.ids) == 1:
            return _("{site} alone in its wave", site=names)
        return _("{sites} each alone in a wave", sites=names)

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        held, breaks = snapshot.held(placements), []
        for site in snapshot.select(self.sites):
            if (wave := placements.get(site)) is None:
                continue
            others = [other for other in held[wave] if other != site]
            if not others:
                continue
            message = _(
                "{site} is in {wave} with {others}",
                site=snapshot.name(site),
                wave=snapshot.wave[wave],
                others=enumerated(map(snapshot.name, others)),
            )
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
        return _(
            "{site} would be in {wave} with {others}, and is to be alone",
            site=snapshot.name(site),
            wave=snapshot.wave[wave],
            others=enumerated(map(snapshot.name, others)),
        )

    def shortage(self, snapshot: Snapshot) -> str | None:
        must = [site for site in snapshot.taking_part if snapshot.sites[site].required]
        alone = set(snapshot.select(self.sites)).intersection(must)
        waves = sum(slot.takes_more for slot in snapshot.waves)
        needed = len(alone) + (len(must) > len(alone))
        if any(map(snapshot.live, must)) or not alone or needed <= waves:
            return None
        asked = plural(
            "{n} site must be alone in its wave",
            "{n} sites must be alone in their waves",
            len(alone),
        )
        there = waves_to_enter(waves)
        if more := len(must) - len(alone):
            return plural(
                "{asked}, {n} more must be placed, and {there}",
                "{asked}, {n} more must be placed, and {there}",
                more,
                asked=asked,
                there=there,
            )
        return _("{asked}, and {there}", asked=asked, there=there)

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        bound = [site for site in snapshot.select(self.sites) if not snapshot.live(site)]
        if not bound:
            return
        taken = {snapshot.sites[site].wave for site in snapshot.living}
        everybody = snapshot.sizes(COUNTING_SITES)
        for slot in snapshot.waves:
            if slot.id in taken:  # live sites stay: no other is alone with them
                for site in bound:
                    decisions.bar((site,), site, slot)
                continue
            single = decisions.is_at_most(decisions.load(everybody, slot), 1)
            for site in bound:
                decisions.any_true((site,), [~decisions.in_wave(site, slot), single])

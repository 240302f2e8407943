"""The kind `together`."""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Literal

from pydantic import Field

from hpplan.domain.selectors import Sites
from hpplan.domain.snapshot import Placements, Snapshot
from hpplan.language import _
from hpplan.rules.base import Decisions, Rule, Verdict, Violation, WaveSymmetry
from hpplan.rules.traits import Grouping
from hpplan.text import conjoined, enumerated, few_names


class Together(Grouping, Rule):
    """The rule `together`."""

    title = "all in the same wave"
    meaning = """
    All selected sites are in one wave, or none of them is placed.

    A break is history when every selected site is live.
    """
    asks = "all in one wave, or none of them in any"
    history = "every selected site"
    one_break = "the rule"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    municipalities:
      - {id: ask, name: Ask}
      - {id: berg, name: Berg}
      - {id: dal, name: Dal}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: together, sites: [ask, berg]}
    """
    keeps = "ask:W2 berg:W2 dal:W1"
    breaks = "ask:W1 dal:W1 berg:W2"

    symmetry = WaveSymmetry.ANY_ORDER

    kind: Literal["together"] = "together"
    sites: Sites = Field(description="who goes live together")

    def sentence(self, snapshot: Snapshot) -> str:
        return _("{sites} in the same wave", sites=snapshot.names(self.sites))

    def violations(self, snapshot: Snapshot, placements: Placements) -> list[Violation]:
        members = snapshot.select(self.sites)
        taken: dict[str | None, list[str]] = {}
        for site in members:
            taken.setdefault(placements.get(site), []).append(site)
        if len(taken) < 2:
            return []
        nowhere = _("nowhere")
        where = "; ".join(
            f"{nowhere if wave is None else snapshot.wave[wave]}: "
            + enumerated(map(snapshot.name, sites))
            for wave, sites in taken.items()
        )
        movable = tuple(site for site in members if not snapshot.live(site))
        verdict = Verdict.BROKEN if movable else Verdict.HISTORY
        return [Violation((), _("not in one wave ({where})", where=where), verdict, movable)]

    def explain(self, snapshot: Snapshot, placements: Placements, broken: Violation) -> str:  # noqa: ARG002  # it is about all
        taken: dict[str | None, list[str]] = {}
        for site in snapshot.select(self.sites):
            taken.setdefault(placements.get(site), []).append(snapshot.name(site))
        where = [
            _("{sites} in no wave", sites=few_names(names))
            if wave is None
            else _("{sites} in {wave}", sites=few_names(names), wave=snapshot.wave[wave])
            for wave, names in taken.items()
        ]
        return _(
            "{sites} must share a wave: {where} would not",
            sites=snapshot.names(self.sites),
            where=conjoined(where),
        )

    def encode(self, snapshot: Snapshot, decisions: Decisions) -> None:
        members = snapshot.select(self.sites)
        if all(map(snapshot.live, members)):
            return
        for one, other in pairwise(members):
            for slot in snapshot.waves:
                both = [(1, decisions.in_wave(one, slot)), (-1, decisions.in_wave(other, slot))]
                decisions.at_most((), both, 0)
                decisions.at_least((), both, 0)

    def same_wave_groups(self, snapshot: Snapshot) -> Iterable[Sequence[str]]:
        members = snapshot.select(self.sites)
        if self.hard and len(members) > 1 and not all(map(snapshot.live, members)):
            yield members

    def scope(self, snapshot: Snapshot) -> Collection[str]:
        return snapshot.select(self.sites)

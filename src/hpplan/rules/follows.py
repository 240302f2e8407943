"""The kind `follows`."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, field_validator

from hpplan.domain.entry import TrustId
from hpplan.domain.gaps import Gap
from hpplan.domain.selectors import Sites
from hpplan.domain.sites import MUNICIPALITY
from hpplan.domain.snapshot import Snapshot
from hpplan.language import _
from hpplan.rules.base import Rule
from hpplan.rules.traits import Precedence


class Follows(Precedence, Rule):
    """The rule `follows`."""

    title = "a site does not go live before its trust, or the municipality that it serves"
    meaning = """
    No selected site goes live before its own trust; with `of: serves`, before the municipality or
    site that it `serves`; unless that takes no part. Who states none follows nobody.

    `gap` says by how much it follows: the same wave is allowed, unless another gap is given.
    `trust` narrows the rule to the sites of one trust. A break is history when the site is live.
    A GP office that tries the system before its municipality goes live is a rule `before`.
    """
    asks = (
        "not before their own trust, or with `of: serves` the municipality that they serve, unless "
        "that takes no part. Together with it is allowed, if no gap is given. `trust` narrows the "
        "rule to one catchment"
    )
    history = "the site"
    one_break = "a pair"
    example = """
    programme: {id: example, name: Example, as_of: 2024-01-01}
    trusts:
      - {id: north, name: North Hospital}
    municipalities:
      - {id: ask, name: Ask, trust: north}
      - {id: berg, name: Berg}
    waves: [{id: W1}, {id: W2}]
    rules:
      - {kind: follows}
    """
    keeps = "berg:W1 north:W2 ask:W2"
    breaks = "ask:W1 berg:W1 north:W2"

    kind: Literal["follows"] = "follows"
    sites: Sites = Field(Sites(), description="who follows; the trusts themselves are passed over")
    of: Literal["trust", "serves"] = Field(
        "trust", description="whom: their trust, or the municipality that they serve"
    )
    trust: TrustId | None = Field(None, description="only the sites in the catchment of this trust")
    gap: Gap = Field(
        Gap(waves=0), description="how much later; `{waves: 0}` is in the same wave or later"
    )

    @field_validator("gap")
    @classmethod
    def _not_before(cls, gap: Gap) -> Gap:
        return gap.over(waves=0)

    def sentence(self, snapshot: Snapshot) -> str:
        sites, first = self._who(snapshot), self._whom(snapshot)
        if self.gap.begins_with_the_same:
            return self.gap.not_before(sites, first)
        return _("{sites} not before {first}, by {gap}", sites=sites, first=first, gap=self.gap)

    def _who(self, snapshot: Snapshot) -> str:
        names = snapshot.names(self.sites)
        if self.of == "trust" or self.trust is None:
            return names
        trust = snapshot.name(self.trust)
        return _("{sites} in the catchment of {trust}", sites=names, trust=trust)

    def _whom(self, snapshot: Snapshot) -> str:
        if self.of == "serves":
            return _("whom they serve")
        return _("their own trust") if self.trust is None else snapshot.name(self.trust)

    def pairs(self, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
        for site in snapshot.select(self.sites):
            trust = snapshot.trust_of(site)
            first = trust if self.of == "trust" else snapshot.sites[site].fields.serves
            if first is None or first == site or not snapshot.takes_part(first):
                continue
            if self.trust is None or trust == self.trust:
                yield first, site

    def waited_for(self, snapshot: Snapshot, first: str) -> str:
        name = snapshot.name(first)
        if self.of == "trust":
            return _("its trust {trust}", trust=name)
        if snapshot.sites[first].site.kind == MUNICIPALITY:
            return _("its municipality {municipality}", municipality=name)
        return _("{site}, which it serves", site=name)

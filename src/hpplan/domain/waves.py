"""The waves: groups of sites that go live together."""

from pydantic import Field

from hpplan.domain.claims import GoLive, WaveClaim
from hpplan.domain.entry import Entry, Flag, SourceId, Text


class Wave(Entry):
    """One group and slot of the rollout. `go_live` and `open` stand for an undated claim."""

    id: Text = Field(description="its name for ever; labels that wander are claims")
    name: Text | None = Field(None, description="as people call it")
    go_live: GoLive | None = Field(
        None, description="when it goes live: short for a claim that was always known"
    )
    open: Flag | None = Field(None, description="`false`: it takes no more sites")
    claims: tuple[WaveClaim, ...] = Field((), description="dated statements about it")
    source: SourceId | None = Field(None, description="who says so")
    note: Text | None = Field(None, description="anything else; shown only")

    def all_claims(self) -> list[WaveClaim]:
        """The claims, with the short form as one that was always known."""
        if self.go_live is None and self.open is None:
            return list(self.claims)
        short = WaveClaim(go_live=self.go_live, open=self.open)  # whatever its source: always known
        return [short.model_copy(update={"address": self.address}), *self.claims]

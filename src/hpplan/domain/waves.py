"""When: the groups that go live together."""

from hpplan.domain.claims import WaveClaim
from hpplan.domain.entry import Entry, Flag, SourceId, Text
from hpplan.periods import Period


class Wave(Entry):
    """One group and slot of the rollout. `go_live` and `open` are short for an undated claim."""

    id: Text
    name: Text | None = None
    go_live: Period | None = None
    open: Flag | None = None
    claims: tuple[WaveClaim, ...] = ()
    source: SourceId | None = None
    note: Text | None = None

    def all_claims(self) -> list[WaveClaim]:
        """The claims, with the short form as one that was always known."""
        if self.go_live is None and self.open is None:
            return list(self.claims)
        short = WaveClaim(go_live=self.go_live, open=self.open)  # whatever its source: always known
        return [short.model_copy(update={"address": self.address}), *self.claims]

"""Where facts come from."""

from typing import Literal

from pydantic import Field

from hpplan.domain.entry import Entry, Text
from hpplan.periods import Period


class Source(Entry):
    """A document, a register, or an assumption somebody is willing to make."""

    id: Text
    kind: Literal["document", "register", "assumption"]
    title: Text | None = None
    publisher: Text | None = None
    published: Period | None = None
    url: Text | None = Field(default=None, pattern=r"^https?://\S+$")
    note: Text | None = None

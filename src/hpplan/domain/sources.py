"""The sources of facts."""

from typing import Annotated, Final, Literal

from pydantic import Field

from hpplan.domain.entry import WITHOUT_ADDRESS, Entry, Text, Texts, Whole
from hpplan.periods import Period

URL: Final = r"^https?://\S+$"


class Source(Entry):
    """A document, a register, or an assumption."""

    id: Text = Field(description="its name in the data")
    kind: Literal["document", "register", "assumption"] = Field(
        "document",
        description="a document says what was known when; the others were always known",
    )
    title: Texts | None = Field(None, description="what it is called")
    publisher: Text | None = Field(None, description="who published it")
    published: Period | None = Field(None, description="on whose last day its claims become known")
    url: Text | None = Field(None, pattern=URL, description="where to read it")
    sums: Annotated[dict[str, Whole], WITHOUT_ADDRESS] = Field(
        default_factory=dict,
        description="what a measure of all sites that rest on it adds up to, to be compared",
    )
    note: Text | None = Field(None, description="anything else; shown only")

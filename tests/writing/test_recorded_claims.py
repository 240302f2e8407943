"""A claim that was recorded is read as it was given, and everything else as before."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hpplan.diagnostics.suggestion import composed
from hpplan.domain.claims import NAMES_A_WAVE, Says
from hpplan.programme.programme import ProgrammeData
from hpplan.reading import read_text
from hpplan.writing.changes import CannotWrite, NewClaim, changed_texts
from hpplan.writing.objections import newest_stated, stated_already
from tests.thoroughness import examples

LAYOUTS = (
    """\
sources: [{id: letter, published: 2024}]
waves: [{id: W1}, {id: '2'}]
sites:
- id: a
  kind: x
  claims:
  - {says: option, known: 2020}
- {id: b, kind: x, wave: W1}
# the end""",
    """\
sites:
  - id: b
    kind: x
    claims: [
    ]
  - id: a
    kind: x
    claims:
      - says: option
        known: 2020
waves:
  - id: W1
  - id: '2'
sources:
  - id: letter
    published: 2024
""",
    """\
{"sources": [{"id": "letter", "published": "2024"}],
 "waves": [{"id": "W1"}, {"id": "2"}],
 "sites": [
  {"id": "a", "kind": "x", "claims": [{"says": "option", "known": "2020"}]},
  {"id": "b", "kind": "x"}
]}
""",
)
LABELS = ("2024", "2024-05", "2024-05-06", "2024-Q4", "2024-H1", "2024-W07", "2024-autumn")
PERIODS = st.sampled_from([*LABELS, "2023-04-28T22:00", "2022-05..2022-12"])
TEXTS = st.text(min_size=1, max_size=20).map(composed).filter(str.strip)


@st.composite
def claims(draw: st.DrawFn) -> dict[str, Any]:
    """A claim of a site, by its keys, as `record` gives them."""
    says = draw(st.sampled_from([says for says in Says if says not in (Says.PASSED, Says.FAILED)]))
    keys: dict[str, Any] = {"says": str(says)}
    if says in NAMES_A_WAVE:
        keys["wave"] = draw(st.sampled_from(["W1", "2"]))
    for key, values in (("on", PERIODS), ("known", PERIODS), ("note", TEXTS), ("settles", TEXTS)):
        if (value := draw(st.none() | values)) is not None:
            keys[key] = value
    return keys | {"source": "letter"}


def read_as(text: str) -> ProgrammeData:
    reading = read_text(text, "all.yaml")
    assert reading.programme is not None, reading.findings
    return reading.programme


@examples(60)
@given(st.sampled_from(LAYOUTS), st.sampled_from(["\n", "\r\n"]), st.sampled_from("ab"), claims())
def test_what_is_recorded_is_read_again_and_recorded_once(
    layout: str, end: str, site: str, keys: dict[str, Any]
) -> None:
    text = layout.replace("\n", end)
    done = changed_texts({"all.yaml": text}, [NewClaim("sites", site, keys)])
    assert not isinstance(done, CannotWrite)
    before, after = read_as(text), read_as(done["all.yaml"])
    stated = newest_stated(after, "sites", site)
    assert stated.claim.model_dump(mode="json", exclude_none=True) == keys
    assert stated_already(after, stated) is None
    others = [claim.model_dump() for claim in before.site[site].claims]
    assert [claim.model_dump() for claim in after.site[site].claims[:-1]] == others
    without = {"claims"}
    for old, new in zip(before.sites, after.sites, strict=True):
        both = [
            each.model_dump(exclude=without if each.id == site else None) for each in (old, new)
        ]
        assert both[0] == both[1]
    again = changed_texts(done, [NewClaim("sites", site, keys)])
    assert not isinstance(again, CannotWrite)
    twice = read_as(again["all.yaml"])
    assert stated_already(twice, newest_stated(twice, "sites", site)) is not None

"""A programme in which a planner has something to ask, with names that would mark something up."""

from pathlib import Path

from hpplan.programme.changes import Change
from hpplan.programme.programme import SituationData
from hpplan.reading.expression_text import Misread
from hpplan.reading.expressions import read_changes
from tests.builders import known

ASKED = """\
programme: {id: p, name: Plan <b>P</b>, as_of: 2024-01-01}
sources:
  - {id: s, kind: document, published: 2023-06-01}
  - {id: guess, kind: assumption}
regions: [{id: r, name: The coast}]
trusts: [{id: t, name: Trust *T*, claims: [{says: planned, wave: W2, source: s}]}]
municipalities:
  - id: a
    name: Ask | Øy
    size: {inhabitants: 900}
    claims: [{says: decided, wave: W1, on: 2023-05, source: s}]
  - {id: b, name: "Bø\\e[31m", size: {inhabitants: 500}, claims: [{says: planned, wave: W1}]}
  - {id: d, name: Eid, trust: t, regions: r, size: {inhabitants: 100}}
  - {id: f, name: Fet, regions: r, required: false, size: {inhabitants: 60}}
waves:
  - {id: W1, go_live: 2024-11-09}
  - {id: W2, claims: [{go_live: 2025-spring, source: s}, {called: KI2, source: s}]}
  - {id: W3, go_live: 2025-11-08}
rules:
  - {id: cap, kind: capacity, max: 2, because: few can help, source: guess}
  - {id: after, kind: follows, sites: {kind: municipality}, source: s}
goals: [{kind: participation}, {kind: stability}, {kind: earliest, measure: inhabitants}]
"""
"""Ask and Bø fill W1; Eid follows the trust into W2, which that fills; Fet has W3 to itself."""


def asked(folder: Path, text: str = ASKED) -> SituationData:
    return known(folder, text)


def changes(situation: SituationData, *texts: str) -> tuple[Change, ...]:
    read = read_changes(situation, texts)
    assert not isinstance(read, Misread), read
    return read
